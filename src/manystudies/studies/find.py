"""Which studies documents show, and which of them a place in a document speaks of."""

from collections.abc import Sequence
from dataclasses import replace

from manystudies.documents import Document
from manystudies.studies.assemble import study_of_segment
from manystudies.studies.bare import bare_study
from manystudies.studies.cited import cited_studies, linked_articles, listed_studies
from manystudies.studies.identifier import find_identifiers
from manystudies.studies.parts import Part, parts_of
from manystudies.studies.rows import row_studies
from manystudies.studies.same import one_of_each
from manystudies.studies.segment import REGISTERS, segments_of
from manystudies.studies.study import Identifier, Study


def find_studies(documents: Sequence[Document]) -> tuple[Study, ...]:
    """The studies that documents show, each once, in the order met.

    `mention` tells how: an `abstract`, a table's row or at least its heading stands on a page, or it is only `cited` by a link or
    `listed` in a list of references. Nothing is taken from elsewhere: a DOI or year that no page shows stays empty.
    """
    return one_of_each(study for document in documents for study in _studies_of(document))


def study_of(document: Document, offset: int, studies: Sequence[Study]) -> Study | None:
    """The study that the words at view offset `offset` of `document` speak of, or None.

    The smallest place that holds the offset wins: a sentence of an abstract belongs to its section's study, an entry
    of the reference list below it to the study it names, a sentence with a citation mark to the study cited.
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


def _studies_of(document: Document) -> list[Study]:
    identifiers = tuple((document.view.view_start(each.span.start), each) for each in find_identifiers(document))
    listed = listed_studies(document, identifiers)
    in_lists = {each.span for study in listed for each in study.identifiers}
    free = tuple((offset, each) for offset, each in identifiers if each.span not in in_lists and not _in_reference(document, offset))
    shown: list[Study] = []
    levels: list[int] = []
    for part in parts_of(document):
        segments = [segment for segment in segments_of(document, part, free) if segment.evidence]
        if segments:
            shown += (study_of_segment(document, segment, part.sections) for segment in segments)
            levels += [part.level] * len(segments)
        elif shown and part.role == "body" and part.level > levels[-1] > 0:
            shown[-1] = _extended(document, shown[-1], part)
        else:
            levels[-1:] = [99] if levels else []
    if len(shown) <= 1 and not any(study.title for study in shown) and (bare := bare_study(document, free)):
        shown = [bare]
    own = {each.key for study in shown for each in study.identifiers}
    rest = tuple((offset, each) for offset, each in free if not _of_shown(each, own, shown))
    cited = cited_studies(document, rest)
    understood = frozenset(link.source for link in document.links for _, each in identifiers if link.source.meets(each.span))
    return [*shown, *row_studies(document), *cited, *linked_articles(document, understood), *listed]


def _extended(document: Document, study: Study, part: Part) -> Study:
    """A study with a deeper part below its own added to its place: a discussion or table under an abstract."""
    start = document.view.view_start(study.place.start)
    sections = (*study.sections, *((document.identity, index) for index in part.sections))
    return replace(study, place=document.span(start, part.end), sections=sections)


def _in_reference(document: Document, offset: int) -> bool:
    return any(reference.start <= offset < reference.end for reference in document.references)


def _of_shown(identifier: Identifier, own: set[str], shown: list[Study]) -> bool:
    """Whether an identifier stands in a study shown and names that study or a register: then it cites nothing else."""
    if identifier.key not in own and identifier.kind not in REGISTERS:
        return False
    return any(study.place.covers(identifier.span) for study in shown)
