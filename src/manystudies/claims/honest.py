"""Honest wordings: the headline that a study carries, made from a template by its design."""

import re

from manystudies.claims.ceiling import ceiling
from manystudies.claims.claim import Claim
from manystudies.claims.phrases import words_of
from manystudies.claims.softened import softened
from manystudies.claims.strength import wording_of
from manystudies.studies import Design, Study
from manystudies.terms import find_terms

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
_AMOUNT = re.compile(r"\s+by\s+(?:about\s+|over\s+|up to\s+)?(?:\d+(?:\.\d+)?|half|a third|a quarter)\b.*$", re.IGNORECASE)
"""“by 50 percent” says how much, not what."""
_SHORTEST = 2
_NAME_WORDS = 3
_MAY = 3
_KIND = re.compile(r"\s+[-–—]\s*(?:\d+\s)?(?:RCTs?|reviews?|study|studies|meta-analys[ie]s)\s*$", re.IGNORECASE)
_VAGUE = frozenset((
    "all", "also", "and", "another", "any", "both", "but", "consider", "doubled", "each", "etc", "following", "for", "half", "how", "it",
    "its", "kind", "many", "more", "most", "of", "one", "only", "other", "others", "possible", "similar", "some", "something",
    "strongly", "such", "that", "the", "their", "there", "these", "they", "this", "those", "tripled", "unaware", "various", "way",
    "ways", "we", "what", "which", "you", "your",
))  # fmt: skip
"""Words that point elsewhere: a side that begins or ends with one is no name."""


def honest_wording(claim: Claim, study: Study | None = None) -> str:
    """The claim in words that its study carries, or, where it rests on none, in words that say so.

    Where a trial or a review stands behind it, its own sentence is kept and only its verb made weaker. Else the wording
    names the two sides in the page's own words, says what kind of study it was, and keeps the date a heading ends with.
    Where the claim names no condition, the study's title does. Where a side is no name of anything known, only what was
    studied is said. It is a proposal for a person to judge, never a replacement made silently; empty where nothing honest
    and readable can be made.
    """
    date = _DATE.search(claim.text)
    subject, target = _side(claim.subject), _side(claim.object)
    cap = ceiling(study) if study is not None else None
    if study is not None and study.design not in _UNCONTROLLED and cap is not None and cap.strength == _MAY and claim.kind != "null":
        said = softened(_KIND.sub("", _DATE.sub("", claim.text)).strip(' ."“”'), cap.strength)
        if said and _is_name(subject) and (claim.kind != "effect" or _acts(subject)):
            return _dated(f"{said}, according to {_where(study)}", claim, date)
    if study is not None and target and not _names(target, {"analyte", "condition", "outcome"}):
        # "Iron works fast on dialysis" and "as good as pramipexole" say where and against what, not on what.
        if claim.kind == "comparison" and study.design in _TRIALS and _is_name(subject) and _names(target, {"intervention"}):
            return _dated(
                f"{subject} and {target} were compared in {_TRIALS[study.design]}; that they are equally good is not shown", claim, date
            )
        target = _condition_of(study) or target
    unnamed = not _is_name(subject) or not _is_name(target) or (claim.kind == "effect" and not _acts(subject))
    if unnamed or _says_more(subject) or _says_more(target):
        return _dated(_what_was_studied(claim, study), claim, date) if study is not None else ""
    return _dated(_without_study(subject, target) if study is None else _with_study(claim, study, subject, target), claim, date)


def _is_name(side: str) -> bool:
    """Whether a side names something: a thing the terms know, or a few words that point at nothing else."""
    words = [word.text for word in words_of(side)]
    if not words or ", " in side or words[0] in _VAGUE or words[-1] in _VAGUE:
        return False
    return bool(find_terms(side)) or (len(words) <= _NAME_WORDS and not any(word.isdecimal() or word in _VAGUE for word in words))


