"""An estimate, its interval and its p-value: on the ratio scale and on the plain one."""

import re
from collections.abc import Iterator
from dataclasses import replace

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.checks.trust import before, behind, has_lost_sign, is_broken_limit, is_estimate, may_be_cut
from manystudies.documents import Span
from manystudies.findings import Difference, Interval, Number, PValue, Ratio
from manystudies.measures import (
    Outcome,
    Printed,
    check_difference_interval,
    check_difference_p,
    check_ratio_interval,
    check_ratio_p,
    z_of_p,
)

_ALPHA = 0.05
_TOGETHER = 70
_MOST = 200
_FLOOR = 0.001
"""Printed p-values down here are often the smallest a journal prints, not the value."""
_FAR = 1.0
"""Other tests of the same comparison (score, log-rank, likelihood ratio) differ from an interval's own by less than this in z."""
_RATIO_NAMED = re.compile(
    r"(?:\b(?:[aAcms]?OR|[ac]?RRR?|[ams]?HR|[aA]?IRR|SIR|SMR|[aA]?PR|POR|DOR|SHR|TR)s?\b|\bratios?\b|\bodds\b|\brelative (?:risks?|hazards?|odds)\b|\brisks?\b|\bhazards?\b)[^0-9.;]{0,30}$"
)
_DIFFERENCE_NAMED = re.compile(
    r"\b(?:differences?|differed by|W?MD|SMD|AMD|LSMD|RD|ARD|effect sizes?|Cohen['\u2019]?s d|Hedges['\u2019]? g)\b[^.;0-9]{0,40}$"
    r"|\bdifferences?\b[^.;0-9]{0,50}?\bbetween\b[^.;0-9]{3,80}\b(?:is|of|was|were)\s$",
    re.IGNORECASE,
)
_MEAN_NAMED = re.compile(
    r"\b(?:means?|averages?|least[- ]squares?)\b[^.;0-9]{0,60}?\bdifferences?\b|\bdifferences?\b[^.;0-9]{0,40}?\b(?:means?|averages?)\b|\b(?:W?MD|AMD|SMD|LSMD)\b",
    re.IGNORECASE,
)
"""Differences of means; the usual methods for them make symmetric intervals."""
_LEANING = 0.25
"""How far off the middle, as a part of half the width, an interval of a difference of means may lie without a slip.

A bootstrap interval of a mean leans by about 1.4 · skewness / √n standard errors (Hall 1992, The Bootstrap and Edgeworth Expansion,
https://doi.org/10.1007/978-1-4612-4384-7); a quarter of the half width, half a standard error, takes a skewness of 2 in 30 people.
"""
_LEANING_OF_ANY = 0.5
"""The same of differences that are not said to be of means; one arm of the interval is three times the other."""
_PERCENT = re.compile(r"\s?(?:%|per\s?cent)", re.IGNORECASE)
_NAME_REACH = 150
"""How far back a difference may be named: "the difference in pain between oral iron and placebo was"."""
_DAMAGED = "They agree if a leading 2 is a minus sign that was damaged in copying."
_LEANS = "A bootstrap, an analysis on another scale, medians or shares of few people give intervals that lean to one side."
_RATIO = re.compile(r"\bratios?\b", re.IGNORECASE)
"""A difference told beside a ratio may be on the ratio's scale."""
_UNIT_BEHIND = re.compile(r"\s?(?:%|percent|months?|years?|days?|weeks?|hours?|min|mg|points?|mm|kg|ml|per\s\d)", re.IGNORECASE)
_SKEWED = re.compile(
    r"\b(?:medians?|ranks?|bootstrap\w*|percentile|hodges|mann|wilcoxon|exact|bayes\w*|credible|posterior|costs?|NNTs?|NNHs?|numbers? needed|geometric|QALYs?)\b|[\u00a3$\u20ac]",
    re.IGNORECASE,
)
"""Words of methods whose interval need not be symmetric, or whose p-value is another test's."""


