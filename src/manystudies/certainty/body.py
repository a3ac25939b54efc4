"""A body of evidence: all studies of one intervention, comparator and outcome that stand on the same footing."""

from dataclasses import dataclass
from math import log, sqrt
from typing import Literal

from manystudies.certainty.bias import BiasSign
from manystudies.certainty.distance import Distance
from manystudies.documents import Span
from manystudies.errors import EvidenceError
from manystudies.measures import LOG_MEASURES, Effect, Measure
from manystudies.pooling import NotPooled, Pooled
from manystudies.studies import Study

Footing = Literal["observational", "randomised", "uncontrolled"]
"""Randomised includes quasi-randomised trials, which then lose a step for risk of bias."""

_QUARTER_LESS, _QUARTER_MORE = log(0.75), log(1.25)
_SMALL_STANDARDISED = 0.2
_NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What counts as important, on the analysis scale: an effect at or below `low` or at or above `high`.

    `why` says where the thresholds come from.
    """

    low: float
    high: float
    why: str

    def __post_init__(self) -> None:
        if not self.low < 0 < self.high:
            raise EvidenceError(f"Thresholds lie on both sides of no effect; found {self.low} and {self.high}.")

    @property
    def smallest(self) -> float:
        """The nearer of the two, as a size."""
        return min(-self.low, self.high)


@dataclass(frozen=True, slots=True)
class Body:
    """What a level of certainty is given to.

    `spans` are the words and numbers it rests on; `signs` the sentences of its studies that speak to the risk of
    bias, for a person who judges it, `special` the names of groups of people that only some studies were done in, `distances` how
    far people and outcome lie from those asked about, `graded` the sentences that tell of effects growing with an amount.
    """

    footing: Footing
    studies: tuple[Study, ...]
    result: Pooled | NotPooled
    people: int | None = None
    thresholds: Thresholds | None = None
    spans: tuple[Span, ...] = ()
    signs: tuple[BiasSign, ...] = ()
    special: tuple[tuple[str, Span], ...] = ()
    distances: tuple[Distance, ...] = ()
    graded: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not self.studies:
            raise EvidenceError("A body of evidence needs a study; found none.")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its studies."""
        return tuple(study.key for study in self.studies)

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The effects of its studies, pooled or not."""
        return self.result.effects

    @property
    def estimate(self) -> tuple[float, float, float] | None:
        """Estimate and 95% interval on the analysis scale: the pooled one, or that of the only study, or None."""
        if isinstance(self.result, Pooled):
            return self.result.estimate, self.result.interval.low, self.result.interval.high
        if len(self.effects) == 1:
            effect = self.effects[0]
            reach = _NORMAL_95 * sqrt(effect.variance)
            return effect.estimate, effect.estimate - reach, effect.estimate + reach
        return None

    @property
    def events(self) -> int | None:
        """How many people had the event, where every study's counts are known."""
        counts = [effect.counts for effect in self.effects]
        return sum(each[0] + each[2] for each in counts if each is not None) if counts and None not in counts else None


def usual_thresholds(measure: Measure) -> Thresholds | None:
    """What GRADE takes for important where nobody has said: a quarter less or more of a ratio, 0.2 of a standardised difference.

    Source: Guyatt et al. 2011, GRADE guidelines 6. https://doi.org/10.1016/j.jclinepi.2011.01.012;
    Cohen 1988 for standardised differences. There is no usual threshold for a difference in points: a scale must bring its own.
    """
    if measure in LOG_MEASURES:
        return Thresholds(_QUARTER_LESS, _QUARTER_MORE, "a quarter less or more, GRADE's usual threshold for ratios")
    if measure in {"SMD", "SMDH"}:
        return Thresholds(-_SMALL_STANDARDISED, _SMALL_STANDARDISED, "0.2 standard deviations, a small effect by Cohen")
    return None


def points(important: float, why: str) -> Thresholds:
    """Thresholds from a smallest important difference in the outcome's own unit, the same in both directions."""
    return Thresholds(-important, important, why)
