"""Effects of two groups' means and SDs."""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING, Literal

from manystudies.errors import EffectError
from manystudies.measures.estimates import Estimates, exact_factor, made

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

MeansMeasure = Literal["CVR", "D2ORL", "D2ORN", "MD", "ROM", "SMD", "SMD1", "SMDH", "VR"]
MeansVariance = Literal["AV", "H0", "HO", "LS", "LS2", "UB"]
"""How the variance is made: large sample, its second form, unbiased, equal variances, with averages over studies, under no effect."""
_ALLOWED: dict[MeansMeasure, frozenset[MeansVariance]] = {
    "MD": frozenset({"LS", "UB", "HO"}),
    "SMD": frozenset({"LS", "LS2", "UB", "AV", "H0"}),
    "SMD1": frozenset({"LS", "LS2", "UB", "AV", "H0"}),
    "SMDH": frozenset({"LS", "LS2"}),
    "ROM": frozenset({"LS", "LS2", "HO", "AV"}),
    "CVR": frozenset({"LS", "LS2"}),
    "VR": frozenset({"LS", "LS2"}),
    "D2ORN": frozenset({"LS", "LS2", "UB", "AV", "HO", "H0"}),
    "D2ORL": frozenset({"LS", "LS2", "UB", "AV", "HO", "H0"}),
}
_NORMAL_ODDS = 1.65
Group = tuple["ArrayLike", "ArrayLike", "ArrayLike"]
"""Means, SDs and people of one group, each of shape (…, k)."""


def effects_of_means(measure: MeansMeasure, first: Group, second: Group, *, variance: MeansVariance = "LS") -> Estimates:
    """Effects and variances from (mean, SD, people) of two groups, arrays of shape (…, k).

    - MD: m₁ − m₂, s₁²/n₁ + s₂²/n₂ (HO: pooled variance)
    - SMD: Hedges' g = J (m₁ − m₂)/s_pooled with the exact J, 1/n₁ + 1/n₂ + g²/(2N)
    - SMD1: Glass's Δ by the SD of the second group; SMDH: by the root of the mean variance (Bonett 2009)
    - ROM: ln(m₁/m₂) + ½(s₁²/(n₁m₁²) − s₂²/(n₂m₂²)), the sum of s²/(nm²); both means must have one sign
    - VR: ln(s₁/s₂) + ½(1/(n₁−1) − 1/(n₂−1)), the sum of 1/(2(n−1))
    - CVR: the same of SD/mean, whose means must lie above 0: VR − ROM
    - D2ORN, D2ORL: d = (m₁ − m₂)/s_pooled times 1.65 or π/√3, a log odds ratio

    NaN where an SD, a sample or a mean does not allow the measure.

    Raises:
        EffectError: a variance the measure does not have, or a negative SD.

    Source: Hedges & Olkin (1985); Borenstein (2009), Handbook of Research Synthesis, ch. 12; Bonett (2009),
    https://doi.org/10.1037/a0016619; Hedges et al. (1999) and Lajeunesse (2015) for ROM, https://doi.org/10.1890/14-2402.1;
    Nakagawa et al. (2015), https://doi.org/10.1111/2041-210X.12309, and Senior et al. (2020),
    https://doi.org/10.1002/jrsm.1423, for CVR and VR.
    """
    import numpy as np

    if variance not in _ALLOWED[measure]:
        raise EffectError(f"{measure} has the variances {', '.join(sorted(_ALLOWED[measure]))}; found {variance}.")
    m1, s1, n1, m2, s2, n2 = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (*first, *second)))
    if bool((s1 < 0).any() or (s2 < 0).any()):
        raise EffectError("SDs need to be 0 or more in every study; found one below.")
    with np.errstate(divide="ignore", invalid="ignore"):
        match measure:
            case "MD":
                pooled = _pooled(s1, n1, s2, n2)
                spread = pooled * (1 / n1 + 1 / n2) if variance == "HO" else s1**2 / n1 + s2**2 / n2
                return made(measure, m1 - m2, spread)
            case "SMD":
                value, spread = _standardised((m1 - m2) / np.sqrt(_pooled(s1, n1, s2, n2)), (n1, n2), glass=False, kind=variance)
                return made(measure, value, spread)
            case "D2ORN" | "D2ORL":
                plain = (m1 - m2) / np.sqrt(_pooled(s1, n1, s2, n2))
                factor = _NORMAL_ODDS if measure == "D2ORN" else pi / sqrt(3)
                return made(measure, plain * factor, (1 / n1 + 1 / n2 + plain**2 / (2 * (n1 + n2))) * factor**2)
            case "SMD1":
                value, spread = _standardised((m1 - m2) / s2, (n1, n2), glass=True, kind=variance)
                return made(measure, value, spread)
            case "SMDH":
                return _unequal(m1 - m2, (s1, n1), (s2, n2), variance)
            case "ROM":
                return _ratio_of_means((m1, s1, n1), (m2, s2, n2), variance)
            case "VR":
                value, spread = _variability(s1, n1, s2, n2, variance)
                return made(measure, value, spread)
            case "CVR":
                ratio = _ratio_of_means((m1, s1, n1), (m2, s2, n2), variance)
                value, spread = _variability(s1, n1, s2, n2, variance)
                above = (m1 > 0) & (m2 > 0)
                return made(measure, np.where(above, value - ratio.estimate, np.nan), spread + ratio.variance)


