"""The people a question is about: measured values that choose the evidence, never a reason for advice."""

import re
from dataclasses import dataclass
from math import isfinite

from manystudies.errors import InputError
from manystudies.terms import concept, tidy_unit, unit_factor

_VALUE = re.compile(r"\s*(?P<number>\d{1,7}(?:[.,]\d{1,4})?)\s*(?P<unit>\S(?:.{0,18}\S)?)?\s*")
_ONE_UNIT = frozenset({"ferritin"})
"""Analytes whose usual units are all the same size, so that a number alone is enough."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One measured value: the analyte by its name, the value in the analyte's base unit, and the value as it was given."""

    analyte: str
    value: float
    text: str

    @property
    def unit(self) -> str:
        """The unit that the value was given in; empty where none was."""
        return self.text.partition(" ")[2]

    @property
    def told(self) -> str:
        """The value as an answer prints it: "ferritin 40 µg/L"."""
        return f"{self.analyte} {self.text}"


@dataclass(frozen=True, slots=True)
class Person:
    """Facts about the people asked about, and the name of a population; both may be empty."""

    facts: tuple[Fact, ...] = ()
    population: str = ""

    @property
    def told(self) -> str:
        """The facts in one line."""
        return "; ".join([*([self.population] if self.population else []), *(fact.told for fact in self.facts)])


NOBODY = Person()
"""Nobody in particular."""


def read_fact(analyte: str, text: str) -> Fact:
    """A measured value as typed: "40", "40 ng/mL", "12,5 ng/ml".

    >>> read_fact("25(OH)D", "12 ng/mL").value
    29.952

    Raises:
        InputError: it is no number, the analyte is not known, or its unit is missing or not one of its units.
    """
    known = concept(analyte)
    if known is None or known.kind != "analyte":
        raise InputError(f"{analyte}: needs something that is measured and known by name; found {analyte!r}.")
    match = _VALUE.fullmatch(text)
    units = ", ".join(shown_unit(unit) for unit, _ in known.units)
    if match is None:
        raise InputError(f"{analyte}: needs a value such as “40 {shown_unit(known.unit)}”; found {text!r}.")
    unit = match["unit"] or (known.unit if analyte in _ONE_UNIT else "")
    factor = unit_factor(known, unit) if unit else None
    if factor is None:
        raise InputError(f"{analyte}: needs a unit ({units}); found {match['unit'] or 'none'!r}.")
    value = float(match["number"].replace(",", ".")) * factor
    if not isfinite(value):
        raise InputError(f"{analyte}: needs a finite value; found {text!r}.")
    return Fact(known.name, value, f"{match['number']} {shown_unit(tidy_unit(unit))}")


def shown_unit(unit: str) -> str:
    """A unit as a reader knows it: "µg/L" for "ug/L"."""
    return unit.replace("ug", "\N{MICRO SIGN}g").replace("umol", "\N{MICRO SIGN}mol")
