"""Intervals made by inverting a test: score (Miettinen–Nurminen, Koopman) and profile likelihood, for 2×2 tables."""

from collections.abc import Callable
from math import exp, inf, log, sqrt
from typing import Literal

from manystudies.measures.normal import z_of_level
from manystudies.measures.two_by_two import TwoByTwo

Scale = Literal["OR", "RR"]
_BISECTIONS = 60
_FAR = 30.0
"""Limits beyond exp(30) are printed by nobody."""


def _second_share(table: TwoByTwo, ratio: float, scale: Scale) -> float:
    """The most likely share of events in group 2 when the ratio is given: the root of a quadratic."""
    x1, n1, x2, n2 = table.events_1, table.total_1, table.events_2, table.total_2
    events, people = x1 + x2, n1 + n2
    if scale == "RR":
        quadratic, linear, constant = people * ratio, -(ratio * (n1 + x2) + x1 + n2), float(events)
        # The smaller root keeps both shares within 0–1.
        return (-linear - sqrt(max(linear * linear - 4 * quadratic * constant, 0))) / (2 * quadratic)
    quadratic, linear, constant = n2 * (ratio - 1), n1 * ratio + n2 - events * (ratio - 1), float(-events)
    if abs(ratio - 1) < 1e-12:  # noqa: PLR2004  # at a ratio of 1 the quadratic is a line
        return events / people
    return (-linear + sqrt(max(linear * linear - 4 * quadratic * constant, 0))) / (2 * quadratic)


def _shares(table: TwoByTwo, ratio: float, scale: Scale) -> tuple[float, float]:
    second = min(max(_second_share(table, ratio, scale), 0.0), 1.0)
    first = ratio * second if scale == "RR" else ratio * second / (1 + (ratio - 1) * second)
    return min(max(first, 0.0), 1.0), second


def _score(table: TwoByTwo, ratio: float, scale: Scale, *, corrected: bool) -> float:
    """The signed score statistic z of the observed table against `ratio`."""
    first, second = _shares(table, ratio, scale)
    n1, n2 = table.total_1, table.total_2
    if scale == "RR":
        off = table.events_1 / n1 - ratio * table.events_2 / n2
        variance = first * (1 - first) / n1 + ratio * ratio * second * (1 - second) / n2
    else:
        if not (0 < first < 1 and 0 < second < 1):
            return 0.0
        off = (table.events_1 / n1 - first) / (first * (1 - first)) - (table.events_2 / n2 - second) / (second * (1 - second))
        variance = 1 / (n1 * first * (1 - first)) + 1 / (n2 * second * (1 - second))
    if corrected:
        variance *= (n1 + n2) / (n1 + n2 - 1)
    if variance <= 0:
        return 0.0 if off == 0 else (inf if off > 0 else -inf)
    return off / sqrt(variance)


def _log_likelihood(table: TwoByTwo, first: float, second: float) -> float:
    total = 0.0
    for count, share in ((table.events_1, first), (table.total_1 - table.events_1, 1 - first),
                         (table.events_2, second), (table.total_2 - table.events_2, 1 - second)):  # fmt: skip
        if count:
            total += count * log(share) if share > 0 else -inf
    return total


def _limits(statistic: Callable[[float], float], middle: float, z: float) -> tuple[float, float]:
    """Where a falling signed statistic of the log ratio is +z and −z, sought on either side of `middle`."""

    def crossing(target: float, low: float, high: float) -> float:
        for _ in range(_BISECTIONS):
            at = (low + high) / 2
            if statistic(at) > target:
                low = at
            else:
                high = at
        return (low + high) / 2

    return exp(crossing(z, -_FAR, middle)), exp(crossing(-z, middle, _FAR))


def _middle(table: TwoByTwo, scale: Scale) -> float | None:
    """The observed log ratio, or None where there is none inside the search."""
    ratio = table.odds_ratio if scale == "OR" else table.risk_ratio
    return log(ratio) if ratio and 0 < ratio < exp(_FAR) else None


def score_interval(table: TwoByTwo, scale: Scale, level: float = 95, *, corrected: bool = True) -> tuple[float, float] | None:
    """The score interval of a ratio; None where a cell makes the ratio 0 or infinite.

    `corrected` is Miettinen–Nurminen's factor N/(N − 1); without it Koopman's (RR) or Cornfield's (OR) interval.

    Source: Miettinen & Nurminen (1985), https://doi.org/10.1002/sim.4780040211; Koopman (1984), https://doi.org/10.2307/2531405
    """
    middle = _middle(table, scale)
    if middle is None:
        return None
    return _limits(lambda at: _score(table, exp(at), scale, corrected=corrected), middle, z_of_level(level))


def profile_interval(table: TwoByTwo, scale: Scale, level: float = 95) -> tuple[float, float] | None:
    """The profile-likelihood interval of a ratio: where twice the drop in log-likelihood is z²; None as above."""
    middle = _middle(table, scale)
    if middle is None:
        return None
    best = _log_likelihood(table, table.events_1 / table.total_1, table.events_2 / table.total_2)

    def signed_root(at: float) -> float:
        drop = best - _log_likelihood(table, *_shares(table, exp(at), scale))
        return sqrt(max(2 * drop, 0.0)) * (1 if at < middle else -1)

    return _limits(signed_root, middle, z_of_level(level))
