"""Between-study variance τ²: closed forms, and roots that are found to a relative tolerance and never fail.

Source:
    Veroniki et al. (2016), Research Synthesis Methods 7, 55-79. https://doi.org/10.1002/jrsm.1164
    Viechtbauer (2005), Journal of Educational and Behavioral Statistics 30, 261-293. https://doi.org/10.3102/10769986030003261
    Viechtbauer (2007), Statistics in Medicine 26, 37-52 (Q-profile interval). https://doi.org/10.1002/sim.2514
"""

from collections.abc import Callable
from math import inf, log

from manystudies.pooling.kernel import Series
from manystudies.pooling.pooled import TauMethod

_TOLERANCE = 4e-15
_STEPS = 200


def tau2_of(series: Series, method: TauMethod) -> float:
    """τ² by `method`, never below zero; 0 where there are fewer than two studies.

    Where the restricted (or the full) likelihood has several maxima, the highest is taken (see `optima`).
    """
    if series.count < 2:  # noqa: PLR2004
        return 0.0
    match method:
        case "REML" | "ML":
            return _likelihood_root(series, restricted=method == "REML")
        case "PM" | "EB":
            return q_root(series, float(series.count - 1))
        case "DL":
            slopes = series.slopes(0.0)
            return max(0.0, (slopes.q - (series.count - 1)) / slopes.a)
        case "HE":
            return max(0.0, _spread(series) / (series.count - 1) - float(series.variances.mean()))
        case "HS":
            slopes = series.slopes(0.0)
            return max(0.0, (slopes.q - series.count) / slopes.w)
        case "SJ":
            return _sidik_jonkman(series)


def optima(series: Series, *, restricted: bool = True) -> tuple[float, ...]:
    """Every local maximum of the (restricted) likelihood of τ² ≥ 0, the highest first.

    Intervals are halved until the sign of the score in each is proven: its two parts and their derivatives
    are sums of squares that fall as τ² grows, so their values at the ends bound them inside.
    """
    found = _roots(series, restricted=restricted)
    if _excess(series, 0.0, restricted=restricted) <= 0.0:
        found.append(0.0)
    return tuple(sorted(found, key=lambda tau2: -log_likelihood(series, tau2, restricted=restricted)))


def log_likelihood(series: Series, tau2: float, *, restricted: bool = True) -> float:
    """Twice the (restricted) log likelihood of τ², without its constant."""
    import numpy as np

    _, weight, q = series.mean(tau2)
    total = -float(np.log(series.variances + tau2).sum()) - q
    return total - log(weight) if restricted else total


def q_root(series: Series, target: float) -> float:
    """The τ² at which the generalised Q equals `target`; 0 where Q is below it even at τ² = 0.

    1/Q is concave and rises with τ², so Newton steps on it come from the left and cannot fail.
    """
    tau2 = 0.0
    q, r = series.q_and_r(tau2)
    if q <= target:
        return 0.0
    for _ in range(_STEPS):
        step = q * (q - target) / (target * r)
        tau2 += step
        if abs(step) <= _TOLERANCE * tau2:
            break
        q, r = series.q_and_r(tau2)
        if r <= 0.0:
            break
    return max(0.0, tau2)


def q_profile(series: Series, level: float = 0.95) -> tuple[float, float]:
    """The Q-profile interval of τ²: where the generalised Q equals the χ² quantiles of k − 1 degrees of freedom. No cap."""
    from scipy.special import chdtri

    df = series.count - 1
    tail = (1.0 - level) / 2.0
    return q_root(series, float(chdtri(df, tail))), q_root(series, float(chdtri(df, 1.0 - tail)))


def _spread(series: Series) -> float:
    centred = series.centred
    return float(((centred - centred.mean()) ** 2).sum())


def _sidik_jonkman(series: Series) -> float:
    """Sidik & Jonkman (2005), https://doi.org/10.1002/sim.2688: from the crude spread of the estimates, which is never zero by chance."""
    crude = _spread(series) / series.count
    if crude == 0.0:
        return 0.0
    _, _, q = series.mean(crude)
    return crude * q / (series.count - 1)


def _parts(series: Series, tau2: float, *, restricted: bool) -> tuple[float, float, float, float]:
    """The score is r − a; returns r, a and minus their derivatives."""
    slopes = series.slopes(tau2)
    if restricted:
        return slopes.r, slopes.a, 2.0 * slopes.c, slopes.b
    return slopes.r, slopes.w, 2.0 * slopes.c, slopes.w2


def _excess(series: Series, tau2: float, *, restricted: bool) -> float:
    r, a, _, _ = _parts(series, tau2, restricted=restricted)
    return r - a


def _likelihood_root(series: Series, *, restricted: bool) -> float:
    candidates = optima(series, restricted=restricted)
    return candidates[0] if candidates else 0.0


def _roots(series: Series, *, restricted: bool) -> list[float]:
    """Every τ² > 0 at which the score falls through zero, ascending."""

    def parts(tau2: float) -> tuple[float, float, float, float]:
        return _parts(series, tau2, restricted=restricted)

    # Beyond the whole spread of the estimates the score is negative: each of its terms is.
    ceiling = _spread(series)
    low, high = parts(0.0), parts(ceiling)
    stack = [(0.0, low, ceiling, high)]
    found: list[float] = []
    while stack:
        left, at_left, right, at_right = stack.pop()
        if at_left[0] < at_right[1] or at_right[0] > at_left[1]:
            continue
        falls = at_left[3] < at_right[2]
        rises = at_left[2] < at_right[3]
        before, after = at_left[0] - at_left[1], at_right[0] - at_right[1]
        if falls or rises:
            if falls and before > 0.0 >= after:
                found.append(_polish(parts, left, right))
            continue
        middle = 0.5 * (left + right) if left > 0.0 else right / 16.0
        if not left < middle < right or right - left <= 1e-13 * right or right < 1e-14 * ceiling:
            if before > 0.0 >= after:
                found.append(middle)
            continue
        at_middle = parts(middle)
        stack += [(middle, at_middle, right, at_right), (left, at_left, middle, at_middle)]
    return sorted(found)


def _polish(parts: Callable[[float], tuple[float, float, float, float]], left: float, right: float) -> float:
    """The one root in a bracket, by Newton on a/r − 1 (nearly straight) kept inside the bracket."""
    tau2 = left if left > 0.0 else 0.5 * right
    last = inf
    for _ in range(_STEPS):
        r, a, r_fall, a_fall = parts(tau2)
        if r - a > 0.0:
            left = tau2
        else:
            right = tau2
        slope = a * r_fall - a_fall * r
        new = tau2 - (a - r) * r / slope if slope > 0.0 else 0.5 * (left + right)
        if not left <= new <= right:
            new = 0.5 * (left + right)
        step = abs(new - tau2)
        tau2 = new
        if step <= _TOLERANCE * tau2 or (step >= last and step <= 1e-11 * tau2):
            break
        last = step
    return tau2
