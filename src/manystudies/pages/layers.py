"""What lies over one page's reading view: its sentences, links, numbers, marks and the places that links open."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import TypeVar

from manystudies.answers import Page
from manystudies.documents import Document, Span
from manystudies.pages.pieces import number_pattern, view_range
from manystudies.pages.places import Places

_WHOLE = 200_000
"""Up to so many characters a page is shown whole."""
_MOST = 20_000
"""So many characters of one block are shown, and more only where something points further."""
_AROUND = 400

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

    `shown` are the parts of blocks that are shown: the index of the block, start and end. Only sentences that a link
    opens into are kept. `reach` is how far the marks up to each one reach. `points` are the places that a link opens
    and that are no number; `ids` the numbers that one opens.
    """

    document: Document
    page: int
    shown: tuple[tuple[int, int, int], ...]
    sentences: tuple[Range, ...]
    links: tuple[tuple[int, int, str], ...]
    numbers: tuple[tuple[int, int, Span], ...]
    marks: tuple[tuple[int, int, Mark], ...]
    reach: tuple[int, ...]
    points: tuple[tuple[int, str], ...]
    ids: dict[Span, str]

    def marks_over(self, start: int, end: int) -> tuple[tuple[int, int, Mark], ...]:
        """The marks that meet view characters `start` to `end`."""
        first = bisect_right(self.reach, start)
        last = bisect_left(self.marks, end, lo=first, key=lambda each: each[0])
        return tuple(each for each in self.marks[first:last] if each[1] > start)


def layers_of(
    page: Page, places: Places, *, opened: Iterable[Span], sentences: Iterable[Span], marks: Iterable[Mark], printed: Iterable[Span]
) -> Layers:
    """The layers of one page.

    `opened` are the places that links elsewhere lead to, `sentences` those that findings, claims and problems name,
    `printed` the numbers that findings hold; every other number of the text that is shown is found here.
    """
    document = page.document
    own = [span for span in opened if span.document == document.identity]
    landings = {span: landing(document, span) for span in own}
    here = [mark for mark in marks if mark.span.document == document.identity]
    shown = _shown(document, sorted([*landings.values(), *(view_range(document, mark.span)[0] for mark in here)]))
    numbers = _numbers(document, printed, shown)
    snap = _snapper(numbers)
    opened_numbers = {span for _, _, span in numbers}.intersection(own)
    points = sorted((landings[span], places.anchor(span)) for span in own if span not in opened_numbers)
    named = [snap(*view_range(document, span)) for span in sentences if span.document == document.identity]
    lit = sorted(landings.values())
    links = sorted((*snap(link.start, link.end), link.url) for link in document.links if link.start < link.end and safe(link.url))
    laid = sorted(((*snap(*_visible(document, mark.span)), mark) for mark in here), key=lambda each: (each[0], each[1], each[2].anchor))
    return Layers(
        document=document,
        page=next(number for number, each in enumerate(places.pages, 1) if each.document.identity == document.identity),
        shown=shown,
        sentences=tuple(each for each in _sentences(document, named, shown, snap) if bisect_left(lit, each[0]) < bisect_left(lit, each[1])),
        links=_apart(links),
        numbers=numbers,
        marks=tuple(laid),
        reach=tuple(accumulate((end for _, end, _ in laid), max)),
        points=tuple(points),
        ids={span: places.anchor(span) for span in sorted(opened_numbers)},
    )


def safe(url: str) -> bool:
    """Whether an address may become a link: http(s) only, without the characters a browser would drop from a scheme.

    >>> safe("https://doi.org/10.1000/1"), safe("javascript:alert(1)")
    (True, False)
    """
    return url.lower().startswith(("http://", "https://")) and url.isprintable() and " " not in url


def over(layer: Sequence[Laid], start: int, end: int) -> Sequence[Laid]:
    """The part of a sorted, disjoint layer that meets `start` to `end`."""
    first = bisect_right(layer, start, key=lambda each: each[1])
    return layer[first : bisect_left(layer, end, lo=first, key=lambda each: each[0])]


