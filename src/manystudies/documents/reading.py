"""The reading view: the text without marks, made by a plan of edits that can be replayed."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import Literal

from manystudies.errors import SpanError
from manystudies.making import quick

EditReason = Literal["byte order mark", "character", "entity", "front matter", "hidden", "markup", "mojibake", "shortcode"]


@quick
@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace characters `start` to `end` of the text as given by `replacement`, and say why."""

    start: int
    end: int
    replacement: str
    reason: EditReason

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"An edit needs 0 <= start < end; found start {self.start} and end {self.end}.")


_IN_ORDER = attrgetter("start", "end", "replacement", "reason")
"""What edits are sorted by, fetched once for each instead of for each comparison."""


@quick
@dataclass(frozen=True, slots=True)
class ReadingView:
    """The text a person reads, and the way back to the text as given.

    `edits` are sorted and do not overlap. Replaying them on the same text gives the same view
    (invariant 2). Offsets called *view* offsets count characters of `text`; *source* offsets count
    characters of the text as given.
    """

    text: str
    edits: tuple[Edit, ...]
    _view_starts: tuple[int, ...] = field(repr=False, compare=False)
    _source_starts: tuple[int, ...] = field(repr=False, compare=False)

    @classmethod
    def replay(cls, source: str, edits: tuple[Edit, ...]) -> "ReadingView":
        """Make the view of `source` by carrying out `edits`.

        Raises:
            SpanError: two edits overlap, or one reaches beyond the text.
        """
        if not edits:
            return cls(source, (), (), ())
        edits = tuple(sorted(edits, key=_IN_ORDER))
        for before, after in pairwise(edits):
            if after.start < before.end:
                raise SpanError(f"Edits may not overlap; found {before} and {after}.")
        if edits[-1].end > len(source):
            raise SpanError(f"An edit ends at {edits[-1].end}, beyond a text of {len(source)} characters.")
        pieces: list[str] = []
        starts: list[int] = []
        done = length = 0
        for edit in edits:
            kept = source[done : edit.start]
            length += len(kept)
            starts.append(length)
            pieces += (kept, edit.replacement)
            length += len(edit.replacement)
            done = edit.end
        pieces.append(source[done:])
        return cls("".join(pieces), edits, tuple(starts), tuple(edit.start for edit in edits))

    def source_start(self, offset: int) -> int:
        """The source offset of the first character that view offset `offset` shows."""
        index = bisect_right(self._view_starts, offset) - 1
        if index < 0:
            return offset
        edit, start = self.edits[index], self._view_starts[index]
        inside = offset - start
        return edit.start if inside < len(edit.replacement) else edit.end + inside - len(edit.replacement)

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The source range shown by view characters `start` to `end`; markup at its edges is left out.

        Raises:
            SpanError: the range is empty, backward or beyond the view.
        """
        if not 0 <= start < end <= len(self.text):
            raise SpanError(f"A view range needs 0 <= start < end <= {len(self.text)}; found {start} and {end}.")
        index = bisect_right(self._view_starts, end - 1) - 1
        if index < 0:
            return start, end
        edit, shown = self.edits[index], self._view_starts[index]
        behind = end - shown - len(edit.replacement)
        last = edit.end + behind if behind > 0 else edit.end
        # Most ranges are short and lie behind one edit.
        if shown <= start:
            behind = start - shown - len(edit.replacement)
            return (edit.start if behind < 0 else edit.end + behind), last
        return self.source_start(start), last

    def view_start(self, source: int) -> int:
        """The view offset that shows source offset `source`, or the place where it was cut out."""
        index = bisect_right(self._source_starts, source) - 1
        if index < 0:
            return source
        edit, start = self.edits[index], self._view_starts[index]
        return start if source < edit.end else start + len(edit.replacement) + source - edit.end

    def view_end(self, source: int) -> int:
        """The view offset just behind what source offset `source` - 1 shows (`source` is an excluded end)."""
        index = bisect_right(self._source_starts, source - 1) - 1
        if index < 0:
            return source
        edit, start = self.edits[index], self._view_starts[index]
        return start + len(edit.replacement) + max(0, source - edit.end)
