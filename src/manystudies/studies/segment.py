"""The stretch of a part that speaks of one study, and what it shows of it."""

from dataclasses import dataclass
from itertools import pairwise

from manystudies.documents import Document, Link
from manystudies.studies.citation import (
    JournalLine,
    authors_line,
    first_year,
    heading_end,
    heading_year,
    is_address,
    is_furniture,
    is_label,
    journal_line,
    title_like,
)
from manystudies.studies.hosts import is_scholarly
from manystudies.studies.own import tells_own_data
from manystudies.studies.parts import Line, Part, is_bold
from manystudies.studies.study import Identifier

_ABSTRACT = 100  # characters of running text from which a section holds an abstract and not only a heading
_SENTENCES = 200  # characters from which a line is running text
_CITATION = 450  # characters up to which a line with an identifier may be the study's own citation
REGISTERS = ("isrctn", "nct", "registration")
"""Kinds of identifiers that name a registration, of which one study may have several reports."""
_HEAD = 12  # lines in which a citation may stand


@dataclass(frozen=True, slots=True)
class Segment:
    """The lines that speak of one study and the places, in the reading view, of what they show of it."""

    start: int
    end: int
    heading: tuple[int, int] | None
    title: tuple[int, int] | None
    title_is_heading: bool
    authors: tuple[int, int, str] | None
    journal: tuple[int, int] | None
    year: tuple[int, int] | None
    body: tuple[int, int] | None
    abstract: bool
    evidence: bool
    identifiers: tuple[Identifier, ...]


def segments_of(document: Document, part: Part, identifiers: tuple[tuple[int, Identifier], ...]) -> tuple[Segment, ...]:
    """The studies a part speaks of. `identifiers` are those of the document with their view offsets."""
    lines = tuple(line for line in part.lines if line.role == "body")
    if part.role != "body" and part.heading is not None:
        return ()
    cuts = _cuts(document, lines, [offset for offset, _ in identifiers])
    edges = [0, *cuts, len(lines)]
    pieces = [lines[first:last] for first, last in pairwise(edges)]
    found = []
    for at, piece in enumerate(pieces):
        start = part.start if at == 0 else piece[0].start
        end = part.end if at + 1 == len(pieces) else pieces[at + 1][0].start
        inside = tuple(each for each in identifiers if start <= each[0] < end)
        found.append(_segment(document, part if at == 0 else None, piece, (start, end), inside))
    return tuple(found)


def _cuts(document: Document, lines: tuple[Line, ...], identified: list[int]) -> list[int]:
    """Where another study begins inside a part: a title in bold with its own citation right behind it."""
    cites = [_cites(line, identified) for line in lines]
    cuts: list[int] = []
    anchored = False
    for at, line in enumerate(lines):
        opens = anchored and not cites[at] and line.kind == "paragraph" and title_like(line.text) and is_bold(document, line)
        if opens and any(cites[at + 1 : at + 4]):
            cuts.append(at)
        anchored = anchored or cites[at]
    return cuts


def _cites(line: Line, identified: list[int]) -> bool:
    """Whether a line is a citation: it names a journal, or is short and holds an identifier."""
    if line.kind == "item":
        return False
    short = len(line.text) < _SENTENCES
    return journal_line(line.text) is not None or (short and any(line.start <= offset <= line.end for offset in identified))


def _segment(
    document: Document, part: Part | None, lines: tuple[Line, ...], place: tuple[int, int], inside: tuple[tuple[int, Identifier], ...]
) -> Segment:
    heading = part.heading if part else None
    own = _own_identifiers(lines, inside)
    head = lines[:_HEAD]
    cited = next(((line, found) for line in head if line.kind != "item" and (found := journal_line(line.text))), None)
    cited = cited or _cited_below(document, lines, own)
    title, bold = _title(document, _above_text(lines), cited)
    authors = _authors(head, cited)
    body = tuple(line for line in lines if _is_text(document, line, title, cited, authors))
    labels = {label for line in lines if (label := is_label(line.text))}
    written_heading = document.view.text[slice(*heading)] if heading else ""
    pdf = any(link.kind == "pdf" and place[0] <= link.start <= place[1] for link in document.links)
    evidence = (
        cited is not None
        or len(labels) > 1
        or any(each.kind not in REGISTERS for each in own)
        or (pdf and heading_year(written_heading) is not None)
        or (bold and (authors is not None or pdf or bool(own)))
        or ((bold or authors is not None) and any(tells_own_data(line.text) for line in body))
    )
    heads_the_study = title is None and heading is not None and (cited is not None or authors is not None or len(labels) > 1)
    if heads_the_study and heading is not None:
        title = (heading[0], heading[0] + heading_end(written_heading))
    journal, year = _journal_and_year(cited, heading, written_heading)
    if cited is None or cited[1].year is None:
        year = _year_beside(head, own, document) or year
    return Segment(
        start=place[0],
        end=place[1],
        heading=heading,
        title=title,
        title_is_heading=heads_the_study,
        authors=authors,
        journal=journal,
        year=year,
        body=(body[0].start, max(line.end for line in body)) if body else None,
        abstract=sum(len(line.text) for line in body) >= _ABSTRACT or len(labels) > 1,
        evidence=evidence,
        identifiers=own,
    )


