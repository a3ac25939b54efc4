"""Abstracts whose numbers are annotated with what they tell and of which group."""

import gzip
import json
import random
from typing import TypedDict

from manystudies.findings.glyphs import fold
from manystudies.findings.numbers import NOTHING
from manystudies.findings.sentences import sentences
from manystudies.findings.tokens import Tokens, tokens_of

KINDS = (NOTHING, "n_total", "n_arm", "events", "percent", "mean", "sd", "median")
ARMS = ("intervention", "control")


class Mark(TypedDict, total=False):
    """One annotated number."""

    start: int
    end: int
    kind: str
    arm: str
    label: str
    value: float | None


class Row(TypedDict):
    """One annotated abstract."""

    text: str
    spans: list[Mark]


def gold_of(row: Row, tokens: Tokens) -> list[tuple[str, str]]:
    """Kind and group of every number of an abstract as annotated."""
    told = [(NOTHING, "all")] * len(tokens.candidates)
    for mark in row["spans"]:
        value = mark.get("value")
        if mark.get("kind") not in KINDS or value is None:
            continue
        met = [index for index, each in enumerate(tokens.candidates) if each.start < mark["end"] and mark["start"] < each.end]
        same = [index for index in met if abs(tokens.candidates[index].value - abs(value)) < 1e-9]
        if met:
            told[(same or met)[0]] = (mark["kind"], mark["arm"])
    return told


Told = tuple[Row, Tokens, list[tuple[str, str]]]


def rows_of(path: str) -> list[Row]:
    """The rows of a file, in an order that has nothing to do with theirs and is the same every time."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines]
    random.Random(0).shuffle(rows)  # noqa: S311  # parts for cross-validation, the same every time
    return rows


def told_in(rows: list[Row]) -> list[Told]:
    """Rows with their tokens and what is annotated of every number."""
    found: list[Told] = []
    for row in rows:
        text = fold(row["text"])
        tokens = tokens_of(text, sentences(text))
        if tokens.candidates:
            found.append((row, tokens, gold_of(row, tokens)))
    return found
