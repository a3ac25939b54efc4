"""Claims that rest on nothing a reader could open."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem, Severity
from manystudies.claims import Claim

_EXTERNAL = re.compile(r"https?://", re.IGNORECASE)
_NAMED = re.compile(r"\([A-Z][\w'’-]+(?: (?:et al\.?|(?:&|and) [A-Z][\w'’-]+))?,? (?:19|20)\d\d[a-z]?\)|\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")
"""An author with a year, or a number in brackets, is a citation even where it leads nowhere."""
_HELPS = 4
_MECHANISM = 1


def source_problems(evidence: Evidence) -> Iterator[Problem]:
    """Every claim of the page's own voice that has no study in its section, no citation and no link beside it."""
    pages = {document.identity for document in evidence.documents if any(block.kind == "heading" for block in document.blocks)}
    for claim in evidence.claims:
        if claim.span.document not in pages:
            continue
        if claim.voice == "study" or claim.rests_on or _is_cited(evidence, claim):
            continue
        if claim.is_heading and _section_is_cited(evidence, claim):
            continue
        severity: Severity = "high" if claim.strength >= _HELPS else "low" if claim.strength <= _MECHANISM else "medium"
        yield Problem(
            "MS407",
            "unsupported",
            severity,
            "The claim has no study, citation or link to rest on.",
            evidence.places(claim),
            suggestion="Cite the study it rests on, or say that none is known.",
        )


def _is_cited(evidence: Evidence, claim: Claim) -> bool:
    document = evidence.document_of[claim.span.document]
    block = evidence.block_of(claim.span)
    if block is None or _NAMED.search(claim.text):
        return True
    if any(block.start <= mark.start <= block.end for mark in document.citations):
        return True
    links = (link for link in document.links if block.start <= link.start <= block.end and link.kind in {"bare", "link", "pdf"})
    return any(_EXTERNAL.match(link.url) for link in links)


def _section_is_cited(evidence: Evidence, claim: Claim) -> bool:
    """A heading is carried by what stands under it: a citation, or a link that leads out."""
    document = evidence.document_of[claim.span.document]
    section = evidence.section_of(claim.span)
    if section is None:
        return False
    marks = any(section.start <= mark.start < section.end for mark in document.citations)
    links = (link for link in document.links if section.start <= link.start < section.end and link.kind in {"bare", "link", "pdf"})
    return marks or any(_EXTERNAL.match(link.url) for link in links)
