"""The page as written, block by block: text with its marks, and the cards that stand in the margin beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from manystudies.documents import Block, BlockRole, Document
from manystudies.pages.layers import Layers
from manystudies.pages.marked import inline

ROLE_WORDS: Mapping[BlockRole, str] = {
    "body": "",
    "chatbot": "A chatbot's answer: not evidence",
    "disclaimer": "Disclaimer",
    "furniture": "Site furniture",
    "metadata": "About this page",
    "reference": "Reference list: not evidence by itself",
    "see also": "See also: not evidence",
}
"""Whose voice a run of blocks is, told above its first one."""
_MOST = 20_000
_WHOLE = 200_000


@dataclass(frozen=True, slots=True)
class Written:
    """One block (or one table, or one gap) of a page. `cards` are the numbers of the problems that stand beside it."""

    kind: Literal["blockquote", "gap", "h4", "hr", "image", "item", "p", "pre", "revision", "table"]
    role: BlockRole
    label: str
    level: int
    content: Markup
    rows: tuple[tuple[Markup, ...], ...] = ()
    heads: tuple[str, ...] = ()
    row_heads: bool = False
    cards: tuple[int, ...] = ()


def written(layers: Layers, cards: Mapping[int, Sequence[int]]) -> tuple[Written, ...]:
    """The blocks of a page in order. `cards` names, for a block's index, the problems that stand beside it.

    Of a very long page only the headings and the blocks that something points at are shown; the rest is counted.
    """
    document = layers.document
    if not document.blocks:
        return (Written("gap", "body", "There is no text on this page", 0, Markup(""), cards=tuple(cards.get(-1, ()))),)
    long = len(document.view.text) > _WHOLE
    found: list[Written] = []
    role: BlockRole = "body"
    left_out = 0
    tables = {index: number for number, table in enumerate(document.tables) for index in _inside(document, table.start, table.end)}
    for table, group in groupby(range(len(document.blocks)), lambda index: tables.get(index, -1 - index)):
        indices = list(group)
        block = document.blocks[indices[0]]
        if long and not _pointed(layers, block) and not any(index in cards for index in indices):
            left_out += sum(document.blocks[index].end - document.blocks[index].start for index in indices)
            continue
        if left_out:
            found.append(_gap(left_out))
            left_out = 0
        found += [
            Written("revision", "body", f"Version {revision.number + 1}", 0, Markup(""))
            for revision in document.revisions
            if len(document.revisions) > 1 and block.start <= revision.start < document.blocks[indices[-1]].end
        ]
        label = ROLE_WORDS[block.role] if block.role != role else ""
        role = block.role
        beside = tuple(number for index in indices for number in cards.get(index, ()))
        found.append(_block(layers, block, label, beside) if table < 0 else _table(layers, table, block, label, beside))
    return (*found, _gap(left_out)) if left_out else tuple(found)


def _inside(document: Document, start: int, end: int) -> range:
    indices = [index for index, block in enumerate(document.blocks) if start <= block.start < end and block.kind == "row"]
    return range(indices[0], indices[-1] + 1) if indices else range(0)


def _pointed(layers: Layers, block: Block) -> bool:
    inside = any(block.start <= start < block.end for start, _ in layers.points) or any(
        start < block.end and block.start < end for start, end, _ in layers.marks
    )
    return inside or any(block.start <= start < block.end and span in layers.ids for start, _, span in layers.numbers)


def _gap(characters: int) -> Written:
    return Written("gap", "body", f"{characters:,} characters that nothing here points at are left out", 0, Markup(""))


def _block(layers: Layers, block: Block, label: str, cards: tuple[int, ...]) -> Written:
    kinds: Mapping[str, Literal["blockquote", "h4", "hr", "image", "item", "p", "pre"]] = {
        "code": "pre", "heading": "h4", "image": "image", "item": "item", "quote": "blockquote", "rule": "hr",
    }  # fmt: skip
    end = min(block.end, block.start + _MOST)
    content = inline(layers, block.start, end) if block.start < end else Markup("")
    if end < block.end:
        content += f" … {block.end - end:,} more characters"
    return Written(kinds.get(block.kind, "p"), block.role, label, block.level, content, cards=cards)


def _table(layers: Layers, number: int, block: Block, label: str, cards: tuple[int, ...]) -> Written:
    table = layers.document.tables[number]
    text = layers.document.view.text
    cells = [
        tuple(inline(layers, cell.start, cell.end) if cell.start < cell.end else Markup("") for cell in row)
        for row in (table.header, *table.rows)
    ]
    heads = tuple(" ".join(text[cell.start : cell.end].split()) for cell in table.header)
    return Written("table", block.role, label, 0, Markup(""), tuple(cells), heads, cards=cards)
