"""The block structure of Markdown: which lines are a heading, a paragraph, an item, a table, code or raw HTML.

One pass over the lines with a stack of open containers, as CommonMark 0.31 lays it down
(https://spec.commonmark.org/0.31.2/#phase-1-block-structure), with the pipe tables of GitHub's variant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from manystudies.documents.columns import advanced, pipe_cells, width_at
from manystudies.documents.html_openings import HTML_ALONE, HTML_BLOCK, HTML_OPENINGS

LeafKind = Literal["code", "definition", "heading", "html", "item", "paragraph", "quote", "rule", "table"]

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_BLANK = re.compile(r"[ \t]*$")
_INDENT = re.compile(r"[ \t]*")
_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_ATX_END = re.compile(r"[ \t]#+[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]\{[#.][^{}\n]{0,200}\}[ \t]*$")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
_BULLET = re.compile(r"[-+*](?=[ \t]|$)")
_NUMBER = re.compile(r"(\d{1,9})[.)](?=[ \t]|$)")
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DEFINITION = re.compile(
    r"\[([^\[\]\\]{1,200})\]:[ \t]*(<[^<>\s]{0,2000}>|[^\s<][^\s]{0,2000})(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*$"
)
_DEEPEST = 24
# Four blanks or more are code; up to three are nothing.
_MOST_INDENT = 3


@dataclass(slots=True)
class Leaf:
    """One block of Markdown: its lines as ranges of the text, and the ranges of its own marks, to be cut."""

    kind: LeafKind
    level: int
    lines: list[tuple[int, int]] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the first line starts."""
        return self.lines[0][0]

    @property
    def end(self) -> int:
        """Where the last line ends."""
        return self.lines[-1][1]


@dataclass(slots=True)
class _Container:
    """An open quote (`indent` 0) or list item (`indent`: the column its contents start at)."""

    indent: int
    is_quote: bool
    fresh: bool = True


