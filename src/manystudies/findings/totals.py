"""Which numbers of an abstract are the size of the whole trial, told from all that might be at a time.

A chain that reads number by number takes the size of one group, or of some of the people, for the trial's where its own words look alike.
What else the abstract counts tells them apart: whether a likelier or a greater total stands there, and whether groups add up to it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from manystudies.findings.linear import chain, scores
from manystudies.findings.tokens import Tokens

if TYPE_CHECKING:
    from manystudies.findings.linear import Scores

TOTAL, GROUP = "n_total", "n_arm"
LABELS = ("other", TOTAL)
_UNLIKELY, _MAYBE_GROUP, _LIKELY = -3.5, -1.0, -0.8
"""How far a label's score may lie below the best other one for a number to be weighed as a total, as a group, as an earlier total."""
_LOWEST, _STEPS = -4.0, 10
_WEIGHED, _MOST, _SUMMED = 20, 40, 7
"""Of a text at most so many numbers are weighed, the likeliest; beside so many groups; and of so many groups sums are looked for."""
_SHARES, _DIGITS = (0.25, 0.5, 0.75, 1, 1 + 1e-9, 2, 10), (10, 100, 1000, 10000)
_INSIDE = {
    word: kind
    for kind, said in {
        "enrolled": "enrolled recruited included randomized randomised randomly assigned allocated entered registered",
        "analysed": "evaluable completed analyzed analysed assessable available assessed evaluated",
        "some": "subset subgroup subsample sub-study substudy",
        "screened": "screened approached invited eligible consented",
        "happened": "deaths events recurrences died relapses responses achieved dropped withdrew discontinued",
        "places": "hospitals centers centres sites clinics target",
    }.items()
    for word in said.split()
}
"""Words of a sentence that tell whom it counts."""
_BEHIND = {
    word: kind
    for kind, said in {
        "behind people": "patients women participants survivors subjects men individuals people patient volunteers adults",
        "behind group": "group groups arm arms",
        "behind share": "%",
        "behind treated": "received treated underwent",
    }.items()
    for word in said.split()
}
"""Words close behind a number."""


def with_totals(texts: Sequence[Tokens], kinds: list[list[str]], scored: "Scores", labels: Sequence[str]) -> list[list[str]]:
    """The kinds of the numbers of some texts with the totals chosen anew; `scored` has a row a number and a column for each of `labels`.

    A number that is no total after all tells what its score says next.
    """
    weighed = weighed_totals(texts, kinds, scored, labels)
    features = [each for _, found in weighed for each in found]
    if not features:
        return kinds
    model = chain("totals")
    chosen = (scores(model, features) + model.start).argmax(1).tolist()
    told = [list(each) for each in kinds]
    begin = at = 0
    for (places, _), mine in zip(weighed, told, strict=True):
        for place in places:
            if chosen[at]:
                mine[place] = TOTAL
            elif mine[place] == TOTAL:
                mine[place] = _best_but(scored[begin + place].tolist(), labels)
            at += 1
        begin += len(mine)
    return told


def _best_but(own: list[float], labels: Sequence[str]) -> str:
    """The label with the highest score, that of a total left out."""
    return max((score, -place, label) for place, (score, label) in enumerate(zip(own, labels, strict=True)) if label != TOTAL)[2]


def weighed_totals(
    texts: Sequence[Tokens], kinds: list[list[str]], scored: "Scores", labels: Sequence[str]
) -> list[tuple[list[int], list[list[str]]]]:
    """Of every text the places of the numbers that may be totals, and the features of each."""
    total, group = _above(scored, labels.index(TOTAL)), _above(scored, labels.index(GROUP))
    found = []
    begin = 0
    for tokens, own in zip(texts, kinds, strict=True):
        end = begin + len(own)
        mine = total[begin:end]
        places = [
            place
            for place, (each, kind) in enumerate(zip(mine, own, strict=True))
            if (each > _UNLIKELY or kind == TOTAL) and (value := tokens.candidates[place].value) > 0 and value.is_integer()
        ]
        if len(places) > _WEIGHED:
            places = sorted(sorted(places, key=mine.__getitem__, reverse=True)[:_WEIGHED])
        found.append((places, _features(tokens, own, (mine, group[begin:end]), places) if places else []))
        begin = end
    return found


