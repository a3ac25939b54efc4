"""The answer at a glance: every treatment with a controlled result on one axis, an outcome a picture, wide and narrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from manystudies.answers import OutcomeRow
from manystudies.measures import LOG_MEASURES, Measure
from manystudies.pages.axis import Axis, axis
from manystudies.pages.figures import interval_shown, shown
from manystudies.pages.forest import MEASURE_NAMES, TWO_SIDED_95
from manystudies.pages.links import Links
from manystudies.pages.pieces import Piece
from manystudies.pages.rendering import render
from manystudies.pages.words import LEVEL_STEPS
from manystudies.pooling import Pooled
from manystudies.terms import concept

_MOST_ROWS, _MOST_PICTURES = 6, 2
_FULL, _HOLLOW = "\N{CIRCLED PLUS}", "\N{LARGE CIRCLE}"
_WIDE, _NARROW = 960, 343
_SIDE_WORD = 72
"""Pixels that "← better" takes, with the gap."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One treatment on the axis: its row's anchor, its names, its estimate in words, and where it is drawn."""

    anchor: str
    label: str
    against: str
    words: Markup
    certainty: str
    level: str
    y: float
    x: float
    low: float
    high: float
    cut_low: bool
    cut_high: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The pictures of one outcome."""

    title: str
    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    row: OutcomeRow
    estimate: float
    low: float
    high: float


def overview_of(rows: Sequence[OutcomeRow], links: Links) -> tuple[Overview, ...]:
    """A picture for each of the first outcomes that have a controlled result with an estimate; none where there is none.

    Only randomised results stand here, pooled or of a single trial; a further outcome needs a pooled one. What was seen without a control group has its own place.
    """
    groups: dict[tuple[str, Measure], list[_Row]] = {}
    for number, row in enumerate(rows, 1):
        made = _estimated(number, row)
        if made is not None:
            groups.setdefault((row.outcome, row.result.effects[0].measure), []).append(made)
    ranked = sorted(groups.items(), key=lambda group: -len(group[1]))
    chosen = [group for place, group in enumerate(ranked) if place == 0 or any(isinstance(each.row.result, Pooled) for each in group[1])]
    return tuple(
        Overview(
            f"{outcome[:1].upper()}{outcome[1:]}: {MEASURE_NAMES.get(measure, measure).lower()}",
            *(_picture(outcome, measure, held[:_MOST_ROWS], links, narrow=narrow) for narrow in (False, True)),
        )
        for (outcome, measure), held in chosen[:_MOST_PICTURES]
    )


def _estimated(number: int, row: OutcomeRow) -> _Row | None:
    if not row.body.endswith("| randomised"):
        return None
    if isinstance(row.result, Pooled):
        return _Row(number, row, row.result.estimate, row.result.interval.low, row.result.interval.high)
    if len(row.result.effects) != 1:
        return None
    effect = row.result.effects[0]
    reach = TWO_SIDED_95 * sqrt(effect.variance)
    return _Row(number, row, effect.estimate, effect.estimate - reach, effect.estimate + reach)


def _picture(outcome: str, measure: Measure, rows: Sequence[_Row], links: Links, *, narrow: bool) -> Markup:
    left, right = (10, _NARROW - 10) if narrow else (300, 640)
    scale = axis(
        [each.estimate for each in rows],
        [(each.low, each.high) for each in rows],
        left,
        right,
        log_scale=measure in LOG_MEASURES,
        most=5 if narrow else 7,
    )
    row_height, top = (64, 4) if narrow else (34, 4)
    lines = [_drawn(each, measure, scale, top + place * row_height + (46 if narrow else 17), links) for place, each in enumerate(rows)]
    known = concept(outcome)
    important = known.important if known is not None and measure == "MD" else None
    zone = (scale.x(-important), scale.x(important)) if important else None
    better = known.better if known is not None else ""
    axis_y = top + len(rows) * row_height + 4
    names = {
        "width": _NARROW if narrow else _WIDE,
        "height": axis_y + (62 if zone else 44),
        "narrow": narrow,
        "lines": lines,
        "zero": scale.x(0.0),
        # The words beside it need room even where it lies at an edge.
        "sides_at": min(max(scale.x(0.0), _SIDE_WORD), (_NARROW if narrow else _WIDE) - _SIDE_WORD),
        "zone": zone,
        # On a phone the words stand above each line, where no shade and no dashes may run through them.
        "bands": [(line.y - 11, 22) for line in lines] if narrow else [(top, axis_y - top)],
        "zone_words": _zone_words(important, known.unit if known is not None else ""),
        "axis_y": axis_y,
        "top": top,
        "axis": scale,
        "ticks": [(scale.x(at), label) for at, label in scale.ticks],
        "sides": _sides(better),
        "title": outcome,
    }
    return Markup(render("overview.svg.jinja", names))  # noqa: S704 - a template of our own, which escapes what it is given


def _drawn(each: _Row, measure: Measure, scale: Axis, y: float, links: Links) -> Drawn:
    row, anchor = each.row, f"e{each.number}"
    words = f"{shown(each.estimate, measure)} [{interval_shown(each.low, each.high, measure)}]"
    level = row.certainty.level
    return Drawn(
        anchor,
        row.intervention[:1].upper() + row.intervention[1:],
        _against(row.comparator),
        links.svg((Piece(words, source=f"{anchor}-in"),)),
        _FULL * LEVEL_STEPS[level] + _HOLLOW * (4 - LEVEL_STEPS[level]),
        level,
        y,
        scale.x(each.estimate),
        scale.x(each.low),
        scale.x(each.high),
        not scale.holds(each.low),
        not scale.holds(each.high),
    )


def _against(comparator: str) -> str:
    people = "people " if comparator.startswith(("not ", "un")) else ""
    return f"against {people}{comparator}" if comparator else ""


def _zone_words(important: float | None, unit: str) -> str:
    return f"grey: less than {important:g} {unit or 'points'}, hardly noticed" if important else ""


def _sides(better: str) -> tuple[str, str]:
    """What lies left and right of no difference."""
    return {"lower": ("better", "worse"), "higher": ("worse", "better")}.get(better, ("less", "more"))
