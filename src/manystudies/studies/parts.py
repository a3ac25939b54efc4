"""A page cut into parts: a heading with its own lines, up to the next heading, labels of an abstract kept together."""

from dataclasses import dataclass

from manystudies.documents import Block, BlockKind, BlockRole, Document
from manystudies.making import quick
from manystudies.studies.citation import is_label

_NOT_LINES: frozenset[BlockKind] = frozenset({"code", "heading", "image", "row", "rule"})


@quick
@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block: its place in the reading view, its words, its voice."""

    start: int
    end: int
    text: str
    kind: BlockKind
    role: BlockRole
    block: int


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (a view range, or None) and the lines under it that belong to no deeper heading of their own."""

    heading: tuple[int, int] | None
    level: int
    lines: tuple[Line, ...]
    start: int
    end: int
    sections: tuple[int, ...]
    role: BlockRole


def parts_of(document: Document) -> tuple[Part, ...]:
    """The parts of a page in order. A heading that only names a part of an abstract ("Methods") opens none."""
    order = sorted(document.sections, key=lambda section: (section.blocks[0], section.level))
    parts: list[Part] = []
    for at, section in enumerate(order):
        first = section.blocks[0]
        last = min(section.blocks[1], order[at + 1].blocks[0]) if at + 1 < len(order) else section.blocks[1]
        if first >= last:
            continue
        heading = document.blocks[section.heading] if section.heading is not None else None
        lines = _lines(document, first, last)
        start = document.blocks[first].start
        end = next((block.end for block in reversed(document.blocks[first:last]) if block.kind != "rule" and block.end > start), start)
        if end == start:
            continue
        label = heading is not None and parts and is_label(document.block_text(heading)) is not None and heading.role == "body"
        if heading is not None and label:
            before = parts.pop()
            named = Line(heading.start, heading.end, document.block_text(heading), "paragraph", heading.role, first)
            parts.append(
                Part(
                    before.heading,
                    before.level,
                    (*before.lines, named, *lines),
                    before.start,
                    end,
                    (*before.sections, section.index),
                    before.role,
                )
            )
            continue
        place = (heading.start, heading.end) if heading else None
        parts.append(Part(place, section.level, lines, start, end, (section.index,), heading.role if heading else "body"))
    return tuple(parts)


def _lines(document: Document, first: int, last: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    for index in range(first, last):
        block = document.blocks[index]
        if block.kind not in _NOT_LINES:
            lines += _block_lines(document, block, index)
    return tuple(lines)


def _block_lines(document: Document, block: Block, index: int) -> list[Line]:
    text = document.block_text(block)
    if text and "\n" not in text and not text[0].isspace() and not text[-1].isspace():
        return [Line(block.start, block.end, text, block.kind, block.role, index)]
    lines = []
    start = block.start
    for printed in text.split("\n"):
        words = printed.strip()
        if words:
            at = start + len(printed) - len(printed.lstrip())
            lines.append(Line(at, at + len(words), words, block.kind, block.role, index))
        start += len(printed) + 1
    return lines


def is_bold(document: Document, line: Line) -> bool:
    """Whether the whole line stands between bold marks in the text as given."""
    start, end = document.view.source_range(line.start, line.end)
    before, after = document.text[max(0, start - 40) : start].lower(), document.text[end : end + 12].lower().lstrip(" .*_")
    opened = (
        before.rstrip(" [").endswith(("**", "__", "<b>", "<strong>")) or ("<strong" in before and "</" not in before) or "**<" in before
    )
    closed = document.text[end : end + 40].lstrip(" .,])").startswith(("**", "__")) or after.startswith(("</b>", "</strong>", "</span>"))
    return opened and (closed or "**" in document.text[end : end + 300].split("\n", 1)[0])
