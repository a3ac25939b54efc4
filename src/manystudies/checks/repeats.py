"""One change of one study told with two values on a page: in the abstract, its conclusion, a note."""

from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import stretch
from manystudies.checks.problem import Problem
from manystudies.findings import BeforeAfter, Finding, Number, Summary

_MOST = 100
"""No abstract has more results; a longer list is a table and is compared row by row elsewhere."""
_APART = 3.0
"""Values further apart than this factor are hardly the same quantity mistold."""


def repeat_problems(evidence: Evidence) -> Iterator[Problem]:
    """Before–after results of one study that share one value and differ in the other."""
    for findings in evidence.findings_of.values():
        yield from _changes(findings)


def _changes(findings: tuple[Finding, ...]) -> Iterator[Problem]:
    changes = [finding for finding in findings if isinstance(finding, BeforeAfter)][:_MOST]
    for index, later in enumerate(changes):
        for earlier in changes[:index]:
            if not _may_be_same(earlier, later):
                continue
            first, second = _alike(earlier.before, later.before), _alike(earlier.after, later.after)
            if first == second:
                if first:
                    yield _told(earlier, later, later.before.centre, later.after.centre, None)
                continue
            wrong, right = (later.after, earlier.after) if first else (later.before, earlier.before)
            if _near(wrong.centre, right.centre):
                yield _told(earlier, later, wrong.centre, right.centre, right.centre)


def _may_be_same(earlier: BeforeAfter, later: BeforeAfter) -> bool:
    """The same kind of centre and unit, and outcome words that do not exclude each other."""
    if earlier.context.sentence == later.context.sentence or (earlier.before.unit or later.before.unit) != (
        later.before.unit or earlier.before.unit
    ):
        return False
    one, two = _words(earlier.context.outcome), _words(later.context.outcome)
    return bool(one & two) and earlier.context.time == later.context.time


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().replace("(", " ").replace(")", " ").split()) - {
        "the",
        "of",
        "score",
        "scores",
        "mean",
        "median",
        "level",
        "levels",
        "severity",
        "a",
        "in",
        "and",
    }


def _alike(one: Summary, two: Summary) -> bool:
    low, high = one.centre.printed.bounds
    other_low, other_high = two.centre.printed.bounds
    return low < other_high and other_low < high


def _near(one: Number, two: Number) -> bool:
    if one.value <= 0 or two.value <= 0:
        return False
    return 1 / _APART < float(one) / float(two) < _APART


def _told(earlier: BeforeAfter, later: BeforeAfter, one: Number, two: Number, right: Number | None) -> Problem:
    """What was told twice: the same, or (`right` given) `one` here and `two` there."""
    places = (stretch(later.before.centre, later.after.centre), stretch(earlier.before.centre, earlier.after.centre))
    if right is None:
        return Problem(
            "MS503",
            "consistent",
            "info",
            f"The change from {one.printed.text} to {two.printed.text} is told the same way twice.",
            places,
            study=later.context.study,
        )
    return Problem(
        "MS503",
        "inconsistent",
        "medium",
        f"The same change is told with {one.printed.text} here and with {two.printed.text} elsewhere.",
        places,
        recomputed=two.printed.text,
        suggestion="Look in the paper which of the two it prints.",
        study=later.context.study,
    )
