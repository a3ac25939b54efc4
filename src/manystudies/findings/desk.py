"""What reading one scope needs at hand: the document, the folded view, the groups and the study the scope speaks of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import attrgetter

from manystudies.documents import Document
from manystudies.findings.arms import Group, groups_of
from manystudies.findings.finding import Context, PValue
from manystudies.findings.glyphs import lowered
from manystudies.findings.number import Number, number_at, worded_number_at
from manystudies.findings.numerals import Numeral
from manystudies.findings.people import People, people_in
from manystudies.findings.pvalues import PText
from manystudies.findings.scopes import Scope, Sentence
from manystudies.making import quick
from manystudies.studies import Study, study_of

_CASE_CONTROL = re.compile(r"case(?:[\s-]control|(?<!\wcase)s\b.{0,80}\bcontrols\b)")
"""Searched in lower case, where its plain beginning is found at once."""


@quick
@dataclass(frozen=True, slots=True)
class Desk:
    """One scope being read. `mentions` are the numbers of people in it; `named` makes the named groups among them when first asked."""

    document: Document
    text: str
    scope: Scope
    studies: tuple[Study, ...]
    mentions: tuple[People, ...]
    named: Callable[[], tuple[Group, ...]]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of people that the scope names, the first mention of each."""
        return self.named()

    @property
    def case_control(self) -> bool:
        """Whether the scope compares cases with controls."""
        return _case_control(self.text, self.scope.start, self.scope.end)

    def number(self, numeral: Numeral, unit: str = "") -> Number:
        """The number printed at a numeral's place."""
        if numeral.in_words:
            return worded_number_at(self.document, numeral.start, numeral.end, int(numeral.value))
        return number_at(self.document, numeral.start, numeral.end, comparator=numeral.comparator, unit=unit)

    def p_value(self, p: PText | None) -> PValue | None:
        """The p-value printed at a place, if there is one."""
        return None if p is None else PValue(self.number(p.numeral), p.tails)

    def context(self, sentence: Sentence, *, outcome: str = "", time: str = "", subject: str = "") -> Context:
        """The context of a finding in `sentence`."""
        return Context(
            self.document.span(sentence.start, sentence.end),
            outcome,
            time,
            subject,
            sentence.role,
            study_key(self.document, sentence.start, self.studies),
        )

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds a view offset."""
        sentences = self.scope.sentences
        index = bisect_right(sentences, position, key=_start) - 1
        return sentences[index] if index >= 0 and position < sentences[index].end else sentences[0]

    def last_mention_before(self, position: int) -> People | None:
        """The last number of people that ends at or before a view offset."""
        index = bisect_right(self.mentions, position, key=_start) - 1
        while index >= 0 and self.mentions[index].end > position:
            index -= 1
        return self.mentions[index] if index >= 0 else None

    def mentions_between(self, start: int, end: int) -> tuple[People, ...]:
        """The numbers of people that begin between two view offsets."""
        first = bisect_left(self.mentions, start, key=_start)
        return self.mentions[first : bisect_left(self.mentions, end, first, key=_start)]


_start = attrgetter("start")


def desk_for(document: Document, text: str, scope: Scope, studies: tuple[Study, ...]) -> Desk:
    """The desk for one scope of a page."""
    mentions = people_in(text, [(sentence.start, sentence.end) for sentence in scope.sentences])
    return Desk(document, text, scope, studies, tuple(mentions), cache(partial(_groups, text, scope, mentions)))


def _groups(text: str, scope: Scope, mentions: list[People]) -> tuple[Group, ...]:
    return tuple(groups_of(mentions, case_control=_case_control(text, scope.start, scope.end)))


@lru_cache(maxsize=4)
def _case_control(text: str, start: int, end: int) -> bool:
    return _CASE_CONTROL.search(lowered(text), start, end) is not None


def study_key(document: Document, position: int, studies: tuple[Study, ...]) -> str:
    """The key of the study that the words at a view offset speak of; empty where they speak of none."""
    study = study_of(document, position, studies) if studies else None
    return study.key if study else ""
