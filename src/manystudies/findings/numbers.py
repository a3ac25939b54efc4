"""Every number of an abstract that tells a trial's people or results, with what it tells and of which group."""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, TypedDict

from manystudies.findings.arm_features import arm_features
from manystudies.findings.arm_units import units_of
from manystudies.findings.glyphs import fold
from manystudies.findings.linear import Chain, beside, chain, likely_labels, scores, sparse_paths
from manystudies.findings.number_features import NumberFeatures, number_features
from manystudies.findings.sentences import sentences
from manystudies.findings.tokens import Candidate, Tokens, tokens_of
from manystudies.findings.totals import with_totals

if TYPE_CHECKING:
    from manystudies.findings.linear import Scores

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
READINESS = 0.9
"""How much a number's claim to tell nothing is lowered, so that as many are missed as are wrongly told."""


class NumberRow(TypedDict):
    """A number with its place, its value, what it tells and of which group; "all" is everybody in the trial."""

    start: int
    end: int
    value: float
    kind: NumberKind
    arm: NumberArm


def number_kinds(texts: Sequence[Tokens]) -> list[list[str]]:
    """What each number of some texts tells, or "" for nothing."""
    if not any(tokens.candidates for tokens in texts):
        return [[] for _ in texts]
    read, scored = kinds_one_by_one(texts)
    told = with_totals(texts, read, scored, _named(chain("numbers")))
    return [_with_quartiles(tokens, kinds) for tokens, kinds in zip(texts, told, strict=True)]


def kinds_one_by_one(texts: Sequence[Tokens]) -> tuple[list[list[str]], "Scores"]:
    """What the chain alone says of each number of some texts, of which there must be one, and the score of every label for it.

    The scores count the labels beside a number, as the chain has them, for those that may stand there.
    """
    counts = [len(tokens.candidates) for tokens in texts]
    model = chain("numbers")
    scored = number_scores(model, number_features(texts))
    scored[:, model.labels.index(NOTHING)] -= READINESS
    starts = list(accumulate(counts, initial=0))
    path = sparse_paths(model, scored, [start for start, count in zip(starts, counts, strict=False) if count])
    named = _named(model)
    kinds = [named[label] for label in path]
    read = [kinds[start : start + count] for start, count in zip(starts, counts, strict=False)]
    return read, beside(model, scored, path, [start for start, count in zip(starts, counts, strict=False) if count])


def _named(model: Chain) -> list[str]:
    """The labels of a chain of numbers, that of nothing being ""."""
    return ["" if label == NOTHING else label for label in model.labels]


def number_scores(model: Chain, features: NumberFeatures) -> "Scores":
    """The score of every label for every number, a row a number."""
    import numpy as np

    # Whole numbers are summed exactly, in whatever order the features come.
    own = sum(model.weights.take(block, axis=0).sum(0, dtype=np.int32) for block in features.slots)
    around = np.add.reduceat(model.weights.take(features.around, axis=0), features.edges[:-1], axis=0, dtype=np.int32)
    scored: Scores = (own + around[features.sentence]).astype(np.float32) * np.float32(model.scale)
    return scored


_QUARTILES = frozenset({"iqr", "interquartile", "inter-quartile", "quartile", "quartiles", "q1", "25th"})
_QUARTILE_REACH = 9
"""How many tokens behind a median its second quartile may stand."""


def _with_quartiles(tokens: Tokens, kinds: list[str]) -> list[str]:
    """The kinds of numbers, the two behind a median being its quartiles where the words between say so: "12 (IQR 7 to 20)"."""
    if "median" not in kinds:
        return kinds
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

    Trained chains read them: one says what a number tells, one which of them is the size of the whole trial, one which group is the treated one, one which group a result belongs to. Cross-validated on
    abstracts of cancer trials they agree with a reader on the kind of four in five numbers and on kind and group of seven
    in ten; do not believe a single row as you would believe a finding, whose words are bound by grammar.

    >>> rows = read_numbers("We randomly assigned 120 women to exercise (n = 60) or usual care (n = 60).")
    >>> [(row["kind"], row["arm"], row["value"]) for row in rows]
    [('n_total', 'all', 120.0), ('n_arm', 'intervention', 60.0), ('n_arm', 'control', 60.0)]
    """
    return numbers_in([cut_for_numbers(text)])[0]


def cut_for_numbers(text: str) -> Tokens:
    """A text made ready for `numbers_in`."""
    folded = fold(text)
    return tokens_of(folded, sentences(folded))


def numbers_in(texts: Sequence[Tokens]) -> list[list[NumberRow]]:
    """The same as `read_numbers` for many texts, each cut by `cut_for_numbers`: a text costs a fifth of what it costs alone."""
    found = []
    told = number_kinds(texts)
    for tokens, kinds, arms in zip(texts, told, arms_in(texts, told), strict=True):
        found.append(
            [
                _row(tokens.text, each, _KINDS[kind], arms.get(index, "all"))
                for index, (each, kind) in enumerate(zip(tokens.candidates, kinds, strict=True))
                if kind
            ]
        )
    return found


_BEFORE_MINUS = frozenset(" \u00a0\n\t([,;:=")


def _row(text: str, number: Candidate, kind: NumberKind, arm: NumberArm) -> NumberRow:
    """A number's row, with the minus sign in front of it: one that stands neither behind a word nor behind another number."""
    before = number.start - 1
    if before >= 0 and text[before] == "-" and not number.in_words and (before == 0 or text[before - 1] in _BEFORE_MINUS):
        return NumberRow(start=before, end=number.end, value=-number.value, kind=kind, arm=arm)
    return NumberRow(start=number.start, end=number.end, value=number.value, kind=kind, arm=arm)


def arms_in(texts: Sequence[Tokens], kinds: Sequence[list[str]]) -> list[dict[int, NumberArm]]:
    """The group of every number that tells a result or the size of a group, for some texts and the kinds of their numbers."""
    units = [units_of(tokens, own) for tokens, own in zip(texts, kinds, strict=True)]
    told = [place for place, each in enumerate(units) if each]
    found: list[dict[int, NumberArm]] = [{} for _ in texts]
    if not told:
        return found
    features = arm_features([(texts[place], kinds[place], units[place]) for place in told])
    model = chain("arms")
    scored = scores(model, [own for each in features for own in each.own])
    same = scores(chain("arm_pairs"), [pair for each in features for pair in each.pairs])[:, 0].tolist()
    begin = 0
    for place, each in zip(told, features, strict=True):
        end = begin + len(each.own)
        for unit, label in zip(units[place], likely_labels(model, scored[begin:end], each.steps, same[begin:end]), strict=True):
            found[place].update(dict.fromkeys(unit.numbers, _ARMS[label]))
        begin = end
    return found


_ARMS: tuple[NumberArm, NumberArm] = "intervention", "control"
"""The labels of the chain of results."""
