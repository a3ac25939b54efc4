"""One group before and after: the change of its mean, and the correlation that its p-value needs."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.checks.trust import behind, may_be_cut
from manystudies.findings import BeforeAfter, Number, Summary
from manystudies.measures import check_before_after, check_change, check_percent_change

_LEAST = 5
"""Smaller groups are read from words such as "type 2 patients" more often than they are people."""
_OTHER_CHANGE = re.compile(
    r"\b(?:median|geometric|adjusted|adjusting|model\w*|regression|mixed|least[- ]squares?|LS|estimated|imputed|completers?|per[- ]protocol|corrected)\b",
    re.IGNORECASE,
)
_RANKED = re.compile(r"\b(?:median|wilcoxon|rank|adjusted|model|regression|mixed)\b", re.IGNORECASE)


def change_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every before–after result with means."""
    for finding in evidence.findings:
        if isinstance(finding, BeforeAfter) and finding.before.kind == finding.after.kind == "mean":
            yield from _change(evidence, finding)
            yield from _p_value(evidence, finding)


def _change(evidence: Evidence, finding: BeforeAfter) -> Iterator[Problem]:
    """The change told beside the means, as it stands or in percent; one that may be modelled, or of other people, accuses nobody."""
    told, before, after = finding.change, finding.before.centre, finding.after.centre
    if told is None or may_be_cut(evidence, told.centre, before, after):
        return
    in_percent = told.unit == "%" or behind(evidence, told.centre, 2).strip().startswith("%")
    if in_percent and finding.before.unit != "%" and not behind(evidence, before, 2).strip().startswith("%"):
        outcome = check_percent_change(before.printed, after.printed, told.centre.printed)
    else:
        outcome = check_change(before.printed, after.printed, told.centre.printed)
    accuse = outcome.wrong and not _OTHER_CHANGE.search(evidence.near(finding.context.sentence, told.centre.span))
    yield judged(
        "MS313",
        outcome,
        (stretch(before, after, told.centre),),
        study=finding.context.study,
        severity="medium",
        accuse=accuse and not in_percent,
        doubt="The change may be modelled, of other people, or the mean of each person's change in percent.",
    )


def _p_value(evidence: Evidence, finding: BeforeAfter) -> Iterator[Problem]:
    before, after, people = _mean_and_sd(finding.before), _mean_and_sd(finding.after), _people(finding)
    if finding.p is None or before is None or after is None or people is None or (people.printed.whole or 0) < _LEAST:
        return
    outcome = check_before_after(
        (before[0].printed, before[1].printed),
        (after[0].printed, after[1].printed),
        int(people.value),
        finding.p.number.printed,
        comparator=finding.p.comparator,
        tails=finding.p.tails,
    )
    place = stretch(finding.before.centre, finding.after.centre, finding.p.number)
    labelled = "sd" in {finding.before.spread_kind, finding.after.spread_kind}
    accuse = outcome.wrong and labelled and not _RANKED.search(evidence.near(finding.context.sentence, finding.after.centre.span))
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
