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
    from numpy import float32, int64, uint64
    from numpy.typing import NDArray

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ESCAPES = re.compile(r"\\+(?:xa0|u20[0-9a-f]{2})")
"""Spaces that some exports of abstracts leave as their escape sequences."""
_TOKEN = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*|[?%<>=:;,.()\"\x00\x01]")
_BETWEEN = "\x00\x01"
"""Stands between sentences that are read together: the right edge of one and the left edge of the next."""
_SUFFIX = re.compile(r"(?:ing|ed|es|s|ly|ments?|ions?)$")
_STEM_FROM = 5
_MOST_LETTERS = 4000
"""What stands behind in a longer sentence is not read."""
_REMEMBERED = 1 << 15
"""So many words are remembered; then all are forgotten and met anew."""
START, END = 0, 1
"""The rows of the two edges of a sentence."""
_MOST_KINDS = 3
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
_ENDINGS = ("ing", "ed", "s", "noun", "adjective", "bare")


@dataclass(frozen=True, slots=True)
class Sentences:
    """The words of several sentences, one after the other, with an edge on both sides of each.

    `row` holds each word's row in the table, `sentence` the number of its sentence, `first` where each sentence begins.
    """

    row: "NDArray[int64]"
    sentence: "NDArray[int64]"
    first: "NDArray[int64]"


@dataclass(frozen=True, slots=True)
class Words:
    """Every word met so far, and what is known of it by row.

    `kinds` holds up to three kinds of cue, -1 for none, and `values` what a model remembers of each word.
    """

    value_of: "Callable[[str], NDArray[float32]]"
    values: "NDArray[float32]"
    near_of: Callable[[str], tuple[int, ...]]
    near: "NDArray[uint64]"
    kinds: "NDArray[int64]"
    stem: "NDArray[uint64]"
    word_class: "NDArray[uint64]"
    ending: "NDArray[uint64]"
    rows: dict[str, int] = field(default_factory=dict)


def no_words(value_of: "Callable[[str], NDArray[float32]]", width: int, near_of: Callable[[str], tuple[int, ...]], near: int) -> Words:
    """An empty table for a model that keeps `width` values and `near` whole numbers of each word."""
    import numpy as np

    values = np.zeros((_REMEMBERED, width), np.float32)
    columns = [np.zeros(_REMEMBERED, dtype=np.uint64) for _ in range(3)]
    nears = np.zeros((_REMEMBERED, near), np.uint64)
    return Words(value_of, values, near_of, nears, np.full((_REMEMBERED, _MOST_KINDS), -1), columns[0], columns[1], columns[2])


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
        _learn(words, "\x01")
        _learn(words, "\x00")
    found = list(map(words.rows.get, tokens))
    if None in found:
        found = [_learn(words, token) if row is None else row for row, token in ((words.rows.get(token), token) for token in tokens)]
    row = np.array(found, dtype=np.int64)
    first = np.flatnonzero(row == START)
    sentence = np.cumsum(row == START) - 1
    return Sentences(row, sentence, first)


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


def _learn(words: Words, word: str) -> int:
    row = words.rows[word] = len(words.rows)
    kinds = kinds_of_cue()[1].get(word, ())[:_MOST_KINDS]
    words.stem[row] = crc32((_SUFFIX.sub("", word) if len(word) > _STEM_FROM else word).encode("utf-8", "surrogatepass"))
    words.kinds[row] = (*kinds, *[-1] * (_MOST_KINDS - len(kinds)))
    words.word_class[row] = _class(word, kinds)
    words.ending[row] = _ENDINGS.index(_ending(word))
    words.near[row] = words.near_of(word)
    words.values[row] = words.value_of(word)
    return row


def _class(word: str, kinds: tuple[int, ...]) -> int:
    if word in _BETWEEN:
        return CLASSES.index("edge")
    for name, members in (("modal", _MODALS), ("be", _BEING), ("pointing", _POINTING), ("denying", _DENYING), ("have", _HAVING)):
        if word in members:
            return CLASSES.index(name)
    if word in {"and", "or", ","}:
        return CLASSES.index("and")
    if word in _PREPOSITIONS:
        return CLASSES.index(word)
    if len(word) > 3 and word.endswith("ly"):  # noqa: PLR2004 - "ly" itself is no ending
        return CLASSES.index("adverb")
    return len(CLASSES) + kinds[0] if kinds else CLASSES.index("other")


def _ending(word: str) -> str:
    if word.endswith("ing"):
        return "ing"
    if word.endswith("ed") or word in _PAST:
        return "ed"
    if word.endswith("s"):
        return "s"
    if word.endswith(("ion", "ment", "ness")):
        return "noun"
    return "adjective" if word.endswith(("ive", "al")) else "bare"
