"""Do small studies show larger effects? Regression and rank tests of a funnel plot, and the effect expected without error.

Source:
    Egger et al. (1997), BMJ 315, 629-634. https://doi.org/10.1136/bmj.315.7109.629
    Begg & Mazumdar (1994), Biometrics 50, 1088-1101. https://doi.org/10.2307/2533446
    Stanley & Doucouliagos (2014), Research Synthesis Methods 5, 60-78 (PET-PEESE). https://doi.org/10.1002/jrsm.1095
    Sterne et al. (2011), BMJ 343, d4002 (when to test, and what asymmetry may mean). https://doi.org/10.1136/bmj.d4002
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from manystudies.measures import Effect
from manystudies.pooling.intervals import normal_p, statistic_of
from manystudies.pooling.kernel import FloatArray, Series
from manystudies.pooling.pooled import NotPooled
from manystudies.pooling.refusals import refusal
from manystudies.pooling.regression import INTERCEPT, Coefficient, Regression, regress
from manystudies.pooling.telling import Row, as_html, printed, printed_p, with_references

_MOST_EXACT = 1000
Predictor = Literal["inverse people", "people", "root inverse people", "standard error", "variance"]
FEWEST = 10
"""Below ten studies a test of asymmetry cannot tell chance from bias (Sterne et al. 2011)."""

TOO_FEW = "There are too few studies to test whether small ones show larger effects; ten are needed."
ALIKE = "All studies are about equally precise, so that small and large ones cannot be compared."


@dataclass(frozen=True, slots=True)
class AsymmetryTest:
    """A regression of effects on their precision: `slope` is zero in a symmetrical funnel, `limit` the effect at infinite precision.

    `limit` is None where the predictor grows with size, so that zero is no limit.
    """

    predictor: Predictor
    model: Literal["multiplicative", "random"]
    statistic: float
    df: int | None
    p: float
    slope: Coefficient
    limit: Coefficient | None
    tau2: float | None


@dataclass(frozen=True, slots=True)
class RankTest:
    """Kendall's τ of standardised effects and their variances; `exact` says whether p counts permutations or is a normal approximation."""

    tau: float
    p: float
    exact: bool


@dataclass(frozen=True, slots=True)
class PetPeese:
    """The effect expected of a study without error: by its standard error (PET), by its variance (PEESE), and the one to report.

    `chosen` is PEESE where PET finds an effect at p < 0.1 two-sided (0.05 one-sided), PET otherwise.
    """

    pet: Coefficient
    peese: Coefficient
    chosen: Literal["PEESE", "PET"]

    @property
    def estimate(self) -> Coefficient:
        """The coefficient to report."""
        return self.peese if self.chosen == "PEESE" else self.pet


@dataclass(frozen=True, slots=True)
class SmallStudyEffects:
    """What a funnel plot of these effects can tell."""

    effects: tuple[Effect, ...]
    egger: AsymmetryTest
    rank: RankTest
    pet_peese: PetPeese

    def summary(self) -> str:
        """The tests in a line each."""
        found = self.egger.p < 0.1  # noqa: PLR2004
        return "\n".join(
            (
                f"Egger's test: t {printed(self.egger.statistic)} on {self.egger.df} df, p {printed_p(self.egger.p)}",
                f"Begg and Mazumdar's rank test: Kendall's τ {printed(self.rank.tau)}, p {printed_p(self.rank.p)}",
                (
                    f"effect expected without error ({self.pet_peese.chosen}, analysis scale): {printed(self.pet_peese.estimate.estimate)} "
                    f"({printed(self.pet_peese.estimate.low)} to {printed(self.pet_peese.estimate.high)})"
                ),
                "small studies show other effects than large ones; unpublished studies are one reason among several"
                if found
                else "no sign that small studies show other effects; a test this weak cannot exclude it",
            )
        )

    def rows(self) -> tuple[Row, ...]:
        """One row a test."""
        limit = self.pet_peese.estimate
        return (
            {"test": "Egger", "statistic": self.egger.statistic, "p": self.egger.p, "estimate": None, "low": None, "high": None},
            {"test": "rank", "statistic": self.rank.tau, "p": self.rank.p, "estimate": None, "low": None, "high": None},
            {
                "test": self.pet_peese.chosen,
                "statistic": None,
                "p": limit.p,
                "estimate": limit.estimate,
                "low": limit.low,
                "high": limit.high,
            },
        )

    def methods(self) -> str:
        """A paragraph for a methods section."""
        text = (
            "Funnel-plot asymmetry was tested by weighted regression on the standard error (Egger) and by rank correlation (Begg and "
            "Mazumdar); the effect expected without sampling error was estimated by PET-PEESE. Tests were made from ten studies on."
        )
        return with_references(text, ("EGGER", "BEGG", "PP", "STERNE"))

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def small_study_effects(effects: Sequence[Effect]) -> SmallStudyEffects | NotPooled:
    """Test whether small studies show other effects than large ones, where there are enough of both.

    Not to be believed as a test of publication bias alone: small studies differ from large ones in other ways too; and
    for odds ratios of rare events estimate and standard error are tied to each other even without bias.
    """
    effects = tuple(effects)
    reason = refusal(effects)
    if reason is None and len(effects) < FEWEST:
        reason = TOO_FEW
    if reason is None:
        errors = [sqrt(effect.variance) for effect in effects]
        reason = ALIKE if max(errors) <= 1.05 * min(errors) else None
    if reason is not None:
        return NotPooled(reason, effects)
    y, v = np.array([effect.estimate for effect in effects]), np.array([effect.variance for effect in effects])
    return SmallStudyEffects(effects, asymmetry_test(y, v), rank_test(y, v), pet_peese(y, v))


