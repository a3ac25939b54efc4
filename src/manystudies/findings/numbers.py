"""Every number of an abstract that tells a trial's people or results, with what it tells and of which group."""

from typing import Literal, TypedDict

from manystudies.findings.arm_features import arm_features, units_of
from manystudies.findings.glyphs import fold
from manystudies.findings.linear import best_path, chain, scores
from manystudies.findings.number_features import number_features
from manystudies.findings.sentences import sentences
from manystudies.findings.tokens import Tokens, tokens_of

NumberKind = Literal["events", "mean", "median", "n_arm", "n_total", "percent", "q1", "q3", "sd"]
NumberArm = Literal["all", "control", "intervention"]
_KINDS: dict[str, NumberKind] = {
    "events": "events",
    "mean": "mean",
    "median": "median",
    "n_arm": "n_arm",
    "n_total": "n_total",
    "percent": "percent",
    "q1": "q1",
    "q3": "q3",
    "sd": "sd",
}
NOTHING = "none"
"""The label of a number that tells neither people nor results."""
READINESS = 0.5
"""How much a number's claim to tell nothing is lowered, so that as many are missed as are wrongly told."""


class NumberRow(TypedDict):
    """A number with its place, its value, what it tells and of which group; "all" is everybody in the trial."""

    start: int
    end: int
    value: float
    kind: NumberKind
    arm: NumberArm


def number_kinds(tokens: Tokens) -> list[str]:
    """What each number of a text tells, or "" for nothing."""
    model = chain("numbers")
    bias = [-READINESS if label == NOTHING else 0.0 for label in model.labels]
    path = best_path(model, scores(model, number_features(tokens)), [0] * len(tokens.candidates), bias)
    return _with_quartiles(tokens, ["" if model.labels[label] == NOTHING else model.labels[label] for label in path])


_QUARTILES = frozenset({"iqr", "interquartile", "inter-quartile", "quartile", "quartiles", "q1", "25th"})
_QUARTILE_REACH = 9
"""How many tokens behind a median its second quartile may stand."""


def _with_quartiles(tokens: Tokens, kinds: list[str]) -> list[str]:
    """The kinds of numbers, the two behind a median being its quartiles where the words between say so: "12 (IQR 7 to 20)"."""
    for index in range(len(kinds) - 2):
        low, high = tokens.candidates[index + 1], tokens.candidates[index + 2]
        between = tokens.words[tokens.candidates[index].last + 1 : low.first]
        near = high.first - tokens.candidates[index].last <= _QUARTILE_REACH
        if (
            kinds[index] == "median"
            and near
            and low.value <= tokens.candidates[index].value <= high.value
            and _QUARTILES.intersection(between)
        ):
            kinds[index + 1], kinds[index + 2] = "q1", "q3"
    return kinds


def read_numbers(text: str) -> list[NumberRow]:
    """The numbers of one abstract of a trial that tell its people or its results.

    Trained chains read them: one says what a number tells, one which group is the treated one, one which group a result belongs to. Cross-validated on
    abstracts of cancer trials they agree with a reader on the kind of four in five numbers and on kind and group of seven
    in ten; do not believe a single row as you would believe a finding, whose words are bound by grammar.

    >>> rows = read_numbers("We randomly assigned 120 women to exercise (n = 60) or usual care (n = 60).")
    >>> [(row["kind"], row["arm"], row["value"]) for row in rows]
    [('n_total', 'all', 120.0), ('n_arm', 'intervention', 60.0), ('n_arm', 'control', 60.0)]
    """
    folded = fold(text)
    tokens = tokens_of(folded, sentences(folded))
    if not tokens.candidates:
        return []
    kinds = number_kinds(tokens)
    arms = _arms(tokens, kinds)
    return [
        NumberRow(start=each.start, end=each.end, value=each.value, kind=_KINDS[kind], arm=arms.get(index, "all"))
        for index, (each, kind) in enumerate(zip(tokens.candidates, kinds, strict=True))
        if kind
    ]


def _arms(tokens: Tokens, kinds: list[str]) -> dict[int, NumberArm]:
    """The group of every number that tells a result or the size of a group."""
    units = units_of(tokens, kinds)
    if not units:
        return {}
    features, steps = arm_features(tokens, kinds, units)
    model = chain("arms")
    path = best_path(model, scores(model, features), steps)
    return {
        index: "control" if model.labels[label] == "control" else "intervention"
        for unit, label in zip(units, path, strict=True)
        for index in unit.numbers
    }
