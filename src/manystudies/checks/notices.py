"""Studies that were retracted, corrected or put in doubt, as the page itself or a list that the user keeps says."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem, Severity
from manystudies.documents import Document, Span
from manystudies.studies import Study

NoticeKind = Literal["concern", "corrected", "retracted"]
_RETRACTED = r"\bretracted\b(?! by)|\bretraction (?:notice|of)\b|\bretraction:|\bwithdrawn (?:article|paper|by the (?:authors?|editors?|journal))\b|\b(?:article|paper|study|trial) (?:was |has been )?withdrawn\b"
_CONCERN = r"\bexpressions? of concern\b"
_CORRECTED = r"\berrat(?:um|a)\b|\bcorrigend(?:um|a)\b|\bcorrection to:|\bcorrection(?: notice)? (?:published|to this article)\b|\bcorrected and republished\b"
_NOTICE = re.compile(rf"(?P<retracted>{_RETRACTED})|(?P<concern>{_CONCERN})|(?P<corrected>{_CORRECTED})", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|nor|no|without)\b[^.;]{0,20}$", re.IGNORECASE)
_CUES = ("retract", "withdrawn", "expression", "errat", "corrig", "correct")
_NEAR = 240
"""A notice about a study stands right at its title or its line of publication, in the same block."""
_WORDS: dict[NoticeKind, str] = {
    "concern": "its journal published an expression of concern about it",
    "corrected": "a correction of it was published",
    "retracted": "it was retracted",
}
_SEVERITY: dict[NoticeKind, Severity] = {"concern": "medium", "corrected": "low", "retracted": "high"}


def notice_problems(evidence: Evidence, known: Mapping[str, NoticeKind]) -> Iterator[Problem]:
    """Claims that rest on a study with a notice, and each such study where nothing of the page rests on it.

    `known` leads from identifiers in small letters (a DOI, or "pmid:123") to what a list of the user's says of them.
    """
    for study in evidence.studies:
        found = _told(evidence, study)
        kind: NoticeKind | None = found[0] if found is not None else _listed(study, known)
        if kind is None:
            continue
        source = "the page says" if found is not None else "the list of notices says"
        grounds: tuple[Span, ...] = (found[1],) if found is not None else ()
        said = f"Of {study.name}, {source} that {_WORDS[kind]}"
        resting = [claim for claim in evidence.claims if study.key in claim.rests_on and claim.voice != "study"]
        if kind == "retracted":
            for claim in resting:
                yield Problem(
                    "MS419",
                    "unsupported",
                    _SEVERITY[kind],
                    f"{said}: nothing can rest on it.",
                    (*evidence.places(claim), *grounds),
                    suggestion="Take the claim out, or rest it on a study that stands.",
                    study=study.key,
                )
        if not resting or kind != "retracted":
            yield Problem(
                "MS419",
                "info" if found is not None else "unsupported",
                "info" if found is not None else _SEVERITY[kind],
                f"{said}.",
                (study.title.span if study.title is not None else study.place, *grounds),
                suggestion="Take the numbers from the corrected paper." if kind == "corrected" else "",
                study=study.key,
            )


def _listed(study: Study, known: Mapping[str, NoticeKind]) -> NoticeKind | None:
    for each in study.identifiers:
        name = each.value.lower() if each.kind == "doi" else f"{each.kind}:{each.value.lower()}"
        if each.state != "truncated" and name in known:
            return known[name]
    return None


def _told(evidence: Evidence, study: Study) -> tuple[NoticeKind, Span] | None:
    """What the page says of a study, right beside its title or in its entry of a reference list, and where."""
    for span in (
        *((study.title.span,) if study.title is not None else ()),
        *(each for each in (study.place, *study.places) if each.end - each.start < 3 * _NEAR),
    ):
        document = evidence.document_of.get(span.document)
        if document is None:
            continue
        found = _notice_at(document, span)
        if found is not None:
            return found
    return None


def _notice_at(document: Document, span: Span) -> tuple[NoticeKind, Span] | None:
    start, end = document.view.view_start(span.start), document.view.view_end(span.end)
    text = document.view.text
    block = next((each for each in document.blocks if each.start <= start < each.end), None)
    if block is None:
        return None
    low, high = max(block.start, start - _NEAR), min(max(block.end, end), end + _NEAR)
    folded = text[low:high].lower()
    if not any(cue in folded for cue in _CUES):
        return None
    for match in _NOTICE.finditer(text, low, high):
        if _NOT.search(text[max(low, match.start() - 30) : match.start()]) or match.lastgroup is None:
            continue
        kinds: tuple[NoticeKind, ...] = ("concern", "corrected", "retracted")
        return next(kind for kind in kinds if kind == match.lastgroup), document.span(match.start(), match.end())
    return None
