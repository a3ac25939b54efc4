"""Which named group the words of a sentence tie each result to: "12 % with zinc", "in the zinc group (12 %)", lists and pairs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from manystudies.findings.arm_names import CONTROLS, TREATED, Names
from manystudies.findings.arm_units import Unit
from manystudies.findings.arm_words import (
    ASSIGNED,
    BEHIND_NAME,
    BETWEEN,
    CONNECTIVES,
    CROSSING,
    HEADS,
    LEADING,
    OUTCOMES,
    PEOPLE,
    TAKEN,
    VERBS,
    VERSUS,
)
from manystudies.findings.tokens import Tokens
from manystudies.making import quick

_LETTER = re.compile(r"[a-e]|[1-5]|i{1,3}|iv")
_TELLING, _CERTAIN, _OPPOSITE = 0.5, 1.25, (0.4, -0.2)
_CLOSE, _NEAR, _SKIPPED, _BRACKET, _PAIR_GAP, _CARRIED_GAP, _BESIDE, _NAME_REACH = 2, 7, 7, 24, 14, 16, 3, 6
_USUAL = 0.9
"""How sure it is that the first of two results without a name is that of the treated group."""


@quick
@dataclass(frozen=True, slots=True)
class Tie:
    """The score of the group that a result is tied to, above nought for treated ones, and the way it is tied."""

    score: float
    way: str

    @property
    def sign(self) -> str:
        """The score as one of five signs."""
        if not self.score:
            return "0"
        return ("+" if self.score > 0 else "-") if abs(self.score) >= _CERTAIN else "*" if self.score > 0 else "~"


@quick
@dataclass(frozen=True, slots=True)
class _Item:
    """A result, with its index, or the name of a group, with its score, in a sentence."""

    first: int
    last: int
    index: int = -1
    score: float = 0.0


@quick
@dataclass(frozen=True, slots=True)
class _Beside:
    """The names behind and ahead of some results, in the order of the text, and how near each side's is: 2 where words tie it, 1 or 0."""

    behind: list[_Item]
    ahead: list[_Item]
    near_behind: int
    near_ahead: int


@quick
@dataclass(frozen=True, slots=True)
class _Named:
    """What is known of names: those at each token, their scores, the words that stand where groups are named, and what names that settles."""

    at: list[str | None]
    scores: Mapping[str | None, float]
    naming: set[str]
    known: dict[str, bool]

    def names_group(self, name: str) -> bool:
        """Whether a name is that of a group."""
        if name not in self.known:
            self.known[name] = name.startswith("arm:") or not self.naming.isdisjoint(_parts(name))
        return self.known[name]


@quick
@dataclass(frozen=True, slots=True)
class _Sentence:
    words: list[str]
    begin: int
    end: int
    units: Sequence[Unit]


def naming_words(tokens: Tokens, names: Names, units: Sequence[Unit]) -> set[str]:
    """The words of a text that stand where groups are named: before "group" and "(n =", behind "received" and "12 % with"."""
    words, at = tokens.words, names.at
    found: set[str] = set()
    for place in names.marked:
        word = words[place]
        if word in HEADS:
            found.update(_parts(at[place - 1] if place else None))
            if place > 2 and words[place - 2] in {"and", "or", "versus", "vs"}:  # noqa: PLR2004 - "zinc and placebo groups"
                found.update(_parts(at[place - 3]))
        elif word == "n" and place > 1 and words[place - 1] == "(":
            found.update(_parts(at[place - 2]))
        if word in ASSIGNED and tokens.sentence[place] in tokens.assigning:
            for name in at[place + 1 : place + 4]:
                found.update(_parts(name))
    for unit in units:
        place = unit.last + 1
        while place < len(words) and place - unit.last < _NAME_REACH and words[place] in BETWEEN:
            place += 1
        if place < len(words) and words[place] in TAKEN:
            place += 1
            while place < len(words) and words[place] in PEOPLE:
                place += 1
            if place < len(words):
                found.update(_parts(at[place]))
    return (found - OUTCOMES) | CONTROLS | set(TREATED)


