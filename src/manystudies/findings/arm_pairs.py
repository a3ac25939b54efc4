"""What shows whether two results that follow each other are of one group: the words between them and the groups named around."""

from collections.abc import Sequence
from dataclasses import dataclass

from manystudies.findings.arm_units import Unit
from manystudies.findings.arm_words import CONNECTIVES
from manystudies.findings.tokens import Tokens

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


@dataclass(frozen=True, slots=True)
class _Around:
    """The results and names of a sentence as a string, "u" for a result, a sign or "?" for a name, and the place of each result in it.

    `known` says which sides are named, `listed` is the place of the sentence's last "respectively" (-1 for none).
    """

    string: str
    places: dict[int, int]
    known: str
    listed: int


def pair_features(tokens: Tokens, units: Sequence[Unit], marks: Sequence[str]) -> list[list[str]]:
    """The features of every result and the one before it; `marks` has a sign for each token that names a group, "?" where no side is known."""
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
            found[place] = ["N", "Nm" if any(mark and mark != "?" for mark in marks[begin : units[place].first]) else "Nn", f"Nw{opening}"]
        if follow - place > 1:
            around = _around(words, units, range(place, follow), marks, (begin, end))
            joins = [_join(words[units[index].last + 1 : units[index + 1].first]) for index in range(place, follow - 1)]
            for index in range(place + 1, follow):
                found[index] = _features(tokens, units, (place, index, follow), around, joins)
        place = follow
    return found


def _around(words: list[str], units: Sequence[Unit], indices: range, marks: Sequence[str], edges: tuple[int, int]) -> _Around:
    opening = {units[index].first: index for index in indices}
    signs: list[str] = []
    places: dict[int, int] = {}
    place, last = edges[0], -1
    while place < edges[1]:
        index = opening.get(place)
        if index is not None:
            places[index] = len(signs)
            signs.append("u")
            place, last = units[index].last + 1, -1
            continue
        mark = marks[place]
        if mark:
            if last >= 0 and place - last <= _JOIN and (signs[-1] == mark or mark == "?" or signs[-1] == "?"):
                signs[-1] = mark if signs[-1] == "?" else signs[-1]
            else:
                signs.append(mark)
            last = place
        elif words[place] in CONNECTIVES:
            last = -1
        place += 1
    kinds = set(signs) - {"u"}
    known = "b" if {"+", "-"} <= kinds else "o?" if "?" in kinds and len(kinds) > 1 else "?" if "?" in kinds else "o" if kinds else "n"
    listed = next((place for place in range(edges[1] - 1, edges[0], -1) if words[place] == "respectively"), -1)
    return _Around("".join(signs), places, known, listed)


def _join(gap: list[str]) -> str:
    """The connectives between two results, each once."""
    return "".join(dict.fromkeys([CONNECTIVES[word] for word in gap if word in CONNECTIVES])) or ("," if "," in gap else "none")


def _same(one: str, two: str) -> str:
    return "0" if not one or not two else "?" if "?" in (one, two) else "s" if one == two else "d"


def _features(tokens: Tokens, units: Sequence[Unit], places: tuple[int, int, int], around: _Around, joins: list[str]) -> list[str]:
    first, index, follow = places
    before, here = units[index - 1], units[index]
    gap = tokens.words[before.last + 1 : here.first]
    begin, end = around.places[index - 1], around.places[index]
    left, right = around.string[max(0, begin - _SIGHT) : begin], around.string[end + 1 : end + 1 + _SIGHT]
    between = around.string[begin + 1 : end]
    said = left.replace("u", "")[-1:]
    coming = right.replace("u", "")[:1]
    ahead = right[:1] if right[:1] != "u" else ""
    behind = left[-1:] if left[-1:] != "u" else ""
    opens, closes = between[:1], between[-1:]
    known = around.known
    join = joins[index - first - 1]
    last = next((CONNECTIVES[word] for word in reversed(gap) if word in CONNECTIVES), "none")
    alike = "A" if before.kind == here.kind else "a" if before.head == here.head else "x"
    long = sum(len(gap) >= limit for limit in _GAPS)
    named = min(len(between), 2)
    listed = "r" if around.listed >= here.last else ""
    bracket = ("(" if "(" in gap or "[" in gap else "") + (")" if ")" in gap or "]" in gap else "")
    told = "" if _EVENTS.isdisjoint(gap) else "v"
    number = min(index - first, _MOST_BEFORE)
    count = min(number + follow - index, _MOST)
    ended = f"pc{joins[index - first - 2]}>{join}{alike}" if index - first > 1 else f"pc^>{join}{alike}"
    going = joins[index - first] if index + 1 < follow else "$ "
    return [
        f"c{join}{alike}", f"c{last}{alike}{long}", f"g{long}{alike}", f"S{known}{alike}", f"S{known}{join}{alike}", f"m{named}{alike}{last}", f"m{named}{known}{alike}",
        f"rel{_same(said, closes)}{_same(opens, closes)}", f"rl{_same(said, coming)}m{named}{alike}{join}", f"aj{_same(behind, closes)}{named}",
        f"aj2{_same(opens, ahead)}{named}", f"aj3{_same(behind, ahead)}{named}", f"br{_same(closes, ahead)}{_same(said, opens)}{named}", f"r{listed}{alike}{join}",
        f"r{listed}{known}{alike}", f"b{bracket}{alike}{join}", f"b{bracket}m{named}", f"v{told}{alike}{join}{named}", f"v{told}{long}{named}",
        f"k{before.head}>{here.head}", f"k2{before.kind}>{here.kind}{last}", f"p{number}/{count}{known}", f"p{number}/{count}{join}",
        ended, f"nc{join}>{going}{alike}{named}",
    ]  # fmt: skip
