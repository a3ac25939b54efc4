"""Whether a number may be held against another: was it cut, is it what it seems, do its words bind it?

Reading can err. A check that accuses must not rest on a number that may be a level, an exponent, a time point or half
of a larger number; such numbers are left alone.
"""

import re

from manystudies.checks.evidence import Evidence
from manystudies.documents import Span
from manystudies.findings import Number

_SPACE = " \u00a0\u2009\u202f"
_GROUP_BEFORE = re.compile(rf"\d[{_SPACE}]$")
_GROUP_BEHIND = re.compile(rf"[{_SPACE}]\d{{3}}(?!\d)")
_SPLIT_BEHIND = re.compile(r"\s{0,2}\d|[.\u00b7]\d|\s?(?:[x\u00d7*]|\u22c5)\s?10|[eE][-+\u2212\u2013]?\d")
_POINT_BEFORE = re.compile(r"\d[.\u00b7]\s$")
_POINT_BEHIND = re.compile(r"[.\u00b7]\s\d")
"""A blank behind the point of a decimal: "44. 8%" may be one number."""
_RUNS_ON = re.compile(r"[-\u2212\u2013]\d")
_THREE = 3
_NEAR = 16
"""More characters than any sign or word right before a number that is looked for there."""
_LEVEL = re.compile(r"\s?%?\s?[\[(]?\s?(?:CI\b|C\.I\.|CrI|HDI|confidence|credib|conf\.)", re.IGNORECASE)
_LABEL_OF_GROUP = re.compile(
    r"\b(?:group|arm|day|grade|phase|stage|type|cohort|class|step|week|month|visit|cycle|period|level|study|trial|site|model|quartile|tertile|panel|part|case|patient|table|figure|year)s?\s?$",
    re.IGNORECASE,
)
_SIGNED_MONEY = re.compile(r"[-\u2212\u2013]\s?[\u00a3$\u20ac]\s?$")
_EXPONENT = re.compile(r"[A-Za-z\u00b2][-\u2212\u2013]?$|\u00b1\s?$|[A-Za-z]\^$")
_TIME_BEHIND = re.compile(r"\s?-?(?:weeks?|wks?|months?|mo\b|years?|yrs?|days?|hours?|h\b|hrs?|min(?:utes?)?)\b", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    r"\b(?:at|over|after|for|within|during|until|to|of|every|per|in)\s(?:the\s)?(?:last\s|first\s|about\s)?$", re.IGNORECASE
)


def may_be_cut(evidence: Evidence, *numbers: Number | None) -> bool:
    """Whether one of the numbers may be only a part of what was printed: cut by the edge of a text, a space or a line."""
    return any(number is not None and not number.in_words and _is_cut(evidence, number) for number in numbers)


def _is_cut(evidence: Evidence, number: Number) -> bool:
    text = evidence.document_of[number.span.document].text
    start, end = number.span.start, number.span.end
    printed = text[start:end]
    # A look at the one sign beside it spares most searches.
    if text[start - 1 : start].isspace() and _POINT_BEFORE.search(text, max(0, start - 3), start):
        return True
    if text.startswith((".", "\u00b7"), end) and _POINT_BEHIND.match(text, end):
        return True
    if start == 0 or ("." in printed and _SPLIT_BEHIND.match(text, end)):
        return True
    if len(printed) == _THREE and _GROUP_BEFORE.search(text, max(0, start - 2), start):
        return True
    return printed.isdigit() and len(printed) <= _THREE and _GROUP_BEHIND.match(text, end) is not None


def is_broken_limit(evidence: Evidence, number: Number) -> bool:
    """Whether an upper limit runs on into a dash and digits: "2.22-2-61" is a slip of the point, and what was meant cannot be told."""
    return _RUNS_ON.match(behind(evidence, number, 3)) is not None


def starts_cut(evidence: Evidence, sentence: Span) -> bool:
    """Whether a sentence seems to begin in its middle: with a small letter at the very edge of a text."""
    first = evidence.document_of[sentence.document].text[sentence.start : sentence.start + 1]
    return sentence.start <= 1 and first.islower()


def before(evidence: Evidence, number: Number, reach: int = 40) -> str:
    """The text right before a number."""
    text = evidence.document_of[number.span.document].text
    return text[max(0, number.span.start - reach) : number.span.start]


def behind(evidence: Evidence, number: Number, reach: int = 40) -> str:
    """The text right behind a number."""
    text = evidence.document_of[number.span.document].text
    return text[number.span.end : number.span.end + reach]


def is_level(evidence: Evidence, number: Number) -> bool:
    """Whether a percent is the level of an interval: "95% CI"."""
    return _LEVEL.match(behind(evidence, number)) is not None


def is_label(evidence: Evidence, number: Number) -> bool:
    """Whether a number only names a group, a day or a grade: "group 1", "day 7"."""
    return _LABEL_OF_GROUP.search(before(evidence, number, _NEAR)) is not None


def is_estimate(evidence: Evidence, number: Number) -> bool:
    """Whether a number can be an estimate: no exponent, no spread behind ±, no time point, no level, no lost minus before a currency."""
    near, after = before(evidence, number, _NEAR), behind(evidence, number)
    if _EXPONENT.search(near) or _LEVEL.match(after) or _SIGNED_MONEY.search(near):
        return False
    return not (_TIME_BEHIND.match(after) and _TIME_BEFORE.search(before(evidence, number)))


def has_lost_sign(evidence: Evidence, number: Number) -> bool:
    """Whether a minus stands before a currency sign in front of the number: "−£97"."""
    return _SIGNED_MONEY.search(before(evidence, number, _NEAR)) is not None
