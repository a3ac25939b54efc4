"""What a row's sentence may claim: the statement that its level and size allow, the certainty it has, and words of templates only."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import sqrt

from manystudies.answers.answer import OutcomeRow, Sentence
from manystudies.answers.statements import STATEMENTS, SYMBOLS, size_of, wording_for
from manystudies.certainty import Thresholds, points, usual_thresholds
from manystudies.errors import AuditError
from manystudies.pooling import NotPooled, Pooled
from manystudies.terms import concept

CERTAINTY = "Certainty:"
_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][a-z]+)?")
_ONE = re.compile(r"\bone (?:randomised|controlled|observational|study|trial)\b")
_UNCERTAIN = "evidence is very uncertain about"
_NORMAL_95 = 1.959963984540054


def check_words(sentence: Sentence, carried: Sequence[int]) -> None:
    """Every word that no support carries must be one of the templates' own.

    Raises:
        AuditError: a word stands there that no template holds.
    """
    for match in _WORD.finditer(sentence.text):
        if not carried[match.start()] and match[0].casefold() not in template_words():
            raise AuditError(f"No template holds the word {match[0]!r} of {sentence.text!r}.")


def check_row(row: OutcomeRow) -> None:
    """The sentence of a row must tell the row's own certainty, and the statement that level and size allow.

    Raises:
        AuditError: it tells another one.
    """
    text, level = row.sentence.text, row.certainty.level
    if row.sentence.kind == "effect" and CERTAINTY in text:
        told = f"{CERTAINTY} {level} {SYMBOLS[level]}"
        behind = text[text.index(CERTAINTY) :]
        if not behind.startswith(told) or (", provisional" in behind) != row.certainty.provisional:
            raise AuditError(f"The certainty is {level}{', provisional' if row.certainty.provisional else ''}; found {text!r}.")
    if _ONE.search(text) is not None and len(row.studies) != 1:
        raise AuditError(f"There are {len(row.studies)} studies; found {text!r}.")
    expected = _statement(row)
    if expected is None:
        return
    others = [words for words in STATEMENTS if not any(words in each for each in expected) and f" {words} " in text]
    if not all(words in text for words in expected) or others:
        raise AuditError(f"The evidence allows “{' … '.join(expected)}”; found {text!r}.")


def _statement(row: OutcomeRow) -> tuple[str, ...] | None:
    """The words that a computed comparison has to be told with; None where the row is none."""
    compared = row.comparator or row.body.endswith("| randomised")
    if row.sentence.kind != "effect" or not compared or not row.result.effects:
        return None
    if isinstance(row.result, Pooled):
        at = row.result.estimate, row.result.interval.low, row.result.interval.high
    elif len(row.result.effects) == 1 and isinstance(row.result, NotPooled):
        effect = row.result.effects[0]
        reach = _NORMAL_95 * sqrt(effect.variance)
        at = effect.estimate, effect.estimate - reach, effect.estimate + reach
    else:
        return None
    wording = wording_for(row.certainty.level, size_of(at[0], _thresholds(row), at[1:]), rises=at[0] > 0)
    if wording is None:
        return (_UNCERTAIN,)
    return (wording.before, wording.behind) if wording.behind else (wording.before,)


def _thresholds(row: OutcomeRow) -> Thresholds | None:
    known, measure = concept(row.outcome), row.result.effects[0].measure
    if measure == "MD" and known is not None and known.important:
        return points(known.important, known.source)
    return usual_thresholds(measure)


@cache
def template_words() -> frozenset[str]:
    """The words that templates are made of."""
    text = (files("manystudies.answers") / "template_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
