"""Wholes and parts: 201 people, 78 with and 123 without; 21 treated, 2 excluded, 19 left."""

import re
from dataclasses import dataclass
from typing import Literal

from manystudies.findings.glance import words_in
from manystudies.findings.numerals import Numeral
from manystudies.findings.people import People
from manystudies.making import quick

_REACH = 700
"""How far behind a whole its parts may stand, in characters."""
_LEFT = re.compile(r"(?i)\b(?:remaining|remained|leaving|left|the\srest)\b")
_LEAVING = frozenset({"leaving", "left", "remained", "remaining", "rest"})
"""Its words; none is left in a text without them."""
_LOST = re.compile(r"(?i)\b(?:exclud|withdr|drop(?:ped)?[\s-]?out|lost|died|discontinu|declin|refus|not\scomplete|did\snot|ineligible)")
_AGAIN = re.compile(r"(?i)\b(?:these|those|the)\s$")
_STOP = re.compile(r"[.!?]\s+[A-Z]")
_ASSIGNED = re.compile(r"(?i)randomi[sz]|assigned|allocated|divided|received|took")
_SPLIT = re.compile(
    r"(?i)\b(?:includ(?:ing|ed)|compris(?:ing|ed)|consist(?:ing|ed)|divided|split|randomi[sz]ed|randomly|assigned|allocated|classified|categori[sz]ed|received|compared|stratified|of\swhom|of\sthem|took)\b|:"
)


@quick
@dataclass(frozen=True, slots=True)
class CountsText:
    """A whole and its parts met in a text, with the range that holds them all."""

    start: int
    end: int
    whole: Numeral
    parts: tuple[Numeral, ...]
    relation: Literal["difference", "sum"]


def counts_in(text: str, mentions: list[People]) -> list[CountsText]:
    """The wholes that later numbers of people make up, and what is left of one after a loss."""
    found = _differences(text, mentions)
    used = {part.start for each in found for part in (*each.parts, each.whole)}
    for index, whole in enumerate(mentions):
        if whole.numeral.value < 4 or whole.numeral.start in used:  # noqa: PLR2004
            continue
        later = [
            each
            for each in mentions[index + 1 : index + 7]
            if each.start - whole.start < _REACH and 0 < each.numeral.value < whole.numeral.value
        ]
        parts = _parts(text, whole, later, used)
        if parts:
            found.append(_made(whole, parts, "sum"))
            used |= {part.numeral.start for part in parts}
    return sorted(found, key=lambda each: each.start)


def _made(whole: People, parts: list[People], relation: Literal["difference", "sum"]) -> CountsText:
    everything = [whole, *parts]
    return CountsText(
        min(each.start for each in everything),
        max(each.end for each in everything),
        whole.numeral,
        tuple(part.numeral for part in parts),
        relation,
    )


def _parts(text: str, whole: People, later: list[People], used: set[int]) -> list[People]:
    """The later numbers that the words call the parts of a whole, or a run of them that adds up to it.

    Two numbers that do not add up are parts only where one sentence says so and all of them read "(n = …)".
    """
    free = [each for each in later if each.numeral.start not in used and each.form != "of"]
    for size in range(2, min(5, len(free)) + 1):
        for first in range(len(free) - size + 1):
            run = free[first : first + size]
            between = text[whole.end : run[-1].start]
            if sum(each.numeral.value for each in run) != whole.numeral.value or not _SPLIT.search(text, whole.start, run[-1].end):
                continue
            if size == 2 or all(each.form == "n" for each in run) or not _STOP.search(between):  # noqa: PLR2004
                return run
    named = [each for each in free if each.form == "n"]
    if len(named) >= 2 and all(each.form == "n" for each in free if each.start < named[-1].start):  # noqa: PLR2004
        sentence = text[whole.end : named[-1].end]
        if len(sentence) < 300 and not _STOP.search(sentence) and _ASSIGNED.search(text, whole.start, named[-1].start):  # noqa: PLR2004
            return named
    return []


def _differences(text: str, mentions: list[People]) -> list[CountsText]:
    found: list[CountsText] = []
    if words_in(text).isdisjoint(_LEAVING):
        return found
    for index, left in enumerate(mentions):
        if not _LEFT.search(text, max(0, left.start - 20), left.end):
            continue
        earlier = mentions[max(0, index - 6) : index]
        lost = [
            each
            for each in earlier
            if _LOST.search(text, max(0, each.start - 60), each.end + 110) and not _AGAIN.search(text[max(0, each.start - 12) : each.start])
        ]
        for base in reversed(earlier):
            gone = [each for each in lost if each.start > base.start and each.numeral.value < base.numeral.value]
            run = next(
                (
                    gone[-size:]
                    for size in range(1, len(gone) + 1)
                    if base.numeral.value - sum(each.numeral.value for each in gone[-size:]) == left.numeral.value
                ),
                None,
            )
            if run:
                found.append(_made(left, [base, *run], "difference"))
                break
    return found
