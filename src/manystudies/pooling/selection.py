"""A step-function selection model: results with larger p-values are seen with another chance, and the effect is estimated with that.

Formula: log likelihood Σ log δ_j(i) + log φ(y_i; μ, v_i + τ²) − log Σ_j δ_j P_i(p in step j), δ of the first step 1.

Source:
    Hedges (1992), Statistical Science 7, 246-255. https://doi.org/10.1214/ss/1177011364
    Vevea & Hedges (1995), Psychometrika 60, 419-435. https://doi.org/10.1007/BF02294384
    McShane, Böckenholt & Hansen (2016), Perspectives on Psychological Science 11, 730-749. https://doi.org/10.1177/1745691616662243
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, pi, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from manystudies.measures import Effect
from manystudies.pooling.climb import climb
from manystudies.pooling.heterogeneity import tau2_of
from manystudies.pooling.intervals import chi2_p, normal_p, normal_quantile, statistic_of
from manystudies.pooling.kernel import FloatArray, Series
from manystudies.pooling.likelihood import log_likelihood
from manystudies.pooling.pooled import NotPooled
from manystudies.pooling.refusals import refusal
from manystudies.pooling.telling import Row, as_html, printed, printed_p, with_references

Alternative = Literal["greater", "less", "two sided"]
BOUNDLESS = 1000.0
"""A weight beyond this is called boundless: the likelihood still rises, and no number means anything."""

EMPTY_STEP = "No study has a p-value in one of the steps, so that its chance of being seen cannot be told."
NO_WEIGHT = "The chance of being seen runs to its bound; the studies do not tell it."


@dataclass(frozen=True, slots=True)
class Selection:
    """A fitted selection model on the analysis scale.

    `weights` are chances of being seen relative to the first step, `weight_errors` theirs (None for the first, which is
    1). `statistic` is the likelihood-ratio test of no selection on `df` degrees of freedom.
    """

    effects: tuple[Effect, ...]
    steps: tuple[float, ...]
    alternative: Alternative
    estimate: float
    standard_error: float
    low: float
    high: float
    p: float
    tau2: float
    weights: tuple[float, ...]
    weight_errors: tuple[float | None, ...]
    log_likelihood: float
    statistic: float
    df: int
    statistic_p: float
    warnings: tuple[str, ...] = ()

    def summary(self) -> str:
        """The effect with selection taken into account, and the weights."""
        lines = [
            f"effect if results were seen with these chances (analysis scale): {printed(self.estimate)} ({printed(self.low)} to {printed(self.high)})",
            f"chances of being seen, by p-value steps {', '.join(map(printed, self.steps))}: {', '.join(map(printed, self.weights))}",
            f"against no selection: χ² {printed(self.statistic)} on {self.df} df, p {printed_p(self.statistic_p)}",
        ]
        return "\n".join([*lines, *self.warnings])

    def rows(self) -> tuple[Row, ...]:
        """One row a step."""
        edges = (0.0, *self.steps, 1.0)
        return tuple(
            {"from": edges[index], "to": edges[index + 1], "weight": weight, "se": error}
            for index, (weight, error) in enumerate(zip(self.weights, self.weight_errors, strict=True))
        )

    def methods(self) -> str:
        """A paragraph for a methods section."""
        text = (
            f"Selective publication was modelled by a step function of p-values ({self.alternative}; steps at "
            f"{', '.join(f'{step:g}' for step in self.steps)}), fitted by maximum likelihood."
        )
        return with_references(text, ("SEL", "SEL2"))

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def selection_model(
    effects: Sequence[Effect], *, steps: Sequence[float] = (0.025,), alternative: Alternative = "greater", level: float = 0.95
) -> Selection | NotPooled:
    """Fit a step-function selection model by maximum likelihood; steps are of one-sided p for `greater` and `less`.

    `alternative` says which results are preferred: effects above zero, below zero, or either.

    Not to be believed as the truth about bias: the steps are assumed, and with few studies in a step the weights tell
    next to nothing. A sensitivity analysis.

    Raises:
        ValueError: steps are not ascending between 0 and 1.
    """
    effects = tuple(effects)
    reason = refusal(effects)
    if reason is not None:
        return NotPooled(reason, effects)
    if not steps or sorted({0.0, *steps, 1.0}) != [0.0, *steps, 1.0]:
        raise ValueError(f"Steps must ascend between 0 and 1; found {list(steps)}.")
    y = np.array([effect.estimate for effect in effects])
    v = np.array([effect.variance for effect in effects])
    results = Results.of(y, v, steps, alternative)
    if (np.bincount(results.places, minlength=len(steps) + 1) == 0).any():
        return NotPooled(EMPTY_STEP, effects)
    point, value, curvature = results.top()
    tau = abs(float(point[1]))
    free = [index for index in range(point.size) if index != 1 or tau > 1e-4 * sqrt(float(v.min()))]
    bound = log(BOUNDLESS)
    weights = tuple(exp(min(bound, max(-bound, each))) for each in point[2:].tolist())
    free = [index for index in free if index < 2 or abs(float(point[index])) < bound]  # noqa: PLR2004
    covariance = np.linalg.pinv(-curvature[np.ix_(free, free)], hermitian=True)
    errors = {index: sqrt(max(0.0, float(covariance[place, place]))) for place, index in enumerate(free)}
    none = unselected(y, v)
    reach = normal_quantile(level) * errors[0]
    estimate, statistic = float(point[0]), max(0.0, 2.0 * (value - none))
    return Selection(
        effects=effects,
        steps=tuple(steps),
        alternative=alternative,
        estimate=estimate,
        standard_error=errors[0],
        low=estimate - reach,
        high=estimate + reach,
        p=normal_p(statistic_of(estimate, errors[0])),
        tau2=tau * tau,
        weights=(1.0, *weights),
        weight_errors=(None, *(weight * errors[index + 2] if index + 2 in errors else None for index, weight in enumerate(weights))),
        log_likelihood=value,
        statistic=statistic,
        df=len(steps),
        statistic_p=chi2_p(statistic, len(steps)),
        warnings=(NO_WEIGHT,) if any(index + 2 not in errors for index in range(len(weights))) else (),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Results (k,) with the step each falls into by its p-value."""

    estimates: FloatArray
    variances: FloatArray
    steps: tuple[float, ...]
    alternative: Alternative
    places: NDArray[np.intp]

    @classmethod
    def of(cls, estimates: FloatArray, variances: FloatArray, steps: Sequence[float], alternative: Alternative) -> "Results":
        """Place results into steps."""
        from scipy.special import ndtr

        z = estimates / np.sqrt(variances)
        p = ndtr(-z) if alternative == "greater" else ndtr(z) if alternative == "less" else 2.0 * ndtr(-np.abs(z))
        return cls(estimates, variances, tuple(steps), alternative, np.searchsorted(np.array(steps), p, side="left"))

    def log_likelihood(self, point: FloatArray) -> float:
        """The log likelihood of (μ, τ, log δ₂ …), constants included; weights beyond the bound count as the bound."""
        from scipy.special import ndtr, ndtri

        bound = log(BOUNDLESS)
        mean, total = float(point[0]), self.variances + float(point[1]) ** 2
        logs = np.concatenate(([0.0], np.clip(point[2:], -bound, bound)))
        sd, root = np.sqrt(total), np.sqrt(self.variances)
        # Chances that a result of each study falls below the p-value of each step.
        below = []
        for step in self.steps:
            cut = root * ndtri(1.0 - (step / 2.0 if self.alternative == "two sided" else step))
            above, under = ndtr((mean - cut) / sd), ndtr((-cut - mean) / sd)
            below.append(above if self.alternative == "greater" else under if self.alternative == "less" else above + under)
        edges = np.vstack((np.zeros(sd.size), *below, np.ones(sd.size)))
        seen = np.exp(logs) @ np.diff(edges, axis=0)
        density = -0.5 * (np.log(2.0 * pi * total) + (self.estimates - mean) ** 2 / total)
        return float((logs[self.places] + density - np.log(seen)).sum())

    def top(self) -> tuple[FloatArray, float, FloatArray]:
        """The highest point in (μ, τ, log δ₂ …), its value and curvature, from two starts of τ."""
        series = Series.of(self.estimates, self.variances)
        tau2 = tau2_of(series, "ML")
        mean = series.centre + series.mean(tau2)[0]
        spread = sqrt(1.0 / float((1.0 / (self.variances + tau2)).sum()))
        width = 0.3 * sqrt(float(np.median(self.variances)) + tau2)
        rest = [0.0] * len(self.steps)
        scale = np.array([spread, width, *([0.3] * len(rest))])
        tops = [climb(self.log_likelihood, np.array([mean, start, *rest]), scale) for start in (max(sqrt(tau2), width), 0.1 * width)]
        return max(tops, key=lambda top: top[1])


def unselected(y: FloatArray, v: FloatArray) -> float:
    """The log likelihood without selection, by maximum likelihood."""
    series = Series.of(y, v)
    return log_likelihood(series, tau2_of(series, "ML"), restricted=False) - 0.5 * y.size * log(2.0 * pi)
