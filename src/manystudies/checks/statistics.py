"""A test statistic with its degrees of freedom and its p-value, and how a p-value is printed."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem, Severity
from manystudies.checks.trust import before, may_be_cut
from manystudies.documents import Span
from manystudies.findings import BeforeAfter, Difference, PValue, Ratio, Share, Test, TwoArms
from manystudies.measures import Box, Comparator, Outcome, Printed, Tails, check_statistic, decision_differs

_NOT_SIGNIFICANT = re.compile(r"\s?[\])]?[,;]?\s?[\[(]?(?:p\s?[=:]?\s?)?(?:ns|NS|n\.s\.|N\.S\.|not significant)(?![A-Za-z])")
"""“ns” behind a statistic stands for p > .05."""


def statistic_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every printed test, and every p-value that cannot be one."""
    for finding in evidence.findings:
        if isinstance(finding, Test) and not may_be_cut(evidence, finding.value) and not _is_square(evidence, finding):
            yield from _test(evidence, finding)
        p = finding.p if isinstance(finding, BeforeAfter | Difference | Ratio | Share | Test | TwoArms) else None
        if p is not None and p.number.value == 0 and not may_be_cut(evidence, p.number):
            yield _zero(p, finding.context.study)


def _is_square(evidence: Evidence, finding: Test) -> bool:
    """Whether the degrees of freedom of an r are only the square of r²."""
    return finding.statistic == "r" and any(before(evidence, degree, 1) in {"r", "R"} for degree in finding.degrees)


def _severity(p: PValue, outcome: Outcome) -> Severity:
    """Medium where the printed and the recomputed p fall on different sides of .05, else low."""
    if outcome.low is None or outcome.high is None:
        return "medium"
    return "medium" if decision_differs(Box(outcome.low, outcome.high), p.number.printed, p.comparator) else "low"


def _test(evidence: Evidence, finding: Test) -> Iterator[Problem]:
    if finding.p is not None:
        outcome = _agreement(finding, finding.p.number.printed, finding.p.comparator, finding.p.tails)
        place = stretch(finding.value, finding.p.number)
        yield judged(
            "MS306", outcome, (place,), study=finding.context.study, severity=_severity(finding.p, outcome) if outcome.wrong else "info"
        )
        return
    document = evidence.document_of[finding.value.span.document]
    behind = _NOT_SIGNIFICANT.match(document.text, finding.value.span.end)
    if behind is not None:
        place = Span(finding.value.span.document, finding.value.span.start, behind.end())
        yield judged("MS306", _agreement(finding, Printed.read("0.05"), ">", 2), (place,), study=finding.context.study, severity="medium")


def _agreement(finding: Test, p: Printed, comparator: Comparator, tails: Tails) -> Outcome:
    degrees = tuple(each.printed for each in finding.degrees)
    found = _check(finding, degrees, p, comparator, tails)
    if finding.degrees_doubtful and found.verdict == "inconsistent":
        # A printed "(2)" may be only the square of χ²: one degree of freedom is the other reading.
        other = _check(finding, (Printed.read("1"),), p, comparator, tails)
        return (
            other if other.right else Outcome("cannot_tell", detail=found.detail, needs="the degrees of freedom", identity=found.identity)
        )
    return found


def _check(finding: Test, degrees: tuple[Printed, ...], p: Printed, comparator: Comparator, tails: Tails) -> Outcome:
    return check_statistic(
        finding.statistic, finding.value.printed, degrees, p, comparator=comparator, value_comparator=finding.value.comparator, tails=tails
    )


def _zero(p: PValue, study: str) -> Problem:
    digits = max(p.number.printed.decimals, 1)
    least = f".{'0' * (digits - 1)}1"
    impossible = p.comparator in {"<", "<="}
    return Problem(
        "MS307",
        "inconsistent" if impossible else "info",
        "low",
        f"No p-value is {'below ' if impossible else ''}zero; programs print {p.number.printed.text} for p < {least}.",
        (p.number.span,),
        consistent_range=f"p < {least}",
        suggestion=f"Print p < {least}.",
        study=study,
    )
