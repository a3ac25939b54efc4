"""Places of a text where the name of a measure or of an interval can stand: one pass a text, so that sentences without are passed over."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from manystudies.findings.glance import places_of, words_in
from manystudies.findings.glyphs import lowered

Post = tuple[int, int, bool]
"""A place, how far before it the name it belongs to can begin, and whether that can be the name of a ratio."""

# Words in small letters that names hold, the words of a text they can be a part of, what must stand around them, and how far before
# them a name can begin. A plain search for the word is ten times as fast as one for the pattern.
_NAMES: tuple[tuple[str, frozenset[str], re.Pattern[str], int], ...] = tuple(
    (word, frozenset(whole.split()), re.compile(pattern), lead)
    for word, whole, pattern, lead in (
        ("ratio", "ratio ratios", r"(?<!\w)", 40),
        ("difference", "difference differences", "", 50),
        ("risk", "risk risks", r"(?:(?<=relative\s)|risk[\s-](?:reduc|incr))", 12),
        ("effect", "effect effects", r"(?:(?<=treatment\s)|effect\s(?:size|of\streat))", 12),
        ("net", "net", r"net\s[cebr]", 0),
        ("standardi", "standardised standardized unstandardised unstandardized", r"standardi[sz]ed\s(?:b|(?:mean\s)?effect)", 2),
        ("cohen", "cohen cohens", "", 0),
        ("hedge", "hedge hedges", "", 0),
        ("beta", "beta", "", 0),
        ("slope", "slope slopes", "", 0),
        ("coef", "coef coefficient coefficients", "", 14),
        ("increase", "increase", r"(?:(?<=per\sunit\s)|(?<=per\ssd\s))", 12),
    )
)
_RATIOS = frozenset({"ratio", "risk"})
"""Those of them that stand in names of ratios."""
_BETA = "\N{GREEK SMALL LETTER BETA}"
# The last letters of the abbreviations in capitals: OR, HR, RR, PR, TR, MR, IDR, SIR; MD, RD, CID; ES; ARI; ROM; and B =; and the words
# of a text in small letters one of which they are, where these are few. Each opens with one plain sign, so that the search goes from one
# such sign to the next at the speed of memory.
_DIFFERENCES = "rd ard cid bgmd md smd wmd lmd amd wsmd lsmd asmd"
_SHORT_NAMES = tuple(
    (frozenset(whole.split()), re.compile(pattern))
    for whole, pattern in (
        *(
            (whole, rf"{last}s?(?:adj|adjusted|unadj)?\b")
            for whole, last in (
                ("", "R(?<=[OHRPTMDI]R)"),
                (f"{_DIFFERENCES} {_DIFFERENCES.replace(' ', 's ')}s", "D(?<=[MRI]D)"),
                ("es", "S(?<=ES)"),
                ("ari", "I(?<=ARI)"),
                ("rom roms", "M(?<=ROM)"),
            )
        ),
        ("b", r"=(?:(?<=[Bb]=)|(?<=[Bb]\s=))"),
    )
)
_SHORT_LEAD = 4
NAME_TAIL = 60
"""What stands so far behind a post changes nothing in how its name is read."""

# Where names of several words begin, by their first two or three letters.
_OPENINGS = re.compile(
    r"(?<!\w)(?:o(?=dd)|h(?=az|ed)|i(?=nc|nt)|r(?=at|el|is|eg)|s(?=ta|ur|lo)|e(?=st|ff|ve)|c(?=oh|ou|oe)|a(?=bs|dj|cc)|d(?=if|en)|w(?=ei)|l(?=ea|s)"
    r"|m(?=ea|ed|or)|b(?=et|ir)|g(?=ro|eo)|t(?=re|im)|p(?=re|er)|f(?=ol)|u(?=ns)|n(?=et))|\N{GREEK SMALL LETTER BETA}"
)

_INTERVALS = ("confidence", "credib", "uncertainty", "compatibility")
# The abbreviations of intervals, with the words of a text in small letters one of which they are.
_SHORT_INTERVALS = tuple(
    (frozenset(whole.split()), re.compile(pattern))
    for whole, pattern in (
        ("ci cis cri cris cl cls bci c", r"C(?:\.?I|rI|RI|L)"),
        ("hpd hpdi", "HPD"),
        ("ui uis", "UI"),
        ("ci", r"ci(?<!\wci)\b"),
        ("c", r"c\.\s?i"),
    )
)
_OF_INTERVALS = frozenset(["confidence", "credible", "credibility", "uncertainty", "compatibility"]).union(
    *(whole for whole, _ in _SHORT_INTERVALS)
)


@lru_cache(maxsize=4)
def posts_in(text: str) -> tuple[int, ...]:
    """Every place where the name of a measure or of an interval can stand: a sentence without any has no estimate of its own."""
    return tuple(sorted([*(place for place, _, _ in _name_posts(text)), *_interval_posts(text)]))


@lru_cache(maxsize=4)
def lasting_posts_in(text: str) -> tuple[int, ...]:
    """Those of them whose name holds for later sentences too: of a ratio, or of an interval."""
    return tuple(sorted([*(place for place, _, lasts in _name_posts(text) if lasts), *_interval_posts(text)]))


def name_openings(text: str, start: int, end: int) -> Iterator[tuple[int, range | list[int]]]:
    """Every place between two offsets that a measure's name has one of, with the places where that name can begin, in order."""
    posts = _name_posts(text)
    if not posts:
        return
    for place, lead, _ in posts[bisect_left(posts, (start,)) : bisect_left(posts, (end,))]:
        first = max(start, place - lead)
        if lead <= _SHORT_LEAD:
            yield place, range(first, place + 1)
        else:
            yield (
                place,
                [match.start() for match in _OPENINGS.finditer(lowered(text), first, min(end, place + 3)) if match.start() <= place],
            )


def interval_posts(text: str, start: int, end: int) -> tuple[int, ...]:
    """The places between two offsets where the name of an interval can begin, give or take one character."""
    posts = _interval_posts(text)
    if not posts:
        return posts
    first = bisect_left(posts, start)
    return posts[first : bisect_left(posts, end, first)]


@lru_cache(maxsize=4)
def _name_posts(text: str) -> tuple[Post, ...]:
    small, words = lowered(text), words_in(text)
    posts = [
        (place, lead, word in _RATIOS)
        for word, whole, pattern, lead in _NAMES
        if not words.isdisjoint(whole)
        for place in places_of(word, small)
        if pattern.match(small, place)
    ]
    if _BETA in small:
        posts += [(place, 0, False) for place in places_of(_BETA, small)]
    for whole, short in _SHORT_NAMES:
        if not whole or not words.isdisjoint(whole):
            posts += [(match.start(), _SHORT_LEAD, not whole) for match in short.finditer(text)]
    posts.sort()
    return tuple(posts)


@lru_cache(maxsize=4)
def _interval_posts(text: str) -> tuple[int, ...]:
    words = words_in(text)
    if words.isdisjoint(_OF_INTERVALS):
        return ()
    small = lowered(text)
    posts = {place for word in _INTERVALS if word in small for place in places_of(word, small)}
    for whole, short in _SHORT_INTERVALS:
        if not words.isdisjoint(whole):
            posts.update([match.start() for match in short.finditer(text)])
    return tuple(sorted(posts))
