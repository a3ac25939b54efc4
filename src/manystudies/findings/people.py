"""How many people: "78 patients with asthma", "(n = 28)", "the total number of subjects was 201", and what the words call them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from manystudies.findings.alternatives import grouped_in_any_case
from manystudies.findings.glance import places_of, words_in
from manystudies.findings.glyphs import lowered
from manystudies.findings.leads import WORDED as IN_WORDS
from manystudies.findings.leads import marked_leads, marks, matches_within
from manystudies.findings.numerals import DIGITS, WORDED, Numeral, digits_value, worded_value
from manystudies.making import quick

_COUNTED = (
    r"patients? subjects? participants? people persons? individuals? women men woman man adults? children child infants? neonates? newborns? "
    r"babies controls? cases? volunteers? students? adolescents? girls? boys? males? females? mothers? fathers? parents? smokers? survivors? "
    r"workers? nurses? residents? eyes? knees? hips? veterans? respondents? caregivers? households? recipients? users? athletes? donors? "
    r"pregnancies couples? physicians? teachers? families twins seniors? elders? outpatients? inpatients? carers? pairs implants? teeth limbs? "
    r"families schools? practices clusters? "
)
PEOPLE = f"(?:{grouped_in_any_case(_COUNTED.split())})"
"""Words for those who are counted."""

PeopleForm = Literal["counted", "n", "of", "share", "total"]


@quick
@dataclass(frozen=True, slots=True)
class People:
    """A number of people met in a text; `words` call the group: its name, or what stands in front of "(n = 28)"."""

    start: int
    end: int
    numeral: Numeral
    words: str
    form: PeopleForm

    @property
    def name(self) -> str:
        """What the words call the group, empty where they do not."""
        return _name_at_end(self.words) if self.form == "n" else self.words


@cache
def _counted() -> re.Pattern[str]:
    adjective = r"(?:(?!(?:of|and|or|to|per|with|versus|vs|were|was|had|in|mg|points?|weeks?|months?|years?|days?|hours?|times)\b)[A-Za-z(][A-Za-z0-9'()/-]*+,?\s)"
    return re.compile(
        rf"(?<![\w.,/%\u00b1-])(?<!\u00b1\s)(?<![<>=]\s)(?<![<>=])(?P<n>(?P<words>{WORDED})|(?:[0-9]{{1,3}}\s[0-9]{{3}}|{DIGITS}))(?:\s\(?(?:[0-9.]{{1,5}}\s?%\)?))?\s(?P<of>of\s(?:the\s|these\s|all\s)?(?:[0-9]+\s)?)?"
        rf"(?P<name>{adjective}{{0,5}}?{PEOPLE}(?:-[a-z]+)?\b(?:\s(?:who\s|with(?:out)?\s|in\sthe\s|receiving\s|given\s|on\s|taking\s|treated\swith\s|assigned\sto\s|allocated\sto\s)[^.;:(),0-9\u2264\u2265<>=]{{1,60}})?)"
    )


@cache
def _n_form() -> re.Pattern[str]:
    return re.compile(rf"[nN](?<![A-Za-z0-9][nN])\s?(?:=|:|\u2248|\sof)\s?(?P<n>{DIGITS})(?![.0-9])(?!\s?%)")


# What stands behind an n: signs that are fewer than its letter, and found faster.
_BEHIND_N = tuple(
    (sign, re.compile(rf"{sign}(?:(?<=[nN]{sign})|(?<=[nN]\s{sign})|(?<=[nN]\s\s{sign}))")) for sign in ("=", ":", "\u2248", "of")
)


@cache
def _total() -> re.Pattern[str]:
    return re.compile(
        rf"(?i:(?:total|overall|final)\s(?:number|sample|study\ssample|population|cohort|group)?\s?(?:size\s)?(?:of\s)?(?:{PEOPLE}\s)?(?:enrolled\s|included\s|recruited\s|randomi[sz]ed\s|studied\s)?(?:was|were|of|comprised|included|consisted\sof|=)\s)"
        rf"(?P<n>{WORDED}|{DIGITS})(?!\s?[%\u00b1]|\.[0-9])"
    )


_TOTALS = ("total", "overall", "final")
COUNTED_MARKS = marks("(.", letters=True) | {IN_WORDS}
SHARE_MARKS = marks("(") | {IN_WORDS}


def people_in(text: str, ranges: Sequence[tuple[int, int]]) -> list[People]:
    """Every number of people in the sentences of a text, in order, each place once."""
    counted = marked_leads(text, COUNTED_MARKS)
    found = [
        People(*match.span(), numeral, "", "total")
        for _, match in matches_within(_total(), text, _total_leads(text), ranges)
        if (numeral := _whole(match))
    ]
    known = {each.numeral.start for each in found}
    totals = not words_in(text).isdisjoint(_TOTALS)
    for index, match in matches_within(_counted(), text, counted, ranges):
        numeral = _whole(match)
        if numeral is None or numeral.start in known:
            continue
        known.add(numeral.start)
        form: PeopleForm = "share" if _SHARE_BEHIND.match(text, match.end()) else "of" if match["of"] else "counted"
        if totals and _TOTAL_OF.search(text[max(ranges[index][0], match.start() - 18) : match.start()]):
            form = "total"
        found.append(People(*match.span(), numeral, " ".join(match["name"].split()), form))
    for index, match in matches_within(_n_form(), text, _n_leads(text), ranges):
        if numeral := _whole(match):
            known.add(numeral.start)
            window = text[max(ranges[index][0], match.start() - _NAME_REACH) : match.start()]
            found.append(People(*match.span(), numeral, window, "n"))
    for _, match in matches_within(_share(), text, marked_leads(text, SHARE_MARKS) if "%" in text else (), ranges):
        if (numeral := _whole(match)) and numeral.start not in known:
            found.append(People(*match.span(), numeral, "", "share"))
    return sorted(found, key=lambda each: each.start)


def _total_leads(text: str) -> list[int]:
    words = words_in(text)
    return sorted([place for word in _TOTALS if word in words for place in places_of(word, lowered(text))])


def _n_leads(text: str) -> list[int]:
    if "n" not in words_in(text):
        return []
    return sorted(
        len(text[max(0, match.start() - 3) : match.start()].rstrip()) + max(0, match.start() - 3) - 1
        for sign, behind in _BEHIND_N
        if sign in text
        for match in behind.finditer(text)
    )


_SHARE_BEHIND = re.compile(r"\s?[\[(]\s?[0-9.]{1,5}\s?%")
_TOTAL_OF = re.compile(r"(?i)\b(?:total|overall)\sof\s(?:only\s|about\s)?$")


@cache
def _share() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/%\u00b1-])(?P<n>{WORDED}|{DIGITS})\s?\(\s?[0-9.]{{1,5}}\s?%\s?\)")


def _whole(match: re.Match[str]) -> Numeral | None:
    printed = match["n"]
    if printed[0].isalpha():
        value = worded_value(printed)
        return None if value is None else Numeral(match.start("n"), match.end("n"), value, in_words=True)
    value_in_digits = digits_value(printed)
    if value_in_digits != int(value_in_digits) or "." in printed:
        return None
    return Numeral(match.start("n"), match.end("n"), value_in_digits)


_OPENING = re.compile(r"(?:^|[.;,:()\[\]]|\b(?:or|and|either|versus|vs\.?|to|into|received|receiving|took|given|was|were|comprised)\b)\s*")


_BREAK = re.compile(r"[.;()]")


_NAME_REACH = 90
"""How far before its size a group is named, in characters."""


def _name_at_end(window: str) -> str:
    """The words that name a group right before "(n = 28)", in what stands there."""
    best = ""
    for match in _OPENING.finditer(window):
        name = window[match.end() :].strip(" ([,;:")
        if len(name) > 1 and not _BREAK.search(name):
            best = name
    return " ".join(best.split())[:60]
