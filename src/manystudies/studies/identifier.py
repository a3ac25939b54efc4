"""Identifiers of studies in text and in the addresses of links, tidied, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from manystudies.documents import Document, Link, Span
from manystudies.studies.doi import printed_dois
from manystudies.studies.study import Identifier, IdentifierKind, IdentifierState

_I = re.IGNORECASE
_PMID = re.compile(r"(?<![A-Za-z])(?:PMIDs?|PubMed[ -]?(?:ID|PMID))\s{0,2}[:#=]?\s{0,2}(\d{1,9})(?!\d)", _I)
_PMCID = re.compile(r"(?<![A-Za-z])(?:PMCIDs?\s{0,2}[:#]?\s{0,2}(?:PMC)?|PMC[\s:]?)(\d{4,8})(?!\d)", _I)
_NCT = re.compile(r"\bNCT[\s:#\N{HYPHEN}\N{NON-BREAKING HYPHEN}-]{0,2}(\d{4,12})(?!\d)", _I)
_ISRCTN = re.compile(r"\bISRCTN[\s:#-]{0,2}(\d{4,12})(?!\d)", _I)
_ARXIV = re.compile(r"\barXiv\s{0,2}:\s{0,2}(\d{4}\.\d{4,5}(?:v\d{1,2})?|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?!\d)", _I)
_REGISTRATION = re.compile(
    r"\b(IRCT\d{8,16}N\d{1,3}|ACTRN\d{14}p?|ChiCTR(?:-[A-Z]{2,4}){0,2}-?\d{8,10}|UMIN0\d{8}|DRKS\d{8}|CTRI/\d{4}/\d{2,3}/\d{4,6}|CRD\s?4\d{10}|TCTR\d{11}"
    r"|KCT\d{7}|jRCTs?\d{9,10}|PACTR\d{12,16}|JPRN-UMIN\d{9}|RBR-[a-z0-9]{5,8}|SLCTR/\d{4}/\d{3}|EudraCT[\s:]{0,2}(?:(?:number|no\.?)[\s:]{0,2})?\d{4}-\d{6}-\d{2})\b",
    _I,
)
_WHOLE = {"nct": 8, "isrctn": 8}
_PREFIX = {"nct": "NCT", "isrctn": "ISRCTN", "pmcid": "PMC"}
_REGISTERS = (
    "irct",
    "actrn",
    "chictr",
    "umin",
    "drks",
    "ctri/",
    "crd4",
    "crd 4",
    "tctr",
    "kct",
    "jrct",
    "pactr",
    "rbr-",
    "slctr",
    "eudract",
)

# Addresses that name a record; the group is the identifier itself.
_ADDRESSES: tuple[tuple[IdentifierKind, str, re.Pattern[str]], ...] = (
    ("pmcid", "pmc", re.compile(r"(?:ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/|europepmc\.org/(?:articles?/(?:PMC/)?))(?:PMC)(\d{4,8})", _I)),
    (
        "pmid",
        "med",
        re.compile(
            r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?|europepmc\.org/(?:article|abstract)/MED/)(\d{1,8})(?!\d)",
            _I,
        ),
    ),
    (
        "nct",
        "clinicaltrials.gov",
        re.compile(r"clinicaltrials\.gov/(?:ct2/show/(?:record/|results/)?|show/|study/|api/\S{0,40}?)NCT(\d{8})(?!\d)", _I),
    ),
    ("isrctn", "isrctn", re.compile(r"(?:isrctn\.com|controlled-trials\.com)/ISRCTN(\d{8})(?!\d)", _I)),
    ("arxiv", "arxiv.org", re.compile(r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5}(?:v\d{1,2})?|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})", _I)),
)
_SEARCH_PAGE = re.compile(r"google\.[a-z.]{2,6}/search|bing\.com/search|duckduckgo\.com|scholar\.google", _I)


@dataclass(frozen=True, slots=True)
class PlacedIdentifier:
    """An identifier in a text without a document: characters `start` to `end` hold it."""

    kind: IdentifierKind
    value: str
    state: IdentifierState
    start: int
    end: int


def identifiers_in(text: str) -> tuple[PlacedIdentifier, ...]:
    """Every identifier printed in `text`, addresses included, in the order of their places.

    >>> [(each.kind, each.value) for each in identifiers_in("PMID: 123456 doi:10.1000/x.1.")]
    [('pmid', '123456'), ('doi', '10.1000/x.1')]
    """
    found = [PlacedIdentifier("doi", each.value, each.state, each.start, each.end) for each in printed_dois(text)]
    low = text.lower()
    if "pmid" in low or "pubmed" in low:
        found += _numbered("pmid", _PMID, text)
    if "pmc" in low:
        found += _numbered("pmcid", _PMCID, text)
    if "nct" in low:
        found += _numbered("nct", _NCT, text)
    if "isrctn" in low:
        found += _numbered("isrctn", _ISRCTN, text)
    if "arxiv" in low:
        found += (PlacedIdentifier("arxiv", each[1].lower(), "as printed", *each.span(1)) for each in _ARXIV.finditer(text))
    if any(register in low for register in _REGISTERS):
        found += (_registration(each) for each in _REGISTRATION.finditer(text))
    found += _addressed(text, low)
    return _in_order(found)


def identifier_of_address(url: str) -> PlacedIdentifier | None:
    """The identifier that the address of a link names, or None; its place counts characters of the address.

    >>> identifier_of_address("https://pubmed.ncbi.nlm.nih.gov/123456/").value
    '123456'
    """
    if _SEARCH_PAGE.search(url):
        return None
    found = list(_addressed(url, url.lower()))
    found += (PlacedIdentifier("doi", each.value, each.state, each.start, each.end) for each in printed_dois(url, address=True))
    return min(found, key=lambda each: each.start, default=None)


def find_identifiers(document: Document) -> tuple[Identifier, ...]:
    """Every identifier a document shows: in its words, and in the addresses of its links.

    The span of one from an address is the identifier inside the address, in the text as given.
    """
    words = document.view.text
    found = [Identifier(each.kind, each.value, each.state, document.span(each.start, each.end)) for each in identifiers_in(words)]
    taken = {(each.kind, each.value.lower(), each.span) for each in found}
    for link in document.links:
        placed = identifier_of_address(link.url)
        if placed is None:
            continue
        identifier = Identifier(
            placed.kind, placed.value, placed.state, _place_in_source(document, link, link.url[placed.start : placed.end])
        )
        mark = (identifier.kind, identifier.value.lower(), identifier.span)
        if mark not in taken:
            taken.add(mark)
            found.append(identifier)
    return tuple(sorted(found, key=lambda each: (each.span.start, each.span.end, each.kind)))


def _place_in_source(document: Document, link: Link, printed: str) -> Span:
    """Where a part of a link's address stands in the text as given; the whole link where it is written another way."""
    at = document.text.find(printed, link.source.start, link.source.end)
    return Span(document.identity, at, at + len(printed)) if at >= 0 and printed else link.source


