"""Meta-regression: how an effect changes with what studies differ in.

Formula: β = (XᵀWX)⁻¹XᵀWy, W = diag 1/(v + τ²), covariance (XᵀWX)⁻¹, times q = Σ w e²/(k − p) with Hartung and Knapp.

Source:
    Thompson & Higgins (2002), Statistics in Medicine 21, 1559-1573. https://doi.org/10.1002/sim.1187
    Knapp & Hartung (2003), Statistics in Medicine 22, 2693-2710. https://doi.org/10.1002/sim.1482
    Higgins & Thompson (2004), Statistics in Medicine 23, 1663-1682 (permutation test). https://doi.org/10.1002/sim.1752
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from manystudies.errors import PoolingError
from manystudies.measures import Effect, Measure
from manystudies.pooling.design import Design
from manystudies.pooling.heterogeneity import TauMethod, q_profile, tau2_of, typical_variance
from manystudies.pooling.intervals import chi2_p, f_p, normal_p, normal_quantile, prediction_interval, statistic_of, t_p, t_quantile
from manystudies.pooling.kernel import FloatArray, Series
from manystudies.pooling.pooled import Model, NotPooled, Test
from manystudies.pooling.refusals import refusal
from manystudies.pooling.telling import Row, as_html, percent, printed, printed_p, regression_methods

INTERCEPT = "intercept"
FEW_STUDIES = "Fewer than ten studies for each moderator: what it seems to explain may be chance."


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient with its interval and p-value, on the analysis scale per unit of the moderator."""

    name: str
    estimate: float
    standard_error: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Predicted:
    """The expected effect at stated moderators: confidence and prediction interval on the analysis scale."""

    estimate: float
    standard_error: float
    low: float
    high: float
    prediction: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Regression:
    """A fitted meta-regression.

    `covariance` belongs to the coefficients, in order; `statistic` tests all of them but the intercept (χ², or F where
    `denominator` is not None) on `numerator` degrees of freedom; `r2` is the share of τ² that the moderators explain.
    """

    measure: Measure
    count: int
    model: Model
    method: TauMethod | None
    test: Test
    level: float
    coefficients: tuple[Coefficient, ...]
    covariance: tuple[tuple[float, ...], ...]
    tau2: float
    tau2_interval: tuple[float, float] | None
    q: float
    q_df: int
    q_p: float
    i2: float
    h2: float
    r2: float | None
    factor: float
    statistic: float
    numerator: int
    denominator: int | None
    p: float
    warnings: tuple[str, ...] = ()

    def predict(self, values: Sequence[float]) -> Predicted:
        """The expected effect at `values`, one for each coefficient in order (1 for the intercept).

        Raises:
            PoolingError: not as many values as coefficients.
        """
        if len(values) != len(self.coefficients):
            raise PoolingError(f"A prediction needs {len(self.coefficients)} values, the intercept's 1 included; found {len(values)}.")
        at = np.asarray(values, dtype=np.float64)
        estimate = float(at @ np.array([each.estimate for each in self.coefficients]))
        error = sqrt(max(0.0, float(at @ np.array(self.covariance) @ at)))
        df = None if self.test == "normal" else self.q_df
        reach = normal_quantile(self.level) if df is None else t_quantile(self.level, df)
        prediction = prediction_interval(estimate, error, self.tau2, self.level, df) if self.model == "random" else None
        return Predicted(estimate, error, estimate - reach * error, estimate + reach * error, prediction)

    def summary(self) -> str:
        """Each coefficient in a line, then what is left."""
        lines = [
            f"{each.name}: {printed(each.estimate)}, {percent(self.level)} CI {printed(each.low)} to {printed(each.high)}, p {printed_p(each.p)}"
            for each in self.coefficients
        ]
        scale = "log scale" if Effect(self.measure, 0.0, 1.0, "").on_log_scale else "its own scale"
        left = f"left unexplained: Q {printed(self.q)} on {self.q_df} df, p {printed_p(self.q_p)}; τ² {printed(self.tau2)}; I² {percent(self.i2)}"
        if self.r2 is not None:
            left += f"; explained {percent(self.r2)}"
        return "\n".join([f"{self.count} studies, {self.measure} on {scale}", *lines, left, *self.warnings])

    def rows(self) -> tuple[Row, ...]:
        """One row a coefficient."""
        return tuple(
            {"name": each.name, "estimate": each.estimate, "se": each.standard_error, "low": each.low, "high": each.high, "p": each.p}
            for each in self.coefficients
        )

    def methods(self) -> str:
        """A paragraph for a methods section, with references and versions."""
        return regression_methods(model=self.model, method=self.method or "IV", test=self.test, level=self.level)

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def meta_regression(
    effects: Sequence[Effect],
    moderators: Mapping[str, Sequence[float] | Sequence[str]],
    *,
    model: Model = "random",
    method: TauMethod = "REML",
    test: Test = "hartung-knapp",
    level: float = 0.95,
) -> Regression | NotPooled:
    """Regress effects on moderators, one value for each effect; words make a category, whose first in order is the reference.

    Not to be believed as cause and effect: studies are not randomised to their years or doses, and an average of people
    in a study says little of a person. Below ten studies a moderator it warns; with none left over it refuses.

    Raises:
        PoolingError: a moderator has not one value for each effect, or moderators depend on each other.
    """
    effects = tuple(effects)
    reason = refusal(effects)
    if reason is not None:
        return NotPooled(reason, effects)
    columns, names = moderator_columns(moderators, len(effects))
    if len(names) >= len(effects):
        return NotPooled("There are not more studies than coefficients, so that nothing is left to judge the fit by.", effects)
    return regress(
        np.array([effect.estimate for effect in effects]),
        np.array([effect.variance for effect in effects]),
        columns,
        names,
        measure=effects[0].measure,
        model=model,
        method=method,
        test=test,
        level=level,
    )


