"""Train the chains of numbers, of groups and of the results of groups from annotated abstracts, and say what cross-validation gives.

python scripts/train_numbers.py NUMBERS.jsonl.gz
"""

import gzip
import json
import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

import numpy as np
from chains import Sequences, Trained, train, train_matrix, write_chain
from numpy.typing import NDArray
from scipy import sparse

from manystudies.findings.arm_features import STEPS, arm_features, units_of
from manystudies.findings.arm_groups import Side, sides_of
from manystudies.findings.arm_names import Names, names_at
from manystudies.findings.glyphs import fold
from manystudies.findings.linear import chain
from manystudies.findings.number_features import SLOT_BITS, number_features
from manystudies.findings.numbers import NOTHING, read_numbers
from manystudies.findings.sentences import sentences
from manystudies.findings.tokens import Tokens, tokens_of

KINDS = (NOTHING, "n_total", "n_arm", "events", "percent", "mean", "sd", "median")
ARMS = ("intervention", "control")
MODELS = Path(__file__).parents[1] / "src" / "manystudies" / "findings" / "models"


class Mark(TypedDict, total=False):
    """One annotated number."""

    start: int
    end: int
    kind: str
    arm: str
    label: str
    value: float | None


class Row(TypedDict):
    """One annotated abstract."""

    text: str
    spans: list[Mark]


def gold_of(row: Row, tokens: Tokens) -> list[tuple[str, str]]:
    """Kind and group of every number of an abstract as annotated."""
    told = [(NOTHING, "all")] * len(tokens.candidates)
    for mark in row["spans"]:
        value = mark.get("value")
        if mark.get("kind") not in KINDS or value is None:
            continue
        met = [index for index, each in enumerate(tokens.candidates) if each.start < mark["end"] and mark["start"] < each.end]
        same = [index for index in met if abs(tokens.candidates[index].value - abs(value)) < 1e-9]
        if met:
            told[(same or met)[0]] = (mark["kind"], mark["arm"])
    return told


Told = tuple[Row, Tokens, list[tuple[str, str]]]


def train_kinds(told: list[Told]) -> Trained:
    """The chain of what numbers tell, with weights for every slot; slots met at one number only and slot 0 get none."""
    found = Sequences([], [], [], [])
    rows: list[NDArray[np.int64]] = []
    slots: list[NDArray[np.int64]] = []
    for _, tokens, gold in told:
        features = number_features([tokens])
        for index, own in enumerate(features.slots.T):
            around = features.everywhere[features.form[index], features.begin[index] : features.end[index]]
            slots += [own, around]
            rows.append(np.full(len(own) + len(around), len(found.labels) + index))
        found.labels.extend(KINDS.index(kind) for kind, _ in gold)
        found.steps.extend([0] * len(gold))
        found.lengths.append(len(gold))
    columns = np.concatenate(slots)
    matrix = sparse.csr_matrix((np.ones(len(columns)), (np.concatenate(rows), columns)), shape=(len(found.labels), 1 << SLOT_BITS))
    matrix.sum_duplicates()
    often = np.flatnonzero(np.bincount(matrix.indices, minlength=1 << SLOT_BITS) > 1)[1:]
    trained = train_matrix(matrix[:, often].tocsr(), found, len(KINDS), 1, prior=0.2, rounds=80)
    weights = np.zeros((1 << SLOT_BITS, len(KINDS)))
    weights[often] = trained.weights
    return replace(trained, weights=weights)


def group_sequences(told: list[Told]) -> Sequences:
    """The training rows of groups: those with a size by its annotation, others by the annotated names of the two arms."""
    found = Sequences([], [], [], [])
    for row, tokens, gold in told:
        names = names_at(tokens)
        arms = {each.start: arm for each, (kind, arm) in zip(tokens.candidates, gold, strict=True) if kind == "n_arm"}
        for side in sides_of(tokens, names, [each for each in tokens.candidates if each.start in arms]):
            arm = arms.get(side.size.start) if side.size else named_arm(row, tokens, names, side)
            if arm in ARMS:
                found.features.append(list(side.features))
                found.labels.append(ARMS.index(arm))
                found.steps.append(0)
                found.lengths.append(1)
    return found


