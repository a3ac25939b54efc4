"""Two groups' means: the p-value of their difference, the difference itself and its interval, and spreads that can be no SDs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.checks.trust import may_be_cut
from manystudies.documents import Span
from manystudies.findings import ArmResult, Difference, MeanPair, Number, Summary, TwoArms, mean_pairs
from manystudies.measures import (
    SPREADS_ARE_ERRORS,
    MeanOf,
    Outcome,
    Verdict,
    check_means_difference,
    check_means_interval,
    check_means_p,
    leave_open_difference,
    leave_open_interval,
    leave_open_p,
)

_OTHER_TEST = re.compile(
    r"\b(?:median|wilcoxon|mann|rank|adjusted|adjusting|adjustment|model|regression|mixed|ancova|covarian|change|reduction|improvement|baseline|paired|interaction|anova|cluster|hazard|survival|log-?rank|kaplan)\w*",
    re.IGNORECASE,
)
_T_TEST = re.compile(r"\b(?:unpaired|independent|two-sample|student['\u2019]?s?|welch['\u2019]?s?)\s(?:samples?\s)?t[- ]", re.IGNORECASE)
_SUBGROUP = re.compile(
    r"\b(?:subgroups?|subset|among|those|men|women|females?|males?|younger|older|responders|survivors|completers)\b", re.IGNORECASE
)
_BEST: tuple[Verdict, ...] = ("consistent", "by_rounding", "cannot_tell", "inconsistent")
_DOUBT = "The p-value may be of the change, adjusted, or of a rank test."


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two groups with means, SDs and sizes, and whether the report names another analysis or a plain t test."""

    finding: TwoArms
    first: MeanOf
    second: MeanOf
    places: tuple[Summary, Summary]
    named_otherwise: bool
    plain: bool
    labelled: bool


