"""Which studies documents show."""

from collections.abc import Sequence
from dataclasses import replace

from manystudies.documents import Document, Span
from manystudies.studies.assemble import study_of_segment
from manystudies.studies.bare import bare_study
from manystudies.studies.cited import cited_studies, linked_articles, listed_studies
from manystudies.studies.ground import Ground, Placed
from manystudies.studies.identifier import find_identifiers
from manystudies.studies.lookup import Lookup
from manystudies.studies.parts import Part, parts_of
from manystudies.studies.rows import row_studies
from manystudies.studies.same import one_of_each
from manystudies.studies.segment import REGISTERS, segments_of
from manystudies.studies.study import Study


def find_studies(documents: Sequence[Document]) -> tuple[Study, ...]:
    """The studies that documents show, each once, in the order met.

    `mention` tells how: an `abstract`, a table's row or at least its heading stands on a page, or it is only `cited`
    by a link or `listed` in a list of references. Nothing is taken from elsewhere: a DOI or year that no page shows
    stays empty.
    """
    return one_of_each(study for document in documents for study in _studies_of(document))


def _studies_of(document: Document) -> list[Study]:
    placed = [Placed(document.view.view_start(each.span.start), each) for each in find_identifiers(document)]
    everything = Ground(document, placed)
    lists = Lookup(document.references)
    ground = Ground(document, [each for each in placed if lists.at(each.offset) is None])
    shown = _shown(ground)
    own = {study.place: {each.key for each in study.identifiers} for study in shown}
    places = Lookup([study.place for study in shown])
    rest = [each for each in ground.placed if not _of_shown(each, own, places)]
    return [
        *shown,
        *row_studies(document),
        *cited_studies(ground, rest),
        *linked_articles(ground, frozenset(each.identifier.span for each in placed)),
        *listed_studies(everything),
    ]


def _shown(ground: Ground) -> list[Study]:
    """The studies a page shows in its own sections, or the one that a bare abstract is."""
    shown: list[Study] = []
    level: int | None = None  # of the part of the last study, while only deeper parts follow
    for part in parts_of(ground.document):
        segments = [segment for segment in segments_of(ground, part) if segment.evidence]
        if segments:
            shown += (study_of_segment(ground, segment, part.sections) for segment in segments)
            level = part.level
        elif level and part.role == "body" and part.level > level:
            shown[-1] = _extended(ground.document, shown[-1], part)
        else:
            level = None
    if len(shown) <= 1 and not any(study.title for study in shown) and (bare := bare_study(ground)):
        return [bare]
    return shown


def _extended(document: Document, study: Study, part: Part) -> Study:
    """A study with a deeper part below its own added to its place: a discussion or table under an abstract."""
    start = document.view.view_start(study.place.start)
    sections = (*study.sections, *((document.identity, index) for index in part.sections))
    return replace(study, place=document.span(start, part.end), sections=sections)


def _of_shown(placed: Placed, own: dict[Span, set[str]], places: Lookup[Span]) -> bool:
    """Whether an identifier stands in a study shown and names that study or a register: then it cites nothing else."""
    place = places.at(placed.identifier.span.start)
    return place is not None and (placed.identifier.kind in REGISTERS or placed.identifier.key in own[place])
