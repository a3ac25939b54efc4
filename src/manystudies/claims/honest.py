"""Honest wordings: the headline that a study carries, made from a template by its design."""

import re

from manystudies.claims.ceiling import ceiling
from manystudies.claims.claim import Claim
from manystudies.studies import Design, Study

_DATE = re.compile(
    r"\s+[-–—]\s*(?:(?:RCT|review|study|meta-analysis)\s+)?((?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?[\s\u00a0]+)?(?:19|20)\d\d)\s*$",
    re.IGNORECASE,
)
_OBSERVATIONAL: dict[Design, str] = {
    "case-control": "a case–control study",
    "cohort": "a cohort study",
    "cross-sectional": "a cross-sectional study",
    "ecological": "an ecological study",
    "genetic": "a genetic study",
    "observational": "an observational study",
}
_UNCONTROLLED: frozenset[Design] = frozenset({"before-after", "case report", "case series"})
_TRIALS: dict[Design, str] = {
    "non-randomised trial": "one non-randomised trial",
    "quasi-randomised": "one quasi-randomised trial",
    "randomised trial": "one randomised trial",
}
_REVIEWS: dict[Design, str] = {
    "guideline": "a guideline",
    "meta-analysis": "a meta-analysis",
    "network meta-analysis": "a network meta-analysis",
    "review": "a narrative review",
    "systematic review": "a systematic review",
}
_SHORTEST = 2


def honest_wording(claim: Claim, study: Study | None = None) -> str:
    """The claim in words that its study carries, or, where it rests on none, in words that say so.

    The wording names the two sides in the page's own words, says what kind of study it was, and keeps the date a
    heading ends with. It is a proposal for a person to judge, never a replacement made silently. Empty where the claim's
    sides could not be told apart.
    """
    date = _DATE.search(claim.text)
    subject, target = _side(claim.subject), _side(claim.object)
    if not target:
        return ""
    if not subject:
        return ""
    wording = _without_study(subject, target) if study is None else _with_study(claim, study, subject, target)
    wording = wording[:1].upper() + wording[1:]
    return f"{wording} – {date[1]}" if date and claim.is_heading else wording


def _with_study(claim: Claim, study: Study, subject: str, target: str) -> str:
    if claim.kind == "null":
        return f"{_where(study)} did not show that {subject} helps {target}; this does not show that it has no effect"
    if study.design in {"laboratory", "animal"}:
        place = "animals" if study.design == "animal" else "the laboratory"
        return f"{subject} and {target}: a possible mechanism seen in {place}, not shown in people"
    if study.design in _UNCONTROLLED:
        change = {"better": "improved", "worse": "got worse"}.get(claim.direction, "changed")
        return f"{target} {change} in {_people(study)} given {subject}, with no control group to compare with"
    if study.design in _OBSERVATIONAL:
        return f"{subject} and {target} go together in {_OBSERVATIONAL[study.design]}; whether one causes the other is not shown"
    if study.design == "news":
        return f"{subject} and {target}: reported in the news; the study itself is not shown here"
    cap = ceiling(study)
    verb = {"better": "may help", "worse": "may worsen"}.get(claim.direction, "may change")
    where = _where(study)
    return (
        f"{subject} {verb} {target}, according to {where}"
        if cap is not None
        else f"{subject} and {target}: what kind of study this rests on is not shown"
    )


def _where(study: Study) -> str:
    return _TRIALS.get(study.design) or _REVIEWS.get(study.design) or _OBSERVATIONAL.get(study.design) or "the study"


def _without_study(subject: str, target: str) -> str:
    return f"{subject} has been proposed for {target}; no study is cited here"


def _people(study: Study) -> str:
    if study.people is not None and study.people.value.replace(",", "").isdigit():
        return f"{study.people.value} people"
    return "people"


def _side(words: str) -> str:
    """The words of one side without the date or marks at its ends; nothing where they are too few to mean anything."""
    words = _DATE.sub("", words).strip(" .,;:–—-")
    if words.count("(") != words.count(")"):
        words = words.replace("(", "").replace(")", "")
    return words if len(words) >= _SHORTEST else ""
