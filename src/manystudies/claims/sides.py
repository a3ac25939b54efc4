"""The two sides of a claim: what is claimed to act, what it acts on, and in whom."""

import re

from manystudies.claims.strength import Wording
from manystudies.terms import find_terms

_JOINTS = frozenset((
    "a", "also", "an", "and", "appear", "appears", "are", "as", "at", "be", "been", "being", "but", "by", "can", "consequently", "could", "did", "do", "does", "dramatically", "for", "from",
    "had", "has", "have", "he", "here", "how", "however", "if", "in", "is", "it", "its", "least", "less", "like", "may", "might", "modifiable", "more", "new", "n't", "not", "of", "often", "on", "only", "overall", "particularly",
    "possibly", "potentially", "probably", "quickly", "seem", "seems", "should", "must", "separately", "she", "significantly", "strangely", "than", "that", "the", "their", "there", "thereby", "therefore", "these",
    "they", "this", "those", "thus", "to", "too", "was", "were", "when", "which", "while", "who", "will", "with", "would", "effectively", "so", "then", "results", "conclusions", "despite",
))  # fmt: skip
"""Words that join and do not name; a side neither begins nor ends with one."""
_WORD = re.compile(r"[^\s]+")
_MARKS = re.compile(r"\s*\[\d{1,3}(?:\s*[,–-]\s*\d{1,3}){0,8}\]")
_DATE = re.compile(
    r"\s+[-–—]\s*(?:[\w-]+\s+){0,2}(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+)?(?:19|20)\d\d\s*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:.!?]\s|\s[–—-]\s|,\s|\s\(|\[|\b(?:after|but|compared|even|however|if|once|that|versus|when|whereas|which|while)\b", re.IGNORECASE
)
_PEOPLE = (
    r"(?:patients?|adults?|women|men|children|people|individuals|infants|newborns|girls|boys|athletes|volunteers|subjects|participants|veterans|teachers|seniors|elderly"
    r"|pregnan(?:t|cy)|haemodialysis|hemodialysis|dialysis)"
)
_POPULATION = re.compile(
    rf"\b(?:in|among|for|of|on)\s+((?:(?!in\b|of\b|the\b)[\w≤≥<>/-]+\s+){{0,4}}{_PEOPLE}\b(?:\s+(?:with|who|on|under|over|aged|undergoing)(?:\s+[\w≤≥<>/-]+){{1,6}})?)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:when|if)\s+((?:[\w()]+\s+){1,6}(?:is|are|levels? (?:is|are)|levels?)?\s*(?:[≤≥<>]\s*|low\b|deficient\b|high\b)(?:\s*\d+(?:\.\d+)?\s*[\w/μµ]*)?)",
    re.IGNORECASE,
)
_LONGEST = 90
_MANY_WORDS = 7
_STEPS = 3


def sides_of(text: str, wording: Wording) -> tuple[str, str]:
    """The words of the claim that act (subject) and those acted on (object), as far as the sentence's order tells.

    A side of many words is cut down to what the terms know in it.

    >>> from manystudies.claims.strength import wording_of
    >>> sides_of("Restless legs treated by weekly vitamin D", wording_of("Restless legs treated by weekly vitamin D"))
    ('weekly vitamin D', 'Restless legs')
    """
    if wording.words is None:
        return "", ""
    start, end = wording.words
    dated = _DATE.search(text)
    before = _last_clause(_MARKS.sub("", text[:start]))
    behind = _first_clause(_MARKS.sub("", text[end : dated.start() if dated and dated.start() >= end else len(text)]))
    return (behind, before) if wording.swapped else (before, behind)


def population_of(text: str) -> str:
    """The people a claim speaks of, in its own words; empty where it names none."""
    found = _POPULATION.search(text) or _WHEN.search(text)
    return found[1].strip() if found else ""


def _last_clause(text: str) -> str:
    cuts = [match.end() for match in _CLAUSE.finditer(text)]
    for cut in reversed([0, *cuts][-_STEPS:]):
        words = _tidy(text[cut:])
        if words:
            return _named(words)
    return ""


def _first_clause(text: str) -> str:
    rest = text
    for _ in range(_STEPS):
        cut = _CLAUSE.search(rest)
        words = _tidy(rest[: cut.start()] if cut else rest)
        if words or cut is None:
            return _named(words)
        rest = rest[cut.end() :]
    return ""


def _tidy(text: str) -> str:
    """The words without the joints, marks and signs at both ends."""
    words = _WORD.findall(text)
    while words and _joins(words[0]):
        words.pop(0)
    while words and _joins(words[-1]):
        words.pop()
    tidy = " ".join(words).strip(' .,;:?!–—-*"“”')
    return tidy if tidy.count("(") == tidy.count(")") else tidy.replace("(", "").replace(")", "").strip()


def _joins(word: str) -> bool:
    bare = word.strip(' .,;:–—-*"“”()').lower()
    return not bare or bare in _JOINTS


def _named(words: str) -> str:
    if len(words.split()) <= _MANY_WORDS:
        return words[:_LONGEST]
    found = [words[match.start : match.end] for match in find_terms(words) if match.kind != "population"]
    return ", ".join(dict.fromkeys(found))[:_LONGEST] if found else words[:_LONGEST].rsplit(" ", 1)[0]
