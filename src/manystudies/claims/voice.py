"""Whose voice a block speaks with: the page's own, a chatbot's, or that of a study pasted into it."""

import re
from collections.abc import Mapping

from manystudies.claims.claim import Voice
from manystudies.claims.papers import paper_sections
from manystudies.documents import Block, Document, Span
from manystudies.studies import Study

_LABEL = re.compile(
    r"\s*(?:abstract|aims?|background(?: and aims?)?|conclusions?(?:/interpretation)?|context|design|discussion|findings|importance|interpretation|interventions?|introduction|main outcomes?[\w ]{0,20}"
    r"|materials? and methods|methods?|objectives?|outcomes?|patients|purpose|results?|setting|study objectives?|summary)\s*(?:[:.]|\n|$)",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"\W*(?:comments?|notes?|nb|update|editors?|my|i|clipped|see|download|pdf|image|chart|wonder|(?:strongly )?suspect|interesting|unfortunately|summary by)\b"
    r"|[^\n]{0,60}wiki\b|[^\n]{0,300}\?\W{0,9}$",
    re.IGNORECASE,
)
"""How a line begins that an editor wrote between or below the lines of an abstract."""
_LONG = 350
"""A paragraph this long in the section of a pasted study is the abstract; an editor's own lines there are short."""
_GOES_ON = re.compile(
    r"\b(?:this|these|our|the (?:present|current)) (?:\w+ ){0,2}(?:study|trial|population|findings|results|patients|cohort|analysis|data|review)\b|\b[Ii]n (?:conclusion|summary)\b|\bwe (?:conclude|found|observed|recommend|suggest|show)|\bp\s?[<=>≤]\s?0?\.\d|\b95\s?%\s?CI\b|±|\bstatistically significant\b|\b(?:larger|further|more) (?:\w+ ){0,3}(?:studies|trials|research) (?:is|are)\b",
    re.IGNORECASE,
)
_PART = (
    r"(?:Abstract|Aims?|Background|Conclusions?|Design|Findings|Interpretation|Introduction|Methods?|Objectives?|Purpose|Results?)\s?[:.]\s"
)
_OPENING_PART = re.compile(_PART, re.IGNORECASE)
_INLINE = re.compile(rf"[.!?]\s{_PART}", re.IGNORECASE)
"""Labels of an abstract inside one paragraph."""
_NUMBERED = re.compile(r"\W*(?:PMID|PMCID|Copyright|©|DOI|Keywords?|Received|Published)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"(?:[,;:–—]|\b(?:and|or|of|with|by|to|in|the|an?|who|which|that|than|for|as|reduced|increased|decreased|improved))\W{0,3}$",
    re.IGNORECASE,
)
"""How a line ends whose sentence goes on in the next."""
_ENDS_IN_ADDRESS = re.compile(r"[^(\[]\s(?:doi:?\s?)?https?://(?:dx\.)?doi\.org/\S{6,120}\s*$", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:references?|citations?|publications?)\s?:\s", re.IGNORECASE)
_UNDER = 3
_NAMES = re.compile(
    r"\W{0,4}(?:\d{1,3}\W{0,4}\s?)?(?:(?:[A-Z]\.[ -]?){1,3}[A-Z][\w'’-]+|[A-Z][\w'’-]+,? (?:[A-Z]\.[ -]?|[A-Z]{1,3}\b){1,3})(?:[,;]| et al| and )"
)
_VOLUME = re.compile(r"\bvol\. ?\d|\bpp?\. ?\d|\b(?:19|20)\d\d\b[^.]{0,20}[;:,] ?\d|\d\s?(?:\([\w -]{1,12}\))?\s?:\s?e?\d")
_TITLE_WORDS = 6
"""Shorter headings are an editor's."""
_EDITORS = re.compile(
    r"[-–—]\s*(?:[\w-]+\s){0,3}?(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?[\s\u00a0]+)?(?:19|20)\d\d\s*$|\d\s?[x×]\b|\d\s?[x×] |\btimes more\b"
    r"|[-–—]\s*(?:RCTs?|review|study|meta-analys[ie]s)\s*$",
    re.IGNORECASE,
)
"""A date or a kind of study behind a dash, and "3X", are how editors write."""
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
    voices: list[Voice | None] = [_plain_voice(document, block) for block in document.blocks]
    pasted = paper_sections(document, frozenset(studies))
    by_section: dict[int, list[int]] = {}
    for index, owner in enumerate(owners):
        if owner is not None and voices[index] == "page":
            by_section.setdefault(owner, []).append(index)
    for owner, indices in by_section.items():
        if owner in pasted:
            for index in indices:
                if not _is_comment(document, index):
                    voices[index] = "study"
            continue
        shown = tuple(study for study in studies.get(owner, ()) if study.mention == "abstract")
        for index in _abstract_blocks(document, indices, shown) | _title_blocks(document, indices, studies.get(owner, ())):
            voices[index] = "study"
    return tuple(voices)


def _plain_voice(document: Document, block: Block) -> Voice | None:
    if block.role not in _SPOKEN or block.kind in {"code", "image", "row", "rule"}:
        return None
    if _LISTED.match(document.view.text, block.start, block.end) or _is_entry(document.view.text, block):
        return None
    if block.kind != "heading" and block.end - block.start < _LONG and _ends_in_address(document.view.text, block):
        return None
    return "chatbot" if block.role == "chatbot" else "page"


def _is_entry(text: str, block: Block) -> bool:
    """Whether a block opens with names and initials and prints a volume or a year: an entry of a list of references."""
    return _NAMES.match(text, block.start, block.end) is not None and _VOLUME.search(text, block.start, block.end) is not None


