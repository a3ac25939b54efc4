"""The words of statements as rows of small tables: a word is looked at once, and met again as a number.

What a word is to the trained model (its stem, its kinds of cue, its neighbours in meaning) does not hang on where it
stands, so it is worked out when a word is first met and gathered for all words of a text at once.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from numpy import bool_, float32, int64, uint64
    from numpy.typing import NDArray

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ESCAPES = re.compile(r"\\+(?:xa0|u20[0-9a-f]{2})")
"""Spaces that some exports of abstracts leave as their escape sequences."""
_TOKEN = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*|[?%<>=:;,.()\"\x00\x01]")
EDGES = ("\x01", "\x00")
"""What stands for the left and the right edge of a sentence."""
_BETWEEN = "\x00\x01"
"""Stands between sentences that are read together: the right edge of one and the left edge of the next."""
_SUFFIX = re.compile(r"(?:ing|ed|es|s|ly|ments?|ions?)$")
_STEM_FROM = 5
_MOST_LETTERS = 4000
"""What stands behind in a longer sentence is not read."""
_REMEMBERED = 1 << 14
"""So many words are remembered; then all are forgotten and met anew."""
START, END = 0, 1
"""The rows of the two edges of a sentence."""
_MOST_KINDS = 3
_NO_KINDS = (-1,) * _MOST_KINDS
_MODALS = frozenset(["may", "might", "could", "can", "would", "should", "will", "must", "cannot"])
_BEING = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_POINTING = frozenset(["the", "a", "an", "this", "these", "those", "its", "their", "our", "his", "her"])
_DENYING = frozenset({"n't", "neither", "no", "nor", "not", "without"})
_HAVING = frozenset({"had", "has", "have"})
_PREPOSITIONS = (
    *("in", "of", "for", "on", "with", "by", "from", "at", "to", "among", "after", "between", "during", "through", "that", "than"),
)
_PAST = frozenset({"cut", "drove", "found", "led", "made", "shown"})
CLASSES = ("edge", "modal", "be", "pointing", "denying", "and", "have", "adverb", "other", *_PREPOSITIONS)
"""The classes of words; the kinds of cue follow behind them."""
ENDINGS = ("ing", "ed", "s", "noun", "adjective", "bare")
_ING, _ED, _S, _NOUN, _ADJECTIVE, _BARE = range(len(ENDINGS))
_ADVERB, _OTHER = CLASSES.index("adverb"), CLASSES.index("other")


@dataclass(frozen=True, slots=True)
class Sentences:
    """The words of several sentences, one after the other, with an edge on both sides of each.

    `row` holds each word's row in the table, `sentence` the number of its sentence, `first` where each sentence begins.
    """

    row: "NDArray[int64]"
    sentence: "NDArray[int64]"
    first: "NDArray[int64]"


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What a word is by its spelling: its kinds of cue, its class and its ending, by number."""

    kinds: tuple[int, ...]
    word_class: int
    ending: int


@dataclass(frozen=True, slots=True)
class Words:
    """Every word met so far, and what is known of it by row.

    `fill` is a model's own: it sets the numbers that the model keeps of a word in `values`, and tells the neighbourhoods for `near`.
    `kinds` holds up to three kinds of cue, -1 for none.
    """

    fill: "Callable[[Sequence[str], NDArray[float32]], Sequence[tuple[int, ...]]]"
    values: "NDArray[float32]"
    near: "NDArray[uint64]"
    kinds: "NDArray[int64]"
    stem: "NDArray[uint64]"
    word_class: "NDArray[uint64]"
    ending: "NDArray[uint64]"
    rows: dict[str, int] = field(default_factory=dict)


def no_words(fill: "Callable[[Sequence[str], NDArray[float32]], Sequence[tuple[int, ...]]]", width: int, grains: int) -> Words:
    """An empty table for a model that keeps `width` numbers of each word and its neighbourhoods in so many grains."""
    import numpy as np

    values = np.zeros((_REMEMBERED, width), np.float32)
    columns = [np.zeros(_REMEMBERED, dtype=np.uint64) for _ in range(3)]
    near = np.zeros((_REMEMBERED, grains), np.uint64)
    return Words(fill, values, near, np.full((_REMEMBERED, _MOST_KINDS), -1), columns[0], columns[1], columns[2])


