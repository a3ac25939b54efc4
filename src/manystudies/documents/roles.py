"""Roles: whose voice each block is: the page's own, a chatbot's, a reference list's, the web site's."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from manystudies.documents.chatbots import chatbot_blocks
from manystudies.documents.document import Block, BlockRole, CitationMark, Link, Reference, Section
from manystudies.documents.furniture import is_loose_date, role_by_words
from manystudies.documents.references import references_of

_SEE_ALSO = re.compile(
    r"\W*(?:see (?:also|too|more)\b|related (?:articles?|pages?|posts?|reading|topics?|studies)\b|further (?:reading|information)\b|external links?\b|more (?:on|about|from) |also (?:see|on)\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r".*\b(?:category|categories) (?:contains?|starts? with|has|have|listing)\b|.*\bitems? (?:found )?in (?:both|the) categor|.*\bpages? (?:listed|tagged) ",
    re.IGNORECASE,
)
_LONGEST_POINTER = 400
_SHORT = 70
_REPEATED = 8
_REPEATED_AT_ONCE = 4
_LABEL = re.compile(
    r"\b(?:abstract|aims?|background|conclusions?|context|design|discussion|evidence|findings|funding|importance|interpretation|interventions?|introduction|limitations?|outcomes?|materials?|measurements?|methods?|"
    r"objectives?|outcomes?|participants|patients|purpose|results?|setting|significance|subjects|summary)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_][^\W\d_'’&,-]*(?: [^\W\d_'’&,-]+)+\W*")
_SENTENCE = re.compile(r"[.!?]$|[.!?] [A-Z]")
_LONG_PARAGRAPH = 120
_TOP = 15
_MOSTLY = 0.85
_NEARLY_ALL = 0.9
_LITTLE = 1000
_MOST_BETWEEN = 3
_AROUND = 6
_DENSE = 0.4


def with_roles(
    text: str, blocks: Sequence[Block], sections: Sequence[Section], links: Sequence[Link], marks: Sequence[CitationMark]
) -> tuple[tuple[Block, ...], tuple[Reference, ...]]:
    """The blocks with the role each has, and the entries of the reference lists.

    What tags said (a footer, a form) stays. Then reference lists, the web site's own words, what stands between them,
    by-lines and dates at the top, "see also" lists, and chatbot answers.
    """
    roles: list[BlockRole] = [block.role for block in blocks]
    site = sum(block.end - block.start for block in blocks if block.role == "furniture")
    if site > max(_LITTLE, _NEARLY_ALL * sum(block.end - block.start for block in blocks)):
        # A form or sidebar around all there is (some systems wrap each page in one) is the page.
        roles = ["body"] * len(blocks)
    references, members = references_of(text, blocks)
    for index in members:
        roles[index] = "reference"
    for index, block in enumerate(blocks):
        if roles[index] == "body" and block.kind not in {"code", "row", "rule"}:
            words = text[block.start : block.end]
            # One word may well be a heading of the page; as a line of its own it is a button.
            roles[index] = "body" if block.kind == "heading" and words.isalpha() else role_by_words(words) or "body"
    _repeated(text, blocks, roles)
    _between(text, blocks, roles)
    _top(text, blocks, roles)
    for index in _pointers(text, blocks, sections, links):
        if roles[index] == "body":
            roles[index] = "see also"
    for index in chatbot_blocks(text, blocks, sections, links, marks):
        if roles[index] == "body":
            roles[index] = "chatbot"
    return tuple(block if block.role == role else replace(block, role=role) for block, role in zip(blocks, roles, strict=True)), references


def _repeated(text: str, blocks: Sequence[Block], roles: list[BlockRole]) -> None:
    """A short line that a page repeats again and again is a button, unless it labels the parts of abstracts."""
    lines = {
        index: text[block.start : block.end]
        for index, block in enumerate(blocks)
        if block.kind == "paragraph" and block.end - block.start <= _SHORT
    }
    counts = Counter(lines.values())
    doubled = Counter(line for index, line in lines.items() if lines.get(index + 1) == line)
    for index, line in lines.items():
        often = counts[line] >= _REPEATED or (counts[line] >= _REPEATED_AT_ONCE and doubled[line] > 1)
        if roles[index] == "body" and often and _WORDS.fullmatch(line) and not _LABEL.search(line) and not _SENTENCE.search(line):
            roles[index] = "furniture"


def _between(text: str, blocks: Sequence[Block], roles: list[BlockRole]) -> None:
    """A few short lines with the web site's words right before and behind, where most lines around are the web site's, are so as well."""
    fixed = [role == "furniture" for role in roles]
    sums = [0, *accumulate(fixed)]
    index = 0
    while index < len(blocks):
        if not index or not fixed[index - 1]:
            index += 1
            continue
        first = index
        while index < len(blocks) and roles[index] == "body" and _is_short_line(text, blocks[index]):
            index += 1
        if first < index < len(blocks) and index - first <= _MOST_BETWEEN and fixed[index]:
            low, high = max(0, first - _AROUND), min(len(blocks), index + _AROUND)
            if sums[high] - sums[low] >= _DENSE * (high - low):
                roles[first:index] = ["furniture"] * (index - first)
        index = max(index, first + 1)


def _is_short_line(text: str, block: Block) -> bool:
    if block.kind not in {"item", "paragraph"} or block.end - block.start > _SHORT:
        return False
    line = text[block.start : block.end]
    return not _SENTENCE.search(line) and not _LABEL.search(line)


def _top(text: str, blocks: Sequence[Block], roles: list[BlockRole]) -> None:
    """Dates and categories above the first long paragraph; a date beside a by-line anywhere."""
    end = next(
        (index for index, block in enumerate(blocks[:_TOP]) if block.kind == "paragraph" and block.end - block.start >= _LONG_PARAGRAPH),
        min(_TOP, len(blocks)),
    )
    for index, block in enumerate(blocks):
        if roles[index] != "body" or block.kind != "paragraph" or block.end - block.start > _SHORT:
            continue
        line = text[block.start : block.end]
        near = "metadata" in roles[max(0, index - 1) : index] or "metadata" in roles[index + 1 : index + 2]
        if is_loose_date(line) and (index < end or near):
            roles[index] = "metadata"
    for index in range(end):
        block = blocks[index]
        if (
            roles[index] == "body"
            and block.kind == "paragraph"
            and block.end - block.start <= _SHORT // 2
            and not _SENTENCE.search(text[block.start : block.end])
        ):
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            if after is not None and roles[index + 1] == "metadata" and is_loose_date(text[after.start : after.end]):
                roles[index] = "metadata"


def _pointers(text: str, blocks: Sequence[Block], sections: Sequence[Section], links: Sequence[Link]) -> set[int]:
    """Blocks that only point to other pages: "see also" sections, such lines with the list below them, lists of nothing but links within the site."""
    found: set[int] = set()
    for section in sections:
        if section.heading is not None and _points_away(text, blocks[section.heading]):
            found.update(range(*section.blocks))
    found.update(_link_lists(blocks, links))
    for index, block in enumerate(blocks):
        if index in found or block.kind not in {"item", "paragraph"} or block.end - block.start > _LONGEST_POINTER:
            continue
        if _points_away(text, block) and not _SENTENCE.search(text[block.start : block.end].rstrip(".")):
            found.add(index)
            following = index + 1
            while block.kind == "paragraph" and following < len(blocks) and blocks[following].kind in {"item", "quote"}:
                found.add(following)
                following += 1
    return found


def _points_away(text: str, block: Block) -> bool:
    """Whether a block says that others follow: "See also", "Items found in both the categories"."""
    if _SEE_ALSO.match(text, block.start, block.end):
        return True
    words = text[block.start : block.end].lower()
    return ("categor" in words or "listed" in words or "tagged" in words) and _LISTED.match(text, block.start, block.end) is not None


def _link_lists(blocks: Sequence[Block], links: Sequence[Link]) -> set[int]:
    """Items in a row that are each one link to another page of the same site."""
    inner = [link for link in links if link.url.startswith("/") and not link.url.startswith("//") and link.start < link.end]
    starts = [link.start for link in inner]
    alone = [False] * len(blocks)
    for index, block in enumerate(blocks):
        if block.kind == "item":
            place = bisect_left(starts, block.start)
            alone[index] = (
                place < len(inner)
                and inner[place].end <= block.end
                and _MOSTLY * (block.end - block.start) <= inner[place].end - inner[place].start
            )
    return {
        index
        for index in range(len(blocks))
        if alone[index] and (alone[index - 1 : index] == [True] or alone[index + 1 : index + 2] == [True])
    }
