"""The stretch of a part that speaks of one study, and what it shows of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from manystudies.making import quick
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
from manystudies.studies.design import read_design
from manystudies.studies.ground import Ground, Placed
from manystudies.studies.hosts import is_scholarly
from manystudies.studies.lookup import Lookup
from manystudies.studies.own import tells_own_data
from manystudies.studies.parts import Line, Part, is_bold
from manystudies.studies.study import Identifier

_ABSTRACT = 100  # characters of running text from which a section holds an abstract and not only a heading
_SENTENCES = 200  # characters from which a line is running text
_CITATION = 450  # characters up to which a line with an identifier may be the study's own citation
_WHOLE_ABSTRACT = 600  # characters of one paragraph that can be an abstract by itself
_OWN_ABSTRACT = 120  # the same where the paper speaks itself: "We randomly assigned 120 adults"
_OWN_VOICE = re.compile(
    r"\bwe\s(?:[a-z]+ly\s)?(?:allocated|assigned|enrolled|included|randomi[sz]ed|recruited|studied)\b[^.;]{0,60}?[0-9]", re.IGNORECASE
)
_HEAD = 12  # lines in which a citation may stand
_SENTENCE = 6  # words beside a citation in brackets from which a line is a sentence that cites
_BRACKETS = re.compile(r"\([^()]{4,200}\)")
_ANYWHERE = frozenset(
    {"background", "conclusion", "conclusions", "context", "discussion", "highlights", "introduction", "significance", "summary"}
)
"""Labels that any text may have over its parts; with none but these it is no abstract."""
REGISTERS = ("isrctn", "nct", "registration")
"""Kinds of identifiers that name a registration, of which one study may have several reports."""

Place = tuple[int, int]
Cited = tuple[Line, JournalLine]


@quick
@dataclass(frozen=True, slots=True)
class Segment:
    """The lines that speak of one study and the places, in the reading view, of what they show of it."""

    start: int
    end: int
    heading: Place | None
    title: Place | None
    title_is_heading: bool
    authors: tuple[int, int, str] | None
    journal: Place | None
    year: Place | None
    body: Place | None
    abstract: bool
    evidence: bool
    identifiers: tuple[Identifier, ...]


def segments_of(ground: Ground, part: Part) -> tuple[Segment, ...]:
    """The stretches of a part, each for one study; `evidence` tells whether there is one."""
    if part.role != "body" and part.heading is not None:
        return ()
    lines = tuple(line for line in part.lines if line.role == "body")
    edges = [0, *_cuts(ground, lines), len(lines)]
    pieces = [lines[first:last] for first, last in pairwise(edges)]
    starts = [part.start, *(piece[0].start for piece in pieces[1:])]
    ends = [*starts[1:], part.end]
    return tuple(_segment(ground, part.heading if at == 0 else None, piece, (starts[at], ends[at])) for at, piece in enumerate(pieces))


def _cuts(ground: Ground, lines: Sequence[Line]) -> list[int]:
    """Where another study begins inside a part: a title in bold with its own citation right behind it."""
    cites = [_cites(ground, line) for line in lines]
    cuts: list[int] = []
    anchored = False
    for at, line in enumerate(lines):
        opens = anchored and not cites[at] and line.kind == "paragraph" and any(cites[at + 1 : at + 4])
        if opens and title_like(line.text) and is_bold(ground.document, line):
            cuts.append(at)
        anchored = anchored or cites[at]
    return cuts or _told_one_by_one(ground, lines, cites)


def _told_one_by_one(ground: Ground, lines: Sequence[Line], cites: Sequence[bool]) -> list[int]:
    """Where each paragraph tells of a study of its own, with its design and the identifier in brackets."""
    named = [
        at for at, line in enumerate(lines) if line.kind == "paragraph" and _is_told(line, ground.identifiers(line.start, line.end + 1))
    ]
    if len(named) < 2 or any(cites[: named[0]]):  # noqa: PLR2004
        return []
    told = [at for at in named if read_design("", lines[at].text) is not None]
    return told[1:]


def _is_told(line: Line, inside: Sequence[Placed]) -> bool:
    """Whether a line is a sentence with its citation in brackets: then it cites, and is no line of publication."""
    if not any(each.identifier.kind not in REGISTERS for each in inside):
        return False
    for bracket in _BRACKETS.finditer(line.text):
        start, end = line.start + bracket.start(), line.start + bracket.end()
        if any(start < each.offset < end for each in inside):
            return len(line.text[: bracket.start()].split()) + len(line.text[bracket.end() :].split()) >= _SENTENCE
    return False


def _cites(ground: Ground, line: Line) -> bool:
    """Whether a line is a citation: it names a journal, or is short and holds an identifier."""
    if line.kind == "item":
        return False
    return journal_line(line.text) is not None or (len(line.text) < _SENTENCES and bool(ground.identifiers(line.start, line.end + 1)))


def _segment(ground: Ground, heading: Place | None, lines: Sequence[Line], place: Place) -> Segment:
    own = _own_identifiers(lines, ground.identifiers(*place))
    head = lines[:_HEAD]
    cited = _cited(head) or _cited_below(ground, lines, own)
    title, bold = _title(ground, _above_text(lines), cited)
    authors = _authors(head, cited)
    body = [line for line in lines if _is_text(ground, line, (title, cited, authors))]
    labels = {label for line in lines if (label := is_label(line.text))}
    structured = len(labels) > 1 and not labels <= _ANYWHERE
    written = ground.words(heading)
    pdf = any(link.kind == "pdf" for link in ground.links.between(*place))
    shown = (
        cited is not None
        or structured
        or any(each.kind not in REGISTERS for each in own)
        or (pdf and heading_year(written) is not None)
        or (bold and (authors is not None or pdf or bool(own)))
        or ((bold or authors is not None) and any(tells_own_data(line.text) for line in body))
    )
    if not shown and (whole := next((line for line in body if line.kind == "paragraph" and _is_whole_abstract(line.text)), None)):
        # What an editor wrote above it is no part of an abstract pasted without its citation.
        body = body[body.index(whole) :]
        shown, place = True, (whole.start, place[1])
    headed = title is None and heading is not None and (cited is not None or authors is not None or structured)
    if headed and heading is not None:
        title = (heading[0], heading[0] + len(written[: heading_end(written)].rstrip(" .")))
    return Segment(
        start=place[0],
        end=place[1],
        heading=heading,
        title=title,
        title_is_heading=headed,
        authors=authors,
        journal=_inside(cited[0], cited[1].journal) if cited else None,
        year=(_inside(cited[0], cited[1].year) if cited else None) or _year_beside(ground, head, own) or _dated(heading, written),
        body=(body[0].start, max(line.end for line in body)) if body else None,
        abstract=sum(len(line.text) for line in body) >= _ABSTRACT or structured,
        evidence=shown,
        identifiers=own,
    )


def _own_identifiers(lines: Sequence[Line], inside: Sequence[Placed]) -> tuple[Identifier, ...]:
    """The first identifier of each kind on a line that can be the study's own citation."""
    at = Lookup(lines)
    own: dict[str, Identifier] = {}
    first: Line | None = None
    on: dict[int, list[Placed]] = {}
    for placed in inside:
        if (line := at.at(placed.offset)) is not None:
            on.setdefault(line.start, []).append(placed)
    for placed in inside:
        identifier, line = placed.identifier, at.at(placed.offset)
        register = identifier.kind in REGISTERS
        if line is None or not (register or (line.kind != "item" and len(line.text) <= _CITATION)):
            continue
        if not register:
            # What a sentence cites in brackets is another study than the one a different line names.
            if first is not None and line is not first and (_is_told(line, on[line.start]) or _is_told(first, on[first.start])):
                continue
            first = first or line
        known = own.get(identifier.kind)
        if known is None or (known.state == "truncated" and identifier.state != "truncated"):
            own[identifier.kind] = identifier
    return tuple(own.values())


