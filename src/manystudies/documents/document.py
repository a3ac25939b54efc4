"""A document that never changes: the text as given, its reading view and its structure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from manystudies.documents.reading import Edit, ReadingView
from manystudies.documents.span import Span
from manystudies.errors import SpanError
from manystudies.making import quick

DocumentKind = Literal["html", "markdown", "text"]
BlockKind = Literal["code", "heading", "image", "item", "paragraph", "quote", "row", "rule"]
BlockRole = Literal["body", "chatbot", "disclaimer", "furniture", "metadata", "reference", "see also"]
LinkKind = Literal["bare", "image", "link", "pdf"]
NoteKind = Literal["encoding", "front matter", "markup", "mojibake", "size"]


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, table row … as a range of the reading view.

    `level` is 1–6 for a heading (a heading recognised in plain text has 2), the nesting depth (from 1)
    for an item or quote, else 0. `role` says whose voice it is: `body` is the page itself or an
    abstract pasted into it; the others are never evidence.
    """

    kind: BlockKind
    role: BlockRole
    start: int
    end: int
    level: int = 0


@quick
@dataclass(frozen=True, slots=True)
class Section:
    """A heading (or the text before the first one) with everything up to the next heading of its level or above.

    `blocks` is the range of indices into `Document.blocks`, heading included; `heading` is the index of
    the heading block or None; `revision` is the number (from 0) of the revision it belongs to.
    """

    index: int
    heading: int | None
    level: int
    blocks: tuple[int, int]
    start: int
    end: int
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of the page where the same page was saved more than once in a file (view range).

    A page that stands in its file once, as most do, has no revisions at all.
    """

    number: int
    start: int
    end: int


@quick
@dataclass(frozen=True, slots=True)
class Link:
    """A link, image or PDF: the view range of its words (empty for an image) and the address as written.

    `source` is the range in the text as given that holds the whole link, marks and address included. Only a `safe`
    address may be followed from a page: http, https, mailto and the like, or one without a scheme; `javascript:` and
    `data:` are not safe.
    """

    kind: LinkKind
    url: str
    start: int
    end: int
    source: Span
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a reference list (view range): the list it stands in, from 0, and its number there, from 1."""

    listing: int
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table as a view range without its padding; an empty cell has start = end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header cells and its rows, each as long as the header; `caption` is the paragraph right above, if any."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    caption: Cell | None = None


@dataclass(frozen=True, slots=True)
class CitationMark:
    """A citation mark, such as the [6] of a chatbot answer: the view range it stands at and what it points to."""

    label: str
    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """Mojibake that the reading view repairs: what was written, what is shown, and the encoding undone."""

    span: Span
    before: str
    after: str
    codec: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd met while reading, told and not mended (a front matter that does not parse, a wrong byte …)."""

    kind: NoteKind
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata in front of a page.

    `fields` keeps every scalar as text, in the order given; `title_span` is where the title is written, without its
    quotation marks, None where that cannot be told.
    """

    title: str | None = None
    date: str | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    span: Span | None = None
    title_span: Span | None = None


@quick
@dataclass(frozen=True, slots=True)
class Document:
    """What a person brought, read once and never changed.

    `identity` is the SHA-256 of the bytes in hexadecimal, `text` the text as given (decoded, line ends
    untouched), `view` the reading view. Blocks, sections, revisions, links, references, marks use view
    offsets; a `Span` always uses the text as given.
    """

    identity: str
    text: str = field(repr=False)
    kind: DocumentKind
    encoding: str
    view: ReadingView = field(repr=False)
    front: FrontMatter = FrontMatter()
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    sections: tuple[Section, ...] = field(default=(), repr=False)
    revisions: tuple[Revision, ...] = field(default=(), repr=False)
    links: tuple[Link, ...] = field(default=(), repr=False)
    references: tuple[Reference, ...] = field(default=(), repr=False)
    citations: tuple[CitationMark, ...] = field(default=(), repr=False)
    tables: tuple[Table, ...] = field(default=(), repr=False)
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    notes: tuple[Note, ...] = field(default=(), repr=False)

    def span(self, start: int, end: int) -> Span:
        """The span, in the text as given, of view characters `start` to `end`."""
        return Span(self.identity, *self.view.source_range(start, end))

    def quote(self, span: Span) -> str:
        """The text as given at `span`, marks included.

        Raises:
            SpanError: the span is of another document or reaches beyond this one.
        """
        self._own(span)
        return self.text[span.start : span.end]

    def words(self, span: Span) -> str:
        """What a reader sees at `span`: the reading view of that range, and of the title in the front matter the title itself."""
        self._own(span)
        if span == self.front.title_span and self.front.title:
            return self.front.title
        return self.view.text[self.view.view_start(span.start) : self.view.view_end(span.end)]

    def block_text(self, block: Block) -> str:
        """The reading view of one block."""
        return self.view.text[block.start : block.end]

    def section_blocks(self, section: Section) -> Iterator[Block]:
        """The blocks of a section, its heading first."""
        return iter(self.blocks[section.blocks[0] : section.blocks[1]])

    def heading_text(self, section: Section) -> str | None:
        """The words of a section's heading, or None where it has none."""
        return None if section.heading is None else self.block_text(self.blocks[section.heading])

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The plan that turns the text as given into the reading view."""
        return self.view.edits

    def _own(self, span: Span) -> None:
        if span.document != self.identity:
            raise SpanError(f"The span is of document {span.document[:12]}, not of {self.identity[:12]}.")
        if span.end > len(self.text):
            raise SpanError(f"The span ends at {span.end}, beyond a text of {len(self.text)} characters.")
