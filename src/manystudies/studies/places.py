"""Which study a place on a page speaks of: the smallest place that holds it wins."""

from bisect import bisect_right
from collections.abc import Sequence

from manystudies.documents import Document
from manystudies.studies.study import Study


class StudyPlaces:
    """The places of studies on one document, ready to be asked many times."""

    __slots__ = ("_document", "_owners", "_starts")

    def __init__(self, document: Document, studies: Sequence[Study]) -> None:
        self._document = document
        places = [
            (place.start, place.end, at)
            for at, study in enumerate(studies)
            for place in (study.place, *study.places)
            if place.document == document.identity
        ]
        edges = sorted({edge for start, end, _ in places for edge in (start, end)})
        index = {edge: at for at, edge in enumerate(edges)}
        owner: list[Study | None] = [None] * len(edges)
        skip = list(range(len(edges) + 1))
        for start, end, at in sorted(places, key=lambda place: (place[1] - place[0], place[2])):
            free = _free(skip, index[start])
            while free < index[end]:
                owner[free] = studies[at]
                skip[free] = free + 1
                free = _free(skip, free)
        self._starts = edges
        self._owners = owner

    def at(self, offset: int) -> Study | None:
        """The study that the words at view offset `offset` speak of, or None."""
        index = bisect_right(self._starts, self._document.view.source_start(offset)) - 1
        return self._owners[index] if index >= 0 else None


def study_of(document: Document, offset: int, studies: Sequence[Study]) -> Study | None:
    """The study that the words at view offset `offset` of `document` speak of, or None.

    The smallest place that holds the offset wins: a sentence of an abstract belongs to its section's study, an entry
    of the reference list below it to the study it names, a sentence with a citation mark to the study cited. To ask
    often, make `StudyPlaces` once.
    """
    source = document.view.source_start(offset)
    best: tuple[int, Study] | None = None
    for study in studies:
        for place in (study.place, *study.places):
            if (
                place.document == document.identity
                and place.start <= source < place.end
                and (best is None or place.end - place.start < best[0])
            ):
                best = place.end - place.start, study
    return best[1] if best else None


def _free(skip: list[int], at: int) -> int:
    """The first stretch from `at` on that has no owner yet."""
    root = at
    while skip[root] != root:
        root = skip[root]
    while skip[at] != root:
        skip[at], at = root, skip[at]
    return root
