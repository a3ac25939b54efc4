"""A forest plot as SVG: where each line, square and diamond goes, wide for a desk and narrow for a phone."""

import re
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

from markupsafe import Markup

from manystudies.answers import OutcomeRow, Report
from manystudies.pages.axis import Axis, axis
from manystudies.pages.forest import MEASURE_NAMES, Forest, ForestStudy, Total, forest_of
from manystudies.pages.links import Links
from manystudies.pages.pieces import Piece, Printed
from manystudies.pages.places import Places
from manystudies.pages.rendering import render

Shape = Literal["diamond", "outline", "prediction", "square"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand, in pixels.

    `second_line` is how far below its label a study's arms stand (0: on the same line), `middle` how far below the top
    of its line its mark stands.
    """

    width: int
    label: int
    letters: int
    first: int
    second: int
    weight: int
    plot: tuple[int, int]
    estimate: int
    row: int
    second_line: int
    middle: int
    ticks: int


_NAMED = re.compile(r"(.{1,200}?) ((?:19|20)\d\d[a-z]?)")
_HEAD = 16
_LETTER = 6.9
"""About how wide one letter of 13 pixels is; texts that end at a column's edge may then touch none of their neighbours."""


def _layout(forest: Forest, *, narrow: bool) -> Layout:
    """The columns as wide as their texts need; labels take what is left."""
    heads = [min(len(name), _HEAD) * 1.1 for name in (forest.first_name, forest.second_name)]
    arms = [float(sum(len(piece.text) for piece in arm)) for study in forest.studies for arm in (study.first, study.second)]
    widest = max((sum(len(piece.text) for piece in (*study.first, *study.second)) for study in forest.studies), default=0)
    if narrow:
        # Arms that would run into the plot stand on a line of their own, above a plot of the whole width.
        long = widest + 3 > 26  # noqa: PLR2004 - letters that fit left of the plot
        return Layout(343, 0, 24, 0, 0, 0, (10, 333) if long else (172, 338), 343, 56 if long else 40, 17, 44 if long else 26, 6)
    if not widest:
        return Layout(960, 0, 44, 0, 0, 380, (410, 780), 960, 24, 0, 12, 8)
    column = max(len(forest.arm_words), *heads, *arms) * _LETTER + 12
    second = 448
    first = second - column
    return Layout(960, 0, max(12, int((first - column) / _LETTER)), round(first), second, 506, (522, 782), 960, 24, 0, 12, 7)


@dataclass(frozen=True, slots=True)
class Mark:
    """One square with its line, diamond or bar: drawn places, and which ends leave the axis."""

    shape: Shape
    x: float
    y: float
    low: float
    high: float
    half: float
    cut_low: bool = False
    cut_high: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plot: texts with their places, and at most one mark."""

    kind: Literal["group", "study", "total"]
    y: float
    label: tuple[Piece, ...]
    name: str
    title: str
    anchor: str
    first: tuple[Piece, ...] = ()
    second: tuple[Piece, ...] = ()
    weight: tuple[Piece, ...] = ()
    estimate: tuple[Piece, ...] = ()
    mark: Mark | None = None


def forest_svg(report: Report, row: OutcomeRow, *, narrow: bool = False) -> str:
    """The forest plot of one row of a report's answer as an SVG file of its own; empty where there is nothing to draw.

    Every mark is a link with a title that says the study, its estimate with the 95% interval, and its weight.
    """
    places = Places.of(report)
    forest = forest_of(row, "e1", Printed.of(report, places), {study.key: study for study in report.studies})
    return str(draw(forest, Links(places), narrow=narrow, standalone=True)) if forest else ""


def draw(forest: Forest, links: Links, *, narrow: bool = False, standalone: bool = False) -> Markup:
    """The plot as one `<svg>`. `standalone` brings its own style, for a file of its own."""
    layout = _layout(forest, narrow=narrow)
    scale = _axis(forest, layout)
    top = 46.0 if narrow and forest.arms else 30.0 if narrow else 52.0
    lines: list[Line] = []
    y = top
    for group in forest.groups:
        if group.name:
            lines.append(Line("group", y + 17, (Piece(group.name),), group.name, group.name, forest.anchor))
            y += 26
        for study in group.studies:
            lines.append(_study(study, y, layout, scale, forest))
            y += layout.row
        if group.total is not None:
            lines.append(_total(group.total, y, layout, scale, anchor=forest.anchor, shape="diamond"))
            y += layout.row
    rule = y + 2
    y += 8 if forest.totals or forest.prediction else 4
    for number, total in enumerate(forest.totals):
        lines.append(
            _total(total, y, layout, scale, anchor=forest.anchor, shape="outline" if number == 0 and len(forest.totals) > 1 else "diamond")
        )
        y += layout.row
    if forest.prediction is not None:
        lines.append(_total(forest.prediction, y, layout, scale, anchor=forest.anchor, shape="prediction"))
        y += layout.row
    names = {
        "forest": forest, "lines": lines, "layout": layout, "axis_y": round(y + 4, 1), "rule": round(rule, 1), "top": top, "height": round(y + 64),
        "ticks": [(scale.x(value), label) for value, label in scale.ticks], "zero": scale.x(0.0), "narrow": narrow, "standalone": standalone,
        "svg": links.svg, "head": _HEAD, "short": _short, "cut": _cut, "measure": MEASURE_NAMES.get(forest.measure, forest.measure),
        "direction": _direction(forest, 22 if narrow else 30),
        "side_room": layout.width - scale.x(0.0) - 10,
    }  # fmt: skip
    return Markup(render("forest.svg.jinja", names))  # noqa: S704 - the template escapes what it is given


def _axis(forest: Forest, layout: Layout) -> Axis:
    totals = [
        *forest.totals,
        *(group.total for group in forest.groups if group.total),
        *((forest.prediction,) if forest.prediction else ()),
    ]
    points = [study.effect.estimate for study in forest.studies] + [end for total in totals for end in (total.low, total.high)]
    intervals = [(study.low, study.high) for study in forest.studies]
    return axis(points, intervals, *map(float, layout.plot), log_scale=forest.log_scale, most=layout.ticks)


def _study(study: ForestStudy, y: float, layout: Layout, scale: Axis, forest: Forest) -> Line:
    count = len(forest.studies)
    share = study.weight if study.weight is not None else 1 / count
    heaviest = max((each.weight or 1 / count) for each in forest.studies)
    half = round(max(1.5, 8.0 * sqrt(share / heaviest)), 1)
    middle = round(y + layout.middle, 1)
    mark = Mark(
        "square", scale.x(study.effect.estimate), middle, scale.x(study.low), scale.x(study.high), half,
        not scale.holds(study.low), not scale.holds(study.high),
    )  # fmt: skip
    weight = (Piece(f"{100 * study.weight:.1f}%", source=forest.anchor),) if study.weight is not None else ()
    told = "".join(piece.text for piece in study.estimate)
    title = f"{study.name}: {told}" + (f", weight {100 * study.weight:.1f}%" if study.weight is not None else "")
    return Line(
        "study", _text_y(y, layout), study.label, study.name, title, study.anchor, study.first, study.second, weight, study.estimate, mark
    )


def _total(total: Total, y: float, layout: Layout, scale: Axis, *, anchor: str, shape: Shape) -> Line:
    middle = round(y + layout.middle, 1)
    mark = Mark(
        shape,
        scale.x(total.estimate),
        middle,
        scale.x(total.low),
        scale.x(total.high),
        7.0,
        not scale.holds(total.low),
        not scale.holds(total.high),
    )
    title = f"{total.label}: {''.join(piece.text for piece in total.words)}"
    return Line("total", _text_y(y, layout), (Piece(total.label),), total.label, title, anchor, estimate=total.words, mark=mark)


def _text_y(y: float, layout: Layout) -> float:
    return round(y + (layout.row / 2 + 4.5 if not layout.second_line else 12), 1)


def _direction(forest: Forest, letters: int) -> tuple[str, str]:
    who = _short(forest.first_name, letters)
    return (f"less with {who}", f"more with {who}") if forest.log_scale else (f"lower with {who}", f"higher with {who}")


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _cut(pieces: tuple[Piece, ...], letters: int) -> tuple[Piece, ...]:
    """Pieces that fit into so many letters: the year at the end stays, a number is kept whole or left out."""
    if sum(len(piece.text) for piece in pieces) <= letters:
        return pieces
    if len(pieces) == 1 and (named := _NAMED.fullmatch(pieces[0].text)):
        name, year = named.groups()
        pieces = (replace(pieces[0], text=name), replace(pieces[0], text=year))
    ending = pieces[-1:] if len(pieces) > 1 and pieces[-1].text.strip().isdigit() else ()
    room = letters - sum(len(piece.text) for piece in ending) - 2
    kept: list[Piece] = []
    for piece in pieces[: len(pieces) - len(ending)]:
        if len(piece.text) <= room:
            kept.append(piece)
            room -= len(piece.text)
            continue
        if not piece.fixed and piece.text.strip("0123456789.,-−–% "):
            kept.append(replace(piece, text=piece.text[: max(0, room)].rstrip()))
        break
    return (*kept, Piece("… " if ending else "…"), *ending)
