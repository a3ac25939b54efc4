"""What shows whether two results that follow each other are of one group: the words between them and the groups named around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from manystudies.findings.arm_units import Unit
from manystudies.findings.arm_words import CONNECTIVES
from manystudies.findings.tokens import Tokens
from manystudies.making import quick

_OPENERS = frozenset(
    [
        "in",
        "the",
        "there",
        "of",
        "this",
        "these",
        "after",
        "at",
        "both",
        "among",
        "no",
        "however",
        "overall",
        "similarly",
        "for",
        "with",
        "median",
    ]
)
_EVENTS = frozenset(
    [
        "was",
        "were",
        "had",
        "occurred",
        "developed",
        "experienced",
        "showed",
        "rate",
        "rates",
        "survival",
        "median",
        "mean",
        "grade",
        "reduction",
        "events",
    ]
)
_GAPS, _JOIN, _MOST_BEFORE, _MOST, _SIGHT = (3, 6, 10, 18), 4, 6, 8, 40
_SEEN = 1 << 12
"""How many sets of features are kept; most are met again and again."""


Marks = Mapping[str | None, str]
"""The sign of each name of a group, "+" for treated ones, "-" for others, "?" where no side is known."""


@quick
@dataclass(frozen=True, slots=True)
class _Around:
    """The results and names of a sentence as a string, "u" for a result, a sign or "?" for a name, and the place of each result in it.

    `known` says which sides are named, `listed` is the place of the sentence's last "respectively" (-1 for none).
    """

    string: str
    places: list[int]
    known: str
    listed: int


def pair_features(tokens: Tokens, units: Sequence[Unit], at: Sequence[str | None], mark_of: Marks) -> list[list[str]]:
    """The features of every result and the one before it; `at` has the name at each token, `mark_of` the signs of those that name groups."""
    words, found = tokens.words, [list[str]() for _ in units]
    place = 0
    while place < len(units):
        sentence = tokens.sentence[units[place].first]
        begin, end = tokens.opens[sentence], tokens.opens[sentence + 1]
        follow = place + 1
        while follow < len(units) and units[follow].first < end:
            follow += 1
        if place:
            opening = words[begin] if words[begin] in _OPENERS else ""
            found[place] = [
                "N",
                "Nm" if any(mark_of.get(name, "?") != "?" for name in at[begin : units[place].first]) else "Nn",
                f"Nw{opening}",
            ]
        if follow - place > 1:
            around = _around(words[begin:end], [mark_of.get(name) for name in at[begin:end]], units[place:follow], begin)
            joins = [_join(words[units[index].last + 1 : units[index + 1].first]) for index in range(place, follow - 1)]
            for index in range(place + 1, follow):
                found[index] = _features(tokens, units, (place, index, follow), around, joins)
        place = follow
    return found


def _around(words: list[str], marks: list[str | None], units: Sequence[Unit], begin: int) -> _Around:
    """What stands around the units of a sentence whose first token is `begin`; `words` and `marks` are those of its tokens."""
    opening = {unit.first - begin: index for index, unit in enumerate(units)}
    signs: list[str] = []
    places: list[int] = []
    behind, last = 0, -1
    for place, (word, mark) in enumerate(zip(words, marks, strict=True)):
        if not (mark or word in CONNECTIVES or place in opening) or place < behind:
            continue
        if place in opening:
            places.append(len(signs))
            signs.append("u")
            behind, last = units[opening[place]].last + 1 - begin, -1
        elif mark:
            if last >= 0 and place - last <= _JOIN and (signs[-1] == mark or mark == "?" or signs[-1] == "?"):
                signs[-1] = mark if signs[-1] == "?" else signs[-1]
            else:
                signs.append(mark)
            last = place
        else:
            last = -1
    kinds = set(signs) - {"u"}
    known = "b" if {"+", "-"} <= kinds else "o?" if "?" in kinds and len(kinds) > 1 else "?" if "?" in kinds else "o" if kinds else "n"
    listed = max([place + begin for place, word in enumerate(words) if word == "respectively"]) if "respectively" in words else -1
    return _Around("".join(signs), places, known, listed)


def _join(gap: list[str]) -> str:
    """The connectives between two results, each once."""
    return "".join(dict.fromkeys([CONNECTIVES[word] for word in gap if word in CONNECTIVES])) or ("," if "," in gap else "none")


def _features(tokens: Tokens, units: Sequence[Unit], places: tuple[int, int, int], around: _Around, joins: list[str]) -> list[str]:
    first, index, follow = places
    before, here = units[index - 1], units[index]
    gap = tokens.words[before.last + 1 : here.first]
    begin, end = around.places[index - 1 - first], around.places[index - first]
    left, right = around.string[max(0, begin - _SIGHT) : begin], around.string[end + 1 : end + 1 + _SIGHT]
    between, known, join = around.string[begin + 1 : end], around.known, joins[index - first - 1]
    last = next((CONNECTIVES[word] for word in reversed(gap) if word in CONNECTIVES), "none")
    alike = "A" if before.kind == here.kind else "a" if before.head == here.head else "x"
    size = sum([len(gap) >= limit for limit in _GAPS]), min(len(between), 2)
    told = left.replace("u", "")[-1:], left[-1:], between[:1], between[-1:], right[:1], right.replace("u", "")[:1]
    listed, event = "r" if around.listed >= here.last else "", "" if _EVENTS.isdisjoint(gap) else "v"
    bracket = ("(" if "(" in gap or "[" in gap else "") + (")" if ")" in gap or "]" in gap else "")
    number = min(index - first, _MOST_BEFORE)
    count = min(number + follow - index, _MOST)
    ended = f"pc{joins[index - first - 2]}>{join}{alike}" if index - first > 1 else f"pc^>{join}{alike}"
    going = joins[index - first] if index + 1 < follow else "$ "
    return [
        *_by_joins(join, last, alike, known, size), *_by_names(told, join, alike, size[1]), *_by_words((listed, bracket, event), join, alike, known, size),
        f"k{before.head}>{here.head}", f"k2{before.kind}>{here.kind}{last}", f"p{number}/{count}{known}", f"p{number}/{count}{join}",
        ended, f"nc{join}>{going}{alike}{size[1]}",
    ]  # fmt: skip


@lru_cache(maxsize=_SEEN)
def _by_joins(join: str, last: str, alike: str, known: str, size: tuple[int, int]) -> tuple[str, ...]:
    """Features of the connectives between two results; `size` is the order of the number of words there, and that of names."""
    long, named = size
    return (
        f"c{join}{alike}", f"c{last}{alike}{long}", f"g{long}{alike}", f"S{known}{alike}", f"S{known}{join}{alike}", f"m{named}{alike}{last}",
        f"m{named}{known}{alike}",
    )  # fmt: skip


@lru_cache(maxsize=_SEEN)
def _by_names(told: tuple[str, ...], join: str, alike: str, named: int) -> tuple[str, ...]:
    """Features of the names around two results.

    `told` are the signs of the last name behind them, of what stands right behind, of the first and last names between,
    of what stands right ahead and of the first name ahead.
    """
    said, behind, opens, closes, ahead, coming = (each.replace("u", "") for each in told)
    return (
        f"rel{_same(said, closes)}{_same(opens, closes)}", f"rl{_same(said, coming)}m{named}{alike}{join}", f"aj{_same(behind, closes)}{named}",
        f"aj2{_same(opens, ahead)}{named}", f"aj3{_same(behind, ahead)}{named}", f"br{_same(closes, ahead)}{_same(said, opens)}{named}",
    )  # fmt: skip


@lru_cache(maxsize=_SEEN)
def _by_words(marks: tuple[str, str, str], join: str, alike: str, known: str, size: tuple[int, int]) -> tuple[str, ...]:
    """Features of a "respectively", of brackets and of verbs and measures between two results."""
    (listed, bracket, event), (long, named) = marks, size
    return (
        f"r{listed}{alike}{join}", f"r{listed}{known}{alike}", f"b{bracket}{alike}{join}", f"b{bracket}m{named}", f"v{event}{alike}{join}{named}",
        f"v{event}{long}{named}",
    )  # fmt: skip


def _same(one: str, two: str) -> str:
    return "0" if not one or not two else "?" if "?" in (one, two) else "s" if one == two else "d"
