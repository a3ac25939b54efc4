"""Effects of events over person-time: one rate, or the rates of two groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from manystudies.errors import EffectError
from manystudies.measures.counts_effects import AddTo, more_for_zeros
from manystudies.measures.estimates import Estimates, made

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

RatesMeasure = Literal["IRD", "IRR", "IRSD"]
RateMeasure = Literal["IR", "IRFT", "IRLN", "IRS"]


def effects_of_rates(
    measure: RatesMeasure,
    events: tuple[ArrayLike, ArrayLike],
    time: tuple[ArrayLike, ArrayLike],
    *,
    add: float = 0.5,
    to: AddTo = "only0",
    drop_double_zero: bool = False,
) -> Estimates:
    """Effects and variances of two groups' rates x/t, arrays of shape (…, k).

    - IRR: ln((x₁/t₁)/(x₂/t₂)), 1/x₁ + 1/x₂
    - IRD: x₁/t₁ − x₂/t₂, x₁/t₁² + x₂/t₂²
    - IRSD: √(x₁/t₁) − √(x₂/t₂), 1/(4t₁) + 1/(4t₂)

    Raises:
        EffectError: a negative count or a time not above 0.

    Source: Rothman, Greenland & Lash (2008), Modern Epidemiology, ch. 14.
    """
    import numpy as np

    x1, t1, x2, t2 = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (events[0], time[0], events[1], time[1])))
    if bool((x1 < 0).any() or (x2 < 0).any() or (t1 <= 0).any() or (t2 <= 0).any()):
        raise EffectError("Rates need counts of 0 or more and times above 0; found one outside.")
    more = more_for_zeros((x1 == 0) | (x2 == 0), add, to)
    if drop_double_zero:
        more = np.where((x1 == 0) & (x2 == 0), np.nan, more)
    x1, x2 = x1 + more, x2 + more
    with np.errstate(divide="ignore", invalid="ignore"):
        match measure:
            case "IRR":
                return made(measure, np.log(x1 / t1) - np.log(x2 / t2), 1 / x1 + 1 / x2)
            case "IRD":
                return made(measure, x1 / t1 - x2 / t2, x1 / t1**2 + x2 / t2**2)
            case "IRSD":
                return made(measure, np.sqrt(x1 / t1) - np.sqrt(x2 / t2), 1 / (4 * t1) + 1 / (4 * t2))


def effects_of_rate(measure: RateMeasure, events: ArrayLike, time: ArrayLike, *, add: float = 0.5, to: AddTo = "only0") -> Estimates:
    """One group's rate x/t, arrays of shape (…, k).

    - IR: x/t, x/t²; IRLN: ln(x/t), 1/x; IRS: √(x/t), 1/(4t); IRFT: Freeman–Tukey ½(√(x/t) + √((x+1)/t)), 1/(4t)

    Raises:
        EffectError: a negative count or a time not above 0.

    Source: Freeman & Tukey (1950), https://doi.org/10.1214/aoms/1177729756
    """
    import numpy as np

    x, t = np.broadcast_arrays(np.asarray(events, dtype=np.float64), np.asarray(time, dtype=np.float64))
    if bool((x < 0).any() or (t <= 0).any()):
        raise EffectError("Rates need counts of 0 or more and times above 0; found one outside.")
    if measure in ("IR", "IRLN"):
        # The square roots exist at 0 and need nothing added.
        x = x + more_for_zeros(x == 0, add, to)
    with np.errstate(divide="ignore", invalid="ignore"):
        match measure:
            case "IR":
                return made(measure, x / t, x / t**2)
            case "IRLN":
                return made(measure, np.log(x / t), 1 / x)
            case "IRS":
                return made(measure, np.sqrt(x / t), 1 / (4 * t))
            case "IRFT":
                return made(measure, (np.sqrt(x / t) + np.sqrt((x + 1) / t)) / 2, 1 / (4 * t))
