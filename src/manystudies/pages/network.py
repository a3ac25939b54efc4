"""A network of treatments as SVG: circles as large as what they rest on, lines as wide as the trials that draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from manystudies.pages.rendering import render
from manystudies.pages.words import counted
from manystudies.pooling import Contrast

_NUMBERED = 30
"""Up to so many lines carry their number of trials; more would collide."""
_APART = 15
"""Pixels between two numbers on lines."""
_UPRIGHT = 14
"""Up to so many names stand upright; more are turned to their circle's ray."""


@dataclass(frozen=True, slots=True)
class _Node:
    x: float
    y: float
    size: float
    anchor: str
    title: str
    label: str
    label_x: float
    label_y: float
    side: str
    turn: float


@dataclass(frozen=True, slots=True)
class _Edge:
    path: str
    size: float
    anchor: str
    title: str


def network_svg(contrasts: Sequence[Contrast], title: str, *, anchor: str = "n1", standalone: bool = True) -> str:
    """The treatments on a circle, in order of name, and who was compared with whom; empty below two treatments.

    Each line is a link to its pair's row (`anchor`-number, pairs in the order of `Network.rows`), each circle to the table.
    """
    treatments = sorted({name for each in contrasts for name in (each.first, each.second)})
    if len(treatments) < 2:  # noqa: PLR2004 - a comparison
        return ""
    many = len(treatments) > _UPRIGHT
    radius = 150.0 + 6.0 * max(0, len(treatments) - 8)
    trials = {name: len({each.study for each in contrasts if name in {each.first, each.second}}) for name in treatments}
    people = _people(contrasts)
    sizes = people or trials
    most = max(sizes.values())
    at = {
        name: (radius * sin(2 * pi * n / len(treatments)), -radius * cos(2 * pi * n / len(treatments))) for n, name in enumerate(treatments)
    }
    nodes = []
    for number, name in enumerate(treatments):
        x, y = at[name]
        size = round(max(5.0, 22.0 * sqrt(sizes[name] / most)), 1)
        ray = 2 * pi * number / len(treatments)
        far = size + 7
        label_x, label_y = x + far * sin(ray), y - far * cos(ray) + 4.5 - (4 * cos(ray) if not many else 0)
        side = "middle" if abs(sin(ray)) < 0.15 and not many else "start" if sin(ray) >= -1e-9 else "end"  # noqa: PLR2004
        turn = (ray * 180 / pi - 90 if side == "start" else ray * 180 / pi - 270) if many else 0.0
        told = f"{name}: {counted(trials[name], 'trial')}" + (f", {people[name]:,} people" if people else "")
        label = name if len(name) <= 24 else f"{name[:23].rstrip()}…"  # noqa: PLR2004 - letters there is room for
        nodes.append(
            _Node(round(x, 1), round(y, 1), size, f"{anchor}-in", told, label, round(label_x, 1), round(label_y, 1), side, round(turn, 1))
        )
    pairs = [(first, second) for j, second in enumerate(treatments) for first in treatments[j + 1 :]]
    studies: dict[tuple[str, str], set[str]] = {}
    for each in contrasts:
        studies.setdefault((max(each.first, each.second), min(each.first, each.second)), set()).add(each.study)
    top = max(map(len, studies.values()))
    edges: list[_Edge] = []
    counts: list[tuple[tuple[float, float], int]] = []
    for number, pair in enumerate(pairs, 1):
        if pair not in studies:
            continue
        (x1, y1), (x2, y2) = at[pair[0]], at[pair[1]]
        count = len(studies[pair])
        path = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
        edges.append(
            _Edge(
                path,
                round(1.2 + 8.8 * (count / max(top, 4)), 1),
                f"{anchor}-{number}",
                f"{pair[0]} against {pair[1]}: {counted(count, 'trial')}",
            )
        )
        # Where no other number stands, since lines cross.
        tries = [(round(x1 + share * (x2 - x1), 1), round(y1 + share * (y2 - y1) + 4, 1)) for share in (0.5, 0.4, 0.6, 0.32, 0.68)]
        free = (each for each in tries if all(hypot(each[0] - x, each[1] - y) > _APART for (x, y), _ in counts))
        counts.append((next(free, tries[0]), count))
    left, top_edge, right, bottom = _box(nodes)
    names = {
        "title": title, "left": left, "top": top_edge, "width": max(right - left, 400), "height": bottom - top_edge + 58, "edges": edges, "nodes": nodes,
        "counts": counts if len(counts) <= _NUMBERED else (), "by": "people" if people else "number of trials", "standalone": standalone,
    }  # fmt: skip
    return render("network.svg.jinja", names)


def _box(nodes: Sequence[_Node]) -> tuple[int, int, int, int]:
    """The left, upper, right and lower edge of everything drawn, names included, with a margin."""
    xs, ys = [], []
    for node in nodes:
        long = 7.2 * len(node.label)
        angle = node.turn * pi / 180
        starts = {"start": 0.0, "middle": -long / 2, "end": -long}[node.side]
        for along in (starts, starts + long):
            xs.append(node.label_x + along * cos(angle))
            ys.append(node.label_y + along * sin(angle))
        xs += [node.x - node.size, node.x + node.size]
        ys += [node.y - node.size, node.y + node.size]
    return round(min(xs)) - 12, round(min(ys)) - 20, round(max(xs)) + 12, round(max(ys)) + 16


def _people(contrasts: Sequence[Contrast]) -> dict[str, int]:
    """How many people had each treatment, where every trial's counts say it; empty else."""
    arms: dict[tuple[str, str], int] = {}
    for each in contrasts:
        counts = each.effect.counts
        if counts is None:
            return {}
        arms[each.study, each.first], arms[each.study, each.second] = counts[1], counts[3]
    found: dict[str, int] = {}
    for (_, name), count in arms.items():
        found[name] = found.get(name, 0) + count
    return found
