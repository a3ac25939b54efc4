"""What each finding goes into: the comparison it is part of, and whether that was pooled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from manystudies.answers.doubts import doubted
from manystudies.answers.rows import bundles_of
from manystudies.answers.strands import strands_of
from manystudies.checks import Problem
from manystudies.documents import Document
from manystudies.findings import Finding, finding_key
from manystudies.pooling import NotPooled, Pooled
from manystudies.studies import Study


@dataclass(frozen=True, slots=True)
class Use:
    """One comparison by name, its result and how many studies it has."""

    name: str
    result: Pooled | NotPooled
    studies: int


def uses_of(
    documents: Sequence[Document], studies: Sequence[Study], findings: Sequence[Finding], problems: Sequence[Problem] = ()
) -> Mapping[str, Use]:
    """The comparison that each finding goes into, by the key of the finding; one that goes into none is left out.

    As `answer` would compare them without a question, in a fifth of its time: nothing is worded, judged or audited.
    """
    found: dict[str, Use] = {}
    for bundle in bundles_of(strands_of(documents, studies, findings, doubted(problems))):
        against = f" against {bundle.comparator.name}" if bundle.comparator is not None else ""
        use = Use(f"{bundle.intervention.name}{against}: {bundle.outcome.name}", bundle.result, len(bundle.keys))
        found.update((finding_key(strand.finding), use) for strand in bundle.used)
    return found