def moderator_columns(moderators: Mapping[str, Sequence[float] | Sequence[str]], count: int) -> tuple[FloatArray, tuple[str, ...]]:
    """The design matrix (count, p) of an intercept and moderators, and the names of its columns; words become categories.

    Raises:
        PoolingError: a moderator has not one value for each effect.
    """
    columns: list[FloatArray] = [np.ones(count)]
    names = [INTERCEPT]
    for name, values in moderators.items():
        if len(values) != count:
            raise PoolingError(f"Moderator {name!r} needs one value for each of {count} effects; found {len(values)}.")
        words = [value for value in values if isinstance(value, str)]
        if words:
            for word in sorted(set(words))[1:]:
                columns.append(np.array([float(value == word) for value in values]))
                names.append(f"{name}: {word}")
        else:
            columns.append(np.array([float(value) for value in values]))
            names.append(name)
    return np.column_stack(columns), tuple(names)


def regress(
    estimates: FloatArray,
    variances: FloatArray,
    columns: FloatArray,
    names: Sequence[str],
    *,
    measure: Measure = "MD",
    model: Model = "random",
    method: TauMethod = "REML",
    test: Test = "normal",
    level: float = 0.95,
) -> Regression:
    """Regress estimates (k,) with variances (k,) on the columns (k, p) as they are, named `names`.

    Raises:
        PoolingError: the columns depend on each other, or nothing is left beyond them.
    """
    design = Design.of(estimates, variances, columns)
    k, p = columns.shape
    df = design.df
    if df < 1:
        raise PoolingError(f"A regression of {p} coefficients needs more estimates than that; found {k}.")
    at_zero = design.slopes(0.0)
    tau2 = tau2_of(design, method) if model == "random" else 0.0
    fit = design.fit(tau2)
    factor = 1.0
    if test == "hartung-knapp":
        factor = fit.q / df
    elif test == "hartung-knapp never narrower":
        factor = max(1.0, fit.q / df)
    covariance = fit.covariance * factor
    errors = np.sqrt(np.diag(covariance)).tolist()
    reach = normal_quantile(level) if test == "normal" else t_quantile(level, df)
    coefficients = []
    for name, estimate, error in zip(names, fit.coefficients.tolist(), errors, strict=True):
        ratio = statistic_of(estimate, error)
        p_value = normal_p(ratio) if test == "normal" else t_p(ratio, df)
        coefficients.append(Coefficient(name, estimate, error, estimate - reach * error, estimate + reach * error, p_value))
    tested = [index for index, name in enumerate(names) if name != INTERCEPT] or list(range(p))
    part = fit.coefficients[tested]
    statistic = _wald(part, covariance[np.ix_(tested, tested)])
    moderated = len(tested)
    if test != "normal":
        statistic /= moderated
    typical = typical_variance(design)
    return Regression(
        measure=measure,
        count=k,
        model=model,
        method=method if model == "random" else None,
        test=test,
        level=level,
        coefficients=tuple(coefficients),
        covariance=tuple(tuple(row) for row in covariance.tolist()),
        tau2=tau2,
        tau2_interval=q_profile(design, level) if model == "random" else None,
        q=at_zero.q,
        q_df=df,
        q_p=chi2_p(at_zero.q, df),
        i2=tau2 / (tau2 + typical) if model == "random" else max(0.0, 1.0 - df / at_zero.q) if at_zero.q > 0.0 else 0.0,
        h2=1.0 + tau2 / typical if model == "random" else at_zero.q / df,
        r2=_explained(estimates, variances, tau2, at_zero.q / df, method if model == "random" else None) if INTERCEPT in names else None,
        factor=factor,
        statistic=statistic,
        numerator=moderated,
        denominator=None if test == "normal" else df,
        p=chi2_p(statistic, moderated) if test == "normal" else f_p(statistic, moderated, df),
        warnings=(FEW_STUDIES,) if p > 1 and k < 10 * (p - 1) else (),
    )