def _what_was_studied(claim: Claim, study: Study) -> str:
    """Only what the study's title says it is about: the heading a reader can trust where nothing else can be said."""
    title = study.title.value if study.title is not None else ""
    given, against = _first_name(title, "intervention"), _first_name(title, "condition")
    if not given or claim.kind == "null":
        return ""
    return f"What {_where(study)} of {given} in {against} found" if against else f"What {_where(study)} of {given} found"


def _first_name(text: str, kind: str) -> str:
    return next((text[match.start : match.end] for match in find_terms(text) if match.kind == kind), "")


def _acts(side: str) -> bool:
    """Whether a side can be what helps: it names more than an illness or the people who have it."""
    known = find_terms(side)
    return not known or any(match.kind not in {"condition", "outcome", "population"} for match in known)


def _dated(wording: str, claim: Claim, date: re.Match[str] | None) -> str:
    if not wording:
        return ""
    wording = wording[:1].upper() + wording[1:]
    return f"{wording} – {date[1]}" if date and claim.is_heading else wording


def _names(words: str, kinds: set[str]) -> bool:
    return any(match.kind in kinds for match in find_terms(words)) or not find_terms(words)


def _condition_of(study: Study) -> str:
    """The condition that a study's title names, in the title's words."""
    return _first_name(study.title.value if study.title is not None else "", "condition")


def _says_more(side: str) -> bool:
    """Whether a side holds a claim of its own, so that it is no name."""
    return len(side.split()) > _NAME_WORDS and wording_of(side).strength > 0


def _with_study(claim: Claim, study: Study, subject: str, target: str) -> str:
    if claim.kind == "null":
        return f"{_where(study)} did not show that {subject} helps {target}; this does not show that it has no effect"
    if study.design in {"laboratory", "animal"}:
        place = "animals" if study.design == "animal" else "the laboratory"
        return f"{subject} and {target}: a possible mechanism seen in {place}, not shown in people"
    if study.design in _UNCONTROLLED:
        change = {"better": "improved", "worse": "got worse"}.get(claim.direction, "changed")
        return f"{target} {change} in people given {subject}, with no control group to compare with"
    if study.design in _OBSERVATIONAL:
        return f"{subject} and {target} go together in {_OBSERVATIONAL[study.design]}; whether one causes the other is not shown"
    if study.design == "news":
        return f"{subject} and {target}: reported in the news; the study itself is not shown here"
    if study.design == "non-randomised trial":
        change = {"better": "better", "worse": "worse"}.get(claim.direction, "different")
        return f"{target} was {change} with {subject} in one non-randomised trial; whether {subject} made the difference is not shown"
    cap = ceiling(study)
    better = "may help" if _names(target, {"condition"}) else "may improve"
    verb = {"better": better, "worse": "may worsen"}.get(claim.direction, "may change")
    where = _where(study)
    return (
        f"{subject} {verb} {target}, according to {where}"
        if cap is not None
        else f"{subject} and {target}: what kind of study this rests on is not shown"
    )


def _where(study: Study) -> str:
    return (
        _TRIALS.get(study.design)
        or _REVIEWS.get(study.design)
        or _OBSERVATIONAL.get(study.design)
        or ("an uncontrolled study" if study.design in _UNCONTROLLED else "the study")
    )


def _without_study(subject: str, target: str) -> str:
    return f"{subject} has been proposed for {target}; no study is cited here"


def _side(words: str) -> str:
    """The words of one side without the date or marks at its ends; nothing where they are too few to mean anything."""
    words = _AMOUNT.sub("", _DATE.sub("", words)).strip(" .,;:–—-")
    if words.count("(") != words.count(")"):
        words = words.replace("(", "").replace(")", "")
    if len(words) < _SHORTEST:
        return ""
    known = next((match.concept for match in find_terms(words) if match.start == 0), None)
    small = words[1:2].islower() or words[1:2] == ""
    return words[0].lower() + words[1:] if small and known is not None and known.name[:1].islower() else words
