"""Before and after in the same people, as SVG: an arrow from one mean to the other, and no effect, since no control group is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from manystudies.findings import BeforeAfter, Finding
from manystudies.pages.axis import Axis, axis
from manystudies.pages.forest import name_of, piece_of
from manystudies.pages.links import Links
from manystudies.pages.pieces import Piece, Printed
from manystudies.pages.rendering import render
from manystudies.studies import Study


@dataclass(frozen=True, slots=True)
class Change:
    """One arrow: whose, from where to where, and its words."""

    y: float
    label: tuple[Piece, ...]
    before: float
    after: float
    words: tuple[Piece, ...]
    title: str
    anchor: str


def draw_changes(findings: Sequence[tuple[str, Finding, Study | None]], printed: Printed, links: Links, *, narrow: bool = False) -> Markup:
    """The changes among `findings` as one `<svg>`, empty where there is none.

    Each finding comes with the id of its line in what went in, and with its study.
    """
    held = [(anchor, each, study) for anchor, each, study in findings if isinstance(each, BeforeAfter)]
    if not held:
        return Markup("")
    row, top = (44, 8) if narrow else (30, 8)
    left, right = (4.0, 339.0) if narrow else (330.0, 760.0)
    values = [float(summary.centre) for _, each, _ in held for summary in (each.before, each.after)]
    room = 0.15 * (max(values) - min(values)) or 1.0
    ends = [min(values) - room, max(values) + room]
    scale = axis(ends, [], left, right, log_scale=False, most=5, zero=min(values) < (max(values) - min(values)))
    changes = [
        _change(each, top + place * row, scale, anchor, _label(each, study, printed)) for place, (anchor, each, study) in enumerate(held)
    ]
    names = {
        "changes": changes, "width": 343 if narrow else 960, "height": top + row * len(held) + 34, "narrow": narrow, "svg": links.svg,
        "axis": scale, "axis_y": top + row * len(held) + 4, "ticks": [(scale.x(value), label) for value, label in scale.ticks],
    }  # fmt: skip
    return Markup(render("changes.svg.jinja", names))  # noqa: S704 - the template escapes what it is given


def _label(each: BeforeAfter, study: Study | None, printed: Printed) -> tuple[Piece, ...]:
    name = name_of(study) if study else each.arm.name
    spans = [part.span for part in (study.year, study.authors, study.title) if part] if study else []
    outcome = f"{name}, {each.context.outcome}" if name and each.context.outcome else name or each.context.outcome
    return printed.linked(outcome, (*spans, each.context.sentence), "")


def _change(each: BeforeAfter, y: float, scale: Axis, anchor: str, label: tuple[Piece, ...]) -> Change:
    unit = each.after.unit or each.before.unit
    words = (piece_of(each.before.centre), Piece(" \N{RIGHTWARDS ARROW} "), piece_of(each.after.centre), Piece(f" {unit}" if unit else ""))
    title = "".join(piece.text for piece in (*label, Piece(": "), *words))
    return Change(y, label, scale.x(float(each.before.centre)), scale.x(float(each.after.centre)), words, title, anchor)