def _numbered(kind: IdentifierKind, pattern: re.Pattern[str], text: str) -> Iterator[PlacedIdentifier]:
    prefix = _PREFIX.get(kind, "")
    for match in pattern.finditer(text):
        digits = match[1]
        whole = _WHOLE.get(kind)
        if kind == "pmid" and (digits.startswith("0") or len(digits) > 8):  # noqa: PLR2004
            continue
        if whole and len(digits) > whole:
            continue
        printed = match[0] if prefix else digits
        start = match.start() if prefix else match.start(1)
        if kind == "pmcid" and not printed.upper().startswith("PMC" + digits[:1]):
            start, printed = match.start(1), digits
            if text[start - 3 : start].upper() == "PMC":
                start, printed = start - 3, text[start - 3 : match.end(1)]
        state: IdentifierState = (
            "truncated" if whole and len(digits) < whole else "as printed" if printed in (prefix + digits, digits) else "tidied"
        )
        yield PlacedIdentifier(kind, prefix + digits, state, start, start + len(printed))


def _registration(match: re.Match[str]) -> PlacedIdentifier:
    printed = match[1]
    value = re.sub(r"^(EudraCT)\D*", r"\1 ", printed, flags=_I) if printed[:7].lower() == "eudract" else re.sub(r"\s", "", printed)
    return PlacedIdentifier("registration", value, "as printed" if value == printed else "tidied", *match.span(1))


def _addressed(text: str, low: str) -> Iterator[PlacedIdentifier]:
    for kind, needle, pattern in _ADDRESSES:
        if needle not in low:
            continue
        prefix = _PREFIX.get(kind, "")
        for match in pattern.finditer(text):
            yield PlacedIdentifier(kind, prefix + match[1], "as printed", match.start(1) - len(prefix), match.end(1))


def _in_order(found: list[PlacedIdentifier]) -> tuple[PlacedIdentifier, ...]:
    """Sorted by place; of two that overlap, the first and longer stays."""
    kept: list[PlacedIdentifier] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)
