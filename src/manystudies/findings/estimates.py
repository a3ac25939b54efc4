"""Estimates with their intervals and p-values, bound from the words around them in any order."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

from manystudies.findings.candidates import TIME_OR_COUNT, number_after_name, pairs_in
from manystudies.findings.clauses import Clause, clause_at
from manystudies.findings.intervals import Bounds, signed
from manystudies.findings.labels import RATIO_MEASURES, EstimateMeasure, Label
from manystudies.findings.leads import holds
from manystudies.findings.meaning import continues, measure_of
from manystudies.findings.numerals import Numeral
from manystudies.findings.pvalues import PText, p_right_after
from manystudies.findings.signposts import lasting_posts_in, posts_in
from manystudies.making import quick


@quick
@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate met in a text, with what the words around bind to it; offsets are of the folded text."""

    start: int
    end: int
    measure: EstimateMeasure
    estimate: Numeral
    bounds: Bounds | None = None
    p: PText | None = None
    adjusted: bool | None = None
    unit: str = ""


_OFF_MIDDLE = 0.1
"""How far off the middle of its interval a ratio without a name may stand, in widths of the interval: what rounding leaves."""
_P_REACH = 40
_BRACKET_REACH = 60


def estimates_in(text: str, ranges: list[tuple[int, int]]) -> list[Estimate]:
    """Every estimate in a folded text whose sentences are `ranges`."""
    return list(_estimates_in(text, tuple(ranges)))


# Two parts of a row ask for the estimates of one text.
@lru_cache(maxsize=2)
def _estimates_in(text: str, ranges: tuple[tuple[int, int], ...]) -> tuple[Estimate, ...]:
    found: list[Estimate] = []
    carried: Label | None = None
    declared = False
    posts, lasting = posts_in(text), lasting_posts_in(text)
    for start, end in ranges if posts else ():
        named = holds(posts, start, end)
        if not (named or declared or carried):
            continue
        numeric = _DIGIT.search(text, start, end) is not None
        told = numeric and (declared or (carried is not None and _goes_on(text, start, end)))
        # Without a number nothing can be told but a name for the sentences behind.
        if not told and not (named and (numeric or holds(lasting, start, end))):
            continue
        clause = clause_at(text, start, end, carried, declared=told)
        if clause is None:
            continue
        if numeric:
            found += _clause_estimates(clause)
        carried = next(
            (label for label in reversed(clause.labels) if label.measure in RATIO_MEASURES and label.measure != "ratio"), carried
        )
        declared = any(notice.bounds is None for notice in clause.notices) or (
            declared and not any(notice.bounds for notice in clause.notices)
        )
    return tuple(found)


_DIGIT = re.compile("[0-9]")


