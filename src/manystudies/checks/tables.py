"""Two-by-two tables that a report prints as counts, and the ratio, interval and p-value printed with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from manystudies.checks.evidence import Evidence
from manystudies.checks.intervals import far_apart
from manystudies.checks.judged import judged, stretch
from manystudies.checks.problem import Problem
from manystudies.documents import Span
from manystudies.findings import ArmResult, Finding, Number, PValue, Ratio, Share, TwoArms
from manystudies.measures import (
    Outcome,
    Printed,
    TwoByTwo,
    check_share,
    check_table_estimate,
    check_table_interval,
    check_table_p,
)

_ADJUSTED = re.compile(
    r"\b(?:adjust\w*|multivaria\w+|multivariable|regression|model\w*|weighted|weighting|propensity|covaria\w+|stratif\w+|matched|matching|cluster\w*|cox|independent(?:ly)?|pooled|conditional|mantel|peto)\b",
    re.IGNORECASE,
)
"""Words after which a ratio need not be that of the plain table."""
_OTHER_TEST = re.compile(
    r"\b(?:trend|interaction|log[ -]?rank|adjust\w*|multivaria\w+|regression|noninferiority|non-inferiority|mcnemar|paired|matched|overall|three|four|quartile\w*|tertile\w*)\b",
    re.IGNORECASE,
)
_CLUSTERS = re.compile(
    r"\b(?:clusters?|facilities|villages|schools|classes|clinics|practices|hospitals|homes|wards|units|communities|households)\b",
    re.IGNORECASE,
)
_MOST_IN_SENTENCE = 8
"""A sentence with more shares than this is a list, not a comparison of two groups."""
TableMeasure = Literal["OR", "RR"]
_BEHIND = 2
"""A ratio may stand up to so many sentences behind its table."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """Four printed counts as a table, with the numbers they came from and the sentence they stand in."""

    table: TwoByTwo
    numbers: tuple[Number, ...]
    sentence: Span
    p: PValue | None
    study: str

    @property
    def span(self) -> Span:
        """From the first count to the last that stand together in the sentence."""
        inside = [number for number in self.numbers if self.sentence.covers(number.span)]
        return stretch(*(inside or self.numbers))


def table_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every p-value of a table, and every unadjusted ratio behind one."""
    for findings in evidence.findings_of.values():
        tables = count_tables(findings)
        for table in tables:
            yield from _p_value(evidence, table, sum(other.sentence == table.sentence for other in tables))
        for finding in findings:
            if isinstance(finding, Ratio) and finding.measure in {"OR", "RR"} and finding.adjusted is not True:
                leading = [table for table in tables if _leads_to(evidence, table.sentence, finding.context.sentence)]
                if not leading:
                    continue
                others = (other for other in findings if isinstance(other, Ratio) and other is not finding)
                alone = not any(_leads_to(evidence, table.sentence, other.context.sentence) for other in others for table in leading[:1])
                yield from _ratio(evidence, finding, leading, alone=alone)


def count_tables(findings: tuple[Finding, ...]) -> list[CountTable]:
    """The tables that two groups in one sentence make."""
    found: list[CountTable] = []
    shares: dict[Span, list[Share]] = {}
    for finding in findings:
        if isinstance(finding, Share) and finding.events is not None and finding.total is not None:
            shares.setdefault(finding.context.sentence, []).append(finding)
    for sentence, together in shares.items():
        for first, second in combinations(together, 2) if len(together) <= _MOST_IN_SENTENCE else ():
            if _are_two_groups(first, second) and _adds_up(first) and _adds_up(second):
                found += _made((first.events, first.total, second.events, second.total), sentence, first.p or second.p, first.context.study)
    for finding in findings:
        if isinstance(finding, TwoArms):
            numbers = (*_events_and_people(finding.first), *_events_and_people(finding.second))
            if not any(_same_counts(numbers, other) for other in found):
                found += _made(numbers, finding.context.sentence, finding.p, finding.context.study)
    return found


def _are_two_groups(first: Share, second: Share) -> bool:
    if first.arm.role == second.arm.role and first.arm.name == second.arm.name:
        return False
    return not (first.context.outcome and second.context.outcome and first.context.outcome != second.context.outcome)


def _adds_up(share: Share) -> bool:
    """Whether the percent printed with two counts is theirs; if not, the counts may be something else."""
    if share.percent is None or share.events is None or share.total is None:
        return True
    return check_share(share.percent.printed, share.events.printed, share.total.printed).right


def _events_and_people(result: ArmResult) -> tuple[Number | None, Number | None]:
    return result.events, result.arm.people


def _same_counts(numbers: tuple[Number | None, ...], other: CountTable) -> bool:
    return {number.span for number in numbers if number is not None} <= {number.span for number in other.numbers}


