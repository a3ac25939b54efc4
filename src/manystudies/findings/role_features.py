"""What a sentence shows of its role: its words, its place in the abstract and in its paragraph."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+(?:[.,][0-9]+)*|[%<>=\u00b1\u2264\u2265]")
WITHIN, ACROSS, UNKNOWN = 0, 1, 2
"""Kinds of step to a sentence: within a paragraph, into a new one, or in a text without paragraphs."""


def paragraphs_of(text: str, ranges: list[tuple[int, int]]) -> list[int] | None:
    """The number of each sentence's paragraph, or None where line ends part no sentences."""
    numbers = [0]
    for (_, before), (after, _) in pairwise(ranges):
        numbers.append(numbers[-1] + ("\n" in text[before:after]))
    return numbers if numbers[-1] else None


def steps_of(ranges: list[tuple[int, int]], paragraphs: list[int] | None) -> list[int]:
    """The kind of step that leads to each sentence."""
    if paragraphs is None:
        return [UNKNOWN] * len(ranges)
    return [ACROSS, *(WITHIN if before == after else ACROSS for before, after in pairwise(paragraphs))]


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """Where a sentence stands: its number and that of all.

    Where there are paragraphs, also its paragraph's number, the last one's, how many sentences its paragraph has, and whether it
    opens or closes it.
    """

    number: int
    sentences: int
    paragraph: int = -1
    last_paragraph: int = -1
    together: int = 0
    opens: bool = False
    closes: bool = False


def places_of(ranges: list[tuple[int, int]], paragraphs: list[int] | None) -> Iterator[SentencePlace]:
    """The place of every sentence."""
    number = len(ranges)
    if paragraphs is None:
        yield from (SentencePlace(place, number) for place in range(number))
        return
    sizes = Counter(paragraphs)
    for place, own in enumerate(paragraphs):
        opens = place == 0 or paragraphs[place - 1] != own
        closes = place == number - 1 or paragraphs[place + 1] != own
        yield SentencePlace(place, number, own, paragraphs[-1], sizes[own], opens, closes)


def place_features(place: SentencePlace) -> list[str]:
    """What the place of a sentence shows."""
    number, last = place.sentences, place.last_paragraph
    found = [
        f"/{place.number * 10 // number}",
        f"<{min(place.number, 8)}",
        f">{min(number - 1 - place.number, 8)}",
        f"=={min(number // 3, 8)}",
    ]
    if place.paragraph < 0:
        return [*found, "flat"]
    own = place.paragraph
    return [
        *found,
        f"P{min(own, 8)}/{min(last + 1, 8)}",
        f"Q{min(last - own, 6)}",
        f"F{place.opens:d}{place.closes:d}",
        f"S{min(place.together, 8)}",
    ]


def size_features(numbers: int, words: int) -> tuple[str, str]:
    """How many numbers and words a sentence has."""
    return f"#{min(numbers, 5)}", f"~{min(words // 6, 8)}"


def role_features(text: str, ranges: list[tuple[int, int]], paragraphs: list[int] | None) -> list[list[str]]:
    """The features of every sentence."""
    found = []
    for (start, end), place in zip(ranges, places_of(ranges, paragraphs), strict=True):
        words = ["0" if word[0].isdigit() else word for word in _WORD.findall(text[start:end].lower())]
        features = {*words, *place_features(place), *size_features(words.count("0"), len(words))}
        features.update(map("%s %s".__mod__, pairwise(words)))
        features.update(f"@{index}{word}" for index, word in enumerate(words[:3]))
        features.add(f"@@{' '.join(words[:2])}")
        features.add(f"@@{' '.join(words[:3])}")
        if place.opens:
            features.add(f"W{' '.join(words[:2])}")
        found.append(sorted(features))
    return found
