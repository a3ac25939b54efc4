"""A change inside one arm of a trial told as an effect, above all of the placebo."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence, small_letters
from manystudies.checks.problem import Problem, Severity
from manystudies.claims import sentence_ranges
from manystudies.documents import Document
from manystudies.studies import Design

_PLACEBO_ACTS = re.compile(
    r"\b(?:treated|cured|relieved|helped|improved|healed|reduced|eased|fixed)\s+by\s+(?:the\s+)?(?:placebo|sham)\b"
    r"|\b(?:placebo|sham)\s+(?:also\s+|actually\s+)?(?:treat(?:s|ed)|cure[sd]|reliev(?:es|ed)|help(?:s|ed)|heal(?:s|ed)|work(?:s|ed)|fix(?:es|ed))\b"
    r"|\bplacebo\s+(?:worked|was)\s+(?:better|best|more effective|effective)\b",
    re.IGNORECASE,
)
_CHANGED = r"(?:decreas|improv|reduc|fell|dropp|ros[e]|increas|lower|better|eas|relie[fv]|declin)\w*"
_ONE_ARM = re.compile(
    rf"\b{_CHANGED}\b[^.;]{{0,60}}\b(?:in|within|with)\s+(?:the\s+)?[\w -]{{0,30}}?(?:group|arm|placebo)\b[^.;]{{0,40}}\bbut\s+not\b[^.;]{{0,40}}\b(?:group|arm|placebo|control)\b"
    rf"|\b(?:in|within)\s+(?:the\s+)?[\w -]{{0,30}}?(?:group|arm)\b[^.;]{{0,60}}\b{_CHANGED}\b[^.;]{{0,60}}\bbut\s+not\b[^.;]{{0,40}}\b(?:group|arm|placebo|control)\b",
    re.IGNORECASE,
)
_CONTROLLED: frozenset[Design] = frozenset({"non-randomised trial", "quasi-randomised", "randomised trial"})
_OUTLINE = re.compile(r"by\s+(?:the\s+)?(?:placebo|sham)|(?:placebo|sham)\s+(?:a|treat|cure|reliev|help|heal|work|fix|was\s)|but\s+not\b")
"""Something of this stands in every sentence that is looked for; it is searched in lower case, at a fifth of the time."""
_SUGGESTION = "Give the difference between the arms with its interval; a change within one arm also holds time, hope and chance."


def within_group_problems(evidence: Evidence) -> Iterator[Problem]:
    """Sentences in which a placebo treats, or in which one arm changes “but not” the other."""
    for document in evidence.documents:
        text = document.view.text
        if _OUTLINE.search(small_letters(text)) is None:
            continue
        for block in document.blocks:
            if block.role not in {"body", "chatbot"} or block.kind in {"code", "image", "rule"}:
                continue
            if not is_within_group(text[block.start : block.end]):
                continue
            heading = block.kind == "heading"
            ranges = [(block.start, block.end)] if heading else sentence_ranges(text, block.start, block.end)
            for start, end in ranges:
                yield from _judged(evidence, document, start, end, "high" if heading else "medium")


def is_within_group(text: str) -> bool:
    """Whether a text tells a change inside one arm as an effect."""
    return _OUTLINE.search(text.lower()) is not None and (_PLACEBO_ACTS.search(text) is not None or _ONE_ARM.search(text) is not None)


def _judged(evidence: Evidence, document: Document, start: int, end: int, severity: Severity) -> Iterator[Problem]:
    text = document.view.text
    span = document.span(start, end)
    if _PLACEBO_ACTS.search(text, start, end):
        message = "A change under placebo is not a treatment by placebo: people change in every arm, and the arms are what is compared."
    elif _ONE_ARM.search(text, start, end):
        message = "A change in one arm but not in the other is not a difference between the arms; that difference was not tested here."
    else:
        return
    section = evidence.section_of(span)
    key = ""
    if section is not None:
        here = [study for study in evidence.studies if (document.identity, section.index) in study.sections]
        key = next((study.key for study in here if study.design in _CONTROLLED), here[0].key if here else "")
    yield Problem("MS403", "stronger_than_study", severity, message, (span,), suggestion=_SUGGESTION, study=key)
