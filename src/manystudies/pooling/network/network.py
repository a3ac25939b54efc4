"""Several treatments at once: every comparison from all trials, direct and indirect.

Source:
    Rücker (2012), Research Synthesis Methods 3, 312-324. https://doi.org/10.1002/jrsm.1058
    Jackson, White & Riley (2013), Biometrical Journal 55, 231-245 (DerSimonian–Laird for correlated effects). https://doi.org/10.1002/bimj.201200152
    Salanti (2012), Research Synthesis Methods 3, 80-97. https://doi.org/10.1002/jrsm.1037
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from manystudies.errors import PoolingError
from manystudies.measures import LOG_MEASURES, Measure
from manystudies.pooling.design import Design
from manystudies.pooling.heterogeneity import TauMethod, q_profile, tau2_of
from manystudies.pooling.intervals import chi2_p, normal_p, normal_quantile, prediction_interval, statistic_of
from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.network.contrast import Contrast, Trial, trials_of, whitened
from manystudies.pooling.network.islands import islands
from manystudies.pooling.pooled import Model, NotPooled
from manystudies.pooling.telling import Row, as_html, network_methods, percent, printed, printed_p, shown_value

INCONSISTENT = "Direct and indirect evidence disagree (design-by-treatment test): every estimate of the network is doubtful."


@dataclass(frozen=True, slots=True)
class NetworkEffect:
    """The effect of `first` against `second` on the analysis scale, from the whole network; `trials` compare them directly."""

    first: str
    second: str
    estimate: float
    standard_error: float
    low: float
    high: float
    p: float
    prediction: tuple[float, float] | None
    trials: int


@dataclass(frozen=True, slots=True)
class Network:
    """A connected network of treatments, pooled. Everything is on the analysis scale of the measure.

    `treatments` are in order of name; `effects` are theirs against the first of them (so the first is 0) with `covariance`.
    `q` is Cochran's for the whole network, `q_within` the part within designs and `q_between` the part between them.
    """

    contrasts: tuple[Contrast, ...]
    treatments: tuple[str, ...]
    model: Model
    method: TauMethod | None
    level: float
    effects: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    tau2: float
    tau2_interval: tuple[float, float] | None
    q: float
    q_df: int
    q_p: float
    i2: float
    q_within: float
    q_within_df: int
    q_between: float
    q_between_df: int
    warnings: tuple[str, ...] = ()

    @property
    def measure(self) -> Measure:
        """The one measure of all contrasts."""
        return self.contrasts[0].effect.measure

    @property
    def studies(self) -> tuple[str, ...]:
        """The studies in order of first appearance."""
        return tuple(dict.fromkeys(contrast.study for contrast in self.contrasts))

    def effect(self, first: str, second: str) -> NetworkEffect:
        """The effect of `first` against `second`.

        Raises:
            PoolingError: one of them is not in the network.
        """
        for name in (first, second):
            if name not in self.treatments:
                raise PoolingError(f"The network compares {', '.join(self.treatments)}; {name!r} is not among them.")
        i, j = self.treatments.index(first), self.treatments.index(second)
        estimate = self.effects[i] - self.effects[j]
        error = sqrt(max(0.0, self.covariance[i][i] + self.covariance[j][j] - 2.0 * self.covariance[i][j]))
        reach = normal_quantile(self.level) * error
        prediction = None
        if self.model == "random" and self.q_df > 0 and i != j:
            prediction = prediction_interval(estimate, error, self.tau2, self.level, self.q_df)
        direct = len({each.study for each in self.contrasts if {each.first, each.second} == {first, second}})
        p = normal_p(statistic_of(estimate, error))
        return NetworkEffect(first, second, estimate, error, estimate - reach, estimate + reach, p, prediction, direct)

    def against(self, reference: str) -> tuple[NetworkEffect, ...]:
        """Every other treatment against `reference`, in order of name."""
        return tuple(self.effect(name, reference) for name in self.treatments if name != reference)

    def p_scores(self, *, small_is_good: bool) -> tuple[tuple[str, float], ...]:
        """How surely each treatment is better than the others, on average (0–1), best first.

        Formula: mean over j of Φ((θ_i − θ_j)/se_ij). Source: Rücker & Schwarzer (2015), https://doi.org/10.1186/s12874-015-0060-8
        Not to be believed alone: a high score may rest on one small trial; see `rank_ranges` and the trials behind it.
        """
        sign = -1.0 if small_is_good else 1.0
        scores = []
        for name in self.treatments:
            others = [self.effect(name, other) for other in self.treatments if other != name]
            tails = [0.5 * normal_p(statistic_of(each.estimate, each.standard_error)) for each in others]
            wins = [1.0 - tail if sign * each.estimate > 0.0 else tail for each, tail in zip(others, tails, strict=True)]
            scores.append((name, sum(wins) / len(wins)))
        return tuple(sorted(scores, key=lambda pair: (-pair[1], pair[0])))

    def league(self, order: Sequence[str] | None = None) -> tuple[tuple[str, ...], ...]:
        """The league table as text: names on the diagonal, below it row against column on the scale a reader sees, with interval."""
        names = tuple(order) if order is not None else self.treatments
        table = []
        for i, first in enumerate(names):
            cells = []
            for j, second in enumerate(names):
                if i == j:
                    cells.append(first)
                    continue
                each = self.effect(first, second) if i > j else self.effect(second, first)
                low, high = printed(self.shown(each.low)), printed(self.shown(each.high))
                cells.append(f"{printed(self.shown(each.estimate))} ({low} to {high})" if i > j or each.trials else "")
            table.append(tuple(cells))
        return tuple(table)

    def shown(self, value: float) -> float:
        """A value of the analysis scale on the scale a reader sees."""
        return shown_value(value, on_log_scale=self.measure in LOG_MEASURES)

    def summary(self) -> str:
        """Each treatment against the first, heterogeneity and inconsistency."""
        reference = self.treatments[0]
        lines = [
            f"{len(self.treatments)} treatments, {len(self.studies)} studies ({self.model} effects{', ' + self.method if self.method else ''})",
            *(
                f"{each.first} against {reference}: {self.measure} {printed(self.shown(each.estimate))} "
                f"({printed(self.shown(each.low))} to {printed(self.shown(each.high))}), {each.trials} direct"
                for each in self.against(reference)
            ),
            f"heterogeneity: Q {printed(self.q)} on {self.q_df} df, p {printed_p(self.q_p)}; I² {percent(self.i2)}; τ² {printed(self.tau2)}",
        ]
        if self.q_between_df:
            p = chi2_p(self.q_between, self.q_between_df)
            lines.append(f"between designs: Q {printed(self.q_between)} on {self.q_between_df} df, p {printed_p(p)}")
        else:
            lines.append("between designs: no closed loop of different trials, so that agreement cannot be tested")
        return "\n".join([*lines, *self.warnings])

    def rows(self) -> tuple[Row, ...]:
        """One row a pair of treatments, on the scale a reader sees."""
        found = [self.effect(first, second) for j, second in enumerate(self.treatments) for first in self.treatments[j + 1 :]]
        return tuple(
            {
                "first": each.first,
                "second": each.second,
                "estimate": self.shown(each.estimate),
                "low": self.shown(each.low),
                "high": self.shown(each.high),
                "p": each.p,
                "trials": each.trials,
            }
            for each in found
        )

    def methods(self) -> str:
        """A paragraph for a methods section, with references and versions."""
        return network_methods(model=self.model, method=self.method or "IV", level=self.level)

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


@dataclass(frozen=True, slots=True)
class Islands:
    """A network that falls into parts nothing compares: each part pooled alone, or the reason why not."""

    parts: tuple[tuple[str, ...], ...]
    networks: tuple[Network | NotPooled, ...]

    @property
    def reason(self) -> str:
        """Why there is no one network."""
        told = "; ".join(", ".join(part) for part in self.parts)
        return f"No trial, directly or through others, connects these groups of treatments: {told}."

    def summary(self) -> str:
        """Why, what would connect them, and each part."""
        first, second = self.parts[0][0], self.parts[1][0]
        way = f"A trial of {first} or its group against {second} or its group would connect them; so may components that treatments share."
        return "\n".join([self.reason, way, *(each.summary() for each in self.networks)])

    def rows(self) -> tuple[Row, ...]:
        """The rows of every part."""
        return tuple(row for each in self.networks for row in each.rows())

    def methods(self) -> str:
        """What was done in each part."""
        return "\n".join([self.reason, *dict.fromkeys(each.methods() for each in self.networks)])

    def _repr_html_(self) -> str:
        return as_html(self.summary(), ())


def pool_network(
    contrasts: Sequence[Contrast], *, model: Model = "random", method: TauMethod = "REML", level: float = 0.95
) -> Network | Islands | NotPooled:
    """Pool trials that compare two or more of several treatments.

    Trials of more than two arms enter with the covariances of their contrasts, and with a random effect of covariance
    τ²/2 between contrasts of one trial; one τ² serves all comparisons. Results do not depend on names or order.

    Not to be believed where trials of different comparisons differ in whom they treat (transitivity), which no
    number here can show; nor where direct and indirect evidence disagree.
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
    parts = islands(treatments, [trial.treatments for trial in trials])
    if len(parts) > 1:
        split = tuple(
            pool_network([each for each in contrasts if each.first in part], model=model, method=method, level=level) for part in parts
        )
        return Islands(parts, tuple(each for each in split if not isinstance(each, Islands)))
    if len(trials) == 1:
        return NotPooled("Only one study gives a result that can be pooled; its own is shown.", effects)
    design = design_of(trials, treatments)
    df = design.df
    tau2 = tau2_of(design, method) if model == "random" and df > 0 else 0.0
    fit = design.fit(tau2)
    q, _ = design.q_and_r(0.0)
    within, within_df = within_designs(trials)
    covariance = np.zeros((len(treatments), len(treatments)))
    covariance[1:, 1:] = (fit.covariance + fit.covariance.T) / 2.0
    between, between_df = max(0.0, q - within), df - within_df
    warnings: tuple[str, ...] = ()
    if between_df > 0 and chi2_p(between, between_df) < 0.05:  # noqa: PLR2004
        warnings = (INCONSISTENT,)
    return Network(
        contrasts=contrasts,
        treatments=treatments,
        model=model,
        method=method if model == "random" else None,
        level=level,
        effects=(0.0, *fit.coefficients.tolist()),
        covariance=tuple(tuple(row) for row in covariance.tolist()),
        tau2=tau2,
        tau2_interval=q_profile(design, level) if model == "random" and df > 0 else None,
        q=q if df > 0 else 0.0,
        q_df=df,
        q_p=chi2_p(q, df),
        i2=max(0.0, 1.0 - df / q) if df > 0 and q > 0.0 else 0.0,
        q_within=within,
        q_within_df=within_df,
        q_between=between if between_df > 0 else 0.0,
        q_between_df=between_df,
        warnings=warnings,
    )


