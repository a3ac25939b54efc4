"""Claims about everybody that rest on a study of some people only."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence, headings_over
from manystudies.checks.problem import Problem
from manystudies.checks.whom import names_them
from manystudies.claims import Claim, sentence_ranges
from manystudies.documents import Block, Document, Span
from manystudies.studies import Design, Study

_SPECIAL = re.compile(
    r"\b(?P<who>h(?:a)?emodialysis|dialysis|end[- ]stage renal|kidney transplant|pregnan\w+|breast-?feeding|post-?menopausal women|infants?|newborns?|children|adolescents|older adults|elderly"
    r"|inpatients?|hospitali[sz]ed|admitted to|intensive care|critically ill|athletes|veterans|nurses|cancer patients|patients with (?:diabetes|cancer|hiv|epilepsy|asthma))\b",
    re.IGNORECASE,
)
_MAYBE_SPECIAL = re.compile(
    r"haemo|hemod|dialys|end.stage|kidney|pregnan|breast|post|infant|newborn|children|adolescen|older ad|senior|elderly"
    r"|inpatient|hospital|admitted|intensive|critical|athlete|veteran|nurse|cancer|patients with"
)
"""One of these stands in all of the above; the search for them in lower case is much faster."""
_RECRUITED = re.compile(
    r"\b(?:enrol\w*|recruit\w*|randomi[sz]ed|were included|were studied|participated|consecutive|took part)\b", re.IGNORECASE
)
_IN_HOSPITAL = re.compile(r"admitted to|hospitali[sz]ed|inpatient", re.IGNORECASE)
_ENOUGH = 1
_ASSOCIATION = 2
_STEM = 6
_ABOUT_MANY: frozenset[Design] = frozenset(
    {"guideline", "meta-analysis", "network meta-analysis", "news", "review", "systematic review", "unknown"}
)
"""Reviews name many groups of people in passing; none of them is the review's population."""


def population_problems(evidence: Evidence) -> Iterator[Problem]:
    """Headings wider than the people of their study, and statements wider than what the same citation says elsewhere."""
    for claim in evidence.claims:
        if claim.voice != "study" and claim.is_heading and claim.strength > _ENOUGH:
            yield from _wider_than_study(evidence, claim)
    own = frozenset(claim.span for claim in evidence.claims if claim.voice != "study")
    for document in evidence.documents:
        yield from _wider_than_citation(document, own)


def _wider_than_study(evidence: Evidence, claim: Claim) -> Iterator[Problem]:
    studies = evidence.studies_at(claim.rests_on)
    if len(studies) != 1 or studies[0].design in _ABOUT_MANY or _SPECIAL.search(claim.text):
        return
    people = _people(evidence, claim, studies[0])
    special = _SPECIAL.search(evidence.words(people)) if people is not None else None
    if people is None or special is None or claim.kind == "null" or _SPECIAL.search(headings_over(evidence, claim)):
        return
    front = evidence.document_of[claim.span.document].front
    around = " . ".join([claim.text, headings_over(evidence, claim), *front.tags, *front.categories])
    if special["who"].split()[-1][:_STEM].lower() in claim.text.lower() or names_them(special["who"], around):
        # "Diabetic vision" names the patients with diabetes, "rickets" the children.
        return
    yield Problem(
        "MS405",
        "stronger_than_study",
        "medium" if claim.strength > _ASSOCIATION else "low",
        f"The heading speaks of everybody; its study was of people described as “{special['who']}”.",
        (*evidence.places(claim), people),
        suggestion=f"Name the people: {_named(special['who'])}.",
        study=studies[0].key,
    )


def _people(evidence: Evidence, claim: Claim, study: Study) -> Span | None:
    """Where the page says whom the study was of, if they are special people."""
    if study.population is not None and _SPECIAL.search(study.population.value):
        return study.population.span
    section = None if claim.is_title else evidence.section_of(claim.span)
    if section is None:
        return None
    document = evidence.document_of[claim.span.document]
    for block in document.section_blocks(section):
        words = document.view.text[block.start : block.end]
        if block.role != "body" or block.kind == "heading" or not _MAYBE_SPECIAL.search(words.lower()) or not _SPECIAL.search(words):
            continue
        for start, end in sentence_ranges(document.view.text, block.start, block.end):
            if _SPECIAL.search(document.view.text, start, end) and _RECRUITED.search(document.view.text, start, end):
                return document.span(start, end)
    return None


def _wider_than_citation(document: Document, own: frozenset[Span]) -> Iterator[Problem]:
    """Where one sentence says whom a source studied, another one with the same source and no such words is wider.

    `own` holds the places of what the page or its chatbot claims: a pasted paper knows whom its sources studied.
    """
    cited: dict[str, list[tuple[int, int]]] = {}
    for mark in document.citations:
        place = _sentence_at(document, mark.start)
        if place is not None and place not in cited.setdefault(mark.url or mark.label, []):
            cited[mark.url or mark.label].append(place)
    for places in cited.values():
        special = [(place, found) for place in places if (found := _SPECIAL.search(document.view.text, *place))]
        if not special:
            continue
        (start, end), found = special[0]
        for other in places:
            text = document.view.text[slice(*other)]
            if other[0] > end and document.span(*other) in own and not _SPECIAL.search(text) and _ADVISES.search(text):
                yield Problem(
                    "MS405",
                    "stronger_than_study",
                    "medium",
                    f"It speaks of everybody; elsewhere the page says of the same source that it was about “{found['who']}”.",
                    (document.span(*other), document.span(start, end)),
                    suggestion=f"Name the people: {_named(found['who'])}.",
                )


_ADVISES = re.compile(
    r"\b(?:approach|strategy|consider|should|recommend\w*|supplementation|use|take|treat\w*|effective\w*|help\w*|benefi\w+|improv\w+|reduc\w+)\b",
    re.IGNORECASE,
)


def _named(who: str) -> str:
    """What to call the people in a heading."""
    return "hospital patients" if _IN_HOSPITAL.match(who) else who.lower()


def _sentence_at(document: Document, place: int) -> tuple[int, int] | None:
    block: Block | None = next((each for each in document.blocks if each.start <= place <= each.end), None)
    if block is None:
        return None
    found = None
    for start, end in sentence_ranges(document.view.text, block.start, block.end):
        if start <= place:
            found = (start, end)
    return found
