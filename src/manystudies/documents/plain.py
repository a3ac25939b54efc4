"""Plain text: lines and blank lines become headings, paragraphs and items."""

import re
from collections.abc import Iterator

from manystudies.documents.addresses import bare_addresses
from manystudies.documents.document import BlockKind
from manystudies.documents.draft import Draft, DraftBlock, DraftTable
from manystudies.documents.headings import is_heading
from manystudies.documents.markdown_blocks import LINE
from manystudies.documents.tags import entity_at

_ITEM = re.compile(r"[ \t]*(?:[-*•‣▪◦·–]|\(?\d{1,3}[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*(?:[-=_*~][ \t]*){3,}$")
_LONG_LINE = 45
_SURELY_LONG = 60
_PAIR = 2
_WIDEST = 200
_AMPERSAND = re.compile(r"&(?=[A-Za-z#])")


def read_plain(draft: Draft, start: int) -> None:
    """Draft a page of plain text from `start` on: groups of lines between blank lines, each wrapped or one block a line."""
    text = draft.text
    for group in _groups(text, start):
        if _is_table(text, group):
            _table(draft, group)
        else:
            for block in _blocks(text, group):
                draft.blocks.append(block)
    for match in _AMPERSAND.finditer(text, start):
        if mark := entity_at(text, match.start()):
            draft.cut(mark.start, mark.end, "entity", mark.shown)
    for address in bare_addresses(text, start, len(text)):
        url = text[address[0] : address[1]]
        draft.link(url if "://" in url else f"http://{url}", address, address, bare=True)


def _groups(text: str, start: int) -> Iterator[list[tuple[int, int]]]:
    """The lines between blank lines, as ranges without line ends."""
    group: list[tuple[int, int]] = []
    for match in LINE.finditer(text, start):
        begin, end = match.span()
        if text[begin:end].strip():
            while text[end - 1] in "\r\n":
                end -= 1
            group.append((begin, end))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _blocks(text: str, group: list[tuple[int, int]]) -> Iterator[DraftBlock]:
    if len(group) == 1:
        yield _alone(text, *group[0])
        return
    parts: list[list[tuple[int, int]]] = []
    for line in group:
        if not parts or _ITEM.match(text, *line) or _RULE.match(text, *line):
            parts.append([line])
        else:
            parts[-1].append(line)
    for part in parts:
        item = _ITEM.match(text, *part[0])
        if len(part) > 1 and (item or _is_wrapped(text, part)):
            yield DraftBlock("item" if item else "paragraph", "body", item.end() if item else part[0][0], part[-1][1], 1 if item else 0)
        else:
            for line in part:
                yield _in_group(text, *line)


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines are one paragraph that was broken to fit a width: no next word would have fitted on its line."""
    lengths = [end - start for start, end in lines]
    width = max(lengths)
    if width > _WIDEST or min(lengths[:-1]) < _LONG_LINE:
        return False
    if len(lines) == _PAIR:
        first, following = text[slice(*lines[0])].rstrip(), text[slice(*lines[1])].lstrip()
        return following[:1].islower() or (
            first[-1:].isalpha() and not first.istitle() and lengths[0] > _SURELY_LONG and not following[:1].isdigit()
        )
    fits = 0
    for index in range(len(lines) - 1):
        words = text[slice(*lines[index + 1])].split(maxsplit=1)
        fits += lengths[index] + 1 + len(words[0]) < width - 2
    return fits <= len(lines) // 5


def _alone(text: str, start: int, end: int) -> DraftBlock:
    """A line between blank lines: a rule, an item, a heading or a paragraph."""
    block = _in_group(text, start, end)
    if block.kind == "paragraph" and is_heading(text[start:end]):
        return DraftBlock("heading", "body", start, end, 2)
    return block


def _in_group(text: str, start: int, end: int) -> DraftBlock:
    kind: BlockKind = "paragraph"
    if _RULE.match(text, start, end):
        kind = "rule"
    elif item := _ITEM.match(text, start, end):
        return DraftBlock("item", "body", item.end(), end, 1)
    return DraftBlock(kind, "body", start, end)


def _is_table(text: str, group: list[tuple[int, int]]) -> bool:
    """Whether every line has the same number of tabs between words, as a table pasted from a spreadsheet has."""
    if len(group) < _PAIR:
        return False
    counts = {text[start:end].strip("\t ").count("\t") for start, end in group}
    return len(counts) == 1 and min(counts) > 0


def _table(draft: Draft, group: list[tuple[int, int]]) -> None:
    rows = []
    for start, end in group:
        cells = []
        at = start
        while True:
            tab = draft.text.find("\t", at, end)
            cells.append(_trimmed(draft.text, at, end if tab < 0 else tab))
            if tab < 0:
                break
            at = tab + 1
        draft.blocks.append(DraftBlock("row", "body", start, end))
        rows.append(cells)
    draft.tables.append(DraftTable(rows, group[0][0], group[-1][1]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
