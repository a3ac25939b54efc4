"""What an analysis nobody named can do to numbers of two groups: adjusted for the start, of changes, of ranks, of clusters.

A p-value, a difference or an interval that plain means and SDs do not give is only called impossible where no such
analysis of the same people is likely to give it; otherwise it is left open, with what would settle it.
"""

from dataclasses import replace
from math import inf, sqrt

from manystudies.measures.box import Box
from manystudies.measures.groups import MeanOf
from manystudies.measures.identity import Outcome
from manystudies.measures.normal import z_of_level
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.significance import Tails, z_box_of_p

NEEDS = "an analysis that is not named: adjusted for the values at the start, of the changes, or of ranks"
_SHIFT = 2.0
"""Groups differ by chance at the start, and adjustment moves their difference by up to this many of its standard errors."""
_NARROWEST, _WIDEST = 0.45, 1.3
"""What adjustment does to the standard error: √(1 − r²) with r up to .9, and √(2 − 2r) for changes with r down to .15."""
_STEADY = 0.8
"""Below this narrowing ever larger shifts go together with it ever less likely, down to one standard error at the narrowest."""
_CLUSTERED = 2.0
"""Trials of clusters and repeated measurements have intervals up to so many times as wide."""
_FAR = 2.5
"""How many standard errors of the plain difference an adjusted one may lie off it."""


def standard_error_of_means(first: MeanOf, second: MeanOf) -> float:
    """The standard error of the difference of two means: √(s₁²/n₁ + s₂²/n₂)."""
    return sqrt(float(first.sd) ** 2 / first.people + float(second.sd) ** 2 / second.people)


def leave_open_p(outcome: Outcome, first: MeanOf, second: MeanOf, p: Printed, comparator: Comparator = "=", *, tails: Tails = 2) -> Outcome:
    """The outcome of `check_means_p`, left open where an analysis nobody named is likely enough to give the p-value.

    With z = |m₁ − m₂| / se, an adjusted analysis has (z ± s) / f, where f is what it does to the standard error and s the
    shift. The room for s is 2 at f = 0.8 to 1.3 and narrows to 1 at f = 0.45.
    """
    error = standard_error_of_means(first, second)
    if outcome.verdict != "inconsistent" or not error:
        return outcome
    z = abs(float(first.mean.value - second.mean.value)) / error
    high = max((z + _room(factor / 100)) / (factor / 100) for factor in range(int(_NARROWEST * 100), int(_WIDEST * 100) + 1, 5))
    low = max(z - _SHIFT, 0.0) / _WIDEST
    return _opened(outcome) if z_box_of_p(p, comparator, tails).meets(Box(low, high)) else outcome


def leave_open_difference(outcome: Outcome, first: MeanOf, second: MeanOf, difference: Printed) -> Outcome:
    """The outcome of `check_means_difference`, left open where an adjusted difference may well lie there."""
    off = abs(abs(float(difference)) - abs(float(first.mean.value - second.mean.value)))
    if outcome.verdict != "inconsistent" or off > _FAR * standard_error_of_means(first, second):
        return outcome
    return _opened(outcome)


def leave_open_interval(outcome: Outcome, first: MeanOf, second: MeanOf, low: Printed, high: Printed, *, level: float = 95) -> Outcome:
    """The outcome of `check_means_interval`, left open where an adjusted analysis or clusters may well make such a width."""
    error = standard_error_of_means(first, second)
    if outcome.verdict != "inconsistent":
        return outcome
    ratio = float(high.value - low.value) / (2 * z_of_level(level)) / error if error else inf
    return _opened(outcome) if _NARROWEST <= ratio <= _CLUSTERED else outcome


def _room(factor: float) -> float:
    if factor >= _STEADY:
        return _SHIFT
    return 1 + (_SHIFT - 1) * (factor - _NARROWEST) / (_STEADY - _NARROWEST)


def _opened(outcome: Outcome) -> Outcome:
    return replace(outcome, verdict="cannot_tell", needs=outcome.needs or NEEDS)