def design_of(trials: Sequence[Trial], treatments: Sequence[str], columns: FloatArray | None = None) -> Design:
    """The trials as independent rows of a weighted linear model; without `columns`, one for each treatment but the first.

    `columns` (treatments, p) says what each treatment is made of, for models of components or designs.
    """
    place = {name: index for index, name in enumerate(treatments)}
    made = columns if columns is not None else np.eye(len(treatments))[:, 1:]
    # Trials of two arms are rows as they are, all at once; the others are turned into independent rows one by one.
    pairs = [trial for trial in trials if len(trial.treatments) == 2]  # noqa: PLR2004
    rows = [made[[place[trial.treatments[1]] for trial in pairs]] - made[[place[trial.treatments[0]] for trial in pairs]]] if pairs else []
    estimates = [np.array([trial.estimates[0] for trial in pairs])]
    variances = [np.array([trial.covariance[0, 0] for trial in pairs])]
    for trial in trials:
        if len(trial.treatments) > 2:  # noqa: PLR2004
            transform, y, d = whitened(trial)
            at = made[[place[name] for name in trial.treatments]]
            rows.append(transform @ (at[1:] - at[0]))
            estimates.append(y)
            variances.append(d)
    return Design.of(np.concatenate(estimates), np.concatenate(variances), np.concatenate(rows))


