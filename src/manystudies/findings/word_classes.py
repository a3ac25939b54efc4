"""What kind of word each whole number of the vocabulary stands for: people, groups, statistics, what joins and what compares."""

from functools import cache
from typing import TYPE_CHECKING

from manystudies.findings.arm_names import CONTROLS, TREATED
from manystudies.findings.vocabulary import FIRST_PLAIN, LISTED, NOTHING_THERE, SPREAD, vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STATISTICS = {
    "median": "median", "medians": "median", "mean": "mean", "means": "mean", "average": "mean", "averaged": "mean", "rate": "rate", "rates": "rate",
    "proportion": "rate", "percentage": "rate", "percent": "rate", "incidence": "rate", "survival": "survival", "score": "score", "scores": "score",
    "sd": "sd", "se": "se", "sem": "se", "range": "range", "ci": "ci", "interval": "ci", "ratio": "ratio", "hr": "ratio", "rr": "ratio", "age": "age",
    "aged": "age", "reduction": "less", "reduced": "less", "decrease": "less", "decreased": "less", "increase": "more", "increased": "more",
    "risk": "risk", "difference": "difference", "iqr": "iqr",
}  # fmt: skip
_PEOPLE = (
    "patients", "patient", "women", "subjects", "participants", "survivors", "controls", "individuals", "men", "people", "persons", "cases", "females",
    "volunteers", "events", "deaths", "recurrences",
)  # fmt: skip
_PAIRING = ("and", "vs", "versus", "v", "compared", "than", "or", "respectively", "whereas", "while", "but")
_COMPARING = ("vs", "versus", "v", "compared", "than")
_GROUPS = ("group", "groups", "arm", "arms")
_VERY_COMMON, _COMMONEST = 40, 200
"""So many of the commonest words and signs tell nothing of what a sentence is about; so many name no group."""
TOPICAL, TELLING, PAIRS, COMPARES, PERSON, GROUP, ROLE = 1, 2, 4, 8, 16, 32, 64
"""Classes as bits: any word but the very commonest, one that may name a group, what joins two numbers, what compares, whom numbers count, "group", and
what tells of a group whether it is treated."""


@cache
def classes() -> "NDArray[np.uint8]":
    """The classes of everything that a whole number of the vocabulary stands for, as bits."""
    import numpy as np

    told = np.zeros(LISTED + SPREAD, dtype=np.uint8)
    told[LISTED:] = TOPICAL | TELLING
    known = vocabulary()
    for word, place in known.items():
        if word[0].isalpha():
            told[place] = (place >= FIRST_PLAIN + _VERY_COMMON) * TOPICAL | (place >= FIRST_PLAIN + _COMMONEST) * TELLING
    for words, bit in (
        (_PAIRING, PAIRS),
        (_COMPARING, COMPARES),
        (_PEOPLE, PERSON),
        (_GROUPS, GROUP),
        ((*sorted(CONTROLS), *TREATED), ROLE),
    ):
        told[[known[word] for word in words if word in known]] |= bit
    return told


@cache
def statistics() -> "NDArray[np.uint8]":
    """For everything that a whole number of the vocabulary stands for which statistic it names, nought for none."""
    import numpy as np

    names = sorted(set(_STATISTICS.values()))
    told = np.zeros(LISTED + SPREAD, dtype=np.uint8)
    known = vocabulary()
    for word, name in _STATISTICS.items():
        if word in known:
            told[known[word]] = 1 + names.index(name)
    return told


@cache
def sign(word: str) -> int:
    """What stands for a word or sign of the list."""
    return vocabulary().get(word, NOTHING_THERE)
