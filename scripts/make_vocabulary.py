"""Make the list of common words that stand for whole numbers, and their kinds by what stands beside them, from the texts of rows.

python scripts/make_vocabulary.py ROWS.jsonl.gz...
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

from manystudies.findings.glyphs import fold
from manystudies.findings.tokens import tokens_of
from manystudies.findings.vocabulary import COUNTED, FIRST_COUNTED, FIRST_PLAIN, KINDS_OF_WORDS, LISTED, vocabulary

MODELS = Path(__file__).parents[1] / "src" / "manystudies" / "findings" / "models"
_LEAST, _SHORTEST = 5, 150
_CONTEXTS, _REACH, _DIMENSIONS, _ROUNDS = 4000, 2, 32, 12


def texts_in(told: object) -> Iterator[str]:
    """Every long text of a row; a long list of words is one too."""
    if isinstance(told, str):
        if len(told) > _SHORTEST:
            yield told
    elif isinstance(told, dict):
        for each in told.values():
            yield from texts_in(each)
    elif isinstance(told, list):
        if len(told) > 1 and all(isinstance(each, str) for each in told):
            yield from texts_in(" ".join(told))
        else:
            for each in told:
                yield from texts_in(each)


def kinds_of(sequence: NDArray[np.int64], size: int) -> NDArray[np.uint8]:
    """A kind for each of `size` words: those with alike neighbours share one.

    The positive pointwise mutual information of each word with the common words at each of four places beside it is cut
    to a few dimensions, whose directions are grouped by k-means. Source: Levy, Goldberg and Dagan (2015),
    https://doi.org/10.1162/tacl_a_00134
    """
    rows, columns = [], []
    places = [place for place in range(-_REACH, _REACH + 1) if place]
    for index, place in enumerate(places):
        one = sequence[max(0, -place) : len(sequence) - max(0, place)]
        two = sequence[max(0, place) : len(sequence) - max(0, -place)]
        there = (one >= 0) & (two >= 0) & (one < size) & (two < _CONTEXTS)
        rows.append(one[there])
        columns.append(two[there] + index * _CONTEXTS)
    counts = sparse.csr_matrix(
        (np.ones(sum(map(len, rows))), (np.concatenate(rows), np.concatenate(columns))), shape=(size, _CONTEXTS * len(places))
    )
    counts.sum_duplicates()
    met = counts.tocoo()
    own, context = np.asarray(counts.sum(1)).ravel() + 1e-9, np.asarray(counts.sum(0)).ravel() ** 0.75
    context = context / context.sum() + 1e-12
    told = np.maximum(np.log(met.data / (own[met.row] * context[met.col])), 0)
    left, strength, _ = svds(sparse.csr_matrix((told, (met.row, met.col)), shape=counts.shape), k=_DIMENSIONS, random_state=0)
    points = left * np.sqrt(strength)
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    middles = points[np.random.default_rng(0).choice(min(5000, size), KINDS_OF_WORDS, replace=False)]
    for _ in range(_ROUNDS):
        nearest = (points @ middles.T).argmax(1)
        for kind in range(KINDS_OF_WORDS):
            if (nearest == kind).any():
                middle = points[nearest == kind].sum(0)
                middles[kind] = middle / np.linalg.norm(middle)
    return (points @ middles.T).argmax(1).astype(np.uint8)


def main(paths: list[str]) -> None:
    """Count the words of all texts, each text once, keep those met often, the commonest first, and find their kinds."""
    texts: set[str] = set()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts.update(text for line in lines for text in texts_in(json.loads(line)))
    folded = [fold(text) for text in sorted(texts)]
    counts: Counter[str] = Counter()
    for text in folded:
        counts.update(word for word in tokens_of(text, [(0, len(text))]).words if not "." < word < ":" or word == "/")
    often = sorted(
        (word for word, count in counts.items() if count >= _LEAST and word not in COUNTED), key=lambda word: (-counts[word], word)
    )
    kept = often[: LISTED - FIRST_PLAIN]
    packed = gzip.compress("\n".join(kept).encode(), 9, mtime=0)
    (MODELS / "words.gz").write_bytes(packed)
    vocabulary.cache_clear()
    apart = [-1] * _REACH
    sequence = np.array([each for text in folded for each in (*tokens_of(text, [(0, len(text))]).ids, *apart)])
    kinds = gzip.compress(kinds_of(sequence, FIRST_PLAIN + len(kept))[FIRST_COUNTED:].tobytes(), 9, mtime=0)
    (MODELS / "kinds.gz").write_bytes(kinds)
    print(len(kept), "words of", len(counts), "in", len(texts), "texts;", len(packed), "and", len(kinds), "bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
