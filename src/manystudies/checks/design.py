"""Claims that say more than the design of their study allows."""

import re
from collections.abc import Iterator
from dataclasses import replace

from manystudies.checks.denials import denial_of
from manystudies.checks.evidence import Evidence, headings_over
from manystudies.checks.problem import Problem, Severity
from manystudies.checks.stakes import stakes_of
from manystudies.checks.within_group import is_within_group
from manystudies.claims import Ceiling, Claim, ceiling_of, honest_wording
from manystudies.documents import clipped
from manystudies.studies import Design, Study, says_design
from manystudies.terms import find_terms

_REPORTED = re.compile(
    r"\b(?:researchers?|scientists?|investigators?|authors?|study|studies|trial|review|meta-analysis|results?|data|we|they|participants|patients)\b[^.;]{0,60}"
    r"\b(?:found|shows?|showed|shown|reported|observed|supports?|suggests?|suggested|concluded|had)\b"
    r"|^\W*in (?:a|an|one|that|the|this) (?:[\w-]+ ){0,6}?(?:analysis|cohort|review|study|survey|trial)\b|\b95\s?% CI\b|\bp\s?[<=>]\s?0?\.\d",
    re.IGNORECASE,
)
"""A sentence that tells what a trial found is that trial's result and not the page's own claim."""
_ANIMALS = re.compile(
    r"\b(?:mouse|mice|rats?|hens?|chicks?|chickens?|eggs?|pigs?|piglets?|sows?|cats?|dogs?|cows?|calves|cattle|sheep|horses?|monkeys?|rabbits?|fish|zebrafish|cells?|cell lines?|in vitro|bacteria|yeast)\b",
    re.IGNORECASE,
)
"""Who says that it was animals or cells claims nothing of people."""
_GOES_ON = re.compile(
    r"(?:[,;–—]|\b(?:and|or|of|with|by|to|in|the|an?|who|which|that|than|for|as|reduced|increased|decreased|improved|lowered|raised))\W{0,3}$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|led|became|\w{2,}ed)\b", re.IGNORECASE)
_ONE_PATIENT = re.compile(r"\b(?:she|her|he|his|him|this (?:patient|man|woman|boy|girl))\b", re.IGNORECASE)
_MAY_HELP = 3
_PROVEN = 5
_HELPS = 4
_WORDS = ("nothing", "a mechanism", "an association", "that it may help", "that it helps", "that it is proven or best")
_CAUSES = ("nothing", "a mechanism", "an association", "that it may be a cause", "that it is a cause", "that it is proven to be a cause")
"""What each step of the ladder says, for the message."""
_CHANGES = (
    "nothing",
    "a mechanism",
    "an association",
    "that one thing may change another",
    "that one thing changes another",
    "that it is proven that one thing changes another",
)
"""The same of a change of which nobody can say whether it is for the better."""


def design_problems(evidence: Evidence) -> Iterator[Problem]:
    """Claims of the page or of a chatbot above the ceiling of the study they rest on.

    A study's own sentence is only held against its design where it concludes a cause that an observation cannot show.
    """
    for claim in evidence.claims:
        if claim.kind == "null" or claim.voice == "study" or is_within_group(claim.text):
            continue
        if not claim.rests_on or _ANIMALS.search(claim.text) or _is_piece(claim) or _tells_what_happened(evidence, claim):
            continue
        if claim.strength >= _MAY_HELP and claim.direction != "worse" and (told := _denying(evidence, claim)) is not None:
            yield _denied(evidence, claim, *told)
            continue
        cap = ceiling_of(claim, evidence.study_of, evidence.claims)
        if cap is not None and not claim.is_heading and not _is_about(evidence, claim, cap):
            continue
        if cap is not None and cap.strength >= _MAY_HELP and not claim.is_heading and _REPORTED.search(claim.text):
            continue
        if cap is not None and claim.strength > cap.strength:
            if stakes_of(claim):
                yield _above(evidence, claim, cap)
        elif cap is None and claim.strength == _PROVEN and claim.rests_on:
            yield _proven(evidence, claim)


def _is_piece(claim: Claim) -> bool:
    """Whether a line is a piece of a sentence that goes on in the next line or began in the one before."""
    if claim.is_heading:
        return False
    text = claim.text.strip()
    return text[:1].islower() or _GOES_ON.search(text) is not None


def _tells_what_happened(evidence: Evidence, claim: Claim) -> bool:
    """Whether a sentence reports, in the past tense, one patient's course or what a study cited from elsewhere saw."""
    if claim.is_heading or claim.strength_words is None:
        return False
    words = evidence.words(claim.strength_words)
    if not _PAST.search(words) and not _PAST.search(claim.text[max(0, claim.text.find(words) - 12) : claim.text.find(words)]):
        return False
    if _ONE_PATIENT.search(claim.text):
        return True
    return all(study.mention in {"cited", "listed"} for study in evidence.studies_at(claim.rests_on))


def _denying(evidence: Evidence, claim: Claim) -> tuple[Study, Claim] | None:
    """The controlled study of those a claim stands on whose own words deny it, where none of them says the same."""
    studies = evidence.studies_at(claim.rests_on)
    found: tuple[Study, Claim] | None = None
    for study in studies:
        # What a claim cites from elsewhere is held against it by the check of citations.
        if study.design not in _COMPARED or not (claim.is_title or study.place.meets(claim.span)):
            continue
        denial = denial_of(claim, evidence.own_claims(study.key))
        if denial is None:
            return None
        found = found or (study, denial)
    return found