def _cited(head: Sequence[Line]) -> Cited | None:
    return next(((line, found) for line in head if line.kind != "item" and (found := journal_line(line.text))), None)


def _cited_below(ground: Ground, lines: Sequence[Line], own: tuple[Identifier, ...]) -> Cited | None:
    """The citation below an abstract: the line of its own identifier, where it names a journal."""
    at = Lookup(lines)
    for each in own:
        line = at.at(ground.document.view.view_start(each.span.start)) if each.kind not in REGISTERS else None
        found = journal_line(line.text) if line and line.kind != "item" else None
        if line and found:
            return line, found
    return None


def _above_text(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines above the abstract, where a title stands."""
    for at, line in enumerate(lines[:_HEAD]):
        long = len(line.text) > _SENTENCES and journal_line(line.text) is None and not title_like(line.text)
        if (is_label(line.text) is not None or long) and authors_line(line.text) is None:
            return lines[:at]
    return lines[:_HEAD]


def _title(ground: Ground, head: Sequence[Line], cited: Cited | None) -> tuple[Place | None, bool]:
    """The title's place and whether it is in bold: a bold line, or a plain one right above the citation."""
    above = head[: head.index(cited[0])] if cited and cited[0] in head else head
    for lines, only_bold in ((above, True), (head, True), (above if cited else (), False)):
        for line in lines:
            if line.kind != "paragraph" or not title_like(line.text) or journal_line(line.text) is not None:
                continue
            bold = is_bold(ground.document, line)
            link = ground.mostly_link(line)
            if (only_bold and not bold) or (link is not None and not is_scholarly(link.url)):
                continue
            return (line.start, line.start + len(line.text.rstrip(" .*"))), bold
    return None, False


def _authors(head: Sequence[Line], cited: Cited | None) -> tuple[int, int, str] | None:
    """The line of names, or the names in front of the journal on the citation's own line."""
    place = _inside(cited[0], cited[1].authors) if cited else None
    if cited and place:
        words = cited[0].text[place[0] - cited[0].start : place[1] - cited[0].start]
        return *place, authors_line(words) or words
    return next(
        ((line.start, line.end, names) for line in head if journal_line(line.text) is None and (names := authors_line(line.text))), None
    )


def _is_text(ground: Ground, line: Line, known: tuple[Place | None, Cited | None, tuple[int, int, str] | None]) -> bool:
    """Whether a line belongs to the abstract: it is no title, citation, list of names, postal address or link."""
    title, cited, authors = known
    if (title and line.start <= title[0] < line.end) or (cited and line is cited[0]) or (authors and line.start <= authors[0] < line.end):
        return False
    if journal_line(line.text) or authors_line(line.text):
        return False
    if is_label(line.text) or len(line.text) >= _SENTENCES:
        return True
    return not (is_furniture(line.text) or is_address(line.text) or ground.mostly_link(line))


def _is_whole_abstract(text: str) -> bool:
    """Whether one paragraph is an abstract pasted without its citation: long or in the paper's own voice, with data and its design said outright."""
    if len(text) < (_OWN_ABSTRACT if _OWN_VOICE.search(text) else _WHOLE_ABSTRACT) or not tells_own_data(text):
        return False
    design = read_design("", text)
    return design is not None and design.design not in {"news", "observational", "review"}


def _inside(line: Line, place: Place | None) -> Place | None:
    return (line.start + place[0], line.start + place[1]) if place else None


def _dated(heading: Place | None, written: str) -> Place | None:
    """The year at the end of the heading."""
    printed = heading_year(written)
    return (heading[0] + printed[0], heading[0] + printed[1]) if heading and printed else None


def _year_beside(ground: Ground, head: Sequence[Line], own: tuple[Identifier, ...]) -> Place | None:
    """The year on the short line that holds the study's own identifier."""
    for line in head:
        if len(line.text) < _SENTENCES and any(each.identifier in own for each in ground.identifiers(line.start, line.end + 1)):
            printed = first_year(line.text)
            if printed:
                return _inside(line, printed)
    return None
