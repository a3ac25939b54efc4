"""Groups that a trial compares, met where they are sized, assigned or named in a title, and what shows which is the treated one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress
from math import log
from typing import Literal

from manystudies.findings.arm_names import ASSIGNING, COMPARING, CONTROLS, HINTS, TREATED, Names
from manystudies.findings.linear import chain, merged, scores
from manystudies.findings.tokens import Candidate, Tokens
from manystudies.making import quick

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


@quick
@dataclass(frozen=True, slots=True)
class Side:
    """One of the groups compared at a place: the words that name it and nobody else there, its size if told, and what they show."""

    source: Source
    words: frozenset[str]
    size: Candidate | None
    shown: list[str]

    @property
    def features(self) -> list[str]:
        """What the words show, at such a place and anywhere."""
        return [*[f"{self.source} {feature}" for feature in self.shown], *self.shown]


def sides_of(tokens: Tokens, names: Names, sizes: list[Candidate]) -> list[Side]:
    """Every group met beside others; `sizes` are the numbers read as sizes of groups."""
    met: list[tuple[Source, list[frozenset[str]], list[Candidate | None]]] = [
        ("title", each, [None, None]) for each in _in_title(tokens, names)
    ]
    met += [("assigned", each, [None, None]) for each in _in_assignment(tokens, names)]
    for run in _runs(sizes):
        met.append(("sized", [_beside(tokens, names, size) for size in run], list(run)))
    if not met:
        return []
    closing = tokens.opens[max(0, len(tokens.opens) - _CLOSING)]
    places = _places(names, frozenset().union(*[words for _, told, _ in met for words in told]), closing)
    known: dict[frozenset[str], _Met] = {}
    found = []
    for source, told, sized in met:
        count = len(told)
        for index, words in enumerate(told):
            others = told[1 - index] if count == 2 else frozenset().union(*told[:index], *told[index + 1 :])  # noqa: PLR2004 - most are two
            only, theirs = words - others, others - words
            for each in (only, theirs):
                if each not in known:
                    known[each] = _together(names, places, each)
            shown = [_order(index, count), "last1" if index == count - 1 else "last0"]
            shown += _features(names, (words, others), (only, theirs), (known[only], known[theirs]))
            size = sized[index]
            values = [each.value for place, each in enumerate(sized) if each and place != index]
            if size and values and size.value > 0 and max(values) > 0:
                share = log(size.value / max(values))
                shown.append("more" if share > _UNEVEN else "fewer" if share < -_UNEVEN else "even")
            found.append(Side(source, known[only].spelt, size, shown))
    return found


@cache
def _order(index: int, count: int) -> str:
    return f"order{index}/{min(count, 4)}"


def _runs(sizes: list[Candidate]) -> list[list[Candidate]]:
    runs: list[list[Candidate]] = []
    for size in sizes:
        if runs and size.first - runs[-1][-1].first < _NEAR:
            runs[-1].append(size)
        else:
            runs.append([size])
    return [run for run in runs if 1 < len(run) <= _MOST_GROUPS]


def _beside(tokens: Tokens, names: Names, size: Candidate) -> frozenset[str]:
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
    return frozenset(filter(None, kept))


def _in_title(tokens: Tokens, names: Names) -> Iterable[list[frozenset[str]]]:
    words, end = tokens.words, names.title
    for place in names.marked:
        if place >= end:
            break
        compared = words[place] == "compared" and words[place + 1 : place + 2] in (["with"], ["to"])
        if words[place] in _VERSUS or compared or words[place] == "or":
            yield [_named(names, max(0, place - 5), place), _named(names, place + 1, min(end, place + 7))]


def _in_assignment(tokens: Tokens, names: Names) -> Iterable[list[frozenset[str]]]:
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


def _named(names: Names, begin: int, end: int) -> frozenset[str]:
    return frozenset(filter(None, names.at[begin:end]))


@quick
@dataclass(frozen=True, slots=True)
class _Met:
    """Some names with the words they stand for, their first places in the text and in its last sentences (-1 for none), and how often the commonest is."""

    spelt: frozenset[str]
    first: int
    closing: int
    often: int


@quick
@dataclass(frozen=True, slots=True)
class _Place:
    """Where one name is met first in a text and in its last sentences (-1 for none), and how often."""

    first: int
    closing: int
    often: int


def _places(names: Names, wanted: frozenset[str], closing: int) -> dict[str, _Place]:
    """Where each of some names and the words they stand for are met."""
    spelt = names.spelt(wanted)
    found: dict[str, list[int]] = {}
    for place in compress(range(len(names.at)), map(spelt.__contains__, names.at)):
        if name := names.at[place]:
            found.setdefault(name, []).append(place)
    return {
        name: _Place(places[0], places[bisect_left(places, closing)] if places[-1] >= closing else -1, len(places))
        for name, places in found.items()
    }


def _together(names: Names, places: dict[str, _Place], words: frozenset[str]) -> _Met:
    spelt = names.spelt(words)
    met = [places[name] for name in spelt if name in places]
    if not met:
        return _Met(spelt, -1, -1, 0)
    if len(met) == 1:
        return _Met(spelt, met[0].first, met[0].closing, met[0].often)
    return _Met(
        spelt,
        min([each.first for each in met]),
        min([each.closing for each in met if each.closing >= 0], default=-1),
        max([each.often for each in met]),
    )


_Two = tuple[frozenset[str], frozenset[str]]


def _answers(name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The features of a question about a group and about the others: neither, only they, only it, both."""
    return (f"{name}00", f"{name}01"), (f"{name}10", f"{name}11")


