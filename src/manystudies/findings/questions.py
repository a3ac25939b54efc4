"""A question about one comparison, and which words of a sentence speak of its outcome and of its two arms."""

import re
from dataclasses import dataclass
from typing import Literal

Part = Literal["", "both", "comparator", "intervention", "outcome"]
_WORD = re.compile(r"[a-z]+")
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "with",
        "and",
        "or",
        "to",
        "for",
        "by",
        "at",
        "from",
        "as",
        "is",
        "was",
        "were",
        "be",
        "been",
        "are",
        "that",
        "this",
        "these",
        "those",
        "than",
        "who",
        "which",
        "had",
        "has",
        "have",
        "not",
        "no",
        "both",
        "all",
        "each",
        "either",
        "their",
        "its",
        "it",
        "we",
        "our",
        "after",
        "before",
        "during",
        "per",
        "between",
        "among",
        "into",
        "using",
        "used",
        "use",
        "measured",
        "level",
        "levels",
        "group",
        "groups",
        "patients",
        "patient",
        "treatment",
        "subjects",
        "mean",
        "score",
        "scores",
        "rate",
        "rates",
        "total",
        "number",
        "change",
        "changes",
        "time",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "mg",
        "ml",
        "kg",
    ]
)
_BARE = frozenset(["the", "a", "of", "and", "or", "to", "in", "with", "for", "by"])
_ENDINGS = (
    "ations", "ation", "ingly", "ings", "ments", "ment", "ions", "ion", "ies", "ing", "ness", "ity", "als", "al", "ed", "es", "s", "ic", "ive", "ly", "e", "y",
)  # fmt: skip
_SHORTEST = 3
_CONTROLS = frozenset({"placebo", "control", "controls", "sham", "usual", "standard", "conventional"})
_TREATED = frozenset({"intervention", "experimental", "treated"})


@dataclass(frozen=True, slots=True)
class Question:
    """Does the outcome go up or down with the intervention against the comparator? The words are stems."""

    outcome: frozenset[str]
    intervention: frozenset[str]
    comparator: frozenset[str]
    both: frozenset[str]
    outcome_words: str
    comparator_words: str
    intervention_words: str


def stem(word: str) -> str:
    """A word without its usual endings.

    >>> stem("reduction"), stem("reduced")
    ('reduct', 'reduc')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def question_of(intervention: str, comparator: str, outcome: str) -> Question:
    """The question that three phrases ask."""
    treated, compared = _stems(intervention), _stems(comparator)
    only_treated, only_compared = treated - compared, compared - treated
    if not only_treated or not only_compared:
        one, two = _all_stems(intervention), _all_stems(comparator)
        only_treated, only_compared = only_treated or one - two - _BARE, only_compared or two - one - _BARE
    asked = _stems(outcome) or frozenset(stem(word) for word in _WORD.findall(outcome.lower()))
    return Question(asked, only_treated, only_compared, treated & compared, outcome.lower(), comparator.lower(), intervention.lower())


def _stems(phrase: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(phrase.lower()) if word not in _STOP)


def _all_stems(phrase: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[a-z0-9]+", phrase.lower()))


def part_of(question: Question, word: str) -> Part:
    """What a word of a sentence speaks of."""
    if word in _CONTROLS:
        # A control group is named by many words; it is the comparator unless the intervention is called so.
        if word in question.intervention_words and word not in question.comparator_words:
            return "intervention"
        return "comparator"
    if word in _TREATED and word not in question.comparator_words:
        return "intervention"
    stemmed = stem(word)
    if stemmed in question.intervention:
        return "intervention"
    if stemmed in question.comparator:
        return "comparator"
    if stemmed in question.both:
        return "both"
    return "outcome" if stemmed in question.outcome else ""
