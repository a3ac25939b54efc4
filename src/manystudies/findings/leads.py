"""Where a number can begin, and what stands behind it: a pattern that opens with one is tried only where it can go on."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from string import ascii_letters

from manystudies.findings.glance import places_of, words_in
from manystudies.findings.glyphs import lowered
from manystudies.findings.numerals import FIRST_WORDS

# A run of digits with its points is one place; a sign counts where a number follows it; behind a letter, a point or a stroke
# nothing begins. The leading class lets the search skip. The empty group tells that the number has a percent, a spread or a bracket
# near behind it, with no more than a unit between, as the result of a group has.
_DIGITS = re.compile(
    r"[-+.0-9](?<![\w.,/][-+.0-9])(?:(?<=[0-9])[0-9]*(?:[.,/][0-9]+)*|(?<=\.)(?=[0-9])|(?<=[-+])(?=\s?\.?[0-9]))"
    r"(?:(?=[A-Za-z\u03bc\u00b0\u00b2/0-9.\s]{0,28}+(?:%(?=[\s\])]*(?:[A-Za-z%\u00b1+(\[]|,\s?[Ss]))|\u00b1|\+/?-|,\s?[Ss]"
    r"|[(\[]\s?(?:[-+.0-9:=,\s\u00b1]|[Ss][DdEe.t]|(?i:iqr|int|ran|qua|min|ci))))())?"
)

Mark = str
"""What stands behind a number: a sign, or a blank and the sign behind it; ANY where that cannot be told, WORDED for a number in words."""
ANY, WORDED = "", "worded"
_FIRST_WORDS = frozenset(FIRST_WORDS)
_LETTERS = frozenset(f" {letter}" for letter in f"{ascii_letters}'-")


def marks(signs: str, *, letters: bool = False) -> frozenset[Mark]:
    """The marks of numbers behind which one of some signs stands, with a blank between or without; with `letters`, a word as well."""
    found = {ANY, *signs, *(f" {sign}" for sign in signs)}
    return frozenset(found | _LETTERS if letters else found)


def digit_leads(text: str, start: int, end: int) -> Sequence[int]:
    """Every place between two offsets where a number in digits can begin, with its sign or at its first digit."""
    return between(_digit_leads(text), start, end)


def told_leads(text: str, start: int, end: int) -> Sequence[int]:
    """Those of them behind which a spread, a range or a percent with words can stand."""
    return between(_told_leads(text), start, end)


def percent_leads(text: str) -> list[int]:
    """Every place of a text where a number with a percent behind it can begin, also behind a stroke: "1%/0.2%"."""
    leads = [start for start, end, _ in _runs(text) if text[end : end + 2].lstrip()[:1] in {"%", "p"} or text[start] == "."]
    return sorted({*leads, *(place + 1 for place in places_of("/", text))}) if "/" in text else leads


@lru_cache(maxsize=4)
def by_mark(text: str) -> dict[Mark, list[int]]:
    """Every place of a text where a number can begin, in digits or in words and without a sign, by its mark."""
    found: dict[Mark, list[int]] = {}
    for start, end, _ in _runs(text):
        if text[start] not in "-+":
            found.setdefault(_mark(text, start, end), []).append(start)
    for word in _FIRST_WORDS & words_in(text):
        found.setdefault(WORDED, []).extend(_whole_word(word, lowered(text)))
    return found


@lru_cache(maxsize=32)
def marked_leads(text: str, wanted: frozenset[Mark]) -> tuple[int, ...]:
    """Those of the places where a number can begin, without a sign, that have one of some marks.

    >>> marked_leads("Twelve of the 30 (0.4)", marks("("))
    (14,)
    >>> marked_leads("Twelve of the 30 (0.4)", marks("(") | {WORDED})
    (0, 14)
    """
    return tuple(sorted([place for mark, places in by_mark(text).items() if mark in wanted for place in places]))


def between(leads: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those places that lie between two offsets."""
    first = bisect_left(leads, start)
    return leads[first : bisect_left(leads, end, first)]


def holds(leads: Sequence[int], start: int, end: int) -> bool:
    """Whether one of those places lies between two offsets."""
    first = bisect_left(leads, start)
    return first < len(leads) and leads[first] < end


_SIGNS = "<>=\u2264\u2265~\u2248\u2245\u2a7d\u2a7e"


@lru_cache(maxsize=4)
def sign_leads(text: str) -> tuple[int, ...]:
    """Every place of a text where a comparator can begin."""
    return tuple(sorted([place for sign in _SIGNS if sign in text for place in places_of(sign, text)]))


@lru_cache(maxsize=4)
def _runs(text: str) -> tuple[tuple[int, int, bool], ...]:
    return tuple([(match.start(), match.end(), match.lastindex is not None) for match in _DIGITS.finditer(text)])


@lru_cache(maxsize=4)
def _digit_leads(text: str) -> tuple[int, ...]:
    return tuple([start for start, _, _ in _runs(text)])


@lru_cache(maxsize=4)
def _told_leads(text: str) -> tuple[int, ...]:
    return tuple([start for start, _, told in _runs(text) if told])


def _whole_word(word: str, small: str) -> list[int]:
    """Where a word stands alone in a text in small letters: no part of a longer one begins a number."""
    length = len(word)
    return [
        place
        for place in places_of(word, small)
        if not (small[place - 1 : place].isalnum() or "a" <= small[place + length : place + length + 1] <= "z")
    ]


def _mark(text: str, start: int, end: int) -> Mark:
    """What stands behind a run of digits; nothing is told of one that can be read as more than one number, or as a part of one."""
    behind = text[end : end + 1]
    if behind.isspace():
        behind = text[end + 1 : end + 2]
        if behind.isdigit():
            return ANY
        behind = " " + behind
    if end - start == 1:
        return ANY if text[start] == "." else behind
    run = text[start:end]
    return ANY if "," in run or "/" in run else behind


def matches_at(pattern: re.Pattern[str], text: str, leads: Iterable[int], end: int) -> Iterator[re.Match[str]]:
    """What `finditer` gives for a pattern that can only begin at one of the places."""
    behind = 0
    match_at = pattern.match
    for lead in leads:
        if lead >= behind and (match := match_at(text, lead, end)):
            behind = match.end()
            yield match


def matches_within(
    pattern: re.Pattern[str], text: str, leads: Iterable[int], ranges: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, re.Match[str]]]:
    """The same for each of some ranges that stand in order, with the number of the range."""
    behind = index = 0
    for lead in leads:
        while index < len(ranges) and ranges[index][1] <= lead:
            index += 1
        if index == len(ranges):
            return
        if lead >= behind and lead >= ranges[index][0] and (match := pattern.match(text, lead, ranges[index][1])):
            behind = match.end()
            yield index, match
