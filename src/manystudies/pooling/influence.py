"""Sensitivity: what each study does to the result, and how the result came about study by study.

Source:
    Viechtbauer & Cheung (2010), Research Synthesis Methods 1, 112-125 (influence). https://doi.org/10.1002/jrsm.11
    Lau et al. (1992), New England Journal of Medicine 327, 248-254 (cumulative). https://doi.org/10.1056/NEJM199207233270406
    Baujat et al. (2002), Statistics in Medicine 21, 2641-2652. https://doi.org/10.1002/sim.1221
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from manystudies.measures import Effect
from manystudies.pooling.heterogeneity import TauMethod, tau2_of
from manystudies.pooling.intervals import normal_quantile
from manystudies.pooling.kernel import Series
from manystudies.pooling.pool import pool
from manystudies.pooling.pooled import Model, NotPooled, Pooled, Test
from manystudies.pooling.refusals import refusal
from manystudies.pooling.telling import Row, as_html, printed, with_references

_FAR = 1.96


@dataclass(frozen=True, slots=True)
class Step:
    """The pooled result with one study left out, or with all studies up to one: by the name of that study.

    `result` is None where a single study is left: it is shown as it is.
    """

    name: str
    estimate: float
    low: float
    high: float
    result: Pooled | None


@dataclass(frozen=True, slots=True)
class Steps:
    """A leave-one-out or cumulative analysis, in the order of the studies; everything on the analysis scale."""

    kind: Literal["cumulative", "leave one out"]
    overall: Pooled
    steps: tuple[Step, ...]

    @property
    def changes(self) -> tuple[str, ...]:
        """Names of studies whose step has another verdict than all together: on the other side of no effect, or across it."""
        verdict = _verdict(self.overall.interval.low, self.overall.interval.high)
        return tuple(step.name for step in self.steps if _verdict(step.low, step.high) != verdict)

    def summary(self) -> str:
        """One line a step."""
        shown = self.overall.shown
        lines = [
            f"{'without ' if self.kind == 'leave one out' else '+ '}{step.name}: "
            f"{printed(shown(step.estimate))} ({printed(shown(step.low))} to {printed(shown(step.high))})"
            for step in self.steps
        ]
        if self.kind == "leave one out":
            lines.append(
                f"the verdict rests on {', '.join(self.changes)}" if self.changes else "no single study changes the verdict of the interval"
            )
        return "\n".join(lines)

    def rows(self) -> tuple[Row, ...]:
        """One row a step, on the scale a reader sees."""
        shown = self.overall.shown
        return tuple(
            {
                "name": step.name,
                "estimate": shown(step.estimate),
                "low": shown(step.low),
                "high": shown(step.high),
                "p": None if step.result is None else step.result.p,
                "tau2": None if step.result is None else step.result.tau2,
                "i2": None if step.result is None else step.result.i2,
            }
            for step in self.steps
        )

    def methods(self) -> str:
        """A paragraph for a methods section."""
        if self.kind == "leave one out":
            return f"Each study was left out in turn and the others pooled again. {self.overall.methods()}"
        text = "Studies were added one by one in the order given and pooled at each step."
        return f"{with_references(text, ('CUM',))}\n{self.overall.methods()}"

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


@dataclass(frozen=True, slots=True)
class Influence:
    """What one study does to a pooled result with plain errors, on the analysis scale.

    `share` is its weight; `residual` its distance from the pooled estimate in standard errors, `studentized` the same from
    the pool of the others; `dffits` and `cook` how far it pulls the estimate; `covariance_ratio` is below 1 where the
    result is more precise without it; `tau2_without` and `q_without` leave it out. `baujat` is (contribution to Q, pull on
    the estimate) under a common effect. `shrunken` is the study's own effect in the light of the others, with its interval.
    """

    name: str
    share: float
    residual: float
    studentized: float
    dffits: float
    cook: float
    covariance_ratio: float
    dfbeta: float
    tau2_without: float
    q_without: float
    baujat: tuple[float, float]
    shrunken: tuple[float, float, float]
    shrunken_error: float


@dataclass(frozen=True, slots=True)
class Influences:
    """What each study does, in the order given: a sequence of `Influence`."""

    studies: tuple[Influence, ...]
    model: Model
    method: TauMethod | None

    def __iter__(self) -> Iterator[Influence]:
        return iter(self.studies)

    def __len__(self) -> int:
        return len(self.studies)

    def __getitem__(self, index: int) -> Influence:
        return self.studies[index]

    @property
    def outlying(self) -> tuple[str, ...]:
        """Studies further from the pool of the others than 1.96 standard errors; of twenty alike, one is by chance."""
        return tuple(each.name for each in self.studies if abs(each.studentized) > _FAR)

    def summary(self) -> str:
        """Who lies far from the others, and who pulls most."""
        pulls = max(self.studies, key=lambda each: each.cook)
        far = (
            f"further from the others than chance suggests: {', '.join(self.outlying)}"
            if self.outlying
            else "no study lies far from the others"
        )
        return f"{len(self.studies)} studies; {far}\n{pulls.name} pulls the pooled estimate most (Cook's distance {printed(pulls.cook)})"

    def rows(self) -> tuple[Row, ...]:
        """One row a study, on the analysis scale."""
        return tuple(
            {
                "name": each.name,
                "share": each.share,
                "residual": each.residual,
                "studentized": each.studentized,
                "dffits": each.dffits,
                "cook": each.cook,
                "covariance_ratio": each.covariance_ratio,
                "tau2_without": each.tau2_without,
                "q_without": each.q_without,
            }
            for each in self.studies
        )

    def methods(self) -> str:
        """A paragraph for a methods section."""
        text = "The influence of each study was judged by studentized residuals, Cook's distances and its part in Cochran's Q."
        return with_references(text, ("INFLUENCE", "BAUJAT", *((self.method,) if self.method else ())))

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def leave_one_out(
    effects: Sequence[Effect], *, model: Model = "random", method: TauMethod = "REML", test: Test | None = None, level: float = 0.95
) -> Steps | NotPooled:
    """Pool all studies but one, each in turn."""
    effects = tuple(effects)
    overall = pool(effects, model=model, method=method if model == "random" else "IV", test=test, level=level)
    if isinstance(overall, NotPooled):
        return overall
    steps = []
    for index, effect in enumerate(effects):
        rest = effects[:index] + effects[index + 1 :]
        steps.append(_step(effect.label or effect.key, rest, overall, test))
    return Steps("leave one out", overall, tuple(steps))


def cumulative(
    effects: Sequence[Effect], *, model: Model = "random", method: TauMethod = "REML", test: Test | None = None, level: float = 0.95
) -> Steps | NotPooled:
    """Pool the first study, the first two, and so on, in the order given (put them by year, size or quality first)."""
    effects = tuple(effects)
    overall = pool(effects, model=model, method=method if model == "random" else "IV", test=test, level=level)
    if isinstance(overall, NotPooled):
        return overall
    steps = [_step(effect.label or effect.key, effects[: index + 1], overall, test) for index, effect in enumerate(effects)]
    return Steps("cumulative", overall, tuple(steps))


def influence(
    effects: Sequence[Effect], *, model: Model = "random", method: TauMethod = "REML", level: float = 0.95
) -> Influences | NotPooled:
    """What each study does to the pooled result; three studies at least.

    Not to be believed as a licence to drop studies: an influential study may be the good one.
    """
    effects = tuple(effects)
    reason = refusal(effects)
    if reason is not None:
        return NotPooled(reason, effects)
    if len(effects) < 3:  # noqa: PLR2004
        return NotPooled("With two studies, either one is all that is left without the other.", effects)
    y, v = [effect.estimate for effect in effects], [effect.variance for effect in effects]
    series = Series.of(y, v)
    tau2 = tau2_of(series, method) if model == "random" else 0.0
    mean, weight, _ = series.mean(tau2)
    estimate = series.centre + mean
    common, common_weight, _ = series.mean(0.0)
    common += series.centre
    reach = normal_quantile(level)
    found = []
    for index, effect in enumerate(effects):
        rest = Series.of(y[:index] + y[index + 1 :], v[:index] + v[index + 1 :])
        tau2_without = tau2_of(rest, method) if model == "random" else 0.0
        mean_without, weight_without, _ = rest.mean(tau2_without)
        estimate_without = rest.centre + mean_without
        _, _, q_without = rest.mean(0.0)
        share = 1.0 / (effect.variance + tau2) / weight
        moved = estimate - estimate_without
        away = effect.estimate - estimate_without
        # The error the estimate would have if τ² were the one found without this study.
        whole = sum(1.0 / (each + tau2_without) for each in v)
        common_without = (common * common_weight - effect.estimate / effect.variance) / (common_weight - 1.0 / effect.variance)
        pull = tau2 / (tau2 + effect.variance)
        shrunken = pull * effect.estimate + (1.0 - pull) * estimate
        shrunken_error = sqrt(pull * effect.variance + (1.0 - pull) ** 2 / weight)
        found.append(
            Influence(
                name=effect.label or effect.key,
                share=share,
                residual=(effect.estimate - estimate) / sqrt((effect.variance + tau2) * (1.0 - share)),
                studentized=away / sqrt(effect.variance + tau2_without + 1.0 / weight_without),
                dffits=moved / sqrt(share * (tau2_without + effect.variance)),
                cook=moved * moved * weight,
                covariance_ratio=weight / weight_without,
                dfbeta=moved * sqrt(whole),
                tau2_without=tau2_without,
                q_without=q_without,
                baujat=(
                    (effect.estimate - common) ** 2 / effect.variance,
                    (common - common_without) ** 2 * (common_weight - 1.0 / effect.variance),
                ),
                shrunken=(shrunken, shrunken - reach * shrunken_error, shrunken + reach * shrunken_error),
                shrunken_error=shrunken_error,
            )
        )
    return Influences(tuple(found), model, method if model == "random" else None)


def _step(name: str, effects: tuple[Effect, ...], overall: Pooled, test: Test | None) -> Step:
    level = overall.interval.level
    if len(effects) == 1:
        only, reach = effects[0], normal_quantile(level)
        error = reach * sqrt(only.variance)
        return Step(name, only.estimate, only.estimate - error, only.estimate + error, None)
    result = pool(effects, model=overall.model, method=overall.method, test=test, level=level)
    if isinstance(result, NotPooled):  # pragma: no cover - a part of what pools, pools
        raise TypeError(result.reason)
    return Step(name, result.estimate, result.interval.low, result.interval.high, result)


def _verdict(low: float, high: float) -> int:
    return 1 if low > 0.0 else -1 if high < 0.0 else 0