_STRONG, _WEAK, _BARE, _TITLED, _CLOSED = map(_answers, ("strong", "weak", "bare", "title", "closing"))


def _features(names: Names, all_words: _Two, apart: _Two, met: tuple[_Met, _Met]) -> list[str]:
    """What the names of a group, against those of the others at its place, show of whether it is the treated one.

    Each pair is of the group and of the others: all their names, those that are not the others' too, and where these are met.
    """
    (words, others), (only, theirs), (mine, other) = all_words, apart, met
    features = [
        _STRONG[not words.isdisjoint(CONTROLS)][not others.isdisjoint(CONTROLS)],
        _WEAK[not words.isdisjoint(HINTS)][not others.isdisjoint(HINTS)],
        "adds1" if names.adds(words, others) else "adds-1" if names.adds(others, words) else "adds0",
        _BARE[not only][not theirs],
    ]
    if mine.first >= 0 and other.first >= 0 and mine.first != other.first:
        features.append("first1" if mine.first < other.first else "first0")
    here, there = 0 <= mine.first < names.title, 0 <= other.first < names.title
    features.append(_TITLED[here][there])
    if here and there:
        features.append("first in title1" if mine.first < other.first else "first in title0")
    here, there = mine.closing >= 0, other.closing >= 0
    features.append(_CLOSED[here][there])
    if here and there:
        features.append("first in closing1" if mine.closing < other.closing else "first in closing0")
    features.append("often1" if mine.often > other.often else "often-1" if mine.often < other.often else "often0")
    features += [f"group{name[4:]}" for name in only if name.startswith("arm:")]
    features += [f"word {name}" for name in only & _TELLING]
    return features


_WEIGHTS: dict[Source, float] = {"assigned": 0.5, "sized": 1.0, "title": 0.5}
_MOST, _PART = 2.5, 0.8


def word_scores(texts: list[list[Side]]) -> list[dict[str, float]]:
    """For each text, a score for every word that names a group: above nought for treated groups, below for control groups."""
    model = chain("groups")
    treated, control = model.labels.index("intervention"), model.labels.index("control")
    every = [side for sides in texts for side in sides]
    logits = [0.0] * len(every)
    for source in _WEIGHTS:
        here = [place for place, side in enumerate(every) if side.source == source]
        told = scores(merged(model, f"{source} "), [every[place].shown for place in here]) + model.start
        for place, logit in zip(here, (told[:, treated] - told[:, control]).tolist(), strict=True):
            logits[place] = logit
    rest = iter(logits)
    return [_word_scores(sides, rest) for sides in texts]


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
