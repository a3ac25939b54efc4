"""Groups that a trial compares, met where they are sized, assigned or named in a title, and what shows which is the treated one."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Literal

from manystudies.findings.arm_names import CONTROLS, HINTS, TREATED, Names
from manystudies.findings.linear import chain, scores
from manystudies.findings.tokens import Candidate, Tokens

_NEAR, _REACH, _TITLE = 45, 50, 60
_VERSUS = frozenset({"versus", "vs", "v", "against"})
_ASSIGNING = ("randomi", "assign", "allocat")
_COMPARING = frozenset({"compared", "comparing", "receive", "received"})
_LEADS = frozenset({"to", "receive", "received", "receiving", "between", "into", "either", "of", "comparing", "with"})
_BEFORE_STOP = frozenset({"or", "and", "to", ".", ";", "versus", "vs", "either", "received", ")", ","})
_AFTER_STOP = frozenset({".", ";", ")", ","})
_MOST_GROUPS = 40
"""No trial compares more groups; each one's names are held against those of all others."""
_MOST_TOLD, _LONG_NAME, _LONG_CLAUSE = 5, 8, 12
_UNEVEN = 0.3
_CLOSING = 3
"""How many marks of sentences from the end the last two sentences begin."""
_TELLING = HINTS | {"intervention", "experimental", "plus", "treatment"}


