"""The result of pooling effects: numbers, never prose about papers."""

from dataclasses import dataclass
from math import isfinite
from typing import Literal

from manystudies.errors import PoolingError
from manystudies.measures import Effect, Measure

Model = Literal["common", "random"]
TauMethod = Literal["DL", "EB", "HE", "HS", "ML", "PM", "REML", "SJ"]
Test = Literal["hartung-knapp", "hartung-knapp never narrower", "normal"]


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

    `weights` are shares (sum 1) in the order of `effects`; `interval` is the one to report and `plain` the
    normal one shown beside it; `prediction` exists from three effects on; `warnings` are plain sentences.
    """

    effects: tuple[Effect, ...]
    weights: tuple[float, ...]
    model: Model
    method: TauMethod | Literal["IV", "MH", "PETO"]
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


@dataclass(frozen=True, slots=True)
class NotPooled:
    """Why effects were not pooled: a result, not a failure. `reason` is one plain sentence without a number of its own."""

    reason: str
    effects: tuple[Effect, ...] = ()
