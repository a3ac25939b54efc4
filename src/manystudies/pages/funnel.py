"""A funnel plot with contours of significance as SVG: whether the studies that are missing would have found nothing.

Source: Peters et al. (2008), Journal of Clinical Epidemiology 61, 991-996 (contours). https://doi.org/10.1016/j.jclinepi.2007.11.010
Sterne et al. (2011), BMJ 343, d4002 (no test below ten studies). https://doi.org/10.1136/bmj.d4002
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from markupsafe import Markup

from manystudies.measures import LOG_MEASURES
from manystudies.pages.axis import axis
from manystudies.pages.figures import figure, interval_shown, shown
from manystudies.pages.forest import MEASURE_NAMES, TWO_SIDED_95, interval_of
from manystudies.pages.rendering import render
from manystudies.pooling import NotPooled, Pooled

_TOP, _BOTTOM = 34, 390
FEWEST_OF_A_FUNNEL = 10
"""Below ten studies asymmetry cannot be told from chance, and a page shows no funnel of its own accord."""
_CONTOURS = (("c01", 0.01), ("c05", 0.05), ("c10", 0.1))
"""Classes of the fields inside which p is above a value, the widest first."""
_LEGEND = (("field", "p < 0.01"), ("c01", "p 0.01 to 0.05"), ("c05", "p 0.05 to 0.1"), ("c10", "p > 0.1"))


@dataclass(frozen=True, slots=True)
class _Layout:
    """How wide the plot is, its left and right edge, and where the four entries of the legend stand, from its foot down."""

    width: int
    left: int
    right: int
    legend: tuple[tuple[int, int], ...]


_WIDE = _Layout(640, 60, 625, ((60, 52), (180, 52), (330, 52), (480, 52)))
_NARROW = _Layout(343, 44, 333, ((44, 52), (190, 52), (44, 74), (190, 74)))


@dataclass(frozen=True, slots=True)
class _Dot:
    x: float
    y: float
    anchor: str
    title: str


def funnel_svg(result: Pooled | NotPooled, title: str, *, anchor: str = "e1", narrow: bool = False, standalone: bool = True) -> str:
    """The funnel plot of the effects of one measure; empty below three studies.

    Each study is a link to `anchor`-number with its estimate, interval and standard error; shades say how significant
    a study is by itself. Below ten studies the plot says that asymmetry cannot be tested.
    """
    effects = result.effects
    if len(effects) < 3 or len({effect.measure for effect in effects}) > 1:  # noqa: PLR2004 - no shape to see
        return ""
    layout = _NARROW if narrow else _WIDE
    measure = effects[0].measure
    log_scale = measure in LOG_MEASURES
    widest = 1.06 * max(sqrt(effect.variance) for effect in effects)
    centre = result.estimate if isinstance(result, Pooled) else sum(effect.estimate for effect in effects) / len(effects)
    sides = [(at - TWO_SIDED_95 * widest, at + TWO_SIDED_95 * widest) for at in (0.0, centre)]
    scale = axis(
        [centre, *(effect.estimate for effect in effects)], sides, layout.left, layout.right, log_scale=log_scale, most=5 if narrow else 8
    )

    def y(error: float) -> float:
        return round(_TOP + (_BOTTOM - _TOP) * error / widest, 1)

    def contour(p: float, at: float = 0.0) -> str:
        reach = NormalDist().inv_cdf(1 - p / 2)
        errors = [min(widest, abs(end - at) / reach) for end in (scale.low, scale.high)]
        left, right = scale.x(at - reach * errors[0]), scale.x(at + reach * errors[1])
        return f"M{left} {_BOTTOM}V{y(errors[0])}L{scale.x(at)} {_TOP}L{right} {y(errors[1])}V{_BOTTOM}"

    dots = []
    for number, effect in enumerate(effects, 1):
        error = sqrt(effect.variance)
        words = f"{shown(effect.estimate, measure)} [{interval_shown(*interval_of(effect), measure)}], standard error {figure(error)}"
        dots.append(_Dot(scale.x(effect.estimate), y(error), f"{anchor}-{number}", f"{effect.label or effect.key}: {words}"))
    few = len(effects) < FEWEST_OF_A_FUNNEL
    pooled = None
    if isinstance(result, Pooled):
        told = f"Total: {shown(result.estimate, measure)} [{interval_shown(result.interval.low, result.interval.high, measure)}]"
        pooled = _Dot(scale.x(result.estimate), 0.0, f"{anchor}-in", told)
    errors = axis([0.0, widest], [], _TOP, _BOTTOM, log_scale=False, most=8).ticks
    foot = layout.legend[-1][1] + 24
    names = {
        "title": title, "width": layout.width, "height": _BOTTOM + foot + (40 if few and narrow else 22 if few else 0), "left": layout.left,
        "right": layout.right, "top": _TOP, "bottom": _BOTTOM, "narrow": narrow, "foot": foot,
        "contours": [(name, contour(p)) for name, p in _CONTOURS], "zero": scale.x(0.0), "pooled": pooled, "around": contour(0.05, centre), "dots": dots,
        "radius": 5 if len(effects) < 40 else 4,  # noqa: PLR2004 - smaller where they crowd
        "ticks": [(scale.x(value), label) for value, label in scale.ticks],
        "errors": [(y(value), label) for value, label in errors if 0 <= value <= widest],
        "measure": MEASURE_NAMES.get(measure, measure), "log_scale": log_scale,
        "legend": [(name, x, y, words) for (name, words), (x, y) in zip(_LEGEND, layout.legend, strict=True)], "few": few, "standalone": standalone,
    }  # fmt: skip
    return str(Markup(render("funnel.svg.jinja", names)))  # noqa: S704 - the template escapes what it is given