def asymmetry_test(
    estimates: FloatArray,
    variances: FloatArray,
    *,
    predictor: Predictor = "standard error",
    model: Literal["multiplicative", "random"] = "multiplicative",
    people: FloatArray | None = None,
) -> AsymmetryTest:
    """Regress effects on `predictor`: Egger's test in its classical form, with the random-effects one as an option.

    Formula: y = β₀ + β₁ se, weights 1/v and dispersion estimated (t on k − 2), or weights 1/(v + τ²) (normal).

    Raises:
        PoolingError: all values of the predictor are the same, or fewer than three studies.
    """
    column = _predictor(predictor, variances, people)
    fitted = _fit(estimates, variances, column, model)
    intercept, slope = fitted.coefficients
    ratio = statistic_of(slope.estimate, slope.standard_error)
    return AsymmetryTest(
        predictor,
        model,
        ratio,
        fitted.q_df if model == "multiplicative" else None,
        slope.p,
        slope,
        None if predictor == "people" else intercept,
        fitted.tau2 if model == "random" else None,
    )


def pet_peese(estimates: FloatArray, variances: FloatArray) -> PetPeese:
    """The effect at a standard error of zero, linear (PET) and quadratic (PEESE) in the standard error.

    Not to be believed with few studies, strong heterogeneity or none large: the line is drawn far beyond the data.
    """
    pet = _fit(estimates, variances, np.sqrt(variances), "multiplicative").coefficients[0]
    peese = _fit(estimates, variances, variances, "multiplicative").coefficients[0]
    return PetPeese(pet, peese, "PEESE" if pet.p < 0.1 else "PET")  # noqa: PLR2004


def rank_test(estimates: FloatArray, variances: FloatArray) -> RankTest:
    """Begg and Mazumdar's test: Kendall's τ of effects, standardised by what they differ from the common effect, and variances.

    Exact without ties up to 1,000 studies; else normal with the variance corrected for ties.
    """
    series = Series.of(estimates, variances)
    mean, weight, _ = series.mean(0.0)
    standardised = (estimates - series.centre - mean) / np.sqrt(variances - 1.0 / weight)
    return kendall(standardised, variances)


def kendall(first: FloatArray, second: FloatArray, *, exact: bool = True) -> RankTest:
    """Kendall's τ-b and the p-value of no association; `exact` counts permutations where that is possible."""
    k = first.size
    signs = np.sign(first[:, None] - first[None, :]) * np.sign(second[:, None] - second[None, :])
    score = float(signs.sum()) / 2.0
    pairs = k * (k - 1) / 2.0
    ties = [np.unique(values, return_counts=True)[1].astype(float) for values in (first, second)]
    tied = [float((count * (count - 1)).sum()) / 2.0 for count in ties]
    if max(tied) >= pairs:
        return RankTest(0.0, 1.0, exact=False)
    tau = score / sqrt((pairs - tied[0]) * (pairs - tied[1]))
    if exact and k <= _MOST_EXACT and not any(tied):
        return RankTest(tau, _kendall_exact(k, round((score + pairs) / 2.0)), exact=True)
    plain = k * (k - 1) * (2 * k + 5)
    once = [float((count * (count - 1) * (2 * count + 5)).sum()) for count in ties]
    thrice = [float((count * (count - 1) * (count - 2)).sum()) for count in ties]
    variance = (plain - once[0] - once[1]) / 18.0
    variance += thrice[0] * thrice[1] / (9.0 * k * (k - 1) * (k - 2))
    variance += 4.0 * tied[0] * tied[1] / (2.0 * k * (k - 1))
    return RankTest(tau, normal_p(score / sqrt(variance)), exact=False)


def _kendall_exact(k: int, concordant: int) -> float:
    """Twice the smaller tail of the number of concordant pairs among all orders of k things.

    With one thing more, the pairs it makes are as likely 0 as 1 … as its rank: a running mean of the chances so far. They are
    symmetrical, so that the lower tail serves for both, and only chances up to it are needed.
    """
    pairs = k * (k - 1) // 2
    reach = min(concordant, pairs - concordant)
    chances = np.zeros(reach + 1)
    chances[0] = 1.0
    for size in range(2, k + 1):
        running = np.cumsum(chances)
        running[size:] -= running[:-size].copy()
        chances = running / size
    return min(1.0, 2.0 * float(chances.sum()))


def _predictor(predictor: Predictor, variances: FloatArray, people: FloatArray | None) -> FloatArray:
    if predictor == "standard error":
        return np.sqrt(variances)
    if predictor == "variance":
        return variances
    if people is None:
        raise ValueError(f"The predictor {predictor!r} needs the number of people of each study.")
    if predictor == "people":
        return people
    inverse: FloatArray = 1.0 / people
    return inverse if predictor == "inverse people" else np.sqrt(inverse)


def _fit(estimates: FloatArray, variances: FloatArray, column: FloatArray, model: Literal["multiplicative", "random"]) -> Regression:
    columns = np.column_stack((np.ones(estimates.size), column))
    if model == "random":
        return regress(estimates, variances, columns, (INTERCEPT, "slope"), test="normal")
    return regress(estimates, variances, columns, (INTERCEPT, "slope"), model="common", test="hartung-knapp")