def _made(numbers: tuple[Number | None, ...], sentence: Span, p: PValue | None, study: str) -> list[CountTable]:
    known = tuple(number for number in numbers if number is not None)
    wholes = [number.printed.whole for number in known]
    if len(wholes) != 4 or any(whole is None for whole in wholes):  # noqa: PLR2004  # a table has four counts
        return []
    first, people, second, others = (whole or 0 for whole in wholes)
    if not (0 <= first <= people and 0 <= second <= others and people and others):
        return []
    return [CountTable(TwoByTwo(first, people, second, others), known, sentence, p, study)]


def _leads_to(evidence: Evidence, table: Span, ratio: Span) -> bool:
    """Whether a ratio's sentence is that of the table or stands shortly behind it; rows of a printed table tell too little of how a ratio was made."""
    if table.document != ratio.document or ratio.start < table.start or _in_row(evidence, ratio):
        return False
    between = evidence.document_of[table.document].text[table.end : ratio.start]
    return table == ratio or len(re.findall(r"[.!?]\s", between + " ")) <= _BEHIND - 1


def _in_row(evidence: Evidence, place: Span) -> bool:
    block = evidence.block_of(place)
    return block is not None and block.kind == "row"


def _p_value(evidence: Evidence, found: CountTable, tables_there: int) -> Iterator[Problem]:
    if found.p is None:
        return
    outcome = check_table_p(found.p.number.printed, found.table, comparator=found.p.comparator)
    plain = (
        outcome.wrong
        and tables_there == 1
        and not _OTHER_TEST.search(evidence.near(found.sentence, found.span))
        and not _of_clusters(evidence, found)
    )
    yield judged(
        "MS204",
        outcome,
        (stretch(*(number for number in found.numbers if found.sentence.covers(number.span)), found.p.number), found.span),
        study=found.study,
        severity="medium",
        accuse=plain and far_apart(outcome, found.p),
        doubt="The p-value may be of another test.",
    )


def _of_clusters(evidence: Evidence, found: CountTable) -> bool:
    """Whether whole places were compared, whose people are alike, so that no test of single people holds."""
    document = evidence.document_of[found.sentence.document]
    section = evidence.section_of(found.sentence)
    start = section.start if section is not None else 0
    return _CLUSTERS.search(document.view.text, start, document.view.view_end(found.sentence.end)) is not None


def _ratio(evidence: Evidence, finding: Ratio, tables: list[CountTable], *, alone: bool) -> Iterator[Problem]:
    """The table that gives the ratio, if any does; an accusation only where one table stands there and nothing speaks of a model."""
    measure: TableMeasure = "OR" if finding.measure == "OR" else "RR"
    judgements: list[tuple[CountTable, TwoByTwo, Outcome]] = []
    for found in tables:
        table, outcome = _best(finding.estimate.printed, found.table, measure)
        if outcome.right:
            yield judged(
                "MS203",
                outcome,
                (finding.estimate.span, found.span),
                study=finding.context.study,
                decimals=finding.estimate.printed.decimals + 1,
            )
            if finding.interval is not None:
                limits = check_table_interval(
                    finding.interval.low.printed, finding.interval.high.printed, table, measure, level=finding.interval.level
                )
                place = stretch(finding.interval.low, finding.interval.high)
                yield judged(
                    "MS205", limits, (place, found.span), study=finding.context.study, severity="medium", accuse=limits.wrong and not _speaks_of_model(evidence, finding),
                    doubt="The interval may be that of a model.",
                )  # fmt: skip
            return
        judgements.append((found, table, outcome))
    plain = finding.adjusted is False or not _speaks_of_model(evidence, finding)
    if plain and alone and len(judgements) == len(tables) == 1:
        found, _, outcome = judgements[0]
        yield judged(
            "MS203",
            outcome,
            (finding.estimate.span, found.span),
            study=finding.context.study,
            decimals=finding.estimate.printed.decimals + 1,
        )


def _best(estimate: Printed, table: TwoByTwo, measure: TableMeasure) -> tuple[TwoByTwo, Outcome]:
    """The table as printed or with its groups exchanged, whichever gives the estimate."""
    swapped = TwoByTwo(table.events_2, table.total_2, table.events_1, table.total_1)
    outcome = check_table_estimate(estimate, table, measure)
    other = check_table_estimate(estimate, swapped, measure)
    return (swapped, other) if other.right and not outcome.right else (table, outcome)


def _speaks_of_model(evidence: Evidence, finding: Ratio) -> bool:
    """Whether the text up to the ratio's sentence speaks of a model, within its own section."""
    sentence = finding.context.sentence
    document = evidence.document_of[sentence.document]
    section = evidence.section_of(sentence)
    start = section.start if section is not None else 0
    return _ADJUSTED.search(document.view.text, start, document.view.view_end(sentence.end)) is not None
