"""Run every family of checks over what was read, and put what they say in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from manystudies.checks.anecdotes import anecdote_problems
from manystudies.checks.changes import change_problems
from manystudies.checks.citations import citation_problems
from manystudies.checks.contradictions import contradiction_problems
from manystudies.checks.design import design_problems
from manystudies.checks.directions import direction_problems
from manystudies.checks.displays import display_problems
from manystudies.checks.doses import dose_problems
from manystudies.checks.encoding import encoding_problems
from manystudies.checks.evidence import Evidence, gather
from manystudies.checks.groups import group_problems
from manystudies.checks.headlines import headline_problems
from manystudies.checks.identifiers import identifier_problems
from manystudies.checks.ignores import honoured
from manystudies.checks.incidence import incidence_problems
from manystudies.checks.intervals import interval_problems
from manystudies.checks.limits import limit_problems
from manystudies.checks.margins import margin_problems
from manystudies.checks.needed import needed_problems
from manystudies.checks.notices import NoticeKind, notice_problems
from manystudies.checks.null_claims import null_claim_problems
from manystudies.checks.odds import odds_problems
from manystudies.checks.orders import order_problems
from manystudies.checks.population import population_problems
from manystudies.checks.problem import SEVERITIES, Problem
from manystudies.checks.publisher import publisher_problems
from manystudies.checks.ranges import range_problems
from manystudies.checks.references import reference_problems
from manystudies.checks.repeats import repeat_problems
from manystudies.checks.retold import retold_problems
from manystudies.checks.revisions import revision_problems
from manystudies.checks.scales import scale_problems
from manystudies.checks.shares import share_problems
from manystudies.checks.significance import significance_problems
from manystudies.checks.sources import source_problems
from manystudies.checks.speculation import speculation_problems
from manystudies.checks.statistics import statistic_problems
from manystudies.checks.tables import table_problems
from manystudies.checks.trends import trend_problems
from manystudies.checks.units import unit_problems
from manystudies.checks.within_group import within_group_problems
from manystudies.checks.yes_or_no import yes_or_no_problems
from manystudies.claims import Claim
from manystudies.documents import Document, read_abstract
from manystudies.findings import (
    BeforeAfter,
    Counts,
    Criterion,
    Difference,
    Finding,
    Ratio,
    Share,
    Test,
    TwoArms,
    find_findings,
)
from manystudies.studies import Study

Family = Callable[[Evidence], Iterator[Problem]]

_NUMBERS: Mapping[Family, tuple[type[Finding], ...]] = {
    interval_problems: (Difference, Ratio),
    statistic_problems: (BeforeAfter, Difference, Ratio, Share, Test, TwoArms),
    share_problems: (Counts, Share),
    table_problems: (Share, TwoArms),
    margin_problems: (Counts,),
    group_problems: (),
    change_problems: (BeforeAfter,),
    limit_problems: (Criterion,),
    scale_problems: (BeforeAfter, TwoArms),
    yes_or_no_problems: (BeforeAfter, TwoArms),
    order_problems: (),
    needed_problems: (Difference,),
    direction_problems: (Ratio,),
    repeat_problems: (BeforeAfter,),
    retold_problems: (),
    significance_problems: (Ratio,),
    range_problems: (),
    unit_problems: (),
}
"""Families that need findings only, each with the kinds of findings without which it has nothing to say: where none is named, it reads the text."""
_FAMILIES: tuple[Family, ...] = (
    encoding_problems,
    identifier_problems,
    reference_problems,
    publisher_problems,
    *_NUMBERS,
    dose_problems,
    display_problems,
    headline_problems,
    design_problems,
    odds_problems,
    within_group_problems,
    population_problems,
    source_problems,
    speculation_problems,
    trend_problems,
    anecdote_problems,
    incidence_problems,
    null_claim_problems,
    citation_problems,
    contradiction_problems,
    revision_problems,
)


def check(
    documents: Sequence[Document],
    studies: Sequence[Study],
    findings: Sequence[Finding],
    claims: Sequence[Claim],
    notices: Mapping[str, NoticeKind] | None = None,
) -> tuple[Problem, ...]:
    """Everything the checks say of these pages: what a person should look at first, worst first, then what is right.

    Within one severity the order is that of the documents and of the places in them; the same thing is said once.
    `notices` leads from identifiers in small letters to what is known of the paper (retracted, corrected, concern).
    """
    evidence = gather(tuple(documents), tuple(studies), tuple(findings), tuple(claims))
    return _in_order(evidence, (*_FAMILIES, lambda each: notice_problems(each, notices or {})))


def check_numbers(document: Document, findings: Sequence[Finding]) -> tuple[Problem, ...]:
    """What the checks of numbers alone say of one text, such as an abstract, in the same order as `check`."""
    told = {type(finding) for finding in findings}
    families = tuple([family for family, kinds in _NUMBERS.items() if not kinds or not told.isdisjoint(kinds)])
    return _in_order(gather((document,), (), tuple(findings), ()), families)


def problems_in(text: str) -> tuple[Problem, ...]:
    """Read one bare text and check its numbers.

    >>> [problem.code for problem in problems_in("Gout was linked to rum (OR 3.4, 95% CI 1.5-6.3).") if problem.flagged]
    ['MS301']
    """
    document = read_abstract(text)
    return check_numbers(document, find_findings(document, one_group=False))


def _in_order(evidence: Evidence, families: tuple[Family, ...]) -> tuple[Problem, ...]:
    order = {document.identity: index for index, document in enumerate(evidence.documents)}
    every = dict.fromkeys(problem for family in families for problem in family(evidence))
    found = honoured(evidence.documents, every)

    def rank(problem: Problem) -> tuple[bool, int, int, int, int, str]:
        place = problem.spans[0]
        return (not problem.flagged, SEVERITIES.index(problem.severity), order[place.document], place.start, place.end, problem.code)

    return tuple(sorted(found, key=rank))
