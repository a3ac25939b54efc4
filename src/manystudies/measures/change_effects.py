"""Effects within one group: a mean before and after, with the correlation of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from manystudies.errors import EffectError
from manystudies.measures.estimates import Estimates, exact_factor, made

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

ChangeMeasure = Literal["CVRC", "MC", "ROMC", "SMCC", "SMCR", "SMCRH", "SMCRP", "VRC"]


def effects_of_changes(
    measure: ChangeMeasure,
    means: tuple[ArrayLike, ArrayLike],
    sds: tuple[ArrayLike, ArrayLike],
    people: ArrayLike,
    correlation: ArrayLike,
) -> Estimates:
    """Effects and variances from (first, second) means and SDs of the same people, arrays of shape (…, k).

    The effect is first less second, so put the later measurement first for a change. With s²_c = s₁² + s₂² − 2 r s₁ s₂:

    - MC: m₁ − m₂, s²_c / n
    - SMCC: J(n−1) (m₁ − m₂)/s_c, 1/n + g²/(2n)
    - SMCR: J(n−1) (m₁ − m₂)/s₁, 2(1−r)/n + g²/(2n); SMCRH: its variance without equal SDs
    - SMCRP: J (m₁ − m₂)/√((s₁² + s₂²)/2)
    - ROMC: ln(m₁/m₂) and VRC, CVRC likewise, freed from bias
    - When not to believe it: a change within one group is not an effect of what was done in between.

    Raises:
        EffectError: a correlation outside −1 to 1, or a negative SD.

    Source: Morris & DeShon (2002), https://doi.org/10.1037/1082-989X.7.1.105; Gibbons et al. (1993); Becker (1988),
    https://doi.org/10.1111/j.2044-8317.1988.tb00901.x; Bonett (2008), https://doi.org/10.1037/1082-989X.13.2.99
    """
    import numpy as np

    m1, m2, s1, s2, n, r = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (*means, *sds, people, correlation)))
    if bool((np.abs(r) > 1).any() or (s1 < 0).any() or (s2 < 0).any()):
        raise EffectError("A change needs correlations of −1 to 1 and SDs of 0 or more; found one outside.")
    with np.errstate(divide="ignore", invalid="ignore"):
        change = s1**2 + s2**2 - 2 * r * s1 * s2
        match measure:
            case "MC":
                return made(measure, m1 - m2, change / n)
            case "SMCC":
                value = exact_factor(n - 1) * (m1 - m2) / np.sqrt(change)
                return made(measure, value, 1 / n + value**2 / (2 * n))
            case "SMCR":
                value = exact_factor(n - 1) * (m1 - m2) / s1
                return made(measure, value, 2 * (1 - r) / n + value**2 / (2 * n))
            case "SMCRH":
                value = exact_factor(n - 1) * (m1 - m2) / s1
                return made(measure, value, change / (s1**2 * (n - 1)) + value**2 / (2 * (n - 1)))
            case "SMCRP":
                mean = (s1**2 + s2**2) / 2
                factor = exact_factor(2 * (n - 1) / (1 + r**2))
                value = factor * (m1 - m2) / np.sqrt(mean)
                return made(measure, value, 2 * (1 - r) / n + value**2 * (1 + r**2) / (4 * n))
            case _:
                return _logarithms(measure, (m1, s1), (m2, s2), n, r)


def _logarithms(
    measure: ChangeMeasure,
    first: tuple[NDArray[np.float64], NDArray[np.float64]],
    second: tuple[NDArray[np.float64], NDArray[np.float64]],
    n: NDArray[np.float64],
    r: NDArray[np.float64],
) -> Estimates:
    import numpy as np

    (m1, s1), (m2, s2) = first, second
    one, two = s1**2 / (n * m1**2), s2**2 / (n * m2**2)
    means, means_spread = np.log(m1 / m2) + (one - two) / 2, one + two - 2 * r * s1 * s2 / (n * m1 * m2)
    sds, sds_spread = np.log(s1 / s2), (1 - r**2) / (n - 1)
    match measure:
        case "ROMC":
            return made(measure, means, means_spread)
        case "VRC":
            return made(measure, sds, sds_spread)
        case _:
            return made(measure, sds - means, sds_spread + means_spread)
