"""Studies a page only points at: links cited by a chatbot or a list, and the entries of reference lists."""

from manystudies.documents import Block, Document, Link, Reference, Span
from manystudies.studies.assemble import study_key, worded
from manystudies.studies.citation import title_like
from manystudies.studies.design import read_design
from manystudies.studies.hosts import is_scholarly, names_article
from manystudies.studies.identifier import identifiers_in
from manystudies.studies.reference import cites_a_journal, read_entry
from manystudies.studies.study import Identifier, Study

_MARKS = "[]()0123456789, \N{NO-BREAK SPACE}"


def cited_studies(document: Document, identifiers: tuple[tuple[int, Identifier], ...]) -> tuple[Study, ...]:
    """One study for each whole identifier given: a citation whose words around it are its place."""
    blocks = _Blocks(document)
    return tuple(
        _cited(document, identifier, blocks.at(offset))
        for offset, identifier in identifiers
        if identifier.state != "truncated" and identifier.kind != "registration"
    )


def linked_articles(document: Document, taken: frozenset[Span]) -> tuple[Study, ...]:
    """Links to one article at a publisher whose address shows no identifier; `taken` are the links already understood."""
    blocks = _Blocks(document)
    found = []
    for link in document.links:
        if link.kind in ("image", "pdf") or link.source in taken or not names_article(link.url):
            continue
        block = blocks.at(link.start)
        address = link.url.split("?")[0].split("#")[0].rstrip("/").split("://")[-1].removeprefix("www.").lower()
        place = document.span(block.start, block.end) if block else link.source
        title = _link_title(document, link)
        design = read_design(document.view.text[slice(*title)], "") if title else None
        words = document.span(title[0] + design.start, title[0] + design.end) if design and title else None
        found.append(
            Study(
                f"link:{address}", design.design if design else "unknown", place, "cited", title=worded(document, title), design_words=words
            )
        )
    return tuple(found)


def listed_studies(document: Document, identifiers: tuple[tuple[int, Identifier], ...]) -> tuple[Study, ...]:
    """The entries of reference lists that name a study: by an identifier or by a journal's volume and pages."""
    found = []
    for reference in document.references:
        entry = document.view.text[reference.start : reference.end]
        own = tuple(identifier for offset, identifier in identifiers if reference.start <= offset < reference.end)
        if own or cites_a_journal(entry):
            found.append(_listed(document, reference, entry, own))
    return tuple(found)


def _listed(document: Document, reference: Reference, entry: str, own: tuple[Identifier, ...]) -> Study:
    read = read_entry(entry)
    title = _shifted(reference.start, read.title)
    design = read_design(document.view.text[slice(*title)], "") if title else None
    known = design is not None and title is not None and design.design != "observational"
    kept: dict[str, Identifier] = {}
    for identifier in own:
        kept.setdefault(identifier.kind, identifier)
    return Study(
        key=study_key(tuple(kept.values()), document.view.text[slice(*title)] if title else "", entry[:80]),
        design=design.design if known and design else "unknown",
        place=document.span(reference.start, reference.end),
        mention="listed",
        title=worded(document, title),
        authors=worded(document, _shifted(reference.start, read.authors)),
        journal=worded(document, _shifted(reference.start, read.journal)),
        year=worded(document, _shifted(reference.start, read.year)),
        design_words=document.span(title[0] + design.start, title[0] + design.end) if known and design and title else None,
        identifiers=tuple(kept.values()),
    )


def _shifted(start: int, place: tuple[int, int] | None) -> tuple[int, int] | None:
    return (start + place[0], start + place[1]) if place else None


def _cited(document: Document, identifier: Identifier, block: Block | None) -> Study:
    place = document.span(block.start, block.end) if block else identifier.span
    link = next((link for link in document.links if link.source.meets(identifier.span)), None)
    title = _link_title(document, link) if link else None
    design = read_design(document.view.text[slice(*title)], "") if title else None
    words = document.span(title[0] + design.start, title[0] + design.end) if design and title else None
    return Study(
        identifier.key,
        design.design if design else "unknown",
        place,
        "cited",
        title=worded(document, title),
        design_words=words,
        identifiers=(identifier,),
    )


def _link_title(document: Document, link: Link) -> tuple[int, int] | None:
    """The words of a link, where they can be a title and lead to the article itself."""
    words = document.view.text[link.start : link.end]
    if not words.strip(_MARKS) or "://" in words or identifiers_in(words) or not title_like(words) or not is_scholarly(link.url):
        return None
    return link.start, link.end


class _Blocks:
    """The block that holds an offset, looked up by halving."""

    def __init__(self, document: Document) -> None:
        from bisect import bisect_right

        self._blocks = document.blocks
        self._starts = [block.start for block in document.blocks]
        self._find = bisect_right

    def at(self, offset: int) -> Block | None:
        index = self._find(self._starts, offset) - 1
        block = self._blocks[index] if index >= 0 else None
        return block if block and offset <= block.end else None
