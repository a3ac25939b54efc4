"""Which words of an abstract name its groups, and which of them the treated and which the control groups."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import compress

from manystudies.findings.arm_words import ASSIGNED
from manystudies.findings.tokens import Tokens
from manystudies.findings.vocabulary import vocabulary
from manystudies.making import quick

CONTROLS = frozenset(
    {"placebo", "placebos", "control", "controls", "sham", "usual", "waitlist", "wait-list", "observation", "untreated", "pbo"}
)
"""Words that name a control group wherever they stand."""
HINTS = CONTROLS | frozenset([
    "standard", "conventional", "waiting", "alone", "comparison", "comparator", "attention", "no", "routine", "saline", "vehicle", "traditional", "without", "uc",
    "reference", "unexposed", "nothing", "only",
])  # fmt: skip
"""Words that a control group is often named by."""
TREATED = ("intervention", "experimental")
_LETTER = re.compile(r"[a-e]|[1-5]|i{1,3}|iv")
_GROUP_WORDS = frozenset({"group", "groups", "arm", "arms", "cohort", "regimen"})
_JOINS = frozenset({"/", "+", "plus"})
ASSIGNING = frozenset(
    [
        "randomised",
        "randomized",
        "randomly",
        "randomisation",
        "randomization",
        "randomise",
        "randomize",
        "assign",
        "assigned",
        "assignment",
        "allocate",
        "allocated",
        "allocation",
    ]
)
"""Words that tell who was given to which group."""
COMPARING = frozenset({"compared", "comparing", "receive", "received"})
_MARKS = _GROUP_WORDS | _JOINS | ASSIGNING | COMPARING | ASSIGNED | {"(", "n", "study", "recipients", "versus", "vs", "v", "against", "or"}
_TITLE = 60
_LONGEST_ABBREVIATION, _LEAST_WORDS = 8, 2
_STOP = """
a after all allocated among an and are arm arms as assigned at baseline be been between both by cases compared comparison daily
day days decreased dose during each either events first followed for found from group groups had has have higher ii iii in
including increased into is it its less lower mean median mg month months more n not number observed of on or other our overall
participants patient patients per percent phase plus randomised randomized randomly rate receive received receiving reported
respectively risk second showed significant significantly study subjects survival survivors than that the their therapy these this
those three to total trial two versus vs was we week weeks were which who with women year years
"""


@quick
@dataclass(frozen=True, slots=True)
class Names:
    """The telling words of a text.

    `at` has one for each token or None: "arm:b" for the b of "arm B", "tamoxifen+zinc" for each word of "tamoxifen plus
    zinc"; `joined` are those of several words. The first `title` tokens are the title; `long` are the words of each abbreviation.
    `marked` are the places of the words that groups are named beside: "group", "randomised", "versus", brackets.
    """

    at: list[str | None]
    title: int
    long: dict[str, frozenset[str]]
    marked: list[int]
    joined: set[str]

    def spelt(self, words: frozenset[str]) -> frozenset[str]:
        """Names with the words that their abbreviations stand for."""
        return words.union(*[self.long[word] for word in words if word in self.long]) if self.long else words

    def adds(self, one: frozenset[str], two: frozenset[str]) -> bool:
        """Whether the first names say all of the second and more: "iron plus zinc" against "iron"."""
        first, second = (_parts(one), _parts(two)) if self.joined else (one, two)
        return bool(second) and second < first


def told_by(name: str, scores: dict[str, float]) -> float:
    """The score of a name of several words: its own, else that of the most telling of its parts."""
    if name in scores:
        return scores[name]
    return max((scores.get(part, 0.0) for part in name.split("+")), key=abs)


def _parts(words: frozenset[str]) -> frozenset[str]:
    return frozenset(part for word in words for part in word.split("+"))


@cache
def _nameless() -> dict[str, str | None]:
    """Nothing for each word and sign that is no name; for signs those of the vocabulary."""
    return dict.fromkeys([*_STOP.split(), *(word for word in vocabulary() if len(word) == 1 or not word[0].isalpha())])


def names_at(tokens: Tokens) -> Names:
    """The names in a text."""
    words = tokens.words
    found = list(map(_nameless().get, words, words))
    for place in tokens.unlisted:
        # Of the tokens of several signs those that sort from "a" on are words, the others numbers.
        if len(words[place]) == 1 or words[place] < "a":
            found[place] = None
    joins: list[int] = []
    brackets: list[int] = []
    marked = list(compress(range(len(words)), map(_MARKS.__contains__, words)))
    for place in marked:
        word = words[place]
        if word in _GROUP_WORDS:
            if place + 1 < len(words) and _LETTER.fullmatch(words[place + 1]):
                found[place + 1] = f"arm:{words[place + 1]}"
        elif word in _JOINS:
            joins.append(place)
        elif word == "(":
            brackets.append(place)
    long = _abbreviations(words, found, brackets)
    joined = _join(found, joins)
    title = next((place for place, word in enumerate(words[:_TITLE]) if word == "." and place > len("abc")), min(len(words), _TITLE))
    return Names(found, title, long, marked, joined)


def _join(names: list[str | None], joins: list[int]) -> set[str]:
    """Give all words of "iron plus zinc" the name of both; all such names."""
    made: set[str] = set()
    index = 0
    while index < len(joins):
        first = last = joins[index]
        while index + 1 < len(joins) and joins[index + 1] == last + 2 and names[last + 1]:
            index, last = index + 1, joins[index + 1]
        index += 1
        if first and last + 1 < len(names) and names[first - 1] and names[last + 1]:
            joined = "+".join(sorted({name for name in names[first - 1 : last + 2 : 2] if name}))
            made.add(joined)
            for at in range(first - 1, last + 2, 2):
                names[at] = joined
    return made


def _abbreviations(words: list[str], names: list[str | None], brackets: list[int]) -> dict[str, frozenset[str]]:
    """The words that each abbreviation in brackets stands for, by their first letters: "high-dose chemotherapy (HDC)"."""
    found: dict[str, frozenset[str]] = {}
    for bracket in brackets:
        place = bracket + 1
        if place < len("ab") or place + 1 >= len(words) or words[place + 1] not in {")", ",", ";"}:
            continue
        short = words[place]
        if not short.isalpha() or len(short) > _LONGEST_ABBREVIATION:
            continue
        letters = len(short) - 1
        told: set[str] = set()
        at, count = place - 2, 0
        while at >= 0 and letters >= 0 and count < len(short) + 2:
            initials = [piece[0] for piece in words[at].split("-") if piece]
            if short[letters] in initials:
                letters -= len(initials) if short[max(0, letters - len(initials) + 1) : letters + 1] == "".join(initials) else 1
                if name := names[at]:
                    told.add(name)
            elif names[at] and count == 0 and not words[at].startswith(short[0]):
                break
            at, count = at - 1, count + 1
        if told and (letters < 0 or len(told) >= _LEAST_WORDS or words[place - 2].startswith(short[:2])):
            found[short] = frozenset(told)
    return found
