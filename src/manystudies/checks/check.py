"""Run every family of checks over what was read, and put what they say in order."""

from collections.abc import Callable, Iterator, Sequence

from manystudies.checks.encoding import encoding_problems
from manystudies.checks.evidence import Evidence, gather
from manystudies.checks.identifiers import identifier_problems
from manystudies.checks.problem import SEVERITIES, Problem
from manystudies.checks.publisher import publisher_problems
from manystudies.checks.references import reference_problems
from manystudies.checks.revisions import revision_problems
from manystudies.claims import Claim
from manystudies.documents import Document
from manystudies.findings import Finding
from manystudies.studies import Study

Family = Callable[[Evidence], Iterator[Problem]]

_FAMILIES: tuple[Family, ...] = (
    encoding_problems,
    identifier_problems,
    reference_problems,
    publisher_problems,
    revision_problems,
)


def check(
    documents: Sequence[Document], studies: Sequence[Study], findings: Sequence[Finding], claims: Sequence[Claim]
) -> tuple[Problem, ...]:
    """Everything the checks say of these pages: what a person should look at first, worst first, then what is right.

    Within one severity the order is that of the documents and of the places in them; the same thing is said once.
    """
    evidence = gather(tuple(documents), tuple(studies), tuple(findings), tuple(claims))
    order = {document.identity: index for index, document in enumerate(documents)}
    found = dict.fromkeys(problem for family in _FAMILIES for problem in family(evidence))

    def rank(problem: Problem) -> tuple[bool, int, int, int, int, str]:
        place = problem.spans[0]
        return (not problem.flagged, SEVERITIES.index(problem.severity), order[place.document], place.start, place.end, problem.code)

    return tuple(sorted(found, key=rank))
