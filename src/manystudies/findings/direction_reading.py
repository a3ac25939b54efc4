"""What one sentence says of a question: the way nearest to the outcome, whose way it is, and whether it is denied."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from manystudies.findings.direction_words import Way, beside_the_point, good_in_itself, tells_nothing, way_of, worse_with_more
from manystudies.findings.questions import Part, Question, part_of, stem

Direction = Literal["decreased", "increased", "no difference"]
Side = Literal["comparator", "intervention"]
_CLAUSE = re.compile(r"(;|, but|, whereas|, while|, although|, however|, and (?=(?:no|there|the|in|not|a|significantly)\b))")
_TOKEN = re.compile(r"[a-z]+|-?[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[%<>=\u2264\u00b1;:,()]")
_P = re.compile(r"\bp\s*(?:-?\s?values?)?\s*([<>=\u2264]|less than|of|was)\s*(0?\.[0-9]+|[01]\b)")
_AGAINST = frozenset({"than", "versus", "vs", "over", "against"})
_COMPARED = frozenset({"compared", "comparison", "relative"})
_LEADS = frozenset({"in", "with", "for", "among", "by", "after", "on", "following", "under", "of", "receiving"})
_UNITS = frozenset(["weeks", "months", "years", "days", "week", "month", "year", "day", "h", "hours", "mg", "min", "ml", "minutes", "kg"])
_JOINS = frozenset({"vs", "versus", "and", "v", "compared"})
_FAR, _SHARE, _SHORT_CLAUSE, _ARM_REACH, _NUMBER_REACH, _PAIR_REACH = 3, 0.75, 8, 15, 8, 6
_ALPHA, _ALPHA_BOUND = 0.05, 0.04


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says of a question; `direction` is of the intervention against the comparator, None where no way is told."""

    direction: Direction | None
    word: str
    side: Side
    how: str
    distance: int
    ways: int
    denied: bool
    denied_somewhere: bool
    significant: bool
    small_p: bool
    large_p: bool
    differs: bool
    by_numbers: Direction | None
    less_is_better: bool
    share: float


