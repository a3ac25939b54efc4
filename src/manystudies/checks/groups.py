"""Two groups' means, and the p-value of their difference."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.findings import ArmResult, TwoArms
from manystudies.measures import MeanOf, check_means_p

_OTHER_TEST = re.compile(
    r"\b(?:median|wilcoxon|mann|rank|adjusted|model|regression|mixed|ancova|covarian|change|reduction|improvement|baseline|paired|interaction|anova)\w*",
    re.IGNORECASE,
)


def group_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every comparison of two means with SDs, sizes and a p-value. It accuses only where the sentence names no other test."""
    for finding in evidence.findings:
        if not isinstance(finding, TwoArms) or finding.p is None:
            continue
        first, second = _mean_of(finding.first), _mean_of(finding.second)
        if first is None or second is None or finding.first.summary is None or finding.second.summary is None:
            continue
        outcome = check_means_p(first, second, finding.p.number.printed, comparator=finding.p.comparator, tails=finding.p.tails)
        accuse = not _OTHER_TEST.search(evidence.near(finding.context.sentence, finding.p.number.span)) and not outcome.needs
        yield judged(
            "MS308",
            outcome,
            (stretch(finding.first.summary.centre, finding.second.summary.centre, finding.p.number),),
            study=finding.context.study,
            severity="medium",
            accuse=accuse,
            doubt="The p-value may be of the change, adjusted, or of a rank test.",
        )


def _mean_of(result: ArmResult) -> MeanOf | None:
    summary, people = result.summary, result.arm.people
    if summary is None or summary.kind != "mean" or summary.spread is None or summary.spread_kind == "se" or people is None:
        return None
    whole = people.printed.whole
    return None if whole is None else MeanOf(summary.centre.printed, summary.spread.printed, whole)
