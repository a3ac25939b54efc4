"""Reference lists: below their heading, or told by the shape of their entries."""

import re
from collections.abc import Sequence

from manystudies.documents.document import Block, Reference

_HEADING = re.compile(
    r"(?:\W*)(?:selected |key |cited |further )?(?:references?(?: cited| list)?|bibliography|literature(?: cited)?|works cited|citations|sources|footnotes|endnotes)\W*(?:\(?[\w ]{1,30}\)|\d{1,3})?\W*$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 40
_YEAR = re.compile(r"\((?:[A-Za-z]{3,9}\.? )?((?:19|20)\d\d)[a-z]?(?:,[^()]{0,40})?\)|(?<![\d/.-])((?:19|20)\d\d)[a-z]?(?=[;,.:)\s]|$)")
_PLACE = re.compile(
    r"\b\d{1,4}\s?(?:\([^()\s]{1,20}\))?\s?[:,]\s?(?:[eE]?\d{1,7}[-–]?\d{0,7})\b|\b10\.\d{4,9}/|https?://|\bpmid\b|\bdoi\b|\bpp?\.\s?\d|\bet al\b|\bin press\b|\bPress\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\W{0,3}\d{1,3}[.)\]:]{0,2}\s+")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_SMALL_NAMES = frozenset(
    ["and", "et", "al", "de", "del", "della", "der", "di", "da", "das", "do", "dos", "du", "la", "le", "van", "von", "ten", "ter", "el", "bin", "ibn", "for", "the", "of", "on"]
)  # fmt: skip
_INITIALS = re.compile(r"\b[A-Z]{1,3}\b\.?|\b[A-Z]\.")
_FEWEST = 3
_SHORTEST = 25
_LONGEST = 900
_SHORTEST_NAME = 3
_LONGEST_NAMES = 400
_LONGEST_INSTITUTION = 12
_NAMED = 0.85


def references_of(text: str, blocks: Sequence[Block]) -> tuple[tuple[Reference, ...], frozenset[int]]:
    """The entries of all reference lists of a page, and the indices of the blocks that hold them or head them.

    Below a line that reads "References" every item, and every paragraph that looks like a reference, is an entry, up to
    the next heading or rule. Elsewhere three or more blocks in a row that look like references (names, a year, a place
    to find it) are a list.
    """
    found: list[Reference] = []
    members: set[int] = set()
    listing = 0
    index = 0
    while index < len(blocks):
        block = blocks[index]
        entries: list[int] = []
        if _is_heading(text, block):
            entries = _below(text, blocks, index)
            if entries:
                members.add(index)
        elif block.role == "body" and _could_hold(block) and looks_like_reference(text[block.start : block.end]):
            entries = _run(text, blocks, index)
        if entries:
            found += [Reference(listing, number, blocks[each].start, blocks[each].end) for number, each in enumerate(entries, 1)]
            members.update(entries)
            listing += 1
            index = entries[-1]
        index += 1
    return tuple(found), frozenset(members)


def _is_heading(text: str, block: Block) -> bool:
    return (
        block.end - block.start <= _LONGEST_HEADING
        and block.kind in {"heading", "paragraph", "item"}
        and bool(_HEADING.fullmatch(text, block.start, block.end))
    )


def _could_hold(block: Block) -> bool:
    return block.kind in {"item", "paragraph"} and _SHORTEST <= block.end - block.start <= _LONGEST


def _below(text: str, blocks: Sequence[Block], heading: int) -> list[int]:
    entries = []
    for index in range(heading + 1, len(blocks)):
        block = blocks[index]
        words = text[block.start : block.end]
        if block.kind not in {"item", "paragraph"} or block.end - block.start > _LONGEST:
            break
        if (
            block.kind == "item"
            or looks_like_reference(words)
            or (_NUMBERED.match(words) and (_YEAR.search(words) or _PLACE.search(words)))
        ):
            entries.append(index)
        elif not entries and block.end - block.start < _SHORTEST:
            continue
        else:
            break
    return entries


def _run(text: str, blocks: Sequence[Block], first: int) -> list[int]:
    entries = []
    for index in range(first, len(blocks)):
        block = blocks[index]
        if not _could_hold(block) or block.kind != blocks[first].kind or not looks_like_reference(text[block.start : block.end]):
            break
        entries.append(index)
    return entries if len(entries) >= _FEWEST else []


def looks_like_reference(text: str) -> bool:
    """Whether a block reads as an entry of a reference list: names first, a year, and where to find it.

    >>> looks_like_reference("Doe J, Roe R (2012) Iron and sleep. Sleep Med 4:121-132")
    True
    >>> looks_like_reference("In 2012 Doe and Roe measured iron in 121 people.")
    False
    """
    year = _YEAR.search(text) if "19" in text or "20" in text else None
    if year is None or _PLACE.search(text) is None:
        return False
    body = _NUMBERED.sub("", text)
    year = _YEAR.search(body)
    if year is None:
        return False
    head = body[: year.start()] if year[1] else body[: body.find(". ") + 1 or year.start()]
    if not _SHORTEST_NAME <= len(head) <= _LONGEST_NAMES:
        return False
    words = _NAME_WORD.findall(head)
    if not words or not words[0][0].isupper():
        return False
    names = sum(word[0].isupper() or word.lower().rstrip(".") in _SMALL_NAMES for word in words)
    return names >= _NAMED * len(words) and (
        bool(_INITIALS.search(head)) or "et al" in head or (bool(year[1]) and len(words) <= _LONGEST_INSTITUTION)
    )
