"""A box: every value a printed number may stand for, as doubles, and whether two boxes can hold the same value."""

from dataclasses import dataclass
from math import inf, isfinite

from manystudies.making import quick
from manystudies.measures.printed import Comparator, Printed

_SLACK = 1e-10
"""Relative room for the last bits of double arithmetic, far below any printed digit."""


@quick
@dataclass(frozen=True, slots=True)
class Box:
    """Values from `low` to `high`; an open end does not belong to it."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: float) -> bool:
        """Whether `value` lies in the box."""
        return self.meets(Box(value, value))

    def meets(self, other: "Box") -> bool:
        """Whether some value lies in both boxes."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        sizes = [abs(end) for end in (low, high) if isfinite(end)]
        slack = _SLACK * max(sizes, default=0.0)
        if high - low > slack or low == high == inf:
            return True
        if high - low < -slack:
            return False
        low_open = (self.low_open and low - self.low <= slack) or (other.low_open and low - other.low <= slack)
        high_open = (self.high_open and self.high - high <= slack) or (other.high_open and other.high - high <= slack)
        return not (low_open or high_open)

    def distance(self, value: float) -> float:
        """How far `value` lies outside; 0 inside."""
        if self.low <= value <= self.high:
            return 0.0
        return min(abs(value - self.low), abs(value - self.high))

    def clip(self, low: float, high: float) -> "Box":
        """The part of the box between two limits."""
        return Box(
            min(max(self.low, low), high),
            max(min(self.high, high), low),
            self.low_open and self.low >= low,
            self.high_open and self.high <= high,
        )

    @property
    def size(self) -> "Box":
        """The absolute values of the box."""
        if self.low >= 0:
            return self
        if self.high <= 0:
            return Box(-self.high, -self.low, self.high_open, self.low_open)
        return Box(0.0, max(-self.low, self.high))


def box_of(number: Printed, comparator: Comparator = "=") -> Box:
    """The values `number` stands for with its comparator.

    A printed bound (`<`, `>`) is taken as it stands; "about" widens the last place to a whole unit.
    """
    value = float(number)
    # Doubles are exact to far more digits than are printed, and ten times faster than fractions.
    unit = float(10.0**-number.decimals)
    match comparator:
        case "=":
            return Box(value - unit / 2, value + unit / 2)
        case "~":
            return Box(value - unit, value + unit)
        case "<":
            return Box(-inf, value, high_open=True)
        case "<=":
            return Box(-inf, value)
        case ">":
            return Box(value, inf, low_open=True)
        case ">=":
            return Box(value, inf)


def p_box(p: Printed, comparator: Comparator = "=") -> Box:
    """The p-values a printed p stands for: its box inside 0–1, so that "p = .000" is [0, .0005]."""
    return box_of(p, comparator).clip(0.0, 1.0)
