"""Maxima of the (restricted) likelihood of τ²: all of them, proven, to a relative tolerance.

The score is up − down with up = yᵀPPy and down = tr P (restricted) or Σw (full), in the terms of `Slopes`. With n terms
1/(τ² + d) in `down` and u²/(τ² + d)² in `up`, write down_fall, up_fall for minus their derivatives and

    β = down/down_fall − τ²,   γ = 2·up/up_fall − τ².

Both grow with τ² (Cauchy–Schwarz inequality), β to the mean sampling variance and γ to Σve²/Σe² of an unweighted fit, and

    d log(up/down)/dτ² = 1/(τ² + β) − 2/(τ² + γ).

So β and γ at the ends of an interval bound up/down inside it from both sides. A maximum is where up/down falls through 1;
intervals are halved until each is shown to hold none or just one.

Source:
    Viechtbauer (2005), Journal of Educational and Behavioral Statistics 30, 261-293. https://doi.org/10.3102/10769986030003261
"""

from collections.abc import Callable
from math import inf, sqrt
from typing import NamedTuple

import numpy as np

from manystudies.pooling.kernel import Remainder, Slopes

# The last Newton step is quadratic: a step of 1e-8 leaves an error near 1e-16.
_LAST_STEP = 1e-8
_STEPS = 200
_NARROW = 1e-13
# What bounds must hold beyond rounding.
_MARGIN = 1e-6


class _Look(NamedTuple):
    """What is seen at one τ²: up/down, β and γ, and the four parts they are made of."""

    tau2: float
    ratio: float
    beta: float
    gamma: float
    up: float = 0.0
    down: float = 0.0
    up_fall: float = 0.0
    down_fall: float = 0.0

    @property
    def newton(self) -> float:
        """A Newton step on down/up − 1, which is nearly straight; minus infinity where that does not rise."""
        slope = self.down * self.up_fall - self.down_fall * self.up
        return (self.up - self.down) * self.up / slope if slope > 0.0 else -inf


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
    crude = remainder.unweighted()
    start = _look(0.0, at_zero, restricted=restricted)
    if crude.squares <= 0.0 or start.up_fall <= 0.0:
        return (0.0,), at_zero
    mean = crude.sampling / remainder.df if restricted else float(remainder.variances.sum()) / remainder.count
    end = _Look(inf, 0.0, mean, crude.pulled / crude.squares)
    found: list[float] = []
    known = {0.0: at_zero}
    stack = [(start, end)]
    if start.ratio <= 1.0:
        found.append(0.0)
    else:
        first = mean * (crude.squares / crude.sampling - 1.0) if crude.squares > crude.sampling else 0.5 * mean * (start.ratio - 1.0)
        climbed = _climb(remainder, first, restricted=restricted)
        if climbed is not None:
            top, known[top.tau2] = climbed
            found.append(top.tau2)
            stack = [(start, top), (top, end)]

    def look(tau2: float) -> _Look:
        return _look(tau2, remainder.slopes(tau2), restricted=restricted)

    while stack:
        left, right = stack.pop()
        if _falls(left, right):
            if left.ratio > 1.0 > right.ratio:
                found.append(_polish(look, left.tau2, right.tau2))
        elif not (_rises(left, right) or _above(left, right) or _below(left, right)):
            if right.tau2 - left.tau2 <= _NARROW * right.tau2 < inf:
                found += [right.tau2] if left.ratio > 1.0 >= right.ratio else []
                continue
            middle = look(_between(left, right))
            stack += [(left, middle), (middle, right)]
    if len(found) > 1:
        found.sort(key=lambda tau2: -log_likelihood(remainder, tau2, restricted=restricted))
    found = found or [0.0]
    return tuple(found), known.get(found[0]) or remainder.slopes(found[0])


def _look(tau2: float, slopes: Slopes, *, restricted: bool) -> _Look:
    up, up_fall = slopes.r, 2.0 * slopes.c
    down, down_fall = (slopes.a, slopes.b) if restricted else (slopes.w, slopes.w2)
    gamma = 2.0 * up / up_fall - tau2 if up_fall > 0.0 else inf
    beta = down / down_fall - tau2 if down_fall > 0.0 else inf
    return _Look(tau2, up / down, beta, gamma, up, down, up_fall, down_fall)


