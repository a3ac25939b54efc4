"""The inline marks of Markdown: which characters of a paragraph are marks, which are words, and where links lead.

Follows CommonMark 0.31 (https://spec.commonmark.org/0.31.2/#phase-2-inline-structure) with strikethrough and bare
addresses as in GitHub's variant. Linear: every search that can fail is bounded or remembered.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape

from manystudies.documents.addresses import bare_address
from manystudies.documents.draft import Draft, DraftLink, DraftMark
from manystudies.documents.emphasis import Delimiter, used_marks
from manystudies.documents.flow import Flow
from manystudies.documents.markdown_blocks import label
from manystudies.documents.tags import Mark, TagReader, entity_at

_SPECIAL = re.compile(r"[\\`*_~\[\]!<&\ue000hw](?:(?<![hw])|(?<![A-Za-z0-9][hw])(?:(?<=h)ttps?://|(?<=w)ww\.))")
_MARKS = re.compile(r"[\\`*_~\[\]!<&\ue000]")
"""The same for words without a bare address, as most are: one set of signs, which is found at once."""
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\r\n")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}|[^\s<>@]{1,64}@[^\s<>@]{1,250})>")
_TARGET = re.compile(r"\(\s{0,100}")
_POINTED = re.compile(r"<((?:[^<>\n\\]|\\.){0,4000})>")
_TITLE = re.compile(r"""\s{1,100}(?:"(?:[^"\\]|\\.){0,2000}"|'(?:[^'\\]|\\.){0,2000}'|\((?:[^()\\]|\\.){0,2000}\))""", re.DOTALL)
_TARGET_END = re.compile(r"\s{0,100}\)")
_PLAIN_ADDRESS = re.compile(r"[^\s()\\\x00-\x1f]+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CITATION = re.compile(r"\[?\^?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]?$")
_FOOTNOTE = re.compile(r"\[\^([\w-]{1,40})\]")
_NO_WORD = re.compile(r"\W+")
_DEEPEST_PARENTHESIS = 32
_LONGEST_LABEL = 300


class Lines:
    """The lines of one leaf as one string, with the way back to the text as given."""

    __slots__ = ("_inner", "_outer", "_shift", "content")

    def __init__(self, text: str, lines: list[tuple[int, int]]) -> None:
        self._inner = [0]
        self._outer = [lines[0][0]]
        # Most leaves are of one line, all of which is as far from its place in the text.
        self._shift = lines[0][0] if len(lines) == 1 else None
        if len(lines) == 1:
            self.content = text[lines[0][0] : lines[0][1]]
            return
        pieces = []
        length = 0
        for start, end in lines:
            self._inner.append(length)
            self._outer.append(start)
            pieces.append(text[start:end])
            length += end - start + 1
        self.content = "\n".join(pieces)

    def at(self, offset: int) -> int:
        """The offset in the text as given."""
        if self._shift is not None:
            return self._shift + offset
        index = bisect_right(self._inner, offset) - 1
        return self._outer[index] + offset - self._inner[index]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The range in the text as given."""
        if self._shift is not None:
            return self._shift + start, self._shift + max(start, end)
        return self.at(start), self.at(end - 1) + 1 if end > start else self.at(start)


@dataclass(slots=True)
class _Bracket:
    """An opening bracket that may start a link."""

    at: int
    is_image: bool
    delimiters: int
    links: int


class InlineReader:
    """Reads the leaves of one text; `definitions` are the addresses of labelled links."""

    def __init__(self, draft: Draft, flow: Flow, masked: str, definitions: dict[str, str]) -> None:
        self.draft = draft
        self.flow = flow
        self.masked = masked
        self.tags = TagReader(masked)
        self.definitions = definitions

    def read(self, lines: list[tuple[int, int]]) -> None:
        """Draft the marks and links of one leaf."""
        _Leaf(self, Lines(self.masked, lines)).read()


class _Leaf:
    """The state of reading one leaf."""

    __slots__ = ("brackets", "code_runs", "content", "delimiters", "draft", "floor", "flow", "lines", "position", "reader", "told")

    def __init__(self, reader: InlineReader, lines: Lines) -> None:
        self.reader = reader
        self.draft = reader.draft
        self.flow = reader.flow
        self.lines = lines
        self.content = lines.content
        self.position = 0
        self.told = 0
        self.brackets: list[_Bracket] = []
        self.floor = 0
        self.delimiters: list[Delimiter] = []
        self.code_runs: dict[int, list[int]] | None = None

    def read(self) -> None:
        content = self.content
        special = _SPECIAL if "://" in content or "www." in content else _MARKS
        while (found := special.search(content, self.position)) is not None:
            at = found.start()
            character = content[at]
            self.position = at + 1
            if character == "\\":
                self._escape(at)
            elif character == "`":
                self._code(at)
            elif character in "*_~":
                self._delimiter(at, character)
            elif character == "!":
                if content.startswith("[", at + 1):
                    self.position = at + 2
                    self._bracket(at, is_image=True)
            elif character == "[":
                self._bracket(at, is_image=False)
            elif character == "]":
                self._close_bracket(at)
            elif character == "<":
                self._tag(at)
            elif character == "&":
                if mark := entity_at(content, at):
                    self._cut(at, mark.end, "entity", mark.shown)
                    self.position = mark.end
            elif character == "\ue000":
                end = at + 1
                while content.startswith("\ue000", end):
                    end += 1
                self.position = end
            else:
                self._bare(at)
        self._emphasis(0)
        self._tell(len(content))

    def _cut(self, start: int, end: int, reason: str = "markup", replacement: str = "") -> None:
        outer = self.lines.range(start, end)
        if reason == "entity":
            self.draft.cut(*outer, "entity", replacement)
        else:
            self.draft.cut(*outer, "markup", replacement)

    def _tell(self, end: int) -> None:
        """Let the flow know that what was read up to `end` is words."""
        if self.told < end:
            self.flow.text(*self.lines.range(self.told, end))
            self.told = end

    def _escape(self, at: int) -> None:
        if self.content[at + 1 : at + 2] in _ESCAPABLE and at + 1 < len(self.content):
            self._cut(at, at + 1)
            self.position = at + 2

    def _code(self, at: int) -> None:
        content = self.content
        end = at
        while content.startswith("`", end):
            end += 1
        self.position = end
        if self.code_runs is None:
            self.code_runs = {}
            for match in re.finditer(r"`+", content):
                self.code_runs.setdefault(match.end() - match.start(), []).append(match.start())
        runs = self.code_runs.get(end - at, [])
        index = bisect_right(runs, at)
        if index < len(runs):
            self._cut(at, end)
            self._cut(runs[index], runs[index] + end - at)
            self.position = runs[index] + end - at

    def _delimiter(self, at: int, character: str) -> None:
        content = self.content
        end = at
        while content.startswith(character, end):
            end += 1
        self.position = end
        if character == "~" and end - at != len("~~"):
            return
        before = content[at - 1] if at else "\n"
        after = content[end] if end < len(content) else "\n"
        before_blank, after_blank = before.isspace(), after.isspace()
        before_mark, after_mark = _is_punctuation(before), _is_punctuation(after)
        left = not after_blank and (not after_mark or before_blank or before_mark)
        right = not before_blank and (not before_mark or after_blank or after_mark)
        if character == "_":
            opens, closes = left and (not right or before_mark), right and (not left or after_mark)
        else:
            opens, closes = left, right
        if opens or closes:
            self.delimiters.append(Delimiter(character, at, end - at, opens, closes))

    def _emphasis(self, bottom: int) -> None:
        if len(self.delimiters) > bottom:
            for start, end in used_marks(self.delimiters[bottom:]):
                self._cut(start, end)
            del self.delimiters[bottom:]

    def _bracket(self, at: int, *, is_image: bool) -> None:
        self.brackets.append(_Bracket(at, is_image, len(self.delimiters), len(self.draft.links)))

    def _close_bracket(self, at: int) -> None:
        if not self.brackets:
            return
        bracket = self.brackets.pop()
        if not bracket.is_image and len(self.brackets) < self.floor:
            # A link holds no link: brackets around one that is closed stay words.
            self.floor = min(self.floor, len(self.brackets))
            return
        target = self._target(at, bracket)
        if target is None:
            if not bracket.is_image and (note := _FOOTNOTE.fullmatch(self.content, bracket.at, at + 1)):
                self._cut(bracket.at + 1, bracket.at + 2)
                self.draft.marks.append(DraftMark(note[1], "", *self.lines.range(bracket.at, at + 1)))
            return
        url, end = target
        inside = bracket.at + (2 if bracket.is_image else 1)
        whole = self.lines.range(bracket.at, end)
        draft = self.draft
        if not bracket.is_image and _is_own_address(self.content[inside:at], url):
            self._cut(at + 1, end)
            self.position = end
            return
        if bracket.is_image:
            draft.links.append(DraftLink("image", url, (whole[0], whole[0]), whole))
            self._cut(bracket.at, end)
            del self.delimiters[bracket.delimiters :]
        else:
            self._emphasis(bracket.delimiters)
            del draft.links[bracket.links :]
            words = self.content[inside:at]
            if _CITATION.match(words):
                # A citation mark keeps its brackets, so that its number is not taken for one of the sentence.
                draft.marks.append(DraftMark(words.strip("[]^"), url, whole[0], self.lines.at(at) + 1))
                self._cut(at + 1, end)
            else:
                self._cut(bracket.at, inside)
                self._cut(at, end)
            draft.link(url, self.lines.range(inside, at), whole)
            self.floor = len(self.brackets)
        self.position = end

    def _target(self, at: int, bracket: _Bracket) -> tuple[str, int] | None:
        """The address behind a closing bracket, with the end of the whole link."""
        content = self.content
        if content.startswith("(", at + 1):
            found = self._inline_target(at + 1)
            if found is not None:
                return found
        if not self.reader.definitions:
            return None
        inside = bracket.at + (2 if bracket.is_image else 1)
        end = at + 1
        name = content[inside:at] if at - inside < _LONGEST_LABEL else ""
        if content.startswith("[", end):
            close = content.find("]", end, end + _LONGEST_LABEL)
            if close > end + 1:
                name, end = content[end + 1 : close], close + 1
            elif close == end + 1:
                end += 2
        url = self.reader.definitions.get(label(name))
        return None if url is None else (url, end)

    def _inline_target(self, at: int) -> tuple[str, int] | None:
        content = self.content
        opening = _TARGET.match(content, at)
        position = opening.end() if opening else at + 1
        if pointed := _POINTED.match(content, position):
            url, position = pointed[1], pointed.end()
        else:
            start = position
            depth = 0
            while position < len(content):
                if run := _PLAIN_ADDRESS.match(content, position):
                    position = run.end()
                    continue
                character = content[position]
                if character == "\\" and content[position + 1 : position + 2] in _ESCAPABLE:
                    position += 1
                elif character == "(":
                    depth += 1
                    if depth > _DEEPEST_PARENTHESIS:
                        return None
                elif character == ")":
                    if not depth:
                        break
                    depth -= 1
                elif character != "\\":
                    break
                position += 1
            if depth:
                return None
            url = content[start:position]
        if title := _TITLE.match(content, position):
            position = title.end()
        end = _TARGET_END.match(content, position)
        if end is None:
            return None
        return unescape(_ESCAPED.sub(r"\1", url)), end.end()

    def _tag(self, at: int) -> None:
        content = self.content
        if match := _AUTOLINK.match(content, at):
            self._cut(at, at + 1)
            self._cut(match.end() - 1, match.end())
            url = match[1] if ":" in match[1] else f"mailto:{match[1]}"
            self.draft.link(url, self.lines.range(at + 1, match.end() - 1), self.lines.range(at, match.end()), bare=True)
            self.position = match.end()
            return
        outer = self.lines.at(at)
        mark = self.reader.tags.mark_at(outer, self.lines.at(len(content)))
        if mark is not None:
            self._tell(at)
            self.flow.mark(mark)
            self.position = self._inner(mark, at)
            self.told = self.position

    def _inner(self, mark: Mark, at: int) -> int:
        """The offset in the leaf that follows a mark of HTML, which may run over several lines."""
        position = at + mark.end - mark.start
        while position > at + 1 and self.lines.at(position - 1) >= mark.end:
            position -= 1
        return position

    def _bare(self, at: int) -> None:
        end = bare_address(self.content, at)
        if end is not None:
            self.position = end
            for entity in self.reader.tags.marks(*self.lines.range(at, end)):
                self.draft.cut(entity.start, entity.end, "entity", entity.shown)
            if self.flow.in_link:
                return
            words = self.lines.range(at, end)
            url = unescape(self.content[at:end])
            self.draft.link(url if "://" in url else f"http://{url}", words, words, bare=True)


def _is_own_address(words: str, url: str) -> bool:
    """Whether an address only repeats its words: brackets of the text, such as [95% CI, 1 to 2], that a converter took for a link."""
    return " " in words and "%20" in url and "://" not in url and _NO_WORD.sub("", url.replace("%20", "")) == _NO_WORD.sub("", words)


def _is_punctuation(character: str) -> bool:
    if character.isascii():
        return character in _ESCAPABLE and character not in "\r\n"
    return unicodedata.category(character)[0] in "PS"
