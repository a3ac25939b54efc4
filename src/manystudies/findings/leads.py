"""Where a number can begin: a pattern that opens with one is tried only there, at a tenth of the places of a sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from manystudies.findings.glyphs import lowered
from manystudies.findings.numerals import FIRST_WORDS, grouped

# A run of digits with its points is one place; a sign counts where a number follows it; behind a letter, a point or a stroke
# nothing begins. The leading class lets the search skip.
_DIGITS = re.compile(r"[-+.0-9](?<![\w.,/][-+.0-9])(?:(?<=[0-9])[0-9]*(?:[.,/][0-9]+)*|(?<=\.)(?=[0-9])|(?<=[-+])(?=\s?\.?[0-9]))")


@cache
def _words() -> re.Pattern[str]:
    """What is no part of a word, and behind it one of the words that numbers in words begin with, in small letters."""
    first = [word for word in FIRST_WORDS if not any(word != other and word.startswith(other) for other in FIRST_WORDS)]
    return re.compile(rf"[^a-z0-9](?<!\w)(?:{grouped(first)})")


def digit_leads(text: str, start: int, end: int) -> tuple[int, ...]:
    """Every place between two offsets where a number in digits can begin, with its sign or at its first digit."""
    return _between(_digit_leads(text), start, end)


def count_leads(text: str, start: int, end: int) -> tuple[int, ...]:
    """Every place between two offsets where a number in digits or in words can begin.

    >>> count_leads("Twelve of the 30 (0.4)", 0, 22)
    (0, 14, 18)
    """
    return _between(_count_leads(text), start, end)


def _between(leads: tuple[int, ...], start: int, end: int) -> tuple[int, ...]:
    first = bisect_left(leads, start)
    return leads[first : bisect_left(leads, end, first)]


@lru_cache(maxsize=4)
def _digit_leads(text: str) -> tuple[int, ...]:
    return tuple([match.start() for match in _DIGITS.finditer(text)])


@lru_cache(maxsize=4)
def _count_leads(text: str) -> tuple[int, ...]:
    leads = _digit_leads(text)
    # With a blank in front of the text, what stands before a word has the place of the word itself.
    worded = [match.start() for match in _words().finditer(" " + lowered(text))]
    return tuple(sorted((*leads, *worded))) if worded else leads


def matches_at(pattern: re.Pattern[str], text: str, leads: Iterable[int], end: int) -> Iterator[re.Match[str]]:
    """What `finditer` gives for a pattern that can only begin at one of the places."""
    behind = 0
    match_at = pattern.match
    for lead in leads:
        if lead >= behind and (match := match_at(text, lead, end)):
            behind = match.end()
            yield match