def block_at(document: Document, place: int) -> int:
    """The index of the block that holds a view offset, or of the next one with words; the last one where none follows; −1 without blocks."""
    index = max(0, bisect_right(document.blocks, place, key=lambda block: block.start) - 1)
    for later in range(index, len(document.blocks)):
        if place < document.blocks[later].end and document.blocks[later].start < document.blocks[later].end:
            return later
    return len(document.blocks) - 1


def landing(document: Document, span: Span) -> int:
    """The view offset at which a link to `span` lands: its first visible character, or the next one where it is hidden."""
    place = view_range(document, span)[0]
    index = block_at(document, place)
    if index < 0:
        return 0
    block = document.blocks[index]
    return min(max(place, block.start), max(block.start, block.end - 1))


def _visible(document: Document, span: Span) -> Range:
    """The view range of a mark; where the reading view hides its words, the one character a link to them lands on."""
    start = landing(document, span)
    return start, max(view_range(document, span)[1], min(start + 1, len(document.view.text)))


def _shown(document: Document, pointed: Sequence[int]) -> tuple[tuple[int, int, int], ...]:
    """The parts of blocks that are shown: of a very long page only what something points at, of a very long block its start."""
    whole = len(document.view.text) <= _WHOLE
    found: list[tuple[int, int, int]] = []
    for index, block in enumerate(document.blocks):
        first, last = bisect_left(pointed, block.start), bisect_left(pointed, block.end)
        if whole or first < last:
            least = pointed[last - 1] + _AROUND if first < last else block.start
            found.append((index, block.start, min(block.end, max(block.start + _MOST, least))))
    return tuple(found)


def _numbers(document: Document, printed: Iterable[Span], shown: Iterable[tuple[int, int, int]]) -> tuple[tuple[int, int, Span], ...]:
    held = sorted((*view_range(document, span), span) for span in set(printed) if span.document == document.identity)
    taken = list(_apart(each for each in held if each[0] < each[1]))
    starts = [start for start, _, _ in taken]
    for _, first, last in shown:
        for match in number_pattern().finditer(document.view.text, first, last):
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


def _sentences(
    document: Document, named: Iterable[Range], shown: Iterable[tuple[int, int, int]], snap: Callable[[int, int], Range]
) -> list[Range]:
    """Every shown block cut into sentences: where findings and claims name them, as they say, elsewhere at the usual ends."""
    inside: dict[int, list[Range]] = {}
    for start, end in sorted(set(named)):
        index = block_at(document, start)
        if start < end and index >= 0 and document.blocks[index].start <= start and end <= document.blocks[index].end:
            inside.setdefault(index, []).append((start, end))
    found: list[Range] = []
    for index, first, last in shown:
        done = first
        # The smallest named range wins where one holds another: a sentence, not the paragraph around it.
        for start, end in sorted(_smallest(inside.get(index, []))):
            found += _usual(document, done, start, snap)
            found.append((start, end))
            done = end
        found += _usual(document, done, last, snap)
    return found


def _smallest(ranges: Sequence[Range]) -> list[Range]:
    """The ranges that hold no other and overlap none that came before, the shorter ones first."""
    kept: list[Range] = []
    for start, end in sorted(ranges, key=lambda each: (each[1] - each[0], each[0])):
        place = bisect_left(kept, (start, end))
        if (place == 0 or kept[place - 1][1] <= start) and (place == len(kept) or end <= kept[place][0]):
            kept.insert(place, (start, end))
    return kept


def _usual(document: Document, start: int, end: int, snap: Callable[[int, int], Range]) -> list[Range]:
    if start >= end:
        return []
    cuts = [start, *(match.end() for match in _sentence_ends().finditer(document.view.text, start, end)), end]
    return [(first, last) for first, last in pairwise(cuts) if first < last and snap(first, last) == (first, last)] or [(start, end)]