def within_designs(trials: Sequence[Trial]) -> tuple[float, int]:
    """Q within designs (sets of treatments compared in one trial) under common effects, and its degrees of freedom."""
    total, df = 0.0, 0
    for q, each in within_each_design(trials).values():
        total += q
        df += each
    return total, df


def within_each_design(trials: Sequence[Trial], tau2: float = 0.0) -> dict[tuple[str, ...], tuple[float, int]]:
    """Q and its degrees of freedom within each design, weights at `tau2`, designs in order of their names."""
    members: dict[tuple[str, ...], list[Trial]] = {}
    for trial in trials:
        members.setdefault(trial.treatments, []).append(trial)
    found = {}
    for treatments, group in sorted(members.items()):
        n = len(treatments) - 1
        if len(group) == 1:
            found[treatments] = (0.0, 0)
            continue
        if n == 1:
            found[treatments] = _within_pairs(group, tau2)
            continue
        between = tau2 / 2.0 * (np.eye(n) + 1.0)
        weights = [np.linalg.inv(trial.covariance + between) for trial in group]
        total = sum(weights)
        centre = np.linalg.solve(total, sum(weight @ trial.estimates for weight, trial in zip(weights, group, strict=True)))
        q = sum(
            float((trial.estimates - centre) @ weight @ (trial.estimates - centre)) for weight, trial in zip(weights, group, strict=True)
        )
        found[treatments] = (q, n * (len(group) - 1))
    return found


def _within_pairs(group: Sequence[Trial], tau2: float) -> tuple[float, int]:
    """Q of trials that compare the same two treatments."""
    estimates = [float(trial.estimates[0]) for trial in group]
    weights = [1.0 / (float(trial.covariance[0, 0]) + tau2) for trial in group]
    centre = sum(weight * each for weight, each in zip(weights, estimates, strict=True)) / sum(weights)
    return sum(weight * (each - centre) ** 2 for weight, each in zip(weights, estimates, strict=True)), len(group) - 1
