"""The two sides of a claim: what is claimed to act, what it acts on, and in whom."""

import re

from manystudies.claims.strength import Wording

_TRIM = re.compile(
    r"^(?:and|but|the|a|an|of|to|in|on|for|by|with|from|how|that|which|is|are|was|were|be|been|has|have|had|may|might|can|could|will|would|also|not|often|strangely|however|overall|thus|therefore"
    r"|consequently|here|there|this|these|those|it|its|he|she|they|their|separately|thereby|potentially|possibly|significantly|dramatically|quickly|particularly|more|less|[^\w(])+(?=\W|$)\s*",
    re.IGNORECASE,
)
_TRIM_END = re.compile(
    r"\s*(?:[^\w)%]|\b(?:and|but|the|a|an|of|to|in|on|for|by|with|from|that|which|is|are|was|were|be|been|being|has|have|had|may|might|can|could|will|would|also|not|n't|did|do|does|separately|significantly"
    r"|potentially|possibly|appears?|seems?))+$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:.!?]\s|\s[–—-]\s|,\s|\s\(|\[|\bbut\b|\bhowever\b|\bwhich\b|\bthat\b|\bwhile\b|\bby which\b", re.IGNORECASE)
_PEOPLE = r"(?:patients?|adults?|women|men|children|people|individuals|infants|newborns|girls|boys|athletes|volunteers|subjects|participants|veterans|teachers|seniors|elderly|pregnan(?:t|cy)|haemodialysis|hemodialysis|dialysis)"
_POPULATION = re.compile(
    rf"\b(?:in|among|for|of)\s+((?:(?!in\b|of\b|the\b)[\w≤≥<>/-]+\s+){{0,4}}{_PEOPLE}(?:\s+(?:with|who|on|under|over|aged|undergoing)(?:\s+[\w≤≥<>/.-]+){{1,6}})?)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:when|if)\s+((?:[\w()]+\s+){1,6}(?:is|are|levels? (?:is|are)|levels?)?\s*(?:[≤≥<>]\s*|low\b|deficient\b|high\b)(?:\s*\d+(?:\.\d+)?\s*[\w/μµ]*)?)",
    re.IGNORECASE,
)
_LONGEST = 90


def sides_of(text: str, wording: Wording) -> tuple[str, str]:
    """The words of the claim that act (subject) and those acted on (object), as far as the sentence's order tells.

    >>> from manystudies.claims.strength import wording_of
    >>> sides_of("Restless legs treated by weekly vitamin D", wording_of("Restless legs treated by weekly vitamin D"))
    ('weekly vitamin D', 'Restless legs')
    """
    if wording.words is None:
        return "", ""
    start, end = wording.words
    before = _last_clause(text[:start])
    behind = _first_clause(text[end:])
    return (behind, before) if wording.swapped else (before, behind)


def population_of(text: str) -> str:
    """The people a claim speaks of, in its own words; empty where it names none."""
    found = _POPULATION.search(text) or _WHEN.search(text)
    return found[1].strip() if found else ""


def _last_clause(text: str) -> str:
    cuts = [match.end() for match in _CLAUSE.finditer(text)]
    for cut in reversed([0, *cuts]):
        words = _tidy(text[cut:])
        if words:
            return words[-_LONGEST:]
    return ""


def _first_clause(text: str) -> str:
    rest = text
    for _ in range(3):
        cut = _CLAUSE.search(rest)
        words = _tidy(rest[: cut.start()] if cut else rest)
        if words or cut is None:
            return words[:_LONGEST]
        rest = rest[cut.end() :]
    return ""


def _tidy(text: str) -> str:
    return _TRIM_END.sub("", _TRIM.sub("", text.strip()))
