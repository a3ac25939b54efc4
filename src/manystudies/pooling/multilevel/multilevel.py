"""Several effects of one study: a three-level model with cluster-robust intervals, or outcomes that go together.

Source:
    Konstantopoulos (2011), Research Synthesis Methods 2, 61-76. https://doi.org/10.1002/jrsm.35
    Van den Noortgate et al. (2013), Behavior Research Methods 45, 576-594. https://doi.org/10.3758/s13428-012-0261-6
    Pustejovsky & Tipton (2022), Prevention Science 23, 425-438 (robust variance with a working model). https://doi.org/10.1007/s11121-021-01246-3
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from manystudies.measures import LOG_MEASURES, Effect, Measure
from manystudies.pooling.design import Design
from manystudies.pooling.intervals import chi2_p, normal_p, normal_quantile, statistic_of, t_p, t_quantile
from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.multilevel.blocks import Block, State, blocks_of
from manystudies.pooling.multilevel.climb import climb_variances
from manystudies.pooling.multilevel.robust import robust
from manystudies.pooling.pooled import NotPooled
from manystudies.pooling.regression import INTERCEPT, moderator_columns
from manystudies.pooling.telling import Row, as_html, multilevel_methods, percent, printed, printed_p, shown_value

FEW_DF = "Fewer than four degrees of freedom for a cluster-robust interval: it is not to be relied on."
SINGLE_EFFECTS = "Every study gives a single effect, so that nothing is shared; pool them plainly."


@dataclass(frozen=True, slots=True)
class RobustCoefficient:
    """One coefficient: `model_error` trusts the model, `standard_error` with `df`, interval and p is cluster-robust (CR2)."""

    name: str
    estimate: float
    model_error: float
    standard_error: float
    df: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Multilevel:
    """A pooled result of dependent effects, on the analysis scale.

    `between` is the variance between studies, `within` between effects of one study; `i2_between` and `i2_within` are their
    shares of all variance. `sampling_correlation` was assumed between sampling errors of one study.
    """

    effects: tuple[Effect, ...]
    studies: tuple[str, ...]
    coefficients: tuple[RobustCoefficient, ...]
    between: float
    within: float
    i2_between: float
    i2_within: float
    q: float
    q_df: int
    q_p: float
    log_likelihood: float
    prediction: tuple[float, float] | None
    sampling_correlation: float
    level: float
    warnings: tuple[str, ...] = ()

    @property
    def measure(self) -> Measure:
        """The one measure of all effects."""
        return self.effects[0].measure

    def shown(self, value: float) -> float:
        """A value of the analysis scale on the scale a reader sees."""
        return shown_value(value, on_log_scale=self.measure in LOG_MEASURES)

    def summary(self) -> str:
        """Each coefficient, then the variances."""
        lines = [f"{len(self.effects)} effects of {len(self.studies)} studies"]
        for each in self.coefficients:
            values = [self.shown(value) if each.name == INTERCEPT else value for value in (each.estimate, each.low, each.high)]
            name = self.measure if each.name == INTERCEPT else each.name
            told = f"{name} {printed(values[0])}, {percent(self.level)} CI {printed(values[1])} to {printed(values[2])}"
            lines.append(f"{told} (cluster-robust, {printed(each.df)} df), p {printed_p(each.p)}")
        if self.prediction is not None:
            low, high = (self.shown(value) for value in self.prediction)
            lines.append(f"a new effect is expected between {printed(low)} and {printed(high)}")
        lines.append(
            f"heterogeneity: between studies {printed(self.between)} (I² {percent(self.i2_between)}), "
            f"within studies {printed(self.within)} (I² {percent(self.i2_within)})"
        )
        return "\n".join([*lines, *self.warnings])

    def rows(self) -> tuple[Row, ...]:
        """One row a coefficient, on the analysis scale."""
        return tuple(
            {"name": each.name, "estimate": each.estimate, "se": each.standard_error, "df": each.df, "low": each.low, "high": each.high, "p": each.p}
            for each in self.coefficients
        )  # fmt: skip

    def methods(self) -> str:
        """A paragraph for a methods section, with references and versions."""
        return multilevel_methods(correlation=self.sampling_correlation, level=self.level)

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def pool_dependent(
    effects: Sequence[Effect],
    *,
    moderators: Mapping[str, Sequence[float] | Sequence[str]] | None = None,
    sampling_correlation: float = 0.0,
    level: float = 0.95,
) -> Multilevel | NotPooled:
    """Pool effects of which several come from one study (`Effect.study`): variances between and within studies by REML.

    `sampling_correlation` is assumed between the sampling errors of one study's effects (of outcomes measured on the
    same people it is rarely 0; 0.5 to 0.8 is a usual guess); intervals are cluster-robust, so that a wrong guess does
    no more than cost precision.

    Not to be believed with few studies: see the degrees of freedom of each coefficient.

    Raises:
        PoolingError: a moderator has not one value for each effect, or moderators depend on each other.
    """
    effects = tuple(effects)
    if not effects:
        return NotPooled("There is no study to pool.")
    if len({effect.measure for effect in effects}) > 1:
        return NotPooled("The studies report different measures, which may not be averaged.", effects)
    clusters = [effect.study or effect.key for effect in effects]
    studies = tuple(dict.fromkeys(clusters))
    if len(studies) == 1:
        return NotPooled("All effects are of one study; there is nothing to pool across studies.", effects)
    if len(studies) == len(effects):
        return NotPooled(SINGLE_EFFECTS, effects)
    columns, names = moderator_columns(moderators or {}, len(effects))
    if len(names) >= len(studies):
        return NotPooled("There are not more studies than coefficients, so that nothing is left to judge the fit by.", effects)
    estimates = np.array([effect.estimate for effect in effects])
    errors = np.sqrt([effect.variance for effect in effects])
    same = np.array([[float(a == b) for a in clusters] for b in clusters])
    sampling = np.outer(errors, errors) * (same * sampling_correlation + np.eye(errors.size) * (1.0 - sampling_correlation))
    # Refuse moderators that depend on each other before anything is inverted.
    Design.of(estimates, errors * errors, columns)
    blocks = blocks_of(estimates, sampling, columns, clusters, [same, np.eye(errors.size)])
    theta, fit = three_level(blocks)
    between, within = theta.tolist()
    sandwich = robust(blocks, theta, fit)
    coefficients = []
    warnings: tuple[str, ...] = ()
    for index, name in enumerate(names):
        estimate = float(fit.coefficients[index])
        error, df = sqrt(float(sandwich.covariance[index, index])), float(sandwich.df[index])
        reach, p = t_quantile(level, df) * error, t_p(statistic_of(estimate, error), df)
        model_error = sqrt(float(fit.covariance[index, index]))
        coefficients.append(RobustCoefficient(name, estimate, model_error, error, df, estimate - reach, estimate + reach, p))
        if df < 4.0:  # noqa: PLR2004
            warnings = (FEW_DF,)
    q, typical = known_variances(blocks)
    df_left = len(effects) - len(names)
    total = between + within + typical
    prediction = None
    if not moderators:
        first = coefficients[0]
        reach = t_quantile(level, first.df) * sqrt(between + within + first.standard_error**2)
        prediction = (first.estimate - reach, first.estimate + reach)
    return Multilevel(
        effects=effects,
        studies=studies,
        coefficients=tuple(coefficients),
        between=between,
        within=within,
        i2_between=between / total,
        i2_within=within / total,
        q=q,
        q_df=df_left,
        q_p=chi2_p(q, df_left),
        log_likelihood=fit.value,
        prediction=prediction,
        sampling_correlation=sampling_correlation,
        level=level,
        warnings=warnings,
    )


def three_level(blocks: Sequence[Block], *, restricted: bool = True) -> tuple[FloatArray, State]:
    """The variances between and within clusters at the highest top found from three starts, and the fit there."""
    crude = float(np.mean([float(np.trace(block.sampling)) / block.estimates.size for block in blocks]))
    residual = float(np.concatenate([block.estimates for block in blocks]).var())
    start = max(residual - crude, 0.1 * crude)
    tops = [climb_variances(blocks, start * np.array(shares), restricted=restricted) for shares in ((0.5, 0.5), (0.95, 0.05), (0.05, 0.95))]
    return max(tops, key=lambda top: top[1].value)


def known_variances(blocks: Sequence[Block]) -> tuple[float, float]:
    """Q with the sampling covariances alone, and the typical sampling variance (k − p)/tr P."""
    p = blocks[0].columns.shape[1]
    cross, right, trace, squares, count = np.zeros((p, p)), np.zeros(p), 0.0, 0.0, 0
    second = np.zeros((p, p))
    for block in blocks:
        inverse = np.linalg.inv(block.sampling)
        weighted = inverse @ block.columns
        cross += block.columns.T @ weighted
        second += weighted.T @ weighted
        right += weighted.T @ block.estimates
        squares += float(block.estimates @ inverse @ block.estimates)
        trace += float(np.trace(inverse))
        count += block.estimates.size
    covariance = np.linalg.inv(cross)
    return max(0.0, squares - float(right @ covariance @ right)), (count - p) / (trace - float(np.trace(covariance @ second)))


def plain_coefficients(names: Sequence[str], fit: State, level: float = 0.95) -> tuple[tuple[str, float, float, float, float, float], ...]:
    """Name, estimate, model-based error, interval and p of each coefficient, trusting the model."""
    reach = normal_quantile(level)
    found = []
    for index, name in enumerate(names):
        estimate, error = float(fit.coefficients[index]), sqrt(float(fit.covariance[index, index]))
        found.append((name, estimate, error, estimate - reach * error, estimate + reach * error, normal_p(statistic_of(estimate, error))))
    return tuple(found)
