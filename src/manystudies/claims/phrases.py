"""Phrases of several words, found in one walk over a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*")
_JOINED = re.compile(r"['’‑]")
"""What makes words of one another: "isn't", "body's"."""
_PIECE = re.compile(r"[^\W_]+")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_GAP = 4
"""How many words a `*` in a phrase may stand for."""


class Word(NamedTuple):
    """One word in lower case, with its place in the text; a named tuple, as thousands are made for a page."""

    text: str
    start: int
    end: int


class Match(NamedTuple):
    """A phrase that was found: the words `first` to `last` (excluded), and the columns that stand with it."""

    first: int
    last: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases by their first word, longest first, each with the columns of its line."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    openings: frozenset[str]

    def may_match(self, text: str) -> bool:
        """Whether any phrase could stand in a text: a quick look that is never wrong when it says no."""
        return not self.openings.isdisjoint(_pieces(text))

    def stands_in(self, texts: list[str]) -> bool:
        """Whether any phrase stands among words given in lower case."""
        by_first = self.by_first
        return any(_ends(phrase, texts, first) for first, word in enumerate(texts) if word in by_first for phrase, _ in by_first[word])

    def matches(self, words: tuple[Word, ...]) -> Iterator[Match]:
        """Every place where a phrase stands, the longest phrase at each; phrases may overlap."""
        by_first = self.by_first
        texts = [word[0] for word in words]
        if by_first.keys().isdisjoint(texts):
            return
        for first, opening in enumerate(texts):
            for phrase, columns in by_first.get(opening, ()):
                last = _ends(phrase, texts, first)
                if last:
                    yield Match(first, last, columns)
                    break


@lru_cache(maxsize=64)
def _pieces(text: str) -> frozenset[str]:
    """The runs of letters and digits in a sentence; each book looks through the same."""
    return frozenset(_PIECE.findall(text.lower().replace("n't", " ").replace("n’t", " ")))


def plain_words(text: str) -> list[str] | None:
    """The words of a text in lower case without their places, or None where some need the closer look of `words_of`."""
    low = text.lower()
    return None if _JOINED.search(low) else _WORD.findall(low)


@lru_cache(maxsize=128)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; "isn't" and "don’t" give two, the second "n't"."""
    found: list[Word] = []
    make = tuple.__new__  # what Word() does, without the call around it
    low = text.lower()
    if len(low) != len(text):  # case may change the length of a text (İ)
        low = text
    for match in _WORD.finditer(low):
        word = match[0]
        start, end = match.span()
        if low is text:
            word = word.lower()
        if not word.isalnum():
            word = word.replace("’", "'").replace("‑", "-")
            if word.endswith("n't"):
                found.append(Word("can" if word == "can't" else word[:-3], start, end - 3))
                word, start = "n't", end - 3
            else:
                word = word.removesuffix("'s")
        found.append(make(Word, (word, start, end)))
    return tuple(found)


def expand(pattern: str) -> Iterator[tuple[str, ...]]:
    """Every phrase that a pattern with alternatives stands for.

    >>> list(expand("link(ed|s|) to"))
    [('linked', 'to'), ('links', 'to'), ('link', 'to')]
    """
    parts = _ALTERNATIVES.split(pattern)
    for choice in product(*(part.split("|") if index % 2 else (part,) for index, part in enumerate(parts))):
        yield tuple("".join(choice).lower().split())


def read_phrasebook(name: str) -> Phrasebook:
    """The phrasebook in the file `name` beside this module: tab-separated, the phrase first, # for comments."""
    text = resources.files(__package__ or "manystudies.claims").joinpath(name).read_text(encoding="utf-8")
    found: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, *columns = line.split("\t")
            for phrase in expand(pattern):
                found.setdefault(phrase[0], {}).setdefault(phrase, tuple(columns))
    by_first = {first: tuple(sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0]))) for first, phrases in found.items()}
    return Phrasebook(by_first, frozenset(piece for first in by_first for piece in _PIECE.findall(first)[:1]))


def _ends(phrase: tuple[str, ...], words: list[str], first: int) -> int:
    """Where the phrase that begins at word `first` ends, or 0 if it does not stand there."""
    count = len(words)
    at = first + 1  # its first word brought us here
    gap = 0
    for part in phrase[1:]:
        if part == "*":
            gap = _GAP
            continue
        while at < count and words[at] != part and gap:
            at, gap = at + 1, gap - 1
        if at >= count or words[at] != part:
            return 0
        at, gap = at + 1, 0
    return at
