"""Train the chains of numbers and of groups from annotated abstracts of trials, and say what cross-validation gives.

python scripts/train_numbers.py NUMBERS.jsonl.gz
"""

import gzip
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TypedDict

from chains import Sequences, train, write_chain

from manystudies.findings.arm_features import STEPS, arm_features, units_of
from manystudies.findings.glyphs import fold
from manystudies.findings.linear import chain
from manystudies.findings.number_features import number_features
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


def sequences_of(rows: list[Row]) -> tuple[Sequences, Sequences]:
    """The training sequences of numbers and those of groups."""
    numbers, arms = Sequences([], [], [], []), Sequences([], [], [], [])
    for row in rows:
        text = fold(row["text"])
        tokens = tokens_of(text, sentences(text))
        told = gold_of(row, tokens)
        if not told:
            continue
        numbers.features.extend(number_features(tokens))
        numbers.labels.extend(KINDS.index(kind) for kind, _ in told)
        numbers.steps.extend([0] * len(told))
        numbers.lengths.append(len(told))
        kinds = ["" if kind == NOTHING else kind for kind, _ in told]
        units = units_of(tokens, kinds)
        if not units:
            continue
        features, steps = arm_features(tokens, kinds, units)
        arms.features.extend(features)
        arms.labels.extend(ARMS.index(Counter(told[index][1] for index in unit.numbers).most_common(1)[0][0]) for unit in units)
        arms.steps.extend(steps)
        arms.lengths.append(len(units))
    return numbers, arms


def make(rows: list[Row], scored: dict[str, float]) -> None:
    """Train both chains and write them."""
    numbers, arms = sequences_of(rows)
    sizes = (
        write_chain(MODELS / "numbers.gz", train(numbers, len(KINDS), 1, least=2, prior=0.2, rounds=100), KINDS, scored),
        write_chain(MODELS / "arms.gz", train(arms, len(ARMS), STEPS, least=2, prior=0.1, rounds=100), ARMS, scored),
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
