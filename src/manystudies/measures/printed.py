"""A number as printed: trailing zeros carry meaning, so the text is kept."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from manystudies.errors import NumberError
from manystudies.making import quick

Comparator = Literal["<", "<=", "=", ">", ">=", "~"]
"""How a printed number bounds the true one; "=" for a number printed alone, "~" for "about"."""

_SIGNS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}\N{EN DASH}"
_SPACES = "\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE} "
_LONGEST = 60
"""No number of a report is longer; a longer run of digits is data, and Python refuses to read very long ones."""
_LARGEST_EXPONENT = 300
_NUMBER = re.compile(
    rf"(?P<sign>[{_SIGNS}+]?)[{_SPACES}]?"
    rf"(?P<whole>(?!0,)\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+|\d*)"
    r"(?:(?:[.\N{MIDDLE DOT}\N{BULLET OPERATOR}]|,(?=\d{1,2}(?!\d))|(?<=(?<!\d)0),)(?P<part>\d+))?"
    rf"(?:[{_SPACES}]?[\N{{MULTIPLICATION SIGN}}x][{_SPACES}]?10\^?(?P<power>[{_SIGNS}]?\d+)|[eE](?P<exponent>[{_SIGNS}+]?\d+))?",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[Fraction, int]:
    """The value and the decimals of a number as printed; the same few numbers are printed again and again."""
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not (match["whole"] or match["part"]):
        raise NumberError(f"A number needs digits with at most one point; found {text[:_LONGEST]!r}.")
    part = match["part"] or ""
    power = match["power"] or match["exponent"] or "0"
    exponent = int(power.translate({ord(sign): "-" for sign in _SIGNS}))
    if abs(exponent) > _LARGEST_EXPONENT:
        raise NumberError(f"A number needs an exponent between -{_LARGEST_EXPONENT} and {_LARGEST_EXPONENT}; found {text!r}.")
    whole = "".join(filter(str.isdecimal, match["whole"]))
    decimals = len(part) - exponent
    digits = int(whole + part or "0")
    value = Fraction(digits, 10**decimals) if decimals >= 0 else Fraction(digits * 10**-decimals)
    return (value if match["sign"] in ("", "+") else -value), decimals


@lru_cache(maxsize=1024)
def _unit(decimals: int) -> Fraction:
    return Fraction(1, 10**decimals) if decimals >= 0 else Fraction(10**-decimals)


@lru_cache(maxsize=4096)
def _bounds(numerator: int, denominator: int, decimals: int) -> tuple[Fraction, Fraction]:
    """The bounds of a value given by its parts, which are found again faster than the fraction."""
    value, half = Fraction(numerator, denominator), _unit(decimals) / 2
    return value - half, value + half


@quick
@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: its text, its exact value and how finely it was printed.

    It stands for an interval: "3.1" is any value that would be printed 3.1. `decimals` is the number of
    digits behind the point, lowered by a power of ten ("1.2e-4" has 5, "3e2" has -2).
    """

    text: str
    value: Fraction
    decimals: int

    @classmethod
    def read(cls, text: str) -> "Printed":
        """Read a number as printed.

        >>> Printed.read("0.50").decimals
        2
        >>> float(Printed.read("1,546,466").value)
        1546466.0
        >>> float(Printed.read("\N{MINUS SIGN}1\N{MIDDLE DOT}5").value)
        -1.5
        >>> float(Printed.read("0,64").value)
        0.64

        Raises:
            NumberError: the text is not one decimal number.
        """
        return cls(text, *_parsed(text))

    @classmethod
    def of(cls, value: Fraction | float, decimals: int) -> "Printed":
        """`value` as it would be printed with `decimals` digits behind the point, halves away from zero.

        >>> Printed.of(2.345, 2).text
        '2.35'
        """
        scaled = abs(Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)) * Fraction(10) ** decimals
        whole = int(scaled + Fraction(1, 2))
        digits = str(whole).rjust(decimals + 1, "0") if decimals > 0 else str(whole * 10**-decimals)
        text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals > 0 else digits
        return cls.read(f"-{text}" if value < 0 and whole else text)

    @property
    def unit(self) -> Fraction:
        """One unit in the last printed place."""
        return _unit(self.decimals)

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The closed range of values that round to this number, ties either way."""
        return _bounds(*self.value.as_integer_ratio(), self.decimals)

    @property
    def whole(self) -> int | None:
        """The value as an integer where it is one and was printed without a fraction: a count of people; else None."""
        above, below = self.value.as_integer_ratio()
        return above if self.decimals == 0 and below == 1 else None

    def __float__(self) -> float:
        """The value as the nearest double; a fraction asked for one goes a longer way."""
        above, below = self.value.as_integer_ratio()
        return above / below
