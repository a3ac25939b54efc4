"""Tags: the marks of HTML found in a text with their offsets, in one pass and without recursion."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from manystudies.documents.characters import shown
from manystudies.making import quick

MarkKind = Literal["close", "entity", "hidden", "open", "title"]

_NAME = r"<(/?)([a-zA-Z](?:[a-zA-Z0-9:_-]{0,59}[a-zA-Z0-9])?)(?=[\s/>])"
_TAG = re.compile(_NAME + r"""((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_SHORT_TAG = re.compile(_NAME + r"""((?:[^>"']{1,100}+|"[^"]{0,200}+"|'[^']{0,200}+'){0,8}+)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NEXT = re.compile(r"[<&]|\]\]>")
_RAW = frozenset({"iframe", "math", "noembed", "noframes", "object", "script", "style", "svg", "template", "textarea", "title", "xmp"})
_LONG_FAILURES = 50


@quick
@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of HTML: an opening or closing tag, an entity, or a stretch that no reader sees (script, comment …).

    `name` is the tag in small letters; `attributes` the text between name and `>`; `shown` what an entity reads as, or
    the words of a page's `<title>`.
    """

    kind: MarkKind
    name: str
    start: int
    end: int
    attributes: str = ""
    shown: str = ""

    def attribute(self, name: str) -> str | None:
        """The value of an attribute with entities resolved, "" for one without a value, None where it is absent."""
        for match in _ATTRIBUTE.finditer(self.attributes):
            if match[1].lower() == name:
                return unescape(match[2] or match[3] or match[4] or "")
        return None


def entity_at(text: str, start: int) -> Mark | None:
    """The entity that starts at `start`, such as `&nbsp;` (read as one space), or None where there is none."""
    match = _ENTITY.match(text, start)
    if match is None:
        return None
    value = unescape(match[0])
    return None if value == match[0] else Mark("entity", "", start, match.end(), shown=shown(value))


class TagReader:
    """Reads marks from one text; remembers searches that failed, so that hostile text takes linear time.

    `unclosed` is where the first comment starts that never ends; its words are shown, for nobody meant to hide the rest of the page.
    """

    __slots__ = ("_failures", "_missing", "text", "unclosed")

    def __init__(self, text: str) -> None:
        self.text = text
        self._missing: dict[str, int] = {}
        self._failures = 0
        self.unclosed: int | None = None

    def marks(self, start: int, end: int) -> Iterator[Mark]:
        """Every mark between `start` and `end`, in order; what lies between them is text."""
        position = start
        while (found := _NEXT.search(self.text, position, end)) is not None:
            at = found.start()
            if found[0] == "]]>":
                yield Mark("hidden", "cdata", at, at + 3)
                position = at + 3
                continue
            mark = entity_at(self.text, at) if found[0] == "&" else self.mark_at(at, end)
            if mark is None or mark.end > end:
                position = at + 1
                continue
            yield mark
            position = mark.end

    def mark_at(self, start: int, end: int) -> Mark | None:
        """The tag, comment or declaration that starts at `start` and ends before `end`, or None for a plain `<`."""
        following = self.text[start + 1 : start + 2]
        if following == "!":
            return self._declaration(start, end)
        if following == "?":
            return self._up_to(start, "?>", end) or self._up_to(start, ">", end)
        if not (following.isascii() and (following.isalpha() or following == "/")):
            return None
        match = (_SHORT_TAG if self._failures > _LONG_FAILURES else _TAG).match(self.text, start, end)
        if match is None:
            # Only an attempt that ran far is dear; `p <b` and the like fail at once.
            self._failures += 1
            return None
        name = match[2].lower()
        if match[1]:
            return Mark("close", name, start, match.end())
        if name in _RAW and not match[3].endswith("/"):
            return self._raw(name, match, end)
        return Mark("open", name, start, match.end(), match[3])

    def _raw(self, name: str, opening: re.Match[str], end: int) -> Mark:
        """A whole element whose inside is no page text; an unclosed one is only its opening tag."""
        start = opening.start()
        if self._missing.get(name) != end:
            closing = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(self.text, opening.end(), end)
            if closing is not None:
                stop = self.text.find(">", closing.end() - 1, end)
                stop = closing.end() if stop < 0 else stop + 1
                if name == "title":
                    return Mark("title", name, start, stop, shown=unescape(self.text[opening.end() : closing.start()]).strip())
                return Mark("hidden", name, start, stop, opening[3])
            self._missing[name] = end
        return Mark("hidden", name, start, opening.end())

    def _declaration(self, start: int, end: int) -> Mark | None:
        if self.text.startswith("<!--", start):
            return self._up_to(start, "-->", end)
        if self.text.startswith("<![CDATA[", start):
            # The words inside are text; only the marks around them go.
            return Mark("hidden", "cdata", start, start + 9)
        if self.text.startswith("<![", start):
            return self._up_to(start, ">", end)
        if not self.text[start + 2 : start + 3].isalpha():
            return None
        close = self.text.find(">", start, end)
        subset = self.text.find("[", start, max(close, start))
        if subset >= 0:
            return self._up_to(start, "]>", end) or self._up_to(start, ">", end)
        return self._up_to(start, ">", end)

    def _up_to(self, start: int, closing: str, end: int) -> Mark | None:
        if self._missing.get(closing) == end:
            return None
        stop = self.text.find(closing, start + 2, end)
        if stop < 0:
            if closing == "-->" and self.unclosed is None:
                self.unclosed = start
            # What is not found from here is not found from any later place either.
            self._missing[closing] = end
            return None
        return Mark("hidden", "", start, stop + len(closing))
