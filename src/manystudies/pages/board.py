"""A board of components as SVG: which were tried alone, which together, in how many trials, and what can be told of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from manystudies.pages.figures import interval_shown, shown
from manystudies.pages.forest import MEASURE_NAMES
from manystudies.pages.rendering import render
from manystudies.pages.words import counted
from manystudies.pooling import Combination, Components

_TOP, _ROW, _COLUMN = 40, 30, 28


@dataclass(frozen=True, slots=True)
class _Row:
    y: int
    anchor: str
    title: str
    label: str
    effect: str
    told: bool


@dataclass(frozen=True, slots=True)
class _Column:
    x: int
    anchor: str
    title: str
    trials: int
    first: int
    last: int
    dots: tuple[tuple[int, str], ...]
    without: tuple[int, ...]


def board_svg(
    model: Components, title: str, *, combinations: Sequence[Combination] = (), anchor: str = "c1", standalone: bool = True
) -> str:
    """One row a component with its effect, or that it cannot be told; one column a treatment, with what it is made of.

    Each row is a link to `anchor`-number (components in order), each column to the table, titled with its verdict.
    """
    identification = model.identification
    components = identification.components
    rows = []
    for number, name in enumerate(components):
        effect = model.effect((name,))
        if effect is None:
            group = next((each for each in identification.tangled if name in each), (name,))
            others = [each for each in group if each != name]
            words = f"cannot be told apart from {' and '.join(others)}" if others else "cannot be told"
        else:
            words = f"{shown(effect.estimate, model.measure)} [{interval_shown(effect.low, effect.high, model.measure)}]"
        label = name if len(name) <= 26 else f"{name[:25].rstrip()}…"  # noqa: PLR2004 - letters there is room for
        rows.append(_Row(_TOP + 15 + _ROW * number, f"{anchor}-{number + 1}", f"{name}: {words}", label, words, effect is not None))
    left = round(40 + 7.2 * min(26, max(map(len, components))))
    trials: dict[str, set[str]] = {}
    for each in model.contrasts:
        for name in (each.first, each.second):
            trials.setdefault(name, set()).add(each.study)
    made = {name: _parts(model, name) for name in trials}
    verdicts = {each.combination: each.sentence for each in combinations}
    columns = []
    for number, name in enumerate(sorted(made, key=lambda name: (len(made[name]), made[name], name))):
        inside = [row for row, component in zip(rows, components, strict=True) if component in made[name]]
        places = [row.y for row in inside]
        said = f"{name}: {counted(len(trials[name]), 'trial')}"
        verdict = verdicts.get(made[name])
        columns.append(
            _Column(
                left + _COLUMN * number, f"{anchor}-in", f"{said}. {verdict}" if verdict else said, len(trials[name]),
                min(places, default=0), max(places, default=0),
                tuple((row.y, "has" if row.told else "has unsure") for row in inside), tuple(row.y for row in rows if row not in inside),
            )
        )  # fmt: skip
    right = left + _COLUMN * len(columns) + 6
    widest = max(len(row.effect) for row in rows)
    values = {
        "title": title, "width": max(round(right + 7.2 * max(widest, 48) + 10), 720), "height": _TOP + _ROW * len(rows) + 38, "top": _TOP, "rows": rows,
        "columns": columns, "right": right, "measure": MEASURE_NAMES.get(model.measure, model.measure).lower(), "standalone": standalone,
    }  # fmt: skip
    return render("board.svg.jinja", values)


def _parts(model: Components, name: str) -> tuple[str, ...]:
    """What a treatment is made of, as the model read its name."""
    parts = {part.strip() for part in name.split(model.separator)}
    return tuple(sorted(part for part in parts if part in model.identification.components))