def _above(scored: "Scores", label: int) -> list[float]:
    """How far the score of a label lies above the best other one at every number."""
    import numpy as np

    # The largest of a few long rows is found many times as fast as those of many short ones.
    rows = np.ascontiguousarray(scored.T)
    above: list[float] = (rows[label] - np.delete(rows, label, axis=0).max(0)).tolist()
    return above


_LADDERS = {
    name: [tuple(f"{name}>{step}" for step in range(steps)) for steps in range(_STEPS + 1)]
    for name in ("total", "group", "greater", "smaller", "said", "again", "next")
}


def _steps(name: str, above: float) -> tuple[str, ...]:
    """A feature for every step that a score has climbed."""
    step = int(above - _LOWEST)
    return _LADDERS[name][0 if step < 0 else min(step, _STEPS)]


def _features(tokens: Tokens, kinds: list[str], above: tuple[list[float], list[float]], places: list[int]) -> list[list[str]]:
    """The features of the numbers that may be totals."""
    total, group = above
    values = [each.value for each in tokens.candidates]
    groups = [place for place, each in enumerate(group) if each > _MAYBE_GROUP or kinds[place] == GROUP][:_MOST]
    few = [values[place] for place in groups[:_SUMMED]]
    sums = {one + two for one, two in combinations(few, 2)} | {one + two + three for one, two, three in combinations(few, 3)}
    totals = {values[place] for place in places if total[place] > _LIKELY}
    told = []
    for place in places:
        value, own = values[place], total[place]
        greater = smaller = said = again = best = _LOWEST
        rival = value
        rank = earlier = 0
        for each in places:
            score, counted = total[each], values[each]
            rank += score > own
            earlier += each < place and score > _LIKELY
            if counted > value:
                greater = max(greater, score)
            elif counted < value:
                smaller = max(smaller, score)
            elif each < place:
                said = max(said, score)
            elif each > place:
                again = max(again, score)
            if counted != value and score > best:
                best, rival = score, counted
        names = ["", "chain " + kinds[place], f"best {min(rank, 3)}", f"earlier {min(earlier, 3)}", f"of {min(len(places), 5)}"]
        names += _steps("total", own) + _steps("group", group[place]) + _steps("greater", greater) + _steps("smaller", smaller)
        names += _steps("said", said) + _steps("again", again) + _steps("next", max(group[place + 1 : place + 3], default=_LOWEST))
        names.append(f"share {bisect_right(_SHARES, value / rival)}")
        names.append(f"digits {bisect_right(_DIGITS, value)}")
        if value in sums:
            names.append("sum")
        others = [values[each] for each in groups if each != place]
        names.append(f"groups {min(len(others), 4)}")
        if others:
            if max(others) >= value:
                names.append("within")
            if not totals.isdisjoint([value + each for each in others]):
                names.append("part")
        names += _words(tokens, tokens.candidates[place].first, tokens.candidates[place].last)
        told.append(names)
    return told


def _words(tokens: Tokens, first: int, last: int) -> list[str]:
    """What the words around a number tell of whom it counts."""
    words, sentence = tokens.words, tokens.sentence[first]
    begin, end = tokens.opens[sentence], tokens.opens[sentence + 1]
    before, behind = words[max(begin, first - 2) : first], words[last + 1 : min(end, last + 9)]
    names = [f"part {sentence * 6 // (len(tokens.opens) - 1)}", "<" + before[-1] if before else "<", ">" + behind[0] if behind else ">"]
    names += filter(None, dict.fromkeys(map(_BEHIND.get, behind)))
    names += filter(None, dict.fromkeys(map(_INSIDE.get, words[begin:end])))
    return names
