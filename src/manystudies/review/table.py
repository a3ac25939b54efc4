"""A table a person brings: bytes of CSV or TSV to named columns and rows, each row with the line it stands on."""

import csv
import io
from dataclasses import dataclass

from manystudies.errors import InputError, NumberError
from manystudies.measures import Printed
from manystudies.review.files import read_bytes

_DELIMITERS = ("\t", ";", ",")
_MISSING = frozenset({"", "-", ".", "na", "n/a", "nan", "none", "null", "–", "—", "?"})


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, its cells in the order of the header; `line` counts from 1, the header is 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read. `decimal_comma` tells a table whose cells are parted by semicolons, where 0,5 is a half."""

    path: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    decimal_comma: bool = False

    def text(self, row: TableRow, column: int) -> str:
        """A cell without the blanks around it; empty where it says that nothing is known."""
        cell = row.cells[column].strip()
        return "" if cell.lower() in _MISSING else cell

    def number(self, row: TableRow, column: int) -> float | None:
        """A cell as a number, None where it is missing.

        Raises:
            InputError: it is something else.
        """
        cell = self.text(row, column)
        if not cell:
            return None
        plain = self._plain(cell)
        try:
            value = float(plain)
        except ValueError:
            value = float("nan")
        if not abs(value) < float("inf") or "_" in plain:
            raise InputError(f"{self.path}: row {row.line}, column {self.header[column]}: needs a number; found {cell!r}.")
        return value

    def printed(self, row: TableRow, column: int) -> Printed | None:
        """A cell as a number with its decimals as printed, None where it is missing or no number is printed so."""
        try:
            return Printed.read(self._plain(self.text(row, column)))
        except NumberError:
            return None

    def _plain(self, cell: str) -> str:
        """A number with a point and without what parts its thousands."""
        plain = cell.replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        if self.decimal_comma:
            return plain.replace(",", ".")
        if "," in plain and all(len(part) == 3 for part in plain.partition(".")[0].split(",")[1:]):  # noqa: PLR2004 - thousands
            return plain.replace(",", "")
        return plain


def read_table(path: str) -> Table:
    """Read a table with a header from a CSV or TSV file; commas, semicolons or tabs part its cells.

    Raises:
        InputError: it cannot be read, has no header or no rows, or a row has another number of cells than the header.
    """
    text = _decoded(path, read_bytes(path))
    head = next((line for line in text.splitlines() if line.strip()), "")
    if not head:
        raise InputError(f"{path}: needs a table with a header; found an empty file.")
    delimiter = "\t" if path.lower().endswith((".tsv", ".tab")) and "\t" in head else max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: tuple[str, ...] = ()
    rows: list[TableRow] = []
    try:
        for line, cells in enumerate(reader, 1):
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = tuple(cell.strip() for cell in cells)
                continue
            if len(cells) != len(header):
                found = f"{len(cells)} cells where the header has {len(header)}"
                raise InputError(f"{path}: row {line}: needs one cell a column; found {found}.")
            rows.append(TableRow(line, tuple(cells)))
    except csv.Error as error:
        raise InputError(f"{path}: needs a table of text; found: {error}.") from error
    if len(header) < 2:  # noqa: PLR2004 - a study and a number
        raise InputError(f"{path}: needs columns parted by commas, semicolons or tabs; found one column, {header[0]!r}.")
    if not rows:
        raise InputError(f"{path}: needs at least one row below its header; found none.")
    return Table(path, header, tuple(rows), delimiter == ";")


def _decoded(path: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4096]:
        raise InputError(f"{path}: needs a table of text (CSV or TSV); found a binary file. Save a spreadsheet as CSV first.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
