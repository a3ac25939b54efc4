"""A guess of the editor's inside a heading, about things the section under it never names."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.claims import is_about_health
from manystudies.documents import Document, Section

_BRACKETS = re.compile(r"\([^()\n]{3,80}\)")
_GUESS = re.compile(
    r"\b(?:suspect(?:ed|ing)?|presum(?:e|ed|ably|ing)|guess(?:ed|ing)?|probably|perhaps|maybe|possibly|i think|i bet|we think|must be|might be|could be|due to\?|caused by\?)\b"
    r"|\?\)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_LITTLE = frozenset(
    {
        "a",
        "also",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "by",
        "can",
        "could",
        "due",
        "for",
        "from",
        "guess",
        "guessed",
        "guessing",
        "had",
        "has",
        "have",
        "high",
        "higher",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "low",
        "lower",
        "may",
        "maybe",
        "might",
        "more",
        "must",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "perhaps",
        "possibly",
        "presumably",
        "probably",
        "suspect",
        "suspected",
        "suspecting",
        "that",
        "the",
        "their",
        "they",
        "think",
        "this",
        "to",
        "too",
        "was",
        "we",
        "were",
        "will",
        "with",
    }
)


def speculation_problems(evidence: Evidence) -> Iterator[Problem]:
    """Guesses in brackets of a heading whose section says nothing of what is guessed at."""
    for document in evidence.documents:
        for section in document.sections:
            if section.heading is None or document.blocks[section.heading].role not in {"body", "chatbot"}:
                continue
            block = document.blocks[section.heading]
            for bracket in _BRACKETS.finditer(document.view.text, block.start, block.end):
                guess = _GUESS.search(bracket[0])
                if guess is None or (guess[0] == "?)" and not is_about_health(bracket[0])) or _is_named(document, section, bracket[0]):
                    continue
                yield Problem(
                    "MS408",
                    "unsupported",
                    "medium",
                    f"“{bracket[0]}” is a guess: nothing in this section speaks of it.",
                    (document.span(bracket.start(), bracket.end()),),
                    suggestion="Take the guess out of the heading, or cite what it rests on.",
                )


def _is_named(document: Document, section: Section, bracket: str) -> bool:
    """Whether a word of the guess stands in the section's own text; links to other pages do not count."""
    guessed = {word for word in map(str.lower, _WORD.findall(bracket)) if word not in _LITTLE}
    heading = document.blocks[section.heading] if section.heading is not None else None
    said: set[str] = set()
    for block in document.section_blocks(section):
        if block is heading or block.role != "body" or block.kind == "image":
            continue
        if not any(link.kind != "image" and block.start <= link.start < block.end for link in document.links):
            said.update(map(str.lower, _WORD.findall(document.block_text(block))))
    return bool(guessed & said)
