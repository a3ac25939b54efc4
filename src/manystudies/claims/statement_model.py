"""The trained model of statement strength: how its weights are kept, and what it makes of sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING
from zlib import crc32

from manystudies.claims.statement_features import BLOCK, CUES, LETTERS, RUNS, SLOTS, STEMS, cue_slots, letter_slots, run_slots, shapes_of
from manystudies.claims.statement_net import Nets, net_scores
from manystudies.claims.statement_words import CLASSES as WORD_CLASSES
from manystudies.claims.statement_words import EDGES, Sentences, WordFacts, Words, chosen_of, kinds_of_cue, no_words, read_words

if TYPE_CHECKING:
    from numpy import float32, float64, int8
    from numpy.typing import NDArray

CLASSES = 4
WEIGHTS = {STEMS: 3.0, LETTERS: 1.5, **{block: 1.5 for block in RUNS if block != STEMS}, CUES: 0.4}
"""How much each block of features weighs before the model's own weights."""
EDGE = WORD_CLASSES.index("edge")
_ENDINGS = ("ing", "ed", "es", "s", "ly")


NET_WEIGHT = 1.0
"""How much the nets count beside the linear model."""
SURE = 2.0
"""By so much the linear model's best score leads where it is right without asking the nets."""
FACT = 0.5
"""How much a kind of cue, a class or an ending of a word counts beside its place."""


@dataclass(frozen=True, slots=True)
class StatementModel:
    """What is added for each slot: weights times rarity by class, and the rarity squared; the last row is for no slot.

    `shape` (shapes × classes) weighs the shape of a sentence. `places` holds the place of each word that has one. The values
    that `words` holds of a word are what its letters add, then what the nets see of it once they are asked, for which
    `across` (4 filters × numbers of a place) is multiplied with its place.
    """

    table: "NDArray[float32]"
    shape: "NDArray[float32]"
    intercept: "NDArray[float32]"
    words: Words
    places: "NDArray[float32]"
    across: "NDArray[float32]"
    nets: Nets


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
        nets = Nets(*(np.ascontiguousarray(arrays[name], dtype=np.float32) for name in ("seen", "bias", "out", "out_bias")))
        places = arrays["places"].astype(np.float32) * np.float32(arrays["place_scale"])
        near: list[tuple[int, int]] = arrays["near"].tolist()
        known = vocabulary_of(arrays["vocabulary"].tolist())

        def fill(new: Sequence[str], values: "NDArray[float32]") -> list[tuple[int, ...]]:
            letters = [letter_slots(word) for word in new]
            starts = np.cumsum([0, *map(len, letters[:-1])])
            values[:, : CLASSES + 1] = np.add.reduceat(table.take([slot for each in letters for slot in each], axis=0), starts, axis=0)
            values[:, CLASSES + 1] = np.nan
            return [(*near[place], place) for place in map(known, new)]

        words = no_words(fill, CLASSES + 1 + nets.seen.shape[1], 3)
        shape, intercept = (arrays[name].astype(np.float32) for name in ("shape", "intercept"))
        across = np.ascontiguousarray(nets.seen[: places.shape[1]].T)
        return StatementModel(table, shape, intercept, words, places, across, nets)


UNKNOWN = 2
"""The row of words without a place; before it stand the two edges of a sentence."""


def vocabulary_of(checksums: Sequence[int]) -> Callable[[str], int]:
    """Tells the row of a word by its checksum; a word that has none is looked up without its ending, and in its last part."""
    rows = {checksum: row for row, checksum in enumerate(checksums, UNKNOWN + 1)}

    def row_of(word: str) -> int:
        if word in EDGES:
            return EDGES.index(word)
        shorter = (word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending))
        for spelling in (word, *shorter, word.rpartition("-")[2]):
            found = rows.get(crc32(spelling.encode("utf-8", "surrogatepass")))
            if found is not None:
                return found
        return UNKNOWN

    return row_of


def net_facts(facts: WordFacts) -> list[int]:
    """The inputs of a net that are set for a word, behind those of its place: kinds of cue, class and ending."""
    kinds = len(kinds_of_cue()[0])
    return [*facts.kinds, kinds + facts.word_class, 2 * kinds + len(WORD_CLASSES) + facts.ending]


def scores(model: StatementModel, sentences: Sequence[str]) -> "NDArray[float32]":
    """The scores of each sentence (sentences × classes): of the linear model, with those of the nets where it is not sure."""
    import numpy as np

    read = read_words(model.words, sentences)
    found = _linear(model, sentences, read)
    two = np.partition(found, -2, axis=1)
    unsure = two[:, -1] - two[:, -2] < SURE
    if unsure.any():
        asked = chosen_of(read, unsure)
        values = model.words.values[:, CLASSES + 1 :]
        for row in np.unique(asked.row[np.isnan(values[asked.row, 0])]).tolist():
            _see(model, row)
        seen = values[asked.row]
        found[unsure] += NET_WEIGHT * net_scores(model.nets, seen, asked)
    return found


def _see(model: StatementModel, row: int) -> None:
    """Work out what the nets see of a word: most words only ever stand in sentences that the nets are not asked about."""
    import numpy as np

    words, numbers = model.words, model.places.shape[1]
    seen, place = words.values[row, CLASSES + 1 :], int(words.near[row, 2])
    if place > UNKNOWN:
        np.dot(model.across, model.places[place], out=seen)
    else:
        seen[:] = 0
    if words.word_class[row] != EDGE:
        kinds = tuple(kind for kind in words.kinds[row].tolist() if kind >= 0)
        for fact in net_facts(WordFacts(kinds, int(words.word_class[row]), int(words.ending[row]))):
            seen += model.nets.seen[numbers + fact] * np.float32(FACT)


def _linear(model: StatementModel, sentences: Sequence[str], read: Sentences) -> "NDArray[float32]":
    import numpy as np

    lengths = np.diff(np.append(read.first, len(read.row))) - 2
    shapes = [shapes_of(sentence, length) for sentence, length in zip(sentences, lengths.tolist(), strict=True)]
    # One shape after the other, so that a sentence has the same score in whatever company it is read.
    found = np.repeat(model.intercept[None], len(sentences), axis=0)
    for shape, weights in zip(np.array(shapes, dtype=np.float32).T, model.shape, strict=True):
        found += shape[:, None] * weights
    sums = {LETTERS: np.add.reduceat(model.words.values[:, : CLASSES + 1][read.row], read.first, axis=0)}
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
    places: "NDArray[int8]"
    place_scale: float
    nets: Nets


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
        places=trained.places,
        place_scale=trained.place_scale,
        seen=trained.nets.seen.astype(np.float16),
        bias=trained.nets.bias,
        out=trained.nets.out,
        out_bias=trained.nets.out_bias,
    )
    return out.getvalue()