_BARE = re.compile(
    r"[(\[]\s?(?P<estimate>[0-9]+\.[0-9]+)\s?,\s?(?P<low>[0-9]+\.[0-9]+)\s?(?:-|to)\s?(?P<high>[0-9]+\.[0-9]+)(?=\s?[)\];,])"
)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence behind a named ratio tells another one without any name: "(0.92, 0.68-1.23)", in the middle of its bounds."""
    for match in _BARE.finditer(text, start, end):
        estimate, low, high = (float(match[name]) for name in ("estimate", "low", "high"))
        if 0 < low < estimate < high and len({len(match[name].partition(".")[2]) for name in ("estimate", "low", "high")}) == 1:
            middle = log(low * high) / 2
            return abs(log(estimate) - middle) < _OFF_MIDDLE * log(high / low)
    return False


def _clause_estimates(clause: Clause) -> list[Estimate]:
    pairs = pairs_in(clause)
    found: list[Estimate] = []
    places = [(min(estimate.start, bounds.start), max(estimate.end, bounds.end)) for estimate, bounds in pairs]
    for index, (estimate, bounds) in enumerate(pairs):
        others = places[max(0, index - 1) : index] + places[index + 1 : index + 2]
        following = min(pairs[index + 1][0].start, pairs[index + 1][1].start) if index + 1 < len(pairs) else clause.end
        found.append(_bound(clause, estimate, bounds, found[-1] if found else None, (following, others)))
    found += _without_interval(clause, found)
    return sorted(found, key=lambda each: each.start)


def _bound(
    clause: Clause, estimate: Numeral, bounds: Bounds, earlier: Estimate | None, around: tuple[int, list[tuple[int, int]]]
) -> Estimate:
    """An estimate with its measure and p-value; `around` is where the next one begins, and the places of its neighbours."""
    following, others = around
    done = earlier.end if earlier else clause.start
    begin, stop = min(estimate.start, bounds.start), max(estimate.end, bounds.end)
    unit = "%" if clause.text[estimate.end : estimate.end + 2].strip().startswith("%") else ""
    percent_bounds = "%" in clause.text[bounds.low.end : bounds.high.end + 2]
    near = [label for label in clause.labels if done <= label.start and label.end <= max(estimate.start, bounds.start)]
    label = _nearest(clause.text, [each for each in near if each.end <= estimate.start] or near, estimate, bounds)
    adjusted = None
    if label is not None and not (
        label.measure in RATIO_MEASURES and (min(bounds.low.value, estimate.value) < 0 or (unit and percent_bounds))
    ):
        measure, adjusted, begin = label.measure, label.adjusted, min(begin, label.start)
    elif earlier and continues(clause.text, earlier.measure, earlier.unit == unit, (earlier.end, max(begin, earlier.end)), estimate.value):
        measure, adjusted = earlier.measure, earlier.adjusted
    else:
        measure = measure_of(clause, estimate, bounds, unit or ("%" if percent_bounds else ""), others)
    if measure in RATIO_MEASURES:
        bounds, estimate = replace(bounds, low=_positive(bounds.low), high=_positive(bounds.high)), _positive(estimate)
    p = _p_for(clause, estimate, bounds, done, following)
    if p is not None:
        stop = max(stop, p.end)
    return Estimate(begin, stop, measure, estimate, bounds, p if p is None or not p.qualified else None, adjusted, unit)


def _p_for(clause: Clause, estimate: Numeral, bounds: Bounds, done: int, following: int) -> PText | None:
    """The p-value of an estimate: right behind it, between it and its interval, in front of it, or later in its bracket."""
    text, stop = clause.text, max(estimate.end, bounds.end)
    p = p_right_after(text, stop, following)
    if p is None and (test := _TEST_BETWEEN.match(text, stop, following)):
        p = p_right_after(text, test.end(), following)
    if p is not None:
        return p
    for each in clause.p_texts:
        if estimate.end <= each.start and each.end <= bounds.start:
            return each
        in_front = done <= each.start and each.end <= estimate.start and estimate.start - each.end < _P_REACH
        if in_front and (not re.search(r"[.;)]", text[each.end : estimate.start]) or _opens_bracket(text, each, estimate)):
            return each
        if stop <= each.start < following and _same_bracket(text, stop, each.start):
            return each
    return None


_TEST_BETWEEN = re.compile(r"[\])]?\s?[,;]\s?(?:t|z|Wald\sz)\s?(?:[\[(][0-9]{1,5}(?:\.[0-9]+)?[\])]\s?)?=\s?-?[0-9]+\.?[0-9]*(?=\s?[,;])")
"""The test that an interval and its p-value belong to: "[0.14, 0.50], t(118) = 3.56, p < .001"."""


def _opens_bracket(text: str, p: PText, estimate: Numeral) -> bool:
    """Whether a p-value opens the bracket of an estimate, only its name between: "(p = .04; OR = 1.7; 95% CI …"."""
    between = text[p.end : estimate.start]
    return text[p.start - 1 : p.start] in {"(", "["} and re.fullmatch(r"\s?[;,]\s?[A-Za-z][A-Za-z -]{0,30}\s?[=:]?\s?", between) is not None


_OF_ANOTHER_TEST = re.compile(
    r"(?i)heterogen|interaction|trend|inconsisten|\u03c7|\bchi\b|\bQ\s?=|\bI(?:2|\u00b2)\s?=|\btau|(?<![A-Za-z])[Pp][A-Za-z_-]{3,14}\s?[=<>]"
)


def _same_bracket(text: str, start: int, end: int) -> bool:
    """Whether two places lie in one bracket: nothing opens or closes between them, and little stands there."""
    between = text[start:end]
    return end - start < _BRACKET_REACH and not any(bracket in between for bracket in "()[]") and not _OF_ANOTHER_TEST.search(between)


def _positive(numeral: Numeral) -> Numeral:
    return replace(numeral, value=abs(numeral.value)) if numeral.value < 0 else numeral


def _nearest(text: str, labels: list[Label], estimate: Numeral, bounds: Bounds) -> Label | None:
    """The last name before an estimate; a mere "difference" or "ratio" only where nothing in brackets stands between."""
    for label in reversed(labels):
        generic = label.measure in {"diff", "ratio", "coef"}
        between = text[label.end : max(label.end, estimate.start)]
        if not generic or not re.search(r"[(\[].*[)\]]|[)\]].*[(\[]", between) or bounds.start < label.start:
            return label
    return None


_ERROR = re.compile(r"(?:\s?%|\s[a-z]{1,8}(?:/[a-z]{1,4})?)?\s?[,;(\[]\s?(?:SEM?|S\.E\.|s\.e\.|standard\serror)\s?[=:,]?\s?[0-9]*\.[0-9]+")
"""A standard error beside an estimate: "β = -0.05, SE = 0.02"."""


_PERCENT = re.compile(r"\s?%")
_TIE = re.compile(r"[=:]|\b(?:was|were|of|is|being|to\sbe)\b")


def _without_interval(clause: Clause, found: list[Estimate]) -> list[Estimate]:
    """Named estimates that no interval was printed for: "OR 1.047, P=0.006"."""
    alone: list[Estimate] = []
    for label in clause.labels:
        match = number_after_name().match(clause.text, label.end, clause.end)
        if match is None or _PERCENT.match(clause.text, match.end(), match.end() + 2):
            continue
        error = _ERROR.match(clause.text, match.end(), clause.end)
        if label.measure in {"diff", "ratio", "coef"} and not error:
            continue
        if any(each.start < match.end() and label.start < each.end for each in (*found, *alone)):
            continue
        estimate = signed(match["number"], match.start("number"))
        tied = _TIE.search(clause.text[label.end : match.start("number")])
        whole = "." not in match["number"]
        if (whole and (not tied or TIME_OR_COUNT.match(clause.text, match.end()))) or (
            label.measure in RATIO_MEASURES and estimate.value <= 0
        ):
            continue
        p = p_right_after(clause.text, error.end() if error else match.end(), clause.end)
        alone.append(Estimate(label.start, p.end if p else match.end(), label.measure, estimate, None, p, label.adjusted))
    return alone