def read_words(words: Words, sentences: Sequence[str]) -> Sentences:
    """The rows of the words of sentences; a word not met before is looked at."""
    import numpy as np

    joined = _BETWEEN.join(sentence[:_MOST_LETTERS] for sentence in sentences)
    if joined.count("\x00") + joined.count("\x01") != 2 * (len(sentences) - 1):
        joined = _BETWEEN.join(sentence[:_MOST_LETTERS].replace("\x00", " ").replace("\x01", " ") for sentence in sentences)
    tokens = ["\x01", *tokens_of(joined), "\x00"]
    if len(words.rows) + len(tokens) > _REMEMBERED:
        words.rows.clear()
    if not words.rows:
        _learn(words, EDGES)
    found = list(map(words.rows.get, tokens))
    if None in found:
        _learn(words, list(dict.fromkeys(token for token, row in zip(tokens, found, strict=True) if row is None)))
        found = list(map(words.rows.get, tokens))
    row = np.array(found, dtype=np.int64)
    first = np.flatnonzero(row == START)
    sentence = np.cumsum(row == START) - 1
    return Sentences(row, sentence, first)


def chosen_of(sentences: Sentences, chosen: "NDArray[bool_]") -> Sentences:
    """Only the chosen sentences."""
    import numpy as np

    kept = chosen[sentences.sentence]
    row = sentences.row[kept]
    return Sentences(row, np.cumsum(row == START) - 1, np.flatnonzero(row == START))


def tokens_of(text: str) -> list[str]:
    """The words and marks of a text in small letters, numbers as 0."""
    plain = text.lower().replace("’", "'")
    if "\\" in plain:
        plain = _ESCAPES.sub(" ", plain)
    return _TOKEN.findall(_DIGITS.sub("0", plain))


@cache
def kinds_of_cue() -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    """The names of the kinds of cue word, and the kinds of each cue word by their number."""
    names: list[str] = []
    found: dict[str, tuple[int, ...]] = {}
    text = resources.files(__package__ or "manystudies.claims").joinpath("statement_cues.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, words = line.split("\t")
            for word in words.split():
                found[word] = (*found.get(word, ()), len(names))
            names.append(name)
    return tuple(names), found


def facts_of(word: str) -> WordFacts:
    """What a word is by its spelling."""
    kinds = kinds_of_cue()[1].get(word, ())[:_MOST_KINDS]
    known = _known_classes().get(word)
    if known is None and len(word) > 3 and word.endswith("ly"):  # noqa: PLR2004 - "ly" itself is no ending
        known = _ADVERB
    elif known is None:
        known = len(CLASSES) + kinds[0] if kinds else _OTHER
    return WordFacts(kinds, known, _ending(word))


def _learn(words: Words, new: Sequence[str]) -> None:
    """Look at words that were not met before, all of a text at once."""
    rows = slice(len(words.rows), len(words.rows) + len(new))
    words.rows.update(zip(new, range(rows.start, rows.stop), strict=True))
    facts = [facts_of(word) for word in new]
    words.stem[rows] = [crc32((_SUFFIX.sub("", word) if len(word) > _STEM_FROM else word).encode("utf-8", "surrogatepass")) for word in new]
    words.kinds[rows] = [(*each.kinds, *_NO_KINDS[len(each.kinds) :]) for each in facts]
    words.word_class[rows] = [each.word_class for each in facts]
    words.ending[rows] = [each.ending for each in facts]
    words.near[rows] = words.fill(new, words.values[rows])


@cache
def _known_classes() -> dict[str, int]:
    groups = (
        ("and", ("and", "or", ",")),
        ("have", _HAVING),
        ("denying", _DENYING),
        ("pointing", _POINTING),
        ("be", _BEING),
        ("modal", _MODALS),
    )
    found = {word: CLASSES.index(word) for word in _PREPOSITIONS}
    for name, members in (*groups, ("edge", EDGES)):
        found.update(dict.fromkeys(members, CLASSES.index(name)))
    return found


def _ending(word: str) -> int:
    if word.endswith("ing"):
        return _ING
    if word.endswith("ed") or word in _PAST:
        return _ED
    if word.endswith("s"):
        return _S
    if word.endswith(("ion", "ment", "ness")):
        return _NOUN
    return _ADJECTIVE if word.endswith(("ive", "al")) else _BARE
