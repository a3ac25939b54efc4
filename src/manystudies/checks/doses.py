"""A dose told in a heading against the doses in the text of its study."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.documents import Document, Section

_UNIT = r"(?P<unit>IU|I\.U\.|units?|mg|mcg|µg|μg|ug|grams?|g)"
_PERIOD = r"daily|weekly|monthly|every day|each day|every week|every month|every other day|(?:per|a|each|/)\s?(?:day|d|week|wk|month|mo)\b"
_DOSE = re.compile(
    rf"(?:\b(?P<first>daily|weekly|monthly)\s+(?:dose\s+of\s+)?)?(?P<value>\d{{1,3}}(?:[., \u00a0\u2009]\d{{3}})+(?!\d)|\d+(?:\.\d+)?)\s?{_UNIT}\b(?:\s+(?:of\s+)?(?:[a-z]+\s){{0,3}}?)?\s?(?P<last>{_PERIOD})?",
    re.IGNORECASE,
)
_DAYS = (("other day", 2), ("day", 1), ("daily", 1), ("week", 7), ("wk", 7), ("month", 30), ("mo", 30), ("/d", 1))
_MASS = {
    "mg": Fraction(1),
    "mcg": Fraction(1, 1000),
    "µg": Fraction(1, 1000),
    "μg": Fraction(1, 1000),
    "ug": Fraction(1, 1000),
    "g": Fraction(1000),
    "gram": Fraction(1000),
    "grams": Fraction(1000),
}


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose with its period: the amount at once, the kind of unit, and days between doses."""

    words: str
    amount: Fraction
    kind: str
    days: int
    start: int
    end: int


def dose_problems(evidence: Evidence) -> Iterator[Problem]:
    """Headings whose dose with its period is told otherwise in the section's text."""
    for document in evidence.documents:
        for section in document.sections:
            if section.heading is not None:
                yield from _section(document, section)


def _section(document: Document, section: Section) -> Iterator[Problem]:
    if section.heading is None:
        return
    heading = document.blocks[section.heading]
    told = doses_in(document.view.text, heading.start, heading.end)
    if len(told) != 1 or heading.role != "body":
        return
    dose = told[0]
    body = [
        each
        for block in document.section_blocks(section)
        if block is not heading and block.role == "body"
        for each in doses_in(document.view.text, block.start, block.end)
        if each.kind == dose.kind
    ]
    rates = {each.amount / each.days for each in body}
    if not body or dose.amount / dose.days in rates:
        if body:
            same = next(each for each in body if each.amount / each.days == dose.amount / dose.days)
            yield _problem(document, dose, same, right=True)
        return
    near = [each for each in body if each.amount == dose.amount or each.days == dose.days]
    if len(rates) == 1 and near:
        yield _problem(document, dose, near[0], right=False)


def _problem(document: Document, dose: Dose, other: Dose, *, right: bool) -> Problem:
    return Problem(
        "MS504",
        "consistent" if right else "inconsistent",
        "info" if right else "medium",
        f"The heading's dose “{dose.words}” is {'also' if right else 'not'} that of the text, “{other.words}”.",
        (document.span(dose.start, dose.end), document.span(other.start, other.end)),
        recomputed=other.words,
        suggestion="" if right else f"Write “{other.words}”.",
    )


def doses_in(text: str, start: int, end: int) -> list[Dose]:
    """The doses with a period between two offsets: "weekly 50,000 IU", "400 mg per day"."""
    found: list[Dose] = []
    for match in _DOSE.finditer(text, start, end):
        period = (match["first"] or match["last"] or "").lower()
        if not period:
            continue
        days = next(days for word, days in _DAYS if word in period)
        unit = match["unit"].lower()
        kind = "mass" if unit in _MASS else "units"
        amount = Fraction(_plain(match["value"], whole=kind == "units"))
        found.append(
            Dose(match[0].strip(), amount * _MASS.get(unit, Fraction(1)), kind, days, match.start(), match.start() + len(match[0].rstrip()))
        )
    return found


def _plain(text: str, *, whole: bool) -> str:
    """The digits of a dose; units are whole, so that "100.000 IU" has a point between thousands."""
    bare = re.sub(r"[, \u00a0\u2009]", "", text)
    return bare.replace(".", "") if whole and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare) else bare
