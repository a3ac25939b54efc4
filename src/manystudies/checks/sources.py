"""Claims that rest on nothing a reader could open."""

import re
from collections.abc import Iterator
from dataclasses import replace

from manystudies.checks.anecdotes import anecdotes_in
from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem, Severity
from manystudies.claims import Claim
from manystudies.documents import Document, Span

_EXTERNAL = re.compile(r"https?://", re.IGNORECASE)
_NAMED = re.compile(r"\([A-Z][\w'’-]+(?: (?:et al\.?|(?:&|and) [A-Z][\w'’-]+))?,? (?:19|20)\d\d[a-z]?\)|\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")
"""An author with a year, or a number in brackets, is a citation even where it leads nowhere."""
_HELPS = 4
_ASSOCIATION = 2
_MECHANISM = 1


def source_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every claim of the page's own voice that has no study in its section, no citation and no link beside it.

    A claim that a later revision only rewords is told once, with both places.
    """
    told: dict[Span, Problem] = {}
    personal = {document.identity: tuple(anecdotes_in(document)) for document in evidence.documents if _is_page(document)}
    for claim in evidence.claims:
        if claim.span.document not in personal or not _needs_source(claim) or _is_cited(evidence, claim):
            continue
        if _is_within(evidence, claim, personal[claim.span.document]) or (claim.is_heading and _section_is_cited(evidence, claim)):
            continue
        earlier = told.get(evidence.reworded.get(claim.span, claim.span))
        if earlier is not None:
            told[earlier.spans[0]] = replace(earlier, spans=(*earlier.spans, *evidence.places(claim)))
            continue
        severity: Severity = "high" if claim.strength >= _HELPS else "low" if claim.strength <= _MECHANISM else "medium"
        told[claim.span] = Problem(
            "MS407",
            "unsupported",
            severity,
            "The claim has no study, citation or link to rest on.",
            evidence.places(claim),
            suggestion="Cite the study it rests on, or say that none is known.",
        )
    yield from told.values()


def _is_page(document: Document) -> bool:
    """Whether a document is a page with headings; a bare abstract has its source outside."""
    return any(block.kind == "heading" for block in document.blocks)


def _needs_source(claim: Claim) -> bool:
    """Whether a claim stands for itself: not a study's, not a mere topic of a heading, not the lead of a list."""
    if claim.voice == "study" or claim.rests_on or claim.text.rstrip().endswith(":"):
        return False
    return not claim.is_heading or claim.strength > _ASSOCIATION


def _is_within(evidence: Evidence, claim: Claim, places: tuple[tuple[int, int], ...]) -> bool:
    """Whether a claim is part of one person's story, which is told as such."""
    view = evidence.document_of[claim.span.document].view
    start, end = view.view_start(claim.span.start), view.view_end(claim.span.end)
    return any(start < last and first < end for first, last in places)


def _is_cited(evidence: Evidence, claim: Claim) -> bool:
    """Whether a claim's own block cites or links something outside, or the claim is itself the words of a link."""
    document = evidence.document_of[claim.span.document]
    block = evidence.block_of(claim.span)
    if block is None or _NAMED.search(claim.text):
        return True
    if any(block.start <= mark.start <= block.end for mark in document.citations):
        return True
    links = [link for link in document.links if block.start <= link.start <= block.end and link.kind in {"bare", "link", "pdf"}]
    pointed = any(2 * (link.end - link.start) > len(claim.text) for link in links)
    return pointed or any(_EXTERNAL.match(link.url) for link in links)


def _section_is_cited(evidence: Evidence, claim: Claim) -> bool:
    """A heading is carried by what stands under it: a citation, or a link that leads out."""
    document = evidence.document_of[claim.span.document]
    section = evidence.section_of(claim.span)
    if section is None:
        return False
    marks = any(section.start <= mark.start < section.end for mark in document.citations)
    links = (link for link in document.links if section.start <= link.start < section.end and link.kind in {"bare", "link", "pdf"})
    return marks or any(_EXTERNAL.match(link.url) for link in links)
