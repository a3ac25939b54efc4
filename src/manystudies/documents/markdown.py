"""Markdown pages: their leaves, marks, tables and raw HTML drafted in one pass."""

import re

from manystudies.documents.columns import pipe_cells
from manystudies.documents.draft import Draft, DraftTable
from manystudies.documents.flow import Flow
from manystudies.documents.html_pages import read_html_part
from manystudies.documents.markdown_blocks import BlockReader, Leaf
from manystudies.documents.markdown_inline import InlineReader
from manystudies.documents.tags import TagReader

# A shortcode of a site generator, {{< name … >}} or {{% name … %}}; it never holds another opening.
_SHORTCODE = re.compile(
    r"\{\{(?:<(?:[^{>]|\{(?!\{)|>(?!\}\}))*+>|%(?:[^{%]|\{(?!\{)|%(?!\}\}))*+%)\}\}"
    # What a converter left of the plugins of an older wiki (Tiki).
    r"|\{(?:ATTACH|BOX|CODE|COLOR|DIV|FADE|FONT|IMG|SPLIT|SUB|SUP|TABS?|img|include|maketoc)(?:[ (][^{}\n]{0,400})?\}|~/?(?:hs|np|pp|tc)~"
)

_OPENING = re.compile(r"\{\{[<%]")


def read_markdown(draft: Draft, start: int) -> None:
    """Draft a page of Markdown from `start` (behind the front matter) on."""
    masked = _mask_shortcodes(draft, start)
    blocks = BlockReader(masked, start)
    leaves = list(blocks.leaves())
    for cut in blocks.cuts:
        draft.cut(*cut)
    flow = Flow(draft)
    inline = InlineReader(draft, flow, masked, blocks.definitions)
    tags = TagReader(masked)
    for leaf in leaves:
        if leaf.kind == "html":
            flow.finish(leaf.start)
            read_html_part(flow, tags, leaf.start, leaf.end)
        elif leaf.kind in {"code", "rule"}:
            flow.block("code" if leaf.kind == "code" else "rule", leaf.start, leaf.end)
        elif leaf.kind == "table":
            _read_table(draft, flow, inline, leaf)
        elif leaf.kind != "definition":
            flow.begin(leaf.kind, leaf.level, leaf.start)
            inline.read(leaf.lines)
            flow.leave(leaf.end)
    flow.end(len(draft.text))
    if blocks.unclosed is not None:
        draft.faults.append(
            ("A code fence opens here and never closes; the rest of the page is shown as code.", blocks.unclosed, blocks.unclosed + 1)
        )
    for match in _OPENING.finditer(masked, start):
        draft.faults.append(("A shortcode opens here and never closes; a site generator stops at such a page.", *match.span()))


def _mask_shortcodes(draft: Draft, start: int) -> str:
    """The text with shortcodes hidden behind a character of private use, so that their marks are not read."""
    pieces: list[str] = []
    done = 0
    for match in _SHORTCODE.finditer(draft.text, start):
        draft.cut(*match.span(), "shortcode")
        pieces += (draft.text[done : match.start()], "\ue000" * (match.end() - match.start()))
        done = match.end()
    return "".join((*pieces, draft.text[done:])) if pieces else draft.text


def _read_table(draft: Draft, flow: Flow, inline: InlineReader, leaf: Leaf) -> None:
    """Draft a pipe table: each row a block, each cell a range; pipes inside a row stay to keep numbers apart."""
    flow.finish(leaf.start)
    rows = []
    for start, end in leaf.lines:
        cells = pipe_cells(inline.masked, start, end)
        for cell in cells:
            if cell[0] < cell[1]:
                inline.read([cell])
        flow.forget()
        draft.cut(start, cells[0][0])
        draft.cut(cells[-1][1], end)
        if cells[0][0] < cells[-1][1]:
            flow.block("row", cells[0][0], cells[-1][1])
        rows.append(cells)
    width = len(rows[0])
    draft.tables.append(DraftTable([row[:width] for row in rows], leaf.start, leaf.end))