class BlockReader:
    """Splits `text` from `start` on into leaves; `cuts` gathers the ranges of marks, `definitions` link addresses.

    `unclosed` is where code starts whose fence never closes, so that it runs to the end of the page.
    """

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.cuts: list[tuple[int, int]] = []
        self.definitions: dict[str, str] = {}
        self.unclosed: int | None = None
        self._containers: list[_Container] = []
        self._leaf: Leaf | None = None
        self._done: list[Leaf] = []
        self._fence: tuple[str, int] | None = None
        self._closing: re.Pattern[str] | None = None

    def leaves(self) -> Iterator[Leaf]:
        """Every leaf in order."""
        for start, end in _lines(self.text, self.start):
            self._line(start, end)
            if self._done:
                yield from self._done
                self._done.clear()
        if self._fence is not None and self._leaf is not None and self._leaf.lines:
            self.unclosed = self._leaf.start
        self._finish()
        yield from self._done

    def _line(self, position: int, end: int) -> None:
        text = self.text
        blank = position >= end or (text[position] in " \t" and _BLANK.match(text, position, end) is not None)
        column = 0
        matched = 0
        for container in self._containers:
            after = _INDENT.match(text, position, end)
            width = width_at(text, position, after.end() if after else position, column)
            if container.is_quote:
                at = after.end() if after else position
                if width - column > _MOST_INDENT or at >= end or text[at] != ">":
                    break
                position, column = self._past_quote(at, width, end)
                blank = _BLANK.match(text, position, end) is not None
            elif blank:
                pass
            elif width >= container.indent:
                position, column = advanced(text, position, column, container.indent)
            else:
                break
            matched += 1
        whole = matched == len(self._containers)
        if self._leaf is not None and whole and self._continues(position, end, column, blank=blank):
            return
        if blank:
            self._blank(matched)
            return
        self._open(position, end, column, matched)

    def _past_quote(self, at: int, width: int, end: int) -> tuple[int, int]:
        """Beyond a `>` and the one space that belongs to it."""
        column = width + 1
        after = at + 1
        if after < end and self.text[after] == " ":
            after, column = after + 1, column + 1
        self.cuts.append((at, after))
        return after, column

    def _blank(self, matched: int) -> None:
        """A blank line ends a paragraph, and a quote whose mark it lacks."""
        quote = next((index for index in range(matched, len(self._containers)) if self._containers[index].is_quote), None)
        if quote is not None:
            self._finish()
            del self._containers[quote:]
        elif self._leaf is not None and self._leaf.kind != "code" and self._closing is None:
            self._finish()
        elif self._leaf is None and self._containers and self._containers[-1].fresh and not self._containers[-1].is_quote:
            # An item that starts with a blank line holds nothing behind a second one.
            self._containers.pop()

    def _continues(self, position: int, end: int, column: int, *, blank: bool) -> bool:
        """Whether the line goes on with open code or raw HTML."""
        leaf = self._leaf
        text = self.text
        if leaf is None:
            return False
        if self._fence is not None:
            mark, indent = self._fence
            inner = _INDENT.match(text, position, end)
            at = inner.end() if inner else position
            if at - position <= _MOST_INDENT and text.startswith(mark, at) and not text[at:end].strip(mark[0] + " \t"):
                self.cuts.append((position, end))
                self._finish()
                return True
            leaf.lines.append((min(at, position + indent), end))
            return True
        if leaf.kind == "html":
            if self._closing is None:
                if blank:
                    return False
                leaf.lines.append((position, end))
                return True
            leaf.lines.append((position, end))
            if self._closing.search(text, position, end):
                self._finish()
            return True
        if leaf.kind == "code":
            inner = _INDENT.match(text, position, end)
            width = width_at(text, position, inner.end() if inner else position, column)
            if blank:
                return True
            if width - column > _MOST_INDENT:
                leaf.lines.append((advanced(text, position, column, column + 4)[0], end))
                return True
            self._finish()
        return False

    def _open(self, position: int, end: int, column: int, matched: int) -> None:
        """Open the containers and the leaf that the rest of the line starts, or go on with a paragraph."""
        text = self.text
        paragraph = self._leaf if self._leaf is not None and self._leaf.kind in {"paragraph", "item", "quote", "table"} else None
        # A line that begins with a letter, as most do, starts nothing: it belongs to a paragraph.
        while not text[position].isalpha():
            inner = _INDENT.match(text, position, end)
            at = inner.end() if inner else position
            width = width_at(text, position, at, column)
            indent = width - column
            if indent > _MOST_INDENT:
                if paragraph is not None:
                    break
                self._close_to(matched)
                self._start("code", 0, (advanced(text, position, column, column + 4)[0], end))
                return
            first = text[at]
            if first == ">" and len(self._containers) < _DEEPEST:
                self._close_to(matched)
                paragraph = None
                position, column = self._past_quote(at, width, end)
                self._containers.append(_Container(0, is_quote=True))
                matched += 1
            elif (
                first in "-_*"
                and paragraph is not None
                and matched == len(self._containers)
                and first == "-"
                and self._setext(paragraph, at, end)
            ):
                return
            elif first in "-_*" and _RULE.match(text, at, end):
                self._close_to(matched)
                self._start("rule", 0, (at, end))
                self._finish()
                return
            elif (item := self._item(at, end, width, paragraph if matched == len(self._containers) else None)) is not None:
                self._close_to(matched)
                paragraph = None
                position, column = item
                self._containers.append(_Container(column, is_quote=False))
                matched += 1
            else:
                if self._leaf_start(at, end, matched, paragraph):
                    return
                break
            if position >= end or _BLANK.match(text, position, end):
                return
        at = position
        if not text[position].isalpha() and (inner := _INDENT.match(text, position, end)):
            at = inner.end()
        if paragraph is not None:
            if paragraph.kind == "table":
                if matched == len(self._containers) and "|" in text[at:end]:
                    paragraph.lines.append((at, end))
                    return
                self._close_to(matched)
            else:
                # A line without its marks still belongs to the paragraph above it ("lazy continuation").
                if matched == len(self._containers) and self._table(paragraph, at, end):
                    return
                paragraph.lines.append((at, end))
                return
        self._close_to(matched)
        kind, level = self._paragraph_kind()
        self._start(kind, level, (at, end))

    def _setext(self, paragraph: Leaf, at: int, end: int) -> bool:
        """Whether the line underlines the paragraph above it, which is then a heading."""
        if paragraph.kind == "table" or _SETEXT.match(self.text, at, end) is None:
            return False
        if self._table(paragraph, at, end):
            return True
        paragraph.kind, paragraph.level = "heading", 1 if self.text[at] == "=" else 2
        self.cuts.append((at, end))
        self._finish()
        return True

    def _item(self, at: int, end: int, width: int, paragraph: Leaf | None) -> tuple[int, int] | None:
        """Beyond the mark of a list item, with the column of its contents, or None."""
        text = self.text
        number = None
        match = _BULLET.match(text, at, end)
        if match is None:
            number = match = _NUMBER.match(text, at, end)
        if match is None or sum(not each.is_quote for each in self._containers) >= _DEEPEST:
            return None
        empty = _BLANK.match(text, match.end(), end) is not None
        if paragraph is not None and paragraph.kind != "table" and (empty or (number is not None and number[1] != "1")):
            return None
        position, column = match.end(), width + match.end() - at
        if empty:
            self.cuts.append((at, position))
            return end, column + 1
        inner = _INDENT.match(text, position, end)
        gap = width_at(text, position, inner.end() if inner else position, column) - column
        step = gap if gap <= _MOST_INDENT + 1 else 1
        position, column = advanced(text, position, column, column + step)
        self.cuts.append((at, position))
        return position, column

    def _leaf_start(self, at: int, end: int, matched: int, paragraph: Leaf | None) -> bool:
        """Start a heading, fence, raw HTML or underline at `at`, if that is what stands there."""
        text = self.text
        first = text[at]
        if first == "#" and (match := _ATX.match(text, at, end)):
            self._close_to(matched)
            stop = end
            if attributes := _ATTRIBUTES.search(text, match.end(1), end):
                stop = max(attributes.start(), match.end())
                self.cuts.append((stop, end))
            elif closing := _ATX_END.search(text, match.end(1), end):
                stop = max(closing.start(), match.end())
                self.cuts.append((stop, end))
            self.cuts.append((at, match.end()))
            self._start("heading", len(match[1]), (match.end(), max(stop, match.end())))
            self._finish()
            return True
        if first in "`~" and (match := _FENCE.match(text, at, end)):
            self._close_to(matched)
            self.cuts.append((at, end))
            self._start("code", 0, None)
            self._fence = (match[1], 0)
            return True
        if first == "<":
            for opening, closing_pattern in HTML_OPENINGS:
                if opening.match(text, at, end):
                    self._close_to(matched)
                    self._start("html", 0, (at, end))
                    self._closing = closing_pattern
                    if closing_pattern.search(text, at + 2, end):
                        self._finish()
                    return True
            if HTML_BLOCK.match(text, at, end) or (paragraph is None and HTML_ALONE.match(text, at, end)):
                self._close_to(matched)
                self._start("html", 0, (at, end))
                return True
        return first == "=" and paragraph is not None and matched == len(self._containers) and self._setext(paragraph, at, end)

    def _table(self, paragraph: Leaf, at: int, end: int) -> bool:
        """Whether the line is the delimiter row of a table whose header is the paragraph's last line."""
        text = self.text
        if text[at] not in "|:-" or _DELIMITER.match(text, at, end) is None:
            return False
        header = paragraph.lines[-1]
        line = text[at:end]
        if "|" not in line or text.find("|", *header) < 0 or len(pipe_cells(text, *header)) != len(pipe_cells(text, at, end)):
            return False
        self.cuts.append((at, end))
        del paragraph.lines[-1]
        if paragraph.lines:
            self._finish()
        self._leaf = Leaf("table", 0, [header])
        return True

    def _paragraph_kind(self) -> tuple[LeafKind, int]:
        """What a paragraph is inside the open containers: an item's first, a quote, or plain."""
        if not self._containers:
            return "paragraph", 0
        last = self._containers[-1]
        if last.is_quote:
            return "quote", sum(each.is_quote for each in self._containers)
        if last.fresh:
            last.fresh = False
            return "item", sum(not each.is_quote for each in self._containers)
        return "paragraph", 0

    def _close_to(self, matched: int) -> None:
        self._finish()
        del self._containers[matched:]

    def _start(self, kind: LeafKind, level: int, line: tuple[int, int] | None) -> None:
        self._finish()
        if kind not in {"item", "quote", "paragraph"} and self._containers:
            self._containers[-1].fresh = False
        self._leaf = Leaf(kind, level, [] if line is None else [line])

    def _finish(self) -> None:
        leaf = self._leaf
        self._leaf = self._fence = self._closing = None
        if leaf is None:
            return
        if leaf.kind in {"item", "paragraph", "quote"}:
            self._define(leaf)
        if leaf.lines:
            self._done.append(leaf)

    def _define(self, leaf: Leaf) -> None:
        """Take link definitions off the top of a paragraph; a reader does not see them."""
        while leaf.lines and self.text.startswith("[", leaf.lines[0][0]):
            match = _DEFINITION.match(self.text, *leaf.lines[0])
            if match is None or match[1].startswith("^"):
                return
            self.definitions.setdefault(label(match[1]), match[2].strip("<>"))
            self.cuts.append(leaf.lines[0])
            del leaf.lines[0]


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The lines of a text from `start` on, each without its end."""
    if "\r" in text:
        for match in LINE.finditer(text, start):
            if match[0]:
                yield match.start(), match.start() + len(match[0].rstrip("\r\n"))
        return
    # One plain sign is looked for at the speed of memory.
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def label(words: str) -> str:
    """A link label as it is looked up: without regard to case and to how blanks are written."""
    return " ".join(words.split()).casefold()
