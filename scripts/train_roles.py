"""Train the chain of sentence roles from abstracts with structured labels, and say what cross-validation gives.

    python scripts/train_roles.py ROLES.jsonl.gz

Every abstract is used twice: with its paragraphs and, as many are printed, without.
"""

import gzip
import json
import random
import sys
from pathlib import Path

from chains import Sequences, train, write_chain

from manystudies.findings import read_sentences
from manystudies.findings.linear import Chain, best_path, chain, scores
from manystudies.findings.role_features import paragraphs_of, role_features, steps_of

LABELS = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS", "OTHER")
MODEL = Path(__file__).parents[1] / "src" / "manystudies" / "findings" / "models" / "roles.gz"
Row = dict[str, list[dict[str, str | int]]]


def sequence(row: Row, *, flat: bool) -> tuple[list[list[str]], list[int], list[int]]:
    """Features, labels and steps of one abstract."""
    text = str(row["text"])
    ranges = [(int(each["start"]), int(each["end"])) for each in row["sentences"]]
    paragraphs = None if flat else paragraphs_of(text, ranges)
    labels = [LABELS.index(str(each["role"])) if each["role"] in LABELS else LABELS.index("OTHER") for each in row["sentences"]]
    return role_features(text, ranges, paragraphs), labels, steps_of(ranges, paragraphs)


def gathered(rows: list[Row]) -> Sequences:
    """The sequences of many abstracts, each with and without its paragraphs."""
    features, labels, steps, lengths = [], [], [], []
    for row in rows:
        for flat in (False, True):
            one = sequence(row, flat=flat)
            features += one[0]
            labels += one[1]
            steps += one[2]
            lengths.append(len(one[1]))
    return Sequences(features, labels, steps, lengths)


def made(rows: list[Row], scored: dict[str, float]) -> Chain:
    """The chain trained on `rows`, written and read back."""
    size = write_chain(MODEL, train(gathered(rows), len(LABELS), 3, least=4, prior=0.3, rounds=70), LABELS, scored)
    print(f"{MODEL.name}: {size} bytes")
    chain.cache_clear()
    return chain("roles")


def as_read(row: Row) -> list[tuple[str, str]]:
    """Gold and read role of every sentence of a text whose sentences were found by the package itself."""
    mine = read_sentences(str(row["text"]))
    found = []
    for each in row["sentences"]:
        middle = (int(each["start"]) + int(each["end"])) // 2
        if each["role"] in LABELS[:-1]:
            found.append((str(each["role"]), next((one["role"] for one in mine if one["start"] <= middle < one["end"]), "")))
    return found


def weighted(pairs: list[tuple[int, int]]) -> float:
    """The mean of the labels' F1, weighted by how often each is gold."""
    total = 0.0
    for label in range(len(LABELS) - 1):
        hit = sum(gold == mine == label for gold, mine in pairs)
        missed, wrong = sum(mine != gold == label for gold, mine in pairs), sum(gold != mine == label for gold, mine in pairs)
        total += 2 * hit / max(2 * hit + missed + wrong, 1) * (hit + missed)
    return total / len(pairs)


def main(path: str) -> None:
    """Cross-validate in five parts, then train on everything."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(0).shuffle(rows)  # noqa: S311  # parts for cross-validation, the same every time
    pairs: dict[bool, list[tuple[int, int]]] = {False: [], True: []}
    whole: list[tuple[str, str]] = []
    for part in range(5):
        model = made([row for place, row in enumerate(rows) if place % 5 != part], {})
        for row in rows[part::5]:
            whole += as_read(row)
            for flat in (False, True):
                features, labels, steps = sequence(row, flat=flat)
                mine = best_path(model, scores(model, features), steps)
                pairs[flat] += [(gold, got) for gold, got in zip(labels, mine, strict=True) if LABELS[gold] != "OTHER"]
    merged = sum(gold == mine or {gold, mine} == {"BACKGROUND", "OBJECTIVE"} for gold, mine in whole) / len(whole)
    told = {
        "weighted_f1": round(weighted(pairs[False]), 4),
        "weighted_f1_without_paragraphs": round(weighted(pairs[True]), 4),
        "accuracy_as_read_background_objective_merged": round(merged, 4),
    }
    print(told)
    made(rows, told)


if __name__ == "__main__":
    main(sys.argv[1])