def _pooled(s1: NDArray[np.float64], n1: NDArray[np.float64], s2: NDArray[np.float64], n2: NDArray[np.float64]) -> NDArray[np.float64]:
    return ((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2)


def _standardised(
    plain: NDArray[np.float64], sizes: tuple[NDArray[np.float64], NDArray[np.float64]], *, glass: bool, kind: MeansVariance
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A difference in units of the pooled SD (or the second group's, `glass`), freed from bias, and its variance."""
    import numpy as np

    n1, n2 = sizes
    degrees, people = (n2 - 1, n2) if glass else (n1 + n2 - 2, n1 + n2)
    factor = exact_factor(degrees)
    value = factor * plain
    size = 1 / n1 + 1 / n2
    match kind:
        case "UB":
            return value, size + (1 - (degrees - 2) / (degrees * factor**2)) * value**2
        case "LS2":
            return value, factor**2 * (size + plain**2 / (2 * people))
        case "AV":
            weights = np.where(np.isfinite(value), n1 + n2, 0.0)
            mean = np.sum(weights * np.nan_to_num(value), axis=-1, keepdims=True) / weights.sum(axis=-1, keepdims=True)
            return value, size + mean**2 / (2 * people)
        case "H0":
            return value, size + 0 * value
        case _:
            return value, size + value**2 / (2 * people)


def _unequal(
    difference: NDArray[np.float64],
    first: tuple[NDArray[np.float64], NDArray[np.float64]],
    second: tuple[NDArray[np.float64], NDArray[np.float64]],
    kind: MeansVariance,
) -> Estimates:
    """Bonett's standardised difference, by the root of the mean variance of the two groups."""
    import numpy as np

    (s1, n1), (s2, n2) = first, second
    less = 1 if kind == "LS" else 0
    mean = (s1**2 + s2**2) / 2
    value = exact_factor(n1 + n2 - 2) * difference / np.sqrt(mean)
    fourth = s1**4 / (n1 - less) + s2**4 / (n2 - less)
    return made("SMDH", value, value**2 * fourth / (8 * mean**2) + (s1**2 / (n1 - less) + s2**2 / (n2 - less)) / mean)


def _ratio_of_means(
    first: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    second: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    kind: MeansVariance,
) -> Estimates:
    """The log ratio of two means of one sign, freed from the bias of the logarithm."""
    import numpy as np

    (m1, s1, n1), (m2, s2, n2) = first, second
    one, two = s1**2 / (n1 * m1**2), s2**2 / (n2 * m2**2)
    value = np.log(m1 / m2) + (one - two) / 2
    match kind:
        case "LS2":
            return made("ROM", value, one + one**2 / 2 + two + two**2 / 2)
        case "HO":
            pooled = _pooled(s1, n1, s2, n2)
            return made("ROM", value, pooled * (1 / (n1 * m1**2) + 1 / (n2 * m2**2)))
        case "AV":
            # Coefficients of variation, averaged over studies by their size.
            cv1, cv2 = (np.sum(n * s / m, axis=-1, keepdims=True) / n.sum(axis=-1, keepdims=True) for m, s, n in (first, second))
            return made("ROM", value, cv1**2 / n1 + cv2**2 / n2)
        case _:
            return made("ROM", value, one + two)


def _variability(
    s1: NDArray[np.float64], n1: NDArray[np.float64], s2: NDArray[np.float64], n2: NDArray[np.float64], kind: MeansVariance
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The log ratio of two SDs, freed from bias, and its variance."""
    import numpy as np

    one, two = 1 / (2 * (n1 - 1)), 1 / (2 * (n2 - 1))
    spread = one + two
    if kind == "LS2":
        spread = spread + 2 * one**2 + 2 * two**2
    return np.log(s1 / s2) + one - two, spread
