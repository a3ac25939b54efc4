"""Train the model of statement strength and write its weights: no words of the texts are kept, only hashed slots.

    train_sentence_strength.py BENCH_FOLDER [--shuffles 3]

BENCH_FOLDER holds the gold files: checks/claim_strength_pubmed, claim_strength_press and exaggeration_pairs give the labels,
every text below it tells which words have the same neighbours. With --shuffles the scores of so many cross-validations in
five parts are printed first, in which press releases about one paper and sentences that nearly repeat each other stay
together. Needs scikit-learn and torch; the package itself does not.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold
from statement_nets import Inputs, arrays_of, inputs_of, net_guesses, train_nets
from word_neighbourhoods import groups_of, places_of, sentences_of

from manystudies.claims.statement import STRENGTHS
from manystudies.claims.statement_features import BLOCK, CUES, SHAPES, SLOTS, chunks, cue_slots, letter_slots, run_slots, shapes_of
from manystudies.claims.statement_model import NET_WEIGHT, WEIGHTS, Trained, as_bytes, vocabulary_of
from manystudies.claims.statement_words import no_words, read_words, tokens_of

TARGET = Path(__file__).parents[1] / "src/manystudies/claims/statement_weights.npz"
PAIR_WEIGHT = 0.7
STRICTNESS = 3.0
GRAINS = (100, 400)
ALIKE = 0.5
NETS = 3
PLACED, PLACE_NUMBERS, PLACE_LENGTH = 12_000, 64, 3.0
"""How many words have a place in the nets, by how many numbers, and how far from the middle."""


@dataclass(frozen=True, slots=True)
class Gold:
    """Labelled sentences; `part` is pubmed, press or pair, and `group` keeps together what must not be parted."""

    texts: list[str]
    labels: np.ndarray
    part: np.ndarray
    group: np.ndarray


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_gold(folder: Path) -> Gold:
    """The labelled sentences of both sets, then those of the pairs."""
    found = [
        (row["text"], STRENGTHS.index(row["label"]), name, row.get("group"))
        for name in ("pubmed", "press")
        for row in rows(folder / f"claim_strength_{name}.jsonl.gz")
    ]
    for pair in rows(folder / "exaggeration_pairs.jsonl.gz"):
        for text, strength in (("press_release", "press_strength"), ("abstract", "abstract_strength")):
            found.append((pair[text], int(pair[strength]), "pair", pair["file"]))
    texts, labels, parts, named = zip(*found, strict=True)
    return Gold(list(texts), np.array(labels), np.array(parts), _groups(list(texts), list(named)))


def _groups(texts: list[str], named: list[str | None]) -> np.ndarray:
    """One number for sentences of one press release and for sentences that share most of their runs of three words."""
    leader = list(range(len(texts)))

    def lead(at: int) -> int:
        while leader[at] != at:
            at = leader[at]
        return at

    first: dict[str, int] = {}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    runs = []
    for at, (text, name) in enumerate(zip(texts, named, strict=True)):
        if name:
            leader[lead(at)] = lead(first.setdefault(name, at))
        words = [word for word in tokens_of(text) if word.isalnum()]
        runs.append({tuple(words[start : start + 3]) for start in range(max(1, len(words) - 2))})
        shared = Counter(other for run in runs[at] for other in holders[run])
        for other, count in shared.items():
            if count > ALIKE * min(len(runs[at]), len(runs[other])):
                leader[lead(at)] = lead(other)
        for run in runs[at]:
            holders[run].append(at)
    return np.array([lead(at) for at in range(len(texts))])


@dataclass(frozen=True, slots=True)
class Design:
    """The features of sentences: one row each, and the slots its columns stand for (shapes behind the last slot)."""

    rows: csr_matrix
    slots: np.ndarray
    rarity: np.ndarray


def design(texts: list[str], vocabulary: list[int], near: list[tuple[int, int]]) -> Design:
    """The features of sentences; a slot met in one sentence only is left out."""
    known = vocabulary_of(vocabulary)
    words = no_words(lambda new, _: [near[known(word)] for word in new], 0, 2)
    held: list[tuple[np.ndarray, np.ndarray]] = []
    shapes = np.zeros((len(texts), SHAPES))
    at = 0
    for part in chunks(texts):
        read = read_words(words, part)
        for _, _, slots in run_slots(words, read):
            held.append((read.sentence[: len(slots)][slots >= 0] + at, slots[slots >= 0]))
        sentence, slots = cue_slots(words, read)
        held.append((sentence + at, slots))
        for text in part:
            tokens = tokens_of(text)
            shapes[at] = shapes_of(text, len(tokens))
            letters = np.array([slot for token in tokens for slot in letter_slots(token)], dtype=np.int64)
            held.append((np.full(len(letters), at), letters))
            at += 1
    sentence, slot = (np.concatenate(each) for each in zip(*held, strict=True))
    counts = csr_matrix((np.ones(len(sentence)), (sentence, slot)), (len(texts), SLOTS))
    met = np.asarray((counts > 0).sum(0)).ravel()
    rarity = np.where(met > 1, np.log((1 + len(texts)) / (1 + met)) + 1, 0)
    blocks = []
    for block in range(SLOTS // BLOCK):
        chosen = np.arange(block * BLOCK, (block + 1) * BLOCK)
        chosen = chosen[rarity[chosen] > 0]
        if block == CUES:
            blocks.append(counts[:, chosen] * WEIGHTS[block])
        else:
            length = np.sqrt(np.maximum(counts[:, chosen] @ rarity[chosen] ** 2, 1e-9))
            blocks.append(diags(WEIGHTS[block] / length) @ counts[:, chosen] @ diags(rarity[chosen]))
    slots = np.append(np.flatnonzero(rarity), np.arange(SLOTS, SLOTS + SHAPES))
    return Design(hstack([*blocks, csr_matrix(shapes * WEIGHTS[CUES])]).tocsr(), slots, rarity)


def fit(found: csr_matrix, labels: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sum of two models, which is linear again: one regression of all classes, and one of each class on counts weighed by class.

    Source of the second: Wang and Manning (2012), Baselines and bigrams, https://aclanthology.org/P12-2018
    """
    model = LogisticRegression(C=STRICTNESS, max_iter=300, class_weight="balanced").fit(found, labels, sample_weight=weights)
    summed, intercept = model.coef_.T.copy(), model.intercept_.copy()
    met = (found > 0).astype(float)
    for place in range(len(STRENGTHS)):
        inside, outside = (np.asarray(met[chosen].sum(0)).ravel() + 1 for chosen in (labels == place, labels != place))
        ratio = np.log((inside / inside.sum()) / (outside / outside.sum()))
        one = LogisticRegression(C=STRICTNESS, max_iter=100, class_weight="balanced", solver="liblinear").fit(
            found @ diags(ratio), labels == place, sample_weight=weights
        )
        summed[:, place] += ratio * one.coef_[0]
        intercept[place] += one.intercept_[0]
    return summed, intercept


