"""A text as tokens, and the numbers among them: what the trained chains of numbers read."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import repeat

from manystudies.findings.glyphs import lowered
from manystudies.findings.numerals import NUMBER_WORDS, worded_value
from manystudies.findings.vocabulary import DECIMAL, FIRST_COUNTED, FIRST_PLAIN, UNKNOWN, WHOLE, checksum, vocabulary
from manystudies.making import quick

# A word with its hyphens, a number, or any one sign. Each begins with a plain sign or set, by which the search rules it out at once.
_PIECE = re.compile(
    r"[a-z]++(?:['-][a-z]++(?:['-][a-z]++)*+|)"
    r"|[0-9](?:[0-9]{0,2}(?:[,\u00a0][0-9]{3})+(?![0-9])|[0-9]*+)(?:\.[0-9]++|)|\.(?<![0-9]\.)[0-9]++|\S"
)
_ASSIGNING = ("randomi", "assigned", "allocated")
_LONGEST = 18
"""Digits beyond this are no count and no measurement."""
_GREAT = frozenset({"hundred", "thousand", "million"})


@quick
@dataclass(frozen=True, slots=True)
class Candidate:
    """A number met in a text: its first and last token, its place, its value, and whether it is in words."""

    first: int
    last: int
    start: int
    end: int
    value: float
    in_words: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into words, numbers and signs. `words` are in small letters; `sentence` numbers each token's sentence.

    `opens` is where each sentence begins, with the number of tokens at its end; `assigning` are the sentences that tell
    who was assigned to what; `candidates` are the numbers. `ids` has a whole number for each token, the same for the same word;
    `unlisted` are the places of tokens that are no words of the vocabulary, numbers in digits among them.
    """

    words: list[str]
    text: str
    sentence: list[int]
    opens: list[int]
    assigning: frozenset[int] = frozenset()
    candidates: list[Candidate] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    unlisted: list[int] = field(default_factory=list)

    @property
    def starts(self) -> list[int]:
        """Where each token begins."""
        found, place = [], 0
        for word in self.words:
            place = self.text.find(word, place)
            found.append(place)
            place += len(word)
        return found


def tokens_of(text: str, ranges: list[tuple[int, int]]) -> Tokens:
    """The tokens of a folded text whose sentences are `ranges`."""
    small = lowered(text)
    words: list[str] = []
    sentence: list[int] = []
    opens: list[int] = []
    edges = [end for _, end in ranges[:-1]] + [len(text)] if ranges else []
    begin = 0
    for number, end in enumerate(edges):
        opens.append(len(words))
        met = _PIECE.findall(small[begin:end])
        words += met
        sentence += repeat(number, len(met))
        begin = end
    opens.append(len(words))
    ids = list(map(vocabulary().get, words, repeat(UNKNOWN)))
    places = [place for place, identity in enumerate(ids) if identity < FIRST_PLAIN]
    unlisted = [place for place in places if ids[place] == UNKNOWN]
    candidates = _candidates(words, ids, places, small, sentence)
    return Tokens(words, small, sentence, opens, _assigning(small, edges), candidates, ids, unlisted)


def _assigning(text: str, edges: list[int]) -> frozenset[int]:
    """The sentences, which end at `edges`, that tell who was assigned to what."""
    found = set()
    for mark in _ASSIGNING:
        at = text.find(mark)
        while at >= 0:
            number = bisect_right(edges, at)
            if number < len(edges) and at + len(mark) <= edges[number]:
                found.add(number)
            at = text.find(mark, at + 1)
    return frozenset(found)


def _candidates(words: list[str], ids: list[int], places: list[int], text: str, sentence: list[int]) -> list[Candidate]:
    """The numbers among the words of a text, which stand at some of `places`; on the way the unlisted words there get what stands for them."""
    found: list[Candidate] = []
    at = token = behind = 0
    for place in places:
        word = words[place]
        # What begins with a digit sorts between the stroke and the colon, a point with digits right before the stroke.
        if "." < word < ":" and word != "/":
            ids[place] = DECIMAL if "." in word else WHOLE
            # Every digit belongs to such a token, so that the next of them is where its digits are met next.
            at = text.find(word, at)
            if place >= behind and len(word) <= _LONGEST and not (at and text[at - 1].isalpha()):
                digits = word if word.isdigit() else word.replace(",", "").replace("\u00a0", "")
                found.append(Candidate(place, place, at, at + len(word), float(digits), in_words=False))
            at, token = at + len(word), place + 1
            continue
        if ids[place] < FIRST_COUNTED:
            ids[place] = checksum(word)
        if place >= behind and _counts(word):
            last, spelt = _spelt(words, sentence, place)
            if spelt is not None:
                start = _start(words, text, (token, at), place)
                end = _start(words, text, (place, start), last) + len(words[last])
                at, token = end, last + 1
                found.append(Candidate(place, last, start, end, float(spelt), in_words=True))
            behind = last + 1
    return found


def _spelt(words: list[str], sentence: list[int], place: int) -> tuple[int, int | None]:
    """The last token of the number in words that begins at a token, and its value; one word's where all make none."""
    last, end = place, place + 1
    while end < len(words) and end - place < _LONGEST + 1 and sentence[end] == sentence[place]:
        if not (_counts(words[end]) or (words[end] == "and" and _joins(words, sentence, last))):
            break
        last, end = end, end + 1
    value = worded_value(" ".join(words[place : last + 1]))
    return (place, worded_value(words[place])) if value is None else (last, value)


def _start(words: list[str], text: str, known: tuple[int, int], place: int) -> int:
    """Where a token begins, from a token at or before it and a place in the text at or before that one."""
    token, at = known
    for word in words[token:place]:
        at = text.find(word, at) + len(word)
    return text.find(words[place], at)


def _counts(word: str) -> bool:
    return word in NUMBER_WORDS or ("-" in word and all(part in NUMBER_WORDS for part in word.split("-")))


def _joins(words: list[str], sentence: list[int], last: int) -> bool:
    """Whether an "and" behind token `last` goes on with one number: only behind hundred and thousand."""
    return (
        words[last].split("-")[-1] in _GREAT and last + 2 < len(words) and sentence[last + 2] == sentence[last] and _counts(words[last + 2])
    )
