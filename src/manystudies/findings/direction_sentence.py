"""One sentence as told, whoever asks: its words, where it can be cut, and the words that tell a way or that there is none."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from manystudies.findings.direction_words import Way, beside_the_point, tells_nothing, way_of
from manystudies.findings.questions import stem

_TOKEN = re.compile(
    r"[a-z\u03b1-\u03c9][a-z0-9\u03b1-\u03c9]*|(?<![0-9])-?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|(?:(?<![0-9a-z)%])-)?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|[%<>=\u2264\u2265\u00b1;:,()\[\]]"
)
_LONGEST = 3000
"""What is longer is no sentence; its words are compared with each other, so that reading all of it would take time with their square."""
_ROUND = {"[": "(", "]": ")"}
_BARE_WAYS: dict[str, Way] = {"high": "up", "low": "down"}
_BEFORE_BARE = frozenset({"significantly", "was", "were", "very", "too", "remained"})
_OPENERS = frozenset(
    ["but", "whereas", "while", "whilst", "although", "though", "however", "yet", "except", "nevertheless", "nonetheless", "despite"]
)
_AFTER_AND = frozenset(
    [
        "no",
        "there",
        "not",
        "significantly",
        "was",
        "were",
        "had",
        "did",
        "does",
        "showed",
        "are",
        "is",
        "also",
        "reduced",
        "increased",
        "decreased",
        "improved",
        "lower",
        "higher",
        "greater",
        "a",
    ]
)
_VERBS = frozenset(["was", "were", "is", "are", "had", "has", "did", "does", "showed", "remained", "increased", "decreased", "improved"])
_AFTER_COMMA = frozenset({"there", "neither", "it", "this", "without", "not", "with"})
_AFTER_COMMA_AND = frozenset(["in", "the", "with"]) | _AFTER_AND


@dataclass(frozen=True, slots=True)
class Segment:
    """Words `begin` to `end` of a sentence, and the word that opens them: "but", "and", ";"."""

    begin: int
    end: int
    opener: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in small letters: words with their stems and places, ways told at words, first and last words that tell of nothing, segments, and how deep in brackets."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    ways: tuple[tuple[int, Way], ...]
    nothings: tuple[tuple[int, int], ...]
    segments: tuple[Segment, ...]
    depths: tuple[int, ...]


def told_of(sentence: str) -> Told:
    """A sentence, in small letters, cut into words and segments."""
    text = beside_the_point().sub(lambda match: " " * len(match[0]), sentence[:_LONGEST])
    matches = list(_TOKEN.finditer(text))
    words = tuple(_ROUND.get(match[0], match[0]) for match in matches)
    stems = tuple(stem(word) if word[0].isalpha() else word for word in words)
    ways = tuple(
        (place, way)
        for place, word in enumerate(words)
        if (way := way_of(word) or (_BARE_WAYS.get(word) if place and words[place - 1] in _BEFORE_BARE else None))
    )
    starts = tuple(match.start() for match in matches)
    nothings = tuple(
        (bisect_right(starts, match.start()) - 1, bisect_left(starts, match.end()) - 1) for match in tells_nothing().finditer(text)
    )
    depths = _depths(words)
    return Told(text, words, stems, starts, ways, nothings, tuple(_segments(words, depths)), depths)


def _depths(words: tuple[str, ...]) -> tuple[int, ...]:
    """How many brackets are open at each word; a bracket that is never closed opens nothing."""
    depths: list[int] = []
    depth, left = 0, words.count(")")
    for word in words:
        if word == "(" and left > depth:
            depth += 1
        depths.append(depth)
        if word == ")":
            left -= 1
            depth = max(0, depth - 1)
    return tuple(depths)


def _segments(words: tuple[str, ...], depths: tuple[int, ...]) -> list[Segment]:
    cuts: list[tuple[int, str]] = [(0, words[0] if words and words[0] in _OPENERS else "")]
    for place, word in enumerate(words):
        if not place or (depths[place] and word != ")"):
            continue
        before = words[place - 1]
        if word == ";" or (word in _OPENERS and cuts[-1][0] != place):
            cuts.append((place, word))
        elif word == "and" and place + 1 < len(words):
            behind = words[place + 1]
            if (
                behind in _AFTER_AND
                or (before in {",", ")"} and behind in _AFTER_COMMA_AND)
                or (before == ")" and _closes_p(words, place - 1))
            ):
                cuts.append((place, "and"))
        elif word == "," and before == ")" and _closes_p(words, place - 1) and words[place + 1 : place + 2] != ("and",):
            cuts.append((place, ","))
        elif before == "," and word in _AFTER_COMMA:
            cuts.append((place, word))
        elif word == "," and _tells_on(words, cuts[-1][0], place):
            cuts.append((place, ","))
    cuts = [
        each
        for each, following in zip(cuts, [*cuts[1:], (len(words) + 2, "")], strict=True)
        if following[0] - each[0] > 1 or each[1] not in {",", ";"}
    ]
    ends = [place for place, _ in cuts[1:]] + [len(words)]
    return [Segment(begin, end, opener) for (begin, opener), end in zip(cuts, ends, strict=True) if end > begin]


def _tells_on(words: tuple[str, ...], begin: int, place: int) -> bool:
    """Whether a comma parts two statements, each with a verb of its own."""
    if _VERBS.isdisjoint(words[begin:place]):
        return False
    behind = words[place + 1 : place + 14]
    stop = next((index for index, word in enumerate(behind) if word in {",", ";"}), len(behind))
    return behind[:1] != ("and",) and not _VERBS.isdisjoint(behind[1:stop])


def _closes_p(words: tuple[str, ...], place: int) -> bool:
    """Whether a closing bracket ends one that holds a p-value."""
    return "p" in words[max(0, place - 6) : place]
