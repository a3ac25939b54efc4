"""Chatbot answers pasted into a page: sections that name one, or that carry numbered citation marks as links."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from manystudies.documents.document import Block, CitationMark, Link, Section

# Names of chatbots; those that are also first names or constellations need "AI", a version or the like beside them.
_CHATBOT = (
    r"(?:perplexity(?:\.ai| ai)?|chat ?gpt|gpt-?[345]\w{0,4}|openai|deep ?seek|grok|claude(?:\.ai|[ -](?:ai|opus|sonnet|haiku|\d[\d.]*))?|gemini(?: ai| pro| ultra| flash| \d[\d.]*)?|"
    r"copilot|(?:google )?bard(?: ai)?|llama[ -]?\d|mistral(?: ai)|notebook ?lm|\w+ ai|ai|chatbots?|large language models?|llms?)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_TOLD_BY = re.compile(
    r"\b(?:answer|ask|faq|generat|overview|question|repl|report|respon|review|said|say|summar|writ)\w*\b.{0,40}?\b(?:by|from|of|via)\s+(?:the\s+)?" + _CHATBOT + r"\b|\b(?:by|via|ask(?:ed)?)\s+"
    + _CHATBOT + r"\s*(?:$|[-–—:,(]|" + _MONTH + r"|\d)",
    re.IGNORECASE,
)  # fmt: skip
_NAMED = re.compile(
    r"\b(?:perplexity(?:\.ai| ai)?|chat ?gpt|gpt-?[345]\w{0,4}|deep ?seek|grok|claude(?:\.ai|[ -](?:ai|opus|sonnet|haiku|\d[\d.]*))|gemini (?:ai|pro|ultra|flash|\d[\d.]*)|(?:bing|microsoft) copilot|"
    r"google bard|bard ai|notebook ?lm)(?:\s+(?:ai|pro|plus|deep research|\d[\w.]*))*\s*(?:$|[-–—:,(|]|(?:answer|overview|repl|report|respon|review|said|says|summar)|" + _MONTH + r"\s+(?:\d{1,2},?\s+)?20\d\d|20\d\d)|"
    r"\bai (?:answer|overview|repl|respon|summar)|\b[A-Z]\w+ ai " + _MONTH + r" 20\d\d",
    re.IGNORECASE,
)  # fmt: skip
_AMBIGUOUS = re.compile(r"\b(?:Claude|Gemini|Copilot)\b")
_HOST = re.compile(
    r"https?://(?:[\w-]+\.)*(?:perplexity\.ai|chatgpt\.com|chat\.openai\.com|claude\.ai|gemini\.google\.com|bard\.google\.com|g\.co/gemini|copilot\.microsoft\.com|grok\.com|x\.ai|poe\.com|chat\.deepseek\.com|"
    r"you\.com|notebooklm\.google\.com|chat\.mistral\.ai|consensus\.app)(?:[/?#]|$)",
    re.IGNORECASE,
)
_PATH = re.compile(r"https?://[^/]+/[^/?#]")
_FEWEST_MARKS = 3
_LONGEST_POINTER = 400
_EDGE = re.compile(r"\s*(?:$|[-–—:,(]|\d|" + _MONTH + r"\b)", re.IGNORECASE)


def chatbot_blocks(
    text: str, blocks: Sequence[Block], sections: Sequence[Section], links: Sequence[Link], marks: Sequence[CitationMark]
) -> frozenset[int]:
    """The indices of the blocks that are a chatbot's words.

    A section is a chatbot's where its heading names one or links to one, where three or more of its citation marks are
    numbers that link to other sites (only chatbots paste so; a page that numbers its own references links within
    itself), or where a short paragraph of it links to an answer; an item or row that does is one by itself.
    """
    hosts = [link.start for link in links if _HOST.match(link.url)]
    numbered = [mark.start for mark in marks if mark.url.startswith("http")]
    answers = [link.start for link in links if _HOST.match(link.url) and _PATH.match(link.url)]
    found: set[int] = set()
    for section in sections:
        first, last = section.blocks
        if first in found:
            continue
        own = _own_end(section, sections)
        lead = blocks[first]
        named = section.heading is not None and names_chatbot(text[lead.start : lead.end])
        linked = section.heading is not None and _count(hosts, lead.start, lead.end + 1) > 0
        start, end = lead.start, blocks[own - 1].end
        if named or linked:
            found.update(range(first, last))
        elif _count(numbered, start, end) >= _FEWEST_MARKS:
            found.update(range(first, own))
        elif _count(answers, start, end + 1):
            linking = [index for index in range(first, own) if _count(answers, blocks[index].start, blocks[index].end + 1)]
            whole = any(
                blocks[index].kind == "paragraph" and blocks[index].end - blocks[index].start <= _LONGEST_POINTER for index in linking
            )
            found.update(range(first, own) if whole else linking)
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


def names_chatbot(heading: str) -> bool:
    """Whether a heading says that what follows are a chatbot's words; a study about chatbots does not say so.

    >>> names_chatbot("Iron: review by Perplexity AI Jan 2025"), names_chatbot("ChatGPT misses half of all fractures")
    (True, False)
    """
    if _TOLD_BY.search(heading) or _NAMED.search(heading):
        return True
    found = _AMBIGUOUS.search(heading)
    # A first name stands before a surname; a chatbot's stands at an edge or before a date.
    return found is not None and found.start() > 0 and _EDGE.match(heading, found.end()) is not None
