"""Chatbot answers pasted into a page: sections that name one, or that carry numbered citation marks as links."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from manystudies.documents.document import Block, CitationMark, Link, Section

# Names that mean nothing else in a text about health, and hosts of the services themselves.
_NAME = re.compile(
    r"\b(?:perplexity(?:\.ai)?|chat\s?gpt|gpt-?[345]\w{0,4}|openai|deep\s?seek|grok(?: ?\d)?|claude(?:\.ai|[ -](?:ai|opus|sonnet|haiku|code|\d[\d.]*))|(?:google )?gemini (?:ai|pro|ultra|flash|\d[\d.]*)|"
    r"(?:bing|microsoft) (?:copilot|chat|ai)|copilot ai|bard ai|google bard|llama[ -]?\d|mistral ai|notebook\s?lm|(?:meta|you\.com|brave|kagi|google) ai|ai (?:answer|overview|review|summary|response|chat\w*)|"
    r"(?:answer|review|summary|response|written|generated|asked|created) (?:by|from|with|of) (?:an? )?(?:ai|claude|gemini|copilot|bard|chatbot|large language model|llm))\b",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"\b(?:Claude|Gemini|Copilot)\b")
_HOST = re.compile(
    r"https?://(?:[\w-]+\.)*(?:perplexity\.ai|chatgpt\.com|chat\.openai\.com|claude\.ai|gemini\.google\.com|bard\.google\.com|g\.co/gemini|copilot\.microsoft\.com|grok\.com|x\.ai|poe\.com|chat\.deepseek\.com|"
    r"you\.com|notebooklm\.google\.com|chat\.mistral\.ai|consensus\.app)(?:[/?#]|$)",
    re.IGNORECASE,
)
_FEWEST_MARKS = 3
_LEAD_LENGTH = 160


def chatbot_blocks(
    text: str, blocks: Sequence[Block], sections: Sequence[Section], links: Sequence[Link], marks: Sequence[CitationMark]
) -> frozenset[int]:
    """The indices of the blocks that are a chatbot's words.

    A section is a chatbot's where its heading names one or links to one, where its first short paragraph does, or where
    three or more of its citation marks are numbers that link to other sites (only chatbots paste so; a page that numbers
    its own references links within itself).
    """
    hosts = [link.start for link in links if _HOST.match(link.url)]
    numbered = [mark.start for mark in marks if mark.url.startswith("http")]
    found: set[int] = set()
    for section in sections:
        first, last = section.blocks
        if first in found:
            continue
        own = _own_end(section, sections)
        lead = blocks[first]
        end = lead.end
        if section.heading is not None and first + 1 < own and blocks[first + 1].end - blocks[first + 1].start <= _LEAD_LENGTH:
            end_of_next = blocks[first + 1].end
            end = end_of_next if _count(hosts, blocks[first + 1].start, end_of_next + 1) else end
        named = section.heading is not None and _names(text[lead.start : lead.end])
        linked = _count(hosts, lead.start, end + 1) > 0
        cited = _count(numbered, lead.start, blocks[own - 1].end) >= _FEWEST_MARKS
        if named or linked:
            found.update(range(first, last))
        elif cited:
            found.update(range(first, own))
    return frozenset(found)


def _count(places: Sequence[int], start: int, end: int) -> int:
    """How many of the places, which are in order, lie from `start` up to `end`."""
    return bisect_left(places, end) - bisect_left(places, start)


def _own_end(section: Section, sections: Sequence[Section]) -> int:
    """Where the blocks of a section itself end and those of its first inner section start."""
    following = section.index + 1
    if following < len(sections) and sections[following].blocks[0] < section.blocks[1]:
        return sections[following].blocks[0]
    return section.blocks[1]


def _names(heading: str) -> bool:
    if _NAME.search(heading):
        return True
    found = _AMBIGUOUS.search(heading)
    # A first name stands before a surname; a chatbot's stands at an edge or before a date.
    return (
        found is not None
        and re.match(r"\s*(?:$|[-–—:,(]|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))", heading[found.end() :], re.IGNORECASE)
        is not None
        and found.start() > 0
    )
