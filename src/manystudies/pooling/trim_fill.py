"""Trim and fill: how many studies a symmetrical funnel would have besides, and what they would change.

Source:
    Duval & Tweedie (2000), Biometrics 56, 455-463. https://doi.org/10.1111/j.0006-341X.2000.00455.x
    Duval & Tweedie (2000), Journal of the American Statistical Association 95, 89-98. https://doi.org/10.1080/01621459.2000.10473905
"""

from dataclasses import dataclass
from math import isnan, nan, sqrt
from typing import Literal

import numpy as np

from manystudies.pooling.heterogeneity import TauMethod, tau2_of
from manystudies.pooling.kernel import FloatArray, Series
from manystudies.pooling.regression import INTERCEPT, regress
from manystudies.pooling.telling import Row, as_html, printed, with_references

Estimator = Literal["L0", "Q0", "R0"]
Side = Literal["left", "right"]
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class TrimFill:
    """`missing` studies on `side`, its standard error, and the pooled result with them filled in, plain errors.

    `estimates` and `variances` are the studies as given and then the filled ones. `p` (R0 only) tests that none is missing.
    """

    estimator: Estimator
    side: Side
    missing: int
    missing_error: float
    p: float | None
    estimate: float
    standard_error: float
    tau2: float
    estimates: tuple[float, ...]
    variances: tuple[float, ...]

    def summary(self) -> str:
        """How many studies a symmetrical funnel would have besides, and the estimate with them, on the analysis scale."""
        filled = (
            f"{self.missing} filled in on the {self.side} (standard error {printed(self.missing_error)})"
            if self.missing
            else "none missing"
        )
        return (
            f"trim and fill ({self.estimator}): {filled}; estimate {printed(self.estimate)}, standard error {printed(self.standard_error)}"
        )

    def rows(self) -> tuple[Row, ...]:
        """One row a study, those filled in last, on the analysis scale."""
        given = len(self.estimates) - self.missing
        return tuple(
            {"kind": "study" if index < given else "filled", "estimate": estimate, "se": sqrt(variance)}
            for index, (estimate, variance) in enumerate(zip(self.estimates, self.variances, strict=True))
        )

    def methods(self) -> str:
        """A paragraph for a methods section."""
        text = (
            f"As a sensitivity analysis, studies that a symmetrical funnel would have besides were filled in (estimator {self.estimator})."
        )
        return with_references(text, ("TF",))

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def trim_and_fill(
    estimates: FloatArray,
    variances: FloatArray,
    *,
    estimator: Estimator = "L0",
    method: TauMethod | None = "REML",
    side: Side | None = None,
) -> TrimFill | None:
    """Trim the studies that make the funnel lopsided, find its centre, and fill in their mirror images; `method` None is a common effect.

    Studies are missing on the side away from where small ones lie (by regression on the standard error) unless `side` says
    otherwise. None where the estimator has no value (Q0 can ask for the root of a negative number).

    Not to be believed as an adjusted effect: it is a sensitivity analysis, and takes any heterogeneity for missing studies.
    """
    if side is None:
        columns = np.column_stack((np.ones(estimates.size), np.sqrt(variances)))
        fitted = regress(
            estimates, variances, columns, (INTERCEPT, "slope"), model="random" if method else "common", method=method or "REML"
        )
        side = "right" if fitted.coefficients[1].estimate < 0.0 else "left"
    sign = -1.0 if side == "right" else 1.0
    order = np.argsort(sign * estimates, kind="stable")
    y, v = sign * estimates[order], variances[order]
    k = y.size
    missing, before = 0, -1
    centre = error = nan
    for _ in range(_ROUNDS):
        if missing == before:
            break
        before = missing
        centre, _, _ = _pooled(y[: k - missing], v[: k - missing], method)
        away = y - centre
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(away), kind="stable")] = np.arange(1, k + 1)
        signed = np.sign(away) * ranks
        value = _count(estimator, signed)
        if isnan(value):
            return None
        missing = max(0, round(value))
        error = _error(estimator, k, value)
    filled_y = np.concatenate((estimates, sign * (2.0 * centre - y[k - missing :]))) if missing else estimates
    filled_v = np.concatenate((variances, v[k - missing :])) if missing else variances
    estimate, standard_error, tau2 = _pooled(filled_y, filled_v, method)
    return TrimFill(
        estimator,
        side,
        missing,
        error,
        0.5 ** (missing + 1) if estimator == "R0" else None,
        estimate,
        standard_error,
        tau2,
        tuple(filled_y.tolist()),
        tuple(filled_v.tolist()),
    )


def _count(estimator: Estimator, signed: FloatArray) -> float:
    k = signed.size
    if estimator == "R0":
        left = -signed[signed < 0.0]
        return k - (float(left.max()) if left.size else 0.0) - 1.0
    total = float(signed[signed > 0.0].sum())
    if estimator == "L0":
        return (4.0 * total - k * (k + 1)) / (2.0 * k - 1.0)
    under = 2.0 * k * k - 4.0 * total + 0.25
    return k - 0.5 - sqrt(under) if under >= 0.0 else nan


def _error(estimator: Estimator, k: int, m: float) -> float:
    """The standard error of the unrounded count `m` of missing studies, by Duval and Tweedie's variance of the rank sum."""
    if estimator == "R0":
        return sqrt(2.0 * max(0.0, m) + 2.0)
    variance = (k * (k + 1) * (2 * k + 1) + 10 * m**3 + 27 * m**2 + 17 * m - 18 * k * m**2 - 18 * k * m + 6 * k**2 * m) / 24.0
    if estimator == "L0":
        return 4.0 * sqrt(max(0.0, variance)) / (2.0 * k - 1.0)
    under = (k - 0.5) ** 2 - m * (2.0 * k - m - 1.0)
    return 2.0 * sqrt(max(0.0, variance)) / sqrt(under) if under > 0.0 else nan


def _pooled(y: FloatArray, v: FloatArray, method: TauMethod | None) -> tuple[float, float, float]:
    series = Series.of(y, v)
    tau2 = tau2_of(series, method) if method else 0.0
    mean, weight, _ = series.mean(tau2)
    return series.centre + mean, sqrt(1.0 / weight), tau2
