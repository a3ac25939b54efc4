"""Numbers on a page: in digits, in words, and the comparator in front of them."""

import re
from dataclasses import dataclass

from manystudies.findings.alternatives import grouped_in_any_case
from manystudies.findings.number import Comparator
from manystudies.making import quick

DIGITS = r"(?:[0-9]{1,3}(?:[,\u00a0][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
"""A number in digits, without a sign, as it stands in folded text."""

_COMPARATORS: dict[str, Comparator] = {
    "<": "<", ">": ">", "=": "=", "\u2264": "<=", "\u2265": ">=", "<=": "<=", ">=": ">=", "=<": "<=", "=>": ">=", "</=": "<=", ">/=": ">=",
    "<or=": "<=", ">or=": ">=", "~": "~", "\u2248": "~", "\u2245": "~", ":": "=", "": "=", "\u2a7d": "<=", "\u2a7e": ">=",
}  # fmt: skip
COMPARATOR = r"(?:<\s?/?\s?(?:or\s?)?=|>\s?/?\s?(?:or\s?)?=|=\s?[<>]|[<>=\u2264\u2265~\u2248\u2245\u2a7d\u2a7e])"
"""A comparator as it stands in folded text."""

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
FIRST_WORDS = tuple(sorted((*_UNITS, *_SCALES), key=len, reverse=True))
"""The words that a number in words can begin with, in lower case, longer ones first."""
NUMBER_WORDS = frozenset((*_UNITS, *_SCALES))
"""Single words that take part in a number in words."""


_WORD = f"(?:{grouped_in_any_case(FIRST_WORDS)})"
_BETWEEN = r"(?:[\s-]|(?i:(?<=hundred)\sand\s|(?<=thousand)\sand\s|(?<=thousand),\s))"
WORDED = rf"(?![0-9])(?<![A-Za-z-]){_WORD}(?:{_BETWEEN}{_WORD}){{0,8}}(?![A-Za-z]|-(?:[A-Za-z]))"
"""A whole number in words, as a regular expression; its value comes from `worded_value`."""


@quick
@dataclass(frozen=True, slots=True)
class Numeral:
    """A number met in a text: where it stands, its value, and whether it is in words."""

    start: int
    end: int
    value: float
    comparator: Comparator = "="
    in_words: bool = False


def comparator_of(sign: str | None) -> Comparator:
    """The comparator a printed sign means; none means equality."""
    return _COMPARATORS.get("".join((sign or "").split()), "=")


def digits_value(text: str) -> float:
    """The value of a number in digits as it stands in folded text, sign included.

    >>> digits_value("1,546")
    1546.0
    >>> digits_value("-.5")
    -0.5
    """
    return float("".join(text.replace(",", "").split()))


def worded_value(words: str) -> int | None:
    """The value of a whole number in words, or None where the words do not make one.

    >>> worded_value("One hundred and fifty-five")
    155
    >>> worded_value("Two thousand, three hundred and twelve")
    2312
    >>> worded_value("twenty thirty") is None
    True
    """
    total = current = 0
    last = 0
    for word in re.findall("[a-z]+", words.lower()):
        if word == "and":
            continue
        if word in _SCALES:
            scale = _SCALES[word]
            if scale == 100:  # noqa: PLR2004
                current = max(current, 1) * 100
            else:
                total += max(current, 1) * scale
                current = 0
            last = scale
        elif word in _UNITS:
            unit = _UNITS[word]
            if last and last not in _SCALES.values() and not (last >= 20 and last % 10 == 0 and 0 < unit < 10):  # noqa: PLR2004
                return None
            current += unit
            last = unit or 1
        else:
            return None
    return total + current
