"""Studies that a page names without showing their text, so that nothing of them can be checked here."""

from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.studies import Design

_ENOUGH_WORDS = 25
"""A section with fewer words than this below its title holds no abstract."""
_NOT_STUDIES: frozenset[Design] = frozenset({"guideline", "news", "unknown"})


def display_problems(evidence: Evidence) -> Iterator[Problem]:
    """Each study that has a section of its own with a title and hardly any text."""
    for study in evidence.studies:
        if study.mention not in {"heading only", "cited"} or study.design in _NOT_STUDIES or study.title is None:
            continue
        section = evidence.section_of(study.place)
        if section is None or not any(identity == study.place.document and index == section.index for identity, index in study.sections):
            continue
        document = evidence.document_of[study.place.document]
        words = sum(
            len(document.block_text(block).split())
            for block in document.section_blocks(section)
            if block.kind in {"paragraph", "item", "quote"} and block.role == "body"
        )
        if words < _ENOUGH_WORDS:
            yield Problem(
                "MS108",
                "not_checked",
                "low",
                f"The page shows no text of this {study.design}, so nothing it says of it can be checked here.",
                (study.title.span,),
                suggestion="Show its abstract, as for the other studies.",
                study=study.key,
            )
