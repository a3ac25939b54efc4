"""Claims that rest on nothing a reader could open."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from manystudies.checks.evidence import Evidence
from manystudies.checks.grounds import Grounds, grounds_of
from manystudies.checks.problem import Problem, Severity
from manystudies.checks.stakes import Stakes, acts_on_people, is_somebodys, stakes_of
from manystudies.checks.unshown import nobody_has_shown
from manystudies.claims import Claim
from manystudies.documents import Document, Span
from manystudies.studies import Study

_DEFINES = re.compile(
    r"\b(?:is|are) (?:an?|the) (?:[\w-]+,? ){0,4}(?:condition|disease|disorder|illness|syndrome|hormone|mineral|nutrient|protein|vitamin|enzyme)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:am|are|is|was|were|be|been|has|have|had|may|might|can|could|will|would|should|must|do|does|did|need|needs|shows?|showed|found|suggests?|associated|linked|correlates?|increases?|decreases?|reduces?"
    r"|lowers?|raises?|plays?|regulates?|affects?|supports?|predicts?|goes|doubles?|develops?|more|less|higher|lower|times)\b",
    re.IGNORECASE,
)
"""A word that makes a line a statement; without one it names a topic."""
_PIECE = re.compile(r"\W*(?:\d{1,4}\s+)?[a-z]")
"""A line that begins in small letters, as the numbered lines of a manuscript do, is a piece of a sentence."""
_SHORT = 160
_TOLD_OFTEN = 12
_MOSTLY = 0.8
_PROVEN, _HELPS, _MAY_HELP, _ASSOCIATION = 5, 4, 3, 2


def source_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every claim about health, in the page's own voice, that has no study, citation or link beside it or around it.

    A claim stands on the citation or outer link of its own block or of the block next to it, on the study of its section, and,
    where a page marks no sentence at all, on the list of sources at its end, unless that list is the publisher's own.
    How loudly it is told follows from how strong it is and what is at stake. A claim that a later revision only rewords is
    told once, with both places.
    """
    told: dict[Span, Problem] = {}
    showing = {claim.span.document for claim in evidence.claims if claim.voice == "study"}
    grounds = {
        document.identity: grounds_of(document, evidence.studies, shows=document.identity in showing)
        for document in evidence.documents
        if _is_page(document, evidence)
    }
    for claim in evidence.claims:
        ground = grounds.get(claim.span.document)
        if ground is None or not _needs_source(claim):
            continue
        stands = _stands(ground, claim)
        if stands and (claim.strength < _PROVEN or claim.is_heading or not _is_only_pointed_at(ground, claim)):
            continue
        stakes = stakes_of(claim)
        if stakes == 0:
            continue
        if stands:
            yield _proven(evidence, claim)
            continue
        earlier = told.get(evidence.reworded.get(claim.span, claim.span))
        if earlier is not None:
            told[earlier.spans[0]] = replace(earlier, spans=(*earlier.spans, *evidence.places(claim)))
            continue
        told[claim.span] = Problem(
            "MS407",
            "unsupported",
            _severity(ground, claim, stakes),
            "The claim has no study, citation or link to rest on.",
            evidence.places(claim),
            suggestion="Cite the study it rests on, or say that none is known.",
        )
    yield from _quieter_when_repeated(told.values())


