"""A text as tokens, and the numbers among them: what the trained chains of numbers read."""

import re
from dataclasses import dataclass, field

from manystudies.findings.glyphs import lowered
from manystudies.findings.numerals import NUMBER_WORDS, worded_value

_PIECE = re.compile(
    r"[a-z]+(?:['-](?=[a-z])[a-z]+)*|(?:[0-9]{1,3}(?:[,\u00a0][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+|[^\s]"
)
# The pieces among those that are numbers, behind one set of signs so that the search can skip to the next of them.
_DIGITS = re.compile(r"[.0-9](?:(?<=[0-9])(?:[0-9]{0,2}(?:[,\u00a0][0-9]{3})+(?![0-9])|[0-9]*)(?:\.[0-9]+)?|(?<=\.)(?<![0-9]\.)[0-9]+)")
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
    text: str
    sentence: list[int]
    opens: list[int]
    assigning: frozenset[int] = frozenset()
    candidates: list[Candidate] = field(default_factory=list)

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
    worded = _WORDED.search(small) is not None
    words: list[str] = []
    sentence: list[int] = []
    opens: list[int] = []
    assigning: set[int] = set()
    candidates: list[Candidate] = []
    edges = [end for _, end in ranges[:-1]] + [len(text)] if ranges else []
    begin = 0
    for number, end in enumerate(edges):
        opens.append(len(words))
        piece = small[begin:end]
        if any(mark in piece for mark in _ASSIGNING):
            assigning.add(number)
        met = _PIECE.findall(piece)
        candidates += _candidates(_Piece(piece, met, small, begin, len(words)), worded=worded)
        words += met
        sentence += [number] * len(met)
        begin = end
    opens.append(len(words))
    return Tokens(words, small, sentence, opens, frozenset(assigning), candidates)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One sentence with its tokens, the text it begins in at `begin`, and how many tokens stand before it."""

    text: str
    words: list[str]
    whole: str
    begin: int
    first: int


def _candidates(piece: _Piece, *, worded: bool) -> list[Candidate]:
    """The numbers of one sentence; a number in words ends with it."""
    found: list[Candidate] = []
    words, count = piece.words, len(piece.words)
    digits = _DIGITS.finditer(piece.text)
    # What begins with a digit sorts between the stroke and the colon, a point with digits right before the stroke.
    told = [at for at, word in enumerate(words) if ("." < word < ":" and word != "/") or (worded and (word in NUMBER_WORDS or "-" in word))]
    known = (0, 0)
    behind = 0
    for place in told:
        word = words[place]
        if "." < word < ":":
            start = next(digits).start()
            known = place, start
            at = piece.begin + start
            glued = at > 0 and piece.whole[at - 1].isalpha()
            if place >= behind and not glued and len(word) <= _LONGEST:
                value = float(word.replace(",", "").replace("\u00a0", ""))
                found.append(Candidate(piece.first + place, piece.first + place, at, at + len(word), value, in_words=False))
        elif place >= behind and _counts(word):
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
                start = _start(piece, known, place)
                end = _start(piece, (place, start), last) + len(words[last])
                found.append(
                    Candidate(piece.first + place, piece.first + last, piece.begin + start, piece.begin + end, float(spelt), in_words=True)
                )
            behind = last + 1
    return found


def _start(piece: _Piece, known: tuple[int, int], place: int) -> int:
    """Where a token begins in its sentence, from the place of one at or before it."""
    at, start = known
    find = piece.text.find
    start = find(piece.words[at], start)
    for before in range(at, place):
        start = find(piece.words[before + 1], start + len(piece.words[before]))
    return start


def _counts(word: str) -> bool:
    return word in NUMBER_WORDS or ("-" in word and all(part in NUMBER_WORDS for part in word.split("-")))


def _joins(words: list[str], last: int) -> bool:
    """Whether an "and" behind token `last` goes on with one number: only behind hundred and thousand."""
    return words[last].split("-")[-1] in _GREAT and last + 2 < len(words) and _counts(words[last + 2])
