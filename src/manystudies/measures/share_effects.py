"""Effects of one group: a share of people with an event, a mean, a correlation, a reliability."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from manystudies.errors import EffectError
from manystudies.measures.counts_effects import AddTo, more_for_zeros
from manystudies.measures.estimates import Estimates, made

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

ShareMeasure = Literal["PAS", "PFT", "PLN", "PLO", "PR"]
MeanMeasure = Literal["CVLN", "MN", "MNLN", "SDLN"]
CorrelationMeasure = Literal["COR", "UCOR", "ZCOR"]
_LARGE, _TERMS = 12.0, 250
"""Above this c, the terms of the series fall faster than k to the power −10."""
ReliabilityMeasure = Literal["ABT", "AHW", "ARAW"]


def effects_of_shares(measure: ShareMeasure, events: ArrayLike, total: ArrayLike, *, add: float = 0.5, to: AddTo = "only0") -> Estimates:
    """Shares of people with an event, x of n, arrays of shape (…, k); `add` goes to events and non-events.

    - PR: p, p(1−p)/n; PLN: ln p, 1/x − 1/n; PLO: ln(p/(1−p)), 1/x + 1/(n−x)
    - PAS: arcsin √p, 1/(4n); PFT: ½(arcsin √(x/(n+1)) + arcsin √((x+1)/(n+1))), 1/(4n+2)

    When not to believe it: pooled PFT values do not turn back into one share without a sample size (Schwarzer
    et al. 2019, https://doi.org/10.1002/jrsm.1348); prefer PLO.

    Raises:
        EffectError: a negative count, or more events than people.

    Source: Freeman & Tukey (1950), https://doi.org/10.1214/aoms/1177729756; Cochrane Handbook, section 10.4
    """
    import numpy as np

    x, n = np.broadcast_arrays(np.asarray(events, dtype=np.float64), np.asarray(total, dtype=np.float64))
    if bool((x < 0).any() or (x > n).any()):
        raise EffectError("Shares need 0 ≤ events ≤ total in every study; found one outside.")
    more = more_for_zeros((x == 0) | (x == n), add, to)
    x, n = x + more, n + 2 * more
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / n
        match measure:
            case "PR":
                return made(measure, p, p * (1 - p) / n)
            case "PLN":
                return made(measure, np.log(p), 1 / x - 1 / n)
            case "PLO":
                return made(measure, np.log(p / (1 - p)), 1 / x + 1 / (n - x))
            case "PAS":
                return made(measure, np.arcsin(np.sqrt(p)), 1 / (4 * n))
            case "PFT":
                value = (np.arcsin(np.sqrt(x / (n + 1))) + np.arcsin(np.sqrt((x + 1) / (n + 1)))) / 2
                return made(measure, value, 1 / (4 * n + 2))


def effects_of_mean(measure: MeanMeasure, mean: ArrayLike, sd: ArrayLike, people: ArrayLike) -> Estimates:
    """One group's mean or SD, arrays of shape (…, k).

    - MN: m, s²/n; MNLN: ln m, s²/(n m²); SDLN: ln s + 1/(2(n−1)), 1/(2(n−1)); CVLN: SDLN − MNLN

    Raises:
        EffectError: a negative SD.

    Source: Nakagawa et al. (2015), https://doi.org/10.1111/2041-210X.12309
    """
    import numpy as np

    m, s, n = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (mean, sd, people)))
    if bool((s < 0).any()):
        raise EffectError("SDs need to be 0 or more in every study; found one below.")
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = s**2 / (n * m**2)
        spread = 1 / (2 * (n - 1))
        match measure:
            case "MN":
                return made(measure, m, s**2 / n)
            case "MNLN":
                return made(measure, np.log(m), relative)
            case "SDLN":
                return made(measure, np.log(s) + spread, spread)
            case "CVLN":
                return made(measure, np.log(s / m) + spread, spread + relative)


def effects_of_correlations(measure: CorrelationMeasure, r: ArrayLike, people: ArrayLike, *, unbiased: bool = False) -> Estimates:
    """Correlations, arrays of shape (…, k).

    - COR: r, (1−r²)²/(n−1); ZCOR: artanh r, 1/(n−3)
    - UCOR: r · ₂F₁(½, ½; (n−2)/2; 1−r²), (1−r_u²)²/(n−1), or with `unbiased` Hedges' unbiased variance

    Raises:
        EffectError: a correlation outside −1 to 1.

    Source: Fisher (1921); Olkin & Pratt (1958), https://doi.org/10.1214/aoms/1177706717; Hedges (1989)
    """
    import numpy as np

    r, n = np.broadcast_arrays(np.asarray(r, dtype=np.float64), np.asarray(people, dtype=np.float64))
    if bool((np.abs(r) > 1).any()):
        raise EffectError("Correlations need to lie between −1 and 1; found one outside.")
    with np.errstate(divide="ignore", invalid="ignore"):
        match measure:
            case "COR":
                return made(measure, r, (1 - r**2) ** 2 / (n - 1))
            case "ZCOR":
                return made(measure, np.arctanh(r), np.where(n > 3, 1 / (n - 3), np.nan))  # noqa: PLR2004  # Fisher's n − 3
            case "UCOR":
                value = r * _hypergeometric(0.5, (n - 2) / 2, 1 - r**2)
                if unbiased:
                    square = 1 - (n - 3) / (n - 2) * (1 - r**2) * _hypergeometric(1.0, n / 2, 1 - r**2)
                    return made(measure, value, value**2 - square)
                return made(measure, value, (1 - value**2) ** 2 / (n - 1))


def _hypergeometric(a: float, c: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """₂F₁(a, a; c; x) for 0 ≤ x ≤ 1; by its series where c is large, where it converges at once and scipy loses its way."""
    import numpy as np
    from scipy.special import hyp2f1

    term = total = np.ones(x.shape)
    for k in range(_TERMS):
        term = term * (a + k) ** 2 / ((c + k) * (k + 1)) * x
        total = total + term
    return np.where(c > _LARGE, total, hyp2f1(a, a, np.minimum(c, _LARGE), x))


def effects_of_reliability(measure: ReliabilityMeasure, alpha: ArrayLike, items: ArrayLike, people: ArrayLike) -> Estimates:
    """Cronbach's α of m items in n people, arrays of shape (…, k).

    - ARAW: α, 2m(1−α)²/((m−1)(n−2)); ABT: −ln(1−α), 2m/((m−1)(n−2))
    - AHW: 1 − (1−α)^⅓, 18m(n−1)(1−α)^⅔/((m−1)(9n−11)²)

    Raises:
        EffectError: an α above 1.

    Source: Bonett (2002), https://doi.org/10.3102/10769986027004335; Hakstian & Whalen (1976), https://doi.org/10.1007/BF02291840
    """
    import numpy as np

    a, m, n = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (alpha, items, people)))
    if bool((a > 1).any()):
        raise EffectError("A reliability needs to be at most 1; found one above.")
    with np.errstate(divide="ignore", invalid="ignore"):
        match measure:
            case "ARAW":
                return made(measure, a, 2 * m * (1 - a) ** 2 / ((m - 1) * (n - 2)))
            case "ABT":
                return made(measure, -np.log(1 - a), 2 * m / ((m - 1) * (n - 2)))
            case "AHW":
                spread = 18 * m * (n - 1) * (1 - a) ** (2 / 3) / ((m - 1) * (9 * n - 11) ** 2)
                return made(measure, 1 - (1 - a) ** (1 / 3), spread)
