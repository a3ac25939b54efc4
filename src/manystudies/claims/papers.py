"""Papers pasted whole into a page: which sections are the paper's own, told by the headings that papers have."""

import re
from functools import cache, lru_cache
from typing import Literal

from manystudies.documents import Document, Section

Part = Literal["", "front", "introduction", "methods", "results", "discussion", "conclusion"]

_NUMBER = r"\W*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+|[IVX]{1,4}\.\s+)?"
_BEHIND = r"(?:\s*\([^()]{0,40}\))?\W*"
_WORDS: tuple[tuple[Part, str], ...] = (
    ("front", r"(?:structured |original )?abstract|highlights|key ?points|significance statement|take[- ]home messages?"),
    ("introduction", r"(?:general )?introduction|background(?: and (?:aims?|objectives?|purpose|rationale))?|rationale"),
    (
        "methods",
        r"(?:(?:materials?|patients|participants|subjects|study design|experimental) and )?methods?(?: and (?:materials?|design|subjects|patients))?|methodology|(?:study )?design(?: and setting)?"  # noqa: ISC004  # one pattern on two lines
        r"|(?:study )?(?:participants|subjects|population)|statistical (?:analys[ei]s|methods?)|data (?:analysis|sources?|extraction|collection)",
    ),
    ("results", r"(?:main )?(?:results?|findings)(?: and discussion)?"),
    ("discussion", r"(?:general )?discussion(?: and conclusions?)?|(?:strengths and )?limitations(?: of (?:the|this) study)?"),
    ("conclusion", r"conclusions?(?: and (?:relevance|recommendations|perspectives|outlook))?|concluding remarks"),
)
_TELLING: frozenset[Part] = frozenset({"methods", "results", "discussion"})
"""An editor may introduce and conclude; who has two of these pastes a paper."""
_LONGEST = 70
_NUMBERS = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")
_SEVERAL = 2


def paper_sections(document: Document, studied: frozenset[int]) -> frozenset[int]:
    """The indices of the sections that a pasted paper wrote: its parts, and what stands between them.

    `studied` holds the sections that show a study; a single part of a paper there is the study's, as an abstract and its
    highlights are anywhere.
    """
    found: set[int] = set()
    for revision in {section.revision for section in document.sections}:
        headed = [(section, _part_of(document, section)) for section in document.sections if section.revision == revision]
        found.update(section.index for section, part in headed if part == "front" or (part and section.index in studied))
        if len({part for _, part in headed} & _TELLING) > 1:
            found.update(_whole_paper(headed))
        else:
            found.update(_introduced(document, headed, studied))
    return frozenset(found)


def _whole_paper(headed: list[tuple[Section, Part]]) -> set[int]:
    """The sections from the first part of a paper to the last, deeper ones below them included."""
    parts = [section for section, part in headed if part]
    top = min(section.level for section in parts)
    first, last = parts[0].start, parts[-1].end
    found: set[int] = set()
    inside = True
    for section, part in headed:
        # A heading above the level of the parts begins something else, which lasts until the next part.
        inside = bool(part) or (inside and section.level >= top)
        if inside and first <= section.start < last:
            found.add(section.index)
    return found


def _introduced(document: Document, headed: list[tuple[Section, Part]], studied: frozenset[int]) -> set[int]:
    """An introduction behind the abstract of a study, and what follows it as long as it cites by numbers: a review, whose parts have names of their own."""
    found: set[int] = set()
    shown = False
    for section, part in headed:
        if (part == "introduction" and shown) or (found and _cites_by_number(document, section)):
            found.add(section.index)
        elif found:
            break
        shown = shown or section.index in studied
    return found


def _cites_by_number(document: Document, section: Section) -> bool:
    return len(_NUMBERS.findall(document.view.text, section.start, section.end)) >= _SEVERAL


def _part_of(document: Document, section: Section) -> Part:
    if section.heading is None or document.blocks[section.heading].role != "body":
        return ""
    return part_named(document.block_text(document.blocks[section.heading]))


@lru_cache(maxsize=512)
def part_named(heading: str) -> Part:
    """The part of a paper that a heading names, "" for none.

    >>> part_named("2. Materials and methods"), part_named("Results of taking zinc")
    ('methods', '')
    """
    words = heading.strip()
    if len(words) > _LONGEST:
        return ""
    return next((part for part, pattern in _patterns() if pattern.fullmatch(words)), "")


@cache
def _patterns() -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return tuple((part, re.compile(f"{_NUMBER}(?:{words}){_BEHIND}", re.IGNORECASE)) for part, words in _WORDS)
