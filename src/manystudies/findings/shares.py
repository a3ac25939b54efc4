"""Shares of people: "59 of 78 (75.6%)", "21 (60%)", "24% (12/50)", "4/123"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter

from manystudies.findings.leads import WORDED as IN_WORDS
from manystudies.findings.leads import Mark, by_mark, marks
from manystudies.findings.numerals import DIGITS, WORDED, Numeral, digits_value, worded_value
from manystudies.findings.people import PEOPLE
from manystudies.making import quick


@quick
@dataclass(frozen=True, slots=True)
class ShareText:
    """A share met in a text; at least two of events, total and percent, or events and percent alone. `name` is the group's words."""

    start: int
    end: int
    events: Numeral | None
    total: Numeral | None
    percent: Numeral | None
    name: str = ""


_FEWEST = 5
"""A total below this in "2/4" is more often a score than people."""
_COUNT = rf"(?:{WORDED}|{DIGITS})"
_PERCENT = r"(?P<percent>(?:[0-9]{1,3}(?:\.[0-9]+)?|\.[0-9]+))\s?(?:%|per\s?cent\b)(?![\s-]?(?:C\.?I\b|CrI\b|[Cc]onfidence|[Cc]redib))"
_OF = r"\s?(?:/|of|out\sof)\s?(?:the\s|all\s|a\stotal\sof\s|their\s|these\s|those\s|our\s)?(?:remaining\s)?"
_WORDS = r"(?:\s(?!(?:mg|points?|weeks?|months?|years?|days?)\b)[A-Za-z'-]+(?:\s[0-9](?=\s[A-Za-z]))?){0,9}?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    before = r"(?<![\w.,/%\u00b1-])(?<!\u00b1\s)(?<![<>=]\s)(?<![<>=])"
    return (
        # 59 of 78 cases (75.6%), 12/50 (24%), 12/50 [24%], (12/50, 24%)
        re.compile(rf"{before}(?P<events>{_COUNT})(?P<first>{_WORDS}){_OF}(?P<total>{_COUNT})(?P<name>{_WORDS})\s?[\[(,;:]\s?{_PERCENT}"),
        # 24% (12/50), 24% [12 of 50 people], 24%, 12/50
        re.compile(
            rf"{before}{_PERCENT}(?P<name>{_WORDS})\s?[\[(,]\s?(?:n\s?=\s?)?(?P<events>{_COUNT}){_OF}(?P<total>{_COUNT})(?P<last>{_WORDS})\s?[\]),;]"
        ),
        # 59 (75.6%) of 78 cases, 59 [48%] of 135
        re.compile(
            rf"{before}(?P<events>{_COUNT})\s?[\[(]\s?{_PERCENT}(?:\s?[;,][^()\[\]]{{1,40}})?\s?[\])]{_OF}(?P<total>{_COUNT})(?![.%0-9])(?P<name>{_WORDS}(?:\s{PEOPLE}))?"
        ),
        # Fifty-nine patients with asthma (75.6%), 21 (60%), n = 21 (60%), 21, 60%
        re.compile(rf"{before}(?P<events>{_COUNT})(?P<name>{_WORDS})\s?[\[(]\s?(?:[nN]\s?=\s?)?{_PERCENT}(?=\s?[\]),;])"),
        # 60% (n = 21)
        re.compile(rf"{before}{_PERCENT}(?P<name>{_WORDS})(?:\s?[\[(]|[,;])\s?[nN]\s?=\s?(?P<events>{_COUNT})\s?[\]),;]"),
        # 4/123, 4 of 123 people: a whole number each, the smaller first
        re.compile(rf"{before}(?P<events>{_COUNT}){_OF}(?P<total>{_COUNT})(?![.%0-9/])(?P<name>{_WORDS}(?:\s{PEOPLE}))?"),
        # 505 cases among 88,391 vaccinated people
        re.compile(
            rf"{before}(?P<events>{_COUNT})(?:\s(?:cases|events|deaths|people|patients|children|women|men))?\s(?:cases\s|events\s)?among(?:\sthe)?\s(?P<total>{_COUNT})(?P<name>{_WORDS}(?:\s{PEOPLE}))?"
        ),
        # headache (n = 12, 29.3%)
        re.compile(
            rf"(?:(?<=n=)|(?<=n\s=)|(?<=n\s=\s)|(?<=N=)|(?<=N\s=\s))(?P<events>{DIGITS})(?P<name>)\s?[,;]\s?{_PERCENT}(?=\s?[\]);,])"
        ),
    )


