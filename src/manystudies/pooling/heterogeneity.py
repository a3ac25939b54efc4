"""Between-study variance τ²: closed forms, and roots that are found to a relative tolerance and never fail.

Source:
    Veroniki et al. (2016), Research Synthesis Methods 7, 55-79. https://doi.org/10.1002/jrsm.1164
    Viechtbauer (2007), Statistics in Medicine 26, 37-52 (Q-profile interval). https://doi.org/10.1002/sim.2514
"""

from math import inf, sqrt
from typing import Literal

from manystudies.pooling.intervals import chi2_quantile
from manystudies.pooling.kernel import Remainder, Slopes
from manystudies.pooling.likelihood import maxima

TauMethod = Literal["DL", "EB", "HE", "HS", "HSk", "ML", "PM", "PMM", "REML", "SJ"]
# Steps after which the error of the next digit is beyond rounding: quadratic and cubic convergence.
_LAST_STEP = 1e-6
_LAST_CUBIC = 1e-5
# A step so short that a Newton step, which looks less far, will be the last.
_NEAR = 0.02
_NARROW = 1e-13
_STEPS = 200


def tau2_of(remainder: Remainder, method: TauMethod) -> float:
    """τ² by `method`, never below zero; 0 where nothing is left beyond the coefficients.

    DL, HE, HS (HSk without its bias) and SJ are closed forms; PM = EB and PMM set the generalised Q to its mean
    and its median; ML and REML take the highest maximum of the likelihood.
    """
    df = remainder.df
    if df < 1:
        return 0.0
    match method:
        case "REML" | "ML":
            return maxima(remainder, restricted=method == "REML")[0]
        case "PM" | "EB":
            return q_root(remainder, float(df))
        case "PMM":
            return q_root(remainder, chi2_quantile(0.5, df))
        case "DL":
            slopes = remainder.slopes(0.0)
            return max(0.0, (slopes.q - df) / slopes.a)
        case "HE":
            crude = remainder.unweighted()
            return max(0.0, (crude.squares - crude.sampling) / df)
        case "HS" | "HSk":
            slopes = remainder.slopes(0.0)
            factor = 1.0 if method == "HS" else remainder.count / df
            return max(0.0, (slopes.q * factor - remainder.count) / slopes.w)
        case "SJ":
            start = remainder.crude()
            return start * remainder.q_and_r(start)[0] / df if start > 0.0 else 0.0


def q_root(remainder: Remainder, target: float, near: tuple[float, Slopes] | None = None) -> float:
    """The τ² at which the generalised Q equals `target`; 0 where Q is below it even at τ² = 0.

    Q/r grows by m = 2qc/r² − 1 ≥ 1 times τ²; as long as m is steady, Q falls like (1 + m Δ r/q)^(−1/m), which gives a step
    of third order. Where it would leave the bracket, Newton on 1/Q steps in, which is concave and never beyond the root
    from the left. `near` is a τ² to start from, with its slopes.
    """
    tau2, at = near if near is not None else (0.0, remainder.slopes(0.0))
    q, r, bend = at.q, at.r, _bend(at)
    low, high = 0.0, inf
    for _ in range(_STEPS):
        if r <= 0.0 or (tau2 == 0.0 and q <= target):
            return 0.0
        if q > target:
            low = tau2
        else:
            high = tau2
        ratio = q / target
        # Beyond these the power says nothing; Newton is the power 1.
        cubic = 0.5 < bend < 50.0 and ratio < 50.0  # noqa: PLR2004
        new = tau2 + q / (r * bend) * (ratio**bend - 1.0) if cubic else -1.0
        if not low < new < high:
            cubic, new = False, tau2 + q / r * (ratio - 1.0)
        if low <= new <= high:
            change = abs(new - tau2)
            if change <= (_LAST_CUBIC if cubic and bend != 1.0 else _LAST_STEP) * new:
                return new
        else:
            new = low if new < low else 0.5 * (low + high)
            change = inf
            if high - low <= _NARROW * high:
                return new
        tau2 = new
        if change <= _NEAR * new:
            (q, r), bend = remainder.q_and_r(tau2), 1.0
        else:
            at = remainder.slopes(tau2)
            q, r, bend = at.q, at.r, _bend(at)
    return tau2


def _bend(at: Slopes) -> float:
    """How much faster than τ² Q/r grows, at least 1 but for rounding."""
    square = at.r * at.r
    return 2.0 * at.q * at.c / square - 1.0 if square > 0.0 else 1.0


def q_profile(remainder: Remainder, level: float = 0.95, near: tuple[float, Slopes] | None = None) -> tuple[float, float]:
    """The Q-profile interval of τ²: where the generalised Q equals the χ² quantiles of its degrees of freedom. No cap."""
    df = remainder.df
    tail = (1.0 - level) / 2.0
    return q_root(remainder, chi2_quantile(tail, df), near), q_root(remainder, chi2_quantile(1.0 - tail, df), near)


def typical_variance(remainder: Remainder) -> float:
    """The within-study variance that I² = τ²/(τ² + s²) holds τ² against: s² = (k − p)/tr P at τ² = 0.

    Source: Higgins & Thompson (2002), https://doi.org/10.1002/sim.1186
    """
    return remainder.df / remainder.slopes(0.0).a


def tau2_error(remainder: Remainder, method: TauMethod, tau2: float) -> float:
    """The standard error of τ² by `method`: from the information for ML, REML and EB, from the variance of its quadratic form else.

    Formula: var(yᵀAy) = 2 tr(AΣAΣ) with Σ = V + τ²I. Not to be believed near τ² = 0, where τ² is far from normal; prefer `q_profile`.
    """
    df = remainder.df
    match method:
        case "REML":
            return sqrt(2.0 / remainder.slopes(tau2).b)
        case "ML":
            return sqrt(2.0 / remainder.slopes(tau2).w2)
        case "PM" | "EB" | "PMM":
            return sqrt(2.0 / df) * remainder.count / remainder.slopes(tau2).w
        case "DL" | "HS" | "HSk":
            at = remainder.slopes(0.0)
            spread = sqrt(2.0 * df + 4.0 * tau2 * at.a + 2.0 * tau2 * tau2 * at.b)
            return spread / at.a if method == "DL" else spread / at.w * (1.0 if method == "HS" else remainder.count / df)
        case "HE":
            once, twice = remainder.unweighted().sampling, remainder.sampling_spread()
            return sqrt(2.0 * twice + 4.0 * tau2 * once + 2.0 * tau2 * tau2 * df) / df
        case "SJ":
            start = remainder.crude()
            at, more = remainder.slopes(start), tau2 - start
            return start / df * sqrt(2.0 * df + 4.0 * more * at.a + 2.0 * more * more * at.b)
