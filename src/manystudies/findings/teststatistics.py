"""Test statistics with their degrees of freedom and p: t(28) = 2.20, p = .03; F(2, 30)=4.1; χ (2)=12.87, P<0.001."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from manystudies.findings.finding import Statistic
from manystudies.findings.intervals import signed
from manystudies.findings.leads import sign_leads
from manystudies.findings.numerals import COMPARATOR, DIGITS, Numeral, comparator_of
from manystudies.findings.pvalues import PText, p_right_after


@dataclass(frozen=True, slots=True)
class TestText:
    """A test statistic met in a text; `degrees_doubtful` where a printed 2 may only be the square of χ²."""

    start: int
    end: int
    statistic: Statistic
    value: Numeral
    degrees: tuple[Numeral, ...] = ()
    p: PText | None = None
    degrees_doubtful: bool = False
    people: Numeral | None = None


_CHI = r"(?:\u03c7|\u03a7|\U0001d712|(?<![A-Za-z])(?i:chi))(?:[\s-]?(?i:squared?))?"
_SQUARE = r"(?:\s?(?:\u00b2|\^\s?\{?2\}?|2(?![0-9.])))?"


_CHI_LETTERS = re.compile(r"[\u03c7\u03a7\U0001d712]|[cC][hH]")
_BEFORE_SIGN = frozenset("\u03c7\u03a7\U0001d712iIeEdD\u00b2})]FtczrZ0123456789")
"""What the sign of a test statistic stands behind: its letter, the end of its name, or its degrees of freedom."""


_LATE = re.compile(
    rf"\s?[,;]\s?(?:[dD]\.?[fF]\.?|degrees?\sof\sfreedom)\s?[=:]?\s?(?P<first>{DIGITS})(?![0-9])(?:\s?(?:,|and|/)\s?(?P<second>{DIGITS})(?=\s?[,;)]))?"
)
"""Degrees of freedom that stand behind the value: χ² = 4.72; df = 1; p = .03."""


_BESIDE = re.compile(r"\s?[,;]\s?[nN]\s?=\s?[0-9]{1,6}(?![.0-9])")
"""The people that stand between a correlation and its p: "r = 0.34, n = 86, p = .001"."""


@cache
def _patterns() -> tuple[tuple[Literal["F", "Q", "chi2", "r", "t", "z"], re.Pattern[str]], ...]:
    value = rf"\s{{0,3}}(?P<sign>{COMPARATOR})\s{{0,3}}(?P<value>[-+]?\s?(?:{DIGITS}))(?![0-9])"
    one = rf"\s?[\[({{]\s?(?:[dD]\.?[fF]\.?\s?=?\s?)?(?P<first>{DIGITS})\s?(?:[,;]\s?[nN]\s?=\s?(?P<people>{DIGITS})\s?)?[\])}}]"
    bare_one = rf"(?:{one}|\s?_?(?P<sub>[0-9]{{1,4}}(?:\.[0-9]+)?)(?=\s?=))?"
    two = rf"\s?(?:[\[({{]\s?(?:[dD]\.?[fF]\.?\s?=?\s?)?(?P<first>{DIGITS}|[lI])\s?[,;/]\s?(?P<second>{DIGITS})\s?[\])}}]|_?(?P<sub>[0-9]+)\s?[,;]\s?(?P<sub2>[0-9]+(?:\.[0-9]+)?)(?=\s?=))?"
    edge = r"(?<![A-Za-z0-9\u0370-\u03ff])"
    return (
        ("chi2", re.compile(rf"{edge}?{_CHI}(?P<square>{_SQUARE}){bare_one}{value}")),
        ("F", re.compile(rf"{edge}F{two}{value}")),
        ("t", re.compile(rf"t(?<![A-Za-z0-9\u0370-\u03ff]t)(?:[\s-](?:value|statistic|test))?{bare_one}{value}")),
        ("z", re.compile(rf"{edge}[zZ](?:[\s-](?:value|score|statistic))?{value}")),
        ("r", re.compile(rf"[rPp](?<![A-Za-z0-9\u0370-\u03ff][rPp])(?:(?<=r)|(?<=[Pp])earson(?:'s)?\sr){bare_one}{value}")),
        ("Q", re.compile(rf"{edge}Q(?:T|[\s_-]?(?i:between|within|b|w|total|error|model|residual))?{one}{value}")),
    )


def test_leads(text: str) -> list[int]:
    """The signs of a text that a test statistic can stand before; a sentence without any has none."""
    return [place for place in sign_leads(text) if text[max(0, place - 4) : place].rstrip()[-1:] in _BEFORE_SIGN]


def tests_in(text: str, start: int, end: int) -> list[TestText]:
    """Every test statistic between two offsets, in order."""
    found: list[TestText] = []
    sentence = text[start:end]
    letters = {"chi2": _CHI_LETTERS.search(sentence), "F": "F" in sentence, "z": "z" in sentence or "Z" in sentence, "Q": "Q" in sentence}
    for statistic, pattern in _patterns():
        if not letters.get(statistic, True):
            continue
        for match in pattern.finditer(text, start, end):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            made = _test(statistic, match, end)
            if made is not None:
                found.append(made)
    return sorted(found, key=lambda each: each.start)


def _test(statistic: Statistic, match: re.Match[str], end: int) -> TestText | None:
    groups = match.groupdict()
    value = signed(match["value"], match.start("value"))
    value = Numeral(value.start, value.end, value.value, comparator_of(match["sign"]))
    degrees = tuple(each for name in ("first", "sub", "second", "sub2") if (each := _number(match, name)) is not None)
    behind = match.end()
    late = None if degrees or statistic == "z" else _LATE.match(match.string, match.end(), end)
    if late is not None:
        degrees, behind = tuple(each for name in ("first", "second") if (each := _number(late, name)) is not None), late.end()
    elif statistic == "r" and not degrees and (beside := _BESIDE.match(match.string, behind, end)):
        behind = beside.end()
    p = p_right_after(match.string, behind, end)
    if statistic == "r" and (abs(value.value) > 1 or (p is None and not degrees)):
        return None
    if statistic in {"t", "F", "z"} and not degrees and p is None:
        return None
    if statistic in {"chi2", "F", "Q"} and value.value < 0:
        return None
    doubtful = False
    if statistic == "chi2":
        printed = groups.get("first") or groups.get("sub")
        doubtful = (
            printed == "2"
            and not (groups.get("square") or "").strip()
            and "squ" not in match[0].lower()
            and not re.search(r"(?i)d\.?f", match[0])
        )
        if groups.get("sub") and not groups.get("first") and not (groups.get("square") or "").strip() and printed == "2":
            degrees, doubtful = (), False
    return TestText(match.start(), p.end if p else behind, statistic, value, degrees, p, doubtful, _number(match, "people"))


def _number(match: re.Match[str], name: str) -> Numeral | None:
    printed = match.groupdict().get(name)
    if not printed or not printed[-1].isdigit():
        return None
    return Numeral(match.start(name), match.end(name), float(printed.replace(",", "").replace("\u00a0", "")))
