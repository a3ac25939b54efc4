"""Doses in running text: a number and its unit, told apart from what was measured in people by the words beside them."""

import re
from functools import cache
from typing import TypedDict

from manystudies.findings.glyphs import fold
from manystudies.findings.leads import digit_leads, matches_at, percent_leads

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_MICRO = r"(?:[\u00b5\u03bc]|u|mc|micro)\s?g(?:rams?)?"
_UNIT = (
    rf"mg|milligrams?|{_MICRO}|ng|g|grams?|(?:M|m)?I\.?U\.?|international\sunits?|units?|U|mEq|c?Gy|mCi|[MG]Bq|m[lL]|cc|millilit(?:er|re)s?|"
    r"drops?|tablets?|capsules?|puffs?|patch(?:es)?|lozenges?|sachets?|sprays?"
)
_PEOPLE = r"\s?(?:/|per\s)\s?(?:kg|m\s?\(?2\)?|m\u00b2)(?:\sbody\s(?:weight|surface))?"
_TIME = r"\s?(?:/|per\s|an?\s|every\s)\s?(?:d|days?|h|hr|hours?|min|minutes?|wk|weeks?|months?|night|dose|eye|cycle|session|injection)(?![A-Za-z])"
_LISTED = rf"(?:\s?(?:-|to|or|and|,|,\s?and|,\s?or|/|\u2013|then)\s?(?:>\s?or\s?=\s?|[\u2265\u2264<>~])?\s?(?:{_NUMBER}))"
_MEASURED = re.compile(
    r"\s?(?:/|per\s)\s?(?:100\s?)?(?:[dm\u00b5\u03bcnf]?[lL]\b|lit(?:er|re)|deciliter|m{0,2}mol|m?g\b|cm|mm)|\s?\.?\s?[dm]?[lL]\s?\(?-1|\s?\xb7\s?[dm]?L"
)
"""What stands behind the unit of a concentration, which is measured in people and not given to them."""
_OFTEN = re.compile(
    r"[^.;]{0,4}(?:dose\b|once|twice|three\stimes|[0-9]\stimes|daily|nightly|weekly|every\s|[bt]\.?\s?i\.?\s?d|q\.?\s?[0-9dw])",
    re.IGNORECASE,
)
_PLUS_MINUS = re.compile(r"(?:\u00b1|\+/?-|\+\s?/\s?-|[0-9]\s(?:vs\.?|versus)|(?<![0-9])-)\s?$")
_OUTCOME = re.compile(
    r"(?:\b(?:loss|lost|gain(?:ed)?|excretion|bleeding|urine|volume|weigh(?:t|s|ed|ing)|birthweight|fat|protein|sodium|potassium|calcium|fib(?:er|re)|intake|intakes|consum\w+|"
    r"requirements?|insulin\sdos(?:e|es|age|ages)|daily\sdos(?:e|es)\sof\sinsulin|differen\w+|reduc\w+|increas\w+|decreas\w+|chang\w+|levels?|concentrations?|glucose|ferritin|GFR|clearance|filtration\srate)\b"
    r"[^.;]{0,25}?(?:\b(?:by|was|were|of|to|from|than|below|above|under|over|averaged|mean|median)|[=:<>(\[\u2264\u2265-])\s?(?:[-+]?[0-9.,]+\s?(?:and|to|vs\.?|versus|-|or)\s)?|\b(?:rose|fell|dropped)[^.;]{0,20})$",
    re.IGNORECASE,
)
_DRUG = (
    r"[a-z]{2,}(?:olol|prost|prostone|(?:zol|et)amide|idine|carpine|azole|mycin|micin|cillin|caine|sone|solone|onide|fenac|oxidil|oxacin|limus|retinoin|rotene|quinone|quimod|"
    r"phrine|tropine|peroxide|iodine|glycerin|flurane)|(?:alginate|tartrate|maleate|hydrochloride|nitrate|sulfate|sulphate|chloride|acetate|phosphate|citrate|propionate|"
    r"valerate|furoate|fluoride|acid|dextrose|sucrose|saline|ethanol|alcohol|urea|capsaicin|menthol|formalin|phenol|sulfadiazine|oxide)"
)
"""How the names of what is dissolved or spread in a strength of so many percent end."""
_FORM = (
    r"(?:ophthalmic\s|topical\s|nasal\s|oral\s|eye\s?|fixed\s|aqueous\s|[a-z]+\s)?(?:solutions?|suspensions?|gels?|creams?|ointments?|lotions?|foams?|shampoos?|drops?|eyedrops|"
    r"mouthwash(?:es)?|mouth\srinse|rinses?|sprays?|monotherapy|varnish|concentrations?|formulations?|preserved)"
)

