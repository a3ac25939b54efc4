"""A text as tokens, and the numbers among them: what the trained chains of numbers read."""

import re
from dataclasses import dataclass, field

from manystudies.findings.glyphs import lowered
from manystudies.findings.numerals import NUMBER_WORDS, worded_value

_PIECE = re.compile(
    r"[a-z]+(?:['-](?=[a-z])[a-z]+)*|(?:[0-9]{1,3}(?:[,\u00a0][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+|[^\s]"
)
_WORDED = re.compile(
    r"(?<![a-z])(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|fif|eigh|twent|fort|hundred|thousand|million)"
)
_ASSIGNING = ("randomi", "assigned", "allocated")
_LONGEST = 18
"""Digits beyond this are no count and no measurement."""
_GREAT = frozenset({"hundred", "thousand", "million"})


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
    who was assigned to what; `candidates` are the numbers.
    """

    words: list[str]
    starts: list[int]
    sentence: list[int]
    opens: list[int]
    assigning: frozenset[int] = frozenset()
    candidates: list[Candidate] = field(default_factory=list)


def tokens_of(text: str, ranges: list[tuple[int, int]]) -> Tokens:
    """The tokens of a folded text whose sentences are `ranges`."""
    small = lowered(text)
    words: list[str] = []
    starts: list[int] = []
    sentence: list[int] = []
    opens: list[int] = []
    assigning: set[int] = set()
    find = small.find
    edges = [end for _, end in ranges[:-1]] + [len(text)] if ranges else []
    begin = 0
    for number, end in enumerate(edges):
        opens.append(len(words))
        piece = small[begin:end]
        if any(mark in piece for mark in _ASSIGNING):
            assigning.add(number)
        met = _PIECE.findall(piece)
        words += met
        sentence += [number] * len(met)
        place = begin
        for word in met:
            place = find(word, place)
            starts.append(place)
            place += len(word)
        begin = end
    opens.append(len(words))
    tokens = Tokens(words, starts, sentence, opens, frozenset(assigning))
    tokens.candidates.extend(_candidates(words, starts, worded=_WORDED.search(small) is not None))
    return tokens


def _candidates(words: list[str], starts: list[int], *, worded: bool) -> list[Candidate]:
    found: list[Candidate] = []
    place, count = 0, len(words)
    while place < count:
        word = words[place]
        if not worded and word[0] > "9":
            place += 1
            continue
        if "0" <= word[0] <= "9" or (word[0] == "." and len(word) > 1):
            glued = place > 0 and words[place - 1][-1].isalpha() and starts[place - 1] + len(words[place - 1]) == starts[place]
            if not glued and len(word) <= _LONGEST:
                value = float(word.replace(",", "").replace("\u00a0", ""))
                found.append(Candidate(place, place, starts[place], starts[place] + len(word), value, in_words=False))
        elif _counts(word):
            last = place
            while (
                last + 1 < count
                and last - place < _LONGEST
                and (_counts(words[last + 1]) or (words[last + 1] == "and" and _joins(words, last)))
            ):
                last += 1
            spelt = worded_value(" ".join(words[place : last + 1]))
            if spelt is None:
                last, spelt = place, worded_value(word)
            if spelt is not None:
                found.append(Candidate(place, last, starts[place], starts[last] + len(words[last]), float(spelt), in_words=True))
            place = last
        place += 1
    return found


def _counts(word: str) -> bool:
    return word in NUMBER_WORDS or ("-" in word and all(part in NUMBER_WORDS for part in word.split("-")))


def _joins(words: list[str], last: int) -> bool:
    """Whether an "and" behind token `last` goes on with one number: only behind hundred and thousand."""
    return words[last].split("-")[-1] in _GREAT and last + 2 < len(words) and _counts(words[last + 2])
