"""Whether a changed sentence claims more, less or as much as before, or no longer says anything."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from typing import Literal

from manystudies.claims import wording_of

ChangeDirection = Literal["meaning lost", "neutral", "numbers", "strengthened", "weakened"]

_WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’-][^\W_]+)*")
_NUMBER = re.compile(r"\d")
_WANTING = frozenset(
    {
        "absence",
        "deficiencies",
        "deficiency",
        "deficit",
        "depletion",
        "excess",
        "imbalance",
        "inadequacy",
        "insufficiency",
        "lack",
        "loss",
        "shortage",
        "toxicity",
    }
)
"""Words that say in which direction a quantity is wrong."""
_BARE = frozenset({"amount", "amounts", "concentration", "concentrations", "intake", "level", "levels", "status", "value", "values"})
_GOVERNED = re.compile(
    r"\b(?:causes?|caused|causing|contribut\w+|leads?|leading|led|factors?|reasons?|sources?|signs?|symptoms?|prevents?|preventing) (?:of |to |for |behind |by )?(?:[\w'’-]+ ){0,4}?"
    r"(?:levels?|status|intake|amounts?|concentrations?|values?)\b",
    re.IGNORECASE,
)
"""A cause is a cause of something that has gone one way; "root causes of levels" says nothing."""
_ASSOCIATION = 2
"""Below association on the ladder, the weights of the words tell more."""
_STEP = 0.5
"""Weights differ by halves; less than that is no difference."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a sentence: the direction, and the ranges of the words that differ (None where words were only added or cut)."""

    direction: ChangeDirection
    old: tuple[int, int] | None
    new: tuple[int, int] | None
    old_words: str
    new_words: str


def change_of(old: str, new: str) -> Change:
    """Compare two wordings of one sentence.

    >>> change_of("Zinc helps with colds.", "Zinc may help with colds.").direction
    'weakened'
    """
    before, after = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    words_before, words_after = [each[0].lower() for each in before], [each[0].lower() for each in after]
    steps = [step for step in SequenceMatcher(None, words_before, words_after, autojunk=False).get_opcodes() if step[0] != "equal"]
    cut = [words_before[i:j] for _, i, j, _, _ in steps]
    put = [words_after[i:j] for _, _, _, i, j in steps]
    old_range = _covered([(before[i].start(), before[j - 1].end()) for _, i, j, _, _ in steps if j > i])
    new_range = _covered([(after[i].start(), after[j - 1].end()) for _, _, _, i, j in steps if j > i])
    direction = _direction(old, new, cut, put)
    return Change(
        direction,
        old_range,
        new_range,
        old[slice(*old_range)] if old_range else "",
        new[slice(*new_range)] if new_range else "",
    )


def _covered(ranges: list[tuple[int, int]]) -> tuple[int, int] | None:
    return (ranges[0][0], ranges[-1][1]) if ranges else None


def _direction(old: str, new: str, cut: list[list[str]], put: list[list[str]]) -> ChangeDirection:
    gone, come = [word for words in cut for word in words], [word for words in put for word in words]
    if sorted(word for word in gone if _NUMBER.match(word)) != sorted(word for word in come if _NUMBER.match(word)):
        return "numbers"
    if any(_WANTING & set(was) and _BARE & set(now) for was, now in zip(cut, put, strict=True)) and _GOVERNED.search(new):
        return "meaning lost"
    moved = sum(map(_weight, come)) - sum(map(_weight, gone)) + _phrases(new) - _phrases(old)
    before, after = wording_of(old).strength, wording_of(new).strength
    if before >= _ASSOCIATION and after >= _ASSOCIATION:
        moved += after - before
    if moved <= -_STEP:
        return "weakened"
    return "strengthened" if moved >= _STEP else "neutral"


def _phrases(text: str) -> float:
    folded = " ".join(each[0].lower() for each in _WORD.finditer(text))
    return sum(weight for phrase, weight in _weights().items() if " " in phrase and phrase in folded)


def _weight(word: str) -> float:
    weights = _weights()
    if word in weights:
        return weights[word]
    return next((weights[word[:size] + "*"] for size in range(len(word), 2, -1) if word[:size] + "*" in weights), 0.0)


@cache
def _weights() -> dict[str, float]:
    text = resources.files("manystudies.checks").joinpath("wording_weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {word: float(weight) for word, weight in rows}
