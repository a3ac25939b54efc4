"""A page cut into scopes: the stretch under one heading that speaks of one study, sentence by sentence with roles."""

import re
from dataclasses import dataclass
from functools import lru_cache

from manystudies.documents import Block, Document
from manystudies.findings.roles import Role, label_role
from manystudies.findings.sentences import sentences
from manystudies.making import quick

_CAPITALS = re.compile(r"[^a-z]{3,60}:?")
_EVIDENCE = frozenset({"item", "paragraph", "quote"})


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a range of the reading view, with the role that the labels before it give."""

    start: int
    end: int
    role: Role


@quick
@dataclass(frozen=True, slots=True)
class Scope:
    """The sentences between two headings that are more than a label such as METHODS."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]


def scopes_of(document: Document, text: str) -> tuple[Scope, ...]:
    """The scopes of a page whose folded reading view is `text`; only blocks of the page's own voice hold evidence."""
    return _scopes(document.blocks, text)


# Findings ask for the scopes of a page, and so do checks of what findings leave alone.
@lru_cache(maxsize=2)
def _scopes(blocks: tuple[Block, ...], text: str) -> tuple[Scope, ...]:
    scopes: list[Scope] = []
    held: list[Sentence] = []
    begin = 0
    role: Role = ""
    for block in blocks:
        if block.kind in {"heading", "rule"}:
            label = label_role(text[block.start : block.end])
            if label:
                role = label
                continue
            if held:
                scopes.append(Scope(begin, block.start, tuple(held)))
            held, begin, role = [], block.start, ""
        elif block.role == "body" and block.kind in _EVIDENCE:
            role = _read(block, text, held, role)
    if held:
        scopes.append(Scope(begin, len(text), tuple(held)))
    return tuple(scopes)


def _read(block: Block, text: str, held: list[Sentence], role: Role) -> Role:
    for start, end in sentences(text, block.start, block.end):
        label = label_role(text[start:end])
        if label:
            role = label
            if _CAPITALS.fullmatch(text, start, end):
                continue
        held.append(Sentence(start, end, role))
    return role
