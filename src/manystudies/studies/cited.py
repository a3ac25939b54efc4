"""Studies a page only points at: links cited by a chatbot or a list, and the entries of reference lists."""

from bisect import bisect_right
from collections.abc import Sequence

from manystudies.documents import Document, Link, Reference, Span
from manystudies.studies.assemble import study_key, worded
from manystudies.studies.citation import title_like
from manystudies.studies.design import read_design
from manystudies.studies.ground import Ground, Placed
from manystudies.studies.hosts import is_scholarly, names_article
from manystudies.studies.identifier import identifiers_in
from manystudies.studies.lookup import Lookup
from manystudies.studies.reference import cites_a_journal, read_entry
from manystudies.studies.study import Design, Identifier, Study

_MARKS = "[]()0123456789, \N{NO-BREAK SPACE}"
_SHORT = 80  # characters up to which a paragraph with a link speaks of what the paragraph above it says


def cited_studies(ground: Ground, cited: Sequence[Placed]) -> tuple[Study, ...]:
    """One study for each whole identifier given: a citation whose words around it are its place."""
    blocks = Lookup(ground.document.blocks)
    sources = Lookup([link.source for link in ground.document.links])
    links = {link.source: link for link in ground.document.links}
    found = []
    for each in cited:
        identifier = each.identifier
        if identifier.state == "truncated" or identifier.kind == "registration":
            continue
        block = blocks.at(each.offset)
        link = links.get(sources.at(identifier.span.start) or identifier.span)
        place = ground.document.span(block.start, block.end) if block else identifier.span
        found.append(_cited(ground.document, identifier.key, place, link, (identifier,)))
    return tuple(found)


def linked_articles(ground: Ground, understood: frozenset[Span]) -> tuple[Study, ...]:
    """Links to one article at a publisher whose address shows no identifier; `understood` are the identifiers' places."""
    document = ground.document
    starts = [block.start for block in document.blocks]
    known = Lookup(list(understood))
    found = []
    for link in document.links:
        if link.kind in ("image", "pdf") or known.between(link.source.start, link.source.end) or not names_article(link.url):
            continue
        address = link.url.split("?")[0].split("#")[0].rstrip("/").split("://")[-1].removeprefix("www.").lower()
        found.append(_cited(document, f"link:{address}", _around(document, link, bisect_right(starts, link.start) - 1), link, ()))
    return tuple(found)


def listed_studies(ground: Ground) -> tuple[Study, ...]:
    """The entries of reference lists that name a study: by an identifier or by a journal's volume and pages."""
    found = []
    for reference in ground.document.references:
        entry = ground.words((reference.start, reference.end))
        own = ground.identifiers(reference.start, reference.end)
        if own or cites_a_journal(entry):
            found.append(_listed(ground.document, reference, entry, own))
    return tuple(found)


def _cited(document: Document, key: str, place: Span, link: Link | None, identifiers: tuple[Identifier, ...]) -> Study:
    title = _link_title(document, link) if link else None
    design, words = _title_design(document, title)
    return Study(key, design, place, "cited", title=worded(document, title), design_words=words, identifiers=identifiers)


def _listed(document: Document, reference: Reference, entry: str, own: Sequence[Placed]) -> Study:
    read = read_entry(entry)
    title = _shifted(reference.start, read.title)
    design, words = _title_design(document, title)
    kept: dict[str, Identifier] = {}
    for each in own:
        kept.setdefault(each.identifier.kind, each.identifier)
    identifiers = tuple(kept.values())
    return Study(
        key=study_key(identifiers, document.view.text[slice(*title)] if title else "", entry[:80]),
        design=design,
        place=document.span(reference.start, reference.end),
        mention="listed",
        title=worded(document, title),
        authors=worded(document, _shifted(reference.start, read.authors)),
        journal=worded(document, _shifted(reference.start, read.journal)),
        year=worded(document, _shifted(reference.start, read.year)),
        design_words=words,
        identifiers=identifiers,
    )


def _title_design(document: Document, title: tuple[int, int] | None) -> tuple[Design, Span | None]:
    """The design a title says; "associated with" in it is too little to go by."""
    found = read_design(document.view.text[slice(*title)], "") if title else None
    if found is None or title is None or found.design == "observational":
        return "unknown", None
    return found.design, document.span(title[0] + found.start, title[0] + found.end)


def _shifted(start: int, place: tuple[int, int] | None) -> tuple[int, int] | None:
    return (start + place[0], start + place[1]) if place else None


def _link_title(document: Document, link: Link) -> tuple[int, int] | None:
    """The words of a link, where they can be a title and lead to the article itself."""
    words = document.view.text[link.start : link.end]
    if not words.strip(_MARKS) or "://" in words or identifiers_in(words) or not title_like(words) or not is_scholarly(link.url):
        return None
    return link.start, link.end


def _around(document: Document, link: Link, index: int) -> Span:
    """The block that holds a link; with the paragraph above it where it is only a short pointer to the article."""
    if index < 0 or document.blocks[index].end < link.start:
        return link.source
    block = document.blocks[index]
    above = document.blocks[index - 1] if index else None
    if above and above.kind == "paragraph" == block.kind and above.role == block.role and block.end - block.start < _SHORT:
        return document.span(above.start, block.end)
    return document.span(block.start, block.end)
