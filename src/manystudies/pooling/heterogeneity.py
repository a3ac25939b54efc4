"""Between-study variance τ²: closed forms, and roots that are found to a relative tolerance and never fail.

Source:
    Veroniki et al. (2016), Research Synthesis Methods 7, 55-79. https://doi.org/10.1002/jrsm.1164
    Viechtbauer (2007), Statistics in Medicine 26, 37-52 (Q-profile interval). https://doi.org/10.1002/sim.2514
"""

from math import sqrt
from typing import Literal

from manystudies.pooling.kernel import Remainder
from manystudies.pooling.likelihood import maxima

TauMethod = Literal["DL", "EB", "HE", "HS", "HSk", "ML", "PM", "PMM", "REML", "SJ"]
_LAST_STEP = 1e-8
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
            from scipy.special import chdtri

            return q_root(remainder, float(chdtri(df, 0.5)))
        case "DL":
            slopes = remainder.slopes(0.0)
            return max(0.0, (slopes.q - df) / slopes.a)
        case "HE":
            squares, sampling, _ = remainder.unweighted()
            return max(0.0, (squares - sampling) / df)
        case "HS" | "HSk":
            slopes = remainder.slopes(0.0)
            factor = 1.0 if method == "HS" else remainder.count / df
            return max(0.0, (slopes.q * factor - remainder.count) / slopes.w)
        case "SJ":
            crude = remainder.crude()
            return crude * remainder.q_and_r(crude)[0] / df if crude > 0.0 else 0.0


def q_root(remainder: Remainder, target: float) -> float:
    """The τ² at which the generalised Q equals `target`; 0 where Q is below it even at τ² = 0.

    1/Q is concave and rises with τ², so Newton steps on it come from the left and cannot fail.
    """
    tau2 = 0.0
    q, r = remainder.q_and_r(tau2)
    if q <= target:
        return 0.0
    for _ in range(_STEPS):
        step = q * (q - target) / (target * r)
        tau2 += step
        if abs(step) <= _LAST_STEP * tau2:
            break
        q, r = remainder.q_and_r(tau2)
    return max(0.0, tau2)


def q_profile(remainder: Remainder, level: float = 0.95) -> tuple[float, float]:
    """The Q-profile interval of τ²: where the generalised Q equals the χ² quantiles of its degrees of freedom. No cap."""
    from scipy.special import chdtri

    tail = (1.0 - level) / 2.0
    return q_root(remainder, float(chdtri(remainder.df, tail))), q_root(remainder, float(chdtri(remainder.df, 1.0 - tail)))


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
            _, once, twice = remainder.unweighted()
            return sqrt(2.0 * twice + 4.0 * tau2 * once + 2.0 * tau2 * tau2 * df) / df
        case "SJ":
            crude = remainder.crude()
            at, more = remainder.slopes(crude), tau2 - crude
            return crude / df * sqrt(2.0 * df + 4.0 * more * at.a + 2.0 * more * more * at.b)
