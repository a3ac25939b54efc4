"""The parts of a report that the screens of the review app are set from: the answer, a page with its cards, a source."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from manystudies.answers import Report, SentenceKind
from manystudies.documents import Span
from manystudies.findings import Finding, Number, numbers_of
from manystudies.pages.cards import Card, Step, cards_of, steps_of
from manystudies.pages.layers import layers_of
from manystudies.pages.links import Links
from manystudies.pages.pieces import Printed, view_range
from manystudies.pages.places import Places
from manystudies.pages.report import MOST_CARDS, NEXT_STEPS, Listed, listed_of, said_of, title_of
from manystudies.pages.results import Result, result_of
from manystudies.pages.sheets import Sheet, sheets_of
from manystudies.pages.written import Written, written

Address = Callable[[Span], str]
_BEYOND = 40
"""So many sentences are set that belong to no row."""


@dataclass(frozen=True, slots=True)
class AnswerParts:
    """The answer of a topic: sentences with their labels, results with their plots, and the studies; every number is a link.

    `kinds` are the kinds of the sentences, `keys` the keys of the studies, both in their order.
    """

    title: str
    question: str
    sentences: tuple[tuple[str, Markup], ...]
    kinds: tuple[SentenceKind, ...]
    results: tuple[Result, ...]
    studies: tuple[Listed, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageParts:
    """One page as written, with the cards of what was found on it; `steps` is what to do first."""

    title: str
    sheet: Sheet
    flagged: tuple[Card, ...]
    others: tuple[Card, ...]
    right: tuple[Card, ...]
    steps: tuple[Step, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class SourceParts:
    """The words of a page, or of a part of it, with an anchor at every number: `title` is the page's own."""

    title: str
    blocks: tuple[Written, ...]


def answer_parts(report: Report, address: Address, first: int = 0, most: int | None = None) -> AnswerParts:
    """The answer of a report; `address` says where the words at a span can be read.

    Of an answer with many rows, only `most` from number `first` on (from 0) are set, with their sentences and studies; what the
    answer says beyond its rows stands with the first ones.
    """
    places = Places.of(report)
    links, printed = Links(places, address=address), Printed.of(report, places)
    studies = {study.key: study for study in report.studies}
    rows = list(enumerate(report.answer.rows, 1))
    shown = rows[first:] if most is None else rows[first : first + most]
    if len(shown) == len(rows):
        listed = [study for study in report.studies if study.mention != "listed"]
        sentences = report.answer.sentences
    else:
        used = {key for _, row in shown for key in row.studies}
        listed = [study for study in report.studies if study.key in used]
        own, others = {row.sentence for _, row in shown}, {row.sentence for _, row in rows}
        beyond = [each for each in report.answer.sentences if each not in others][:_BEYOND] if first == 0 else []
        sentences = tuple(each for each in report.answer.sentences if each in own or each in beyond)
    return AnswerParts(
        title_of(report)[0],
        report.answer.question,
        tuple(said_of(report, printed, links, sentences)),
        tuple(sentence.kind for sentence in sentences),
        tuple(result_of(row, number, printed, studies, links) for number, row in shown),
        tuple(listed_of(study, number, printed, links) for number, study in enumerate(listed, 1)),
        tuple(study.key for study in listed),
    )


def page_parts(report: Report, opened: Iterable[Span] = ()) -> PageParts:
    """The first page of a report as written; `opened` are places that links of other screens lead to."""
    places = Places.of(report)
    links, printed = Links(places), Printed.of(report, places)
    wrong = [problem for problem in report.problems if problem.flagged]
    told = [problem for problem in report.problems if not problem.flagged]
    flagged = cards_of(wrong[:MOST_CARDS], "p", printed, links)
    others = cards_of(told[:MOST_CARDS], "o", printed, links)
    right = cards_of(report.recomputed[:MOST_CARDS], "r", printed, links)
    links.opened.update(opened)
    links.opened.update(number.span for number in printed.on(report.pages[0].document.identity))
    sheet = sheets_of(report, links, printed, flagged, right)[0]
    left_out = sum(max(0, len(each) - MOST_CARDS) for each in (wrong, told, report.recomputed))
    return PageParts(title_of(report)[0], sheet, flagged, others, right, steps_of(flagged, NEXT_STEPS), left_out)


def source_parts(report: Report, parts: Sequence[Span] = (), opened: Iterable[Span] = (), also: Sequence[Finding] = ()) -> SourceParts:
    """The words of the first page of a report, or only the blocks that `parts` meet; `also` are findings beside its own."""
    page = report.pages[0]
    document = page.document
    places = Places.of(report)
    numbers = _spans(number for finding in (*report.findings, *also) for number in numbers_of(finding))
    sentences = [finding.context.sentence for finding in (*report.findings, *also)]
    layers = layers_of(page, places, opened=[*numbers, *sentences, *opened], sentences=sentences, marks=(), printed=numbers)
    if parts:
        ranges = [view_range(document, part) for part in parts]
        shown = tuple(each for each in layers.shown if any(each[1] < end and start < each[2] for start, end in ranges))
        layers = replace(layers, shown=shown or layers.shown)
    blocks = written(layers, {})
    return SourceParts(title_of(report)[0], tuple(each for each in blocks if each.kind != "gap") if parts else blocks)


def _spans(numbers: Iterable[Number]) -> list[Span]:
    return sorted({number.span for number in numbers})
