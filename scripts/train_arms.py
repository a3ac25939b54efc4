"""Train the chains of groups and of the results of groups from annotated abstracts, and say what cross-validation gives.

python scripts/train_arms.py NUMBERS.jsonl.gz

The kinds of the numbers are given here; how both are read together is told by train_numbers.py.
"""

import sys
from collections import Counter
from pathlib import Path

from annotated_numbers import ARMS, Row, Told, rows_of, told_in
from chains import Sequences, train, write_chain
from paired_chains import train_paired

from manystudies.findings.arm_features import arm_features
from manystudies.findings.arm_groups import Side, sides_of
from manystudies.findings.arm_names import Names, names_at
from manystudies.findings.arm_units import STEPS, units_of
from manystudies.findings.linear import chain
from manystudies.findings.numbers import NOTHING, arms_in
from manystudies.findings.tokens import Tokens

MODELS = Path(__file__).parents[1] / "src" / "manystudies" / "findings" / "models"
_PARTS, _BAGS = 5, 8


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
    treated, control = (names.spelt(frozenset(marked[arm])) for arm in ARMS)
    more = len(side.words & (treated - control)) - len(side.words & (control - treated))
    return None if more == 0 else ARMS[more < 0]


def make_groups(told: list[Told], scored: dict[str, float]) -> int:
    """Train the chain of groups and write it; the number of bytes."""
    size = write_chain(MODELS / "groups.gz", train(group_sequences(told), len(ARMS), 1, least=4, prior=1.0, rounds=100), ARMS, scored)
    chain.cache_clear()
    return size


def make_arms(told: list[Told], scored: dict[str, float]) -> list[int]:
    """Train the chains of groups and of their results and write them; the numbers of bytes.

    The results of each part are read with a chain of groups that was trained on the others: one that has seen the abstracts would
    be surer of their groups than it is of those of new ones.
    """
    data, pairs = Sequences([], [], [], []), list[list[str]]()
    for part in range(_PARTS):
        make_groups([each for place, each in enumerate(told) if place % _PARTS != part], {})
        for _, tokens, gold in told[part::_PARTS]:
            kinds = kinds_of(gold)
            if units := units_of(tokens, kinds):
                features = arm_features([(tokens, kinds, units)])[0]
                data.features.extend(features.own)
                data.labels.extend(ARMS.index(Counter(gold[index][1] for index in unit.numbers).most_common(1)[0][0]) for unit in units)
                data.steps.extend(features.steps)
                data.lengths.append(len(units))
                pairs.extend(features.pairs)
    trained = train_paired(data, pairs, STEPS, least=2, prior=0.3, rounds=40, bags=_BAGS, kept=0.5)
    sizes = [
        make_groups(told, scored),
        write_chain(MODELS / "arms.gz", trained.own, ARMS, scored),
        write_chain(MODELS / "arm_pairs.gz", trained.pairs, ("same",), scored),
    ]
    chain.cache_clear()
    return sizes


def kinds_of(gold: list[tuple[str, str]]) -> list[str]:
    """The annotated kinds as the reader tells them."""
    return ["" if kind == NOTHING else kind for kind, _ in gold]


def main(path: str) -> None:
    """Cross-validate in five parts, then train on everything."""
    rows = rows_of(path)
    right, all_of = Counter[str](), Counter[str]()
    for part in range(_PARTS):
        make_arms(told_in([row for place, row in enumerate(rows) if place % _PARTS != part]), {})
        for _, tokens, gold in told_in(rows[part::_PARTS]):
            arms = arms_in([tokens], [kinds_of(gold)])[0]
            for index, (kind, arm) in enumerate(gold):
                if index in arms:
                    all_of[kind] += 1
                    right[kind] += arms[index] == arm
    shares = {f"arm_of_{kind}": round(right[kind] / count, 4) for kind, count in sorted(all_of.items())}
    shares["arm"] = round(right.total() / all_of.total(), 4)
    print(shares)
    print("bytes", *make_arms(told_in(rows), shares))


if __name__ == "__main__":
    main(sys.argv[1])