_DRUG_ENDS = frozenset(
    [
        "ol",
        "st",
        "ne",
        "de",
        "le",
        "in",
        "ac",
        "il",
        "us",
        "od",
        "te",
        "id",
        "se",
        "ea",
        "er",
        "xr",
        "sr",
        "la",
        "el",
        "on",
        "am",
        "op",
        "ps",
    ]
)
"""The last two letters of the names above, and of the forms that may stand behind them."""

_LINK = 6
"""How far behind one strength the next one of a list may stand: "1%/0.2%"."""


class DoseRow(TypedDict):
    """A dose: the place and value of its number, and its unit as printed, with what it is taken per ("mg/kg/day")."""

    start: int
    end: int
    value: float
    unit: str


@cache
def _mass() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,/])(?P<number>{_NUMBER})(?P<more>{_LISTED}{{0,5}}?)[\s-]{{0,4}}+(?=[cdgilmnpstuGIMU\u00b5\u03bc])(?P<unit>(?:{_UNIT})(?![A-Za-z0-9])(?:{_PEOPLE})?(?:{_TIME})?)"
    )


@cache
def _strength() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,])(?P<number>{_NUMBER})\s?(?P<unit>%|percent\b)")


@cache
def _drug_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_DRUG})(?:\s(?:ER|XR|SR|LA|gel|solution|cream|eye\sdrops?|drops?))?\s?$", re.IGNORECASE)


@cache
def _drug_behind() -> re.Pattern[str]:
    return re.compile(rf"\s?-?\s?(?:\([^()]{{1,20}}\)\s?)?(?:long-acting\s|topical\s)?(?:(?:{_DRUG})\b|{_FORM}\b)", re.IGNORECASE)


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(r"%\s?(?:/|,|\(|and|or)\s?$")


def read_doses(text: str) -> list[DoseRow]:
    """The doses and strengths of preparations in a text, in order.

    A mass, volume, activity or count is a dose unless it is a concentration, a spread or stands behind the name of something
    measured; a percentage is one where the name of a drug or a preparation stands at once beside it.

    >>> [(row["value"], row["unit"]) for row in read_doses("Adults took 10 or 20 mg/day, or timolol 0.5% drops; ferritin was 40 ng/mL.")]
    [(10.0, 'mg/day'), (20.0, 'mg/day'), (0.5, '%')]
    """
    folded = fold(text)
    found = _masses(text, folded) + _strengths(folded)
    return sorted(found, key=lambda row: row["start"])


def _masses(printed: str, text: str) -> list[DoseRow]:
    found: list[DoseRow] = []
    for match in matches_at(_mass(), text, digit_leads(text, 0, len(text)), len(text)):
        behind = _MEASURED.match(text, match.end())
        before = text[max(0, match.start() - 60) : match.start()]
        if _PLUS_MINUS.search(before):
            continue
        if behind and not _OFTEN.match(text, behind.end()):
            continue
        if not behind and _OUTCOME.search(before):
            continue
        unit = " ".join(printed[match.start("unit") : behind.end() if behind else match.end()].split())
        if not _counts_people(match, before):
            found.append(_row(match.start("number"), match["number"], unit))
        found += [_row(match.start("more") + more.start(), more[0], unit) for more in re.finditer(_NUMBER, match["more"])]
    return found


_FROM = re.compile(r"(?i)\b(?:from|tapered|reduced|lowered)\s$")


def _counts_people(match: re.Match[str], before: str) -> bool:
    """Whether the first number of "105 to 40 mg" counts people assigned to a dose: a range would rise, and a taper says "from"."""
    to = re.match(rf"\sto\s(?P<next>{_NUMBER})", match["more"])
    return to is not None and float(match["number"].replace(",", "")) > float(to["next"].replace(",", "")) and not _FROM.search(before)


def _strengths(text: str) -> list[DoseRow]:
    found: list[DoseRow] = []
    if "%" not in text and "percent" not in text:
        return found
    for match in matches_at(_strength(), text, percent_leads(text), len(text)):
        before = text[max(0, match.start() - 40) : match.start()]
        linked = bool(found) and match.start() - found[-1]["end"] < _LINK and _joined().search(before) is not None
        if before.endswith("(") and text.startswith(")", match.end()):
            before = before[:-1].rstrip()
        named = before.rstrip()[-2:].lower() in _DRUG_ENDS and _drug_before().search(before)
        if linked or named or _drug_behind().match(text, match.end()):
            found.append(_row(match.start("number"), match["number"], match["unit"]))
    return found


def _row(start: int, number: str, unit: str) -> DoseRow:
    return DoseRow(start=start, end=start + len(number), value=float(number.replace(",", "")), unit=unit)
