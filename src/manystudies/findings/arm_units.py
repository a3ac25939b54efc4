"""Results of one group: the numbers of a text that belong together, and the kinds of step from one to the next."""

from dataclasses import dataclass

from manystudies.findings.tokens import Tokens
from manystudies.making import quick

_PAIRING = frozenset({"and", "or", "vs", "versus", "v", "compared", "than", "while", "whereas", "but", "respectively"})
_WITHIN = frozenset(
    [
        "of",
        "out",
        "sd",
        "se",
        "n",
        "patients",
        "women",
        "points",
        "range",
        "months",
        "days",
        "years",
        "cases",
        "deaths",
        "events",
        "median",
        "mean",
        "m",
        "the",
        "eligible",
        "evaluable",
        "participants",
        "subjects",
        "percent",
        "per",
        "standard",
        "deviation",
        "patient",
        "recurrences",
        "total",
    ]
)
_UNIT_GAP, _TO_GAP = 7, 6
SAME_UNIT, PAIRED, FURTHER, NEW_SENTENCE, REPEATED, FURTHER_REPEATED, PAIRED_OTHER, CHANGED = range(8)
"""Kinds of step from one result to the next; CHANGED is from a value to what it became."""
STEPS = 8


@quick
@dataclass(frozen=True, slots=True)
class Unit:
    """Numbers that tell one result of one group: events, total and percent, or mean and SD. `numbers` are their indices, `head` is the first one's kind."""

    numbers: tuple[int, ...]
    first: int
    last: int
    kind: str
    head: str


def units_of(tokens: Tokens, kinds: list[str]) -> list[Unit]:
    """The units of an abstract whose numbers were read as `kinds`; numbers of no kind and totals belong to none."""
    grouped: list[list[int]] = []
    for index, kind in enumerate(kinds):
        if kind in {"", "n_total"}:
            continue
        if grouped and _same_unit(tokens, kinds, grouped[-1], index):
            grouped[-1].append(index)
        else:
            grouped.append([index])
    candidates = tokens.candidates
    return [
        Unit(
            tuple(group),
            candidates[group[0]].first,
            candidates[group[-1]].last,
            "+".join([kinds[index] for index in group[:2]]),
            kinds[group[0]],
        )
        for group in grouped
    ]


def _same_unit(tokens: Tokens, kinds: list[str], group: list[int], index: int) -> bool:
    before, here = tokens.candidates[group[-1]], tokens.candidates[index]
    gap = tokens.words[before.last + 1 : here.first]
    return (
        tokens.sentence[before.last] == tokens.sentence[here.first]
        and len(gap) <= _UNIT_GAP
        and _PAIRING.isdisjoint(gap)
        and all(word in _WITHIN or not word[0].isalpha() or len(word) == 1 for word in gap)
        and kinds[index] not in {kinds[each] for each in group}
        and not (kinds[group[-1]] == "n_arm" and kinds[index] != "percent")
    )


def step_between(tokens: Tokens, one: Unit, two: Unit) -> int:
    """The kind of step between two units: paired by "versus" or "and", further on, or in a new sentence."""
    if tokens.sentence[one.last] != tokens.sentence[two.first]:
        return NEW_SENTENCE
    gap = tokens.words[one.last + 1 : two.first]
    alike = one.head == two.head
    if alike and "to" in gap and len(gap) <= _TO_GAP and _PAIRING.isdisjoint(gap):
        return CHANGED
    if ";" in gap or not _PAIRING.isdisjoint(gap):
        return PAIRED if alike else PAIRED_OTHER
    if len(gap) < _UNIT_GAP and all(word in _WITHIN or not word[0].isalpha() or len(word) == 1 for word in gap):
        return REPEATED if alike else SAME_UNIT
    return FURTHER_REPEATED if alike else FURTHER
