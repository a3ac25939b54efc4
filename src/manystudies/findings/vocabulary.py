"""Words as whole numbers: common words by a list, any other by a checksum, so that features of words need no strings.

The list is `models/words.gz`, a word a line; words that take part in numbers ("two", "twenty-one") come before all others.
"""

import gzip
from functools import cache
from importlib.resources import files
from zlib import crc32

from manystudies.findings.numerals import NUMBER_WORDS

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


@cache
def vocabulary() -> dict[str, int]:
    """What stands for each word of the list, read once."""
    words = gzip.decompress((files("manystudies.findings") / "models" / "words.gz").read_bytes()).decode().split("\n")
    return {word: place for place, word in enumerate((*COUNTED, *words), FIRST_COUNTED)}


def checksum(word: str) -> int:
    """What stands for a word that is not in the list.

    >>> checksum("zzyzx") >= LISTED
    True
    """
    return LISTED + crc32(word.encode("utf-8", "surrogatepass")) % SPREAD