def named_arm(row: Row, tokens: Tokens, names: Names, side: Side) -> str | None:
    """The arm whose annotated names share most words with those of a side."""
    marked: dict[str, set[str]] = {arm: set() for arm in ARMS}
    for mark in row["spans"]:
        if mark.get("label") in ARMS:
            inside = [name for start, name in zip(tokens.starts, names.at, strict=True) if name and mark["start"] <= start < mark["end"]]
            marked[mark["label"]].update(inside)
    treated, control = (names.spelt(marked[arm]) for arm in ARMS)
    more = len(side.words & (treated - control)) - len(side.words & (control - treated))
    return None if more == 0 else ARMS[more < 0]


def arm_sequences(told: list[Told]) -> Sequences:
    """The training sequences of the results of groups; the chain of groups must be trained before."""
    found = Sequences([], [], [], [])
    for _, tokens, gold in told:
        kinds = ["" if kind == NOTHING else kind for kind, _ in gold]
        units = units_of(tokens, kinds)
        if not units:
            continue
        features, steps = arm_features(tokens, kinds, units)
        found.features.extend(features)
        found.labels.extend(ARMS.index(Counter(gold[index][1] for index in unit.numbers).most_common(1)[0][0]) for unit in units)
        found.steps.extend(steps)
        found.lengths.append(len(units))
    return found


def make(rows: list[Row], scored: dict[str, float]) -> None:
    """Train the three chains and write them."""
    told: list[Told] = []
    for row in rows:
        text = fold(row["text"])
        tokens = tokens_of(text, sentences(text))
        if tokens.candidates:
            told.append((row, tokens, gold_of(row, tokens)))
    sizes = [
        write_chain(MODELS / "numbers.gz", train_kinds(told), KINDS, scored),
        write_chain(MODELS / "groups.gz", train(group_sequences(told), len(ARMS), 1, least=4, prior=1.0, rounds=100), ARMS, scored),
    ]
    chain.cache_clear()
    sizes.append(
        write_chain(MODELS / "arms.gz", train(arm_sequences(told), len(ARMS), STEPS, least=2, prior=0.1, rounds=100), ARMS, scored)
    )
    print("bytes", *sizes)
    chain.cache_clear()


def f1(hits: int, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return round(2 * hits / (found + gold), 4)


def main(path: str) -> None:
    """Cross-validate in five parts, then train on everything."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines]
    random.Random(0).shuffle(rows)  # noqa: S311  # parts for cross-validation, the same every time
    tallies = {"with_arm": [0, 0, 0], "without_arm": [0, 0, 0], "n_total": [0, 0, 0]}
    for part in range(5):
        make([row for place, row in enumerate(rows) if place % 5 != part], {})
        for row in rows[part::5]:
            gold = [(mark["kind"], mark["arm"], mark["value"]) for mark in row["spans"] if "kind" in mark and mark["value"] is not None]
            mine = [(each["kind"], each["arm"], each["value"]) for each in read_numbers(row["text"])]
            for name, tally in tallies.items():
                cut = [
                    Counter(
                        (kind, arm if name == "with_arm" else "", value)
                        for kind, arm, value in side
                        if name != "n_total" or kind == "n_total"
                    )
                    for side in (mine, gold)
                ]
                tally[0] += sum((cut[0] & cut[1]).values())
                tally[1] += sum(cut[0].values())
                tally[2] += sum(cut[1].values())
    told = {name: f1(*tally) for name, tally in tallies.items()}
    print(told)
    make(rows, told)


if __name__ == "__main__":
    main(sys.argv[1])
