"""Maxima of the (restricted) likelihood of τ²: all of them, proven, to a relative tolerance.

The score is r − a (restricted) or r − Σw (full) in the terms of `Slopes`. Both parts fall and are convex, so their values
and slopes at the ends of an interval bound them inside: an interval is done when these bounds show no root or one.

Source:
    Viechtbauer (2005), Journal of Educational and Behavioral Statistics 30, 261-293. https://doi.org/10.3102/10769986030003261
"""

from collections.abc import Callable
from math import sqrt
from typing import NamedTuple

import numpy as np

from manystudies.pooling.kernel import Crude, Remainder, Slopes

# The last Newton step is quadratic: a step of 1e-8 leaves an error near 1e-16.
_LAST_STEP = 1e-8
_STEPS = 200
_NARROW = 1e-13
# Rounds of the short way, and what its bounds must hold beyond rounding.
_QUICK = 12
_MARGIN = 1e-6


class _Parts(NamedTuple):
    """The two falling parts of the score, and how fast each falls."""

    up: float
    down: float
    up_fall: float
    down_fall: float

    @classmethod
    def of(cls, slopes: Slopes, *, restricted: bool) -> "_Parts":
        if restricted:
            return cls(slopes.r, slopes.a, 2.0 * slopes.c, slopes.b)
        return cls(slopes.r, slopes.w, 2.0 * slopes.c, slopes.w2)

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
    return summit(remainder, remainder.slopes(0.0), restricted=restricted)[0]


def summit(remainder: Remainder, at_zero: Slopes, *, restricted: bool = True) -> tuple[tuple[float, ...], Slopes]:
    """Every local maximum, the highest first, and the slopes at the highest; `at_zero` are the slopes at τ² = 0."""
    start = _Parts.of(at_zero, restricted=restricted)
    crude = remainder.unweighted()
    if crude.squares <= 0.0:
        return (0.0,), at_zero
    mean = crude.sampling / remainder.df if restricted else float(remainder.variances.sum()) / remainder.count
    single = _single(remainder, at_zero, crude, mean, restricted=restricted)
    if single is not None:
        return (single[0],), single[1]

    def parts(tau2: float) -> _Parts:
        return _Parts.of(remainder.slopes(tau2), restricted=restricted)

    # Beyond the whole unweighted spread every term of the score is negative.
    found = _falls(parts, start, crude.squares)
    if start.score <= 0.0:
        found.insert(0, 0.0)
    if not found:
        return (0.0,), at_zero
    if len(found) > 1:
        found.sort(key=lambda tau2: -log_likelihood(remainder, tau2, restricted=restricted))
    return tuple(found), remainder.slopes(found[0])


def _single(remainder: Remainder, at_zero: Slopes, crude: Crude, mean: float, *, restricted: bool) -> tuple[float, Slopes] | None:
    """The only maximum and its slopes, where a short proof shows that there is no other; None where it does not.

    Write γ = 2·up/up_fall − τ² and β = down/down_fall − τ². Both grow with τ² (Cauchy–Schwarz), γ to Σve²/Σe² and β to
    `mean`, the mean sampling variance, and d log(up/down)/dτ² = 1/(τ² + β) − 2/(τ² + γ). Their values at zero, at the root
    and at infinity bound this slope, and so up/down, from both sides; a maximum is where up/down falls through 1.
    """
    up, down, up_fall, down_fall = _Parts.of(at_zero, restricted=restricted)
    if up_fall <= 0.0 or down_fall <= 0.0:
        return None
    far = crude.pulled / crude.squares
    beta, ratio = down / down_fall, up / down
    if ratio <= 1.0:
        single = far <= 2.0 * beta or ratio * far * far < (1.0 - _MARGIN) * 4.0 * beta * (far - beta)
        return (0.0, at_zero) if single else None
    first = 2.0 * up / up_fall
    tau2 = mean * (crude.squares / crude.sampling - 1.0) if crude.squares > crude.sampling else 0.5 * mean * (ratio - 1.0)
    for _ in range(_QUICK):
        here = remainder.slopes(tau2)
        up, down, up_fall, down_fall = _Parts.of(here, restricted=restricted)
        slope = down * up_fall - down_fall * up
        step = (up - down) * up / slope if slope > 0.0 else -tau2
        if tau2 + step <= 0.0:
            return None
        tau2 += step
        if abs(step) <= _LAST_STEP * tau2:
            break
    else:
        return None
    gamma = 2.0 * up / up_fall - tau2
    if tau2 < (1.0 + _MARGIN) * (far - 2.0 * (down / down_fall - tau2)):
        return None
    # Left of the root: bounds from zero hold up to where they reach 1, bounds from the root must hold from there.
    lift = ratio * first * first
    half = mean * first - 0.5 * lift
    left = min((sqrt(half * half + mean * mean * (lift - first * first)) - half) / mean, tau2)
    reach = (tau2 + gamma) / (left + gamma)
    held = left >= (1.0 - _MARGIN) * tau2 or reach * reach * (left + beta) >= (1.0 + _MARGIN) * (tau2 + beta)
    return (tau2, here.moved(step)) if held else None


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
