"""Many studies' effects as arrays: estimates and variances of shape (…, k), ready for one call of the pooling kernel."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """Estimates and variances on the analysis scale of `measure`, NaN where a study gives none."""

    measure: str
    estimate: NDArray[np.float64]
    variance: NDArray[np.float64]


def made(measure: str, estimate: NDArray[np.float64], variance: NDArray[np.float64]) -> Estimates:
    """Estimates with NaN in both places wherever one of the two is not finite."""
    import numpy as np

    finite = np.isfinite(estimate) & np.isfinite(variance)
    return Estimates(measure, np.where(finite, estimate, np.nan), np.where(finite, variance, np.nan))


_FEW = 16


def exact_factor(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hedges' exact factor that frees a standardised mean from bias: J(m) = Γ(m/2) / (√(m/2) Γ((m − 1)/2)).

    Source: Hedges (1981), Journal of Educational Statistics 6, 107-128. https://doi.org/10.3102/10769986006002107
    """
    import numpy as np

    if degrees.size <= _FEW:
        # One study at a time needs no library that takes a tenth of a second to import.
        told = [hedges_factor(float(each)) if 1 < each < np.inf else np.nan for each in degrees.ravel()]
        return np.asarray(told, dtype=np.float64).reshape(degrees.shape)
    from scipy.special import gammaln

    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(degrees > 1, np.exp(gammaln(degrees / 2) - gammaln((degrees - 1) / 2)) / np.sqrt(degrees / 2), np.nan)


def hedges_factor(degrees: float) -> float:
    """The same factor for one study, above 1 degree of freedom."""
    return exp(lgamma(degrees / 2) - lgamma((degrees - 1) / 2)) / sqrt(degrees / 2)
