"""Where a number can begin: a pattern that opens with one is tried only there, at a tenth of the places of a sentence."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from manystudies.findings.numerals import FIRST_WORDS

# A run of digits with its points is one place; a sign counts where a number follows it; behind a letter, a point or a stroke
# nothing begins. The leading class lets the search skip.
_DIGITS = re.compile(r"[-+.0-9](?<![\w.,/][-+.0-9])(?:(?<=[0-9])[0-9]*(?:[.,/][0-9]+)*|(?<=\.)(?=[0-9])|(?<=[-+])(?=\s?\.?[0-9]))")


@cache
def _words() -> re.Pattern[str]:
    """The words a worded number begins with, in lower case, those of one letter together so that few are tried."""
    groups: dict[str, list[str]] = {}
    for word in FIRST_WORDS:
        groups.setdefault(word[0], []).append(word[1:])
    return re.compile("|".join(rf"{letter}(?<!\w{letter})(?:{'|'.join(rest)})" for letter, rest in groups.items()))


@lru_cache(maxsize=512)
def digit_leads(text: str, start: int, end: int) -> tuple[int, ...]:
    """Every place between two offsets where a number in digits can begin, with its sign or at its first digit."""
    return tuple(match.start() for match in _DIGITS.finditer(text, start, end))


@lru_cache(maxsize=512)
def count_leads(text: str, start: int, end: int) -> tuple[int, ...]:
    """Every place between two offsets where a number in digits or in words can begin.

    >>> count_leads("Twelve of the 30 (0.4)", 0, 22)
    (0, 14, 18)
    """
    leads = digit_leads(text, start, end)
    lowered = text[start:end].lower()
    if len(lowered) == end - start:
        worded = [start + match.start() for match in _words().finditer(lowered)]
    else:
        worded = [place for place in range(start, end) if text[place].isalpha()]
    return tuple(sorted((*leads, *worded))) if worded else leads


def matches_at(pattern: re.Pattern[str], text: str, leads: Iterable[int], end: int) -> Iterator[re.Match[str]]:
    """What `finditer` gives for a pattern that can only begin at one of the places."""
    behind = 0
    for lead in leads:
        if lead >= behind and (match := pattern.match(text, lead, end)):
            behind = match.end()
            yield match
