"""The forest plot once more as a matplotlib figure, for those who set their plots with it; an extra, not needed for anything else."""

from dataclasses import dataclass
from importlib import import_module
from math import sqrt

from manystudies.errors import InputError
from manystudies.measures import LOG_MEASURES
from manystudies.pages.axis import axis
from manystudies.pages.figures import interval_shown, natural, shown
from manystudies.pages.forest import MEASURE_NAMES, interval_of
from manystudies.pooling import NotPooled, Pooled

_DARK, _BLUE, _GREY = "#1a1d21", "#0b5a9c", "#888888"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: its height, what stands to its left and right, and its three places on the scale a reader sees."""

    y: float
    label: str
    words: str
    low: float
    centre: float
    high: float


def to_matplotlib(result: Pooled | NotPooled, title: str = "") -> object:
    """The forest plot of studies and, where they were pooled, their total and prediction interval, as a `matplotlib.figure.Figure`.

    Nothing of matplotlib's global state is touched: save the figure with its own `savefig`.

    Raises:
        InputError: matplotlib is not installed, or there is no effect of one measure to draw.
    """
    effects = result.effects
    if len({effect.measure for effect in effects}) != 1:
        raise InputError(
            f"A forest plot needs effects of one measure; found {', '.join(sorted({each.measure for each in effects})) or 'none'}."
        )
    try:
        figure_of, polygon = import_module("matplotlib.figure").Figure, import_module("matplotlib.patches").Polygon
    except ImportError as error:
        raise InputError("to_matplotlib needs matplotlib; found none: pip install matplotlib.") from error
    measure = effects[0].measure
    studies = _studies(result)
    total, prediction = _totals(result)
    lines = [*studies, *((total,) if total else ()), *((prediction,) if prediction else ())]
    lowest = min(line.y for line in lines)
    figure = figure_of(figsize=(8.0, 1.6 - 0.26 * lowest), layout="constrained")
    axes = figure.subplots()
    heaviest = max(result.weights) if isinstance(result, Pooled) else 1.0
    for index, line in enumerate(studies):
        weight = result.weights[index] / heaviest if isinstance(result, Pooled) else 0.4
        axes.plot([line.low, line.high], [line.y, line.y], color=_BLUE, linewidth=1.2, zorder=2)
        axes.plot([line.centre], [line.y], "s", color=_BLUE, markersize=2.0 + 6.0 * sqrt(weight), zorder=3)
    if total:
        corners = [(total.low, total.y), (total.centre, total.y + 0.3), (total.high, total.y), (total.centre, total.y - 0.3)]
        axes.add_patch(polygon(corners, closed=True, color=_DARK, zorder=3))
    if prediction:
        axes.plot([prediction.low, prediction.high], [prediction.y] * 2, "|--", color=_DARK, linewidth=1.2, zorder=3)
    log_scale = measure in LOG_MEASURES
    scale = axis([effect.estimate for effect in effects], map(interval_of, effects), 0.0, 1.0, log_scale=log_scale, most=8)
    if log_scale:
        axes.set_xscale("log")
    axes.set_xticks([natural(value, measure) for value, _ in scale.ticks], [label for _, label in scale.ticks])
    axes.set_xticks([], minor=True)
    axes.axvline(natural(0.0, measure), color=_GREY, linewidth=0.9, linestyle=":", zorder=1)
    axes.set(ylim=(lowest - 0.8, 0.8), xlabel=MEASURE_NAMES.get(measure, measure), title=title)
    right = axes.secondary_yaxis("right")
    for side, words in ((axes, [line.label for line in lines]), (right, [line.words for line in lines])):
        side.set_yticks([line.y for line in lines], words)
        side.tick_params(axis="y", length=0)
        side.spines[["left", "top", "right"] if side is axes else ["right"]].set_visible(False)
    return figure


def _studies(result: Pooled | NotPooled) -> list[_Line]:
    lines = []
    for row, effect in enumerate(result.effects):
        low, high = interval_of(effect)
        words = f"{shown(effect.estimate, effect.measure)} [{interval_shown(low, high, effect.measure)}]"
        places = (natural(value, effect.measure) for value in (low, effect.estimate, high))
        lines.append(_Line(-float(row), effect.label or effect.key, words, *places))
    return lines


def _totals(result: Pooled | NotPooled) -> tuple[_Line | None, _Line | None]:
    """The line of the total and of the prediction interval, where there are such."""
    if not isinstance(result, Pooled):
        return None, None
    y, measure = -len(result.effects) - 0.5, result.measure
    low, high = result.interval.low, result.interval.high
    words = f"{shown(result.estimate, measure)} [{interval_shown(low, high, measure)}]"
    total = _Line(y, "Total", words, *(natural(value, measure) for value in (low, result.estimate, high)))
    if result.prediction is None:
        return total, None
    least, most = result.prediction
    places = (natural(value, measure) for value in (least, result.estimate, most))
    return total, _Line(y - 1.0, "A new study (prediction)", f"[{interval_shown(least, most, measure)}]", *places)