@lru_cache(maxsize=1 << 12)
def _parts(name: str | None) -> tuple[str, ...]:
    """A name, the names joined in it, and their parts between hyphens."""
    if not name:
        return ()
    joined = name.split("+")
    return name, *joined, *[piece for each in joined if "-" in each for piece in each.split("-") if len(piece) > 2]  # noqa: PLR2004


def ties(tokens: Tokens, names: Names, units: Sequence[Unit], scores: Mapping[str | None, float], naming: set[str]) -> list[Tie]:
    """The tie of every result; `scores` are those of the names, `naming` the words that stand where groups are named."""
    told = [Tie(0.0, "")] * len(units)
    named = _Named(_lettered(tokens.words, names), scores, naming, {})
    place = 0
    while place < len(units):
        sentence = tokens.sentence[units[place].first]
        begin, end = tokens.opens[sentence], tokens.opens[sentence + 1]
        follow = place
        while follow < len(units) and units[follow].first < end:
            follow += 1
        here = _Sentence(tokens.words, begin, end, units)
        for segment in _segments(here, named, range(place, follow)):
            _tie_segment(here, segment, told)
        place = follow
    return _carried(tokens, units, told)


def _lettered(words: list[str], names: Names) -> list[str | None]:
    """Names with the further letters of "arms A and B", and "study group" as a treated one."""
    found = list(names.at)
    for place in names.marked:
        if words[place] == "study":
            if words[place + 1 : place + 2] in (["group"], ["arm"], ["groups"]) or words[place + 1 : place + 3] in (
                ["and", "control"],
                ["and", "controls"],
            ):
                found[place] = TREATED[-1]
            continue
        after = place + 1
        name = found[after] if after < len(found) and words[place] in HEADS else None
        while (
            name and name.startswith("arm:") and after + 2 < len(words) and words[after + 1] in {"and", "or", ",", "&", "versus", "vs", "/"}
        ):
            after += 3 if words[after + 1] == "," and words[after + 2] in {"and", "or"} else 2
            if after >= len(words) or words[after] == "a" or found[after] or not _LETTER.fullmatch(words[after]):
                break
            found[after] = f"arm:{words[after]}"
    return found


def _segments(here: _Sentence, named: _Named, indices: range) -> list[list[_Item]]:
    """The results and names of groups of a sentence, parted where a new clause begins behind a result."""
    words, names = here.words, named.at
    opening = {here.units[index].first: index for index in indices}
    found: list[list[_Item]] = [[]]
    behind, told, known = here.begin, False, named.known
    for place in [at for at in range(here.begin, here.end) if names[at] or words[at] == ";" or at in opening]:
        if place < behind:
            continue
        name = names[place]
        if place in opening:
            index = opening[place]
            found[-1].append(_Item(place, here.units[index].last, index))
            behind, told = here.units[index].last + 1, True
        elif not name:
            if told:
                found.append([])
                told = False
        elif known[name] if name in known else named.names_group(name):
            score = named.scores.get(name, 0.0)
            _name_item(words, found[-1], place, score if abs(score) >= _TELLING else 0.0)
    signs = {item.score > 0 for segment in found for item in segment if item.score}
    if len(signs) != 1:
        return found
    # Where one side alone is known, a name that is not known is taken for the other.
    other = _OPPOSITE[1] if True in signs else _OPPOSITE[0]
    return [[item if item.index >= 0 or item.score else _Item(item.first, item.last, -1, other) for item in segment] for segment in found]


def _name_item(words: list[str], items: list[_Item], place: int, score: float) -> None:
    """Add a name to a segment, to the name right before it where both are one."""
    before = items[-1] if items else None
    if before and before.index < 0 and place - before.last <= _BESIDE and before.score * score >= 0:
        gap = words[before.last + 1 : place]
        if not any(word in CONNECTIVES or word in ",;" for word in gap):
            items[-1] = _Item(before.first, place, -1, score if abs(score) > abs(before.score) else before.score)
            return
    items.append(_Item(place, place, -1, score))


