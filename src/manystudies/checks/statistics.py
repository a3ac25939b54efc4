"""A test statistic with its degrees of freedom and its p-value, and how a p-value is printed."""

from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.findings import BeforeAfter, Difference, PValue, Ratio, Share, Test, TwoArms
from manystudies.measures import Outcome, Printed, check_statistic


def statistic_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every printed test, and every p-value that cannot be one."""
    for finding in evidence.findings:
        if isinstance(finding, Test) and finding.p is not None:
            outcome = _agreement(finding, finding.p)
            yield judged("MS306", outcome, (stretch(finding.value, finding.p.number),), study=finding.context.study, severity="medium")
        p = finding.p if isinstance(finding, BeforeAfter | Difference | Ratio | Share | Test | TwoArms) else None
        if p is not None and p.number.value == 0:
            yield _zero(p, finding.context.study)


def _agreement(finding: Test, p: PValue) -> Outcome:
    degrees = tuple(each.printed for each in finding.degrees)
    found = _check(finding, degrees, p)
    if finding.degrees_doubtful and found.verdict == "inconsistent":
        # A printed "(2)" may be only the square of χ²: one degree of freedom is the other reading.
        other = _check(finding, (Printed.read("1"),), p)
        return (
            other if other.right else Outcome("cannot_tell", detail=found.detail, needs="the degrees of freedom", identity=found.identity)
        )
    return found


def _check(finding: Test, degrees: tuple[Printed, ...], p: PValue) -> Outcome:
    return check_statistic(
        finding.statistic,
        finding.value.printed,
        degrees,
        p.number.printed,
        comparator=p.comparator,
        value_comparator=finding.value.comparator,
        tails=p.tails,
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
