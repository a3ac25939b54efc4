"""Whether a citation carries its claim: held against the cited text where that is at hand, else told as not checked."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.claims import Claim
from manystudies.documents import Span
from manystudies.studies import Study
from manystudies.terms import find_terms

_MAY_HELP = 3
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    [
        "also",
        "being",
        "between",
        "better",
        "both",
        "during",
        "effect",
        "effects",
        "from",
        "have",
        "help",
        "helps",
        "improve",
        "improves",
        "into",
        "less",
        "level",
        "levels",
        "more",
        "most",
        "other",
        "people",
        "patients",
        "significant",
        "significantly",
        "study",
        "than",
        "that",
        "their",
        "them",
        "these",
        "this",
        "those",
        "trial",
        "treatment",
        "were",
        "when",
        "which",
        "with",
        "without",
        "would",
    ]
)
_STEM = 5


def citation_problems(evidence: Evidence) -> Iterator[Problem]:
    """Claims with a citation of their own: those whose cited study says there was no such effect, and those nobody could check."""
    for claim in evidence.claims:
        if claim.voice == "study" or claim.strength < _MAY_HELP or claim.is_title:
            continue
        for study in evidence.studies_at(claim.rests_on):
            if not _cites(claim, study):
                continue
            own = [each for each in evidence.claims if each.voice == "study" and study.key in each.rests_on]
            if study.mention in {"cited", "listed"} and not own:
                yield _not_checked(evidence, claim, study)
            elif claim.kind != "null" and (denied := _denied(claim, own)) is not None:
                yield _denying(evidence, claim, denied, study)


def _cites(claim: Claim, study: Study) -> bool:
    """Whether a claim points at a study itself, and does not only stand in its section."""
    return study.mention in {"cited", "listed"} or not study.place.meets(claim.span)


def _denied(claim: Claim, own: list[Claim]) -> Claim | None:
    """A sentence of the study that denies what the claim says of the same thing."""
    about, named = _stems(claim.object or claim.text), _outcomes(claim.object or claim.text)
    for each in own:
        if each.kind != "null":
            continue
        if about & _stems(each.text) or named & _outcomes(each.text):
            return each
    return None


def _outcomes(text: str) -> frozenset[str]:
    return frozenset(match.concept.name for match in find_terms(text) if match.kind == "outcome")


def _stems(text: str) -> frozenset[str]:
    """The content words of a text by their first letters, without the names of interventions and conditions, which a whole study is about."""
    plain = text.lower()
    for match in reversed(find_terms(text)):
        if match.kind in {"condition", "intervention", "population"}:
            plain = plain[: match.start] + " " + plain[match.end :]
    return frozenset(word[:_STEM] for word in _WORD.findall(plain) if word not in _COMMON)


def _denying(evidence: Evidence, claim: Claim, denied: Claim, study: Study) -> Problem:
    grounds: tuple[Span, ...] = (denied.span,)
    return Problem(
        "MS418",
        "contradicted",
        "high",
        f"The study that it cites says otherwise: “{_short(denied.text)}”",
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


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else words[:159].rsplit(" ", 1)[0] + " …"  # noqa: PLR2004  # one line
