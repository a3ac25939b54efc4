"""From bytes to a document: the one place where a document is made."""

import re
from hashlib import sha256

from manystudies.documents.document import Block, Document, Section
from manystudies.documents.reading import ReadingView

_PARAGRAPH = re.compile(r"[^\n](?:.|\n(?!\s*\n))*")


def read_document(data: bytes) -> Document:
    """Read a page a person brought: plain text, Markdown or HTML.

    >>> read_document(b"Iron helped.").text
    'Iron helped.'
    """
    return _paragraphs(data.decode("utf-8", errors="replace"), sha256(data).hexdigest())


def read_abstract(text: str) -> Document:
    """Read one bare text, such as an abstract, whose reading view is the text itself.

    No marks, furniture or front matter are looked for, so view offsets equal source offsets.

    >>> document = read_abstract("OR 1.5 (1.1 to 2.0).")
    >>> document.quote(document.span(3, 6))
    '1.5'
    """
    return _paragraphs(text, sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest())


def _paragraphs(text: str, identity: str) -> Document:
    blocks = tuple(Block("paragraph", "body", *match.span()) for match in _PARAGRAPH.finditer(text))
    section = Section(0, None, 0, (0, len(blocks)), 0, len(text))
    return Document(identity, text, "text", "utf-8", ReadingView.replay(text, ()), blocks=blocks, sections=(section,))
