"""Lines that published bodies draw through a measurement, and on which side of them a value lies."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from manystudies.answers.person import Fact, shown_unit
from manystudies.terms import concept

Side = Literal["below", "up to"]


@dataclass(frozen=True, slots=True)
class Line:
    """A body's line: the value in the analyte's base unit, what lies `below` or `up to` it is called `name`.

    `about` names the conditions it was drawn for; empty where it holds for everybody.
    """

    analyte: str
    at: float
    side: Side
    name: str
    body: str
    year: int
    source: str
    about: tuple[str, ...] = ()

    def reached_by(self, value: float) -> bool:
        """Whether a value lies on the named side of the line."""
        return value <= self.at if self.side == "up to" else value < self.at


@cache
def lines() -> tuple[Line, ...]:
    """Every line that comes along, in the order of its file."""
    held = tomllib.loads((files("manystudies.answers") / "lines.toml").read_text(encoding="utf-8"))
    return tuple(Line(**{**each, "about": tuple(each.get("about", ()))}) for each in held["line"])


def lines_for(analyte: str, conditions: Iterable[str] = ()) -> tuple[Line, ...]:
    """The lines through an analyte that hold for everybody or were drawn for one of the conditions."""
    wanted = frozenset(conditions)
    return tuple(line for line in lines() if line.analyte == analyte and (not line.about or wanted & set(line.about)))


def line_figures(facts: Iterable[Fact]) -> Mapping[str, str]:
    """What may be said of each fact, by name: the fact as given, and the side of every line it lies on."""
    found: dict[str, str] = {}
    for fact in facts:
        found[f"asked: {fact.analyte}"] = fact.told
        for number, line in enumerate(lines()):
            if line.analyte == fact.analyte:
                found[f"line {number}: {fact.analyte}"] = _told(line, fact)
    return found


def line_number(line: Line) -> int:
    """The place of a line in its file, which names it in a support."""
    return lines().index(line)


def _told(line: Line, fact: Fact) -> str:
    known = concept(line.analyte)
    unit = shown_unit(known.unit) if known is not None else ""
    side = "below" if fact.value < line.at else "above" if fact.value > line.at else "exactly at"
    return f"{side} the {line.at:g} {unit} of the {line.body} ({line.year}; {line.name})"
