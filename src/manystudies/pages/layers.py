"""What lies over one page's reading view: its sentences, links, numbers, marks and the places that links open."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TypeVar

from manystudies.answers import Page
from manystudies.documents import Document, Span
from manystudies.pages.pieces import number_pattern
from manystudies.pages.places import Places

Range = tuple[int, int]
Item = TypeVar("Item")
Laid = TypeVar("Laid", Range, tuple[int, int, str], tuple[int, int, Span])


@dataclass(frozen=True, slots=True)
class Mark:
    """A checked place: the class it is drawn with, the sign behind its words, what the sign says and where it leads."""

    span: Span
    kind: str
    sign: str
    told: str
    anchor: str
    target: str


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of one page in view offsets, each sorted; sentences, links and numbers do not overlap.

    Only sentences that a link opens into are kept. `points` are the places that a link opens and that are no number;
    `ids` the numbers that one opens.
    """

    document: Document
    page: int
    sentences: tuple[Range, ...]
    links: tuple[tuple[int, int, str], ...]
    numbers: tuple[tuple[int, int, Span], ...]
    marks: tuple[tuple[int, int, Mark], ...]
    points: tuple[tuple[int, str], ...]
    ids: dict[Span, str]


def layers_of(
    page: Page, places: Places, *, opened: Iterable[Span], sentences: Iterable[Span], marks: Iterable[Mark], printed: Iterable[Span]
) -> Layers:
    """The layers of one page.

    `opened` are the places that links elsewhere lead to, `sentences` those that findings, claims and problems name,
    `printed` the numbers that findings hold; every other number of the text is found here.
    """
    document = page.document
    numbers = _numbers(document, printed)
    snap = _snapper(numbers)
    own = [span for span in opened if span.document == document.identity]
    shown = {span for _, _, span in numbers}
    opened_here = shown.intersection(own)
    points = sorted((_landing(document, span), places.anchor(span)) for span in own if span not in shown)
    named = [snap(*view_range(document, span)) for span in sentences if span.document == document.identity]
    landings = sorted([place for place, _ in points] + [start for start, _, span in numbers if span in opened_here])
    links = sorted((*snap(link.start, link.end), link.url) for link in document.links if link.start < link.end and safe(link.url))
    laid = [(*snap(*view_range(document, mark.span)), mark) for mark in marks if mark.span.document == document.identity]
    return Layers(
        document,
        next(number for number, each in enumerate(places.pages, 1) if each.document.identity == document.identity),
        tuple(each for each in _sentences(document, named, numbers) if bisect_left(landings, each[0]) < bisect_left(landings, each[1])),
        _apart(links),
        numbers,
        tuple(sorted((each for each in laid if each[0] < each[1]), key=lambda each: (each[0], each[1], each[2].anchor))),
        tuple(points),
        {span: places.anchor(span) for span in sorted(opened_here)},
    )


def safe(url: str) -> bool:
    """Whether an address may become a link: http(s) only, without the characters a browser would drop from a scheme.

    >>> safe("https://doi.org/10.1000/1"), safe("javascript:alert(1)")
    (True, False)
    """
    return url.lower().startswith(("http://", "https://")) and url.isprintable() and " " not in url


def view_range(document: Document, span: Span) -> Range:
    """The view range of a span; empty where the reading view hides it."""
    start, end = document.view.view_start(span.start), document.view.view_end(span.end)
    return start, max(start, end)


def over(layer: Sequence[Laid], start: int, end: int) -> Sequence[Laid]:
    """The part of a sorted, disjoint layer that meets `start` to `end`."""
    first = bisect_right(layer, start, key=lambda each: each[1])
    return layer[first : bisect_left(layer, end, lo=first, key=lambda each: each[0])]


def _landing(document: Document, span: Span) -> int:
    """The view offset at which a link to `span` lands: its first visible character, or the next one where it is hidden."""
    starts = [block.start for block in document.blocks]
    place, _ = view_range(document, span)
    index = bisect_right(starts, place) - 1
    if index >= 0 and place < document.blocks[index].end:
        return place
    following = next((block for block in document.blocks[index + 1 :] if block.start < block.end), None)
    if following is not None:
        return following.start
    return next((block.start for block in reversed(document.blocks) if block.start < block.end), 0)


def _numbers(document: Document, printed: Iterable[Span]) -> tuple[tuple[int, int, Span], ...]:
    held = sorted((*view_range(document, span), span) for span in set(printed) if span.document == document.identity)
    taken = list(_apart(each for each in held if each[0] < each[1]))
    starts = [start for start, _, _ in taken]
    for block in document.blocks:
        for match in number_pattern().finditer(document.view.text, block.start, block.end):
            start, end = match.span()
            after = bisect_left(starts, end)
            if after == 0 or taken[after - 1][1] <= start:
                held.append((start, end, document.span(start, end)))
    return _apart(sorted(each for each in held if each[0] < each[1]))


def _apart(items: Iterable[tuple[int, int, Item]]) -> tuple[tuple[int, int, Item], ...]:
    """The items of a sorted run that do not overlap an earlier one."""
    kept: list[tuple[int, int, Item]] = []
    for item in items:
        if not kept or item[0] >= kept[-1][1]:
            kept.append(item)
    return tuple(kept)


def _snapper(numbers: Sequence[tuple[int, int, Span]]) -> Callable[[int, int], Range]:
    """A function that widens a range so that neither end cuts a number in two."""
    starts = [start for start, _, _ in numbers]

    def snap(start: int, end: int) -> Range:
        if start >= end:
            return start, end
        before, after = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
        if before >= 0 and numbers[before][1] > start:
            start = numbers[before][0]
        if after >= 0 and numbers[after][1] > end:
            end = numbers[after][1]
        return start, end

    return snap


@cache
def _sentence_ends() -> re.Pattern[str]:
    return re.compile(r"(?<=[.!?])[)\]\u201d\u2019\"']{0,2}\s+(?=[A-Z\u201c\"(])")


def _sentences(document: Document, named: Iterable[Range], numbers: Sequence[tuple[int, int, Span]]) -> tuple[Range, ...]:
    """Every block cut into sentences: where findings and claims name them, as they say, elsewhere at the usual ends."""
    inside: dict[int, list[Range]] = {}
    starts = [block.start for block in document.blocks]
    for start, end in sorted(set(named), key=lambda each: (each[0], -each[1])):
        index = bisect_right(starts, start) - 1
        if start < end and index >= 0 and end <= document.blocks[index].end:
            inside.setdefault(index, []).append((start, end))
    snap = _snapper(numbers)
    found: list[Range] = []
    for index, block in enumerate(document.blocks):
        done = block.start
        # The smallest named range wins where one holds another: a sentence, not the paragraph around it.
        for start, end in sorted(_smallest(inside.get(index, []))):
            found += _usual(document, done, start, snap)
            found.append((start, end))
            done = end
        found += _usual(document, done, block.end, snap)
    return tuple(found)


def _smallest(ranges: Sequence[Range]) -> list[Range]:
    kept: list[Range] = []
    for start, end in sorted(ranges, key=lambda each: (each[1] - each[0], each[0])):
        if all(end <= other_start or other_end <= start for other_start, other_end in kept):
            kept.append((start, end))
    return kept


def _usual(document: Document, start: int, end: int, snap: Callable[[int, int], Range]) -> list[Range]:
    if start >= end:
        return []
    cuts = [start, *(match.end() for match in _sentence_ends().finditer(document.view.text, start, end)), end]
    return [(first, last) for first, last in pairwise(cuts) if first < last and snap(first, last) == (first, last)] or [(start, end)]
