"""Places of a text where the name of a measure or of an interval can stand: one pass a text, so that sentences without are passed over."""

import re
from bisect import bisect_left
from functools import lru_cache

from manystudies.findings.glyphs import lowered

# Each pattern opens with its word, so that it is only tried in texts that hold the word.
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (word, re.compile(pattern))
    for word, pattern in (
        ("ratio", r"ratio(?<!\wratio)"),
        ("difference", r"difference"),
        ("risk", r"risk(?:(?<=relative\srisk)|[\s-](?:reduc|incr))"),
        ("effect", r"effect(?:\ssize|\sof\streat|(?<=treatment\seffect))"),
        ("net", r"net\s[cebr]"),
        ("standardi", r"standardi[sz]ed\s(?:b|(?:mean\s)?effect)"),
        ("cohen", r"cohen"),
        ("hedge", r"hedge"),
        ("beta", r"beta"),
        ("slope", r"slope"),
        ("coef", r"coef"),
        ("increase", r"increase(?:(?<=per\sunit\sincrease)|(?<=per\ssd\sincrease))"),
    )
)
_SHORT_NAMES = re.compile(r"(?:OR|HR|RR|MD|RD|ES|PR|TR|MR|IDR|CID|ARI|SIR|ROM)s?(?:adj|adjusted|unadj)?\b|\N{GREEK SMALL LETTER BETA}")
_EQUATED = re.compile(r"=(?:(?<=[Bb]=)|(?<=[Bb]\s=))")
NAME_LEAD = 60
"""How far before its place a measure's name can begin; so far behind it nothing changes what is read."""

_INTERVALS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (word, re.compile(pattern))
    for word, pattern in (
        ("confidence", r"confidence"),
        ("credib", r"credib"),
        ("uncertainty", r"uncertainty"),
        ("compatibility", r"compatibility"),
        ("ci", r"ci(?<!\wci)\b"),
        ("c.", r"c\.\s?i"),
    )
)
_SHORT_INTERVALS = re.compile(r"[CHU](?:\.?I|rI|RI|PD|L)")


def name_posts(text: str, start: int, end: int) -> tuple[int, ...]:
    """The places between two offsets that every name of a measure has one of; it begins there or up to `NAME_LEAD` before."""
    return _within(_name_posts(text), start, end)


def interval_posts(text: str, start: int, end: int) -> tuple[int, ...]:
    """The places between two offsets where the name of an interval can begin, give or take one character."""
    return _within(_interval_posts(text), start, end)


def _within(posts: tuple[int, ...], start: int, end: int) -> tuple[int, ...]:
    if not posts:
        return posts
    first = bisect_left(posts, start)
    return posts[first : bisect_left(posts, end, first)]


@lru_cache(maxsize=4)
def _name_posts(text: str) -> tuple[int, ...]:
    small = lowered(text)
    posts = [match.start() for word, pattern in _NAMES if word in small for match in pattern.finditer(small)]
    posts += (match.start() for match in _SHORT_NAMES.finditer(text))
    if "=" in text:
        posts += (match.start() for match in _EQUATED.finditer(text))
    return tuple(sorted(posts))


@lru_cache(maxsize=4)
def _interval_posts(text: str) -> tuple[int, ...]:
    small = lowered(text)
    posts = [match.start() for word, pattern in _INTERVALS if word in small for match in pattern.finditer(small)]
    posts += (match.start() for match in _SHORT_INTERVALS.finditer(text))
    return tuple(sorted(set(posts)))
