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
    is_label,
    journal_line,
    title_like,
)
from manystudies.studies.hosts import is_scholarly
from manystudies.studies.own import tells_own_data
from manystudies.studies.parts import Line, Part, is_bold
from manystudies.studies.study import Identifier

_PROSE = 200  # characters from which a line is a sentence of an abstract rather than a citation
_CITATION = 450  # characters up to which a line with an identifier may be the study's own citation
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
    prose: int
    evidence: bool
    identifiers: tuple[Identifier, ...]


def segments_of(document: Document, part: Part, identifiers: tuple[tuple[int, Identifier], ...]) -> tuple[Segment, ...]:
    """The studies a part speaks of. `identifiers` are those of the document with their view offsets."""
    lines = tuple(line for line in part.lines if line.role == "body")
    if part.role != "body" and part.heading is not None:
        return ()
    cuts = _cuts(document, lines)
    edges = [0, *cuts, len(lines)]
    pieces = [lines[first:last] for first, last in pairwise(edges)]
    found = []
    for at, piece in enumerate(pieces):
        start = part.start if at == 0 else piece[0].start
        end = part.end if at + 1 == len(pieces) else pieces[at + 1][0].start
        inside = tuple(each for each in identifiers if start <= each[0] < end)
        found.append(_segment(document, part if at == 0 else None, piece, (start, end), inside))
    return tuple(found)


def _cuts(document: Document, lines: tuple[Line, ...]) -> list[int]:
    """Where another study begins inside a part: a title in bold with its own citation right behind it."""
    cuts: list[int] = []
    anchored = False
    for at, line in enumerate(lines):
        cited = line.kind != "item" and journal_line(line.text) is not None
        opens = anchored and not cited and line.kind == "paragraph" and title_like(line.text) and is_bold(document, line)
        if opens and any(next_line.kind != "item" and journal_line(next_line.text) for next_line in lines[at + 1 : at + 4]):
            cuts.append(at)
        anchored = anchored or cited
    return cuts


def _segment(
    document: Document, part: Part | None, lines: tuple[Line, ...], place: tuple[int, int], inside: tuple[tuple[int, Identifier], ...]
) -> Segment:
    heading = part.heading if part else None
    head = _head(lines)
    cited = next(((line, found) for line in head if line.kind != "item" and (found := journal_line(line.text))), None)
    authors = next(((line.start, line.end, names) for line in head if (names := authors_line(line.text))), None)
    own = _own_identifiers(lines, inside)
    labels = {label for line in lines if (label := is_label(line.text))}
    body = tuple(line for line in lines if len(line.text) >= _PROSE or is_label(line.text))
    prose = sum(len(line.text) for line in body)
    title, bold = _title(document, head, cited)
    pdf = any(link.kind == "pdf" and place[0] <= link.start <= place[1] for link in document.links)
    dated = heading is not None and heading_year(document.view.text[slice(*heading)]) is not None
    data = any(tells_own_data(line.text) for line in body)
    evidence = (
        bool(own or cited or len(labels) > 1)
        or (bold and (authors is not None or pdf or data))
        or (pdf and dated)
        or (authors is not None and data)
    )
    heads_the_study = title is None and heading is not None and (cited is not None or authors is not None or (len(labels) > 1))
    if title is None and heading is not None and heads_the_study:
        words = document.view.text[slice(*heading)]
        title = (heading[0], heading[0] + heading_end(words))
    journal, year = _journal_and_year(document, cited, head, heading)
    first = body[0].start if body else None
    return Segment(
        *place,
        heading,
        title,
        heads_the_study,
        authors,
        journal,
        year,
        (first, lines[-1].end) if first is not None else None,
        prose,
        evidence,
        own,
    )


def _head(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines above the abstract: where title, journal and authors stand."""
    head: list[Line] = []
    for line in lines[:_HEAD]:
        label = is_label(line.text)
        if label or (
            len(line.text) > _PROSE and journal_line(line.text) is None and authors_line(line.text) is None and not title_like(line.text)
        ):
            break
        head.append(line)
    return tuple(head)


def _own_identifiers(lines: tuple[Line, ...], inside: tuple[tuple[int, Identifier], ...]) -> tuple[Identifier, ...]:
    """The first identifier of each kind on a line that can be the study's own citation."""
    own: dict[str, Identifier] = {}
    registered = ("nct", "isrctn", "registration")
    for offset, identifier in inside:
        line = next((line for line in lines if line.start <= offset <= line.end), None)
        if line is None or (line.kind == "item" and identifier.kind not in registered):
            continue
        if len(line.text) <= _CITATION or identifier.kind in registered:
            known = own.get(identifier.kind)
            if known is None or (known.state == "truncated" and identifier.state != "truncated"):
                own[identifier.kind] = identifier
    anchored = any(kind not in registered for kind in own)
    return tuple(each for each in own.values() if anchored or each.kind in registered)


def _title(document: Document, head: tuple[Line, ...], cited: tuple[Line, JournalLine] | None) -> tuple[tuple[int, int] | None, bool]:
    """The title's place and whether it is in bold: a bold line, or a plain one right above the citation."""
    above = head[: head.index(cited[0])] if cited else head
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


def _journal_and_year(
    document: Document, cited: tuple[Line, JournalLine] | None, head: tuple[Line, ...], heading: tuple[int, int] | None
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    journal = year = None
    if cited:
        line, found = cited
        journal = (line.start + found.journal[0], line.start + found.journal[1]) if found.journal else None
        year = (line.start + found.year[0], line.start + found.year[1]) if found.year else None
    for line in head if year is None else ():
        printed = first_year(line.text) if len(line.text) <= _PROSE and journal_line(line.text) else None
        if printed:
            return journal, (line.start + printed[0], line.start + printed[1])
    if year is None and heading is not None:
        printed = heading_year(document.view.text[slice(*heading)])
        year = (heading[0] + printed[0], heading[0] + printed[1]) if printed else None
    return journal, year
