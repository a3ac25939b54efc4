"""Grids: the cells of an HTML table while it is read, and whether it holds data or only lays out the page."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from manystudies.documents.draft import DraftBlock
from manystudies.documents.tags import Mark

_COUNT = re.compile(r"[0-9]{1,3}")
_WIDEST_CELL = 100
_LONGEST_CELL = 3000
_MEAN_CELL = 500
# A grid with far more places than written cells is no table of data.
_MOST_EMPTY = 10
_ALWAYS_FITS = 1000


class GridCell(NamedTuple):
    """One cell as written: its range and how many columns and rows it covers."""

    start: int
    end: int
    wide: int
    tall: int


@dataclass(slots=True)
class Grid:
    """A table under construction; `outer` keeps the blocks of the page around it."""

    start: int
    outer: list[DraftBlock]
    rows: list[list[GridCell]] = field(default_factory=list)
    holds_structure: bool = False
    caption: tuple[int, int] | None = None
    _cell: Mark | None = None

    def open_cell(self, mark: Mark) -> bool:
        """Open a cell at its tag; whether others stand before it in its row."""
        if not self.rows:
            self.rows.append([])
        self._cell = mark
        return bool(self.rows[-1])

    def end_cell(self, at: int) -> None:
        """Close the open cell at `at`."""
        if self._cell is not None:
            mark, self._cell = self._cell, None
            self.rows[-1].append(GridCell(mark.end, at, _count(mark.attribute("colspan")), _count(mark.attribute("rowspan"))))

    def data_rows(self) -> list[list[GridCell]]:
        """The rows of a table of data; none where the table lays out a page (one column, long cells, headings, inner tables)."""
        rows = [row for row in self.rows if row]
        if self.holds_structure or len(rows) <= 1 or max(sum(cell.wide for cell in row) for row in rows) <= 1:
            return []
        lengths = [cell.end - cell.start for row in rows for cell in row]
        columns = max(sum(cell.wide for cell in row) for row in rows)
        if columns * max(len(rows), *(cell.tall for row in rows for cell in row)) > _MOST_EMPTY * len(lengths) + _ALWAYS_FITS:
            return []
        is_data = max(lengths) <= _LONGEST_CELL and sum(lengths) <= _MEAN_CELL * len(lengths)
        return rows if is_data else []


def _count(value: str | None) -> int:
    return max(1, min(int(value), _WIDEST_CELL)) if value and _COUNT.fullmatch(value) else 1


def squared(rows: list[list[GridCell]]) -> list[list[tuple[int, int]]]:
    """Rows of cell ranges where a cell that covers several columns or rows stands in each of them."""
    out: list[list[tuple[int, int]]] = []
    hanging: dict[int, tuple[int, tuple[int, int]]] = {}
    for row in rows:
        line: list[tuple[int, int]] = []
        for cell in row:
            _hang(line, hanging)
            place = (cell.start, cell.end)
            for _ in range(cell.wide):
                if cell.tall > 1:
                    hanging[len(line)] = (cell.tall, place)
                line.append(place)
        _hang(line, hanging)
        hanging = {column: (left - 1, place) for column, (left, place) in hanging.items() if left > 1}
        out.append(line)
    return out


def _hang(line: list[tuple[int, int]], hanging: dict[int, tuple[int, tuple[int, int]]]) -> None:
    """Fill in the cells that hang down from rows above."""
    while len(line) in hanging:
        line.append(hanging[len(line)][1])