def _quieter_when_repeated(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a page, loud only the first few times: behind them a reader knows that the page names no sources."""
    loud: Counter[str] = Counter()
    for problem in problems:
        page = problem.spans[0].document
        loud[page] += problem.severity == "medium"
        yield replace(problem, severity="low") if problem.severity == "medium" and loud[page] > _TOLD_OFTEN else problem


def _proven(evidence: Evidence, claim: Claim) -> Problem:
    """A proof or a best that only points somewhere: no study of known design stands behind it here."""
    return Problem(
        "MS406",
        "stronger_than_study",
        "medium",
        "“Proven” or “best” needs studies that were weighed together; what it points at is no study that this page shows.",
        evidence.places(claim),
        consistent_range="strength 0 to 4",
        suggestion="Say what was measured and in whom, and cite the study.",
    )


def _is_only_pointed_at(grounds: Grounds, claim: Claim) -> bool:
    """Whether a claim has a citation in its own block and is neither the name of another page nor somebody's story."""
    view = grounds.document.view
    start, end = view.view_start(claim.span.start), view.view_end(claim.span.end)
    told = any(start < last and first < end for first, last in grounds.stories)
    return not told and grounds.block_at(start) in grounds.cited and not grounds.is_link(start, end)


def _stands(grounds: Grounds, claim: Claim) -> bool:
    """Whether a reader finds what a claim stands on: beside it, in the list that carries the page, or because it is a story told as one."""
    if grounds.listed and claim.strength < _PROVEN:
        return True
    if claim.is_title:
        return bool(grounds.cited) or grounds.shows or not grounds.document.blocks
    view = grounds.document.view
    start, end = view.view_start(claim.span.start), view.view_end(claim.span.end)
    if any(start < last and first < end for first, last in grounds.stories):
        return True
    index = grounds.block_at(start)
    if claim.voice == "page" and claim.strength < _PROVEN and grounds.is_of_study(claim):
        return True
    words = claim.strength_words or claim.span
    if (
        index < 0
        or grounds.carry(index)
        or grounds.is_link(start, end)
        or grounds.is_link(view.view_start(words.start), view.view_end(words.end))
    ):
        return True
    if claim.is_heading:
        return any(each in grounds.cited for each in _below(grounds.document, index))
    return grounds.is_near(index) and claim.strength <= _MAY_HELP


def _below(document: Document, heading: int) -> range:
    """The blocks of the section under a heading."""
    section = next((each for each in document.sections if each.heading == heading), None)
    return range(*section.blocks) if section is not None else range(0)


def _severity(grounds: Grounds, claim: Claim, stakes: Stakes) -> Severity:
    """By strength and stakes: a treatment of an illness is told louder than a mechanism or what somebody is said to have said.

    It is never told as an error: with no study of known design beside the words, nothing stands against them.
    """
    place = grounds.document.view.view_start(claim.span.start)
    if claim.strength < _HELPS or is_somebodys(claim.text):
        return "low"
    if not claim.is_heading and (_PIECE.match(claim.text) or grounds.spoken[0] <= place < grounds.spoken[1]):
        return "low"
    if claim.strength == _PROVEN:
        return "medium"
    near = not claim.is_title and ((grounds.article and not claim.is_heading) or grounds.is_near(grounds.block_at(place)))
    grave = stakes == 3 and (claim.kind not in {"cause", "effect"} or acts_on_people(claim))  # noqa: PLR2004  # an illness
    return "medium" if grave and not near else "low"


def _is_page(document: Document, evidence: Evidence) -> bool:
    """Whether a document is a page of its own; a bare abstract has its source outside."""
    if any(block.kind == "heading" for block in document.blocks):
        return True
    shown = (study for study in evidence.studies if study.mention == "abstract" and study.place.document == document.identity)
    return all(study.title is None and not _fills(document, study) for study in shown)


def _fills(document: Document, study: Study) -> bool:
    """Whether a study is nearly all that a document holds."""
    return (study.place.end - study.place.start) > _MOSTLY * len(document.text.strip())


def _needs_source(claim: Claim) -> bool:
    """Whether a claim stands for itself: not a study's, not a mere topic of a heading, not the lead of a list, not a definition."""
    if claim.voice == "study" or claim.rests_on or claim.text.rstrip().endswith(":") or nobody_has_shown(claim.text):
        return False
    if claim.is_heading:
        return claim.strength > _ASSOCIATION
    if claim.strength <= _ASSOCIATION and len(claim.text) < _SHORT and not _SAYS.search(claim.text):
        # "Risk of diabetes 530": a line of a table of contents names its topic.
        return False
    return claim.kind != "trend" and not (claim.strength < _ASSOCIATION and _DEFINES.search(claim.text))
