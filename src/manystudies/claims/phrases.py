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
    """Phrases by their first word, longest first, each with the columns of its line.

    `openings` are the pieces they begin with. `seconds` holds by first word what can stand behind it; nothing where anything can.
    """

    by_first: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    openings: frozenset[str]
    seconds: dict[str, frozenset[str]]

    def may_match(self, text: str) -> bool:
        """Whether any phrase could stand in a text: a quick look that is never wrong when it says no."""
        return not self.openings.isdisjoint(_pieces(text))

    def stands_in(self, texts: list[str]) -> bool:
        """Whether any phrase stands among words given in lower case."""
        by_first = self.by_first
        for first, word in enumerate(texts):
            if word in by_first and self._goes_on(word, texts, first) and any(_ends(phrase, texts, first) for phrase, _ in by_first[word]):
                return True
        return False

    def _goes_on(self, opening: str, texts: list[str], first: int) -> bool:
        """Whether the word behind a first word can be the second of a phrase; most often none is."""
        seconds = self.seconds[opening]
        return not seconds or (first + 1 < len(texts) and texts[first + 1] in seconds)

    def matches(self, words: tuple[Word, ...]) -> Iterator[Match]:
        """Every place where a phrase stands, the longest phrase at each; phrases may overlap."""
        by_first = self.by_first
        texts = [word[0] for word in words]
        if by_first.keys().isdisjoint(texts):
            return
        for first, opening in enumerate(texts):
            for phrase, columns in by_first[opening] if opening in by_first and self._goes_on(opening, texts, first) else ():
                last = _ends(phrase, texts, first)
                if last:
                    yield Match(first, last, columns)
                    break


# Most sentences are of ASCII letters: blanking all other signs at once takes a third of the time of a search.
_TO_PIECES = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
_TO_WORDS = _TO_PIECES[: ord("-")] + b"-" + _TO_PIECES[ord("-") + 1 :]
_LOOSE_HYPHEN = re.compile(r"-(?:(?<=^-)|(?<=[ -]-)|(?=[ -]|$))")
"""A hyphen that is inside no word."""


@lru_cache(maxsize=64)
def _pieces(text: str) -> frozenset[str]:
    """The runs of letters and digits in a sentence; each book looks through the same."""
    low = text.lower().replace("n't", " ").replace("n’t", " ")
    return frozenset(low.encode().translate(_TO_PIECES).decode().split() if low.isascii() else _PIECE.findall(low))


def plain_words(text: str) -> list[str] | None:
    """The words of a text in lower case without their places, or None where some need the closer look of `words_of`."""
    low = text.lower()
    if not low.isascii():
        return None if _JOINED.search(low) else _WORD.findall(low)
    if "'" in low:
        return None
    blanked = low.encode().translate(_TO_WORDS).decode()
    return _WORD.findall(low) if "-" in blanked and _LOOSE_HYPHEN.search(blanked) else blanked.split()


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
    seconds = {
        first: frozenset(phrase[1] for phrase in phrases) if all(phrase[1:2] not in {(), ("*",)} for phrase in phrases) else frozenset()
        for first, phrases in found.items()
    }
    return Phrasebook(by_first, frozenset(piece for first in by_first for piece in _PIECE.findall(first)[:1]), seconds)


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
