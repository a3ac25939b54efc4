"""Limits a report sets itself: who was eligible, and how long people were treated."""

import re
from dataclasses import dataclass
from functools import cache

from manystudies.findings.finding import CriterionKind
from manystudies.findings.glance import places_of, words_in
from manystudies.findings.leads import matches_at, sign_leads
from manystudies.findings.number import Comparator
from manystudies.findings.numerals import COMPARATOR, DIGITS, Numeral, comparator_of

_ELIGIBLE = re.compile(
    r"(?i)\b(?:eligib|inclu(?:sion|ded)|recruit|enrol|were\streated|treated\swith|deficien|insufficien|criteri|defined|with\s(?:a\s)?(?:low|high|baseline)|diagnos)"
)
_TARGET = re.compile(
    r"(?i)\b(?:correct(?:ed)?\sto|until|reach(?:ed|ing)?|raised?\sto|target|achiev|titrated|got|maintain(?:ed)?)\b[^.;]{0,40}$"
)
_GROUPING = re.compile(
    r"(?i)\b(?:group|quartile|tertile|categor|classified|divided|stratified|compared|those\swith|risk|odds|associated|likely)\b"
)


@dataclass(frozen=True, slots=True)
class CriterionText:
    """A limit met in a text: the quantity's words, the limit, its side and unit."""

    start: int
    end: int
    kind: CriterionKind
    quantity: str
    limit: Numeral
    side: Comparator
    unit: str


@cache
def _limit() -> re.Pattern[str]:
    unit = r"(?P<unit>\s?(?:ng|nmol|pg|pmol|mmol|\u03bcmol|\u03bcg|mcg|ug|mg|g|kg|IU|mIU|mL|ml|dL|cm|mm|points?|%|mmHg|mm\sHg)(?:\s?/\s?(?:mL|ml|dL|dl|L|l|kg|m2|m\u00b2|day|d))?(?![A-Za-z]))"
    worded = r"below|less\sthan|under|above|more\sthan|greater\sthan|at\sleast|over|lower\sthan|higher\sthan"
    return re.compile(rf"(?P<sign>{COMPARATOR}|\b(?:{worded}))\s?(?:or\sequal\sto\s)?(?P<limit>{DIGITS}){unit}?")


_WORDS: dict[str, Comparator] = {
    "below": "<",
    "less than": "<",
    "under": "<",
    "lower than": "<",
    "above": ">",
    "more than": ">",
    "greater than": ">",
    "over": ">",
    "higher than": ">",
    "at least": ">=",
}


_SIGN = re.compile("[<>=\u2264\u2265~\u2248\u2245\u2a7d\u2a7e]")
_WORD = re.compile(r"below|less|under|above|more|greater|at\sleast|over|lower|higher")
_WORDED = ("than", "below", "under", "above", "least", "over")
_WORDS_BEFORE = {word: re.compile(rf"{word}\s?(?:or\sequal\sto\s)?[.0-9]") for word in _WORDED}
_LIMITS = frozenset("<>\u2264\u2265\u2a7d\u2a7e")
_OF_P = re.compile(r"(?i)(?<![A-Za-z])p(?:[\s-]?values?)?\s?(?:was\s|were\s|of\s)?$")
_OF_P_REACH = 20


def criterion_leads(text: str) -> list[int]:
    """The places of a text beside which a limit can stand that is none of a p-value; a sentence without any tells none."""
    leads = [
        place
        for place in sign_leads(text)
        if (text[place] in _LIMITS or text[place + 1 : place + 3].lstrip()[:1] in _LIMITS) and not _stands_behind_p(text, place)
    ]
    words = words_in(text)
    leads += [
        place for word, pattern in _WORDS_BEFORE.items() if word in words for place in places_of(word, text) if pattern.match(text, place)
    ]
    return sorted(leads)


def _stands_behind_p(text: str, place: int) -> bool:
    before = text[max(0, place - 3) : place]
    before = before[:-1] if before[-1:].isspace() else before
    return before[-1:] in {"p", "P"} and not (before[-2:-1].isascii() and before[-2:-1].isalpha())


def _leads(text: str, start: int, end: int) -> list[int]:
    """Where a limit can begin: at a sign, or at one of its words in the few sentences that hold one."""
    leads = [match.start() for match in _SIGN.finditer(text, start, end)]
    sentence = text[start:end]
    if any(word in sentence for word in _WORDED):
        leads = sorted([*leads, *(match.start() for match in _WORD.finditer(text, start, end))])
    return leads


def criteria_in(text: str, start: int, end: int) -> list[CriterionText]:
    """Every limit of eligibility or target between two offsets."""
    found = []
    for match in matches_at(_limit(), text, _leads(text, start, end), end):
        sign = " ".join(match["sign"].split())
        before = text[max(start, match.start() - 90) : match.start()]
        if _OF_P.search(before[-_OF_P_REACH:]) or (comparator_of(sign) in {"=", "~"} and sign not in _WORDS):
            continue
        side = _WORDS.get(sign) or comparator_of(sign)
        kind = _kind(before, text[match.end() : min(end, match.end() + 50)], side, match["unit"] is not None)
        if kind is None:
            continue
        limit = Numeral(match.start("limit"), match.end("limit"), float(match["limit"].replace(",", "").replace("\u00a0", "")), side)
        found.append(
            CriterionText(match.start(), match.end(), kind, _quantity(before), limit, side, "".join((match["unit"] or "").split()))
        )
    return found


_LACKING = frozenset({"deficien", "insufficien"})
_AIMS = re.compile(r"(?i)\b(?:optimal|optimum|sufficient|sufficiency|adequate|normal|desirable|recommended|considered|threshold)\b")


def _kind(before: str, behind: str, side: Comparator, has_unit: bool) -> CriterionKind | None:  # noqa: FBT001
    if _TARGET.search(before):
        return "target"
    if not has_unit or _GROUPING.search(before + behind):
        return None
    words = {match[0].lower() for match in _ELIGIBLE.finditer(before + behind)}
    # Few people lack what they have too much of: a deficiency names an upper limit, and an aim is no condition.
    lacking = words and words <= _LACKING and (side not in {"<", "<="} or _AIMS.search(before))
    return None if not words or lacking else "eligibility"


def _quantity(before: str) -> str:
    words = re.split(r"[.;:,]\s|\b(?:with|until|was|were|after|the|each|had|and|or|patients?)\b", before)
    kept = [" ".join(part.split()).strip(" ([,") for part in words]
    return next(
        (
            part
            for part in reversed(kept)
            if part and not re.fullmatch(r"(?i)(?:patient\s)?(?:got|reached|corrected to|raised to|level of|a)", part)
        ),
        "",
    )[:60]
