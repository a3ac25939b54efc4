"""Two versions of a page held against each other: which sentences claim more, less or something else, and what is new or gone."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from manystudies.checks.problem import Problem
from manystudies.checks.sentences import Sentence, paired, sentences_of
from manystudies.checks.wording_change import ChangeDirection, change_of
from manystudies.documents import Document, Span

ChangeKind = Literal["added", "cut", "meaning lost", "neutral", "numbers", "strengthened", "weakened"]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNSOURCED = "MS407"


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One sentence of the older version and the same one in the newer; an added one has no `old`, a cut one no `new`.

    `old_words` and `new_words` are the ranges of the texts that differ, empty (start = end) where words were only added or
    only cut. `numbers_gone` and `numbers_come` are the printed numbers that only one of the two holds. `unsourced` tells that
    the newer sentence claims something about health and no source stands beside it.
    """

    kind: ChangeKind
    old: Span | None
    new: Span | None
    old_text: str
    new_text: str
    old_words: tuple[int, int]
    new_words: tuple[int, int]
    numbers_gone: tuple[str, ...] = ()
    numbers_come: tuple[str, ...] = ()
    unsourced: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a page: how many sentences are the same, and the others in the order of the page.

    `unsourced` are the places of all claims of the newer version, changed or not, that still have no source.
    """

    old: str
    new: str
    same: int
    changes: tuple[SentenceChange, ...]
    unsourced: tuple[Span, ...]

    @property
    def reworded(self) -> tuple[SentenceChange, ...]:
        """The sentences that stand in both versions in different words."""
        return tuple(each for each in self.changes if each.old is not None and each.new is not None)


def compare_pages(old: Document, new: Document, problems: Sequence[Problem] = ()) -> Comparison:
    """Compare two pages. `problems` are those of the newer one, from which the claims without a source are taken."""
    before, after = sentences_of(old), sentences_of(new)
    return _compared("old", "new", (old, before), (new, after), problems)


def compare_revisions(document: Document, problems: Sequence[Problem] = ()) -> tuple[Comparison, ...]:
    """Compare each version of a page with the next where one file holds several; empty where it holds one."""
    return tuple(
        _compared(
            f"version {old.number + 1}",
            f"version {new.number + 1}",
            (document, sentences_of(document, old)),
            (document, sentences_of(document, new)),
            problems,
        )
        for old, new in pairwise(document.revisions)
    )


_Side = tuple[Document, list[Sentence]]


def _compared(old_name: str, new_name: str, old: _Side, new: _Side, problems: Sequence[Problem]) -> Comparison:
    pairs = paired(old[1], new[1])
    partner = {pair.new.start: pair.old for pair in pairs}
    kept = {pair.old.start for pair in pairs}
    low, high = (new[1][0].start, new[1][-1].end) if new[1] else (0, 0)
    unsourced = tuple(
        sorted(
            {
                span
                for problem in problems
                if problem.code == _UNSOURCED
                for span in problem.spans
                if span.document == new[0].identity and low <= new[0].view.view_start(span.start) < high
            },
            key=lambda span: span.start,
        )
    )
    changes: list[SentenceChange] = []
    cut = iter([each for each in old[1] if each.start not in kept])
    waiting = next(cut, None)
    for sentence in new[1]:
        was = partner.get(sentence.start)
        # What was cut is told where it stood: before the next sentence that both versions hold.
        while was is not None and waiting is not None and waiting.start < was.start:
            changes.append(_gone(old[0], waiting))
            waiting = next(cut, None)
        if was is None or was.text != sentence.text:
            changes.append(_change(old[0], was, new[0], sentence, unsourced))
    while waiting is not None:
        changes.append(_gone(old[0], waiting))
        waiting = next(cut, None)
    same = sum(not pair.changed for pair in pairs)
    return Comparison(old_name, new_name, same, tuple(changes), unsourced)


def _gone(document: Document, sentence: Sentence) -> SentenceChange:
    whole = (0, len(sentence.text))
    return SentenceChange(
        "cut", document.span(sentence.start, sentence.end), None, sentence.text, "", whole, (0, 0), tuple(_NUMBER.findall(sentence.text))
    )


def _change(old: Document, was: Sentence | None, new: Document, sentence: Sentence, unsourced: Sequence[Span]) -> SentenceChange:
    place = new.span(sentence.start, sentence.end)
    bare = any(span.start < place.end and place.start < span.end for span in unsourced)
    if was is None:
        whole = (0, len(sentence.text))
        numbers = tuple(_NUMBER.findall(sentence.text))
        return SentenceChange("added", None, place, "", sentence.text, (0, 0), whole, (), numbers, bare)
    change = change_of(was.text, sentence.text)
    direction: ChangeDirection = change.direction
    before, after = Counter(_NUMBER.findall(was.text)), Counter(_NUMBER.findall(sentence.text))
    return SentenceChange(
        direction,
        old.span(was.start, was.end),
        place,
        was.text,
        sentence.text,
        change.old or (0, 0),
        change.new or (0, 0),
        tuple((before - after).elements()),
        tuple((after - before).elements()),
        bare,
    )
