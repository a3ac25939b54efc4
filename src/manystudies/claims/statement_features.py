"""What statements look like to the trained model: hashed runs of words and neighbours, and cues of how words of relation stand.

Everything is hashed into a fixed number of slots, so that the shipped weights hold no words of the texts they were trained on.
All sentences of a text are worked on at once.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from manystudies.claims.statement_words import CLASSES, Sentences, Words, kinds_of_cue

if TYPE_CHECKING:
    from numpy import bool_, int64, uint64
    from numpy.typing import NDArray

    _Found = tuple[NDArray[int64], NDArray[uint64]]

BLOCK = 1 << 17
"""The slots of one block of features."""
STEMS, LETTERS, COARSE, FINE, CUES = range(5)
"""The blocks: runs of stems, letters within words, runs of neighbourhoods in two grains, and cues."""
SLOTS = BLOCK * 5
RUNS = {STEMS: 3, COARSE: 4, FINE: 3}
"""How long the longest run of a block is."""
SHAPES = 7
_LETTER_GRAMS = (3, 4, 5)
_RELATIONS = ("assoc", "benefit", "cause", "comp", "eff", "risk")
_CAUSING = ("benefit", "cause", "eff")
_ACTING = (*_RELATIONS, "can", "modal", "neg", "none", "soft")
_FRAME = ("modal", "can", "soft", "assoc", "risk", "comp", "cause", "benefit", "eff")
_NEAR, _FAR, _PARTNERS = 3, 8, 4
_QUARTERS = 4
_LONG, _SHORT = 60, 8
_ENDS = frozenset('.!?"”’)')
_CAPITALS = re.compile(r"\b[A-Z]")
_MOST_AT_ONCE = 1 << 13
_FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
"""Odd numbers that spread the bits of a product."""
_HALF, _ABOVE = 32, 64 - 17


def run_slots(words: Words, sentences: Sentences) -> "Iterator[tuple[int, int, NDArray[int64]]]":
    """The slots of each block's runs by length: the slot of the run that begins at each word, -1 where none does.

    A run does not leave its sentence; its edges count as words.
    """
    import numpy as np

    near = words.near[sentences.row]
    inside: dict[int, NDArray[bool_]] = {}
    for block, each in ((STEMS, words.stem[sentences.row]), (COARSE, near[:, 0]), (FINE, near[:, 1])):
        run = each + block
        yield block, 1, _slots(run, block)
        for length in range(2, RUNS[block] + 1):
            run = run[:-1] * _FIRST + each[length - 1 :]
            if length not in inside:
                inside[length] = sentences.sentence[: len(run)] == sentences.sentence[length - 1 :]
            slots = np.full(len(each), -1)
            np.copyto(slots[: len(run)], _slots(run, block), where=inside[length])
            yield block, length, slots


def letter_slots(word: str) -> list[int]:
    """The slots of a word's runs of letters, its edges marked by spaces."""
    edged = f" {word} ".encode("utf-8", "surrogatepass")
    if len(edged) <= _LETTER_GRAMS[0]:
        return [crc32(edged) % BLOCK + LETTERS * BLOCK]
    return [crc32(edged[at : at + size]) % BLOCK + LETTERS * BLOCK for size in _LETTER_GRAMS for at in range(len(edged) - size + 1)]


def cue_slots(words: Words, sentences: Sentences) -> "tuple[NDArray[int64], NDArray[int64]]":
    """The cues of sentences that are there or not: the number of the sentence and the slot, each pair once, in order."""
    import numpy as np

    kinds = words.kinds[sentences.row]
    at, column = (kinds >= 0).nonzero()
    kind = kinds[at, column]
    found = [
        *_kinds_met(sentences, at, kind),
        *_pairs(sentences, at, kind),
        *_relations(words, sentences, at, kind),
        *_starts(words, sentences),
    ]
    slots = _slots(np.concatenate([run for _, run in found]), CUES)
    keys = np.concatenate([sentence for sentence, _ in found]) * SLOTS + slots
    keys.sort()
    keys = keys[np.append(True, keys[1:] != keys[:-1])]
    sentence = keys // SLOTS
    return sentence, keys - sentence * SLOTS


def shapes_of(sentence: str, length: int) -> tuple[float, ...]:
    """The shape of a sentence of `length` words: numbers from 0 to 1."""
    return (
        min(length, _LONG) / _LONG,
        min(1.0, len(_CAPITALS.findall(sentence)) / max(1, length)),
        float(length < _SHORT),
        float(sentence[-1:] not in _ENDS),
        float("?" in sentence),
        float('"' in sentence or "“" in sentence),
        float(":" in sentence),
    )