_PERCENT_MARKS, _BRACKET_MARKS, _WHOLE_MARKS = marks("%p"), marks("(["), marks("/o") | {IN_WORDS}
LEADS = (
    marks("/o", letters=True) | {IN_WORDS},
    _PERCENT_MARKS,
    _BRACKET_MARKS | {IN_WORDS},
    marks("([", letters=True) | {IN_WORDS},
    _PERCENT_MARKS,
    _WHOLE_MARKS,
    marks("cedpwma") | {IN_WORDS},
    marks(",;"),
)
"""For each form the marks that the number it begins with can have."""
_FORMS: dict[Mark, list[int]] = {
    mark: [number for number, wanted in enumerate(LEADS) if mark in wanted] for mark in frozenset[Mark]().union(*LEADS)
}


def shares_in(text: str, ranges: Sequence[tuple[int, int]]) -> list[list[ShareText]]:
    """For each sentence of a text every share, in order; a place read by one form is not read by a later one."""
    found: list[list[ShareText]] = [[] for _ in ranges]
    signs: dict[int, tuple[bool, ...]] = {}
    leads = _leads(text)
    for number, possible in enumerate(_signs(text, 0, len(text))):
        for index, match in _matches(text, ranges, number, leads[number], signs) if possible and leads[number] else ():
            earlier, start, end = found[index], match.start(), match.end()
            if any(start < each.end and each.start < end for each in earlier):
                continue
            share = _share(match)
            if share is not None:
                earlier.append(share)
    for each in found:
        if len(each) > 1:
            each.sort(key=_start)
    return found


@lru_cache(maxsize=4)
def _leads(text: str) -> tuple[list[int], ...]:
    """For each form every place of a text where it can begin, in order."""
    found: tuple[list[int], ...] = tuple([] for _ in LEADS)
    for mark, places in by_mark(text).items():
        for number in _FORMS.get(mark, ()):
            found[number].extend(places)
    for each in found:
        each.sort()
    return found


def _matches(
    text: str, ranges: Sequence[tuple[int, int]], number: int, leads: list[int], signs: dict[int, tuple[bool, ...]]
) -> Iterator[tuple[int, re.Match[str]]]:
    """What the form of a number matches in each sentence; `signs` keeps what was seen of the signs of a sentence."""
    pattern = _patterns()[number]
    lasts: dict[int, int] = {}
    index = behind = 0
    for lead in leads:
        while index < len(ranges) and ranges[index][1] <= lead:
            index += 1
        if index == len(ranges):
            return
        start, end = ranges[index]
        if lead < start or lead < behind:
            continue
        if index not in signs:
            signs[index] = _signs(text, start, end)
        if not signs[index][number]:
            continue
        if index not in lasts:
            lasts[index] = _last(text, start, end, number)
        if lead < lasts[index] and (match := pattern.match(text, lead, end)):
            behind = match.end()
            yield index, match


_start = attrgetter("start")


def _signs(text: str, start: int, end: int) -> tuple[bool, ...]:
    """For each form whether a sentence holds the signs it cannot do without."""
    percent = text.find("%", start, end) >= 0 or text.find("cent", start, end) >= 0
    whole = text.find("of", start, end) >= 0 or text.find("/", start, end) >= 0
    both = percent and whole
    among = text.find("among", start, end) >= 0
    return both, both, both, percent, percent, whole, among, percent and text.find("=", start, end) >= 0


