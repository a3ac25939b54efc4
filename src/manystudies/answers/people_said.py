"""What a study's own text says of its people's measured values: the limits it let them in by, and their values at the start."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from manystudies.answers.person import Fact
from manystudies.claims import sentence_ranges
from manystudies.documents import Document, Span
from manystudies.studies import Study
from manystudies.terms import Concept, concept, find_terms, unit_factor

SaidKind = Literal["baseline", "limit", "words"]

_UNIT = r"(?P<unit>(?:ng|nmol|pmol|pg|\u00b5g|\u03bcg|ug|mcg|mg|mmol|\u00b5mol|\u03bcmol|g)\s?(?:/|per)\s?(?:mL|ml|dL|dl|L|l)|%)"
_NUMBER = r"\d{1,6}(?:[.\u00b7]\d{1,3})?"
_DASH = r"(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|\bto\b|\band\b)"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s?(?:{_UNIT.replace('unit', 'first')}\s?)?{_DASH}\s?(?P<high>{_NUMBER})\s?{_UNIT}")
_LIMIT = re.compile(
    rf"(?P<side><=|>=|[<>\u2264\u2265\u2a7d\u2a7e]|\b(?:below|less than|under|lower than|at most|up to|no more than|above|more than|greater than|over|higher than|at least))"
    rf"\s?(?:or equal to\s)?(?P<at>{_NUMBER})\s?{_UNIT}",
    re.IGNORECASE,
)
_CENTRE = re.compile(
    rf"(?P<centre>{_NUMBER})\s?(?:{_UNIT.replace('unit', 'first')}\s?)?(?:\u00b1|\+/-|\(SD\s?)\s?(?P<spread>{_NUMBER})\)?\s?{_UNIT}?"
)
_UP = frozenset({"<", "<=", "\u2264", "\u2a7d", "below", "less than", "under", "lower than", "at most", "up to", "no more than"})
_STRICT = frozenset({"<", ">", "below", "less than", "under", "lower than", "above", "more than", "greater than", "over", "higher than"})
_PEOPLE = re.compile(
    r"\b(?:eligib|inclu|enrol|recruit|randomi|assigned|participants?|patients?|people|adults|subjects|women|men|children|volunteers|persons|baseline|had|took|received|were given)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:recommend|guideline|associated|odds|risk|likely|quartile|tertile|divided|classified|stratified|compared (?:to|with) those|those with|versus|defined as)\b",
    re.IGNORECASE,
)
"""Sentences that group, define or advise say nothing of who was let in."""
_LATER = re.compile(
    r"\b(?:after|corrected|reached|reaching|rose|raised|increased|achiev\w*|until|target|to|post\w*|follow|exclu\w*)\b[^.;,]{0,24}$",
    re.IGNORECASE,
)
_REACH = 60
"""Characters between a name and its value."""
_SPREADS = 2.0
"""Nearly all people lie within two standard deviations of a mean, where values are spread like a bell."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a study says of its people: values from `low` to `high` in the base unit (None: open), with its words and place.

    `words` has no numbers ("iron deficiency"): what it means in numbers is not said.
    """

    kind: SaidKind
    low: float | None
    high: float | None
    words: str
    span: Span
    strict: bool = False

    def includes(self, value: float) -> bool | None:
        """Whether people with this value are among them; None where that cannot be told."""
        if self.low is None and self.high is None:
            return None
        if self.low is not None and (value < self.low or (self.strict and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.strict and value == self.high)))


def said_of_people(study: Study, document: Document, analyte: Concept) -> tuple[Said, ...]:
    """Everything the study's text and title say of its people's values of an analyte, limits first."""
    if study.place.document != document.identity:
        return ()
    view = document.view
    found: list[Said] = []
    for first, last in sentence_ranges(view.text, view.view_start(study.place.start), view.view_end(study.place.end)):
        found += _in_sentence(document, first, last, analyte)
    spans = [study.place] if study.title is None else [study.title.span, study.place]
    found += [said for span in spans if span.document == document.identity for said in _in_words(document, span, analyte)]
    order = {"limit": 0, "baseline": 1, "words": 2}
    return tuple(sorted(dict.fromkeys(found), key=lambda said: (order[said.kind], said.span.start)))


def verdict(said: Sequence[Said], fact: Fact) -> tuple[bool | None, Said | None]:
    """Whether a study's people include somebody with this value, and what shows it: a limit before a baseline before words."""
    for kind in ("limit", "baseline"):
        told = [(each.includes(fact.value), each) for each in said if each.kind == kind]
        for wanted in (False, True):
            for includes, each in told:
                if includes is wanted:
                    return includes, each
    return None, next(iter(said), None)