Source = Literal["assigned", "sized", "title"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the groups compared at a place: the words that name it and nobody else there, its size if told, and its features."""

    source: Source
    words: frozenset[str]
    size: Candidate | None
    features: tuple[str, ...]


def sides_of(tokens: Tokens, names: Names, sizes: list[Candidate]) -> list[Side]:
    """Every group met beside others; `sizes` are the numbers read as sizes of groups."""
    met: list[tuple[Source, list[set[str]], list[Candidate | None]]] = [("title", each, [None, None]) for each in _in_title(tokens, names)]
    met += [("assigned", each, [None, None]) for each in _in_assignment(tokens, names)]
    for run in _runs(sizes):
        met.append(("sized", [_beside(tokens, names, size) for size in run], list(run)))
    met_at, closing = _places(names), tokens.opens[max(0, len(tokens.opens) - _CLOSING)]
    found = []
    for source, told, sized in met:
        for index, words in enumerate(told):
            others = set().union(*(each for place, each in enumerate(told) if place != index))
            only = words - others
            features = [
                f"order{index}/{min(len(told), 4)}",
                f"last{index == len(told) - 1:d}",
                *_features(names, met_at, closing, words, others),
            ]
            size = sized[index]
            values = [each.value for place, each in enumerate(sized) if each and place != index]
            if size and values and size.value > 0 and max(values) > 0:
                share = log(size.value / max(values))
                features.append("more" if share > _UNEVEN else "fewer" if share < -_UNEVEN else "even")
            found.append(
                Side(source, frozenset(names.spelt(only)), size, tuple(f"{source} {feature}" for feature in features) + tuple(features))
            )
    return found


def _runs(sizes: list[Candidate]) -> list[list[Candidate]]:
    runs: list[list[Candidate]] = []
    for size in sizes:
        if runs and size.first - runs[-1][-1].first < _NEAR:
            runs[-1].append(size)
        else:
            runs.append([size])
    return [run for run in runs if 1 < len(run) <= _MOST_GROUPS]


def _beside(tokens: Tokens, names: Names, size: Candidate) -> set[str]:
    """The words that name the group a size belongs to: in front of "(n = 28)", else behind the number."""
    words = tokens.words
    kept: list[str | None] = []
    if size.first > 1 and words[size.first - 1] == "=" and words[size.first - 2] == "n":
        place = size.first - 3
        if place >= 0 and words[place] in "([,;:":
            place -= 1
        while place >= 0 and len(kept) < _LONG_NAME and words[place] not in _BEFORE_STOP and not words[place][0].isdigit():
            kept.append(names.at[place])
            place -= 1
    elif size.first > 1 and words[size.first - 1] in {"(", "["} and names.at[size.first - 2]:
        place = size.first - 2
        while place >= 0 and len(kept) < _LONG_NAME and words[place] not in _BEFORE_STOP and not words[place][0].isdigit():
            kept.append(names.at[place])
            place -= 1
    else:
        place = size.last + 1
        while place < len(words) and len(kept) < _LONG_CLAUSE and words[place] not in _AFTER_STOP and not words[place][0].isdigit():
            kept.append(names.at[place])
            place += 1
    return {name for name in kept if name}


def _in_title(tokens: Tokens, names: Names) -> Iterable[list[set[str]]]:
    words, end = tokens.words, names.title
    for place in range(end):
        compared = words[place] == "compared" and words[place + 1 : place + 2] in (["with"], ["to"])
        if words[place] in _VERSUS or compared or words[place] == "or":
            yield [_named(names, max(0, place - 5), place), _named(names, place + 1, min(end, place + 7))]


def _in_assignment(tokens: Tokens, names: Names) -> Iterable[list[set[str]]]:
    words, told = tokens.words, 0
    for place in [at for at, word in enumerate(words) if word[0] in "arc" and (word.startswith(_ASSIGNING) or word in _COMPARING)]:
        if told >= _MOST_TOLD:
            break
        limit = min(len(words), place + _REACH)
        begin = next((at for at in range(place, limit) if words[at] in _LEADS or words[at] == "."), limit)
        if begin >= limit or words[begin] == ".":
            continue
        middle = _first(words, begin + 1, limit, frozenset({"or", *_VERSUS})) or _first(words, begin + 1, limit, frozenset({"and", "with"}))
        if middle is None:
            continue
        told += 1
        end = next((at for at in range(middle + 1, min(len(words), middle + 10)) if words[at] in {".", ";"}), min(len(words), middle + 10))
        yield [_named(names, max(begin + 1, middle - 8), middle), _named(names, middle + 1, end)]


def _first(words: list[str], begin: int, limit: int, wanted: frozenset[str]) -> int | None:
    for place in range(begin, limit):
        if words[place] in wanted:
            return place
        if words[place] == ".":
            return None
    return None


def _named(names: Names, begin: int, end: int) -> set[str]:
    return {name for name in names.at[begin:end] if name}


def _places(names: Names) -> dict[str, list[int]]:
    """Where each name stands."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names.at):
        if name:
            found.setdefault(name, []).append(place)
    return found


def _features(names: Names, places: dict[str, list[int]], closing: int, words: set[str], others: set[str]) -> list[str]:
    """What the names of a group, against those of the others at its place, show of whether it is the treated one."""
    only, theirs = words - others, others - words
    mine, other = (sorted(place for name in names.spelt(each) for place in places.get(name, ())) for each in (only, theirs))
    features = [
        f"strong{bool(words & CONTROLS):d}{bool(others & CONTROLS):d}",
        f"weak{bool(words & HINTS):d}{bool(others & HINTS):d}",
        f"adds{names.adds(words, others) - names.adds(others, words)}",
        f"bare{not only:d}{not theirs:d}",
    ]
    if mine and other and mine[0] != other[0]:
        features.append(f"first{mine[0] < other[0]:d}")
    for part, begin, end in (("title", 0, names.title), ("closing", closing, len(names.at))):
        here, there = (next((place for place in each if begin <= place < end), -1) for each in (mine, other))
        features.append(f"{part}{here >= 0:d}{there >= 0:d}")
        if here >= 0 and there >= 0:
            features.append(f"first in {part}{here < there:d}")
    often = [max((len(places.get(name, ())) for name in names.spelt(each)), default=0) for each in (only, theirs)]
    features.append(f"often{(often[0] > often[1]) - (often[0] < often[1])}")
    features += (f"group{name[4:]}" for name in sorted(only) if name.startswith("arm:"))
    features += (f"word {name}" for name in sorted(only & _TELLING))
    return features


_WEIGHTS: dict[Source, float] = {"assigned": 0.5, "sized": 1.0, "title": 0.5}
_MOST, _PART = 2.5, 0.8


def word_scores(sides: list[Side]) -> dict[str, float]:
    """A score for every word that names a group: above nought for treated groups, below for control groups."""
    found: dict[str, float] = {}
    if sides:
        model = chain("groups")
        treated, control = model.labels.index("intervention"), model.labels.index("control")
        told = scores(model, [side.features for side in sides]) + model.start
        for side, logit in zip(sides, (told[:, treated] - told[:, control]).tolist(), strict=True):
            weight = _WEIGHTS[side.source]
            for word in sorted(side.words):
                found[word] = found.get(word, 0.0) + weight * logit
    for word, score in sorted(found.items()):
        found[word] = max(-_MOST, min(_MOST, score))
        for part in word.split("+"):
            found.setdefault(part, _PART * found[word])
    found.update(dict.fromkeys(CONTROLS, -_MOST))
    found.update(dict.fromkeys(TREATED, _MOST))
    return found
