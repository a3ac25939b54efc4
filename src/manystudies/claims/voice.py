"""Whose voice a block speaks with: the page's own, a chatbot's, or that of a study pasted into it."""

import re
from collections.abc import Mapping

from manystudies.claims.claim import Voice
from manystudies.documents import Block, Document
from manystudies.studies import Study

_LABEL = re.compile(
    r"\s*(?:abstract|aims?|background(?: and aims?)?|conclusions?|context|design|discussion|findings|importance|interpretation|interventions?|introduction|main outcomes?[\w ]{0,20}"
    r"|materials? and methods|methods?|objectives?|outcomes?|patients|purpose|results?|setting|study objectives?|summary)\s*[:.]",
    re.IGNORECASE,
)
_LONG = 350
"""A paragraph this long in the section of a pasted study is the abstract; an editor's own lines there are short."""
_GOES_ON = re.compile(
    r"\bp\s?[<=>≤]\s?0?\.\d|\b95\s?%\s?CI\b|±|\bstatistically significant\b|\b(?:larger|further|more) (?:\w+ ){0,3}(?:studies|trials|research) (?:is|are)\b",
    re.IGNORECASE,
)
_SPOKEN = frozenset({"body", "chatbot", "see also"})


def section_of_blocks(document: Document) -> tuple[int | None, ...]:
    """For each block, the index of the innermost section that holds it."""
    found: list[int | None] = [None] * len(document.blocks)
    for section in sorted(document.sections, key=lambda each: each.blocks[0] - each.blocks[1]):
        for index in range(*section.blocks):
            found[index] = section.index
    return tuple(found)


def voices(document: Document, studies: Mapping[int, tuple[Study, ...]]) -> tuple[Voice | None, ...]:
    """For each block its voice, None for what claims nothing (furniture, references, rules, code).

    `studies` holds the studies of each section by the section's index. In a section that shows a study's abstract, its
    title and everything from the first labelled or long paragraph to the last one is the study's voice.
    """
    owners = section_of_blocks(document)
    voices: list[Voice | None] = [_plain_voice(block) for block in document.blocks]
    by_section: dict[int, list[int]] = {}
    for index, owner in enumerate(owners):
        if owner is not None and voices[index] == "page":
            by_section.setdefault(owner, []).append(index)
    for owner, indices in by_section.items():
        shown = tuple(study for study in studies.get(owner, ()) if study.mention == "abstract")
        for index in _abstract_blocks(document, indices, shown=bool(shown)) | _title_blocks(document, indices, studies.get(owner, ())):
            voices[index] = "study"
    return tuple(voices)


def _plain_voice(block: Block) -> Voice | None:
    if block.role not in _SPOKEN or block.kind in {"code", "image", "row", "rule"}:
        return None
    return "chatbot" if block.role == "chatbot" else "page"


def _abstract_blocks(document: Document, indices: list[int], *, shown: bool) -> set[int]:
    """The blocks of a section from its first labelled or long paragraph to the last; two labels make an abstract by themselves."""
    text = [index for index in indices if document.blocks[index].kind != "heading"]
    labelled = [index for index in text if _LABEL.match(document.view.text, document.blocks[index].start, document.blocks[index].end)]
    if not shown and len(labelled) < 2:  # noqa: PLR2004
        return set()
    marked = set(labelled) | {index for index in text if document.blocks[index].end - document.blocks[index].start >= _LONG}
    for index in labelled:
        block = document.blocks[index]
        label = _LABEL.match(document.view.text, block.start, block.end)
        if label is not None and label.end() == block.end:
            marked |= {each for each in text if each == index + 1}
    if not marked:
        return set()
    last = max(marked)
    # An abstract that goes on in a shorter paragraph still tells numbers of its own or ends as abstracts do.
    while (
        last + 1 in text
        and document.blocks[last + 1].kind == "paragraph"
        and _GOES_ON.search(document.view.text, document.blocks[last + 1].start, document.blocks[last + 1].end)
    ):
        last += 1
    return {index for index in text if min(marked) <= index <= last}


def _title_blocks(document: Document, indices: list[int], studies: tuple[Study, ...]) -> set[int]:
    """The blocks that only print a study's title."""
    titles = [study.title.span for study in studies if study.title is not None and study.title.span.document == document.identity]
    found: set[int] = set()
    for index in indices:
        block = document.blocks[index]
        if (
            block.kind != "heading"
            and block.start < block.end
            and any(title.meets(document.span(block.start, block.end)) for title in titles)
        ):
            found.add(index)
    return found
