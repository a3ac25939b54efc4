"""When a printed number agrees with a recomputed one: exactly, thanks to rounding, or not at all."""

from dataclasses import dataclass
from fractions import Fraction

from manystudies.measures.box import Box, box_of
from manystudies.measures.identity import Verdict
from manystudies.measures.printed import Printed
from manystudies.measures.rounding import range_of

TOLERANCE = 0.15
"""How many standard errors a conventional identity may be off outside its rounding box before it accuses.

Intervals by Woolf, profile likelihood, Fisher or a t quantile, and tests by Wald, score or likelihood ratio,
differ by about this much for the same data at ordinary sample sizes.
"""
CUT_OFF = "the digits were cut off, not rounded"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A verdict, and what had to be assumed for it."""

    verdict: Verdict
    assumption: str = ""

    @property
    def right(self) -> bool:
        """Whether the numbers agree, as printed or thanks to rounding."""
        return self.verdict in ("by_rounding", "consistent")


def agree_exactly(printed: Printed, value: Fraction, low: Fraction, high: Fraction) -> Agreement:
    """Whether `printed` is `value`, where the rounding of the inputs allows `low` to `high`; exact arithmetic throughout."""
    bounds = range_of(printed)
    if bounds.holds(value):
        return Agreement("consistent")
    if low <= bounds.high and bounds.low <= high:
        return Agreement("by_rounding")
    cut = range_of(printed, "ROUND_DOWN")
    if low < cut.high and cut.low <= high:
        return Agreement("by_rounding", CUT_OFF)
    return Agreement("inconsistent")


def agree_nearly(printed: Printed, value: float, box: Box) -> Agreement:
    """The same for a value computed in doubles, where the rounding of the inputs allows `box`."""
    bounds = box_of(printed)
    if bounds.holds(value):
        return Agreement("consistent")
    if bounds.meets(box):
        return Agreement("by_rounding")
    cut = range_of(printed, "ROUND_DOWN")
    if Box(float(cut.low), float(cut.high), not cut.low_in, not cut.high_in).meets(box):
        return Agreement("by_rounding", CUT_OFF)
    return Agreement("inconsistent")


def agree_by_convention(*, nominal: bool, boxes_meet: bool, offset: float) -> Agreement:
    """The rule of conventional identities: `offset` is in standard errors, at the printed values.

    `nominal` says that the printed values agree as they stand.
    """
    if nominal:
        return Agreement("consistent")
    if boxes_meet:
        return Agreement("by_rounding")
    if abs(offset) <= TOLERANCE:
        return Agreement("by_rounding", f"an interval or test by another method, within {TOLERANCE} standard errors")
    return Agreement("inconsistent")