def _tie_segment(here: _Sentence, segment: list[_Item], told: list[Tie]) -> None:
    runs: list[list[_Item]] = []
    for item in segment:
        if runs and (runs[-1][0].index < 0) == (item.index < 0):
            runs[-1].append(item)
        else:
            runs.append([item])
    if not runs:
        return
    listed = "respectively" in here.words[segment[0].first : min(here.end, segment[-1].last + 12)]
    results = sum(item.index >= 0 for item in segment)
    for number, run in enumerate(runs):
        if run[0].index < 0:
            continue
        behind, ahead = runs[number - 1] if number else [], runs[number + 1] if number + 1 < len(runs) else []
        near_behind = _nearness_behind(here.words, run, behind, crossed_counts=bool(ahead), listed=listed)
        beside = _Beside(behind, ahead, near_behind, _nearness_ahead(here, run[-1], ahead))
        if len(run) == 1:
            named_first = segment[0].index < 0
            opens = named_first and number == 1 and results > 1 and len(runs) % 2 == 0
            closes = segment[-1].index < 0 and not named_first
            told[run[0].index] = _tie_one(here.words, run[0], beside, opens=opens, closes=closes)
        else:
            _tie_run(here.words, run, beside, told, listed=listed)


def _nearness_ahead(here: _Sentence, result: _Item, ahead: list[_Item]) -> int:
    """2 where the name right behind a result is tied to it by "with" or "in", 1 where it is near, 0 elsewhere."""
    if not ahead:
        return 0
    words, place, skipped = here.words, result.last + 1, 0
    while place < here.end and skipped < _SKIPPED:
        if words[place] in "([":
            depth, close = 1, place + 1
            while close < ahead[0].first and depth and close - place < _BRACKET:
                depth += (words[close] in "([") - (words[close] in ")]")
                close += 1
            if depth:
                break
            place = close
        elif words[place] in BETWEEN:
            place += 1
        else:
            break
        skipped += 1
    gap = ahead[0].first - place
    if (place < here.end and words[place] in LEADING and gap <= _NEAR) or gap <= 1:
        return 2
    return int(ahead[0].first - result.last <= _NEAR)


def _nearness_behind(words: list[str], run: list[_Item], behind: list[_Item], *, crossed_counts: bool, listed: bool) -> int:
    """2 where the name right before a result is tied to it by a bracket or a verb, 1 where only it is there, 0 elsewhere."""
    if not behind:
        return 0
    gap = words[behind[-1].last + 1 : run[0].first]
    if (len(run) == 1 or not listed) and not CROSSING.isdisjoint(gap):
        return 0 if crossed_counts else 1
    return 2 if len(gap) < _BESIDE or all(word in BEHIND_NAME for word in gap) or not VERBS.isdisjoint(gap) else 1


def _tie_one(words: list[str], result: _Item, beside: _Beside, *, opens: bool, closes: bool) -> Tie:
    behind, ahead, near_behind, near_ahead = beside.behind, beside.ahead, beside.near_behind, beside.near_ahead
    if near_ahead == _CLOSE and near_behind < _CLOSE:
        return Tie(ahead[0].score, "1A2")
    if near_behind == _CLOSE and near_ahead < _CLOSE:
        return Tie(behind[-1].score, "1B2")
    if near_ahead == near_behind == _CLOSE:
        if opens:
            return Tie(behind[-1].score, "1BAb")
        if closes:
            return Tie(ahead[0].score, "1BAa")
        return Tie((behind[-1] if words[result.first - 1] in "([=:" else ahead[0]).score, "1BA")
    if near_behind:
        return Tie(behind[-1].score, "1B1")
    return Tie(ahead[0].score, f"1A{near_ahead}") if ahead else Tie(0.0, "")