# Two forms that try many words hold a percent behind a sign: nothing of them begins behind the last such place of a sentence.
_BESIDE = re.compile(r"[\[(,;:]\s?[.0-9]{1,9}\s?(?:%|per)")
_IN_BRACKETS = re.compile(r"[\[(]\s?(?:[nN]\s?=\s?)?[.0-9]{1,9}\s?(?:%|per)")


def _last(text: str, start: int, end: int, number: int) -> int:
    """Before which place of a sentence the form of a number begins."""
    signs = {0: _BESIDE, 3: _IN_BRACKETS}.get(number)
    return end if signs is None else max((match.start() for match in signs.finditer(text, start, end)), default=start)


def _share(match: re.Match[str]) -> ShareText | None:
    groups = match.groupdict()
    events, total = _count(match, "events"), _count(match, "total") if "total" in groups else None
    percent = None
    if groups.get("percent"):
        percent = Numeral(match.start("percent"), match.end("percent"), float(groups["percent"]))
        if percent.value > 100:  # noqa: PLR2004
            return None
    if events is None or ("total" in groups and total is None):
        return None
    if total is not None and (events.value > total.value or total.value < 2):  # noqa: PLR2004
        return None
    if percent is None and total is not None and not _counts(match, total):
        return None
    if percent is not None and total is not None and events.value == total.value and percent.value < 100 and "/" in match[0]:  # noqa: PLR2004
        return None  # "50/50: 50%" is a mixture
    if total is None and (_NO_PEOPLE.search(groups.get("name") or "") or _FRACTION.match(groups.get("name") or "")):
        return None
    if total is None and _UP_TO.search(match.string[max(0, match.start("events") - 8) : match.start("events")]):
        return None
    name = " ".join(part for part in (groups.get("first"), groups.get("name"), groups.get("last")) if part)
    return ShareText(match.start(), match.end(), events, total, percent, " ".join(name.split()))


_NO_PEOPLE = re.compile(
    r"\b(?:majority|proportion|rates?|mean|median|average|scores?|reduction|increase|decrease|accuracy|sensitivity|specificity|agreement|prevalence|incidence|coverage)\b"
)
"""Words between a count and a percent by which the percent is of something else."""


_FRACTION = re.compile(r"\s?-?(?:thirds?|quarters?|fifths?|half|halves)\b")
_UP_TO = re.compile(r"[0-9]\s?to\s$")
"""What makes a number the end of a range: "children aged 3 to 5 (97%)"."""


_UNIT_BEHIND = re.compile(r"\s?(?:mm|mg|mL|ml|h\b|day|week|kg|[A-Za-z]*/|-)")
_GRADE_BEFORE = re.compile(r"(?i)grade|stage|pressure|NCT|[A-Za-z]/$|BP\s")


@cache
def _of_people() -> re.Pattern[str]:
    return re.compile(rf"{PEOPLE}|respond|among")


def _counts(match: re.Match[str], total: Numeral) -> bool:
    """Whether "4/123" or "4 of 123" counts people: a date, a dose, a score or a grade does not."""
    text = match.string
    if "/" in text[match.start("events") : match.end("total")]:
        behind = text[match.end() : match.end() + 12]
        before = text[max(0, match.start() - 12) : match.start()]
        return total.value >= _FEWEST and not _UNIT_BEHIND.match(behind) and not _GRADE_BEFORE.search(before)
    return bool(_of_people().search(text[match.start() : match.end() + 20])) or total.value >= 10  # noqa: PLR2004


def _count(match: re.Match[str], name: str) -> Numeral | None:
    printed = match[name]
    if printed is None:
        return None
    if printed[0].isalpha():
        value = worded_value(printed)
        return None if value is None else Numeral(match.start(name), match.end(name), value, in_words=True)
    if "." in printed:
        return None
    return Numeral(match.start(name), match.end(name), digits_value(printed))
