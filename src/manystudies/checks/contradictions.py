"""Passages that contradict each other: an effect here, none there; “many” here, “insufficient evidence” there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem, Severity
from manystudies.checks.unshown import nobody_has_shown
from manystudies.checks.within_group import is_within_group
from manystudies.claims import Claim
from manystudies.studies import Design, Study
from manystudies.terms import find_terms

_WEIGHT: dict[Design, int] = {
    "network meta-analysis": 6, "meta-analysis": 6, "systematic review": 6, "guideline": 5, "randomised trial": 5, "quasi-randomised": 4,
    "mendelian randomisation": 3, "non-randomised trial": 3, "cohort": 3, "case-control": 3, "cross-sectional": 2, "observational": 2, "genetic": 2,
    "ecological": 2, "before-after": 2, "review": 2, "case series": 1, "case report": 1, "animal": 1, "laboratory": 1, "news": 1, "unknown": 0,
}  # fmt: skip
"""Which design says more about an effect in people; the order of GRADE's starting points (Guyatt et al. 2008, https://doi.org/10.1136/bmj.39489.470347.AD)."""
_SUPPLIED = re.compile(r"\b(?:supplement\w*|replacement|repletion|therapy|treatment|treated|taking|dose|doses|intake)\b", re.IGNORECASE)
_DEFICIENCY = re.compile(r"^(.+?) deficiency$")
_DOSE = re.compile(r" dose$")
_MANY = re.compile(
    r"\b(?:many|most|all|numerous|various|countless|dozens of|every)\s(?:other\s)?(?:[\w-]+\s){0,4}?(?:diseases?|conditions?|disorders?|illnesses)\b",
    re.IGNORECASE,
)
_FEW = re.compile(
    r"\b(?:insufficient|limited|poor|no|little|inconclusive|lack of)\s(?:\w+\s)?evidence\b|\b(?:identified|found|showed)\sonly\b|\bonly\s(?:an?\s)?(?:increased|association|few)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:we (?:aimed|assessed|compared|included|investigated|searched|sought|studied)|(?:in order )?to (?:assess|compare|determine|evaluate|examine|find out|investigate)|(?:aim|objective|purpose) (?:of|was))\b",
    re.IGNORECASE,
)
"""What a study set out to see is not what it saw."""
_AGES = re.compile(
    r"\b(?:adults?|babies|child(?:ren)?|elderly|infants?|men|women|pregnan\w*|seniors?|h?a?emodialysis|dialysis)\b", re.IGNORECASE
)
_AT_LEAST = 3
_FLAT = 4
_MOST = 4
"""Of one page's sentences about the same pair, so many are shown; one contradiction is one, however often it is repeated."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A claim with what it says acts, on what, whether it says that it works, and how much its study weighs."""

    claim: Claim
    acts: frozenset[str]
    on: frozenset[str]
    works: bool
    study: Study | None

    @property
    def weight(self) -> int:
        """The weight of the design it rests on, 0 where it rests on none."""
        return _WEIGHT[self.study.design] if self.study else 0


def contradiction_problems(evidence: Evidence) -> Iterator[Problem]:
    """Claims of a page or chatbot against claims elsewhere that say the opposite of the same pair."""
    stands = [stand for claim in evidence.claims if (stand := _stand(evidence, claim)) is not None]
    for stand in _most_worth_showing(stands):
        against = [other for other in stands if other.works != stand.works and _opposed(stand, other)]
        if against:
            own = max(other.weight for other in stands if other is stand or (other.works == stand.works and _same_pair(stand, other)))
            yield _problem(
                evidence, stand, own, max(against, key=lambda other: (other.weight, other.claim.is_heading, -other.claim.span.start))
            )
    yield from _many_against_few(evidence)


def _stand(evidence: Evidence, claim: Claim) -> Stand | None:
    if claim.kind not in {"cause", "comparison", "effect", "null"} or claim.strength < _AT_LEAST:
        return None
    if claim.voice == "study" and _ASKS.search(claim.text):
        return None
    if is_within_group(claim.text) and claim.kind != "null":
        return None
    works = claim.kind != "null"
    if not works and nobody_has_shown(claim.text):
        return None
    if works and claim.direction == "worse":
        return None
    acts, on = _sides(claim.text)
    if not acts or not on:
        return None
    studies = evidence.studies_at(claim.rests_on)
    return Stand(claim, acts, on, works, max(studies, key=lambda study: _WEIGHT[study.design], default=None))