def _wald(part: FloatArray, covariance: FloatArray) -> float:
    """βᵀV⁻¹β; where a perfect fit leaves no variance, infinite for any effect and 0 for none."""
    if np.diag(covariance).min() <= 0.0:
        return inf if np.abs(part).max() > 0.0 else 0.0
    return float(part @ np.linalg.solve(covariance, part))


def _explained(estimates: FloatArray, variances: FloatArray, tau2: float, dispersion: float, method: TauMethod | None) -> float | None:
    """The share of τ² (without τ²: of the dispersion Q/df) that is gone, compared with no moderators; None where there was none."""
    alone = Series.of(estimates, variances)
    before = alone.slopes(0.0).q / alone.df if method is None else tau2_of(alone, method)
    after = dispersion if method is None else tau2
    return max(0.0, 1.0 - after / before) if before > 0.0 else None


def permutation_p(
    estimates: FloatArray,
    variances: FloatArray,
    columns: FloatArray,
    orders: Sequence[Sequence[int]],
    *,
    method: TauMethod = "REML",
    test: Test = "hartung-knapp",
) -> tuple[float, ...]:
    """A p-value for each coefficient: the share of `orders` of the moderators' rows with a statistic as large as the real one.

    `orders` are permutations of 0 … k − 1 (chance is passed in, never made here); the real order is counted once more.
    For the intercept no permutation of rows changes anything of meaning, so its signs would have to be flipped: it gets 1.
    """

    def statistics(rows: FloatArray) -> FloatArray:
        found = regress(estimates, variances, rows, [INTERCEPT, *map(str, range(1, columns.shape[1]))], method=method, test=test)
        return np.array([abs(statistic_of(each.estimate, each.standard_error)) for each in found.coefficients])

    real = statistics(columns)
    reached = np.ones(columns.shape[1])
    for order in orders:
        # As large up to rounding: the identity found again must count.
        reached += statistics(columns[list(order)]) >= real * (1.0 - 1e-9)
    shares = (reached / (len(orders) + 1)).tolist()
    return (1.0, *shares[1:])
