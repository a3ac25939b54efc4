"""One group before and after, and the correlation that its p-value needs."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.findings import BeforeAfter, Number, Summary
from manystudies.measures import check_before_after

_RANKED = re.compile(r"\b(?:median|wilcoxon|rank|adjusted|model|regression|mixed)\b", re.IGNORECASE)


def change_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every before–after result with means."""
    for finding in evidence.findings:
        if isinstance(finding, BeforeAfter) and finding.before.kind == finding.after.kind == "mean":
            yield from _p_value(evidence, finding)


def _p_value(evidence: Evidence, finding: BeforeAfter) -> Iterator[Problem]:
    before, after, people = _mean_and_sd(finding.before), _mean_and_sd(finding.after), _people(finding)
    if finding.p is None or before is None or after is None or people is None or people.printed.whole is None:
        return
    outcome = check_before_after(
        (before[0].printed, before[1].printed),
        (after[0].printed, after[1].printed),
        people.printed.whole,
        finding.p.number.printed,
        comparator=finding.p.comparator,
        tails=finding.p.tails,
    )
    place = stretch(finding.before.centre, finding.after.centre, finding.p.number)
    accuse = not _RANKED.search(evidence.near(finding.context.sentence, finding.after.centre.span)) and "sd" in {
        finding.before.spread_kind,
        finding.after.spread_kind,
    }
    yield judged(
        "MS309",
        outcome,
        (place, people.span),
        study=finding.context.study,
        severity="medium",
        accuse=accuse,
        doubt="The spread may be a standard error, or the p-value that of another test.",
    )


def _mean_and_sd(summary: Summary) -> tuple[Number, Number] | None:
    if summary.spread is None or summary.spread_kind == "se":
        return None
    return summary.centre, summary.spread


def _people(finding: BeforeAfter) -> Number | None:
    return finding.arm.people
