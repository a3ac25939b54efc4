"""Means and SDs of yes-or-no data (DEBIT): the share alone fixes the SD."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.checks.trust import may_be_cut
from manystudies.findings import Arm, BeforeAfter, Summary, TwoArms
from manystudies.measures import check_debit

_CODED = re.compile(
    r"\bdichotomous|\bbinary\b|\b0\s?(?:=|for)\s?no\b|\b1\s?(?:=|for)\s?yes\b|\bcoded\s(?:as\s)?(?:0|1)\b|\bdummy\b|\byes[- ]or[- ]no\b|\byes/no\b",
    re.IGNORECASE,
)
_REACH = 300
"""How far before its values the coding of a yes-or-no item may be told, in characters."""


def yes_or_no_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every mean with an SD whose words say that the data are 0 and 1, and whose number of people is printed."""
    for finding in evidence.findings:
        if isinstance(finding, BeforeAfter):
            pairs: tuple[tuple[Summary | None, Arm], ...] = ((finding.before, finding.arm), (finding.after, finding.arm))
        elif isinstance(finding, TwoArms):
            pairs = ((finding.first.summary, finding.first.arm), (finding.second.summary, finding.second.arm))
        else:
            continue
        for summary, arm in pairs:
            if summary is not None and summary.kind == "mean" and summary.spread_kind == "sd":
                yield from _judge(evidence, summary, arm, finding.context.study)


def _judge(evidence: Evidence, summary: Summary, arm: Arm, study: str) -> Iterator[Problem]:
    people = arm.people.printed.whole if arm.people else None
    if summary.spread is None or people is None or people < 2 or arm.people is None:  # noqa: PLR2004  # an SD needs two people
        return
    text, place = evidence.document_of[summary.centre.span.document].text, summary.centre.span
    if not 0 <= summary.centre.value <= 1 or not _CODED.search(text, max(0, place.start - _REACH), place.end + 60):
        return
    if may_be_cut(evidence, summary.centre, summary.spread):
        return
    outcome = check_debit(summary.centre.printed, summary.spread.printed, people)
    yield judged("MS213", outcome, (stretch(summary.centre, summary.spread), arm.people.span), study=study, severity="medium")
