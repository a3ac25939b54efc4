"""A number as printed: trailing zeros carry meaning, so the text is kept."""

import re
from dataclasses import dataclass
from fractions import Fraction

from manystudies.errors import NumberError

_SIGNS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}\N{EN DASH}"
_SPACES = "\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE} "
_NUMBER = re.compile(
    rf"(?P<sign>[{_SIGNS}+]?)[{_SPACES}]?"
    rf"(?P<whole>\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+|\d*)"
    r"(?:[.\N{MIDDLE DOT}\N{BULLET OPERATOR}](?P<part>\d+))?"
    rf"(?:[{_SPACES}]?[\N{{MULTIPLICATION SIGN}}x][{_SPACES}]?10\^?(?P<power>[{_SIGNS}]?\d+)|[eE](?P<exponent>[{_SIGNS}+]?\d+))?"
)


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

        Raises:
            NumberError: the text is not one decimal number.
        """
        match = _NUMBER.fullmatch(text)
        if match is None or not (match["whole"] or match["part"]):
            raise NumberError(f"A number needs digits with at most one point; found {text[:60]!r}.")
        part = match["part"] or ""
        power = match["power"] or match["exponent"] or "0"
        exponent = int(power.translate({ord(sign): "-" for sign in _SIGNS}))
        if abs(exponent) > 300:  # noqa: PLR2004
            raise NumberError(f"A number needs an exponent between -300 and 300; found {text[:60]!r}.")
        whole = re.sub(r"\D", "", match["whole"])
        value = Fraction(int(whole + part or "0"), 10 ** len(part)) * Fraction(10) ** exponent
        negative = match["sign"] not in ("", "+")
        return cls(text, -value if negative else value, len(part) - exponent)

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The closed range of values that round to this number, ties either way."""
        half = Fraction(1, 2) / Fraction(10) ** self.decimals
        return self.value - half, self.value + half

    def __float__(self) -> float:
        """The value as the nearest double."""
        return float(self.value)
