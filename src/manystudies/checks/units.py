"""One value printed in two units side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manystudies.checks.evidence import Evidence, small_letters
from manystudies.checks.judged import judged
from manystudies.checks.problem import Problem
from manystudies.documents import Block, Document
from manystudies.errors import NumberError
from manystudies.findings import met_in
from manystudies.measures import VITAMIN_D, Factor, Printed, check_conversion
from manystudies.terms import find_terms, unit_factor

_NUMBER = r"\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?:[.\u00b7]\d+)?"
_PAIR = re.compile(
    rf"(?<![\d.,\u00b7])(?<!\d[ \u00a0\u2009\u202f])(?P<first>{_NUMBER})\s?(?P<one>[a-z\u00b5\u03bc]{{1,4}}(?:/[a-z]{{1,2}})?)\s?(?:[\[(=,;]|or|equivalent to|\(equivalent to|i\.e\.,?)\s{{0,2}}(?:=\s?|~\s?|or\s)?(?P<second>{_NUMBER})\s?(?P<two>[a-z\u00b5\u03bc]{{1,4}}(?:/[a-z]{{1,2}})?)\b",
    re.IGNORECASE,
)
# Where the first number of a pair can begin: one look at each, where a search would look at every character.
_LEAD = re.compile(r"\d(?<![\d.,\u00b7]\d)")
_ABOUT = re.compile(r"(?:about|approximately|approx\.?|around|roughly|~|\u2248|nearly)\s?$", re.IGNORECASE)
_AROUND = 200
_UNITS = re.compile(r"\d\s?(?:[mnpu\u00b5\u03bc]mol/l|iu|m?eq/|mc?g|[npu\u00b5\u03bc]g|kg|g/)")
"""One of these stands behind a number of every pair that can be converted."""
_NAMES = frozenset(["eq", "g", "iu", "kg", "mcg", "meq", "mg", "mmol", "mol", "ng", "nmol", "pg", "pmol", "ug", "umol"])
"""The same as words of plain letters."""
_PARTS = _NAMES | {"dl", "l", "miu", "ml", "uiu"}
"""Two units that can be converted differ in one of these."""
_SHAPE = re.compile(r"\d\s?[a-z\u00b5\u03bc]{1,4}(?:/[a-z]{1,2})?\s?(?:[\[(=,;]|or|\(?equivalent to|i\.e\.,?)\s{0,2}(?:=\s?|~\s?|or\s)?\d")
"""No pair is without it; searched in small letters it is found much faster than a pair."""
_LOW, _HIGH = 0.99, 1.01
"""Laboratories round their factors to two or three digits."""
_ROUND = 1.1
"""Limits are told in round numbers in both units, up to a tenth apart."""


@dataclass(frozen=True, slots=True)
class _Conversion:
    """From one unit to another, for texts in which `speaks_of` is found."""

    one: str
    two: str
    factor: Factor
    speaks_of: re.Pattern[str]


_ANY = re.compile("")
_IU_OF_D = Factor(0.025, 0.025, 0.025, "vitamin D: 40 IU = 1 \u00b5g. Institute of Medicine (2011), https://doi.org/10.17226/13050")
_CONVERSIONS = (
    _Conversion("ng/ml", "nmol/l", VITAMIN_D, re.compile(r"vitamin D|25[- ]?\(?OH|calcidiol|25-hydroxy", re.IGNORECASE)),
    _Conversion("iu", "ug", _IU_OF_D, re.compile(r"vitamin D|cholecalciferol|ergocalciferol", re.IGNORECASE)),
    _Conversion("mg", "ug", Factor(1000, 1000, 1000, "SI"), _ANY),
    _Conversion("g", "mg", Factor(1000, 1000, 1000, "SI"), _ANY),
    _Conversion("kg", "g", Factor(1000, 1000, 1000, "SI"), _ANY),
    _Conversion("ng/ml", "ug/l", Factor(1, 1, 1, "SI"), _ANY),
    _Conversion(
        "mmol/l",
        "mg/dl",
        Factor(18.0, 18.016, 18.02, "glucose, molar mass 180.16 g/mol"),
        re.compile(r"glucose|glyc[a\u00e6]?emi|blood sugar", re.IGNORECASE),
    ),
    _Conversion(
        "mmol/l",
        "mg/dl",
        Factor(38.6, 38.67, 38.7, "cholesterol, molar mass 386.65 g/mol"),
        re.compile(r"cholesterol|\bLDL|\bHDL", re.IGNORECASE),
    ),
)


def unit_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every value with a second one in another unit in brackets behind it."""
    for document in evidence.documents:
        met = met_in(document.view.text, _PARTS)
        if len(met) <= 1 or met.isdisjoint(_NAMES):
            continue
        small = small_letters(document.view.text)
        if not (_UNITS.search(small) and _SHAPE.search(small)):
            continue
        for block in document.blocks:
            if block.role in {"body", "chatbot"} and block.kind not in {"code", "image", "rule"}:
                yield from _block(document, block)


def _block(document: Document, block: Block) -> Iterator[Problem]:
    text = document.view.text
    for match in _pairs(text, block.start, block.end):
        one, two = _unit(match["one"]), _unit(match["two"])
        if one == two:
            continue
        around = text[max(block.start, match.start() - _AROUND) : min(block.end, match.end() + _AROUND)]
        known = next((each for each in _CONVERSIONS if {each.one, each.two} == {one, two} and each.speaks_of.search(around)), None)
        known = known or _of_analyte(text[max(block.start, match.start() - _AROUND) : match.start()], match["one"], match["two"], one, two)
        if known is None:
            continue
        try:
            first, second = Printed.read(match["first"]), Printed.read(match["second"])
        except NumberError:
            continue
        if known.one != one:
            first, second = second, first
        outcome = check_conversion(first, second, known.factor)
        rounded = _ABOUT.search(text[max(block.start, match.start("second") - 16) : match.start("second")]) is not None
        close = outcome.low is not None and outcome.high is not None and outcome.low / _ROUND <= float(second) <= _ROUND * outcome.high
        yield judged(
            "MS211", outcome, (document.span(match.start("first"), match.end("two")),), severity="medium", accuse=not (rounded or close),
            doubt="Round limits are often told in both units without an exact conversion.",
        )  # fmt: skip


def _pairs(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    behind = start
    for lead in _LEAD.finditer(text, start, end):
        if lead.start() >= behind and (match := _PAIR.match(text, lead.start(), end)):
            behind = match.end()
            yield match


def _of_analyte(before: str, one: str, two: str, first: str, second: str) -> _Conversion | None:
    """The conversion of the analyte that is named last before the pair, where its two units are known."""
    named = [match.concept for match in find_terms(before) if match.concept.kind == "analyte"]
    factor = unit_factor(named[-1], one, two) if named else None
    if factor is None:
        return None
    return _Conversion(first, second, Factor(factor * _LOW, factor, factor * _HIGH, named[-1].source), _ANY)


def _unit(text: str) -> str:
    folded = text.lower().replace("\u00b5", "u").replace("\u03bc", "u")
    return {"mcg": "ug", "mcg/l": "ug/l"}.get(folded, folded)
