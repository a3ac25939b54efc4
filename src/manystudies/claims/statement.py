"""The class of a scientific statement: none, correlational, conditional or direct causal, by a small trained model."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from manystudies.claims.sentences import sentence_ranges
from manystudies.claims.statement_features import chunks
from manystudies.claims.statement_model import StatementModel, load_model, scores

SentenceStrength = Literal["none", "correlational", "conditional_causal", "direct_causal"]
STRENGTHS: tuple[SentenceStrength, ...] = ("none", "correlational", "conditional_causal", "direct_causal")
"""From weakest to strongest; they stand for 0, 2, 3 and 4 of the ladder."""


def strength_of_statement(sentence: str) -> SentenceStrength:
    """The class of one sentence, by its words, their letters and neighbourhoods, and its cues.

    A logistic regression, and small nets where that is not sure.

    Source of the classes: Yu, Li & Wang 2019, https://doi.org/10.18653/v1/D19-1473 (PubMed conclusions) and Yu, Wang, Guo
    & Li 2020, https://doi.org/10.18653/v1/2020.coling-main.427 (press releases); trained on a part of both.

    When not to believe it: it is right about four times in five. It describes texts in bulk and raises no alarm by itself.
    """
    return _strengths([sentence])[0]


def sentence_strength(text: str) -> list[dict[str, object]]:
    """Every sentence of a text with its class: `start`, `end` and `label`."""
    return sentence_strengths([text])[0]


def sentence_strengths(texts: Sequence[str]) -> list[list[dict[str, object]]]:
    """The same for several texts at a time, which takes less than one by one."""
    ranges = [sentence_ranges(text) for text in texts]
    labels = iter(_strengths([text[start:end] for text, each in zip(texts, ranges, strict=True) for start, end in each]))
    return [[{"start": start, "end": end, "label": next(labels)} for start, end in each] for each in ranges]


@cache
def _model() -> StatementModel:
    return load_model()


def _strengths(sentences: Sequence[str]) -> list[SentenceStrength]:
    model = _model() if sentences else None
    return [STRENGTHS[best] for part in chunks(sentences) if model for best in scores(model, part).argmax(axis=1).tolist()]
