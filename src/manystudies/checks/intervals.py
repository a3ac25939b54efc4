"""An estimate, its interval and its p-value: on the ratio scale and on the plain one."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.findings import Difference, Interval, PValue, Ratio
from manystudies.measures import Outcome, check_difference_interval, check_difference_p, check_ratio_interval, check_ratio_p

_ALPHA = 0.05
_SYMMETRIC: frozenset[str] = frozenset({"MD", "SMD", "mean"})
"""Estimates whose usual interval is symmetric; intervals of percents, rates, medians and coefficients need not be."""
_RANKS = re.compile(r"\b(?:median|rank|bootstrap|percentile|hodges|mann|wilcoxon|exact|bayes\w*|credible|posterior)\b", re.IGNORECASE)
"""Words of methods whose interval need not be symmetric, or whose p-value is another test's."""


def interval_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every ratio and difference that is printed with an interval."""
    for finding in evidence.findings:
        if isinstance(finding, Ratio) and finding.interval is not None:
            yield from _ratio(evidence, finding, finding.interval)
        elif isinstance(finding, Difference) and finding.interval is not None:
            yield from _difference(evidence, finding, finding.interval)


def _ratio(evidence: Evidence, finding: Ratio, interval: Interval) -> Iterator[Problem]:
    estimate, low, high = finding.estimate.printed, interval.low.printed, interval.high.printed
    place, study = stretch(finding.estimate, interval.low, interval.high), finding.context.study
    middle = check_ratio_interval(estimate, low, high, interval.level)
    yield judged("MS301", middle, (place,), study=study, decimals=estimate.decimals + 1)
    if finding.p is None or middle.verdict in {"cannot_tell", "inconsistent"}:
        return
    outcome = check_ratio_p(
        estimate, low, high, finding.p.number.printed, comparator=finding.p.comparator, level=interval.level, tails=finding.p.tails
    )
    yield _with_p(evidence, outcome, finding, interval, finding.p)


def _difference(evidence: Evidence, finding: Difference, interval: Interval) -> Iterator[Problem]:
    estimate, low, high = finding.estimate.printed, interval.low.printed, interval.high.printed
    place, study = stretch(finding.estimate, interval.low, interval.high), finding.context.study
    symmetric = finding.measure in _SYMMETRIC and not _RANKS.search(evidence.words(finding.context.sentence))
    middle = check_difference_interval(estimate, low, high, interval.level)
    outside = not low.value <= estimate.value <= high.value
    accuse = symmetric or (outside and not low.value <= abs(estimate.value) <= high.value)
    if accuse or middle.verdict != "inconsistent":
        yield judged("MS304", middle, (place,), study=study, decimals=estimate.decimals + 1)
    if finding.p is None or not symmetric or finding.measure == "mean" or middle.verdict in {"cannot_tell", "inconsistent"}:
        return
    outcome = check_difference_p(
        estimate, low, high, finding.p.number.printed, comparator=finding.p.comparator, level=interval.level, tails=finding.p.tails
    )
    yield _with_p(evidence, outcome, finding, interval, finding.p)


def _with_p(evidence: Evidence, outcome: Outcome, finding: Difference | Ratio, interval: Interval, p: PValue) -> Problem:
    """The verdict on p, high where interval and p fall on different sides of .05."""
    code, no_effect = ("MS302", 1.0) if isinstance(finding, Ratio) else ("MS305", 0.0)
    holds = float(interval.low) < no_effect < float(interval.high)
    printed = float(p.number)
    opposed = holds != (printed >= _ALPHA if p.comparator in {"=", "~", ">", ">="} else printed > _ALPHA)
    place = stretch(finding.estimate, interval.low, interval.high, p.number)
    ranked = _RANKS.search(evidence.words(finding.context.sentence)) is not None
    return judged(
        code,
        outcome,
        (place,),
        study=finding.context.study,
        severity="high" if opposed else "medium",
        accuse=not ranked,
        doubt="The p-value may be that of another test.",
    )