def _above_text(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines above the abstract, where a title stands."""
    for at, line in enumerate(lines[:_HEAD]):
        told = is_label(line.text) is not None or (
            len(line.text) > _SENTENCES and journal_line(line.text) is None and not title_like(line.text)
        )
        if told and authors_line(line.text) is None:
            return lines[:at]
    return lines[:_HEAD]


def _authors(head: tuple[Line, ...], cited: tuple[Line, JournalLine] | None) -> tuple[int, int, str] | None:
    """The line of names, or the names in front of the journal on the citation's own line."""
    if cited and cited[1].authors:
        line, (start, end) = cited[0], cited[1].authors
        words = line.text[start:end]
        return line.start + start, line.start + end, authors_line(words) or words
    return next(((line.start, line.end, names) for line in head if (names := authors_line(line.text))), None)


def _is_text(
    document: Document,
    line: Line,
    title: tuple[int, int] | None,
    cited: tuple[Line, JournalLine] | None,
    authors: tuple[int, int, str] | None,
) -> bool:
    """Whether a line belongs to the abstract: it is no title, citation, list of names, address or link."""
    if (title and line.start <= title[0] < line.end) or (cited and line is cited[0]) or (authors and line.start <= authors[0] < line.end):
        return False
    if is_label(line.text) or len(line.text) >= _SENTENCES:
        return journal_line(line.text) is None and authors_line(line.text) is None
    return not (
        is_furniture(line.text)
        or is_address(line.text)
        or authors_line(line.text)
        or journal_line(line.text)
        or _is_link(document.links, line)
    )


def _own_identifiers(lines: tuple[Line, ...], inside: tuple[tuple[int, Identifier], ...]) -> tuple[Identifier, ...]:
    """The first identifier of each kind on a line that can be the study's own citation."""
    own: dict[str, Identifier] = {}
    for offset, identifier in inside:
        line = next((line for line in lines if line.start <= offset <= line.end), None)
        if line is None or (line.kind == "item" and identifier.kind not in REGISTERS):
            continue
        if len(line.text) <= _CITATION or identifier.kind in REGISTERS:
            known = own.get(identifier.kind)
            if known is None or (known.state == "truncated" and identifier.state != "truncated"):
                own[identifier.kind] = identifier
    anchored = any(kind not in REGISTERS for kind in own)
    return tuple(each for each in own.values() if anchored or each.kind in REGISTERS)


def _cited_below(document: Document, lines: tuple[Line, ...], own: tuple[Identifier, ...]) -> tuple[Line, JournalLine] | None:
    """The citation below an abstract: the line of its own identifier, where it names a journal."""
    places = [document.view.view_start(each.span.start) for each in own if each.kind not in REGISTERS]
    for line in lines:
        if line.kind != "item" and any(line.start <= place <= line.end for place in places) and (found := journal_line(line.text)):
            return line, found
    return None


def _title(document: Document, head: tuple[Line, ...], cited: tuple[Line, JournalLine] | None) -> tuple[tuple[int, int] | None, bool]:
    """The title's place and whether it is in bold: a bold line, or a plain one right above the citation."""
    above = head[: head.index(cited[0])] if cited and cited[0] in head else head
    for lines, only_bold in ((above, True), (head, True), (above if cited else (), False)):
        for line in lines:
            if line.kind != "paragraph" or not title_like(line.text) or journal_line(line.text) is not None:
                continue
            bold = is_bold(document, line)
            if (only_bold and not bold) or _leads_elsewhere(document.links, line):
                continue
            return _without_stop(line), bold
    return None, False


def _without_stop(line: Line) -> tuple[int, int]:
    words = line.text.rstrip(" .*")
    return line.start, line.start + len(words)


def _leads_elsewhere(links: tuple[Link, ...], line: Line) -> bool:
    """Whether the line is a link to a page that is no scholarly article: news, a blog, another page of the site."""
    half = (line.end - line.start) / 2
    return any(
        link.start <= line.end and link.end >= line.start and link.end - link.start > half and not is_scholarly(link.url) for link in links
    )


def _is_link(links: tuple[Link, ...], line: Line) -> bool:
    """Whether more than half of the line is a link."""
    half = (line.end - line.start) / 2
    return any(link.start <= line.end and link.end >= line.start and link.end - link.start > half for link in links)


def _journal_and_year(
    cited: tuple[Line, JournalLine] | None, heading: tuple[int, int] | None, written: str
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    journal = year = None
    if cited:
        line, found = cited
        journal = (line.start + found.journal[0], line.start + found.journal[1]) if found.journal else None
        year = (line.start + found.year[0], line.start + found.year[1]) if found.year else None
    if year is None and heading is not None:
        printed = heading_year(written)
        year = (heading[0] + printed[0], heading[0] + printed[1]) if printed else None
    return journal, year


def _year_beside(head: tuple[Line, ...], own: tuple[Identifier, ...], document: Document) -> tuple[int, int] | None:
    """The year on the short line that holds the study's own identifier."""
    for line in head:
        if len(line.text) < _SENTENCES and any(line.start <= document.view.view_start(each.span.start) <= line.end for each in own):
            printed = first_year(line.text)
            if printed:
                return line.start + printed[0], line.start + printed[1]
    return None
