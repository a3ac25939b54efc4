"""The page as written, in HTML: sentences that light up, numbers that can be opened, marks for what was checked."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from manystudies.documents import Span
from manystudies.pages.layers import Layers, Mark, Range, over
from manystudies.pages.words import VERDICT_WORDS

_GRAVITY: tuple[str, ...] = tuple(VERDICT_WORDS)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A stretch of the view over which nothing changes. `points` stand before it, `signs` behind it."""

    start: int
    end: int
    sentence: Range | None
    link: tuple[int, int, str] | None
    marks: tuple[Mark, ...]
    number: Span | None
    points: tuple[str, ...]
    signs: tuple[Mark, ...]


def inline(layers: Layers, start: int, end: int) -> Markup:
    """View characters `start` to `end` with all that lies over them, nested: sentence, link, mark, number.

    Everything below writes plain strings, each with its words escaped, for a page holds thousands of them.
    """
    return Markup(_drawn(_atoms(layers, start, end), lambda atom: atom.sentence, lambda group: _sentence(layers, group)))  # noqa: S704 - every piece is escaped


def _atoms(layers: Layers, start: int, end: int) -> list[_Atom]:
    sentences = over(layers.sentences, start, end)
    links = over(layers.links, start, end)
    numbers = over(layers.numbers, start, end)
    marks = layers.marks_over(start, end)
    points = layers.points[bisect_left(layers.points, (start, "")) : bisect_left(layers.points, (end, ""))]
    edges = {start, end, *(place for place, _ in points)}
    for layer in (sentences, links, numbers, marks):
        edges.update(edge for each in layer for edge in each[:2] if start < edge < end)
    return [
        _Atom(
            first,
            last,
            next(iter(over(sentences, first, last)), None),
            next(iter(over(links, first, last)), None),
            tuple(mark for low, high, mark in marks if low <= first < high),
            next((span for _, _, span in over(numbers, first, last)), None),
            tuple(name for place, name in points[bisect_left(points, (first, "")) : bisect_right(points, (first, "\U0010ffff"))]),
            tuple(mark for low, high, mark in marks if low >= start and min(high, end) == last),
        )
        for first, last in pairwise(sorted(edges))
    ]


def _drawn(atoms: list[_Atom], key: Callable[[_Atom], object], draw: Callable[[list[_Atom]], str]) -> str:
    if len(atoms) == 1:
        return draw(atoms)
    return "".join([draw(list(group)) for _, group in groupby(atoms, key)])


def _sentence(layers: Layers, group: list[_Atom]) -> str:
    content = _drawn(group, lambda atom: atom.link, lambda part: _linked(layers, part))
    return content if group[0].sentence is None else f"<span class=s>{content}</span>"


def _linked(layers: Layers, group: list[_Atom]) -> str:
    link = group[0].link
    if link is None:
        return _drawn(group, lambda atom: atom.marks, lambda part: _marked(layers, part) + _signs(part))
    # A link may not hold another one, so the signs of marks inside it stand behind it.
    content = _drawn(group, lambda atom: atom.marks, lambda part: _marked(layers, part))
    return f'<a class="x" href="{escape(link[2])}" rel="noopener">{content}</a>{_signs(group)}'


def _marked(layers: Layers, group: list[_Atom]) -> str:
    content = _drawn(group, lambda atom: atom.number or atom.start, lambda part: _number(layers, part))
    if not group[0].marks:
        return content
    # Where several marks meet, the gravest is drawn; each keeps its own sign.
    kind = min((mark.kind for mark in group[0].marks), key=_GRAVITY.index)
    return f"<mark class={escape(kind)}>{content}</mark>"


def _number(layers: Layers, group: list[_Atom]) -> str:
    text, span = str(escape(layers.document.view.text[group[0].start : group[-1].end])), group[0].number
    points = "".join([f"<i id={escape(name)}></i>" for atom in group for name in atom.points])
    if span is None:
        return points + text
    name = layers.ids.get(span)
    place = f"data-doc={layers.page} data-start={span.start} data-end={span.end}>{text}</b>"
    return f"{points}<b {place}" if name is None else f"{points}<b id={escape(name)} {place}"


def _signs(group: list[_Atom]) -> str:
    """The signs behind a group; where several say the same, such as three sums that all recompute, one stands for all."""
    held = {(mark.kind, mark.sign): mark for atom in reversed(group) for mark in reversed(atom.signs)}
    if not held:
        return ""
    ordered = sorted(held.values(), key=lambda mark: (_GRAVITY.index(mark.kind), mark.span, mark.anchor))
    return "".join(
        f'<a class="ref {escape(mark.kind)}" id={escape(mark.anchor)} href=#{escape(mark.target)} title="{escape(mark.told)}">{escape(mark.sign)}</a>'
        for mark in ordered
    )
