"""“No effect” said flatly where one study only did not show one."""

import re
from collections.abc import Iterator, Sequence

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.checks.within_group import is_within_group
from manystudies.claims import Claim, honest_wording
from manystudies.documents import Span
from manystudies.findings import Difference, Finding, Number, Ratio, Test, TwoArms
from manystudies.studies import Design, Study

_FLAT = re.compile(
    r"\b(?:(?:do|does|will)(?:\s?n['’]t| not) (?:affect|benefit|cause|change|cure|ease|help|improve|increase|lower|matter|prevent|protect|reduce|relieve|shorten|slow|stop|treat|work)|(?:do|does) nothing|(?:has|have) no (?:effect|benefit)|makes? no difference|is (?:useless|ineffective)|are (?:useless|ineffective)"
    r"|(?:is|are)(?: n['’]t|n['’]t| not) (?:effective|helped|improved|prevented|reduced|treated|associated|linked))\b",
    re.IGNORECASE,
)
"""Said of always and everybody; “did not improve” only tells what one study saw."""
_TOLD = re.compile(
    r"\b(?:found|showed|shown|seen|detected|observed|significant\w*|suggests?|RCTs?|trials?|study|studies|review|analysis|may|might|seems?|appears?|probably|evidence|known|certain)\b",
    re.IGNORECASE,
)
"""Words that say that a study looked, or that leave room."""
_WEIGHED: frozenset[Design] = frozenset({"guideline", "meta-analysis", "network meta-analysis", "review", "systematic review"})
_KINDS = ("report", "review", "series", "trial")
_ALPHA = 0.05


def null_claim_problems(evidence: Evidence) -> Iterator[Problem]:
    """Flat claims of no effect that rest on studies none of which weighed all there is."""
    for claim in evidence.claims:
        if (
            claim.kind != "null"
            or claim.voice == "study"
            or not _FLAT.search(claim.text)
            or _TOLD.search(claim.text)
            or is_within_group(claim.text)
        ):
            continue
        studies = evidence.studies_at(claim.rests_on)
        if studies and not any(study.design in _WEIGHED or study.design == "unknown" for study in studies):
            yield _problem(evidence, claim, studies)


def _problem(evidence: Evidence, claim: Claim, studies: Sequence[Study]) -> Problem:
    study = studies[0]
    shown = next(
        (number for each in studies for finding in evidence.findings_of.get(each.key, ()) if (number := _open(finding)) is not None), None
    )
    kind = study.design if study.design.endswith(_KINDS) else f"{study.design} study"
    what = f"one {kind}" if len(studies) == 1 else "the studies it rests on"
    grounds: tuple[Span, ...] = (shown.span,) if shown is not None else ()
    told = f" (P = {shown.printed.text})" if shown is not None else ""
    wording = honest_wording(claim, study)
    return Problem(
        "MS417",
        "stronger_than_study",
        "medium",
        f"It says that there is no effect; {what} did not show one{told}, which a small or unlucky study also does where there is one.",
        (*evidence.places(claim), *grounds),
        consistent_range="strength 0 to 3",
        suggestion=wording or "Say that no difference was shown, and give the estimate with its interval.",
        study=study.key,
        replacement=wording,
    )


def _open(finding: Finding) -> Number | None:
    """The p-value of a result that leaves both an effect and none open."""
    if not isinstance(finding, Difference | Ratio | Test | TwoArms) or finding.p is None or finding.p.comparator in {"<", "≤"}:
        return None
    return finding.p.number if float(finding.p.number.printed) >= _ALPHA else None
