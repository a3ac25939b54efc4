"""The design of a study, read from the text's own words with rules of precedence.

The title outranks the methods, and both outrank the heading that a page's author put above them. A design that other
studies have ("further randomised trials are needed", "a recent meta-analysis showed") is not this study's.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from manystudies.studies.cues import Cue, compiled, cues
from manystudies.studies.study import Design

Zone = Literal["body", "heading", "title"]

_AROUND = " ,;:("
_READ = 6000  # characters of a body that are read: an abstract has 1,500 to 2,500, a pasted discussion may follow it
_OBSERVED: frozenset[Design] = frozenset({"case-control", "cohort", "cross-sectional", "ecological", "observational"})
_SYNTHESES: frozenset[Design] = frozenset(
    {"genetic", "guideline", "mendelian randomisation", "meta-analysis", "network meta-analysis", "review", "systematic review"}
)
_OF_OTHERS = re.compile(
    r"(?:\b(?:future|further|additional|more|no|not|lack of|few|fewer|need(?:s|ed)?|warrant\w*|requires?|required|previous|previously|prior|earlier|other|another|several|recent|recently|published|existing|larger?"
    r"|large-scale|well-designed|high-quality|most|many|some|until|unlike|against|according to|mouse and|from \d+)\W+(?:\w+\W+){0,3})$"
)
_WANTED_HERE = re.compile(r"\b(?:no|not|needs?|needed|future|more|after|before|until)\W+$")
_INCLUDED = re.compile(r"\b(?:eligible|included|including|identified|of|from|in)\W+(?:\w+\W+){0,4}$")
_THIS = re.compile(r"\bthis(?:\W+\w+){0,3}\W*$")
_STILL_WANTED = re.compile(
    r"\W*(?:\w+\W+){0,8}?(?:needed|warranted|required|necessary|should be|would be|lacking|have shown|has shown|have reported|has reported|have suggested|will be)\b"
)
_OWN = re.compile(
    r"\b(?:we|our|the present|here(?:in)?)\b|\bthis (?:[\w-]+ ){0,3}(?:analysis|article|guideline|meta-analysis|paper|report|review|statement|study|survey|trial|work)\b|\b(?:was|were) (?:\w+ )?(?:conducted|performed|undertaken|carried out|done|registered)\b"
    r"|\b(?:methods?|design|objectives?|aims?|purpose|study type|type of study|data sources?)\W{1,4}(?:an? )?(?:\w+ ){0,3}$"
)
_BACKGROUND = re.compile(
    r"\b(?:previous|earlier|prior|several|many|some|numerous|epidemiological|epidemiologic|observational|other|recent) (?:\w+ ){0,3}(?:studies|trials|reports|data|meta-analyses)\b"
    r"|\bstudies (?:have|suggest|show|indicate)|\bhave (?:shown|suggested|reported|been (?:shown|suggested|reported))\b|\bas well as\b"
)
_KNOWN_OF_THEM = re.compile(r"\W*(?:\w+ ){0,2}?(?:demonstrate|have|indicate|reveal|show|suggest|support)\b")
"""Behind "animal models": what is known of them from elsewhere."""
_TREATED = re.compile(
    r"\b(?:treated|treatment|therapy|supplement(?:ed|ation)|received|receiving|administered|given|replacement|underwent|intervention|took|taking|infusions?|injections?|dos(?:e|es|ed|ing)|programme?)\b"
)
_AGAIN = re.compile(
    r"\bre-?(?:measured|assessed|evaluated|examined|tested|checked|scored)\b"
    r"|before and (?:\d+ \w+ )?after (?:\w+ ){0,4}?(?:treatment|supplementation|therapy|intervention|correction|administration|replacement|infusion|program\w*|weeks|months)"
    r"|(?:compared|comparison) (?:with|to) (?:those |the |their |values |levels |scores )*(?:before|at baseline|baseline|pre-?treatment)"
    r"|(?:at )?baseline and (?:again )?(?:at|after) |pre-? ?and post-? ?(?:[\w-]+ ){0,2}?(?:treatment|intervention|supplementation|therapy)|after (?:correction|completion|treatment|supplementation|therapy) .{0,60}? than before"
)
_COMPARED = re.compile(
    r"\b(?:placebo|control group|controls|control arm|controlled|randomi[sz]ed|randomly|untreated|comparison group|comparator|standard care|usual care|sham|versus|crossover|cross-over"
    r"|two groups|three groups|both groups|each group|between[ -]groups?|groups? [ab12]\b|intervention group|treatment group|study group)\b"
)
_CASES = re.compile(
    r"\b(?:patients|cases|subjects|women|men|children|individuals|people|adults|participants) (?:with|having|suffering|diagnosed)\b[^.;]{1,90}?\b(?:and|versus|vs\.?|with|to|than)\b[^.;]{0,40}?"
    r"\b(?:(?:\d+|healthy|matched|age|sex|control) )?(?:[\w-]+ ){0,3}?(?:controls|control (?:subjects|group|individuals|participants)|healthy (?:subjects|individuals|volunteers|people|women|men|children))\b"
    r"|\bcases and (?:\w+ ){0,3}controls\b|\b(?:cases|patients)\b[^.;]{0,60}?\bwere compared (?:with|to)\b[^.;]{0,40}?\bcontrols\b"
)
_BASIS = re.compile(r"\b(?:treat|surg|dos(?:e|ing)|regimen|receiv|method|technique|procedure|intervention|drug|therap)")
_TESTED = re.compile(
    r"\b(?:randomi[sz]ed|trial|implement\w*|adherence|compliance|impact|distribut\w*|effects?|knowledge|awareness|survey)\b"
)
_ANIMALS = re.compile(
    r"\b(?:mice|mouse|rats?|murine|rabbits?|animals?|hamsters?|pigs?|swine|dogs|sheep|zebrafish|monkeys?|macaques?|chicks|hens|broilers?|drosophila|cows|ewes|goats|horses)\b"
)
_PEOPLE = re.compile(
    r"\b(?:patients?|participants?|volunteers?|women|men|adults|children|persons?|individuals|people|clinical trial|phase i+)\b"
)
_GROUPED = re.compile(
    r"\b(?:were|was) (?:then |further |subsequently )?(?:divided|classified|grouped|categori[sz]ed|stratified|separated|split) (?:in|into|as|by|according|based)\b[^.;]{0,60}?"
    r"\b(?:according to|based on|depending on|in terms of|by (?:their|the|serum|baseline)|(?:quart|tert|quint)iles?)\b"
)
_LINKED = re.compile(
    r"\b(?:associat(?:ion|ions|ed)|relationship|relation|correlat(?:ion|ions|ed|es)|link(?:ed)?) (?:between|of|with|to)\b|\brisk factors?\b|\b(?:increased|higher|lower|reduced|greater) (?:\w+ )?(?:risk|odds|prevalence)\b"
    r"|\bobservational\b|\b(?:more|less) (?:likely|common|prevalent|frequent)\b|\bpredict(?:s|ed|ors?)\b"
)
_OTHERS_REPORT = re.compile(
    r"\b(?:studies|evidence|research|literature|investigations) (?:ha(?:ve|s) )?(?:\w+ )?(?:reported|shown|suggests?|suggested|demonstrated|indicates?|linked|revealed|highlights?)\b|\bha(?:ve|s) been (?:reported|suggested|implicated|proposed)\b"
)
_OWN_DATA = re.compile(
    r"\bp ?[<=>] ?0?\.\d|\bn ?= ?\d|\bwe (?:\w+ )?(?:measured|enrolled|recruited|randomi[sz]ed|collected|analy[sz]ed|compared|included|assessed|evaluated|investigated|examined|studied|found|observed|treated)\b"
    r"|\b(?:patients|subjects|participants|women|men|children|adults|samples|individuals|data) (?:\([^)]{1,20}\) )?(?:were|was)\b|\bodds ratio|\bconfidence interval|\b95 ?%|\bmethods\b"
)


@dataclass(frozen=True, slots=True)
class DesignWords:
    """A design and the words that say it: characters `start` to `end` of the zone."""

    design: Design
    zone: Zone
    start: int
    end: int


def read_design(title: str, body: str, heading: str = "") -> DesignWords | None:
    """The design that a study's own words say, with those words, or None where they say none.

    >>> read_design("Iron for restless legs: a randomised trial", "").design
    'randomised trial'
    >>> read_design("", "Further randomised trials are needed.") is None
    True
    """
    title, body, heading = (_lower(text[:_READ]) for text in (title, body, heading))
    named = _cue(title, "title", own=True)
    if named:
        return _sharpened(named, body)
    return (
        _cue(body, "body", own=True)
        or _treated_before_and_after(body)
        or _cue(title, "title", own=False)
        or _cue(body, "body", own=False)
        or _first(_CASES, body, "body", "case-control")
        or _grouped(body)
        or _cue(heading, "heading", own=True)
        or _cue(heading, "heading", own=False)
        or _reports_of_others(body)
        or _first(_LINKED, title, "title", "observational")
        or _first(_LINKED, body[:2000], "body", "observational")
        or _first(_LINKED, heading, "heading", "observational")
    )


def says_design(words: str, design: Design) -> bool:
    """Whether words name a design outright ("a prospective cohort study") and do not only hint at it ("follow-up", "associated with").

    >>> says_design("randomised controlled trial", "randomised trial"), says_design("association between", "observational")
    (True, False)
    """
    low = _lower(words)
    return design in low or any(cue.design == design and compiled(cue).search(low) is not None for cue in _own_cues())


@cache
def _own_cues() -> tuple[Cue, ...]:
    return tuple(cue for cue in cues() if cue.own)


@cache
def _suggesting_cues() -> tuple[Cue, ...]:
    return tuple(cue for cue in cues() if not cue.own)


def _cue(text: str, zone: Zone, *, own: bool) -> DesignWords | None:
    """The first row of the table, own cues or suggestions, that this text says of itself."""
    if not text:
        return None
    for cue in _own_cues() if own else _suggesting_cues():
        for needle in cue.needles:
            if needle in text:
                found = _said_of_itself(cue, text, zone)
                if found:
                    return found
                break
    return None


def _said_of_itself(cue: Cue, text: str, zone: Zone) -> DesignWords | None:
    if zone == "title" and cue.design == "guideline" and _TESTED.search(text):
        return None
    if zone == "body" and cue.design == "animal" and not _of_animals(text):
        return None
    for match in compiled(cue).finditer(text):
        start, end = match.span()
        if zone != "title":
            before = text[max(0, start - 60) : start].rsplit(". ", 1)[-1]
            if (_WANTED_HERE if zone == "heading" else _OF_OTHERS).search(before) or _STILL_WANTED.match(text, end, end + 90):
                continue
            if zone == "body" and not _of_this_study(cue, text, start, end, before):
                continue
        while end > start and text[end - 1] in _AROUND:
            end -= 1
        while start < end and text[start] in _AROUND:
            start += 1
        return DesignWords(cue.design, zone, start, end)
    return None


def _of_this_study(cue: Cue, text: str, start: int, end: int, before: str) -> bool:
    """Whether a cue in the body speaks of this study: syntheses and plurals need words that say so in their sentence."""
    plural = text[start:end].rstrip(" ,").endswith(("trials", "studies", "rcts", "surveys", "reviews", "analyses", "guidelines"))
    opening = text[max(0, start - 200) : start].rsplit(". ", 1)[-1]
    closing = text[end : end + 120].split(". ", 1)[0]
    if "search" in text[start:end]:
        return True
    if cue.design == "animal" and _KNOWN_OF_THEM.match(closing):
        return False
    if not (cue.own and cue.design in _SYNTHESES) and not plural:
        return not (cue.design in _OBSERVED and _BACKGROUND.search(opening + closing))
    if (plural and _INCLUDED.search(before)) or _BACKGROUND.search(opening):
        return False
    return bool(_OWN.search(text[start:end]) or _OWN.search(opening) or _THIS.search(opening) or _OWN.search(closing))


def _of_animals(text: str) -> bool:
    """Whether a text speaks more of animals than of people: patients are told of mice in passing."""
    return len(_ANIMALS.findall(text)) > len(_PEOPLE.findall(text))


def _sharpened(named: DesignWords, body: str) -> DesignWords:
    """A title's design made exact by the methods: a review that searched systematically, a review that pooled."""
    finer: dict[Design, tuple[Design, ...]] = {
        "review": ("systematic review", "meta-analysis", "network meta-analysis"),
        "systematic review": ("meta-analysis", "network meta-analysis"),
        "meta-analysis": ("network meta-analysis",),
    }
    wanted = finer.get(named.design, ())
    if not wanted:
        return named
    for cue in cues():
        if cue.own and cue.design in wanted and any(needle in body for needle in cue.needles):
            found = _said_of_itself(cue, body, "body")
            if found:
                return found
    return named


def _treated_before_and_after(body: str) -> DesignWords | None:
    """People were treated and measured again, and nobody else was compared."""
    again = _AGAIN.search(body)
    if again is None or not _TREATED.search(body) or _COMPARED.search(body):
        return None
    return DesignWords("before-after", "body", *again.span())


def _grouped(body: str) -> DesignWords | None:
    """People were sorted by what they had, and compared at once; not by what they were given."""
    for match in _GROUPED.finditer(body):
        if not _BASIS.search(body, match.end(), match.end() + 50):
            return DesignWords("cross-sectional", "body", *match.span())
    return None


def _reports_of_others(body: str) -> DesignWords | None:
    """A text without data of its own that tells what others reported is a review."""
    told = _OTHERS_REPORT.search(body)
    return DesignWords("review", "body", *told.span()) if told and len(body) > 400 and not _OWN_DATA.search(body) else None  # noqa: PLR2004


def _first(pattern: re.Pattern[str], text: str, zone: Zone, design: Design) -> DesignWords | None:
    match = pattern.search(text)
    return DesignWords(design, zone, *match.span()) if match else None


def _lower(text: str) -> str:
    """Lower-cased with the length kept, so that places stay places."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
