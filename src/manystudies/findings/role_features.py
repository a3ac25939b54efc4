"""What a sentence shows of its role: its words, its place in the abstract and in its paragraph."""

import re
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


def role_features(text: str, ranges: list[tuple[int, int]], paragraphs: list[int] | None) -> list[list[str]]:
    """The features of every sentence."""
    number = len(ranges)
    sizes: dict[int, int] = {}
    for each in paragraphs or ():
        sizes[each] = sizes.get(each, 0) + 1
    found = []
    for place, (start, end) in enumerate(ranges):
        words = ["0" if word[0].isdigit() else word for word in _WORD.findall(text[start:end].lower())]
        features = set(words)
        features.update(map("%s %s".__mod__, pairwise(words)))
        features.update(f"@{index}{word}" for index, word in enumerate(words[:3]))
        features.add(f"@@{' '.join(words[:2])}")
        features.add(f"@@{' '.join(words[:3])}")
        features.add(f"#{min(words.count('0'), 5)}")
        features.add(f"~{min(len(words) // 6, 8)}")
        features.add(f"/{place * 10 // number}")
        features.add(f"<{min(place, 8)}")
        features.add(f">{min(number - 1 - place, 8)}")
        features.add(f"=={min(number // 3, 8)}")
        if paragraphs is None:
            features.add("flat")
        else:
            own, last = paragraphs[place], paragraphs[-1]
            first = place == 0 or paragraphs[place - 1] != own
            closing = place == number - 1 or paragraphs[place + 1] != own
            features.add(f"P{min(own, 8)}/{min(last + 1, 8)}")
            features.add(f"Q{min(last - own, 6)}")
            features.add(f"F{first:d}{closing:d}")
            features.add(f"S{min(sizes[own], 8)}")
            if first:
                features.add(f"W{' '.join(words[:2])}")
        found.append(sorted(features))
    return found
