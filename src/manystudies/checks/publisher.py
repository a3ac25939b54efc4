"""What a page shows of who stands behind it: its references, whether the text uses them, reviewer, date and disclaimer."""

import re
from collections import Counter
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence, small_letters
from manystudies.checks.problem import Problem
from manystudies.documents import Block, Document, Reference, Span

_HOST = re.compile(r"https?://(?:www\d?\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_LIBRARIES = (
    "doi.org",
    "nih.gov",
    "europepmc.org",
    "jstor.org",
    "archive.org",
    "crossref.org",
    "wikipedia.org",
    "who.int",
    "cochranelibrary.com",
)
"""Places that hold other people's papers: many references to one of them say nothing about the publisher."""
_ENOUGH_ENTRIES = 4
_ASSOCIATION = 2
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_SURNAME = re.compile(r"[^\W\d_][^\W\d_'’-]{2,}")
_REVIEWED = re.compile(
    r"\b(?:(?:medically|clinically|scientifically|fact)[ -](?:reviewed|checked)|reviewed) by\b[ \t:]*(?P<name>[^\n]*)", re.IGNORECASE
)
_NAMELESS = re.compile(r"\s*(?:updated|published|posted|written|last|date|reviewed)?(?:\s+on|\s+by|\s+at)?\s*:?\s*", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:(?:19|20)\d\d-\d\d-\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2},? )?(?:19|20)\d\d|\d{1,2} [a-z]{3,9} (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# Searched in lower case; each part opens with letters, so that the search can skip to them.
_DISCLAIMER = re.compile(
    r"not(?<!\wnot) (?:(?:intended )?(?:to be |as )?(?:a )?(?:substitute|replace|medical advice)|(?:intended to )?(?:replace|diagnose))|no(?<!\wno) medical advice"
    r"|(?:consult(?<!\wconsult)|talk(?<!\wtalk) to|speak(?<!\wspeak) (?:to|with)|ask(?<!\wask)) (?:with )?(?:a|an|your) "
    r"(?:qualified |healthcare |health care |medical )?(?:doctor|physician|clinician|professional|provider|practitioner)"
)
_TOLD_OFF = ("advice", "clinician", "diagnose", "doctor", "physician", "practitioner", "professional", "provider", "replace", "substitute")
"""One of these stands in each of them; plain words are found much faster."""


def publisher_problems(evidence: Evidence) -> Iterator[Problem]:
    """References that are mostly the publisher's own or never used; no reviewer, date or disclaimer."""
    for document in evidence.documents:
        yield from _own_references(document)
        yield from _unused_references(document)
        yield from _reviewer(document)
        claims = [
            claim
            for claim in evidence.claims
            if claim.span.document == document.identity and claim.voice == "page" and claim.strength > _ASSOCIATION
        ]
        if claims and _is_article(document):
            yield from _date_and_disclaimer(document, claims[0].span)


def _listings(document: Document) -> list[list[Reference]]:
    lists: dict[int, list[Reference]] = {}
    for reference in document.references:
        lists.setdefault(reference.listing, []).append(reference)
    return list(lists.values())


def mostly_own(document: Document) -> bool:
    """Whether more than half of the entries of a list of references point at one website."""
    return any(_commonest_host(document, entries) is not None for entries in _listings(document))


def _commonest_host(document: Document, entries: list[Reference]) -> tuple[str, int] | None:
    """The website that more than half of a list points at, and how often; None where there is none, or too few entries."""
    hosts: Counter[str] = Counter()
    for entry in entries:
        text = (
            document.view.text[entry.start : entry.end]
            + " "
            + " ".join(link.url for link in document.links if entry.start <= link.start <= entry.end)
        )
        found = {match[1].lower() for match in _HOST.finditer(text)}
        hosts.update(sorted(host for host in found if not host.endswith(_LIBRARIES)))
    if len(entries) < _ENOUGH_ENTRIES or not hosts:
        return None
    host, count = max(hosts.items(), key=lambda item: (item[1], item[0]))
    return (host, count) if 2 * count > len(entries) else None


def _own_references(document: Document) -> Iterator[Problem]:
    for entries in _listings(document):
        commonest = _commonest_host(document, entries)
        if commonest is not None:
            host, count = commonest
            first, last = entries[0], entries[-1]
            yield Problem(
                "MS106",
                "unsupported",
                "medium",
                f"{count} of {len(entries)} references are pages of {host} itself.",
                (document.span(first.start, first.end), document.span(last.start, last.end)),
                recomputed=f"{count}/{len(entries)}",
                suggestion="Cite the studies that those pages rest on.",
            )


def _unused_references(document: Document) -> Iterator[Problem]:
    """An author and year, a mark such as [3], or a link in the body is a use."""
    body = [block for block in document.blocks if block.role in {"body", "chatbot"}]
    for entries in _listings(document):
        if len(entries) < _ENOUGH_ENTRIES or any(_uses(document, block, entries) for block in body):
            continue
        yield Problem(
            "MS107",
            "unsupported",
            "low",
            f"No sentence of the page points at any of its {len(entries)} references.",
            (document.span(entries[0].start, entries[-1].end),),
            suggestion="Put a mark behind each statement that a reference carries, and drop the references that carry none.",
        )


def _uses(document: Document, block: Block, entries: list[Reference]) -> bool:
    if any(block.start <= mark.start < block.end for mark in document.citations):
        return True
    text = document.view.text[block.start : block.end]
    if re.search(r"\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]", text):
        return True
    if not _YEAR.search(text):
        return False
    for entry in entries:
        written = document.view.text[entry.start : entry.end]
        name, year = _SURNAME.search(written), _YEAR.search(written)
        if name and year and name[0] in text and year[0] in text:
            return True
    return False


def _reviewer(document: Document) -> Iterator[Problem]:
    folded = small_letters(document.view.text)
    if ("reviewed by" not in folded and "checked by" not in folded) or not _REVIEWED.search(document.view.text):
        return
    for block_index, block in enumerate(document.blocks):
        if block.end - block.start > 300:  # noqa: PLR2004  # a by-line is short
            continue
        found = _REVIEWED.search(document.view.text, block.start, block.end)
        if found is None:
            continue
        name = found["name"].strip()
        if not name and block_index + 1 < len(document.blocks):
            after = document.view.text[found.end() : block.end].strip() or document.block_text(document.blocks[block_index + 1])
            name = after.strip().split("\n")[0]
        if _NAMELESS.fullmatch(name):
            yield Problem(
                "MS411",
                "unsupported",
                "medium",
                "The page says that it was reviewed and names no reviewer.",
                (document.span(found.start(), found.start() + len(found[0].rstrip())),),
                suggestion="Name the reviewer with the qualification, or drop the line.",
            )


def _is_article(document: Document) -> bool:
    """Whether the document is a whole page (a heading or metadata), not one bare text."""
    return any(block.kind == "heading" for block in document.blocks)


def _date_and_disclaimer(document: Document, claim: Span) -> Iterator[Problem]:
    front = document.text[document.front.span.start : document.front.span.end] if document.front.span else ""
    if not (document.front.date or _DATED.search(document.view.text) or _DATED.search(front)):
        yield Problem(
            "MS412",
            "unsupported",
            "low",
            "The page makes claims about health and carries no date.",
            (claim,),
            suggestion="Print when it was last reviewed.",
        )
    low = small_letters(document.view.text)
    if not any(word in low for word in _TOLD_OFF) or not _DISCLAIMER.search(low):
        yield Problem(
            "MS413",
            "info",
            "info",
            "The page speaks of treatment and does not say that it replaces no clinician.",
            (claim,),
            suggestion="Add a line that says so.",
        )
