"""Train the model of statement strength and write its weights: no words of the texts are kept, only hashed slots.

    train_sentence_strength.py GOLD_FOLDER [--folds 5]

GOLD_FOLDER holds claim_strength_pubmed.jsonl.gz, claim_strength_press.jsonl.gz and exaggeration_pairs.jsonl.gz. With --folds
the scores of a cross-validation by press release are printed first. Needs scikit-learn; the package itself does not.
"""

import argparse
import gzip
import json
from collections import Counter
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold

from manystudies.claims.statement import STRENGTHS, as_bytes, slots_and_values
from manystudies.claims.statement_features import SLOTS, Features, features_of

TARGET = Path(__file__).parents[1] / "src/manystudies/claims/statement_weights.npz"
PAIR_WEIGHT = 0.7
STRICTNESS = 3.0


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def rarities(featured: list[Features]) -> np.ndarray:
    """ln((1 + n) / (1 + d)) + 1 of each slot, 0 for a slot met only once."""
    counts: Counter[int] = Counter()
    for each in featured:
        counts.update(each.words | each.letters)
    found = np.zeros(SLOTS, dtype=np.float32)
    for slot, count in counts.items():
        if count > 1:
            found[slot] = log((1 + len(featured)) / (1 + count)) + 1
    return found


def matrix(featured: list[Features], rarity: np.ndarray) -> csr_matrix:
    """One row a sentence."""
    found = [slots_and_values(each, rarity) for each in featured]
    starts = np.cumsum([0, *(len(slots) for slots, _ in found)])
    values = np.concatenate([values for _, values in found]).astype(np.float64)
    return csr_matrix((values, np.concatenate([slots for slots, _ in found]), starts), shape=(len(featured), SLOTS))


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model: weights (slots × classes), an intercept for each class, and the rarities it was trained with."""

    weights: np.ndarray
    intercept: np.ndarray
    rarity: np.ndarray

    def best(self, featured: list[Features]) -> np.ndarray:
        """The class of each sentence."""
        return (matrix(featured, self.rarity) @ self.weights + self.intercept).argmax(axis=1)


def fit(featured: list[Features], labels: np.ndarray, weights: np.ndarray) -> Linear:
    """The sum of two models, which is linear again: one regression of all classes, and one of each class on counts weighed by class.

    Source of the second: Wang and Manning (2012), Baselines and bigrams, https://aclanthology.org/P12-2018
    """
    rarity = rarities(featured)
    rows_ = matrix(featured, rarity)
    model = LogisticRegression(C=STRICTNESS, max_iter=300, class_weight="balanced").fit(rows_, labels, sample_weight=weights)
    summed, intercept = model.coef_.T.copy(), model.intercept_.copy()
    met = (rows_ > 0).astype(float)
    for place in range(len(STRENGTHS)):
        inside, outside = (np.asarray(met[chosen].sum(0)).ravel() + 1 for chosen in (labels == place, labels != place))
        ratio = np.log((inside / inside.sum()) / (outside / outside.sum()))
        one = LogisticRegression(C=STRICTNESS, max_iter=100, class_weight="balanced", solver="liblinear").fit(
            rows_ @ diags(ratio), labels == place, sample_weight=weights
        )
        summed[:, place] += ratio * one.coef_[0]
        intercept[place] += one.intercept_[0]
    return Linear(summed, intercept, rarity)


def main() -> None:
    """Cross-validate if asked to, then train on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    gold = [{**row, "set": name} for name in ("pubmed", "press") for row in rows(options.folder / f"claim_strength_{name}.jsonl.gz")]
    pairs = rows(options.folder / "exaggeration_pairs.jsonl.gz")
    more = [
        (pair[text], int(pair[strength]))
        for pair in pairs
        for text, strength in (("press_release", "press_strength"), ("abstract", "abstract_strength"))
    ]
    featured = [features_of(row["text"]) for row in gold]
    labels = np.array([STRENGTHS.index(row["label"]) for row in gold])
    sets = np.array([row["set"] for row in gold])
    more_featured = [features_of(text) for text, _ in more]
    more_labels = np.array([label for _, label in more])
    if options.folds:
        groups = np.array([str(row.get("group") or row["id"]) for row in gold])
        guessed = np.zeros(len(gold), dtype=int)
        strata = labels + len(STRENGTHS) * (sets == "press")
        for train, test in StratifiedGroupKFold(options.folds, shuffle=True, random_state=0).split(labels, strata, groups):
            model = fit(
                [featured[i] for i in train] + more_featured,
                np.concatenate([labels[train], more_labels]),
                np.concatenate([np.ones(len(train)), np.full(len(more), PAIR_WEIGHT)]),
            )
            guessed[test] = model.best([featured[i] for i in test])
        for name in ("pubmed", "press"):
            here = sets == name
            print(
                name,
                "macro F1",
                round(f1_score(labels[here], guessed[here], average="macro"), 4),
                f1_score(labels[here], guessed[here], average=None).round(3),
            )
    weights = np.concatenate([np.ones(len(gold)), np.full(len(more), PAIR_WEIGHT)])
    model = fit(featured + more_featured, np.concatenate([labels, more_labels]), weights)
    data = as_bytes(model.weights.astype(np.float32), model.rarity, model.intercept.tolist())
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data):,} bytes from {len(gold) + len(more):,} sentences")


if __name__ == "__main__":
    main()
