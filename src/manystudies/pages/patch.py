"""A unified diff of bytes: some ranges replaced, every other byte as it was, whatever the encoding and the line ends."""

from collections.abc import Sequence
from dataclasses import dataclass

_CONTEXT = 3
"""Unchanged lines shown on each side, as `diff -u` and git do."""


@dataclass(frozen=True, slots=True)
class ByteEdit:
    """Replace the bytes from `start` to `end`."""

    start: int
    end: int
    new: bytes


def edited(data: bytes, edits: Sequence[ByteEdit]) -> bytes:
    """The bytes with the edits made; the edits are in order and do not overlap.

    >>> edited(b"zinc cures colds", [ByteEdit(5, 10, b"may help")])
    b'zinc may help colds'
    """
    pieces: list[bytes] = []
    done = 0
    for edit in edits:
        pieces += (data[done : edit.start], edit.new)
        done = edit.end
    return b"".join([*pieces, data[done:]])


def patch(name: str, data: bytes, edits: Sequence[ByteEdit]) -> bytes:
    """The edits as a unified diff that `git apply` and `patch -p1` take; empty where there are none."""
    if not edits:
        return b""
    lines = _lines(data)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    groups = _groups(starts, edits)
    tail = b"\t" if " " in name else b""
    path = name.encode("utf-8", "surrogateescape")
    pieces = [b"--- a/" + path + tail + b"\n", b"+++ b/" + path + tail + b"\n"]
    moved = 0
    for hunk in _hunks(groups):
        first = max(0, hunk[0][0] - _CONTEXT)
        last = min(len(lines), hunk[-1][1] + _CONTEXT)
        body: list[bytes] = []
        at = first
        put = 0
        for low, high, held in hunk:
            offset = starts[low]
            inside = [ByteEdit(each.start - offset, each.end - offset, each.new) for each in held]
            new = _lines(edited(data[offset : starts[high]], inside))
            body += [_line(b" ", line) for line in lines[at:low]]
            body += [_line(b"-", line) for line in lines[low:high]]
            body += [_line(b"+", line) for line in new]
            put += len(new) - (high - low)
            at = high
        body += [_line(b" ", line) for line in lines[at:last]]
        was = last - first
        pieces += [f"@@ -{first + 1},{was} +{first + 1 + moved},{was + put} @@\n".encode(), *body]
        moved += put
    return b"".join(pieces)


_Group = tuple[int, int, list[ByteEdit]]


def _groups(starts: list[int], edits: Sequence[ByteEdit]) -> list[_Group]:
    """The lines that each run of edits touches: first, one behind the last, and the edits."""
    from bisect import bisect_right

    groups: list[_Group] = []
    for edit in edits:
        low, high = bisect_right(starts, edit.start) - 1, bisect_right(starts, edit.end - 1)
        if groups and groups[-1][1] > low:
            groups[-1] = (groups[-1][0], max(high, groups[-1][1]), [*groups[-1][2], edit])
        else:
            groups.append((low, high, [edit]))
    return groups


def _hunks(groups: list[_Group]) -> list[list[_Group]]:
    hunks: list[list[_Group]] = []
    for group in groups:
        if hunks and group[0] - hunks[-1][-1][1] <= 2 * _CONTEXT:
            hunks[-1].append(group)
        else:
            hunks.append([group])
    return hunks


def _lines(data: bytes) -> list[bytes]:
    """Lines end at a line feed alone, as git counts them."""
    lines = data.split(b"\n")
    whole = [line + b"\n" for line in lines[:-1]]
    return [*whole, lines[-1]] if lines[-1] else whole


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + line if line.endswith(b"\n") else sign + line + b"\n\\ No newline at end of file\n"
