"""The result of pooling effects: numbers, never prose about papers."""

from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Literal

from manystudies.errors import PoolingError
from manystudies.measures import Effect, Measure
from manystudies.pooling.heterogeneity import TauMethod
from manystudies.pooling.intervals import normal_quantile, t_quantile
from manystudies.pooling.telling import Row, as_html, methods_paragraph, percent, printed, printed_p, shown_value

Model = Literal["common", "random"]
Method = TauMethod | Literal["GLMM", "IV", "MH", "PETO"]
Test = Literal["hartung-knapp", "hartung-knapp never narrower", "normal", "t"]


@dataclass(frozen=True, slots=True)
class PooledInterval:
    """An interval on the analysis scale, how it was made, and its level (0–1)."""

    low: float
    high: float
    test: Test
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Pooled:
    """Several effects of one measure, pooled. Everything is on the analysis scale of the measure.

    `weights` are shares (sum 1) in the order of `effects`; `interval` is the one to report, `standard_error`
    and `p` are its own, and `plain` is the normal one shown beside it. `i2` is computed from τ² (the Cochrane
    default), `i2_from_q` from Q. `prediction` exists from three effects on; `optima` lists every local maximum
    of the likelihood of τ² where there is more than one; `warnings` are plain sentences.
    """

    effects: tuple[Effect, ...]
    weights: tuple[float, ...]
    model: Model
    method: Method
    estimate: float
    standard_error: float
    interval: PooledInterval
    plain: PooledInterval
    tau2: float
    tau2_interval: tuple[float, float] | None
    q: float
    q_p: float
    i2: float
    h2: float
    p: float
    prediction: tuple[float, float] | None = None
    warnings: tuple[str, ...] = ()
    i2_from_q: float | None = None
    q_df: int = 0
    optima: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.tau2 >= 0:
            raise PoolingError(f"A pooled result needs tau2 >= 0; found {self.tau2}.")
        if len({effect.measure for effect in self.effects}) != 1:
            raise PoolingError(f"A pooled result needs one measure; found {sorted({effect.measure for effect in self.effects})}.")
        if not isfinite(self.estimate):
            raise PoolingError(f"A pooled result needs a finite estimate; found {self.estimate}.")

    @property
    def measure(self) -> Measure:
        """The one measure of all effects."""
        return self.effects[0].measure

    @property
    def people(self) -> int | None:
        """How many people all effects rest on together, where every one says it."""
        known = [effect.people for effect in self.effects if effect.people is not None]
        return sum(known) if len(known) == len(self.effects) else None

    @property
    def plain_error(self) -> float:
        """The standard error behind the plain interval, without Hartung and Knapp's factor."""
        return (self.plain.high - self.plain.low) / (2.0 * normal_quantile(self.plain.level))

    def interval_at(self, level: float) -> tuple[float, float]:
        """The ends of the interval to report at another level (0–1), made in the same way."""
        reach = normal_quantile(level) if self.interval.test == "normal" else t_quantile(level, self.q_df or len(self.effects) - 1)
        return self.estimate - reach * self.standard_error, self.estimate + reach * self.standard_error

    def shown(self, value: float) -> float:
        """A value of the analysis scale on the scale a reader sees: exp for logarithms, unchanged for the rest."""
        return shown_value(value, on_log_scale=self.effects[0].on_log_scale)

    def summary(self) -> str:
        """The result in a few lines, on the scale a reader sees."""
        lines = [
            f"{len(self.effects)} studies"
            + (f", {self.people} people" if self.people else "")
            + f" ({self.model}-effect{'s' if self.model == 'random' else ''}, {self.method})",
            f"{self.measure} {printed(self.shown(self.estimate))}, {self._told(self.interval)}, p {printed_p(self.p)}",
        ]
        if self.plain != self.interval:
            lines.append(f"beside it: {self._told(self.plain)}")
        if self.prediction is not None:
            low, high = self.prediction
            lines.append(f"a new study is expected between {printed(self.shown(low))} and {printed(self.shown(high))}")
        spread = f"heterogeneity: Q {printed(self.q)} on {self.q_df} df, p {printed_p(self.q_p)}; I² {percent(self.i2)}"
        if self.i2_from_q is not None and self.model == "random":
            spread += f" (from Q {percent(self.i2_from_q)})"
        if self.model == "random":
            spread += f"; τ² {printed(self.tau2)}"
            if self.tau2_interval is not None:
                spread += f" ({printed(self.tau2_interval[0])} to {printed(self.tau2_interval[1])})"
        return "\n".join([*lines, spread, *self.warnings])

    def rows(self) -> tuple[Row, ...]:
        """One row a study and one for the pooled result, values on the scale a reader sees."""
        reach = normal_quantile(self.plain.level)
        studies = tuple(_study_row(effect, weight, reach) for effect, weight in zip(self.effects, self.weights, strict=True))
        pooled: Row = {
            "kind": "pooled",
            "name": "Pooled",
            "estimate": self.shown(self.estimate),
            "low": self.shown(self.interval.low),
            "high": self.shown(self.interval.high),
            "weight": 1.0,
            "people": self.people,
            "group": "",
        }
        return (*studies, pooled)

    def methods(self) -> str:
        """A paragraph for a methods section, with references and the versions that computed it."""
        return methods_paragraph(
            model=self.model,
            method=self.method,
            tests=(self.interval.test, self.plain.test),
            level=self.interval.level,
            prediction=self.prediction is not None,
            tau2_interval=self.tau2_interval is not None,
        )

    def _told(self, interval: PooledInterval) -> str:
        name = {
            "hartung-knapp": "Hartung–Knapp",
            "hartung-knapp never narrower": "Hartung–Knapp, never narrower",
            "normal": "plain",
            "t": "t",
        }
        low, high = printed(self.shown(interval.low)), printed(self.shown(interval.high))
        return f"{percent(interval.level)} CI {low} to {high} ({name[interval.test]})"

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


@dataclass(frozen=True, slots=True)
class NotPooled:
    """Why effects were not pooled: a result, not a failure. `reason` is one plain sentence without a number of its own."""

    reason: str
    effects: tuple[Effect, ...] = ()

    def summary(self) -> str:
        """The reason, as one line."""
        return f"Not pooled: {self.reason}"

    def rows(self) -> tuple[Row, ...]:
        """One row a study that was not pooled."""
        reach = normal_quantile(0.95)
        return tuple(_study_row(effect, None, reach) for effect in self.effects)

    def methods(self) -> str:
        """What was done: nothing was pooled, and why."""
        return f"The studies were not pooled: {self.reason}"

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def _study_row(effect: Effect, weight: float | None, reach: float) -> Row:
    error = reach * sqrt(effect.variance)
    values = (effect.estimate, effect.estimate - error, effect.estimate + error)
    estimate, low, high = (shown_value(value, on_log_scale=effect.on_log_scale) for value in values)
    return {
        "kind": "study",
        "name": effect.label or effect.key,
        "estimate": estimate,
        "low": low,
        "high": high,
        "weight": weight,
        "people": effect.people,
        "group": effect.group,
    }
