"""What is at stake in a claim: somebody's illness, the body, a level, or only what offices and writers do."""

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from manystudies.claims import Claim
from manystudies.terms import find_terms

Stakes = Literal[0, 1, 2, 3]
"""0 no claim about health, 1 a level or an intake, 2 the body and its work, 3 an illness, a symptom or a death."""
_Kind = Literal["acts", "body", "harm", "office", "people"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MEDICAL = re.compile(r"\w{3,}(?:itis|osis|emia|aemia|pathy|algia|penia|uria)")
_NEAR = 6
"""So many words behind the phrase say what it does; offices and projects further off are another matter."""
_FRAGMENT = 8
_PROVEN = 5
_TOPIC = re.compile(r"\s*(?:(?:how|ways|tips) to\s+[a-z]+|[a-z]+ing)\b", re.IGNORECASE)
_FRAGMENTS = re.compile(
    r"\W*(?:generally |mainly |mostly |often |usually |typically |probably )?(?:due to|because(?: of)?|caused by|to)\b(?![^,.;]*,\s\w+ \w+ \w+)",
    re.IGNORECASE,
)
"""A cause alone, whose effect stands in the lead of its list."""
_SAID = re.compile(
    r"(?:^|[.;]\s)\W*(?:[\w.’'-]+\s){1,5}?(?:claims|claimed|felt|mentioned|explained|asked|argued|argues|commented|noted)\b|\baccording to\b|\bcomment by\b",
    re.IGNORECASE,
)


def stakes_of(claim: Claim) -> Stakes:
    """How much hangs on a claim, by the words on both sides of the phrase that carries it.

    It is one about health where what is acted on is an illness, a symptom, a part of the body or a level in it. What
    staff, projects and papers do, an aim, a heading that only announces a topic and a bare fragment of a list weigh nothing.

    When not to believe it: a condition that neither the terms nor the words beside this module know weighs nothing.
    """
    if _announces(claim) or _kinds(claim.subject) & {"office", "people"} or "office" in _kinds(_first_words(claim.object)):
        return 0
    if claim.strength < _PROVEN and _does(claim) & {"office", "people"}:
        return 0
    if claim.kind in {"association", "mechanism", "trend"}:
        return _weight(claim.text)
    weight = _weight(claim.object)
    if weight == 0 and (not claim.object or "acts" in _kinds(claim.subject) or find_terms(claim.subject)):
        return min(_weight(claim.text), 2)
    return weight


def acts_on_people(claim: Claim) -> bool:
    """Whether what is said to act is something that people take, do or lack, and no gene or other illness."""
    return "acts" in _kinds(claim.text) or any(match.kind in {"analyte", "intervention"} for match in find_terms(claim.text))


def is_somebodys(text: str) -> bool:
    """Whether a sentence says who said so: it is then told as theirs."""
    return _SAID.search(text) is not None


def _announces(claim: Claim) -> bool:
    """Whether the words only name a topic, an aim or an item of a list."""
    if claim.kind not in {"cause", "effect"}:
        return False
    if not claim.subject and (claim.is_heading or len(_WORD.findall(claim.text)) < _FRAGMENT) and _TOPIC.match(claim.text):
        return True
    if _FRAGMENTS.match(claim.text):
        return True
    return not claim.subject and claim.kind == "cause" and len(_WORD.findall(claim.text)) < _FRAGMENT


def _does(claim: Claim) -> frozenset[_Kind]:
    """What the words of the sentence before the phrase speak of: who does it."""
    if not claim.subject:
        return frozenset()
    at = claim.text.find(claim.subject)
    before = claim.text[:at] if at > 0 else ""
    return _kinds(before[max(before.rfind(". "), before.rfind("; ")) + 1 :])


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_NEAR])


def _weight(text: str) -> Stakes:
    kinds = _kinds(text)
    known = {match.kind for match in find_terms(text)}
    if "harm" in kinds or known & {"condition", "outcome"} or _MEDICAL.search(text):
        return 3
    if "body" in kinds:
        return 2
    return 1 if "acts" in kinds or known else 0


def _kinds(text: str) -> frozenset[_Kind]:
    return frozenset().union(*map(_kinds_of, _WORD.findall(text.lower())))


@lru_cache(maxsize=4096)
def _kinds_of(word: str) -> frozenset[_Kind]:
    exact, beginnings, shortest = _words()
    found = set(exact.get(word, ()))
    for size in range(shortest, len(word) + 1):
        found.update(beginnings.get(word[:size], ()))
    return frozenset(found)


@cache
def _words() -> tuple[dict[str, tuple[_Kind, ...]], dict[str, tuple[_Kind, ...]], int]:
    """Whole words and beginnings of words with their kinds, and the length of the shortest beginning."""
    exact: dict[str, tuple[_Kind, ...]] = {}
    beginnings: dict[str, tuple[_Kind, ...]] = {}
    kind: _Kind = "acts"
    named: dict[str, _Kind] = {"[acts]": "acts", "[body]": "body", "[harm]": "harm", "[office]": "office", "[people]": "people"}
    for line in resources.files("manystudies.checks").joinpath("stakes.txt").read_text(encoding="utf-8").splitlines():
        if line in named:
            kind = named[line]
        elif line and not line.startswith("#"):
            for word in line.split():
                book = beginnings if word.endswith("*") else exact
                book[word.rstrip("*")] = (*book.get(word.rstrip("*"), ()), kind)
    return exact, beginnings, min(map(len, beginnings))
