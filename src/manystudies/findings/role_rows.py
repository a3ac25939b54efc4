"""The rows of the chain of roles that the features of sentences have, found for all of some abstracts at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from manystudies.findings.linear import chain
from manystudies.findings.role_features import SentencePlace, place_features, places_of, size_features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

# The words that features have; a number is an empty word.
_WORD = re.compile(r"([a-z]+(?:'[a-z]+)?|[%<>=\u00b1\u2264\u2265])|[0-9]+(?:[.,][0-9]+)*")
_NUMBER = "0"
_UNKNOWN = 0


@dataclass(frozen=True, slots=True)
class RoleRows:
    """A number for each word; by it the row of the word, and by those of two neighbours (`pairs`, in order) their row.

    `openings` are the rows of the first, second and third word of a sentence, `named` those of all features by name.
    """

    numbers: Mapping[str, int]
    words: "Whole"
    pairs: "Whole"
    pair_rows: "Whole"
    openings: tuple[Mapping[str, int], ...]
    named: Mapping[str, int]


class Abstract(NamedTuple):
    """A text with its sentences and the number of each sentence's paragraph."""

    text: str
    ranges: list[tuple[int, int]]
    paragraphs: list[int] | None


def role_rows(abstracts: Sequence[Abstract]) -> "tuple[Whole, Whole]":
    """The rows of the features of all sentences, each once, sentence by sentence, and where those of each sentence begin.

    Features that the chain does not know have the row behind the last.
    """
    import numpy as np

    rows = _rows()
    every = len(rows.named) + 1
    words: list[str] = []
    counts: list[int] = []
    others: list[int] = []
    for text, ranges, paragraphs in abstracts:
        small = text.lower()
        same = len(small) == len(text)
        for (start, end), place in zip(ranges, places_of(ranges, paragraphs), strict=True):
            met = _WORD.findall(small[start:end] if same else text[start:end].lower())
            words += met
            first = every * len(counts)
            counts.append(len(met))
            opening = _opening_rows(tuple(met[:3]), paragraph=place.opens)
            others += [first + row for row in _place_rows(place) + _size_rows(met.count(""), len(met) // 6) + opening]
    numbers = np.fromiter(map(rows.numbers.get, words, repeat(_UNKNOWN)), dtype=np.int64, count=len(words))
    begins = np.repeat(np.arange(0, every * len(counts), every), counts)
    pairs = numbers[:-1] * len(rows.words) + numbers[1:]
    found = rows.pairs.searchsorted(pairs)
    known = (rows.pairs[found] == pairs) & (begins[:-1] == begins[1:])
    rowed = np.concatenate(
        [begins + rows.words[numbers], begins[:-1][known] + rows.pair_rows[found[known]], np.array(others, dtype=np.int64)]
    )
    rowed.sort()
    rowed = rowed[np.append(rowed[1:] != rowed[:-1], True)]
    return rowed % every, rowed.searchsorted(np.arange(0, every * len(counts), every))


@cache
def _rows() -> RoleRows:
    import numpy as np

    named = chain("roles").index
    numbers: dict[str, int] = {}
    words = {_UNKNOWN: len(named)}
    pairs: dict[tuple[int, int], int] = {}
    openings: tuple[dict[str, int], ...] = ({}, {}, {})

    def number(word: str) -> int:
        return numbers.setdefault("" if word == _NUMBER else word, len(numbers) + 1)

    for name, row in named.items():
        one, blank, two = name.partition(" ")
        if name.startswith("@"):
            if name[1] != "@":
                openings[int(name[1])][name[2:]] = row
        elif not blank:
            words[number(name)] = row
        elif not name.startswith("W"):
            pairs[number(one), number(two)] = row
    size = len(numbers) + 1
    ordered = sorted((one * size + two, row) for (one, two), row in pairs.items())
    keys, rows = zip(*ordered, (size * size, len(named)), strict=True)
    return RoleRows(
        numbers, np.array([words.get(each, len(named)) for each in range(size)]), np.array(keys), np.array(rows), openings, named
    )


@lru_cache(maxsize=1 << 12)
def _opening_rows(words: tuple[str, ...], *, paragraph: bool) -> tuple[int, ...]:
    """The rows of what a sentence opens with; many open alike."""
    rows = _rows()
    opening = [word or _NUMBER for word in words]
    two = " ".join(opening[:2])
    spelled = (f"@@{two}", f"@@{' '.join(opening)}", *((f"W{two}",) if paragraph else ()))
    alone = tuple(each[word] for each, word in zip(rows.openings, opening, strict=False) if word in each)
    return alone + tuple(row for name in spelled if (row := rows.named.get(name)) is not None)


@lru_cache(maxsize=1 << 12)
def _place_rows(place: SentencePlace) -> tuple[int, ...]:
    return tuple(row for name in place_features(place) if (row := _rows().named.get(name)) is not None)


@lru_cache(maxsize=1 << 9)
def _size_rows(numbers: int, sixths: int) -> tuple[int, ...]:
    return tuple(row for name in size_features(numbers, 6 * sixths) if (row := _rows().named.get(name)) is not None)
