"""The pages as written, each with what was found beside it, and its front matter line by line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from manystudies.answers import Page, Report
from manystudies.documents import Block, Span
from manystudies.pages.cards import Card, mark_of
from manystudies.pages.layers import Mark, block_at, layers_of
from manystudies.pages.links import Links
from manystudies.pages.pieces import Printed, as_given, view_range
from manystudies.pages.written import Written, written


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as written, with its names."""

    number: int
    page: Page
    front: tuple[Written, ...]
    front_open: bool
    blocks: tuple[Written, ...]


def sheets_of(report: Report, links: Links, printed: Printed, flagged: tuple[Card, ...], right: tuple[Card, ...]) -> list[Sheet]:
    """Every page once, with the marks of what was flagged and of what recomputes, and a place for every link made so far."""
    sentences = list(dict.fromkeys(_sentences(report)))
    marks = [mark_of(card) for card in (*flagged, *right)]
    sheets: list[Sheet] = []
    seen: set[str] = set()
    for number, page in enumerate(report.pages, 1):
        document = page.document
        if document.identity in seen:
            continue
        seen.add(document.identity)
        beside: dict[int, list[int]] = {}
        for card in flagged:
            if card.problem.spans[0].document == document.identity:
                index = block_at(document, view_range(document, card.problem.spans[0])[0])
                beside.setdefault(index, []).append(card.number)
        layers = layers_of(
            page,
            links.places,
            opened=sorted(each for each in links.opened if not (document.front.span and document.front.span.covers(each))),
            sentences=sentences,
            marks=[mark for mark in marks if not (document.front.span and document.front.span.covers(mark.span))],
            printed=[each.span for each in printed.on(document.identity)],
        )
        sheets.append(Sheet(number, page, *_front(page, links, marks), written(layers, beside)))
    return sheets


def _front(page: Page, links: Links, marks: list[Mark]) -> tuple[tuple[Written, ...], bool]:
    """The front matter line by line as given, and whether anything points into it; the reading view leaves it out."""
    span = page.document.front.span
    if span is None:
        return (), False
    text = page.document.text
    blocks: list[Block] = []
    start = span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        blocks += [Block("paragraph", "metadata", start, start + len(line.rstrip()))] if line.strip() else []
        start += len(line)
    raw = replace(page, document=replace(as_given(page.document), blocks=tuple(blocks)))
    opened = sorted(each for each in links.opened if span.covers(each))
    inside = [mark for mark in marks if span.covers(mark.span)]
    layers = layers_of(raw, links.places, opened=opened, sentences=(), marks=inside, printed=())
    return written(layers, {}), bool(opened or inside)


def _sentences(report: Report) -> Iterator[Span]:
    for finding in report.findings:
        yield finding.context.sentence
    for claim in report.claims:
        yield claim.span
