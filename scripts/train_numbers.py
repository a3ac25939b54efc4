"""Train the chains of numbers, of totals, of groups and of the results of groups from annotated abstracts, and say what cross-validation gives.

python scripts/train_numbers.py NUMBERS.jsonl.gz [READ.jsonl.gz]

READ holds abstracts that `teach_numbers.py` has read. With them the chain of numbers is the mean of two: one of what is annotated,
one of that and what is read. Cross-validation is of the annotated alone, for what is read has seen most of it.
"""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from annotated_numbers import KINDS, Row, Told, rows_of, told_in
from chains import Sequences, Trained, train_matrix, write_chain
from numpy.typing import NDArray
from scipy import sparse
from train_arms import make_arms
from train_totals import make_totals

from manystudies.findings.linear import chain
from manystudies.findings.number_features import SLOT_BITS, number_features
from manystudies.findings.numbers import read_numbers

_WORTH = 4
MODELS = Path(__file__).parents[1] / "src" / "manystudies" / "findings" / "models"


def train_kinds(told: list[Told]) -> Trained:
    """The chain of what numbers tell, with weights for every slot; slots met at one number only and slot 0 get none."""
    found = Sequences([], [], [], [])
    rows: list[NDArray[np.int64]] = []
    slots: list[NDArray[np.int64]] = []
    for _, tokens, gold in told:
        features = number_features([tokens])
        for index, own in enumerate(np.concatenate(features.slots).T):
            begin, end = features.edges[features.sentence[index] :][:2]
            around = features.around[begin:end]
            slots += [own, around]
            rows.append(np.full(len(own) + len(around), len(found.labels) + index))
        found.labels.extend(KINDS.index(kind) for kind, _ in gold)
        found.steps.extend([0] * len(gold))
        found.lengths.append(len(gold))
    columns = np.concatenate(slots)
    matrix = sparse.csr_matrix((np.ones(len(columns)), (np.concatenate(rows), columns)), shape=(len(found.labels), 1 << SLOT_BITS))
    matrix.sum_duplicates()
    often = np.flatnonzero(np.bincount(matrix.indices, minlength=1 << SLOT_BITS) > 1)[1:]
    trained = train_matrix(matrix[:, often].tocsr(), found, len(KINDS), 1, prior=0.4, rounds=120)
    weights = np.zeros((1 << SLOT_BITS, len(KINDS)))
    weights[often] = trained.weights
    return replace(trained, weights=weights)


def with_read(told: list[Told], read: list[Told]) -> Trained:
    """The mean of the chain of annotated abstracts and of that of both, in which an annotated abstract counts as much as four read ones."""
    alone, both = train_kinds(told), train_kinds(told * _WORTH + read)
    return Trained([], (alone.weights + both.weights) / 2, (alone.transitions + both.transitions) / 2, (alone.start + both.start) / 2)


def make(rows: list[Row], scored: dict[str, float], read: list[Row] | None = None) -> None:
    """Train the chains and write them."""
    told = told_in(rows)

    def make_kinds(some: list[Told]) -> int:
        size = write_chain(MODELS / "numbers.gz", train_kinds(some), KINDS, scored)
        chain.cache_clear()
        return size

    sizes = [make_totals(told, scored, make_kinds), *make_arms(told, scored)]
    if read:
        sizes[0] += write_chain(MODELS / "numbers.gz", with_read(told, told_in(read)), KINDS, scored)
    print("bytes", *sizes)


def f1(hits: int, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return round(2 * hits / (found + gold), 4)


def main(path: str, read: str | None = None) -> None:
    """Cross-validate in five parts, then train on everything."""
    rows = rows_of(path)
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
    make(rows, told, rows_of(read) if read else None)


if __name__ == "__main__":
    main(*sys.argv[1:3])
