"""From a page's own sentences and tables to its findings."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from manystudies.documents import Document
from manystudies.errors import FindingError, NumberError, SpanError
from manystudies.findings.changes import change_leads, changes_in
from manystudies.findings.comparisons import comparisons_in
from manystudies.findings.counts import counts_in
from manystudies.findings.criteria import criteria_in, criterion_leads
from manystudies.findings.desk import Desk, desk_for
from manystudies.findings.effects import numbers_of
from manystudies.findings.estimates import estimates_in
from manystudies.findings.finding import Finding
from manystudies.findings.glyphs import fold
from manystudies.findings.leads import WORDED, digit_leads, holds, marked_leads
from manystudies.findings.levels import level_leads, levels_in
from manystudies.findings.makers import (
    change_finding,
    comparison_finding,
    counts_finding,
    criterion_finding,
    estimate_finding,
    level_finding,
    listed_finding,
    share_finding,
    test_finding,
)
from manystudies.findings.respectively import listed_in
from manystudies.findings.scopes import Sentence, scopes_of
from manystudies.findings.shares import shares_in
from manystudies.findings.tables import table_findings
from manystudies.findings.teststatistics import test_leads, tests_in
from manystudies.studies import Study


class _Match(Protocol):
    """Anything met in a text at a place."""

    @property
    def start(self) -> int:
        """The view offset where it begins."""


_M = TypeVar("_M", bound=_Match)


def find_findings(document: Document, studies: Iterable[Study] = (), *, one_group: bool = True) -> tuple[Finding, ...]:
    """Every reported result in a page's own voice, in the order of the page.

    Blocks that are a chatbot's answer, site furniture, "see also" or a reference list hold no evidence and are not
    read; neither are headings, which claim and do not report. Each finding names the study its place belongs to.
    Without `one_group` means of one group alone are left out, which no check reads. Do not believe a finding more than its
    sentence: the words around a number are read by a grammar, not understood.

    >>> from manystudies.documents import read_abstract
    >>> [finding] = find_findings(read_abstract("Iron helped (OR 1.5, 95% CI 1.1 to 2.0)."))
    >>> float(finding.estimate)
    1.5
    """
    text = fold(document.view.text)
    known = tuple(studies)
    found: list[tuple[int, Finding]] = []
    for scope in scopes_of(document, text):
        desk = desk_for(document, text, scope, known)
        told = list(_told(desk))
        found += [*told, *_levels(desk, told)] if one_group else told
    found += table_findings(document, text, known)
    found.sort(key=lambda pair: pair[0])
    return tuple(finding for _, finding in found)


def _levels(desk: Desk, told: list[tuple[int, Finding]]) -> list[tuple[int, Finding]]:
    """Means and medians of one group; a number that another finding holds is none."""
    levels = [
        pair
        for sentence in _holding(desk.scope.sentences, level_leads(desk.text))
        for pair in _kept(desk, levels_in(desk.text, sentence.start, sentence.end), level_finding)
    ]
    held = {number.span for _, finding in told for number in numbers_of(finding)} if levels else set()
    return [pair for pair in levels if held.isdisjoint(number.span for number in numbers_of(pair[1]))]


def _told(desk: Desk) -> Iterator[tuple[int, Finding]]:
    text = desk.text
    numeric = _numeric(text, desk.scope.sentences)
    yield from _kept(desk, estimates_in(text, [(each.start, each.end) for each in desk.scope.sentences]), estimate_finding)
    yield from _kept(desk, counts_in(text, list(desk.mentions)), counts_finding)
    for each in _holding(numeric, change_leads(text)):
        yield from _kept(desk, changes_in(text, each.start, each.end), change_finding)
    listed = "respectively" in text
    for each, shares in zip(numeric, shares_in(text, [(each.start, each.end) for each in numeric]), strict=True):
        if shares:
            yield from _kept(desk, shares, share_finding)
        if compared := comparisons_in(text, each.start, each.end, shares):
            yield from _kept(desk, compared, comparison_finding)
        if listed:
            yield from _kept(desk, listed_in(text, each.start, each.end, shares), listed_finding)
    for each in _holding(numeric, test_leads(text)):
        yield from _kept(desk, tests_in(text, each.start, each.end), test_finding)
    for each in _holding(numeric, criterion_leads(text)):
        yield from _kept(desk, criteria_in(text, each.start, each.end), criterion_finding)


def _holding(sentences: Sequence[Sentence], places: Sequence[int]) -> Iterator[Sentence]:
    """Those sentences that hold one of some places."""
    return (each for each in sentences if holds(places, each.start, each.end)) if places else iter(())


# Both begin with a plain word or one set of signs, so that the search can skip to it.
_DIGIT = re.compile("[0-9]")
_IN_WORDS = re.compile(
    r"of(?<=\sof)\s(?:the\s|all\s)?(?:ten|eleven|twelve|[a-z]{3,5}teen|[a-z]{3,5}ty(?:-[a-z]{3,5})?|(?:one|a)\shundred)\s"
)
_WORDED = frozenset({WORDED})


def _numeric(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that hold a number: digits, or a whole in words ("twelve of the forty-one patients")."""
    digits, worded = digit_leads(text, 0, len(text)), marked_leads(text, _WORDED)
    return [
        each
        for each in sentences
        if holds(digits, each.start, each.end)
        or _DIGIT.search(text, each.start, each.end)
        or (holds(worded, each.start, each.end) and _IN_WORDS.search(text, each.start, each.end))
    ]


def _kept(desk: Desk, matches: Iterable[_M], make: Callable[[Desk, _M, Sentence], Finding | None]) -> Iterator[tuple[int, Finding]]:
    for match in matches:
        try:
            finding = make(desk, match, desk.sentence_at(match.start))
        except (FindingError, NumberError, SpanError):
            # A shape that looked like a result and is none (a number split by a space, an empty share) reports nothing.
            continue
        if finding is not None:
            yield match.start, finding
