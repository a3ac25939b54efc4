"""Effects of two groups' counts: events among people in each."""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING, Literal

from manystudies.errors import EffectError
from manystudies.measures.estimates import Estimates, made

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

CountsMeasure = Literal["AS", "OR", "OR2DL", "OR2DN", "PBIT", "PETO", "PHI", "RD", "RR", "YUQ", "YUY"]
AddTo = Literal["all", "if0all", "none", "only0"]
"""Which studies get `add` on every cell: those with a zero cell, all if any has one, all, none."""
_NORMAL_ODDS = 1.65
"""ln OR ≈ 1.65 d where the outcome behind the events is normal (Cox & Snell 1989)."""


def more_for_zeros(zero: NDArray[np.bool_], add: float, to: AddTo) -> NDArray[np.float64]:
    """What is added to each study's cells, given which studies (last axis) have a zero cell."""
    import numpy as np

    match to:
        case "only0":
            return np.where(zero, add, 0.0)
        case "if0all":
            return np.where(zero.any(axis=-1, keepdims=True), add, 0.0) + np.zeros(zero.shape)
        case "all":
            return np.full(zero.shape, add)
        case "none":
            return np.zeros(zero.shape)


def cells_of_counts(
    counts: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike], *, add: float = 0.5, to: AddTo = "only0", drop_double_zero: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The cells a, b, c, d from (events, total, events, total), with `add` where `to` says, NaN where a study is dropped.

    Raises:
        EffectError: a negative count, or more events than people.
    """
    import numpy as np

    a, n1, c, n2 = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in counts))
    b, d = n1 - a, n2 - c
    # NaN compares false, so a missing study passes and stays missing.
    if any(bool((cell < 0).any()) for cell in (a, b, c, d)):
        raise EffectError("Counts need 0 ≤ events ≤ total in every study; found one outside.")
    more = more_for_zeros((a == 0) | (b == 0) | (c == 0) | (d == 0), add, to)
    if drop_double_zero:
        empty = ((a == 0) & (c == 0)) | ((b == 0) & (d == 0))
        more = np.where(empty, np.nan, more)
    return a + more, b + more, c + more, d + more


def effects_of_counts(
    measure: CountsMeasure,
    counts: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike],
    *,
    add: float = 0.5,
    to: AddTo = "only0",
    drop_double_zero: bool = False,
) -> Estimates:
    """Effects and variances from (events₁, total₁, events₂, total₂), arrays of shape (…, k).

    With cells a, b, c, d, totals n₁, n₂, N and shares p = a/n₁, q = c/n₂:

    - OR: ln(ad / bc), 1/a + 1/b + 1/c + 1/d
    - RR: ln(p / q), 1/a − 1/n₁ + 1/c − 1/n₂
    - RD: p − q, p(1−p)/n₁ + q(1−q)/n₂
    - PETO: (a − E)/V, 1/V, with E and V of the hypergeometric distribution
    - AS: arcsin √p − arcsin √q, 1/(4n₁) + 1/(4n₂)
    - PHI: (ad − bc) / √(n₁n₂m₁m₂), by the delta method of one multinomial sample
    - PBIT: Φ⁻¹(p) − Φ⁻¹(q), 2π p(1−p) exp(z²)/n summed over groups
    - YUQ: (OR − 1)/(OR + 1); YUY: (√OR − 1)/(√OR + 1)
    - OR2DN, OR2DL: ln OR divided by 1.65 or π/√3, a standardised mean difference

    Raises:
        EffectError: a negative count, or more events than people.

    Source: Fleiss & Berlin (2009), Handbook of Research Synthesis, ch. 13; Yusuf et al. (1985) for PETO,
    https://doi.org/10.1016/S0033-0620(85)80003-7; Rücker et al. (2009) for AS, https://doi.org/10.1002/sim.3511;
    Sánchez-Meca et al. (2003) for conversions, https://doi.org/10.1037/1082-989X.8.4.448
    """
    import numpy as np

    a, b, c, d = cells_of_counts(counts, add=add, to=to, drop_double_zero=drop_double_zero)
    n1, n2 = a + b, c + d
    with np.errstate(divide="ignore", invalid="ignore"):
        p, q = a / n1, c / n2
        match measure:
            case "RR":
                return made(measure, np.log(p / q), 1 / a - 1 / n1 + 1 / c - 1 / n2)
            case "RD":
                return made(measure, p - q, p * (1 - p) / n1 + q * (1 - q) / n2)
            case "AS":
                return made(measure, np.arcsin(np.sqrt(p)) - np.arcsin(np.sqrt(q)), 1 / (4 * n1) + 1 / (4 * n2))
            case "PETO":
                return _peto(a, n1, c, n2)
            case "PHI":
                return _phi(a, b, c, d)
            case "PBIT":
                return _probit(n1, p, n2, q)
            case _:
                return _of_odds(measure, a, b, c, d)


def _of_odds(measure: CountsMeasure, *cells: NDArray[np.float64]) -> Estimates:
    import numpy as np

    a, b, c, d = cells
    odds, variance = np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d
    match measure:
        case "YUQ":
            # (OR − 1)/(OR + 1) is the hyperbolic tangent of half the log odds ratio, and Y of a quarter.
            value = np.tanh(odds / 2)
            return made(measure, value, (1 - value**2) ** 2 * variance / 4)
        case "YUY":
            value = np.tanh(odds / 4)
            return made(measure, value, (1 - value**2) ** 2 * variance / 16)
        case "OR2DN":
            return made(measure, odds / _NORMAL_ODDS, variance / _NORMAL_ODDS**2)
        case "OR2DL":
            return made(measure, odds * sqrt(3) / pi, variance * 3 / pi**2)
        case _:
            return made(measure, odds, variance)


def _peto(a: NDArray[np.float64], n1: NDArray[np.float64], c: NDArray[np.float64], n2: NDArray[np.float64]) -> Estimates:
    people, events = n1 + n2, a + c
    expected = events * n1 / people
    spread = events * (people - events) * n1 * n2 / (people**2 * (people - 1))
    return made("PETO", (a - expected) / spread, 1 / spread)


def _phi(*cells: NDArray[np.float64]) -> Estimates:
    import numpy as np

    people = np.add.reduce(cells)
    a, b, c, d = (cell / people for cell in cells)
    rows, columns = (a + b, c + d), (a + c, b + d)
    root = np.sqrt(rows[0] * rows[1] * columns[0] * columns[1])
    phi = (a * d - b * c) / root
    # How φ moves with each cell's probability; the delta method of a multinomial sample.
    slopes = (
        d / root - phi / 2 * (1 / rows[0] + 1 / columns[0]),
        -c / root - phi / 2 * (1 / rows[0] + 1 / columns[1]),
        -b / root - phi / 2 * (1 / rows[1] + 1 / columns[0]),
        a / root - phi / 2 * (1 / rows[1] + 1 / columns[1]),
    )
    mean = sum(share * slope for share, slope in zip((a, b, c, d), slopes, strict=True))
    square = sum(share * slope**2 for share, slope in zip((a, b, c, d), slopes, strict=True))
    return made("PHI", phi, (square - mean**2) / people)


def _probit(n1: NDArray[np.float64], p: NDArray[np.float64], n2: NDArray[np.float64], q: NDArray[np.float64]) -> Estimates:
    import numpy as np
    from scipy.special import ndtri

    first, second = ndtri(p), ndtri(q)
    variance = 2 * pi * (p * (1 - p) * np.exp(first**2) / n1 + q * (1 - q) * np.exp(second**2) / n2)
    return made("PBIT", first - second, variance)
