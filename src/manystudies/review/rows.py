"""The row that `bulk` writes for one text."""

from collections.abc import Mapping, Sequence

from manystudies.checks import problems_in
from manystudies.claims import sentence_strengths
from manystudies.findings import (
    QuestionRow,
    Tokens,
    cut_for_numbers,
    numbers_in,
    read_directions,
    read_doses,
    read_estimates,
    read_sentences_of,
)

PARTS = ("numbers", "doses", "estimates", "sentences", "sentence_strength", "directions", "problems")
"""What a row can hold, in the order it is written."""


def read_row(row: Mapping[str, object], parts: Sequence[str] = PARTS) -> dict[str, object]:
    """Everything asked for that can be read from one text; offsets count characters of that text.

    Args:
        row: at least `id` and `text`.
        parts: which of `PARTS` to read.
    """
    return read_rows([row], parts)[0]


def read_rows(rows: Sequence[Mapping[str, object]], parts: Sequence[str] = PARTS) -> list[dict[str, object]]:
    """The same as `read_row` for a few texts: what models read is read of all at a time, which takes less than one by one."""
    found = [_all_but_numbers(row, parts) for row in rows]
    texts = [str(row["text"]) for row in rows]
    if "sentences" in parts:
        for (result, _), sentences in zip(found, read_sentences_of(texts), strict=True):
            result["sentences"] = sentences
    if "sentence_strength" in parts:
        for (result, _), strengths in zip(found, sentence_strengths(texts), strict=True):
            result["sentence_strength"] = strengths
    if "numbers" in parts:
        for (result, _), numbers in zip(found, numbers_in([tokens for _, tokens in found if tokens is not None]), strict=True):
            result["numbers"] = numbers
    return [result for result, _ in found]


def _all_but_numbers(row: Mapping[str, object], parts: Sequence[str]) -> tuple[dict[str, object], Tokens | None]:
    """What can be read from one text, with a place for its numbers, and the text cut for reading these where they are asked for."""
    text = str(row["text"])
    result: dict[str, object] = {"id": row["id"]}
    tokens = cut_for_numbers(text) if "numbers" in parts else None
    if "numbers" in parts:
        result["numbers"] = []
    if "doses" in parts:
        result["doses"] = read_doses(text)
    if "estimates" in parts:
        result["estimates"] = read_estimates(text)
    if "sentences" in parts:
        result["sentences"] = []
    if "sentence_strength" in parts:
        result["sentence_strength"] = []
    questions = row.get("questions")
    if "directions" in parts and isinstance(questions, list):
        asked = [_question(each) for each in questions if isinstance(each, Mapping)]
        result["directions"] = read_directions(text, asked)
    if "problems" in parts:
        result["problems"] = [
            {"code": each.code, "verdict": each.verdict, "start": each.spans[0].start, "end": each.spans[0].end, "message": each.message}
            for each in problems_in(text)
        ]
    return result, tokens


def _question(asked: Mapping[str, object]) -> QuestionRow:
    """A question as given, with what it leaves out empty."""
    told = {name: str(asked.get(name, "")) for name in ("id", "intervention", "comparator", "outcome")}
    return QuestionRow(id=told["id"], intervention=told["intervention"], comparator=told["comparator"], outcome=told["outcome"])
