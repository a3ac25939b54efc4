"""Pooled studies told: pictures, the results in words, their rows and the methods, as a page, as text and as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from manystudies.pages.baujat import baujat_svg
from manystudies.pages.drapery import drapery_svg
from manystudies.pages.drawing import draw
from manystudies.pages.figures import figure
from manystudies.pages.forest import forest_of_effects
from manystudies.pages.funnel import FEWEST_OF_A_FUNNEL, funnel_svg
from manystudies.pages.links import Links
from manystudies.pages.places import Places
from manystudies.pages.rendering import render
from manystudies.pooling import NotPooled, Pooled, influence

Row = Mapping[str, float | int | str | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the page. Its row number n has the id `anchor`-n, and its table `anchor`-in, which pictures open."""

    heading: str
    lines: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    anchor: str = ""


def pooled_part(
    result: Pooled | NotPooled, title: str, names: tuple[str, str], arms: Mapping[str, tuple[str, str]], lines: Sequence[str]
) -> Part:
    """The forest and funnel plot of one comparison, its summary and its rows; `arms` by the key of the effect."""
    drawn = forest_of_effects(result, "e1", title, names, arms)
    links = Links(Places((), {}, {}))
    forest = both_widths(*(str(draw(drawn, links, narrow=narrow)) for narrow in (False, True))) if drawn else ""
    shaped = len(result.effects) >= FEWEST_OF_A_FUNNEL
    funnel = both_widths(*(funnel_svg(result, title, narrow=narrow, standalone=False) for narrow in (False, True))) if shaped else ""
    drapery = both_widths(*(drapery_svg(result, title, narrow=narrow, standalone=False) for narrow in (False, True)))
    pull = baujat_svg(influence(result.effects), title, standalone=False) if isinstance(result, Pooled) else ""
    pictures = tuple(picture for picture in (forest, funnel, drapery, pull) if picture)
    return Part("Studies", (*result.summary().splitlines(), *lines), pictures, result.rows(), "e1")


def both_widths(wide: str, narrow: str) -> str:
    """A picture for a desk and the same for a phone, of which a page shows one; empty where there is none."""
    return f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div>' if wide else ""


def pooling_html(title: str, parts: Sequence[Part], methods: str) -> str:
    """The whole page as one HTML file that loads nothing."""
    shown = [
        Part(
            part.heading,
            part.lines,
            tuple(Markup(picture) for picture in part.pictures),  # noqa: S704 - drawn by templates that escape
            tuple({name.replace("_", " "): _cell(value) for name, value in row.items() if name != "kind"} for row in part.rows),
            part.anchor,
        )
        for part in parts
    ]
    return render("pooling.html.jinja", {"title": title, "parts": shown, "methods": methods.splitlines()})


def pooling_text(parts: Sequence[Part], methods: str) -> str:
    """The same as text: each part in words, then its rows in columns, then the methods."""
    told = ["\n".join((part.heading, *part.lines, *(("", *_columns(part.rows)) if part.rows else ()))) for part in parts]
    return "\n\n".join([*told, "Methods\n" + methods]) + "\n"


def pooling_json(title: str, parts: Sequence[Part], methods: str) -> str:
    """The same as JSON: rows with every digit, on the scale a reader sees."""
    made = [{"heading": part.heading, "summary": part.lines, "rows": [dict(row) for row in part.rows]} for part in parts]
    return json.dumps({"title": title, "parts": made, "methods": methods}, ensure_ascii=False, indent=1) + "\n"


def _columns(rows: Sequence[Row]) -> list[str]:
    """Rows as columns, words to the left and numbers to the right."""
    table = [[name.replace("_", " ") for name in rows[0] if name != "kind"]]
    table += [[_cell(value) for name, value in row.items() if name != "kind"] for row in rows]
    words = [any(isinstance(row[name], str) for row in rows) for name in rows[0] if name != "kind"]
    widths = [max(len(line[place]) for line in table) for place in range(len(table[0]))]
    return [
        "  ".join(cell.ljust(width) if word else cell.rjust(width) for cell, width, word in zip(line, widths, words, strict=True)).rstrip()
        for line in table
    ]


def _cell(value: float | str | None) -> str:
    return "" if value is None else figure(value, 3) if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value
