"""The draft of a document: what reading has found so far, in offsets of the text as given."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from manystudies.documents.document import BlockKind, BlockRole, LinkKind
from manystudies.documents.reading import Edit, EditReason

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_SAFE_SCHEMES = frozenset({"doi:", "ftp:", "http:", "https:", "mailto:", "tel:"})


class DraftBlock(NamedTuple):
    """A block before the view exists."""

    kind: BlockKind
    role: BlockRole
    start: int
    end: int
    level: int = 0


class DraftLink(NamedTuple):
    """A link: address, the range of its words, the range of all of it."""

    kind: LinkKind
    url: str
    words: tuple[int, int]
    whole: tuple[int, int]


class DraftTable(NamedTuple):
    """A table: rows of ranges, the first one the header, and the range of all of it."""

    rows: list[list[tuple[int, int]]]
    start: int
    end: int
    caption: tuple[int, int] | None = None


class DraftMark(NamedTuple):
    """A citation mark: its label, its address and the range it stands at."""

    label: str
    url: str
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """Everything found in one text, gathered in reading order; only this room ever holds one."""

    text: str
    edits: list[Edit] = field(default_factory=list)
    blocks: list[DraftBlock] = field(default_factory=list)
    links: list[DraftLink] = field(default_factory=list)
    tables: list[DraftTable] = field(default_factory=list)
    marks: list[DraftMark] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[str, int, int]] = field(default_factory=list)

    def cut(self, start: int, end: int, reason: EditReason = "markup", replacement: str = "") -> None:
        """Leave characters `start` to `end` out of the reading view, or show `replacement` there."""
        if start < end:
            self.edits.append(Edit(start, end, replacement, reason))

    def link(self, url: str, words: tuple[int, int], whole: tuple[int, int], *, bare: bool = False) -> None:
        """Keep a link; one that leads to a PDF file is a PDF."""
        kind: LinkKind = "pdf" if re.split(r"[?#]", url, maxsplit=1)[0].lower().endswith(".pdf") else "bare" if bare else "link"
        self.links.append(DraftLink(kind, url, words, whole))


def is_safe(url: str) -> bool:
    r"""Whether an address may be followed from a page: http, https, mailto and the like, or one without a scheme.

    Blanks and control characters inside the scheme are what hides `javascript:` from a careless reader; they are
    taken out first.

    >>> is_safe("https://example.org"), is_safe("/posts/iron"), is_safe("java\tscript:alert(1)")
    (True, True, False)
    """
    scheme = _SCHEME.match(_BLANKS.sub("", url))
    return scheme is None or scheme[0].lower() in _SAFE_SCHEMES
