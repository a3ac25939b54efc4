"""The words a person reads for the verdicts, severities, levels and designs that the nouns name."""

from collections.abc import Mapping

from manystudies.answers import SentenceKind
from manystudies.certainty import Level
from manystudies.checks import Problem, ProblemVerdict, Severity

VERDICT_WORDS: Mapping[ProblemVerdict, str] = {
    "inconsistent": "Impossible as printed",
    "contradicted": "Contradicted on the page",
    "stronger_than_study": "Stronger than the study",
    "unsupported": "No source carries it",
    "changed": "Changed between versions",
    "by_rounding": "Right thanks to rounding",
    "cannot_tell": "Cannot tell",
    "not_checked": "Not checked",
    "info": "Worth knowing",
    "consistent": "Recomputes",
}
"""Verdicts from the gravest to the mildest."""

VERDICT_SIGNS: Mapping[ProblemVerdict, str] = {
    "inconsistent": "≠",
    "contradicted": "⇄",
    "stronger_than_study": "↑",
    "unsupported": "?",
    "changed": "Δ",
    "by_rounding": "≈",
    "cannot_tell": "…",
    "not_checked": "–",
    "info": "i",
    "consistent": "=",
}
"""One sign for each verdict, so that no meaning hangs on colour alone."""

COUNT_WORDS: Mapping[str, str] = {
    VERDICT_WORDS["inconsistent"]: "impossible as printed",
    "Breaks its own criterion": "outside their own criterion",
    VERDICT_WORDS["contradicted"]: "contradicted on the page",
    VERDICT_WORDS["stronger_than_study"]: "stronger than their study",
    VERDICT_WORDS["unsupported"]: "without a source",
    VERDICT_WORDS["changed"]: "changed between versions",
    "To mend": "to mend",
}
"""What a verdict is called behind a count: 6 without a source."""

SEVERITY_WORDS: Mapping[Severity, str] = {"high": "high", "medium": "medium", "low": "low", "info": "note"}

LEVEL_STEPS: Mapping[Level, int] = {"very low": 1, "low": 2, "moderate": 3, "high": 4}
"""How many of the four circles of GRADE are filled."""

SENTENCE_LABELS: Mapping[SentenceKind, str] = {
    "advice": "No advice",
    "people": "People like that",
    "cut-off": "Cut-offs",
    "effect": "What it does",
    "best": "Which is best",
    "together": "Together",
    "contradiction": "What disagrees",
    "not pooled": "Not pooled",
    "not tested": "Not tested",
    "measure": "What to measure first (the sources say so, no advice)",
    "limit": "Limits",
}


_LIMIT = "MS212"  # A value outside the report's own limit is odd, not impossible.
_LETTERS = ("MS0", "MS1")  # These codes speak of letters, front matter and references, not of numbers.


def verdict_of(problem: Problem) -> str:
    """What a verdict is called on this problem: not everything that cannot stay as printed is an impossible number."""
    if problem.verdict != "inconsistent":
        return VERDICT_WORDS[problem.verdict]
    if problem.code == _LIMIT:
        return "Breaks its own criterion"
    return "To mend" if problem.code.startswith(_LETTERS) else VERDICT_WORDS["inconsistent"]


def counted(count: int, singular: str, plural: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "study", "studies"), counted(3, "study", "studies")
    ('1 study', '3 studies')
    """
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def circles(level: Level) -> str:
    """The GRADE symbol of a level.

    >>> circles("low")
    '⊕⊕◯◯'
    """
    return "⊕" * LEVEL_STEPS[level] + "◯" * (4 - LEVEL_STEPS[level])
