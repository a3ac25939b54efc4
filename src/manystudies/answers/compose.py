"""Sentences made of parts, each number, name and comparison together with what carries it."""

from collections.abc import Iterable
from dataclasses import dataclass

from manystudies.answers.answer import Sentence, SentenceKind, Support
from manystudies.documents import Span


@dataclass(frozen=True, slots=True)
class Carried:
    """Words of a sentence and what carries them."""

    words: str
    spans: tuple[Span, ...] = ()
    computed: str = ""


Part = Carried | str
"""A carried part, or plain words of a template, which hold no number and no name."""


def compose(kind: SentenceKind, parts: Iterable[Part]) -> Sentence:
    """A sentence of these parts in order; its first letter is made a capital."""
    parts = [part for part in parts if part]
    text = "".join(part if isinstance(part, str) else part.words for part in parts)
    support = [Support(part.words, part.spans, part.computed) for part in parts if isinstance(part, Carried) and part.words]
    if text[:1].islower():
        text = text[:1].upper() + text[1:]
        first = parts[0]
        if isinstance(first, Carried):
            words = first.words[:1].upper() + first.words[1:]
            support[0] = Support(words, first.spans, first.computed)
    return Sentence(kind, text, tuple(support))


def listed(parts: Iterable[Part], last: str = " and ") -> list[Part]:
    """Parts joined as a reader lists them: a, b and c."""
    items = list(parts)
    joined: list[Part] = []
    for index, item in enumerate(items):
        if index:
            joined.append(last if index == len(items) - 1 else ", ")
        joined.append(item)
    return joined
