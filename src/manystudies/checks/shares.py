"""Events among people and their percent; parts and their whole."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.findings import Counts, Finding, Number, Share
from manystudies.measures import check_parts, check_share, totals_that_fit

_DIVIDED = re.compile(
    r"\b(?:divided|split|separated|assigned|allocated|randomi[sz]ed|classified|grouped|categori[sz]ed|stratified|consist(?:ed|ing) of|compris\w+|either|two groups|three groups|remaining|left)\b",
    re.IGNORECASE,
)
"""Words that say that the parts are all there is; "including" does not."""


def share_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every percent of people, and every whole with its parts."""
    for findings in evidence.findings_of.values():
        known = _sizes(findings)
        for finding in findings:
            if isinstance(finding, Share) and finding.percent is not None:
                yield from _share(finding, finding.percent, known)
            elif isinstance(finding, Counts):
                yield _parts(evidence, finding)


def _sizes(findings: tuple[Finding, ...]) -> frozenset[int]:
    """Every number of people the study prints: other groups a percent may be of."""
    numbers: list[Number | None] = []
    for finding in findings:
        if isinstance(finding, Counts):
            numbers += [finding.whole, *finding.parts]
        elif isinstance(finding, Share):
            numbers += [finding.total, finding.arm.people]
    return frozenset(whole for number in numbers if number is not None and (whole := number.printed.whole) is not None)


def _share(finding: Share, percent: Number, known: frozenset[int]) -> Iterator[Problem]:
    if finding.events is None and finding.total is None:
        return
    events = finding.events.printed if finding.events else None
    total = finding.total.printed if finding.total else None
    outcome = check_share(percent.printed, events, total)
    spans = (stretch(finding.events or percent, percent), *((finding.total.span,) if finding.total and finding.bound == "from arm" else ()))
    if finding.bound == "beside":
        place = stretch(finding.events or percent, finding.total or percent, percent)
        yield judged(
            "MS201", outcome, (place,), study=finding.context.study, accuse=percent.comparator == "=", doubt="The percent is told as about."
        )
        return
    if outcome.verdict == "inconsistent" and events is not None and total is not None:
        # The total was taken from the size of an arm: people without data, or another group, may be the true one.
        fitting = totals_that_fit(events, percent.printed)
        limit = max(known | {total.whole or 0})
        explained = any(size <= (total.whole or 0) or size in known for size in fitting if size <= limit)
        yield judged(
            "MS201",
            outcome,
            spans,
            study=finding.context.study,
            severity="medium",
            accuse=not explained,
            doubt="The percent may be of another group, or of those with data.",
        )
        return
    yield judged("MS201", outcome, spans, study=finding.context.study)


def _parts(evidence: Evidence, finding: Counts) -> Problem:
    outcome = check_parts(finding.whole.printed, [part.printed for part in finding.parts], finding.relation)
    short = finding.relation == "sum" and sum(part.value for part in finding.parts) < finding.whole.value
    complete = not short or _DIVIDED.search(evidence.words(finding.context.sentence)) is not None
    place, *others = sorted({finding.whole.span, *(part.span for part in finding.parts)})
    return judged(
        "MS202", outcome, (finding.whole.span, *(span for span in (place, *others) if span != finding.whole.span)),
        study=finding.context.study, accuse=complete, doubt="The parts may leave some people out.",
    )  # fmt: skip