def interval_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every ratio and difference that is printed with an interval."""
    for finding in evidence.findings:
        if not isinstance(finding, Difference | Ratio) or finding.interval is None:
            continue
        numbers = (finding.estimate, finding.interval.low, finding.interval.high)
        if may_be_cut(evidence, *numbers) or is_broken_limit(evidence, numbers[-1]) or not is_estimate(evidence, finding.estimate):
            continue
        if has_lost_sign(evidence, finding.interval.low) or has_lost_sign(evidence, finding.interval.high):
            continue
        if isinstance(finding, Ratio):
            yield from _ratio(evidence, finding, finding.interval)
        else:
            yield from _difference(evidence, finding, finding.interval)


def _ratio(evidence: Evidence, finding: Ratio, interval: Interval) -> Iterator[Problem]:
    estimate, low, high = finding.estimate.printed, *_in_order(interval)
    middle = check_ratio_interval(estimate, low, high, interval.level)
    if middle.verdict == "inconsistent" and not _is_named_ratio(evidence, finding):
        return
    plain = middle.verdict == "inconsistent" and check_difference_interval(estimate, low, high, interval.level).right
    problem = judged(
        "MS301",
        middle,
        _places(finding, interval),
        study=finding.context.study,
        accuse=not plain,
        doubt="The interval is symmetric on the plain scale, an unusual method for a ratio.",
        decimals=estimate.decimals + 1,
    )
    yield _with_twin(evidence, finding, interval, problem) if problem.flagged else problem
    if finding.p is None or middle.verdict in {"cannot_tell", "inconsistent"}:
        return
    outcome = check_ratio_p(
        estimate, low, high, finding.p.number.printed, comparator=finding.p.comparator, level=interval.level, tails=finding.p.tails
    )
    yield _with_p(evidence, outcome, finding, interval, finding.p)


def _with_twin(evidence: Evidence, finding: Ratio, interval: Interval, problem: Problem) -> Problem:
    """The problem with a hint at another result of the study whose interval this one may be a copy of."""
    for other in evidence.findings_of.get(finding.context.study, ())[:_MOST]:
        if not isinstance(other, Ratio) or other is finding or other.interval is None:
            continue
        ends = ((interval.low, other.interval.low), (interval.high, other.interval.high))
        if all(mine.printed.bounds[0] <= theirs.value <= mine.printed.bounds[1] or _nearly(mine, theirs) for mine, theirs in ends):
            copied = f"{other.interval.low.printed.text} to {other.interval.high.printed.text}"
            return replace(
                problem,
                message=f"{problem.message} The interval is nearly that of another result here, {copied}: it may have been copied.",
                spans=(*problem.spans, stretch(other.interval.low, other.interval.high)),
            )
    return problem


def _nearly(one: Number, two: Number) -> bool:
    """Whether two limits differ by no more than a unit of the coarser print."""
    return abs(one.value - two.value) <= max(one.printed.unit, two.printed.unit)


def _is_named_ratio(evidence: Evidence, finding: Ratio) -> bool:
    """Whether the name of a ratio leads to the number, and no unit follows it."""
    named = _RATIO_NAMED.search(before(evidence, finding.estimate)) is not None
    return named and not _UNIT_BEHIND.match(behind(evidence, finding.estimate, 20))


def _in_order(interval: Interval) -> tuple[Printed, Printed]:
    """The limits, the smaller first: some print them the other way round, and that alone is no contradiction."""
    low, high = interval.low.printed, interval.high.printed
    return (high, low) if low.value > high.value else (low, high)


def _difference(evidence: Evidence, finding: Difference, interval: Interval) -> Iterator[Problem]:
    low, high = _in_order(interval)
    estimate, middle = _signed(finding.estimate.printed, low, high, interval.level)
    wrong = middle.verdict == "inconsistent"
    tested = finding.p is not None and middle.verdict not in {"cannot_tell", "inconsistent"}
    words = evidence.near(finding.context.sentence, finding.estimate.span)
    named = (wrong or tested) and (
        _DIFFERENCE_NAMED.search(before(evidence, finding.estimate, _NAME_REACH)) is not None or _in_table(evidence, finding)
    )
    skewed = named and (_SKEWED.search(words) is not None or _RATIO.search(words) is not None)
    outside = not low.value <= estimate.value <= high.value
    hundredfold = outside and low.value <= estimate.value / 100 <= high.value
    if wrong and (not named or hundredfold or (skewed and not outside)):
        return
    damaged = wrong and _minus_as_two(finding.estimate.printed, interval)
    explained = wrong and not outside and not _leans_far(estimate, low, high, _most_leaning(evidence, finding, words))
    yield judged(
        "MS304",
        middle,
        _places(finding, interval),
        study=finding.context.study,
        decimals=estimate.decimals + 1,
        accuse=not (damaged or explained),
        doubt=_DAMAGED if damaged else _LEANS,
    )
    if finding.p is None or skewed or not named or not tested:
        return
    outcome = check_difference_p(
        estimate, low, high, finding.p.number.printed, comparator=finding.p.comparator, level=interval.level, tails=finding.p.tails
    )
    yield _with_p(evidence, outcome, finding, interval, finding.p)


def _in_table(evidence: Evidence, finding: Difference) -> bool:
    """Whether an estimate stands in a table, where it is read only under a name, perhaps at the head of its column."""
    block = evidence.block_of(finding.estimate.span)
    return block is not None and block.kind == "row"


def _most_leaning(evidence: Evidence, finding: Difference, words: str) -> float:
    """How far off the middle an interval may lie: of means a little, of shares any way, of what is not said further than of means."""
    if _MEAN_NAMED.search(words):
        return _LEANING
    shares = finding.unit == "%" or finding.measure == "RD" or _PERCENT.match(behind(evidence, finding.estimate, 16))
    return 1.0 if shares else _LEANING_OF_ANY


def _leans_far(estimate: Printed, low: Printed, high: Printed, most: float) -> bool:
    """Whether an estimate inside its interval lies further off the middle than `most`, a part of half the width."""
    below, above = estimate.value - low.value, high.value - estimate.value
    return abs(above - below) > most * (above + below)


def _minus_as_two(estimate: Printed, interval: Interval) -> bool:
    """Whether the numbers agree once leading twos are minus signs, as some fonts of PDFs leave them: "20.02 (20.26 to 0.22)".

    Limits printed in the wrong order are sign enough: there it will do that the estimate lies inside.
    """
    low, high = interval.low.printed, interval.high.printed
    disordered = low.value > high.value
    wholes = [[number, *_without_two(number)] for number in (estimate, low, high)]
    for value in wholes[0]:
        for one in wholes[1]:
            for two in wholes[2]:
                ends = (two, one) if one.value > two.value else (one, two)
                changed = value is not estimate or one is not low or two is not high
                mended = disordered and one.value <= value.value <= two.value
                if changed and (mended or check_difference_interval(value, *ends, interval.level).right):
                    return True
    return False


def _without_two(number: Printed) -> list[Printed]:
    if number.text[:1] != "2" or not number.text[1:2].isdigit():
        return []
    return [Printed.read(f"-{number.text[1:]}")]


def _signed(estimate: Printed, low: Printed, high: Printed, level: float) -> tuple[Printed, Outcome]:
    """The estimate with the sign that fits its interval: "lower by 33 (−47 to −20)" leaves the minus to the words; and how it fits."""
    outcome = check_difference_interval(estimate, low, high, level)
    if outcome.right:
        return estimate, outcome
    other = Printed(estimate.text, -estimate.value, estimate.decimals)
    turned = check_difference_interval(other, low, high, level)
    fits = turned.right or (low.value <= other.value <= high.value and not low.value <= estimate.value <= high.value)
    return (other, turned) if fits else (estimate, outcome)


def _with_p(evidence: Evidence, outcome: Outcome, finding: Difference | Ratio, interval: Interval, p: PValue) -> Problem:
    """The verdict on p: an accusation where interval and p fall on different sides of .05, or lie far apart."""
    code, no_effect = ("MS302", 1.0) if isinstance(finding, Ratio) else ("MS305", 0.0)
    low, high = _in_order(interval)
    holds = float(low) < no_effect < float(high)
    printed = float(p.number)
    significant = printed < _ALPHA or (p.comparator in {"<", "<="} and printed <= _ALPHA)
    opposed = holds == significant and p.comparator not in {">", ">="}
    other_test = outcome.wrong and (
        _SKEWED.search(evidence.near(finding.context.sentence, finding.estimate.span)) is not None
        or p.number.span.start < finding.estimate.span.start
    )
    return judged(
        code,
        outcome,
        _places(finding, interval, p.number),
        study=finding.context.study,
        severity="high" if opposed else "medium",
        accuse=outcome.wrong and not other_test and (opposed or far_apart(outcome, p)),
        doubt="Another test of the same comparison may have given it.",
    )


def _places(finding: Difference | Ratio, interval: Interval, p: Number | None = None) -> tuple[Span, ...]:
    """Where the numbers stand: one place where they stand together, else the interval and the estimate apart."""
    whole = stretch(finding.estimate, interval.low, interval.high, p)
    if whole.end - whole.start <= _TOGETHER:
        return (whole,)
    apart = (stretch(interval.low, interval.high), finding.estimate.span)
    return apart if p is None else (*apart, p.span)


def far_apart(outcome: Outcome, p: PValue) -> bool:
    """Whether a printed p lies further from what was recomputed than other accepted tests would."""
    if outcome.low is None or outcome.high is None:
        return True
    printed, tails = float(p.number), p.tails
    if printed <= _FLOOR and p.comparator == "=" and outcome.high < printed:
        return False
    wanted, least, most = z_of_p(printed, tails), z_of_p(min(outcome.high, 1.0), tails), z_of_p(max(outcome.low, 1e-300), tails)
    if p.comparator in {"<", "<="}:
        return wanted - most > _FAR
    if p.comparator in {">", ">="}:
        return least - wanted > _FAR
    return wanted - most > _FAR or least - wanted > _FAR
