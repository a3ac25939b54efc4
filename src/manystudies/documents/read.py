"""From bytes to a document: the one place where a document is made."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from hashlib import sha256

from manystudies.documents.bylines import with_by_lines
from manystudies.documents.characters import character_edits, settled, shown
from manystudies.documents.decoding import decoded
from manystudies.documents.document import Block, Cell, CitationMark, Document, FrontMatter, Link, Note, Repair, Section, Table
from manystudies.documents.draft import Draft, is_safe
from manystudies.documents.front_matter import read_front_matter
from manystudies.documents.html_pages import read_html
from manystudies.documents.kinds import kind_of
from manystudies.documents.markdown import read_markdown
from manystudies.documents.mojibake import mojibake
from manystudies.documents.plain import read_plain
from manystudies.documents.reading import Edit, ReadingView
from manystudies.documents.revisions import TOO_LONG, revisions_of
from manystudies.documents.roles import with_roles
from manystudies.documents.sections import sections_of
from manystudies.documents.span import Span

# What parts the cells of a row; empty cells at its ends are not part of it.
_ROW_EDGES = "|"
_MARK = "\ufeff"
_MOST_FAULTS = 20
_LONGEST_CAPTION = 400
# A grid with far more places than written cells is no table of data.
_MOST_EMPTY = 10
_ALWAYS_FITS = 1000
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")


def read_document(data: bytes) -> Document:
    """Read a page a person brought: plain text, Markdown or HTML.

    >>> read_document(b"Iron helped.").text
    'Iron helped.'

    Raises:
        InputError: the bytes are no text; the message says what was found.
    """
    identity = sha256(data).hexdigest()
    given = decoded(data)
    front = read_front_matter(given.text, identity)
    # A byte order mark stays in the text as given; its first line, and what may stand at the start of that, begin behind it.
    start = max(front.end, len(_MARK) if given.text.startswith(_MARK) else 0)
    kind = kind_of(given.text, start, has_front_matter=front.end > 0)
    draft = Draft(given.text)
    draft.cut(0, front.end, "front matter")
    {"html": read_html, "markdown": read_markdown, "text": read_plain}[kind](draft, start)
    # Bytes that were no UTF-8 at all show, as windows-1252, signs that only look like mojibake.
    runs = () if given.encoding == "windows-1252" else mojibake(given.text)
    repairs = [Edit(run.start, run.end, shown(run.after), "mojibake") for run in runs]
    plan = settled(settled(draft.edits, iter(repairs)), character_edits(given.text))
    view = ReadingView.replay(given.text, plan)
    blocks = _blocks(draft, view)
    links = tuple(_links(draft, view, identity))
    marks = tuple(_marks(draft, view))
    blocks, references = with_roles(view.text, blocks, sections_of(blocks, len(view.text)), links, marks)
    revisions = revisions_of(view.text, blocks)
    return Document(
        identity,
        given.text,
        kind,
        given.encoding,
        view,
        front.matter if front.end else with_by_lines(_facts(draft), view.text, blocks),
        blocks=blocks,
        sections=sections_of(blocks, len(view.text), revisions),
        revisions=revisions,
        links=links,
        references=references,
        citations=marks,
        tables=tuple(_tables(draft, view, blocks)),
        repairs=tuple(Repair(Span(identity, run.start, run.end), given.text[run.start : run.end], run.after, run.codec) for run in runs),
        notes=(*given.notes, *front.notes, *_faults(draft, identity), *_size(given.text)),
    )


def read_abstract(text: str) -> Document:
    """Read one bare text, such as an abstract, whose reading view is the text itself.

    No marks, furniture or front matter are looked for, so view offsets equal source offsets.

    >>> document = read_abstract("OR 1.5 (1.1 to 2.0).")
    >>> document.quote(document.span(3, 6))
    '1.5'
    """
    identity = sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    blocks = tuple(
        Block("paragraph", "body", match.end() - len(match[0].lstrip()), match.start() + len(match[0].rstrip()))
        for match in _PARAGRAPH.finditer(text)
    )
    section = Section(0, None, 0, (0, len(blocks)), 0, len(text))
    return Document(identity, text, "text", "utf-8", ReadingView.replay(text, ()), blocks=blocks, sections=(section,) if blocks else ())


def _trimmed(text: str, start: int, end: int, edges: str = "") -> tuple[int, int]:
    """The range without blanks, or other characters of `edges`, at its ends; an empty one has start = end."""
    while start < end and (text[start].isspace() or text[start] in edges):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in edges):
        end -= 1
    return start, max(start, end)


def _range(view: ReadingView, start: int, end: int) -> tuple[int, int]:
    """The view range of a source range, blanks at its ends left out."""
    if start >= end:
        at = view.view_start(start)
        return at, at
    return _trimmed(view.text, view.view_start(start), view.view_end(end))


def _blocks(draft: Draft, view: ReadingView) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for kind, role, start, end, level in sorted(draft.blocks, key=lambda block: (block.start, -block.end)):
        first, last = _range(view, start, end)
        if kind == "row":
            first, last = _trimmed(view.text, first, last, _ROW_EDGES)
        if first < last and (not blocks or first >= blocks[-1].end):
            blocks.append(Block(kind, role, first, last, level))
    return tuple(blocks)


def _links(draft: Draft, view: ReadingView, identity: str) -> Iterator[Link]:
    for kind, url, words, whole in sorted(draft.links, key=lambda link: link.whole):
        yield Link(kind, url, *_range(view, *words), Span(identity, *whole), is_safe(url))


def _marks(draft: Draft, view: ReadingView) -> Iterator[CitationMark]:
    for label, url, start, end in sorted(draft.marks, key=lambda mark: mark.start):
        yield CitationMark(label, url if is_safe(url) else "", *_range(view, start, end))


def _tables(draft: Draft, view: ReadingView, blocks: Sequence[Block]) -> Iterator[Table]:
    starts = [block.start for block in blocks]
    for table in sorted(draft.tables, key=lambda each: each.start):
        start, end = _range(view, table.start, table.end)
        rows = [[Cell(*_range(view, *cell)) for cell in row] for row in table.rows]
        header, *others = rows
        width = max(map(len, rows))
        if width * len(rows) > _MOST_EMPTY * sum(map(len, rows)) + _ALWAYS_FITS:
            continue
        filled = [tuple(row + [Cell(row[-1].end, row[-1].end)] * (width - len(row))) for row in [header, *others]]
        caption = None
        if table.caption is not None and (words := _range(view, *table.caption))[0] < words[1]:
            caption = Cell(*words)
        else:
            before = bisect_right(starts, start - 1) - 1
            if before >= 0 and blocks[before].kind == "paragraph" and blocks[before].end - blocks[before].start <= _LONGEST_CAPTION:
                caption = Cell(blocks[before].start, blocks[before].end)
        yield Table(filled[0], tuple(filled[1:]), start, end, caption)


def _faults(draft: Draft, identity: str) -> Iterator[Note]:
    """What is wrong with the marks of a page, the first few places of it."""
    for message, start, end in sorted(draft.faults, key=lambda fault: fault[1])[:_MOST_FAULTS]:
        yield Note("markup", message, Span(identity, start, end))


def _size(text: str) -> Iterator[Note]:
    if len(text) > TOO_LONG:
        yield Note("size", f"The page has {len(text):,} characters; several versions of it inside one file were not looked for.")


def _facts(draft: Draft) -> FrontMatter:
    """What an HTML page says of itself in its head."""
    facts = draft.facts
    if not facts:
        return FrontMatter()
    date = next(
        (
            facts[key]
            for key in ("article:published_time", "citation_publication_date", "date", "dc.date", "article:modified_time")
            if facts.get(key)
        ),
        None,
    )
    tags = tuple(dict.fromkeys(each.strip() for each in facts.get("keywords", "").split(",") if each.strip()))
    return FrontMatter(facts.get("title") or facts.get("og:title") or None, date, tags, (), tuple(facts.items()))
