"""The trained model of statement strength: how its weights are kept, and what it makes of sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING
from zlib import crc32

from manystudies.claims.statement_features import BLOCK, CUES, LETTERS, RUNS, SLOTS, STEMS, cue_slots, letter_slots, run_slots, shapes_of
from manystudies.claims.statement_words import Words, no_words, read_words

if TYPE_CHECKING:
    from numpy import float32, float64
    from numpy.typing import NDArray

CLASSES = 4
WEIGHTS = {STEMS: 3.0, LETTERS: 1.5, **{block: 1.5 for block in RUNS if block != STEMS}, CUES: 0.4}
"""How much each block of features weighs before the model's own weights."""
_ENDINGS = ("ing", "ed", "es", "s", "ly")


@dataclass(frozen=True, slots=True)
class StatementModel:
    """What is added for each slot: weights times rarity by class, and the rarity squared; the last row is for no slot.

    `shape` (shapes × classes) weighs the shape of a sentence.
    """

    table: "NDArray[float32]"
    shape: "NDArray[float32]"
    intercept: "NDArray[float32]"
    words: Words


def load_model() -> StatementModel:
    """The shipped weights: whole numbers of one byte with a scale for each class."""
    import numpy as np

    data = resources.files(__package__ or "manystudies.claims").joinpath("statement_weights.npz").read_bytes()
    with np.load(BytesIO(data)) as arrays:
        slots = arrays["slots"].astype(np.int64)
        rarity = arrays["rarity"].astype(np.float32)[:, None] * np.float32(arrays["rarity_scale"])
        table = np.zeros((SLOTS + 1, CLASSES + 1), dtype=np.float32)
        weights = arrays["weights"] * arrays["scale"].astype(np.float32)
        table[slots] = np.hstack([weights * np.where(slots[:, None] < CUES * BLOCK, rarity, WEIGHTS[CUES]), rarity * rarity])
        near_of = neighbourhoods(arrays["vocabulary"].tolist(), arrays["near"].tolist())
        words = no_words(lambda word: table[letter_slots(word)].sum(axis=0), CLASSES + 1, near_of, 2)
        return StatementModel(table, arrays["shape"].astype(np.float32), arrays["intercept"].astype(np.float32), words)


def neighbourhoods(vocabulary: Sequence[int], near: Sequence[tuple[int, int]]) -> Callable[[str], tuple[int, ...]]:
    """The neighbourhoods of a word, in two grains, by its checksum; an unknown word is looked up without its ending.

    The first two rows of `near` are those of the edges of a sentence, the third that of unknown words.
    """
    places = dict(zip(vocabulary, near[3:], strict=True))
    edges, unknown = {"\x01": near[0], "\x00": near[1]}, near[2]

    def near_of(word: str) -> tuple[int, ...]:
        if word in edges:
            return edges[word]
        shorter = (word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending))
        for spelling in (word, *shorter, word.rpartition("-")[2]):
            found = places.get(crc32(spelling.encode("utf-8", "surrogatepass")))
            if found is not None:
                return found
        return unknown

    return near_of


def scores(model: StatementModel, sentences: Sequence[str]) -> "NDArray[float32]":
    """The scores of each sentence (sentences × classes)."""
    import numpy as np

    read = read_words(model.words, sentences)
    lengths = np.diff(np.append(read.first, len(read.row))) - 2
    shapes = [shapes_of(sentence, length) for sentence, length in zip(sentences, lengths.tolist(), strict=True)]
    # One shape after the other, so that a sentence has the same score in whatever company it is read.
    found = np.repeat(model.intercept[None], len(sentences), axis=0)
    for shape, weights in zip(np.array(shapes, dtype=np.float32).T, model.shape, strict=True):
        found += shape[:, None] * weights
    sums = {LETTERS: np.add.reduceat(model.words.values[read.row], read.first, axis=0)}
    for block, length, slots in run_slots(model.words, read):
        total = np.add.reduceat(model.table.take(slots, axis=0), read.first, axis=0)
        sums[block] = total if length == 1 else sums[block] + total
    for block, total in sums.items():
        found += WEIGHTS[block] * total[:, :-1] / np.sqrt(np.maximum(total[:, -1:], np.float32(1e-9)))
    sentence, slots = cue_slots(model.words, read)
    begins = np.searchsorted(sentence, np.arange(len(sentences)))
    result: NDArray[float32] = found + np.add.reduceat(model.table.take(slots, axis=0)[:, :-1], begins, axis=0)
    return result


@dataclass(frozen=True, slots=True)
class Trained:
    """A model as it comes from training: weights (slots × classes), the rarity of each slot, and what goes with them."""

    weights: "NDArray[float64]"
    rarity: "NDArray[float64]"
    shape: "NDArray[float64]"
    intercept: "NDArray[float64]"
    vocabulary: Sequence[int]
    near: Sequence[tuple[int, int]]


def as_bytes(trained: Trained) -> bytes:
    """The model as it is shipped: weights and rarities rounded to whole numbers of one byte, the slots never met left out."""
    import numpy as np

    if trained.weights.shape != (SLOTS, CLASSES):
        raise ValueError(f"The weights need {SLOTS} slots and {CLASSES} classes; found {trained.weights.shape}.")
    slots = np.flatnonzero(trained.rarity)
    scale = np.abs(trained.weights).max(axis=0) / 127.0
    rarity_scale = float(trained.rarity.max()) / 255.0 or 1.0
    out = BytesIO()
    np.savez_compressed(
        out,
        slots=slots.astype(np.uint32),
        weights=np.rint(trained.weights[slots] / scale).astype(np.int8),
        scale=scale,
        rarity=np.rint(trained.rarity[slots] / rarity_scale).astype(np.uint8),
        rarity_scale=rarity_scale,
        shape=trained.shape,
        intercept=trained.intercept,
        vocabulary=np.array(trained.vocabulary, dtype=np.uint32),
        near=np.array(trained.near, dtype=np.uint16),
    )
    return out.getvalue()
