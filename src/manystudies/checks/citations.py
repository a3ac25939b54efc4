"""Whether a citation carries its claim: held against the cited text where that is at hand, else told as not checked."""

from collections.abc import Iterator

from manystudies.checks.denials import denial_of
from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.claims import Claim
from manystudies.documents import Span, clipped
from manystudies.studies import Study

_MAY_HELP = 3


def citation_problems(evidence: Evidence) -> Iterator[Problem]:
    """Claims with a citation of their own: those whose cited study says there was no such effect, and those nobody could check."""
    for claim in evidence.claims:
        if claim.voice == "study" or claim.strength < _MAY_HELP or claim.is_title:
            continue
        for study in evidence.studies_at(claim.rests_on):
            if not _cites(claim, study):
                continue
            own = evidence.own_claims(study.key)
            if study.mention in {"cited", "listed"} and not own:
                yield _not_checked(evidence, claim, study)
            elif claim.kind != "null" and (denied := denial_of(claim, own)) is not None:
                yield _denying(evidence, claim, denied, study)


def _cites(claim: Claim, study: Study) -> bool:
    """Whether a claim points at a study itself, and does not only stand in its section."""
    return study.mention in {"cited", "listed"} or not study.place.meets(claim.span)


def _denying(evidence: Evidence, claim: Claim, denied: Claim, study: Study) -> Problem:
    grounds: tuple[Span, ...] = (denied.span,)
    return Problem(
        "MS418",
        "contradicted",
        "high",
        f"The study that it cites says otherwise: “{clipped(denied.text, 160)}”",
        (*evidence.places(claim), *grounds),
        suggestion="Say what the cited study found, or cite the study that found this.",
        study=study.key,
    )


def _not_checked(evidence: Evidence, claim: Claim, study: Study) -> Problem:
    return Problem(
        "MS418",
        "not_checked",
        "info",
        f"Whether {study.name} carries this was not checked: its text is not here.",
        evidence.places(claim),
        suggestion="Read its abstract together with this page.",
        study=study.key,
    )
