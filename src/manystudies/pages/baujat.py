"""Baujat's plot as SVG: which studies make the results differ, and which pull the pooled estimate.

Source: Baujat et al. (2002), Statistics in Medicine 21, 2641-2652. https://doi.org/10.1002/sim.1221
"""

from dataclasses import dataclass

from manystudies.pages.axis import axis
from manystudies.pages.figures import figure
from manystudies.pages.rendering import render
from manystudies.pooling import Influences, NotPooled

_SIZE, _LEFT, _RIGHT, _TOP, _BOTTOM = 343, 48, 333, 34, 300
_NAMED = 3
"""So many studies furthest from the corner carry their name; the others tell it when touched."""
_LETTER = 6.4


@dataclass(frozen=True, slots=True)
class _Dot:
    x: float
    y: float
    anchor: str
    title: str
    label: str = ""
    label_x: float = 0.0
    label_y: float = 0.0
    side: str = "start"


def baujat_svg(studies: Influences | NotPooled, title: str, *, anchor: str = "e1", standalone: bool = True) -> str:
    """What each study adds to Q, across, and how far it pulls the common estimate, upward; empty below three studies.

    Each study is a link to `anchor`-number. Studies in the upper right decide how far results differ and where their mean
    lies: read them first. Not a reason to leave one out.
    """
    if isinstance(studies, NotPooled) or len(studies) < 3:  # noqa: PLR2004 - nothing to compare
        return ""
    across = axis([each.baujat[0] for each in studies], [], _LEFT, _RIGHT, log_scale=False, most=5)
    upward = axis([each.baujat[1] for each in studies], [], _BOTTOM, _TOP, log_scale=False, most=6)
    widest, highest = (max(each.baujat[side] for each in studies) or 1.0 for side in (0, 1))
    far = sorted(range(len(studies)), key=lambda index: -sum(a / b for a, b in zip(studies[index].baujat, (widest, highest), strict=True)))
    taken: list[tuple[float, float]] = []
    dots = []
    for index in far:
        each = studies[index]
        x, y = across.x(each.baujat[0]), upward.x(each.baujat[1])
        told = f"{each.name}: adds {figure(each.baujat[0])} to Q, pulls the estimate by {figure(each.baujat[1])} in squared standard errors"
        dot = _Dot(x, y, f"{anchor}-{index + 1}", told)
        free = all(abs(y - other_y) > 14 for _, other_y in taken)  # noqa: PLR2004 - the height of a line
        if index in far[:_NAMED] and free:
            label = each.name if len(each.name) <= 28 else f"{each.name[:27].rstrip()}…"  # noqa: PLR2004 - letters there is room for
            right = x + 9 + _LETTER * len(label) <= _SIZE
            dot = _Dot(x, y, dot.anchor, told, label, x + 9 if right else x - 9, y + 4, "start" if right else "end")
            taken.append((x, y))
        dots.append(dot)
    names = {
        "title": title, "width": _SIZE, "height": _BOTTOM + 66, "left": _LEFT, "right": _RIGHT, "top": _TOP, "bottom": _BOTTOM, "dots": dots[::-1],
        "across": [(across.x(value), label) for value, label in across.ticks if value >= 0],
        "upward": [(upward.x(value), label) for value, label in upward.ticks if value >= 0], "standalone": standalone,
    }  # fmt: skip
    return render("baujat.svg.jinja", names)