def chunks(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    """Sentences in parts that are not too long to be read at once."""
    start = letters = 0
    for place, sentence in enumerate(sentences):
        letters += min(len(sentence), _MOST_AT_ONCE // 2) + 4
        if letters > _MOST_AT_ONCE:
            yield sentences[start:place]
            start, letters = place, min(len(sentence), _MOST_AT_ONCE // 2) + 4
    if start < len(sentences):
        yield sentences[start:]


def _slots(run: "NDArray[uint64]", block: int) -> "NDArray[int64]":
    found: NDArray[int64] = (((run ^ (run >> _HALF)) * _SECOND) >> _ABOVE).view("int64")
    found += block * BLOCK
    return found


def _hashed(family: int, *parts: "NDArray[uint64] | NDArray[int64]") -> "NDArray[uint64]":
    run = parts[0].astype("uint64") * _FIRST
    run += family
    for part in parts[1:]:
        run *= _FIRST
        run += part.astype("uint64")
    return run


@cache
def _numbers(names: tuple[str, ...]) -> list[int]:
    return [kinds_of_cue()[0].index(name) for name in names]


@cache
def _members(names: tuple[str, ...]) -> "NDArray[bool_]":
    import numpy as np

    members = np.zeros(len(kinds_of_cue()[0]), dtype=bool)
    members[_numbers(names)] = True
    return members


@cache
def _twos() -> "tuple[NDArray[int64], NDArray[int64]]":
    import numpy as np

    one, other = np.triu_indices(len(_ACTING), 1)
    numbers = np.array(_numbers(_ACTING))
    return numbers[one], numbers[other]


def _kinds_met(sentences: Sentences, at: "NDArray[int64]", kind: "NDArray[int64]") -> "Iterator[_Found]":
    """Which kinds of cue a sentence has, alone, in twos and as a frame."""
    import numpy as np

    sentence = sentences.sentence[at]
    yield sentence, _hashed(1, kind)
    met = np.zeros((len(sentences.first), len(kinds_of_cue()[0])), dtype=bool)
    met[sentence, kind] = True
    one, other = _twos()
    where, which = (met[:, one] & met[:, other]).nonzero()
    yield where, _hashed(2, which)
    every = np.arange(len(sentences.first))
    yield every, _hashed(3, met[:, _numbers(_FRAME)] @ (1 << np.arange(len(_FRAME))))
    for family, names in ((4, _CAUSING), (5, _RELATIONS)):
        none = np.flatnonzero(~met[:, _numbers(names)].any(axis=1))
        yield none, _hashed(family, none * 0)


def _pairs(sentences: Sentences, at: "NDArray[int64]", kind: "NDArray[int64]") -> "Iterator[_Found]":
    """Which kinds of cue stand near each other, in their order."""
    import numpy as np

    chosen = _members(_ACTING)[kind]
    at, kind = at[chosen], kind[chosen]
    places = np.arange(len(at))
    one = np.concatenate([places[:-apart] for apart in range(1, _PARTNERS + 1)])
    other = np.concatenate([places[apart:] for apart in range(1, _PARTNERS + 1)])
    sentence = sentences.sentence[at]
    words_apart = at[other] - at[one]
    together = (sentence[one] == sentence[other]) & (words_apart > 0)
    pair = _hashed(6, kind[one], kind[other])
    for family, reach in ((7, _NEAR), (8, _FAR)):
        near = together & (words_apart <= reach)
        yield sentence[one[near]], pair[near] * _FIRST + family


def _relations(words: Words, sentences: Sentences, at: "NDArray[int64]", kind: "NDArray[int64]") -> "Iterator[_Found]":
    """How words of relation stand: their ending, and the words in front of them and behind."""
    import numpy as np

    chosen = _members(_RELATIONS)[kind]
    at, kind = at[chosen], kind[chosen]
    if not len(at):
        return
    row, sentence = sentences.row, sentences.sentence[at]
    stem, word_class = words.stem[row], words.word_class[row]
    # The edges are no adverbs, so the search for what stands before a word ends in its sentence.
    solid = np.maximum.accumulate(np.where(word_class != CLASSES.index("adverb"), np.arange(len(row)), 0))
    before = solid[at - 1]
    start = _hashed(10, kind, words.ending[row[at]], word_class[before])
    yield sentence, start
    yield sentence, start * _FIRST + (word_class[before - 1] + 1000)
    yield sentence, start * _FIRST + (word_class[at + 1] + 2000)
    yield sentence, _hashed(11, kind, stem[at + 1])
    yield sentence, _hashed(12, kind, stem[before])
    to = word_class[before] == CLASSES.index("to")
    yield sentence[to], _hashed(13, kind[to], stem[before - 1][to])
    length = np.diff(np.append(sentences.first, len(row)))[sentence] - 2
    yield sentence, _hashed(14, kind, (at - sentences.first[sentence] - 1) * _QUARTERS // length)
    turn = (sentence[1:] != sentence[:-1]).nonzero()[0]
    new, last = np.append(0, turn + 1), np.append(turn, len(at) - 1)
    yield sentence[new], _hashed(15, kind[new])
    yield sentence[new], _hashed(16, stem[at[new]])
    yield sentence[last], _hashed(17, kind[last])


def _starts(words: Words, sentences: Sentences) -> "Iterator[_Found]":
    """The first word, and the first two."""
    import numpy as np

    every = np.arange(len(sentences.first))
    one = words.stem[sentences.row[sentences.first + 1]]
    yield every, _hashed(20, one)
    last = np.append(sentences.first[1:], len(sentences.row)) - 1
    yield every, _hashed(21, one, words.stem[sentences.row[np.minimum(sentences.first + 2, last)]])
