"""What an estimate without a name of its own measures: the ratio of its list, a difference, or a level of one group."""

import re

from manystudies.findings.clauses import Clause
from manystudies.findings.intervals import Bounds
from manystudies.findings.labels import RATIO_MEASURES, EstimateMeasure, Label
from manystudies.findings.numerals import Numeral

_DIFFERS = re.compile(r"(?i)\bdiffer(?:ed|s|ences?|ing)?\b|\bnet\s|\beffects?\b|excess|efficacy|effectiveness|\bbenefit")
_CHANGES = re.compile(
    r"(?i)reduc|increas|decreas|lower|higher|chang|improv|greater|less|fewer|gain|loss|lost|declin|rose|fell|drop|more\b|shorten|lengthen|prolong|delay|\bcut\b|saved|accelerat"
)
_THAN = re.compile(r"(?i)\bthan\b|compared\s(?:with|to)|relative\sto|\bversus\b|\bvs\b|\bbetween\b|\bfavou?r")
_IN_ONE_GROUP = re.compile(
    r"(?i)^[\s\])%;,]*(?:[a-z]{1,8}[\s,])?(?:in|for|with|among|on|of)\s(?:the\s|those\s|all\s)?(?:[a-z0-9-]+\s){0,5}?(?:groups?|arms?|patients|participants|women|men|children|controls?|placebo|recipients)\b"
)
_ONE_GROUP_HAD = re.compile(
    r"(?i)(?:the|in)\s(?:[a-z0-9-]+\s){1,4}(?:group|arm)\s(?:presented|showed|had|experienced|reported|demonstrated|gained|lost|increased|decreased|improved|achieved)\b[^.;()]*$"
)
_BESIDE = re.compile(r"(?i)\bvs\b|\bversus\b|\bwhile\b|\bwhereas\b|\bcompared\s(?:with|to)\b|\band\b|,|\bthan\b")
_LEVEL = re.compile(r"(?i)\bmeans?\b|average|median|score|survival|time\sto|duration|cost|level|\bage\b")
_RATE = re.compile(
    r"(?i)\b(?:incidence|mortality|event|infection)?\s?rates?\b|per\s(?:1,?000|100|10,?000|100,?000|person|patient)|person-years|incidence"
)
_BY = re.compile(r"\bby\s(?:an?\s(?:[a-z]+\s){1,3}of\s)?[-+(]?\s?$")
_TIMES = re.compile(r"\s?-?\s?fold\b|\stimes\s(?:as|greater|higher|less|lower|more|the)\b")
_POINTS = re.compile(r"\s?(?:%|percentage|per\scent)[\s-]points?\b")
COMPARED = re.compile(
    r"(?:\s?(?:%|[A-Za-z\u03bc][A-Za-z0-9/\u03bc]{0,11}(?:\sHg)?))?(?:\spoints?)?\s(?:better|earlier|faster|fewer|greater|higher|later|less|longer|lower|more|shorter|slower|sooner|worse)\b"
)
"""What follows a difference told in words: "29 minutes longer"."""
_UNIT_REACH = 40
_PAIR_REACH = 160
_HEADER_REACH = 60


def continues(text: str, measure: EstimateMeasure, same_unit: bool, between: tuple[int, int], value: float) -> bool:  # noqa: FBT001 - what was compared before
    """Whether an estimate without a name goes on in a list that the one before it began with `measure`."""
    if not same_unit or (measure in RATIO_MEASURES and value <= 0):
        return False
    return measure in RATIO_MEASURES or not _LEVEL.search(text, *between)


def measure_of(clause: Clause, estimate: Numeral, bounds: Bounds, unit: str, others: list[tuple[int, int]]) -> EstimateMeasure:
    """The measure that the words around an estimate tell; `others` are the places of the clause's other estimates."""
    begin, stop = min(estimate.start, bounds.start), max(estimate.end, bounds.end)
    before, behind = clause.before(begin, 110), clause.text[stop : min(clause.end, stop + 60)]
    positive = bounds.low.value >= 0 and estimate.value > 0
    beside = clause.text[estimate.end : min(clause.end, estimate.end + _UNIT_REACH)]
    if positive and _TIMES.match(beside):
        return "ratio"
    if _POINTS.match(beside):
        return "RD"
    if COMPARED.match(beside):
        return "diff"
    cut = max(before.rfind(";"), before.rfind("), "), before.rfind("] "))
    near = before[cut + 1 :]
    header = _header(clause, estimate)
    if header is not None and not unit and (header.measure not in RATIO_MEASURES or (positive and not _BY.search(before))):
        return header.measure
    level: EstimateMeasure = "percent" if unit else "rate" if _RATE.search(near) else "mean"
    if _DIFFERS.search(near):
        return "diff"
    if _paired(clause, begin, stop, others) or _IN_ONE_GROUP.match(behind) or _ONE_GROUP_HAD.search(near):
        return level if not _THAN.search(behind[:40]) or _paired(clause, begin, stop, others) else "diff"
    if (
        _CHANGES.search(near)
        or re.match(r"[\s\])%]*(?:reduc|increas|decreas|lower|higher|improv|fewer|more)", behind)
        or min(estimate.value, bounds.low.value) < 0
        or _BY.search(before)
    ):
        return "diff"
    return level


def _header(clause: Clause, estimate: Numeral) -> Label | None:
    """The name in a heading such as "risk difference (95% CI)" before an estimate, or the ratio that was named last."""
    headings = [notice for notice in clause.notices if notice.bounds is None and notice.end <= estimate.start]
    for label in reversed(clause.labels):
        if label.end > estimate.start:
            continue
        if any(abs(heading.start - label.end) < _HEADER_REACH for heading in headings) or label.measure in RATIO_MEASURES:
            return label
    return clause.carried


def _paired(clause: Clause, begin: int, stop: int, others: list[tuple[int, int]]) -> bool:
    """Whether another estimate stands beside this one, joined by "versus", "and" or "while"."""
    for start, end in others:
        gap = (stop, start) if start >= stop else (end, begin)
        if (
            0 <= gap[1] - gap[0] < _PAIR_REACH
            and _BESIDE.search(clause.text, *gap)
            and ";" not in clause.text[gap[0] : gap[1]].strip(" ;)")
        ):
            return True
    return False