def _tie_run(words: list[str], run: list[_Item], beside: _Beside, told: list[Tie], *, listed: bool) -> None:
    """Several results without a name between them: a list in the order of the names, pairs by "versus", or all of one group."""
    behind, ahead, near_behind, near_ahead = beside.behind, beside.ahead, beside.near_behind, beside.near_ahead
    size, mark = len(run), "r" if listed else ""
    if near_ahead and len(ahead) >= size and len(ahead) % size == 0 and (listed or len(ahead) == size):
        for result, name in zip(run, ahead, strict=False):
            told[result.index] = Tie(name.score, f"LA{mark}{min(size, 3)}")
    elif (near_behind and len(behind) == size) or (len(behind) > size and listed):
        for result, name in zip(run, behind[-size:], strict=True):
            told[result.index] = Tie(name.score, f"LB{mark}{min(size, 3)}")
    elif near_ahead and listed and len(ahead) == 2 and size % 2 == 0:  # noqa: PLR2004 - two groups, pair after pair
        for number, result in enumerate(run):
            told[result.index] = Tie(ahead[number % 2].score, "LAp")
    else:
        _tie_pairs(words, run, beside, told)


def _tie_pairs(words: list[str], run: list[_Item], beside: _Beside, told: list[Tie]) -> None:
    behind, ahead, near_behind, near_ahead = beside.behind, beside.ahead, beside.near_behind, beside.near_ahead
    place = 0
    while place < len(run):
        one, two = run[place], run[place + 1] if place + 1 < len(run) else None
        gap = words[one.last + 1 : two.first] if two else []
        if two and len(gap) <= _PAIR_GAP and any(CONNECTIVES.get(word) in {"vs", "/"} for word in gap):
            if len(behind) > 1 and near_behind and behind[-2].score * behind[-1].score < 0:
                pair = Tie(behind[-2].score, "V2B"), Tie(behind[-1].score, "V2B")
            elif near_behind and not (near_ahead == _CLOSE and place + 2 >= len(run)):
                pair = Tie(behind[-1].score, "VB"), Tie(-behind[-1].score, "VB-")
            elif near_ahead:
                pair = Tie(-ahead[0].score, "VA-"), Tie(ahead[0].score, "VA")
            else:
                pair = Tie(0.0, ""), Tie(0.0, "")
            told[one.index], told[two.index] = pair
            place += 2
            continue
        if near_behind == _CLOSE:
            told[one.index] = Tie(behind[-1].score, "SBA" if near_ahead == _CLOSE else "SB")
        elif near_ahead == _CLOSE:
            told[one.index] = Tie(ahead[0].score, "SA")
        elif near_behind or ahead:
            told[one.index] = Tie(behind[-1].score, "SB1") if near_behind else Tie(ahead[0].score, "SA1")
        place += 1


def _carried(tokens: Tokens, units: Sequence[Unit], told: list[Tie]) -> list[Tie]:
    """Ties with those of results that no name stands by: pairs in the order of the pair before, others as the result before."""
    order = last = 0.0
    before = -1
    place = 0
    while place < len(units):
        sentence = tokens.sentence[units[place].first]
        if told[place].way:
            if place and before == sentence and told[place - 1].score * told[place].score < 0:
                order = told[place - 1].score
        else:
            joined = _joined(tokens, units, told, place)
            if joined:
                first = order or _USUAL
                told[place], told[place + 1] = Tie(first, joined), Tie(-first, joined)
                place, before = place + 2, sentence
                continue
            told[place] = Tie(last, "Ns" if before == sentence else "Nn")
        last, before = told[place].score, sentence
        place += 1
    return told


def _joined(tokens: Tokens, units: Sequence[Unit], told: list[Tie], place: int) -> str:
    """Whether two results without names are a pair, by "versus" or by "respectively"."""
    if place + 1 >= len(units) or told[place + 1].way or tokens.sentence[units[place + 1].first] != tokens.sentence[units[place].first]:
        return ""
    one, two = units[place], units[place + 1]
    gap = tokens.words[one.last + 1 : two.first]
    versus = any(word in VERSUS or word in {"than", "compared", "/"} for word in gap)
    if versus and len(gap) <= _CARRIED_GAP and one.head == two.head:
        return "Np"
    end = tokens.opens[tokens.sentence[two.first] + 1]
    return "Nr" if "and" in gap and "respectively" in tokens.words[two.last : end] else ""
