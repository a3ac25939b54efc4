"""A drapery plot as SVG: every confidence interval of every study and of their pool at once, as p-value functions.

Source: Rücker & Schwarzer (2021), Research Synthesis Methods 12, 8-19. https://doi.org/10.1002/jrsm.1410
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from manystudies.measures import LOG_MEASURES
from manystudies.pages.axis import Axis, axis
from manystudies.pages.figures import interval_shown, shown
from manystudies.pages.forest import MEASURE_NAMES, interval_of
from manystudies.pages.rendering import render
from manystudies.pooling import NotPooled, Pooled

_TOP, _BOTTOM = 34, 340
_LEVELS = (*(step / 40 for step in range(39)), 0.98, 0.99, 0.995, 0.999)
"""Confidence levels whose ends a curve is drawn through: evenly in p, and closer at its feet, where it bends."""
_REACHES = tuple(NormalDist().inv_cdf(0.5 + level / 2) for level in _LEVELS)


@dataclass(frozen=True, slots=True)
class _Curve:
    path: str
    anchor: str
    title: str
    kind: str


def drapery_svg(result: Pooled | NotPooled, title: str, *, anchor: str = "e1", narrow: bool = False, standalone: bool = True) -> str:
    """The p-value function of each study and of the pooled estimate; empty where nothing was pooled.

    A curve is as wide at a height p as the interval of level 1 − p: at 0.05 it spans the usual one, at its top is the estimate.
    The shaded band is where a new study is expected. Each curve is a link with the 95% interval in its title.
    """
    if not isinstance(result, Pooled):
        return ""
    left, right = (36.0, 333.0) if narrow else (48.0, 625.0)
    measure = result.measure
    log_scale = measure in LOG_MEASURES
    effects = result.effects
    points = [result.estimate, *(effect.estimate for effect in effects), *(result.prediction or ())]
    scale = axis(points, map(interval_of, effects), left, right, log_scale=log_scale, most=5 if narrow else 8)
    curves = []
    for number, effect in enumerate(effects, 1):
        told = f"{effect.label or effect.key}: {shown(effect.estimate, measure)} [{interval_shown(*interval_of(effect), measure)}]"
        ends = [(effect.estimate - reach, effect.estimate + reach) for reach in (each * sqrt(effect.variance) for each in _REACHES)]
        curves.append(_Curve(_path(scale, ends), f"{anchor}-{number}", told, "study"))
    told = f"Total: {shown(result.estimate, measure)} [{interval_shown(result.interval.low, result.interval.high, measure)}]"
    curves.append(_Curve(_path(scale, [result.interval_at(level) for level in _LEVELS]), f"{anchor}-in", told, "total"))
    names = {
        "title": title, "width": 343 if narrow else 640, "height": _BOTTOM + (64 if not narrow else 82), "left": left, "right": right, "top": _TOP,
        "bottom": _BOTTOM, "curves": curves, "zero": scale.x(0.0), "ticks": [(scale.x(value), label) for value, label in scale.ticks],
        "usual": _height(0.05),
        "heights": [(_height(p), label) for p, label in ((1.0, "1"), (0.75, "0.75"), (0.5, "0.5"), (0.25, "0.25"), (0.0, "0"))],
        "expected": tuple(map(scale.x, result.prediction)) if result.prediction else None, "anchor": f"{anchor}-in",
        "expected_title": f"A new study is expected at [{interval_shown(*result.prediction, measure)}]" if result.prediction else "",
        "faint": round(min(0.65, 12 / len(effects)), 2), "measure": MEASURE_NAMES.get(measure, measure), "narrow": narrow, "standalone": standalone,
    }  # fmt: skip
    return render("drapery.svg.jinja", names)


def _height(p: float) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * p, 1)


def _path(scale: Axis, ends: list[tuple[float, float]]) -> str:
    """A p-value function from its foot on the left over its top to its foot on the right, through the ends of each level."""
    left = [(scale.x(low), _height(1 - level)) for level, (low, _) in zip(_LEVELS, ends, strict=True)]
    right = [(scale.x(high), _height(1 - level)) for level, (_, high) in zip(_LEVELS, ends, strict=True)]
    return "M" + "L".join(f"{x} {y}" for x, y in (*reversed(left), *right[1:]))