def cross_validate(gold: Gold, found: csr_matrix, seen: Inputs, shuffles: int) -> None:
    """Print the scores of each shuffle, by set: of the linear model alone, of the nets alone and of both."""
    each: dict[tuple[str, str], list[float]] = defaultdict(list)
    for shuffle in range(shuffles):
        linear, nets = np.zeros((2, len(gold.labels), len(STRENGTHS)))
        strata = [f"{label} {part}" for label, part in zip(gold.labels, gold.part, strict=True)]
        for train, test in StratifiedGroupKFold(5, shuffle=True, random_state=shuffle).split(strata, strata, gold.group):
            weights = np.where(gold.part[train] == "pair", PAIR_WEIGHT, 1.0)
            summed, intercept = fit(found[train], gold.labels[train], weights)
            linear[test] = found[test] @ summed + intercept
            nets[test] = net_guesses(train_nets(seen, train, gold.labels[train], weights, NETS), seen, test)
        for name in ("pubmed", "press"):
            here = gold.part == name
            for kind, told in (("linear", linear), ("nets", nets), *((f"both {w}", linear + w * nets) for w in (NET_WEIGHT, 2.0))):
                guessed = told[here].argmax(axis=1)
                each[name, kind].append(f1_score(gold.labels[here], guessed, average="macro"))
                by_label = f1_score(gold.labels[here], guessed, average=None).round(3)
                print(name, kind, "macro F1", round(each[name, kind][-1], 4), by_label, flush=True)
    for (name, kind), held in each.items():
        print(name, kind, "mean", round(float(np.mean(held)), 4), "from", round(min(held), 4), "to", round(max(held), 4))


def main() -> None:
    """Cross-validate if asked to, then train on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shuffles", type=int, default=0)
    options = parser.parse_args()
    gold = read_gold(options.folder / "checks")
    words, full = places_of(sentences_of(options.folder))
    vocabulary = [crc32(word.encode()) for word in words]
    grains = [groups_of(full, groups) for groups in GRAINS]
    beyond = [(first + 1, second + 1) for first, second in [(GRAINS[0] + more, GRAINS[1] + more) for more in (0, 1, -1)]]
    near = [*beyond, *zip(*(grain.tolist() for grain in grains), strict=True)]
    places, place_scale = rounded_places(full)
    found, seen = design(gold.texts, vocabulary, near), inputs_of(gold.texts, vocabulary, places * place_scale)
    if options.shuffles:
        cross_validate(gold, found.rows, seen, options.shuffles)
    weights = np.where(gold.part == "pair", PAIR_WEIGHT, 1.0)
    summed, intercept = fit(found.rows, gold.labels, weights)
    by_slot = np.zeros((SLOTS + SHAPES, len(STRENGTHS)))
    by_slot[found.slots] = summed
    nets = arrays_of(train_nets(seen, np.arange(len(gold.texts)), gold.labels, weights, NETS))
    shape = by_slot[SLOTS:] * WEIGHTS[CUES]
    data = as_bytes(Trained(by_slot[:SLOTS], found.rarity, shape, intercept, vocabulary, near, places, place_scale, nets))
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data):,} bytes from {len(gold.texts):,} sentences, {len(found.slots):,} slots")


def rounded_places(full: np.ndarray) -> tuple[np.ndarray, float]:
    """The first numbers of the places of the commonest words, as small whole numbers and what one stands for.

    Three rows stand before them, and rarer words stand nowhere.
    """
    cut = full[:, :PLACE_NUMBERS] / np.linalg.norm(full[:, :PLACE_NUMBERS], axis=1, keepdims=True) * PLACE_LENGTH
    cut[PLACED:] = 0
    scale = PLACE_LENGTH / 2 / 15
    return np.vstack([np.zeros((3, PLACE_NUMBERS)), np.clip(np.rint(cut / scale), -15, 15)]).astype(np.int8), scale


if __name__ == "__main__":
    main()
