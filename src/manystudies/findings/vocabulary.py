"""Words as whole numbers: common words by a list, any other by a checksum, so that features of words need no strings.

The list is `models/words.gz`, a word a line; words that take part in numbers ("two", "twenty-one") come before all others. Words
with alike neighbours are of one kind; `models/kinds.gz` has a byte for the kind of each word of the list.
"""

import gzip
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zlib import crc32

from manystudies.findings.numerals import NUMBER_WORDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNKNOWN, NOTHING_THERE, WHOLE, DECIMAL, FIRST_COUNTED = -1, 0, 1, 2, 3
"""No word of the list; no token at all; any whole number in digits; any number with decimals; the first word of the list."""
_TENS = ("twenty", "thirty", "forty", "fourty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
COUNTED = (*sorted(NUMBER_WORDS), *(f"{ten}-{one}" for ten in _TENS for one in _ONES))
"""The words of the list that take part in numbers."""
FIRST_PLAIN = FIRST_COUNTED + len(COUNTED)
"""The first word of the list that takes part in no number."""
LISTED, SPREAD = 16384, 16384
"""No word of the list stands for LISTED or more; any other word for one of the SPREAD numbers from there on."""
KINDS_OF_WORDS = 60
"""How many kinds the words of the list are of."""


@cache
def vocabulary() -> dict[str, int]:
    """What stands for each word of the list, read once."""
    words = gzip.decompress((files("manystudies.findings") / "models" / "words.gz").read_bytes()).decode().split("\n")
    return {word: place for place, word in enumerate((*COUNTED, *words), FIRST_COUNTED)}


@cache
def kinds_of_words() -> "NDArray[np.uint8]":
    """The kind of everything that a whole number of the vocabulary stands for, read once: nought for nothing."""
    import numpy as np

    kinds = np.frombuffer(gzip.decompress((files("manystudies.findings") / "models" / "kinds.gz").read_bytes()), dtype=np.uint8)
    found = np.full(LISTED + SPREAD, KINDS_OF_WORDS + 1, dtype=np.uint8)
    found[NOTHING_THERE], found[WHOLE], found[DECIMAL] = 0, KINDS_OF_WORDS + 2, KINDS_OF_WORDS + 3
    found[FIRST_COUNTED : FIRST_COUNTED + len(kinds)] = 1 + kinds
    return found


def checksum(word: str) -> int:
    """What stands for a word that is not in the list.

    >>> checksum("zzyzx") >= LISTED
    True
    """
    return LISTED + crc32(word.encode("utf-8", "surrogatepass")) % SPREAD