def group_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every comparison of two means with SDs and sizes. It accuses only what no usual analysis of these people would give."""
    differences: dict[Span, list[Difference]] = {}
    pairs: dict[Span, list[_Pair]] = {}
    for finding in evidence.findings:
        if isinstance(finding, Difference) and finding.measure in {"MD", "diff"}:
            differences.setdefault(finding.context.sentence, []).append(finding)
        elif isinstance(finding, TwoArms) and (pair := _pair(evidence, finding)) is not None:
            pairs.setdefault(finding.context.sentence, []).append(pair)
    for sentence, found in pairs.items():
        told = differences.get(sentence, [])
        for pair in found:
            beside = told[0] if len(told) == len(found) == 1 else None
            yield from _judge(pair, beside)
    known = {pair.places[0].centre.span for found in pairs.values() for pair in found}
    for document in evidence.documents:
        for side in mean_pairs(document, evidence.studies):
            if side.first.centre.span not in known and not may_be_cut(evidence, side.first.centre, side.second.centre, side.p.number):
                yield from _unnamed(evidence, side)


def _unnamed(evidence: Evidence, side: MeanPair) -> Iterator[Problem]:
    """Two means whose groups are not named: right if they are right either way round, and an error only if they are wrong both ways."""
    one, two = (size.printed.whole for size in side.sizes)
    if one is None or two is None or side.first.spread is None or side.second.spread is None:
        return
    if "se" in (side.first.spread_kind, side.second.spread_kind):
        return
    p, outcomes = side.p, []
    for sizes in ((one, two), (two, one)):
        first = MeanOf(side.first.centre.printed, side.first.spread.printed, sizes[0])
        second = MeanOf(side.second.centre.printed, side.second.spread.printed, sizes[1])
        outcome = check_means_p(first, second, p.number.printed, comparator=p.comparator, tails=p.tails)
        outcomes.append(leave_open_p(outcome, first, second, p.number.printed, p.comparator, tails=p.tails))
    outcome = min(outcomes, key=lambda each: _BEST.index(each.verdict))
    words = evidence.near(side.sentence, side.second.centre.span)
    as_errors = outcome.needs == SPREADS_ARE_ERRORS and not outcome.right
    labelled = side.first.spread_kind == side.second.spread_kind == "sd"
    yield judged(
        "MS316" if as_errors else "MS308",
        outcome,
        (stretch(side.first.centre, side.second.centre, p.number), *(size.span for size in side.sizes)),
        study=side.study,
        severity="medium",
        accuse=outcome.wrong and not _OTHER_TEST.search(words) and not _SUBGROUP.search(words) and (labelled or not as_errors),
        doubt="The means may be of other groups, the spreads no SDs, or the p-value that of another test.",
    )


def _pair(evidence: Evidence, finding: TwoArms) -> _Pair | None:
    first, second = _mean_of(finding.first), _mean_of(finding.second)
    one, two = finding.first.summary, finding.second.summary
    if (
        first is None
        or second is None
        or one is None
        or two is None
        or may_be_cut(evidence, one.centre, one.spread, two.centre, two.spread)
    ):
        return None
    words = evidence.near(finding.context.sentence, two.centre.span)
    labelled = one.spread_kind == two.spread_kind == "sd"
    plain = _T_TEST.search(words) is not None
    return _Pair(finding, first, second, (one, two), _OTHER_TEST.search(words) is not None, plain, labelled)


def _judge(pair: _Pair, beside: Difference | None) -> Iterator[Problem]:
    """The difference and its interval first: where they are not those of the means, the p-value says nothing of the means."""
    raw = True
    if beside is not None and not beside.adjusted:
        outcome = check_means_difference(pair.first.mean, pair.second.mean, beside.estimate.printed)
        raw = outcome.right
        outcome = leave_open_difference(outcome, pair.first, pair.second, beside.estimate.printed)
        yield _problem("MS314", outcome, pair, beside.estimate)
        if beside.interval is not None:
            yield from _interval(pair, beside)
    p = pair.finding.p
    if p is None or (beside is not None and (beside.adjusted or not raw)):
        return
    outcome = check_means_p(pair.first, pair.second, p.number.printed, comparator=p.comparator, tails=p.tails)
    if not pair.plain:
        outcome = leave_open_p(outcome, pair.first, pair.second, p.number.printed, p.comparator, tails=p.tails)
    yield _problem("MS308", outcome, pair, p.number)


def _interval(pair: _Pair, beside: Difference) -> Iterator[Problem]:
    if beside.interval is None:
        return
    low, high, level = beside.interval.low.printed, beside.interval.high.printed, beside.interval.level
    if low.value >= high.value:
        return
    outcome = check_means_interval(pair.first, pair.second, low, high, level)
    outcome = leave_open_interval(outcome, pair.first, pair.second, low, high, level=level)
    yield _problem("MS315", outcome, pair, beside.interval.high)


def _problem(code: str, outcome: Outcome, pair: _Pair, last: Number) -> Problem:
    """A verdict; SDs that would have to be standard errors have a code of their own, and need to be called SDs to be an error."""
    as_errors = outcome.needs == SPREADS_ARE_ERRORS and outcome.verdict in {"cannot_tell", "inconsistent"}
    return judged(
        "MS316" if as_errors else code,
        outcome,
        (stretch(pair.places[0].centre, pair.places[1].centre, last),),
        study=pair.finding.context.study,
        severity="medium",
        accuse=not pair.named_otherwise and (pair.labelled or not as_errors),
        doubt="The spreads are not called SDs." if as_errors and not pair.labelled else _DOUBT,
    )


def _mean_of(result: ArmResult) -> MeanOf | None:
    summary, people = result.summary, result.arm.people
    if summary is None or summary.kind != "mean" or summary.spread is None or summary.spread_kind == "se" or people is None:
        return None
    whole = people.printed.whole
    return None if whole is None or whole < 2 else MeanOf(summary.centre.printed, summary.spread.printed, whole)  # noqa: PLR2004  # an SD needs two people
