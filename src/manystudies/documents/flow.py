"""Flow: text and tags in reading order become blocks, rows, links and images."""

import re

from manystudies.documents.document import BlockKind, BlockRole
from manystudies.documents.draft import Draft, DraftBlock, DraftLink, DraftMark, DraftTable
from manystudies.documents.elements import CONTENT, Element, opened
from manystudies.documents.grids import Grid, squared
from manystudies.documents.reading import EditReason
from manystudies.documents.tags import Mark

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
    ],
)
_SCOPES = frozenset({"caption", "table", "td", "th"})
_RAISED = re.compile(r"\[?[\d\s,;–−+*-]{1,40}\]?$")
_WORD_BEFORE = re.compile(r"[A-Za-z]{3}$|[.,;:)\]”\"]$")
_SEARCH_DEPTH = 100


class Flow:
    """Takes the parts of a page in order and drafts its blocks; keeps a stack instead of calling itself."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._blocks = draft.blocks
        self._open: tuple[BlockKind, int, int] | None = None
        self._leaf: tuple[BlockKind, int] | None = None
        self._stack: list[Element] = []
        self._counts: dict[str, int] = {}
        self._furniture = 0
        self._grids: list[Grid] = []
        self._anchor: tuple[str, int, int] | None = None
        self._raised: Mark | None = None
        self._broken_at = -1
        self._line_break = -1

    @property
    def in_link(self) -> bool:
        """Whether an `<a>` with an address is open."""
        return self._anchor is not None

    @property
    def is_set_in_lines(self) -> bool:
        """Whether a `<pre>` is open, whose blank lines part paragraphs."""
        return bool(self._counts.get("pre"))

    @property
    def in_code(self) -> bool:
        """Whether code is open, a `<code>` within a `<pre>`."""
        return self._kind()[0] == "code"

    def begin(self, kind: BlockKind, level: int, start: int) -> None:
        """Start a block of Markdown at `start`; inside an HTML element that says more, that element decides its kind."""
        self.finish(start)
        self._leaf = self._kind() if kind == "paragraph" else (kind, level)
        self._open = (*self._leaf, start)

    def text(self, start: int, end: int) -> None:
        """Take characters `start` to `end` as words of the page."""
        if self._open is None:
            if not self.draft.text[start:end].strip():
                return
            self._open = (*(self._leaf or self._kind()), start)

    def leave(self, end: int) -> None:
        """Close the block of Markdown that `begin` opened."""
        self.finish(end)
        self._leaf = None

    def finish(self, end: int) -> None:
        """Close the open block, if any, at `end`."""
        if self._open is not None:
            kind, level, start = self._open
            if kind == "heading" and self._grids:
                self._grids[-1].holds_structure = True
            if start < end:
                self._blocks.append(DraftBlock(kind, self._role(), start, end, level))
            self._open = None

    def forget(self) -> None:
        """Drop the open block: its words belong to a row that the caller drafts."""
        self._open = None

    def block(self, kind: BlockKind, start: int, end: int) -> None:
        """A block that is whole: a rule or code."""
        self.finish(start)
        self._blocks.append(DraftBlock(kind, self._role(), start, end))

    def mark(self, mark: Mark) -> None:
        """Take one mark of HTML: cut it from the view and do what it says."""
        if mark.kind == "entity":
            self.text(mark.start, mark.end)
            self.draft.cut(mark.start, mark.end, "entity", mark.shown)
        elif mark.kind == "title":
            self.draft.facts.setdefault("title", mark.shown)
            self._break(mark, "hidden")
        elif mark.kind == "hidden":
            self.draft.cut(mark.start, mark.end, "hidden")
        elif mark.kind == "close":
            self._close(mark)
        else:
            self._opening(mark)

    def end(self, at: int) -> None:
        """The page ends at `at`: close what is open."""
        self.finish(at)
        while self._stack:
            self._pop(at, closed=False)

    def _role(self) -> BlockRole:
        return "furniture" if self._furniture else "body"

    def _kind(self) -> tuple[BlockKind, int]:
        return self._stack[-1].holds if self._stack else ("paragraph", 0)

    def _break(self, mark: Mark, reason: EditReason = "markup", replacement: str = "\n") -> None:
        """Cut a mark that parts two blocks; a run of them shows as one line end."""
        self.finish(mark.start)
        follows = self._broken_at == mark.start
        self.draft.cut(mark.start, mark.end, reason, "" if follows else replacement)
        self._broken_at = mark.end if follows or replacement else -1

    def _opening(self, mark: Mark) -> None:
        name = mark.name
        if name in _VOID:
            self._void(mark)
            return
        if name in {"td", "th"}:
            self._cell(mark)
            return
        if name in {"li", "dt", "dd", "option", "p"} or name in {"tr", "tbody", "thead", "tfoot"}:
            self._imply(name, mark.start)
        if name == "table":
            self._break(mark)
            if self._grids:
                self._grids[-1].holds_structure = True
            self._grids.append(Grid(mark.start, self._blocks))
            self._blocks = []
        elif name == "tr" and self._grids:
            self._break(mark)
            self._grids[-1].rows.append([])
        elif name == "a":
            self._end_anchor(mark.start, mark.start)
            address = mark.attribute("href")
            if address is not None:
                self._anchor = (address, mark.start, mark.end)
            self.draft.cut(mark.start, mark.end)
        elif name == "sup" and self._raised is None and not mark.attributes.endswith("/"):
            self._raised = mark
        elif name in _BLOCKS:
            self._break(mark)
        else:
            self.draft.cut(mark.start, mark.end)
        self._push(mark)

    def _void(self, mark: Mark) -> None:
        draft = self.draft
        if mark.name == "br":
            gap = draft.text[self._line_break : mark.start] if self._line_break >= 0 else "x"
            self._line_break = mark.end
            if self._open is not None and not gap.strip() and len(gap) < _SEARCH_DEPTH:
                self.finish(mark.start)
            draft.cut(mark.start, mark.end, "markup", "\n")
        elif mark.name == "hr":
            # Three edits, so that the rule is a range of its own between two line ends.
            self.finish(mark.start)
            draft.cut(mark.start, mark.start + 1, "markup", "\n")
            draft.cut(mark.start + 1, mark.end - 1, "markup", "---")
            draft.cut(mark.end - 1, mark.end, "markup", "\n")
            self.block("rule", mark.start + 1, mark.end - 1)
        elif mark.name == "img":
            source = mark.attribute("src") or mark.attribute("data-src") or ""
            draft.links.append(DraftLink("image", source, (mark.start, mark.start), (mark.start, mark.end)))
            draft.cut(mark.start, mark.end)
        else:
            if mark.name == "meta":
                name = (mark.attribute("name") or mark.attribute("property") or "").lower()
                if name:
                    draft.facts.setdefault(name, mark.attribute("content") or "")
            draft.cut(mark.start, mark.end)

    def _push(self, mark: Mark) -> None:
        if mark.attributes.endswith("/") and mark.name not in _BLOCKS and mark.name != "a":
            return
        element = opened(mark, self._stack[-1] if self._stack else None)
        if mark.name in CONTENT:
            for around in self._stack[-_SEARCH_DEPTH:]:
                # What holds the article itself is not the site around it, whatever its name.
                self._furniture -= around.furniture
                around.furniture = False
        self._stack.append(element)
        self._counts[mark.name] = self._counts.get(mark.name, 0) + 1
        self._furniture += element.furniture

    def _pop(self, at: int, end: int | None = None, *, closed: bool = True) -> None:
        element = self._stack.pop()
        self._counts[element.name] -= 1
        self._furniture -= element.furniture
        if element.unseen and closed:
            self.draft.cut(element.start, at if end is None else end, "hidden")
        if element.name == "a":
            self._end_anchor(at, at if end is None else end)
        elif element.name == "table" and self._grids:
            self._end_table(at)
        elif element.name in {"td", "th"} and self._grids:
            self._end_cell(at)
        elif element.name == "caption" and self._grids:
            self._grids[-1].caption = (element.inside, at)
        elif element.name == "sup":
            self._raise(at, at if end is None else end)

    def _close(self, mark: Mark) -> None:
        name = mark.name
        if name in _BLOCKS or name in {"td", "th"}:
            self._break(mark, replacement="" if name in {"td", "th"} else "\n")
        elif name != "sup" or self._raised is None:
            self.draft.cut(mark.start, mark.end)
        if not self._counts.get(name):
            return
        depth = len(self._stack) - 1
        lowest = max(0, len(self._stack) - _SEARCH_DEPTH)
        while depth >= lowest and self._stack[depth].name != name:
            if self._stack[depth].name in _SCOPES and name not in {"table", "tr", "tbody", "thead", "tfoot"} | _SCOPES:
                return
            depth -= 1
        if depth < lowest:
            return
        while len(self._stack) > depth + 1:
            self._pop(mark.start)
        self._pop(mark.start, mark.end)

    def _imply(self, name: str, at: int) -> None:
        """Close what HTML closes by itself: an item before the next item, a cell before the next row."""
        closes = {
            "li": {"li"},
            "p": {"p"},
            "dt": {"dt", "dd"},
            "dd": {"dt", "dd"},
            "option": {"option"},
            "tr": {"tr", "td", "th"},
            "td": {"td", "th"},
        }.get(name, {"tr", "td", "th", "tbody", "thead", "tfoot"})
        stops = (
            {"table"}
            if name in {"tr", "td", "tbody", "thead", "tfoot"}
            else {"ul", "ol", "dl", "table", "td", "th", "select", "div", "section"}
        )
        depth = len(self._stack) - 1
        lowest = max(0, len(self._stack) - _SEARCH_DEPTH)
        target = -1
        while depth >= lowest and self._stack[depth].name not in stops:
            if self._stack[depth].name in closes:
                target = depth
                if name not in {"tr", "tbody", "thead", "tfoot"}:
                    break
            depth -= 1
        if target >= 0:
            self.finish(at)
            while len(self._stack) > target:
                self._pop(at)

    def _cell(self, mark: Mark) -> None:
        self._imply("td", mark.start)
        self.finish(mark.start)
        if not self._grids:
            self._break(mark)
            return
        between = " | " if self._grids[-1].open_cell(mark) else ""
        self.draft.cut(mark.start, mark.end, "markup", between)
        self._push(mark)

    def _end_cell(self, at: int) -> None:
        self.finish(at)
        self._grids[-1].end_cell(at)

    def _end_table(self, at: int) -> None:
        self.finish(at)
        grid = self._grids.pop()
        inner, self._blocks = self._blocks, grid.outer
        rows = grid.data_rows()
        if not rows:
            self._blocks += inner
            return
        if grid.caption is not None:
            self._blocks += [block for block in inner if block.end <= rows[0][0].start]
        self._blocks += [DraftBlock("row", self._role(), row[0].start, row[-1].end) for row in rows if row[0].start < row[-1].end]
        self.draft.tables.append(DraftTable(squared(rows), grid.start, at, grid.caption))

    def _end_anchor(self, at: int, end: int) -> None:
        if self._anchor is not None:
            address, start, inside = self._anchor
            self._anchor = None
            if inside <= at:
                self.draft.link(address, (inside, at), (start, end))

    def _raise(self, at: int, end: int) -> None:
        """Raised digits: a power behind a digit, a citation mark behind a word, part of the unit behind m or kg."""
        mark, self._raised = self._raised, None
        if mark is None or mark.end > at:
            return
        draft, inside = self.draft, self.draft.text[mark.end : at]
        if inside.strip(" []") and _RAISED.match(inside):
            if inside.startswith("["):
                draft.marks.append(DraftMark(inside.strip("[] "), "", mark.start, max(end, at)))
                draft.cut(mark.start, mark.end)
                draft.cut(at, end)
                return
            before = draft.text[max(0, mark.start - 3) : mark.start]
            if before[-1:].isdigit():
                draft.cut(mark.start, mark.end, "markup", "^")
                draft.cut(at, end)
                return
            if _WORD_BEFORE.search(before) and "−" not in inside and not inside.startswith("-"):
                draft.cut(mark.start, mark.end, "markup", "[")
                draft.cut(at, end, "markup", "]")
                draft.marks.append(DraftMark(inside.strip(), "", mark.start, max(end, at)))
                return
        draft.cut(mark.start, mark.end)
        draft.cut(at, end)