def _sides(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The interventions and the conditions a text names; "X deficiency … supplementation" names X as what is given."""
    acts: set[str] = set()
    on: set[str] = set()
    supplied = _SUPPLIED.search(text) is not None
    for match in find_terms(text):
        name, kind = match.concept.name, match.concept.kind
        lacking = _DEFICIENCY.match(name)
        if kind == "intervention" or _DOSE.search(name):
            acts.add(_DOSE.sub("", name))
        elif lacking is not None and supplied:
            acts.add(lacking[1])
        elif kind == "condition":
            on.add(name)
    return frozenset(acts), frozenset(on)


def _opposed(stand: Stand, other: Stand) -> bool:
    """Whether two stands speak of the same pair in different places; side by side, a page only weighs both.

    A heading that claims an effect which the study under it did not find is the exception.
    """
    if not _same_pair(stand, other) or stand.claim.voice == "study" or _of_others(stand.claim, other.claim):
        return False
    if stand.claim.is_title and stand.claim.strength <= _AT_LEAST:
        # A careful title over several studies weighs them; it contradicts none.
        return False
    if stand.claim.span.document != other.claim.span.document or stand.claim.section != other.claim.section:
        return True
    return stand.claim.is_heading and stand.claim.strength > _AT_LEAST and other.claim.voice == "study"


def _of_others(claim: Claim, other: Claim) -> bool:
    """Whether two claims name different people: children here, adults there."""
    here, there = ({match[0].lower()[:5] for match in _AGES.finditer(each.text)} for each in (claim, other))
    return bool(here) and bool(there) and not here & there


def _same_pair(stand: Stand, other: Stand) -> bool:
    return bool(stand.acts & other.acts and stand.on & other.on)


def _most_worth_showing(stands: list[Stand]) -> list[Stand]:
    """Of each page, pair and side the headings and the strongest few."""
    ranked = sorted(stands, key=lambda stand: (not stand.claim.is_heading, -stand.claim.strength, stand.claim.span))
    shown: dict[tuple[str, frozenset[str], bool], int] = {}
    kept: list[Stand] = []
    for stand in ranked:
        key = (stand.claim.span.document, stand.on, stand.works)
        shown[key] = shown.get(key, 0) + 1
        if shown[key] <= _MOST:
            kept.append(stand)
    return sorted(kept, key=lambda stand: stand.claim.span)


def _problem(evidence: Evidence, stand: Stand, own: int, other: Stand) -> Problem:
    """`own` is the weight of the heaviest design that says the same as `stand`."""
    outweighed = other.weight > own
    severity = _severity(stand, other, own)
    here, there = _told(stand), _told(other)
    heavier = ""
    if outweighed:
        heavier = f" The design that weighs more is {there}."
    elif own > other.weight:
        heavier = (
            " What it says here rests on the design that weighs more."
            if stand.weight == own
            else " A design that weighs more says the same elsewhere."
        )
    pair = f"{', '.join(sorted(stand.acts & other.acts))} for {', '.join(sorted(stand.on & other.on))}"
    page = "the page" if stand.claim.span.document == other.claim.span.document else "another page"
    says, instead = ("works", "does not") if stand.works else ("does not work", "does")
    return Problem(
        "MS501",
        "contradicted",
        severity,
        f"Here ({here}) it says that {pair} {says}; elsewhere ({there}) {page} says that it {instead}.{heavier}",
        (*evidence.places(stand.claim), other.claim.span),
        suggestion="Show both studies side by side and say which was randomised.",
        study=stand.study.key if stand.study else "",
    )


def _severity(stand: Stand, other: Stand, own: int) -> Severity:
    """An error only where a page says flatly what the heavier of two designs on it denies; two pages that disagree may both be right."""
    if own > other.weight:
        return "low"
    if stand.claim.span.document != other.claim.span.document:
        return "medium" if stand.claim.is_heading and stand.weight and other.weight else "low"
    if not stand.weight and not other.weight:
        return "low"
    flat = stand.claim.is_heading and stand.claim.strength >= _FLAT
    return "high" if flat and stand.weight and other.weight > own else "medium"


def _told(stand: Stand) -> str:
    if stand.study is not None and stand.study.design != "unknown":
        return stand.study.design
    return "a chatbot" if stand.claim.voice == "chatbot" else "no study"


def _many_against_few(evidence: Evidence) -> Iterator[Problem]:
    """A heading that says “many diseases” against a systematic review on the page that says “only” or “insufficient”."""
    reviews = [claim for claim in evidence.claims if claim.voice == "study" and _FEW.search(claim.text) and _is_systematic(evidence, claim)]
    for claim in evidence.claims:
        if claim.voice == "study" or claim.kind != "association" or not _MANY.search(claim.text):
            continue
        about = _conditions(claim.text)
        against = [review for review in reviews if not set(review.rests_on) & set(claim.rests_on) and about & _about(evidence, review)]
        if against and (claim.is_heading or not any(other.is_heading and other.section == claim.section for other in evidence.claims)):
            yield Problem(
                "MS501",
                "contradicted",
                "medium" if claim.is_heading else "low",
                "It says “many”; a systematic review on this page finds the evidence insufficient for most of what it looked at.",
                (*evidence.places(claim), against[0].span),
                suggestion="Name the diseases for which the systematic review found an association.",
                study=claim.rests_on[0] if claim.rests_on else "",
            )


def _is_systematic(evidence: Evidence, claim: Claim) -> bool:
    return any(_WEIGHT[study.design] >= _WEIGHT["systematic review"] for study in evidence.studies_at(claim.rests_on))


def _about(evidence: Evidence, claim: Claim) -> frozenset[str]:
    """The conditions of a study's claim, and those of its study's title and section heading."""
    titles = [study.title.value for study in evidence.studies_at(claim.rests_on) if study.title]
    section = evidence.section_of(claim.span)
    heading = evidence.document_of[claim.span.document].heading_text(section) if section else None
    return _conditions(" . ".join([claim.text, *titles, heading or ""]))


def _conditions(text: str) -> frozenset[str]:
    return frozenset(match.concept.name for match in find_terms(text) if match.concept.kind == "condition")
