"""Maxima of the (restricted) likelihood of τ²: all of them, proven, to a relative tolerance.

The score is r − a (restricted) or r − Σw (full) in the terms of `Slopes`. Both parts fall and are convex, so their values
and slopes at the ends of an interval bound them inside: an interval is done when these bounds show no root or one.

Source:
    Viechtbauer (2005), Journal of Educational and Behavioral Statistics 30, 261-293. https://doi.org/10.3102/10769986030003261
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from manystudies.pooling.kernel import Remainder

# The last Newton step is quadratic: a step of 1e-8 leaves an error near 1e-16.
_LAST_STEP = 1e-8
_STEPS = 200
_NARROW = 1e-13


class _Parts(NamedTuple):
    """The two falling parts of the score, and how fast each falls."""

    up: float
    down: float
    up_fall: float
    down_fall: float

    @property
    def score(self) -> float:
        return self.up - self.down


def log_likelihood(remainder: Remainder, tau2: float, *, restricted: bool = True) -> float:
    """The (restricted) log likelihood of τ² without its constant, which depends on the moderators only."""
    q, _ = remainder.q_and_r(tau2)
    twice = -float(np.log(remainder.variances + tau2).sum()) - q
    return 0.5 * (twice - remainder.log_information(tau2) if restricted else twice)


def maxima(remainder: Remainder, *, restricted: bool = True) -> tuple[float, ...]:
    """Every local maximum of the (restricted) likelihood on τ² ≥ 0, the highest first."""

    def parts(tau2: float) -> _Parts:
        slopes = remainder.slopes(tau2)
        if restricted:
            return _Parts(slopes.r, slopes.a, 2.0 * slopes.c, slopes.b)
        return _Parts(slopes.r, slopes.w, 2.0 * slopes.c, slopes.w2)

    # Beyond the whole unweighted spread every term of the score is negative.
    ceiling = remainder.unweighted()[0]
    at_zero = parts(0.0)
    found = _falls(parts, at_zero, ceiling) if ceiling > 0.0 else []
    if at_zero.score <= 0.0:
        found.insert(0, 0.0)
    if len(found) < 2:  # noqa: PLR2004
        return tuple(found) or (0.0,)
    return tuple(sorted(found, key=lambda tau2: -log_likelihood(remainder, tau2, restricted=restricted)))


def _falls(parts: Callable[[float], _Parts], at_zero: _Parts, ceiling: float) -> list[float]:
    """Every τ² in (0, ceiling) at which the score falls through zero, ascending."""
    stack = [(0.0, at_zero, ceiling, parts(ceiling))]
    found: list[float] = []
    while stack:
        left, first, right, last = stack.pop()
        if _empty(first, last, right - left):
            continue
        if first.down_fall < last.up_fall or first.up_fall < last.down_fall:
            if first.score > 0.0 >= last.score:
                found.append(_polish(parts, left, right))
            continue
        if right - left <= _NARROW * right or right <= _NARROW * ceiling:
            if first.score > 0.0 >= last.score:
                found.append(right)
            continue
        middle = _halfway(left, right)
        there = parts(middle)
        stack += [(middle, there, right, last), (left, first, middle, there)]
    return sorted(found)


def _empty(first: _Parts, last: _Parts, width: float) -> bool:
    """Whether bounds by chords and tangents keep the score on one side of zero all through the interval."""
    # Above: a chord of the rising part minus a tangent of the other, a straight line. Below: a tangent minus a chord.
    if first.up < last.down or last.up > first.down:
        return True
    if first.score < 0.0 and last.up < first.down - first.down_fall * width:
        return True
    if last.score < 0.0 and first.up < last.down + last.down_fall * width:
        return True
    if first.score > 0.0 and first.up - first.up_fall * width > last.down:
        return True
    return last.score > 0.0 and last.up + last.up_fall * width > first.down


def _halfway(left: float, right: float) -> float:
    """Where to halve: in the middle of the logarithms once both ends are away from zero, near the left end before."""
    if left > 0.0:
        return float(np.sqrt(left * right)) if right > 2.0 * left else 0.5 * (left + right)
    return right * 0.0625


def _polish(parts: Callable[[float], _Parts], left: float, right: float) -> float:
    """The one root in a bracket, by Newton on down/up − 1 (nearly straight) kept inside the bracket."""
    tau2 = left if left > 0.0 else 0.5 * right
    for _ in range(_STEPS):
        up, down, up_fall, down_fall = parts(tau2)
        if up > down:
            left = tau2
        else:
            right = tau2
        slope = down * up_fall - down_fall * up
        new = tau2 - (down - up) * up / slope if slope > 0.0 else -1.0
        if left <= new <= right:
            if abs(new - tau2) <= _LAST_STEP * new:
                return new
        else:
            new = 0.5 * (left + right)
            if right - left <= _NARROW * right:
                return new
        tau2 = new
    return tau2
