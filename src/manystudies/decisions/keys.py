"""Keys of what can be decided about: made from places and codes, so that reading the same bytes again gives them again."""

from collections.abc import Iterable

from manystudies.checks import Problem
from manystudies.claims import Claim
from manystudies.decisions.decision import Target
from manystudies.findings import Finding, finding_key

_SHORT = 16
"""Letters of a document's identity that a key keeps: 64 bits tell any library's pages apart."""


def problem_targets(problems: Iterable[Problem]) -> tuple[Target, ...]:
    """The target of each problem, in their order; several of one code at one place are numbered."""
    met: dict[str, int] = {}
    found: list[Target] = []
    for problem in problems:
        place = problem.spans[0]
        key = f"{place.document[:_SHORT]}:{problem.code}:{place.start}-{place.end}"
        met[key] = met.get(key, 0) + 1
        found.append(Target("problem", key if met[key] == 1 else f"{key}/{met[key]}"))
    return tuple(found)


def finding_target(finding: Finding) -> Target:
    """The target of a finding as it was read, before any decision about it."""
    return Target("finding", finding_key(finding))


def claim_target(claim: Claim) -> Target:
    """The target of a claim."""
    return Target("claim", f"{claim.span.document[:_SHORT]}:{claim.span.start}-{claim.span.end}")


def revision_target(old: str, new: str) -> Target:
    """The target of two versions side by side; each is an identity, or one with `@` and the number of the revision inside."""
    return Target("revision", f"{_version(old)}..{_version(new)}")


def _version(name: str) -> str:
    identity, mark, number = name.partition("@")
    return f"{identity[:_SHORT]}{mark}{number}"
