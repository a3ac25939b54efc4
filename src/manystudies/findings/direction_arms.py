"""Whose way a sentence tells: the arm that is not the one compared with, or the arm with the larger number."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from manystudies.findings.direction_sentence import Told
from manystudies.findings.questions import Part, Question

Direction = Literal["decreased", "increased", "no difference"]
Side = Literal["comparator", "intervention"]
_AGAINST = frozenset({"than", "versus", "vs", "over", "against"})
_BETWEEN_NUMBERS = frozenset({"vs", "versus", "against", "over"})
_COMPARED = frozenset({"compared", "comparison", "relative", "superior", "inferior", "equal"})
_BEFORE = frozenset({"baseline", "before", "pretreatment"})
_LEADS = frozenset({"in", "with", "for", "among", "by", "after", "on", "following", "under", "of", "receiving"})
_UNITS = frozenset(["weeks", "months", "years", "days", "week", "month", "year", "day", "h", "hours", "mg", "min", "ml", "minutes", "kg"])
_SIGNS = frozenset({"<", ">", "=", "\u2264", "p", "\u00b1", "week", "month", "day"})
_JOINS = frozenset({"vs", "versus", "and", "v", "compared"})
_VERSUS = frozenset({"vs", "versus", "compared"})
_STOPS = frozenset({",", ";", "(", ":"})
_ARMS = frozenset({"comparator", "intervention"})
_ARM_REACH, _NUMBER_REACH, _PAIR_REACH, _WIDE_PAIR = 15, 8, 6, 10


def side_of(told: Told, question: Question, parts: Sequence[Part], place: int | None, within: tuple[int, int]) -> tuple[Side | None, str]:
    """Whose way the word at `place` tells within a stretch of words: the arm that is not behind "than", else the one behind or in front."""
    words, (begin, end) = told.words, within
    for index in range(begin, end):
        if _compares(words, parts, index) and (behind := _compared_with(words, question, parts, index, end)):
            return ("intervention" if behind == "comparator" else "comparator"), "against"
    arms = [(index, parts[index]) for index in range(begin, end) if parts[index] in _ARMS]
    after = [] if place is None else [each for each in arms if each[0] > place]
    before = arms if place is None else [each for each in arms if each[0] < place]
    chosen: tuple[int, Part] | None = None
    how = "nobody"
    if after and place is not None and not _LEADS.isdisjoint(words[place : after[0][0]]):
        chosen, how = after[0], "in"
    elif before:
        chosen, how = (before[-1] if len({part for _, part in before}) == 1 else before[0]), "before"
    elif after:
        chosen, how = after[0], "after"
    if chosen is None:
        return None, how
    return ("comparator" if chosen[1] == "comparator" else "intervention"), how


def _compares(words: Sequence[str], parts: Sequence[Part], index: int) -> bool:
    """Whether a word opens a comparison with an arm, not of two numbers and not with the time before."""
    word = words[index]
    if word not in _AGAINST and not (word in _COMPARED and words[index + 1 : index + 2] in (("with",), ("to",))):
        return False
    if word in _BETWEEN_NUMBERS and any(
        each[0].isdigit() or each == "%" for each in (*words[max(0, index - 2) : index], *words[index + 1 : index + 2])
    ):
        return False
    return not any(words[place] in _BEFORE and not parts[place] for place in range(index + 1, min(index + 5, len(words))))


def _compared_with(words: Sequence[str], question: Question, parts: Sequence[Part], index: int, end: int) -> Part | None:
    """The arm behind "than" or "compared with", up to the next comma or bracket where one is met after a word or two."""
    both = False
    for place in range(index + 1, min(index + _ARM_REACH, end)):
        if parts[place] in _ARMS:
            return parts[place]
        both = both or parts[place] == "both"
        if both and words[place] in _STOPS and not question.comparator:
            # What the intervention is added to, named alone, is the comparator.
            return "comparator"
        if words[place] in {",", ";"} and place > index + 2:
            return None
    return "comparator" if both and not question.comparator else None


def larger_arm(told: Told, parts: Sequence[Part], begin: int, end: int) -> Direction | None:
    """Which arm's number is larger, where each arm has one beside it or two numbers stand in the order of the arms."""
    words = told.words
    numbers = [
        (place, float(words[place].replace(",", "")))
        for place in range(begin, end)
        if words[place][-1].isdigit() and _is_result(told, place)
    ]
    if len(numbers) < 2:  # noqa: PLR2004 - one number has nothing to be compared with
        return None
    arms = [(place, parts[place]) for place in range(len(words)) if parts[place] in _ARMS]
    held: dict[str, float] = {}
    for index, (place, value) in enumerate(numbers):
        following = numbers[index + 1][0] if index + 1 < len(numbers) else len(words)
        previous = numbers[index - 1][0] if index else -1
        behind = next(
            (
                part
                for at, part in arms
                if place < at < following and _near(told, place, at) and not _LEADS.isdisjoint(words[place + 1 : at])
            ),
            None,
        )
        before = next((part for at, part in reversed(arms) if previous < at < place and place - at <= _PAIR_REACH), None)
        if part := behind or before:
            held.setdefault(part, value)
    if len(held) == 2 and held["intervention"] != held["comparator"]:  # noqa: PLR2004
        return "increased" if held["intervention"] > held["comparator"] else "decreased"
    order = list(dict.fromkeys(part for _, part in arms))
    for (one, first), (two, second) in pairwise(numbers):
        joint = words[one + 1 : two]
        reach = _WIDE_PAIR if "compared" in joint else _PAIR_REACH
        if first != second and two - one <= reach and not (_JOINS if len(order) == 2 else _VERSUS).isdisjoint(joint):  # noqa: PLR2004
            return "increased" if (first > second) == (len(order) < 2 or order[0] == "intervention") else "decreased"  # noqa: PLR2004
    return None


def _near(told: Told, place: int, at: int) -> bool:
    """Whether an arm stands near behind a number, what is in brackets between them not counted."""
    return sum(told.depths[each] <= told.depths[place] for each in range(place, at)) <= _NUMBER_REACH


def _is_result(told: Told, place: int) -> bool:
    """Whether a word is a number that may be an arm's result: no bound, no time, and not in the brackets behind another number."""
    words = told.words
    word = words[place]
    if word[0].isalpha() or (place and words[place - 1] in _SIGNS):
        return False
    if place + 1 < len(words) and words[place + 1] in _UNITS:
        return False
    if told.depths[place]:
        opened = next((each for each in range(place, -1, -1) if words[each] == "("), 0)
        return not any(each[-1].isdigit() for each in words[max(0, opened - 2) : opened])
    return True
