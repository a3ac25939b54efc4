"""Neighbourhoods of words: which words stand among the same words, counted in texts and grouped; no text is kept."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, hstack
from scipy.sparse.linalg import svds
from sklearn.cluster import MiniBatchKMeans

from manystudies.claims.statement_words import tokens_of

WORDS, CONTEXTS, NUMBERS, REACH = 25_000, 4_000, 100, 5
LEAST = 3
"""A word met less often has no neighbourhood."""
_SHORTEST = 25


def _texts(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from _texts(value)
    elif isinstance(found, list):
        for value in found:
            yield from _texts(value)


def sentences_of(folder: Path) -> list[str]:
    """Every distinct sentence of the texts in the gold files below a folder."""
    met: dict[str, str] = {}
    for path in sorted(folder.glob("*/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for text in _texts(json.loads(line)):
                    if len(text.split()) > LEAST:
                        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z\"(])|\n+", text):
                            plain = re.sub(r"\W+", " ", sentence.lower()).strip()
                            if len(plain) > _SHORTEST:
                                met.setdefault(plain, sentence)
    return list(met.values())


def places_of(sentences: list[str]) -> tuple[list[str], np.ndarray]:
    """The commonest words and a place for each (words × numbers, length 1): close are words with the same words around them.

    Pointwise mutual information with the words one and two places away, by side, and within five; then its largest parts.
    Source: Levy & Goldberg 2014, Neural word embedding as implicit matrix factorization.
    """
    tokens = [tokens_of(sentence) for sentence in sentences]
    counted = Counter(word for each in tokens for word in each)
    words = [word for word, count in counted.most_common(WORDS) if count >= LEAST]
    place = {word: at for at, word in enumerate(words)}
    gap = [-1] * REACH
    flat = np.array([number for each in tokens for number in (*(place.get(word, -1) for word in (".", *each)), *gap)])
    blocks = [_beside(flat, apart, side, len(words)) for apart in (1, 2) for side in (0, 1)]
    wide = csr_matrix((len(words), CONTEXTS))
    for apart in range(1, REACH + 1):
        for side in (0, 1):
            wide = wide + _beside(flat, apart, side, len(words)) * ((REACH + 1 - apart) / REACH)
    left, size, _ = svds(hstack([_information(each) for each in (*blocks, wide)]).tocsr().astype(np.float32), k=NUMBERS, random_state=0)
    found = left[:, ::-1] * np.sqrt(size[::-1])
    return words, (found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)).astype(np.float32)


def _beside(flat: np.ndarray, apart: int, side: int, words: int) -> csr_matrix:
    pair = (flat[:-apart], flat[apart:])
    word, context = pair[side], pair[1 - side]
    met = (word >= 0) & (context >= 0) & (context < CONTEXTS)
    return coo_matrix((np.ones(met.sum()), (word[met], context[met])), (words, CONTEXTS)).tocsr()


def _information(counts: csr_matrix) -> csr_matrix:
    smoothed = np.asarray(counts.sum(0)).ravel() ** 0.75
    each = counts.tocoo()
    expected = np.asarray(counts.sum(1)).ravel()[each.row] * (smoothed / smoothed.sum())[each.col]
    return coo_matrix((np.maximum(np.log(each.data / expected), 0), (each.row, each.col)), each.shape).tocsr()


def groups_of(places: np.ndarray, groups: int) -> np.ndarray:
    """The group of each word, in so many groups of close ones."""
    return MiniBatchKMeans(groups, random_state=0, n_init=3, batch_size=2048, max_iter=60).fit(places).labels_
