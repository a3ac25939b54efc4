"""Lines that published bodies draw through a measurement, and on which side of them a value lies."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from manystudies.answers.person import Fact, shown_unit
from manystudies.terms import concept, unit_factor

SECOND_HAND = "second hand"
_ROUNDED = 0.005
"""Values closer to a line than half a percent are at it: 12 ng/mL and 30 nmol/L are one line, rounded."""
Side = Literal["below", "up to"]


@dataclass(frozen=True, slots=True)
class Line:
    """A body's line: the value in the analyte's base unit and as the body prints it, and what the line is (`name`).

    `side` says where a value exactly on the line counts, `checked` where value, body and year were seen. A body that no longer
    stands by its line has `withdrawn` it in that year. `about` names the conditions it was drawn for; empty where it holds for everybody.
    """

    analyte: str
    at: float
    own: str
    side: Side
    name: str
    body: str
    year: int
    source: str
    checked: str
    about: tuple[str, ...] = ()
    withdrawn: int = 0
    withdrawn_source: str = ""


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
    near = abs(fact.value - line.at) <= _ROUNDED * line.at
    side = "at" if near else "below" if fact.value < line.at else "above"
    notes = [f"{line.body} {line.year}"]
    notes += ["as quoted by others"] if line.checked == SECOND_HAND else []
    notes += [f"not endorsed any more since {line.withdrawn}"] if line.withdrawn else []
    return f"{side} {line.own}{_converted(line, fact)}: {line.name} ({', '.join(notes)})"


def _converted(line: Line, fact: Fact) -> str:
    """The line in the unit of the fact, in brackets, where the body's own unit is another one."""
    known = concept(line.analyte)
    factor = unit_factor(known, fact.unit) if known is not None and fact.unit else None
    own = unit_factor(known, line.own.partition(" ")[2]) if known is not None else None
    if factor is None or own is None or factor == own:
        return ""
    return f" ({line.at / factor:.3g} {shown_unit(fact.unit)})"
