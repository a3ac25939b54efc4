"""One person's experience told as if it showed an effect."""

import re
from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.checks.spoken import transcript_of
from manystudies.claims import sentence_ranges, wording_of
from manystudies.documents import Block, Document

_ONE_PERSON = re.compile(
    r"(?:^|[.!?;,:(\"“]\s{0,2}|\b(?:and|but|so|that|when|because|as|since|if|then|what|which|while)\s)I(?:['’](?:ve|m|d))?\b(?!\s?(?:[\d²³^=<>≤≥(/,;:.–-]|and\sI|or\sI|squared|statistic))|\b(?:[Mm]y|[Mm]yself)\b"
    r"|\b[Tt]he (?:admin(?:istrator)?|author|editor|owner|founder|webmaster|writer) of (?:this|the|our)?\s?[\w .-]{0,40}"
    r"|\b(?:[Mm]y|[Hh]is|[Hh]er) (?:wife|husband|mother|father|friend|neighbou?r|son|daughter|sister|brother)\b"
)
_BEFORE_I = r"(?<![\s\S]I)|(?<=[.!?;,:(\"“]I)|(?<=[.!?;,:(\"“]\sI)|(?<=[.!?;,:(\"“]\s\sI)|" + "|".join(
    rf"(?<=\b{word}\sI)" for word in ("and", "but", "so", "that", "when", "because", "as", "since", "if", "then", "what", "which", "while")
)
_SOMEBODY = {
    "I": re.compile(rf"I(?:{_BEFORE_I})(?:['’](?:ve|m|d))?\b"),
    "My": re.compile(r"My(?<!\wMy)(?:self)?\b"),
    "my": re.compile(r"my(?<!\wmy)(?:self)?\b"),
    **{who: re.compile(rf"{who}(?<!\w{who}) [bdfhmsw]") for who in ("His", "his", "Her", "her")},
    "he ": re.compile(r"he (?<=[Tt]he )(?:admin|author|editor|owner|founder|webmaster|writer)(?:istrator)? of "),
}
"""The same in outline, by the plain letters each begins with, which are found at once: a page without it needs no closer look."""
_USES = re.compile(
    r"\b(?:appl(?:y|ies|ied)|t(?:ake|akes|ook|aken|aking)|us(?:e|es|ed|ing)|tr(?:y|ies|ied)|start(?:ed|s)|rub(?:s|bed)?|drink|drinks|drank|notic(?:e|ed|es)|found|feel|felt|g(?:o|e)t|swears?|w(?:ear|ears|ore|earing)|dr(?:i|a|u)nk|ate|eat|go(?:es|ing)|went|began|gave)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\bI(?:['’](?:d|m|ll|ve))?\s(?:also\s|always\s|just\s|really\s|would\s|do\s|am\s)?(?:agree|believe|bet|guess|hope|like to|mean|say|suspect|think|try to|understand|want|wanted|wonder\w*)\b"
    r"|\b(?:regression|data|p values?|coefficients?|variables?)\b|\b[Mm]y (?:own |personal )?(?:impression|opinion|question|understanding|view)\b",
)
"""What somebody thinks or asks is no story of an effect."""
_MECHANISM = 1


def anecdote_problems(evidence: Evidence) -> Iterator[Problem]:
    """Sentences in which one person tells of an effect, and those right behind them that go on with the story."""
    for document in evidence.documents:
        spoken = transcript_of(document)
        for start, end in anecdotes_in(document):
            yield Problem(
                "MS410",
                "unsupported",
                "low" if spoken[0] <= start < spoken[1] else "medium",
                "One person's experience: without a comparison it cannot tell an effect from chance or from time.",
                (document.span(start, end),),
                suggestion="Say that it is one person's experience, or leave it out.",
            )


def anecdotes_in(document: Document) -> Iterator[tuple[int, int]]:
    """The view ranges of the sentences in which one person tells of an effect."""
    text = document.view.text
    if not any(letters in text and somebody.search(text) for letters, somebody in _SOMEBODY.items()):
        return
    telling: Block | None = None
    for index, block in enumerate(document.blocks):
        if block.role not in {"body", "chatbot", "see also"} or block.kind not in {"paragraph", "item", "quote"}:
            telling = None
            continue
        goes_on = telling is not None and block.kind == telling.kind == "quote" and document.blocks[index - 1] is telling
        if not goes_on and not _ONE_PERSON.search(text, block.start, block.end):
            telling = None
            continue
        for start, end in sentence_ranges(text, block.start, block.end):
            sentence = text[start:end]
            told = (
                _ONE_PERSON.search(sentence) is not None
                and _OPINION.search(sentence) is None
                and (block.kind == "quote" or _USES.search(sentence) is not None)
            )
            if not (told or goes_on):
                continue
            telling = block
            goes_on = True
            wording = wording_of(sentence)
            if wording.strength > _MECHANISM and not wording.question and wording.kind != "null":
                yield start, end
        if telling is not block:
            telling = None