def read_direction(sentence: str, question: Question) -> Reading:
    """What a sentence, in small letters, says of a question."""
    plain = beside_the_point().sub(" ", sentence)
    clauses = _clauses(plain) or [plain]
    met = [len(question.outcome & {stem(word) for word in re.findall("[a-z]+", clause)}) for clause in clauses]
    best = max(met)
    chosen = [clause for clause, count in zip(clauses, met, strict=True) if best and count >= _SHARE * best] or clauses
    clause = " ; ".join(chosen)
    words, whole = _TOKEN.findall(clause), _TOKEN.findall(plain)
    parts, whole_parts = [part_of(question, word) for word in words], [part_of(question, word) for word in whole]
    outcome = [place for place, part in enumerate(parts) if part == "outcome"]
    small, large = _p_of(clause, question)
    denied = tells_nothing().search(clause) is not None
    ways = [(place, way) for place, word in enumerate(words) if (way := way_of(word))]
    direction: Direction | None = None
    word, side, how, distance = "", "intervention", "", 4
    if ways:
        place, way = min(ways, key=lambda each: (_distance(each[0], outcome) + 2 * (each[1] in {"better", "worse"}), each[0]))
        word, distance = words[place], min(_distance(place, outcome) // _FAR, 4)
        found, how = _side(words, parts, place)
        if found is None:
            found, how = _side(whole, whole_parts, None)
            how += " whole"
        side = found or "intervention"
        up = _goes_up(way, words[place + 1 : place + 4], question)
        direction = "increased" if up == (side == "intervention") else "decreased"
    return Reading(
        direction, word, "comparator" if side == "comparator" else "intervention", how, distance, min(len(ways), 3), denied, tells_nothing().search(plain) is not None,
        "significant" in clause, small, large, "differ" in clause, _by_numbers(words, parts) or _by_numbers(whole, whole_parts),
        worse_with_more().search(question.outcome_words) is not None, best / max(len(question.outcome), 1),
    )  # fmt: skip


def _clauses(text: str) -> list[str]:
    pieces = _CLAUSE.split(text)
    joined = [pieces[0], *(pieces[place].strip(" ,;") + " " + pieces[place + 1] for place in range(1, len(pieces) - 1, 2))]
    return [piece.strip() for piece in joined if len(piece.strip()) > _SHORT_CLAUSE]


def _distance(place: int, outcome: list[int]) -> int:
    return min((abs(place - each) for each in outcome), default=0)


def _p_of(clause: str, question: Question) -> tuple[bool, bool]:
    """Whether the first p-value behind the outcome's words, else the first one, is small or large."""
    found = [(match[1], float(match[2]), match.start()) for match in _P.finditer(clause)]
    begins = [match.start() for match in re.finditer("[a-z]+", clause) if stem(match[0]) in question.outcome]
    behind = [each for each in found if begins and each[2] > begins[0]]
    if not found:
        return False, False
    sign, value, _ = (behind or found)[0]
    if sign == ">":
        return False, value >= _ALPHA_BOUND
    return value <= _ALPHA, sign in {"=", "of", "was"} and value > _ALPHA


def _goes_up(way: Way, following: list[str], question: Question) -> bool:
    """Whether the outcome goes up where a word of `way` is told of it; "greater reduction" goes down."""
    good = good_in_itself().search(question.outcome_words) is not None
    less = worse_with_more().search(question.outcome_words) is not None and not good
    if way in {"better", "worse"}:
        return (way == "better") != less
    up = way == "up"
    for word in following:
        next_way = way_of(word)
        if next_way == "down" and not re.search("reduc|decreas|declin|loss|relief", question.outcome_words):
            return not up
        if next_way == "better" and not good:
            return up != less
    return up


def _side(words: list[str], parts: list[Part], place: int | None) -> tuple[Side | None, str]:
    """Whose way is told: the arm that is not the one behind "than", else the one behind or in front of the word."""
    for index, word in enumerate(words):
        against = word in _AGAINST or (word in _COMPARED and words[index + 1 : index + 2] in (["with"], ["to"]))
        if against:
            behind = next((part for part in parts[index + 1 : index + _ARM_REACH] if part in {"comparator", "intervention"}), None)
            if behind is not None:
                return ("intervention" if behind == "comparator" else "comparator"), "against"
    arms = [(index, part) for index, part in enumerate(parts) if part in {"comparator", "intervention"}]
    after = [] if place is None else [each for each in arms if each[0] > place]
    before = arms if place is None else [each for each in arms if each[0] < place]
    chosen: tuple[int, Part] | None = None
    how = "nobody"
    if after and place is not None and any(word in _LEADS for word in words[place : after[0][0]]):
        chosen, how = after[0], "in"
    elif before:
        chosen, how = (before[-1] if len({part for _, part in before}) == 1 else before[0]), "before"
    elif after:
        chosen, how = after[0], "after"
    if chosen is None:
        return None, how
    return ("comparator" if chosen[1] == "comparator" else "intervention"), how


def _by_numbers(words: list[str], parts: list[Part]) -> Direction | None:
    """Which arm's number is larger, where each arm has one beside it or two numbers stand in the order of the arms."""
    numbers = [
        (place, float(word))
        for place, word in enumerate(words)
        if word[-1].isdigit()
        and words[place - 1 : place] not in (["<"], [">"], ["="], ["\u2264"], ["p"], ["\u00b1"])
        and not (place + 1 < len(words) and words[place + 1] in _UNITS)
    ]
    arms = [(place, part) for place, part in enumerate(parts) if part in {"comparator", "intervention"}]
    if len(numbers) < 2 or not arms:  # noqa: PLR2004 - one number has nothing to be compared with
        return None
    told: dict[str, float] = {}
    for index, (place, value) in enumerate(numbers):
        following = numbers[index + 1][0] if index + 1 < len(numbers) else len(words)
        previous = numbers[index - 1][0] if index else -1
        behind = next(
            (
                part
                for at, part in arms
                if place < at < following and at - place <= _NUMBER_REACH and any(word in _LEADS for word in words[place + 1 : at])
            ),
            None,
        )
        before = next((part for at, part in reversed(arms) if previous < at < place and place - at <= _PAIR_REACH), None)
        if part := behind or before:
            told.setdefault(part, value)
    if len(told) == 2 and told["intervention"] != told["comparator"]:  # noqa: PLR2004
        return "increased" if told["intervention"] > told["comparator"] else "decreased"
    order = list(dict.fromkeys(part for _, part in arms))
    for (one, first), (two, second) in pairwise(numbers):
        if len(order) == 2 and first != second and two - one <= _PAIR_REACH and any(word in _JOINS for word in words[one + 1 : two]):  # noqa: PLR2004
            return "increased" if (first > second) == (order[0] == "intervention") else "decreased"
    return None