def _in_sentence(document: Document, first: int, last: int, analyte: Concept) -> Iterator[Said]:
    text = document.view.text[first:last]
    names = [match.end() for match in _names(analyte.name).finditer(text)]
    if not names or _ASIDE.search(text) is not None:
        return
    of_people = _PEOPLE.search(text) is not None
    for pattern, kind in ((_RANGE, "limit"), (_LIMIT, "limit"), (_CENTRE, "baseline")):
        for match in pattern.finditer(text):
            name = max((end for end in names if end <= match.start()), default=-1)
            between = text[name : match.start()] if name >= 0 else ""
            at_start = pattern is _CENTRE and between.endswith("from ")
            if name < 0 or len(between) > _REACH or not (at_start or (of_people and not _LATER.search(between))):
                continue
            reach = _reach(match, analyte) or _reach_with_later_unit(match, text, analyte)
            if reach is None:
                continue
            words = document.view.text[first + match.start() : first + match.end()]
            span = document.span(first + match.start(), first + match.end())
            yield Said("baseline" if kind == "baseline" else "limit", reach[0], reach[1], " ".join(words.split()), span, reach[2])
            break


def _in_words(document: Document, span: Span, analyte: Concept) -> Iterator[Said]:
    """Names of a lack, such as "iron deficiency", which give no number."""
    start, end = document.view.view_start(span.start), document.view.view_end(span.end)
    text = document.view.text[start:end]
    for match in find_terms(text):
        if match.concept.name == _LACKS.get(analyte.name):
            words = text[match.start : match.end]
            yield Said("words", None, None, " ".join(words.split()), document.span(start + match.start, start + match.end))
            return


_LACKS = {"ferritin": "iron deficiency", "25(OH)D": "vitamin D deficiency"}
"""The condition that a low value is a sign of, by analyte."""


@cache
def _names(analyte: str) -> re.Pattern[str]:
    known = concept(analyte)
    names = set(known.names if known is not None else (analyte,)) | ({"vitamin D", "vitamin D3"} if analyte == "25(OH)D" else set())
    told = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![A-Za-z])(?:{told})(?![A-Za-z])", re.IGNORECASE)


def _reach(match: re.Match[str], analyte: Concept) -> tuple[float | None, float | None, bool] | None:
    held = match.groupdict()
    unit = held.get("unit") or held.get("first")
    factor = unit_factor(analyte, unit) if unit else None
    return None if factor is None else _scaled(held, factor)


def _reach_with_later_unit(match: re.Match[str], text: str, analyte: Concept) -> tuple[float | None, float | None, bool] | None:
    """Of "from 13.2 ± 4.0 to 42.8 ± 9.6 ng/mL" the unit of the second holds for the first."""
    if "centre" not in match.groupdict():
        return None
    later = re.compile(_UNIT).search(text, match.end(), match.end() + _REACH)
    factor = unit_factor(analyte, later["unit"]) if later is not None else None
    return None if factor is None else _scaled(match.groupdict(), factor)


def _scaled(held: dict[str, str | None], factor: float) -> tuple[float | None, float | None, bool] | None:
    def value(name: str) -> float:
        return float((held[name] or "0").replace("\u00b7", ".")) * factor

    if "centre" in held:
        reach = _SPREADS * value("spread")
        return max(0.0, value("centre") - reach), value("centre") + reach, False
    if "at" in held:
        side = (held["side"] or "").lower()
        return (None, value("at"), side in _STRICT) if side in _UP else (value("at"), None, side in _STRICT)
    return (value("low"), value("high"), False) if value("low") <= value("high") else None
