"""Elements: what an open tag says about the words inside it."""

import re
from dataclasses import dataclass

from manystudies.documents.document import BlockKind
from manystudies.documents.tags import Mark

CONTENT = frozenset({"article", "h1", "main"})
"""Elements that hold a page's own words; one of them inside a form or sidebar shows that this was no form or sidebar."""

_FURNITURE_TAGS = frozenset({"aside", "button", "dialog", "footer", "form", "menu", "nav", "select"})
_FURNITURE_CLASS = re.compile(
    r"(?:^|\s)(?:site-|page-|main-|article-|post-)?(?:advert\w*|ads?|breadcrumbs?|cookie\w*|newsletter\w*|pagination|popup|promo\w*|related-(?:articles|posts)|share|sharing|sidebar|signup|social)"
    r"(?:[-_](?:\w+))*(?=\s|$)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HOLDS: dict[str, tuple[BlockKind, int]] = {f"h{level}": ("heading", level) for level in range(1, 7)}


@dataclass(slots=True)
class Element:
    """An element that is open, with what it holds: the kind and level of a block that starts inside it."""

    name: str
    start: int
    inside: int
    furniture: bool
    unseen: bool
    lists: int
    quotes: int
    holds: tuple[BlockKind, int]


def opened(mark: Mark, around: Element | None) -> Element:
    """The element that an opening tag opens inside `around`."""
    lists = (around.lists if around else 0) + (mark.name in {"ul", "ol"})
    quotes = (around.quotes if around else 0) + (mark.name == "blockquote")
    holds = _HOLDS.get(mark.name) or (around.holds if around else ("paragraph", 0))
    if mark.name == "li":
        holds = ("item", max(lists, 1))
    elif mark.name == "blockquote":
        holds = ("quote", quotes)
    elif mark.name == "code" and around is not None and around.name == "pre":
        holds = ("code", 0)
    return Element(mark.name, mark.start, mark.end, _is_furniture(mark), _is_unseen(mark), lists, quotes, holds)


def _is_furniture(mark: Mark) -> bool:
    if mark.name in _FURNITURE_TAGS:
        return True
    if not mark.attributes or mark.name not in {"div", "section", "ul"}:
        return False
    return any(_FURNITURE_CLASS.search(mark.attribute(name) or "") for name in ("class", "id"))


def _is_unseen(mark: Mark) -> bool:
    said = mark.attributes
    if "hidden" not in said and "none" not in said:
        return False
    return mark.attribute("hidden") is not None or _UNSEEN.search(mark.attribute("style") or "") is not None
