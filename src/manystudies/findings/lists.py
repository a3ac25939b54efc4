"""Estimates in one list and their intervals in another: "were 1.30 and 1.03 (95% CI 1.16-1.46 and 0.76-1.38, respectively)"."""

import re
from functools import cache

from manystudies.findings.intervals import NUMBER, Bounds, signed
from manystudies.findings.numerals import Numeral

_MOST = 6
"""No list of intervals in one bracket is longer."""
_REACH = 120
"""How far before its bracket a list of estimates may begin, in characters."""


@cache
def _further() -> re.Pattern[str]:
    announced = r"(?:[0-9]{2}\s?%\s?CI[\s:,=]{0,2})?"
    return re.compile(
        rf"\s?%?\s?(?:,\s?and|,|;|and)\s?{announced}(?P<low>[-+]?{NUMBER})\s?%?\s?(?:-|to)\s?(?P<high>[-+]?{NUMBER})(?![0-9]|\.[0-9])"
    )


@cache
def _estimates() -> re.Pattern[str]:
    one = rf"[-+]?{NUMBER}\s?%?"
    return re.compile(rf"(?<![\w.,])(?P<list>{one}(?:,\s{one}){{0,{_MOST}}},?\sand\s{one})\s?[\[(]\s?$")


def listed_pairs(text: str, start: int, end: int, first: Bounds) -> list[tuple[Numeral, Bounds]]:
    """Estimates and intervals of two lists of one length, the second in a bracket that begins with `first`; else nothing.

    `first.start` is where the words that announce the intervals begin. Each estimate has to lie inside its interval.
    """
    bounds, position = [first], first.end
    while len(bounds) < _MOST and (match := _further().match(text, position, end)):
        low, high = signed(match["low"], match.start("low")), signed(match["high"], match.start("high"))
        bounds.append(Bounds(match.start("low"), match.end("high"), low, high, first.level))
        position = match.end()
    if len(bounds) == 1:
        return []
    begin = max(start, first.start - _REACH)
    told = _estimates().search(text[begin : first.start])
    if told is None:
        return []
    offset = begin + told.start("list")
    numerals = [signed(match[0], offset + match.start()) for match in re.finditer(rf"[-+]?{NUMBER}", told["list"])]
    if len(numerals) != len(bounds):
        return []
    inside = all(each.low.value <= numeral.value <= each.high.value for numeral, each in zip(numerals, bounds, strict=True))
    return list(zip(numerals, bounds, strict=True)) if inside else []
