"""Bytes enter; a `Document` that never changes leaves: text as given, reading view, structure, front matter."""

from manystudies.documents.characters import clipped
from manystudies.documents.document import (
    Block,
    BlockKind,
    BlockRole,
    Cell,
    CitationMark,
    Document,
    DocumentKind,
    FrontMatter,
    Link,
    LinkKind,
    Note,
    Reference,
    Repair,
    Revision,
    Section,
    Table,
)
from manystudies.documents.read import read_abstract, read_document
from manystudies.documents.reading import Edit, EditReason, ReadingView
from manystudies.documents.span import Span

__all__ = [
    "Block",
    "BlockKind",
    "BlockRole",
    "Cell",
    "CitationMark",
    "Document",
    "DocumentKind",
    "Edit",
    "EditReason",
    "FrontMatter",
    "Link",
    "LinkKind",
    "Note",
    "ReadingView",
    "Reference",
    "Repair",
    "Revision",
    "Section",
    "Span",
    "Table",
    "clipped",
    "read_abstract",
    "read_document",
]