def _denied(evidence: Evidence, claim: Claim, study: Study, denial: Claim) -> Problem:
    wording = honest_wording(replace(claim, kind="null", direction="null"), study)
    if wording and claim.text.rstrip().endswith("."):
        wording += "."
    return Problem(
        "MS406" if claim.strength == _PROVEN else "MS401",
        "stronger_than_study",
        "high" if claim.strength >= _HELPS and claim.is_heading else "medium",
        f"It says {_WORDS[claim.strength]} (strength {claim.strength}); {_named(study)} that it stands on did not show that: “{clipped(denial.text, 200)}”",
        (*evidence.places(claim), denial.span),
        consistent_range="strength 0 to 2",
        suggestion=wording or "Say that no difference was shown, and give the estimate with its interval.",
        study=study.key,
        replacement=wording,
    )


def _named(study: Study) -> str:
    return f"the {study.design}"


def _is_about(evidence: Evidence, claim: Claim, cap: Ceiling) -> bool:
    """Whether a sentence speaks of what its study is about: of the things it names, one stands in the study's text, and what it says acts does."""
    study = evidence.study_of[cap.study]
    if (claim.span.document, claim.section) not in study.sections:
        return True
    known = {match.concept.name for match in find_terms(evidence.words(study.place))}
    acts = {match.concept.name for match in find_terms(claim.subject) if match.kind in {"analyte", "intervention"}}
    named = {match.concept.name for match in find_terms(claim.text)}
    return bool(acts & known) if acts else not named or bool(named & known)


_COMPARED: frozenset[Design] = frozenset(
    {"meta-analysis", "network meta-analysis", "non-randomised trial", "quasi-randomised", "randomised trial", "systematic review"}
)
"""Designs that can show the absence of a difference between people given something and people not given it."""
_TRIAL = re.compile(r"\b(?:RCTs?|randomi[sz]ed|trials?|meta-analysis)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:RCTs?|trial|study|studies|meta-analysis|review|pilot)\b", re.IGNORECASE)


def _severity(evidence: Evidence, claim: Claim, cap: Ceiling) -> Severity:
    """A step above a trial is less than a cure from a survey; least is a heading that says it was one trial.

    It is an error only in a heading over a study that says its design outright: what was made out from hints may be something else. Under a
    heading that says "in mice" a reader knows of whom it speaks.
    """
    if claim.strength == _MAY_HELP:
        return "medium" if claim.is_heading else "low"
    if claim.strength - cap.strength > 1 or cap.strength < _MAY_HELP:
        of_animals = cap.strength == 1 and claim.strength < _PROVEN and _ANIMALS.search(headings_over(evidence, claim))
        # A heading stands for the study below it; a sentence beside a study may mean more than that one study.
        staked = claim.is_heading or (claim.strength == _PROVEN and evidence.study_of[cap.study].mention not in {"cited", "listed"})
        # A heading that says it was a trial may know better than what was read as a cohort.
        other = cap.strength < _MAY_HELP and _TRIAL.search(claim.text) is not None
        return "high" if _says_its_design(evidence, cap) and staked and not of_animals and not other else "medium"
    return "low" if _TOLD.search(claim.text) else "medium"


def _says_its_design(evidence: Evidence, cap: Ceiling) -> bool:
    study = evidence.study_of[cap.study]
    return study.design_words is not None and says_design(evidence.words(study.design_words), study.design)


def _above(evidence: Evidence, claim: Claim, cap: Ceiling) -> Problem:
    study = evidence.study_of[cap.study]
    code = "MS406" if claim.strength == _PROVEN else "MS404" if claim.kind == "cause" else "MS401"
    severity = _severity(evidence, claim, cap)
    places = evidence.places(claim)
    words = _CAUSES if claim.kind == "cause" or claim.direction == "worse" else _CHANGES if claim.direction == "unclear" else _WORDS
    grounds = () if study.design_words is None else (study.design_words,)
    return Problem(
        code,
        "stronger_than_study",
        severity,
        f"It says {words[claim.strength]} (strength {claim.strength}); its study carries {words[cap.strength]} (strength {cap.strength}). {cap.why}",
        (*places, *grounds),
        consistent_range=f"strength 0 to {cap.strength}",
        suggestion=honest_wording(claim, study),
        study=study.key,
        replacement=_instead(claim, study),
    )


def _proven(evidence: Evidence, claim: Claim) -> Problem:
    return Problem(
        "MS406",
        "stronger_than_study",
        "medium",
        "“Proven” or “best” needs more than the studies it rests on, whose design is not shown here.",
        evidence.places(claim),
        consistent_range=f"strength 0 to {_HELPS}",
        suggestion=honest_wording(claim, evidence.study_of.get(claim.rests_on[0])),
        study=claim.rests_on[0],
        replacement=_instead(claim, evidence.study_of.get(claim.rests_on[0])),
    )


def _instead(claim: Claim, study: Study | None) -> str:
    """The honest wording as a whole heading or sentence, with the full stop that the claim has."""
    wording = honest_wording(claim, study)
    return f"{wording}." if wording and claim.text.rstrip().endswith(".") else wording
