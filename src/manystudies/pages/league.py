"""A league table as SVG: every treatment against every other, shaded by how large the effect is and which way it goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from manystudies.pages.figures import interval_shown, natural, plain, shown
from manystudies.pages.forest import MEASURE_NAMES
from manystudies.pages.rendering import render
from manystudies.pages.words import counted
from manystudies.pooling import Network

_ROOMY = 9
"""Up to so many treatments, cells hold the interval; beyond, its title does."""
_DEEPEST = 0.5
"""The strongest shade: a number must stay readable on it, on light and on dark paper."""


_USUAL = 0.9
"""The share of effects that shades tell apart; what is larger has the deepest."""


@dataclass(frozen=True, slots=True)
class _Name:
    x: float
    y: float
    label: str
    title: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class _Cell:
    x: float
    y: float
    anchor: str
    title: str
    label: str
    below: str = ""
    tone: str = ""
    shade: float = 0.0


def league_svg(network: Network, title: str, *, order: Sequence[str] = (), anchor: str = "n1", standalone: bool = True) -> str:
    """The league table of a network, treatments in `order` (of name where none is given), the first at the top.

    Each cell is a link to its pair's row (`anchor`-number, pairs in the order of `Network.rows`) with estimate and interval.
    """
    treatments = list(order) or list(network.treatments)
    roomy = len(treatments) <= _ROOMY
    cell = (124.0, 44.0) if roomy else (50.0, 26.0)
    left = 8.0 if roomy else 18 + 6.6 * min(26, max(map(len, treatments)))
    letters = 17 if roomy else 26
    rows = {frozenset((str(row["first"]), str(row["second"]))): number for number, row in enumerate(network.rows(), 1)}
    sizes = sorted(abs(network.effect(one, two).estimate) for i, one in enumerate(treatments) for two in treatments[i + 1 :])
    # One effect far beyond the others would leave them without shades.
    largest = sizes[int(_USUAL * (len(sizes) - 1))] or sizes[-1] or 1.0
    names, cells = [], []
    for i, first in enumerate(treatments):
        y = 8 + i * cell[1]
        label = first if len(first) <= letters else f"{first[: letters - 1].rstrip()}…"
        x = left + i * cell[0]
        names.append(_Name(x, y, label, first, x + cell[0] / 2 if roomy else left - 6, y + cell[1] / 2 + 4.5))
        for j, second in enumerate(treatments):
            if i == j:
                continue
            effect = network.effect(first, second)
            place = f"{anchor}-{rows[frozenset((first, second))]}"
            value, interval = shown(effect.estimate, network.measure), interval_shown(effect.low, effect.high, network.measure)
            brief = value if roomy else _brief(natural(effect.estimate, network.measure))
            told = f"{first} against {second}: {value} [{interval}], {counted(effect.trials, 'trial')}"
            if i < j:
                cells.append(_Cell(left + j * cell[0], y, place, told, str(effect.trials) if effect.trials else "–"))
                continue
            tone = "low" if effect.estimate < 0 else "high"
            sure = " sure" if effect.low > 0 or effect.high < 0 else ""
            shade = round(_DEEPEST * min(1.0, abs(effect.estimate) / largest), 2)
            cells.append(_Cell(left + j * cell[0], y, place, told, brief, interval if roomy else "", tone + sure, shade))
    count = len(treatments)
    values = {
        "title": title, "width": round(max(left + count * cell[0] + 8, 780)), "height": round(8 + count * cell[1] + 74), "cell": cell, "names": names,
        "cells": cells, "wide": roomy, "measure": MEASURE_NAMES.get(network.measure, network.measure).lower(), "standalone": standalone,
    }  # fmt: skip
    return render("league.svg.jinja", values)


def _brief(value: float) -> str:
    """A number of at most five signs, for a narrow cell; the title of the cell has it whole."""
    return plain(value, 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0) if abs(value) < 10_000 else f"{value:.0e}".replace("-", "−")  # noqa: PLR2004
