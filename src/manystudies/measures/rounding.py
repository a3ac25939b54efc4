"""Rounding rules: which true values are printed as a given number."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from manystudies.making import quick
from manystudies.measures.printed import Printed

Rounding = Literal[
    "ROUND_05UP", "ROUND_CEILING", "ROUND_DOWN", "ROUND_FLOOR", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_HALF_UP", "ROUND_UP",
    "anti_trunc", "ceiling", "ceiling_or_floor", "down", "down_from", "even", "floor", "trunc", "up", "up_from", "up_or_down",
]  # fmt: skip
"""How a value was brought to its printed digits.

`up_or_down` (the default) is rounding to the nearest, ties either way; `up` and `down` say where a tie goes; `up_from`
and `down_from` round from a stated digit on. `even`, `trunc` (digits cut off), `anti_trunc`, `floor`, `ceiling` are
those of statistical software, which computes in doubles: a value at an end of the range may fall on either side. The
names in capitals are those of decimal arithmetic, which is exact.
"""


@quick
@dataclass(frozen=True, slots=True)
class Range:
    """Exact values from `low` to `high`, each end in or out."""

    low: Fraction
    high: Fraction
    low_in: bool = True
    high_in: bool = True

    def holds(self, value: Fraction) -> bool:
        """Whether `value` lies in the range."""
        above = value > self.low or (self.low_in and value == self.low)
        return above and (value < self.high or (self.high_in and value == self.high))

    def multiples(self, step: Fraction) -> range:
        """The whole numbers k with k · step in the range (step > 0)."""
        first, last = -(-self.low // step), self.high // step
        if not self.low_in and first * step == self.low:
            first += 1
        if not self.high_in and last * step == self.high:
            last -= 1
        return range(int(first), int(last) + 1)


def range_of(number: Printed, rounding: Rounding = "up_or_down", threshold: int = 5) -> Range:
    """Every value that is printed as `number` under a rounding rule.

    With u one unit in the last place: nearest [x − u/2, x + u/2], cut off [x, x + u) away from zero, up from digit t
    [x − u + tu/10, x + tu/10), down from digit t (x − tu/10, x + u − tu/10].

    Source: the rules of IEEE 754 and of the General Decimal Arithmetic Specification; "from a digit" as in
    Jung (2021), scrutiny, https://doi.org/10.32614/CRAN.package.scrutiny.
    """
    if rounding == "up_or_down":
        return Range(*number.bounds)
    value, unit = number.value, number.unit
    half = unit / 2
    match rounding:
        case "up":
            return Range(value - half, value + half, high_in=False)
        case "down":
            return Range(value - half, value + half, low_in=False)
        case "up_from":
            return Range(value - unit + unit * threshold / 10, value + unit * threshold / 10, high_in=False)
        case "down_from":
            return Range(value - unit * threshold / 10, value + unit - unit * threshold / 10, low_in=False)
        case "ceiling_or_floor":
            return Range(value - unit, value + unit)
        case "even" | "ceiling" | "floor" | "trunc" | "anti_trunc":
            exact = _range_in_decimals(value, unit, _IN_DECIMALS[rounding])
            return Range(exact.low, exact.high)
        case _:
            return _range_in_decimals(value, unit, rounding)


_IN_DECIMALS: dict[Rounding, Rounding] = {
    "anti_trunc": "ROUND_UP", "ceiling": "ROUND_CEILING", "even": "ROUND_HALF_EVEN", "floor": "ROUND_FLOOR", "trunc": "ROUND_DOWN",
}  # fmt: skip


def _range_in_decimals(value: Fraction, unit: Fraction, rounding: Rounding) -> Range:
    """The exact values that decimal arithmetic rounds to `value`."""
    half, negative = unit / 2, value < 0
    match rounding:
        case "ROUND_HALF_EVEN":
            even = (value / unit) % 2 == 0
            return Range(value - half, value + half, even, even)
        case "ROUND_HALF_UP" | "ROUND_HALF_DOWN":
            outward = (rounding == "ROUND_HALF_UP") != negative
            inner_in = value == 0 and rounding == "ROUND_HALF_DOWN"
            return Range(value - half, value + half, (outward and value != 0) or inner_in, (not outward and value != 0) or inner_in)
        case "ROUND_DOWN" | "ROUND_UP" if value == 0:
            return Range(-unit, unit, low_in=False, high_in=False) if rounding == "ROUND_DOWN" else Range(value, value)
        case "ROUND_05UP":
            return _range_of_05(value, unit)
    if rounding == "ROUND_FLOOR" or (rounding == "ROUND_DOWN" and not negative) or (rounding == "ROUND_UP" and negative):
        return Range(value, value + unit, high_in=False)
    return Range(value - unit, value, low_in=False)


def _range_of_05(value: Fraction, unit: Fraction) -> Range:
    """Toward zero, unless that leaves a last digit of 0 or 5: then away from zero."""
    last = int(abs(value) / unit) % 10
    if last in (0, 5):
        return Range(value, value)
    outer, inner = unit, unit if last in (1, 6) else Fraction(0)
    if value < 0:
        return Range(value - outer, value + inner, low_in=False, high_in=inner == 0)
    return Range(value - inner, value + outer, low_in=inner == 0, high_in=False)
