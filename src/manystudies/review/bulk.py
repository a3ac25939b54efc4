"""Many short texts in, one row of readings for each out: streaming, on all cores, and able to go on after a kill.

While it runs, rows are appended in the order of the input to `OUT.part`; the finished file takes its place at
the end. After a kill the whole rows of the part file are kept and the rest is done. The same input gives the same
bytes whatever the number of workers and however often it was stopped.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from hashlib import sha256
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from manystudies.errors import InputError
from manystudies.review.files import pour
from manystudies.review.rows import PARTS, read_rows
from manystudies.review.workers import cores, in_order

_CHUNK = 200
"""Rows a worker gets at once: small enough for a live progress bar, large enough that passing them costs under 1 %."""

_TOGETHER = 100
"""Rows whose numbers are read together."""


def bulk(
    source: Path, target: Path, parts: Sequence[str] = PARTS, workers: int | None = None, advance: Callable[[int], None] | None = None
) -> int:
    """Read every row of the JSON-lines file `source` into `target`; returns the number of rows.

    Args:
        source: one `{"id", "text"}` object a line; lines that are blank are skipped.
        target: where the rows go; an earlier finished file is replaced.
        parts: which parts of a row to read, of `PARTS`.
        workers: how many processes; all cores by default.
        advance: told how many bytes of `source` were dealt with, for a progress bar.

    Raises:
        InputError: a file cannot be read or written, or a line is no such object (its number is named).
    """
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise InputError(f"--only needs some of {', '.join(PARTS)}; found {', '.join(unknown)}.")
    part = target.with_name(target.name + ".part")
    told = advance or (lambda _: None)
    try:
        with ExitStack() as stack:
            lines = stack.enter_context(source.open("rb"))
            mark = _fingerprint(source, parts)
            done, output = _resume(part, mark)
            stack.enter_context(output)
            for _ in range(done):
                told(len(_next_filled(lines)))
            count = done
            for written, size, rows in in_order(
                partial(_read_chunk, parts=tuple(parts), source=str(source)), _chunks(lines, done), workers or cores()
            ):
                output.write(written)
                output.flush()
                count += rows
                told(size)
        _finish(part, target)
    except OSError as error:
        raise InputError(
            f"{error.filename or target}: needs a file that can be read and written; found: {(error.strerror or '').lower()}."
        ) from error
    return count


def _chunks(lines: Iterable[bytes], done: int) -> Iterator[tuple[int, list[bytes]]]:
    filled = (line for line in lines if line.strip())
    number = done
    while chunk := list(islice(filled, _CHUNK)):
        yield number, chunk
        number += len(chunk)


def _read_chunk(numbered: tuple[int, list[bytes]], parts: tuple[str, ...], source: str) -> tuple[bytes, int, int]:
    """The rows of a chunk as they are written, how many bytes were read for them, and how many they are."""
    number, chunk = numbered
    given = [_given(f"{source}: row {number + index + 1}", line) for index, line in enumerate(chunk)]
    written = bytearray()
    for begin in range(0, len(given), _TOGETHER):
        for row in read_rows(given[begin : begin + _TOGETHER], parts):
            # Half of a pair of surrogates has no UTF-8; with its backslash it is the escape that JSON has for it.
            written += json.dumps(row, ensure_ascii=False, sort_keys=False).encode("utf-8", "backslashreplace") + b"\n"
    return bytes(written), sum(map(len, chunk)), len(chunk)


def _given(place: str, line: bytes) -> dict[str, object]:
    """The row on a line of the source."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} needs one JSON object on a line; found: {error}.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise InputError(
            f'{place} needs an object with an "id" and a "text" that is a string; found {line[:60].decode("utf-8", "replace")!r}.'
        )
    return row


def _fingerprint(source: Path, parts: Sequence[str]) -> bytes:
    """The first line of a part file: it is only gone on with for the same input and the same parts."""
    with source.open("rb") as lines:
        head = sha256(lines.read(2**20)).hexdigest()
    return json.dumps({"bulk": head, "size": source.stat().st_size, "parts": list(parts)}).encode() + b"\n"


def _resume(part: Path, mark: bytes) -> tuple[int, BinaryIO]:
    """How many rows a part file holds already, and the file, open behind the last whole one."""
    if part.exists():
        output = part.open("r+b")
        if output.readline() == mark:
            done, end = 0, output.tell()
            for line in output:
                if not line.endswith(b"\n"):
                    break
                done, end = done + 1, end + len(line)
            output.seek(end)
            output.truncate()
            return done, output
        output.close()
    fresh = part.open("w+b")
    fresh.write(mark)
    return 0, fresh


def _finish(part: Path, target: Path) -> None:
    """Put the rows, without the mark, in the place of the target, whole or not at all."""
    with part.open("rb") as rows:
        rows.readline()
        pour(target, iter(lambda: rows.read(2**20), b""))
    part.unlink()


def _next_filled(lines: BufferedReader) -> bytes:
    for line in lines:
        if line.strip():
            return line
    return b""