def _ends_in_address(text: str, block: Block) -> bool:
    # A slash near the end is looked for first: most blocks have none.
    return text.rfind("/", max(block.start, block.end - 200), block.end) >= 0 and bool(
        _ENDS_IN_ADDRESS.search(text, block.start, block.end)
    )


def _abstract_blocks(document: Document, indices: list[int], shown: tuple[Study, ...]) -> set[int]:
    """The blocks of a section from its first labelled or long paragraph to the last; two labels make an abstract by themselves.

    What stands between the line of publication and the first such paragraph, or before a line with the number of the
    abstract, belongs to it.
    """
    text = [index for index in indices if document.blocks[index].kind != "heading"]
    labelled = [index for index in text if _LABEL.match(document.view.text, document.blocks[index].start, document.blocks[index].end)]
    inline = [index for index in text if _is_structured(document.block_text(document.blocks[index]))]
    if not shown and len(labelled) < 2 and not inline:  # noqa: PLR2004
        return set()
    labelled += inline
    marked = set(labelled) | {index for index in text if document.blocks[index].end - document.blocks[index].start >= _LONG}
    for index in labelled:
        block = document.blocks[index]
        label = _LABEL.match(document.view.text, block.start, block.end)
        if label is not None and not document.view.text[label.end() : block.end].strip():
            marked |= _under_label(document, text, index)
    if not marked and shown:
        # An abstract taken apart into short lines still tells numbers of its own.
        marked = {index for index in text if _GOES_ON.search(document.view.text, document.blocks[index].start, document.blocks[index].end)}
    if not marked:
        return set()
    last = _last_of_abstract(document, text, max(marked))
    first = min(marked)
    while (
        shown
        and first - 1 in text
        and document.blocks[first - 1].kind == "paragraph"
        and _is_behind_publication(document, first - 1, shown)
    ):
        first -= 1
    return {index for index in text if first <= index <= last and (index in marked or not _is_comment(document, index))}


def _is_structured(paragraph: str) -> bool:
    """Whether a paragraph holds two labels or more, the first perhaps at its beginning."""
    opening = _OPENING_PART.match(paragraph)
    return (opening is not None) + len(_INLINE.findall(paragraph, opening.end() if opening else 0)) > 1


def _under_label(document: Document, text: list[int], label: int) -> set[int]:
    """The few blocks under a label that stands on a line of its own, up to an editor's comment."""
    inside = frozenset(text)
    found: set[int] = set()
    for index in range(label + 1, label + 1 + _UNDER):
        if index not in inside or (found and _is_comment(document, index)):
            break
        found.add(index)
    return found


def _last_of_abstract(document: Document, text: list[int], last: int) -> int:
    """The last block of an abstract: up to the next rule or heading, the last that tells numbers of its own, ends as abstracts do or goes on with a sentence."""
    view, blocks = document.view.text, document.blocks
    inside = frozenset(text)
    at = last + 1
    while at < len(blocks) and blocks[at].kind not in {"heading", "rule"}:
        block = blocks[at]
        before = blocks[at - 1]
        if at in inside and not _is_comment(document, at):
            goes_on = last == at - 1 and (
                view[block.start].islower() or _JOINED.search(view, max(before.start, before.end - 20), before.end)
            )
            if goes_on or _NUMBERED.match(view, block.start) or _GOES_ON.search(view, block.start, block.end):
                last = at
        at += 1
    return last


def _is_comment(document: Document, index: int) -> bool:
    block = document.blocks[index]
    return block.end - block.start < _LONG and _COMMENT.match(document.view.text, block.start, block.end) is not None


def _is_behind_publication(document: Document, index: int, shown: tuple[Study, ...]) -> bool:
    """Whether a block stands behind the title, the authors and the journal of a study that is shown here."""
    start = (
        document.span(document.blocks[index].start, document.blocks[index].end).start
        if document.blocks[index].start < document.blocks[index].end
        else 0
    )
    heads = [part.span for study in shown for part in (study.title, study.authors, study.journal) if part is not None]
    here = [span for span in heads if span.document == document.identity]
    return (
        any(study.journal is not None or study.authors is not None for study in shown)
        and bool(here)
        and all(span.end <= start for span in here)
    )


def _title_blocks(document: Document, indices: list[int], studies: tuple[Study, ...]) -> set[int]:
    """The blocks that only print a study's title, or where it was published."""
    titles = [study for study in studies if study.title is not None and study.title.span.document == document.identity]
    printed = [study.title.span for study in titles if study.title] + [study.journal.span for study in studies if study.journal]
    places = [(span.start, span.end) for span in printed]
    found: set[int] = set()
    for index in indices if places else ():
        block = document.blocks[index]
        if block.start >= block.end:
            continue
        here = document.span(block.start, block.end)
        start, end = here.start, here.end
        # Most blocks hold neither, which is seen from their places alone.
        if not any(first < end and start < last for first, last in places):
            continue
        if block.kind == "heading":
            if any(_is_own_title(document.block_text(block), study) and study.title and study.title.span.meets(here) for study in titles):
                found.add(index)
        elif any(study.title and study.title.span.meets(here) for study in titles) or any(_prints(study, here) for study in studies):
            found.add(index)
    return found


def _is_own_title(heading: str, study: Study) -> bool:
    """Whether a heading is the title of the paper itself, as it stands above its authors; an editor's own headings end with a date."""
    published = study.authors is not None or study.journal is not None or bool(study.identifiers)
    return published and len(heading.split()) >= _TITLE_WORDS and _EDITORS.search(heading) is None


def _prints(study: Study, here: Span) -> bool:
    """Whether a short block holds the journal and the year of a study: a line of publication."""
    return (
        here.end - here.start < _LONG
        and study.journal is not None
        and study.year is not None
        and study.journal.span.meets(here)
        and study.year.span.meets(here)
    )