def _climb(remainder: Remainder, tau2: float, *, restricted: bool) -> tuple[_Look, Slopes] | None:
    """A maximum near `tau2` by Newton, with the slopes there; None where Newton leaves for nowhere."""
    for _ in range(12):
        slopes = remainder.slopes(tau2)
        _, up, half_fall, down, down_fall, full, full_fall, _, _ = slopes
        if not restricted:
            down, down_fall = full, full_fall
        slope = 2.0 * down * half_fall - down_fall * up
        if slope <= 0.0:
            return None
        step = (up - down) * up / slope
        if tau2 + step <= 0.0:
            return None
        if abs(step) <= _LAST_STEP * (tau2 + step):
            top = tau2 + step
            return _Look(top, 1.0, down / down_fall - tau2, up / half_fall - tau2), slopes.moved(step)
        tau2 += step
    return None


def _falls(left: _Look, right: _Look) -> bool:
    """Whether up/down falls all through the interval: 1/(τ² + β) < 2/(τ² + γ) with the least β and the greatest γ."""
    return left.tau2 >= right.gamma - 2.0 * left.beta


def _rises(left: _Look, right: _Look) -> bool:
    """Whether up/down rises all through the interval, so that no maximum is in it."""
    return right.tau2 <= left.gamma - 2.0 * right.beta


def _above(left: _Look, right: _Look) -> bool:
    """Whether up/down stays above 1 between two ends where it is.

    Bounds from the left hold up to where they reach 1, bounds from the right from there on; both rise and then fall, so that
    their least values are at their ends.
    """
    if left.ratio <= 1.0 or right.ratio < 1.0:
        return False
    # Where ratio·(t + β)/(a + β)·((a + γ)/(t + γ))² = 1, with the greatest β and the least γ: a quadratic.
    lift = left.ratio * (left.tau2 + left.gamma) ** 2
    half = right.beta + left.tau2
    linear = 2.0 * half * left.gamma - lift
    constant = half * left.gamma**2 - lift * right.beta
    root = linear * linear - 4.0 * half * constant
    reached = (sqrt(root) - linear) / (2.0 * half) if root > 0.0 else left.tau2
    if reached >= (1.0 - _MARGIN) * right.tau2:
        return True
    pull = (right.tau2 + right.gamma) / (reached + right.gamma)
    return right.ratio * pull * pull * (reached + left.beta) >= (1.0 + _MARGIN) * (right.tau2 + left.beta)


def _below(left: _Look, right: _Look) -> bool:
    """Whether up/down stays below 1 all through the interval, by its upper bound from the left or from the right."""
    if left.ratio > 1.0 or right.ratio >= 1.0:
        return False
    peak = min(max(right.gamma - 2.0 * left.beta, left.tau2), right.tau2)
    pull = (left.tau2 + right.gamma) / (peak + right.gamma)
    if peak == left.tau2 or left.ratio * pull * pull * (peak + left.beta) < (1.0 - _MARGIN) * (left.tau2 + left.beta):
        return True
    if right.tau2 == inf:
        return False
    peak = min(max(left.gamma - 2.0 * right.beta, left.tau2), right.tau2)
    pull = (right.tau2 + left.gamma) / (peak + left.gamma)
    return right.ratio * pull * pull * (peak + right.beta) < (1.0 - _MARGIN) * (right.tau2 + right.beta)


def _between(left: _Look, right: _Look) -> float:
    """Where to halve: from γ at infinity on everything falls; else in the middle of the logarithms, or near zero."""
    if right.tau2 == inf:
        return max(right.gamma, 2.0 * left.tau2)
    if left.tau2 > 0.0:
        return sqrt(left.tau2 * right.tau2) if right.tau2 > 2.0 * left.tau2 else 0.5 * (left.tau2 + right.tau2)
    return 0.125 * right.tau2


def _polish(look: Callable[[float], _Look], left: float, right: float) -> float:
    """The one root in a bracket, by Newton kept inside it."""
    tau2 = left if left > 0.0 else 0.5 * right if right < inf else 1.0
    for _ in range(_STEPS):
        here = look(tau2)
        if here.ratio > 1.0:
            left = tau2
        else:
            right = tau2
        new = tau2 + here.newton
        if left <= new <= right:
            if abs(new - tau2) <= _LAST_STEP * new:
                return new
        else:
            new = 0.5 * (left + right) if right < inf else 2.0 * left
            if right - left <= _NARROW * right < inf:
                return new
        tau2 = new
    return tau2
