"""The words a text holds, looked at once: what it does not speak of need not be searched for."""

from functools import lru_cache

from manystudies.findings.glyphs import fold, lowered

_PLAIN = bytes(sign if chr(sign) in "abcdefghijklmnopqrstuvwxyz" else ord(" ") for sign in range(256))


@lru_cache(maxsize=4)
def words_in(text: str) -> frozenset[str]:
    """Every run of plain letters of a folded text, in small letters; any other sign parts two words.

    >>> sorted(words_in("Vitamin B12: 5\N{MICRO SIGN}g/day"))
    ['b', 'day', 'g', 'vitamin']
    """
    return frozenset(lowered(text).encode("utf-8", "surrogatepass").translate(_PLAIN).decode("ascii").split())


def met_in(text: str, words: frozenset[str]) -> frozenset[str]:
    """Those of some words, which are of plain small letters, that a text as it stands holds."""
    return words & words_in(fold(text))


def places_of(word: str, text: str) -> list[int]:
    """Where a word stands in a text, also inside another word.

    >>> places_of("or", "or more")
    [0, 4]
    """
    found = []
    place = text.find(word)
    while place >= 0:
        found.append(place)
        place = text.find(word, place + 1)
    return found
