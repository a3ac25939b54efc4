"""The table behind an odds ratio that is printed without its counts, from the sizes of the groups and χ²."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.judged import judged
from manystudies.checks.problem import Problem
from manystudies.checks.tables import count_tables
from manystudies.documents import Span
from manystudies.findings import Counts, Finding, Ratio, Test
from manystudies.measures import Margins, Outcome, Printed, TwoByTwo, tables_that_fit

_TWO = 2
_REACH = 160
"""How far behind a group's size its description may reach, in characters."""
_COMMONER = re.compile(
    r"\b(?:higher|commoner|greater|more (?:common|frequent|prevalent|likely)|increased|more often)\s(?:\w+\s){0,2}?(?:in|with|among|for)\s(?:the\s|those\s(?:with\s)?)?(?P<group>[^.;,(]{3,60}?)"
    r"(?=\s(?:group|than|compared|patients|\()|[.;,(]|$)",
    re.IGNORECASE,
)


def margin_problems(evidence: Evidence) -> Iterator[Problem]:
    """Odds ratios of studies that print two group sizes and a χ², but no table."""
    for findings in evidence.findings_of.values():
        for ratio, table, spans in rebuilt_tables(evidence, findings):
            risk = f"{100 * table.events_1 / table.total_1:.1f} % against {100 * table.events_2 / table.total_2:.1f} %"
            relative = table.risk_ratio
            detail = f"Of all tables of groups of {table.total_1} and {table.total_2}, only {table} has an odds ratio of {ratio.estimate.printed.text} and the χ² printed: {risk}"
            told = f"{detail}, a risk ratio of {relative:.2f}." if relative is not None else f"{detail}."
            yield judged("MS206", Outcome("consistent", str(table), detail=told), spans, study=ratio.context.study)


def rebuilt_tables(evidence: Evidence, findings: tuple[Finding, ...]) -> list[tuple[Ratio, TwoByTwo, tuple[Span, ...]]]:
    """Each odds ratio with the only table that its study's group sizes and χ² leave, and the places of the inputs.

    A table and the one with groups and events both exchanged have the same odds ratio; the words that say in which
    group the outcome was commoner tell which it is. Without them, nothing is rebuilt.
    """
    if count_tables(findings):
        return []
    sizes = [finding for finding in findings if isinstance(finding, Counts) and len(finding.parts) == _TWO and finding.relation == "sum"]
    tests = [finding for finding in findings if isinstance(finding, Test) and finding.statistic == "chi2"]
    ratios = [finding for finding in findings if isinstance(finding, Ratio) and finding.measure == "OR" and finding.adjusted is not True]
    if len(sizes) != 1 or len(tests) != 1 or not tests[0].value.printed.decimals:
        return []
    order = _commoner_first(evidence, sizes[0], tests[0])
    if order is None:
        return []
    found: list[tuple[Ratio, TwoByTwo, tuple[Span, ...]]] = []
    for ratio in ratios:
        table = _only(order, ratio.estimate.printed, tests[0].value.printed)
        if table is not None:
            found.append((ratio, table, (ratio.estimate.span, sizes[0].parts[0].span, sizes[0].parts[1].span, tests[0].value.span)))
    return found


def _commoner_first(evidence: Evidence, sizes: Counts, test: Test) -> Margins | None:
    """The sizes of the two groups, that with the commoner outcome first; None where the words do not tell."""
    named = _COMMONER.search(evidence.words(test.context.sentence))
    wholes = [part.printed.whole for part in sizes.parts]
    if named is None or not all(wholes):
        return None
    wanted = _words(named["group"])
    document = evidence.document_of[sizes.whole.span.document]
    places = sorted((part.span.start, index) for index, part in enumerate(sizes.parts))
    ends = [*(start for start, _ in places[1:]), places[-1][0] + _REACH]
    overlap = {
        index: len(wanted & _words(re.split(r"[.;]\s", document.text[start:end])[0]))
        for (start, index), end in zip(places, ends, strict=True)
    }
    if overlap[0] == overlap[1]:
        return None
    first = 0 if overlap[0] > overlap[1] else 1
    return Margins(wholes[first] or 0, wholes[1 - first] or 0)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"[^\W_]{3,}", text)) - {
        "and",
        "group",
        "groups",
        "patients",
        "people",
        "the",
        "with",
    }


def _only(margins: Margins, ratio: Printed, chi2: Printed) -> TwoByTwo | None:
    """The only table, or None where there are several or none."""
    if ratio.value <= 1:
        return None
    fitting = tables_that_fit(margins, ratio, "OR", chi2)
    return fitting[0] if len(fitting) == 1 else None
