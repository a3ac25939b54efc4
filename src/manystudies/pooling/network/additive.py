"""Combinations: effects of components that add up, on connected and disconnected networks, after saying what can be known.

Source:
    Welton et al. (2009), American Journal of Epidemiology 169, 1158-1165. https://doi.org/10.1093/aje/kwp014
    Rücker, Petropoulou & Schwarzer (2020), Biometrical Journal 62, 808-821. https://doi.org/10.1002/bimj.201800167
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from manystudies.errors import PoolingError
from manystudies.measures import LOG_MEASURES, Measure
from manystudies.pooling.design import Design
from manystudies.pooling.heterogeneity import TauMethod, tau2_of
from manystudies.pooling.intervals import chi2_p, normal_p, normal_quantile, statistic_of
from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.network.contrast import Contrast, Trial, trials_of
from manystudies.pooling.network.factorial import Interaction, interactions
from manystudies.pooling.network.identify import Identification, component_matrix, components_of, identify, spanned
from manystudies.pooling.network.network import design_of
from manystudies.pooling.pooled import Model, NotPooled
from manystudies.pooling.telling import Row, as_html, component_methods, percent, printed, printed_p, shown_value

NOT_ADDITIVE = "Additivity is contradicted by the trials: effects of combinations read off their components are doubtful."


@dataclass(frozen=True, slots=True)
class ComponentEffect:
    """The effect of one set of components against another (against nothing active, where empty), if effects add up."""

    components: tuple[str, ...]
    against: tuple[str, ...]
    estimate: float
    standard_error: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Components:
    """An additive model of components, with the verdict on what it can tell first.

    `effects` and `covariance` are in the order of `identification.components`; they are meant for what can be told only, so
    ask with `effect`, which declines the rest. `q_difference` tests additivity against the network without it.
    """

    contrasts: tuple[Contrast, ...]
    identification: Identification
    model: Model
    method: TauMethod | None
    level: float
    effects: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    span: tuple[tuple[float, ...], ...]
    tau2: float
    q: float
    q_df: int
    q_standard: float
    q_standard_df: int
    interactions: tuple[Interaction, ...]
    separator: str
    warnings: tuple[str, ...] = ()

    @property
    def measure(self) -> Measure:
        """The one measure of all contrasts."""
        return self.contrasts[0].effect.measure

    @property
    def q_difference(self) -> tuple[float, int, float | None]:
        """Q that additivity costs, its degrees of freedom, and p (None where it cannot be tested)."""
        df = self.q_df - self.q_standard_df
        return max(0.0, self.q - self.q_standard), df, chi2_p(max(0.0, self.q - self.q_standard), df) if df > 0 else None

    def effect(self, components: Sequence[str], against: Sequence[str] = ()) -> ComponentEffect | None:
        """The effect of one set of components against another; None where the trials cannot tell it.

        Raises:
            PoolingError: a component is in no treatment of the network.
        """
        asked = np.zeros(len(self.identification.components))
        for names, sign in ((components, 1.0), (against, -1.0)):
            for name in names:
                if name not in self.identification.components:
                    raise PoolingError(f"The trials have {', '.join(self.identification.components)}; {name!r} is not among them.")
                asked[self.identification.components.index(name)] += sign
        span = np.array(self.span)
        if float(np.abs(asked - span @ (span.T @ asked)).max(initial=0.0)) > 1e-7:  # noqa: PLR2004
            return None
        estimate = float(asked @ np.array(self.effects))
        error = sqrt(max(0.0, float(asked @ np.array(self.covariance) @ asked)))
        reach = normal_quantile(self.level) * error
        p = normal_p(statistic_of(estimate, error))
        return ComponentEffect(tuple(components), tuple(against), estimate, error, estimate - reach, estimate + reach, p)

    def treatment_effect(self, first: str, second: str) -> ComponentEffect | None:
        """The effect of one treatment against another by their components, named as in the contrasts."""
        inactive = self.identification.inactive
        parts = [components_of(name, separator=self.separator, inactive=inactive) for name in (first, second)]
        return self.effect(*parts)

    def shown(self, value: float) -> float:
        """A value of the analysis scale on the scale a reader sees."""
        return shown_value(value, on_log_scale=self.measure in LOG_MEASURES)

    def summary(self) -> str:
        """The verdict, then the components that can be told, then the test of additivity."""
        lines = list(self.identification.sentences())
        for name in self.identification.separable:
            each = self.effect((name,))
            if each is not None:
                low, high = printed(self.shown(each.low)), printed(self.shown(each.high))
                lines.append(f"{name}: {self.measure} {printed(self.shown(each.estimate))} ({low} to {high}), p {printed_p(each.p)}")
        q, df, p = self.q_difference
        if p is not None:
            lines.append(f"additivity: Q {printed(q)} on {df} df, p {printed_p(p)}")
        lines += [
            f"{each.study}: {each.first} and {each.second} together differ from their sum by {printed(each.estimate)} "
            f"({percent(self.level)} CI {printed(each.low)} to {printed(each.high)}, analysis scale)"
            for each in self.interactions
        ]
        return "\n".join([*lines, *self.warnings])

    def rows(self) -> tuple[Row, ...]:
        """One row a component, on the scale a reader sees; empty cells where it cannot be told."""
        rows: list[Row] = []
        for name in self.identification.components:
            each = self.effect((name,))
            rows.append(
                {
                    "component": name,
                    "estimate": None if each is None else self.shown(each.estimate),
                    "low": None if each is None else self.shown(each.low),
                    "high": None if each is None else self.shown(each.high),
                    "p": None if each is None else each.p,
                }
            )
        return tuple(rows)

    def methods(self) -> str:
        """A paragraph for a methods section, with references and versions."""
        return component_methods(model=self.model, method=self.method or "IV", level=self.level)

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def pool_components(
    contrasts: Sequence[Contrast],
    *,
    separator: str = "+",
    inactive: str | None = None,
    model: Model = "random",
    method: TauMethod = "REML",
    level: float = 0.95,
) -> Components | NotPooled:
    """Fit an additive model: the effect of a treatment is the sum of the effects of its components, and `inactive` has none.

    Works on connected networks and on islands that share components. Whatever the trials cannot tell is named in
    `identification` and declined by `effect`, never filled with a number.

    Not to be believed where components act on each other; see `q_difference` and `interactions`, both weak tests.
    """
    contrasts = tuple(contrasts)
    effects = tuple(contrast.effect for contrast in contrasts)
    if not contrasts:
        return NotPooled("There is no study to pool.")
    if len({effect.measure for effect in effects}) > 1:
        return NotPooled("The studies report different measures, which may not be averaged.", effects)
    trials = trials_of(contrasts)
    if isinstance(trials, str):
        return NotPooled(trials, effects)
    treatments = tuple(sorted({name for trial in trials for name in trial.treatments}))
    made = [components_of(name, separator=separator, inactive=inactive) for name in treatments]
    components = tuple(sorted({part for parts in made for part in parts}))
    if len(set(made)) < len(made):
        return NotPooled("Two treatments are made of the same components; give them one name.", effects)
    matrix = component_matrix(treatments, components, made)
    found = identify(trials, treatments, components, matrix, inactive)
    fitted = additive_fit(trials, treatments, matrix, method if model == "random" else None)
    q_standard, q_standard_df = standard_fit(trials)
    result = Components(
        contrasts=contrasts,
        identification=found,
        model=model,
        method=method if model == "random" else None,
        level=level,
        effects=tuple(fitted.effects.tolist()),
        covariance=tuple(tuple(row) for row in fitted.covariance.tolist()),
        span=tuple(tuple(row) for row in fitted.span.tolist()),
        tau2=fitted.tau2,
        q=fitted.q,
        q_df=fitted.df,
        q_standard=q_standard,
        q_standard_df=q_standard_df,
        interactions=interactions(trials, separator=separator, inactive=inactive, level=level),
        separator=separator,
    )
    _, _, p = result.q_difference
    warned = (p is not None and p < 0.05) or any(each.p < 0.05 for each in result.interactions)  # noqa: PLR2004
    return replace(result, warnings=(NOT_ADDITIVE,)) if warned else result


@dataclass(frozen=True, slots=True, eq=False)
class AdditiveFit:
    """The least-squares effects of components (the shortest ones where several fit), their covariance, and Q."""

    effects: FloatArray
    covariance: FloatArray
    span: FloatArray
    tau2: float
    q: float
    df: int


def additive_fit(trials: Sequence[Trial], treatments: Sequence[str], matrix: FloatArray, method: TauMethod | None) -> AdditiveFit:
    """Fit the components of `matrix` (treatments, components); `method` None is a common effect."""
    span = spanned(trials, treatments, matrix)
    design: Design = design_of(trials, treatments, matrix @ span)
    tau2 = tau2_of(design, method) if method is not None and design.df > 0 else 0.0
    fit = design.fit(tau2)
    q = design.q_and_r(0.0)[0] if design.df > 0 else 0.0
    return AdditiveFit(span @ fit.coefficients, span @ fit.covariance @ span.T, span, tau2, q, design.df)


def standard_fit(trials: Sequence[Trial]) -> tuple[float, int]:
    """Q of the network in which every treatment has an effect of its own, over all its islands, and its degrees of freedom."""
    treatments = tuple(sorted({name for trial in trials for name in trial.treatments}))
    span = spanned(trials, treatments, np.eye(len(treatments)))
    design = design_of(trials, treatments, span)
    return (design.q_and_r(0.0)[0], design.df) if design.df > 0 else (0.0, 0)
