"""What the rest of a page tells about a stretch of it: the identifiers and links that stand there."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from manystudies.documents import Document, Link
from manystudies.studies.lookup import Lookup, Ranged
from manystudies.studies.study import Identifier


@dataclass(frozen=True, slots=True)
class Placed:
    """An identifier and the view offset it is shown at."""

    offset: int
    identifier: Identifier


class Ground:
    """One document with its free identifiers (those of no reference list) and its links, ready to be asked for a stretch."""

    __slots__ = ("_offsets", "_placed", "document", "links")

    def __init__(self, document: Document, placed: Sequence[Placed]) -> None:
        self.document = document
        self.links: Lookup[Link] = Lookup(document.links)
        self._placed = sorted(placed, key=lambda each: (each.offset, each.identifier.span))
        self._offsets = [each.offset for each in self._placed]

    @property
    def placed(self) -> Sequence[Placed]:
        """The identifiers in the order of the page."""
        return self._placed

    def identifiers(self, start: int, end: int) -> Sequence[Placed]:
        """The identifiers shown from view offset `start` to before `end`."""
        return self._placed[bisect_left(self._offsets, start) : bisect_left(self._offsets, end)]

    def words(self, place: tuple[int, int] | None) -> str:
        """The words at a place of the reading view; empty for none."""
        return self.document.view.text[slice(*place)] if place else ""

    def mostly_link(self, line: Ranged) -> Link | None:
        """The link that makes up more than half of a line, or None."""
        half = (line.end - line.start) / 2
        return next(
            (link for link in self.links.between(line.start, line.end) if min(link.end, line.end) - max(link.start, line.start) > half),
            None,
        )
