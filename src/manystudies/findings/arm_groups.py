"""Groups that a trial compares, met where they are sized, assigned or named in a title, and what shows which is the treated one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log
from typing import Literal

from manystudies.findings.arm_names import ASSIGNING, COMPARING, CONTROLS, HINTS, TREATED, Names
from manystudies.findings.linear import chain, scores
from manystudies.findings.tokens import Candidate, Tokens

_NEAR, _REACH, _TITLE = 45, 50, 60
_VERSUS = frozenset({"versus", "vs", "v", "against"})
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
    closing = tokens.opens[max(0, len(tokens.opens) - _CLOSING)]
    places = _places(names, {word for _, told, _ in met for each in told for word in each}, closing)
    found = []
    for source, told, sized in met:
        for index, words in enumerate(told):
            others = set().union(*(each for place, each in enumerate(told) if place != index))
            only = words - others
            features = [
                f"order{index}/{min(len(told), 4)}",
                f"last{index == len(told) - 1:d}",
                *_features(names, places, words, others),
            ]
            size = sized[index]
            values = [each.value for place, each in enumerate(sized) if each and place != index]
            if size and values and size.value > 0 and max(values) > 0:
                share = log(size.value / max(values))
                features.append("more" if share > _UNEVEN else "fewer" if share < -_UNEVEN else "even")
            found.append(Side(source, frozenset(names.spelt(only)), size, (*[f"{source} {feature}" for feature in features], *features)))
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
    for place in names.marked:
        if place >= end:
            break
        compared = words[place] == "compared" and words[place + 1 : place + 2] in (["with"], ["to"])
        if words[place] in _VERSUS or compared or words[place] == "or":
            yield [_named(names, max(0, place - 5), place), _named(names, place + 1, min(end, place + 7))]


def _in_assignment(tokens: Tokens, names: Names) -> Iterable[list[set[str]]]:
    words, told = tokens.words, 0
    for place in [at for at in names.marked if words[at] in ASSIGNING or words[at] in COMPARING]:
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


@dataclass(frozen=True, slots=True)
class _Met:
    """Where some names are met: their first places in the text and in its last sentences (-1 for none) and how often the commonest is."""

    first: int
    closing: int
    often: int


_NOWHERE = _Met(-1, -1, 0)


def _places(names: Names, wanted: set[str], closing: int) -> dict[str, _Met]:
    """Where each of some names and the words they stand for are met."""
    found: dict[str, list[int]] = {name: [] for name in names.spelt(wanted)}
    for place, name in enumerate(names.at):
        if name in found:
            found[name].append(place)
    return {
        name: _Met(places[0], next((place for place in places if place >= closing), -1) if places[-1] >= closing else -1, len(places))
        for name, places in found.items()
        if places
    }


def _together(names: Names, places: dict[str, _Met], words: set[str]) -> _Met:
    met = [places[name] for name in names.spelt(words) if name in places]
    if not met:
        return _NOWHERE
    return _Met(
        min([each.first for each in met]),
        min([each.closing for each in met if each.closing >= 0], default=-1),
        max([each.often for each in met]),
    )


def _features(names: Names, places: dict[str, _Met], words: set[str], others: set[str]) -> list[str]:
    """What the names of a group, against those of the others at its place, show of whether it is the treated one."""
    only, theirs = words - others, others - words
    mine, other = _together(names, places, only), _together(names, places, theirs)
    features = [
        f"strong{not words.isdisjoint(CONTROLS):d}{not others.isdisjoint(CONTROLS):d}",
        f"weak{not words.isdisjoint(HINTS):d}{not others.isdisjoint(HINTS):d}",
        f"adds{names.adds(words, others) - names.adds(others, words)}",
        f"bare{not only:d}{not theirs:d}",
    ]
    if mine.first >= 0 and other.first >= 0 and mine.first != other.first:
        features.append(f"first{mine.first < other.first:d}")
    here, there = (each.first if each.first < names.title else -1 for each in (mine, other))
    for part, one, two in (("title", here, there), ("closing", mine.closing, other.closing)):
        features.append(f"{part}{one >= 0:d}{two >= 0:d}")
        if one >= 0 and two >= 0:
            features.append(f"first in {part}{one < two:d}")
    features.append(f"often{(mine.often > other.often) - (mine.often < other.often)}")
    features += [f"group{name[4:]}" for name in sorted(only) if name.startswith("arm:")]
    features += [f"word {name}" for name in sorted(only & _TELLING)]
    return features


_WEIGHTS: dict[Source, float] = {"assigned": 0.5, "sized": 1.0, "title": 0.5}
_MOST, _PART = 2.5, 0.8


def word_scores(texts: list[list[Side]]) -> list[dict[str, float]]:
    """For each text, a score for every word that names a group: above nought for treated groups, below for control groups."""
    model = chain("groups")
    treated, control = model.labels.index("intervention"), model.labels.index("control")
    told = scores(model, [side.features for sides in texts for side in sides]) + model.start
    logits = iter((told[:, treated] - told[:, control]).tolist())
    return [_word_scores(sides, logits) for sides in texts]


def _word_scores(sides: list[Side], logits: Iterator[float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for side, logit in zip(sides, logits, strict=False):
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
