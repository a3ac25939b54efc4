"""The class of a scientific statement: none, correlational, conditional or direct causal, by a small trained model."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Literal

from manystudies.claims.sentences import sentence_ranges
from manystudies.claims.statement_features import SLOTS, Features, features_of

if TYPE_CHECKING:
    from numpy import float32, int32
    from numpy.typing import NDArray

SentenceStrength = Literal["none", "correlational", "conditional_causal", "direct_causal"]
STRENGTHS: tuple[SentenceStrength, ...] = ("none", "correlational", "conditional_causal", "direct_causal")
"""From weakest to strongest; they stand for 0, 2, 3 and 4 of the ladder."""
WORDS, LETTERS, CUES = 3.0, 1.5, 0.4
"""How much each block of features weighs before the model's own weights."""


@dataclass(frozen=True, slots=True)
class StatementModel:
    """Weights by slot and class, the rarity of each slot, and the intercept of each class."""

    weights: "NDArray[float32]"
    rarity: "NDArray[float32]"
    intercept: "NDArray[float32]"


def strength_of_statement(sentence: str) -> SentenceStrength:
    """The class of one sentence, by logistic regression on its words, letters and cues.

    Source of the classes: Yu, Li & Wang 2019, https://doi.org/10.18653/v1/D19-1473 (PubMed conclusions) and Yu, Wang, Guo
    & Li 2020, https://doi.org/10.18653/v1/2020.coling-main.427 (press releases); trained on a part of both.

    When not to believe it: it is right about four times in five. It describes texts in bulk and raises no alarm by itself.
    """
    return STRENGTHS[_best(features_of(sentence), load_model())]


def sentence_strength(text: str) -> list[dict[str, object]]:
    """Every sentence of a text with its class: `start`, `end` and `label`."""
    return [{"start": start, "end": end, "label": strength_of_statement(text[start:end])} for start, end in sentence_ranges(text)]


@cache
def load_model() -> StatementModel:
    """The shipped weights: whole numbers of one byte with a scale for each class."""
    import numpy as np

    data = resources.files(__package__ or "manystudies.claims").joinpath("statement_weights.npz").read_bytes()
    with np.load(BytesIO(data)) as arrays:
        weights = arrays["weights"].astype(np.float32) * arrays["scale"].astype(np.float32)
        rarity = arrays["rarity"].astype(np.float32) * np.float32(arrays["rarity_scale"])
        return StatementModel(weights, rarity, arrays["intercept"].astype(np.float32))


def slots_and_values(features: Features, rarity: "NDArray[float32]") -> tuple["NDArray[int32]", "NDArray[float32]"]:
    """The row of a sentence: words and letters by rarity, each block at its length, then the cues."""
    import numpy as np

    slots: list[NDArray[int32]] = []
    values: list[NDArray[float32]] = []
    for block, weight in ((features.words, WORDS), (features.letters, LETTERS)):
        order = np.fromiter(block, dtype=np.int32, count=len(block))
        order.sort()
        rare = rarity[order]
        slots.append(order)
        values.append(rare * np.float32(weight / (sqrt(float(rare @ rare)) or 1.0)))
    slots.append(np.array([slot for slot, _ in features.cues], dtype=np.int32))
    values.append(np.array([CUES * value for _, value in features.cues], dtype=np.float32))
    return np.concatenate(slots), np.concatenate(values)


def _best(features: Features, model: StatementModel) -> int:
    slots, values = slots_and_values(features, model.rarity)
    scores = values @ model.weights[slots] + model.intercept
    return int(scores.argmax())


def as_bytes(weights: "NDArray[float32]", rarity: "NDArray[float32]", intercept: Sequence[float]) -> bytes:
    """The model as it is shipped: weights (slots × classes) and rarities rounded to whole numbers of one byte."""
    import numpy as np

    if weights.shape != (SLOTS, len(STRENGTHS)):
        raise ValueError(f"The weights need {SLOTS} slots and {len(STRENGTHS)} classes; found {weights.shape}.")
    scale = np.abs(weights).max(axis=0) / 127.0
    rarity_scale = float(rarity.max()) / 255.0 or 1.0
    out = BytesIO()
    np.savez_compressed(
        out,
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale,
        rarity=np.rint(rarity / rarity_scale).astype(np.uint8),
        rarity_scale=rarity_scale,
        intercept=np.asarray(intercept),
    )
    return out.getvalue()
