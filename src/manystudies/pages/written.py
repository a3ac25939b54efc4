"""The page as written, block by block: text with its marks, and the cards that stand in the margin beside it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from manystudies.documents import Block, BlockRole, Document, Table
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


@dataclass(frozen=True, slots=True)
class Written:
    """One block (or one table, or one gap) of a page. `cards` are the numbers of the problems that stand beside it.

    `place` is the view offset at which its words start, −1 where it shows no words of the page.
    """

    kind: Literal["blockquote", "gap", "h4", "hr", "image", "item", "p", "pre", "revision", "table"]
    role: BlockRole
    label: str
    level: int
    content: Markup
    rows: tuple[tuple[Markup, ...], ...] = ()
    cards: tuple[int, ...] = ()
    place: int = -1


def written(layers: Layers, cards: Mapping[int, Sequence[int]]) -> tuple[Written, ...]:
    """The shown blocks of a page in order. `cards` names, for a block's index, the problems that stand beside it."""
    document = layers.document
    if not document.blocks:
        return (Written("gap", "body", "There is no text on this page", 0, Markup(""), cards=tuple(cards.get(-1, ()))),)
    tables = {index: number for number, table in enumerate(document.tables) for index in _rows(document, table)}
    found: list[Written] = []
    role: BlockRole = "body"
    done = versions = 0

    def table_of(part: tuple[int, int, int]) -> int:
        return tables.get(part[0], -1 - part[0])

    for table, group in groupby(layers.shown, table_of):
        parts = list(group)
        index, start, end = parts[0]
        block = document.blocks[index]
        if index > done:
            found.append(_gap(sum(each.end - each.start for each in document.blocks[done:index])))
        done = parts[-1][0] + 1
        if len(document.revisions) > 1:
            while versions < len(document.revisions) and document.revisions[versions].start < block.end:
                versions += 1
                found.append(Written("revision", "body", f"Version {versions}", 0, Markup("")))
        label = ROLE_WORDS[block.role] if block.role != role else ""
        role = block.role
        beside = tuple(number for part in parts for number in cards.get(part[0], ()))
        found.append(_block(layers, block, (start, end), label, beside) if table < 0 else _table(layers, table, block, label, beside))
    if done < len(document.blocks):
        found.append(_gap(sum(each.end - each.start for each in document.blocks[done:])))
    return tuple(found)


def _rows(document: Document, table: Table) -> range:
    first = bisect_left(document.blocks, table.start, key=lambda block: block.start)
    last = bisect_left(document.blocks, table.end, key=lambda block: block.start)
    while first < last and document.blocks[first].kind != "row":
        first += 1
    return range(first, last)


def _gap(characters: int) -> Written:
    return Written("gap", "body", f"{characters:,} characters that nothing here points at are left out", 0, Markup(""))


def _block(layers: Layers, block: Block, part: tuple[int, int], label: str, cards: tuple[int, ...]) -> Written:
    kinds: Mapping[str, Literal["blockquote", "h4", "hr", "image", "item", "p", "pre"]] = {
        "code": "pre", "heading": "h4", "image": "image", "item": "item", "quote": "blockquote", "rule": "hr",
    }  # fmt: skip
    start, end = part
    content = inline(layers, start, end) if start < end else Markup("")
    if end < block.end:
        content += Markup(" <span class=k>… {:,} more characters</span>").format(block.end - end)
    return Written(kinds.get(block.kind, "p"), block.role, label, block.level, content, cards=cards, place=start)


def _table(layers: Layers, number: int, block: Block, label: str, cards: tuple[int, ...]) -> Written:
    table = layers.document.tables[number]
    cells = [
        tuple(inline(layers, cell.start, cell.end) if cell.start < cell.end else Markup("") for cell in row)
        for row in (table.header, *table.rows)
    ]
    return Written("table", block.role, label, 0, Markup(""), tuple(cells), cards=cards)
