"""What one sentence says of a question: the way nearest to the outcome, whose way it is, and whether it is denied."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from manystudies.findings.direction_estimates import Leaning, leaning_of
from manystudies.findings.direction_sentence import Segment, Told
from manystudies.findings.direction_words import Way, good_in_itself, worse_with_more
from manystudies.findings.questions import Part, Question, parts_of

Direction = Literal["decreased", "increased", "no difference"]
Side = Literal["comparator", "intervention"]
_P = re.compile(r"\bp\s*(?:-?\s?values?)?\s*([<>=\u2264\u2265]|less than|greater than|of|was|is)\s*(0?\.\s?[0-9]+|[01](?:\.0+)?\b)")
_AGAINST = frozenset({"than", "versus", "vs", "over", "against"})
_COMPARED = frozenset({"compared", "comparison", "relative"})
_LEADS = frozenset({"in", "with", "for", "among", "by", "after", "on", "following", "under", "of", "receiving"})
_UNITS = frozenset(["weeks", "months", "years", "days", "week", "month", "year", "day", "h", "hours", "mg", "min", "ml", "minutes", "kg"])
_JOINS = frozenset({"vs", "versus", "and", "v", "compared"})
_VERSUS = frozenset({"vs", "versus"})
_MORE = frozenset({"more", "greater", "larger", "higher", "bigger", "stronger", "greatest", "most", "largest", "superior"})
_LESS = frozenset({"less", "smaller", "lower", "fewer", "lesser", "weaker", "least", "smallest"})
_OPPOSITE: dict[Way, Way] = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
_CONTRAST = frozenset({"but", "whereas", "while", "whilst", "although", "though", "however", "yet", "except"})
_TAKEN_BACK = re.compile(
    r"(?:but|although|though|however)?[ ,]*(?:this|these|the|it|they|which)?\s?(?:[a-z]+ ){0,5}?(?:not|failed|insignificant|non-?significant|without)\b[^.;]{0,40}?(?:significan|reach|achiev)"
)
"""What takes back the way told in front of it: "but this difference was not significant"."""
_FAST = frozenset({"faster", "quicker", "earlier", "sooner", "slower", "accelerated"})
_TIME = re.compile(r"\b(?:time|times|day|days|hours?|duration|latency|onset|length)\b")
_FAR, _SHARE, _ARM_REACH, _NUMBER_REACH, _PAIR_REACH, _VERB_REACH = 3, 0.75, 15, 8, 6, 9
_ALPHA, _ALPHA_BOUND = 0.05, 0.04


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says of a question; `direction` is of the intervention against the comparator, None where no way is told.

    `begin` and `end` bound the words that speak of the outcome, `characters` their place, `parts` says of every word of the sentence what it speaks of;
    `estimate`, `leaning` and `holds_nothing` tell of the first printed estimate among them.
    """

    direction: Direction | None
    word: str
    way: str
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
    opener: str
    only_not: bool
    begin: int
    end: int
    parts: tuple[Part, ...]
    characters: tuple[int, int]
    estimate: str
    leaning: Leaning
    holds_nothing: bool | None


def read_direction(told: Told, question: Question) -> Reading:
    """What a sentence says of a question."""
    words = told.words
    parts = parts_of(question, words, told.stems)
    focus, best = _focus(told, question, parts)
    begin, end = focus[0].begin, focus[-1].end
    first, last = _characters(told, begin, end)
    clause = told.text[first:last]
    outcome = [place for place in range(begin, end) if parts[place] == "outcome"]
    small, large = _p_of(told, question, first, last)
    kind, leaning, holds = leaning_of(told.text, first, last)
    if not small and not large and holds is not None:
        small, large = not holds, holds
    taken_back = _TAKEN_BACK.match(told.text, last) is not None
    denied = taken_back or any(begin <= each < end for each, _ in told.nothings)
    inside = [(place, way) for place, way in told.ways if begin <= place < end]
    ways = [each for each in inside if parts[each[0]] != "outcome" or words[each[0]] not in question.outcome_words]
    direction: Direction | None = None
    word, side, how, distance, meant = "", "intervention", "", 4, ""
    if ways:
        place, way = min(ways, key=lambda each: (_distance(each[0], outcome) + 2 * (each[1] in {"better", "worse"}), each[0]))
        word, distance = words[place], min(_distance(place, outcome) // _FAR, 4)
        found, how = _side(words, parts, place, begin, end)
        if found is None:
            found, how = _side(words, parts, None, 0, len(words))
            how += " whole"
        side = found or "intervention"
        meant = _meant(told, parts, place, way, ways)
        direction = "increased" if _goes_up(meant, word, question) == (side == "intervention") else "decreased"
    return Reading(
        direction, word, meant, "comparator" if side == "comparator" else "intervention", how, distance, min(len(ways), 3), denied, bool(told.nothings),
        "significant" in clause, small, large, "differ" in clause, _by_numbers(words, parts, begin, end) or _by_numbers(words, parts, 0, len(words)),
        worse_with_more().search(question.outcome_words) is not None, best / max(len(question.outcome), 1),
        focus[0].opener, re.match(r"(?:but |, |and |although |however )*(?:not |except )", clause) is not None, begin, end, tuple(parts), (first, last), kind, leaning, holds,
    )  # fmt: skip


def _focus(told: Told, question: Question, parts: Sequence[Part]) -> tuple[list[Segment], float]:
    """The segments that speak of the outcome, with what they lean on, and how many of its words they name."""
    segments = told.segments
    met: list[float] = []
    own = 0.0
    for segment in segments:
        covered: set[str] = set()
        words = told.words[segment.begin : segment.end]
        for stemmed in told.stems[segment.begin : segment.end]:
            if stemmed in question.covers:
                covered |= question.covers[stemmed]
        timed = len(question.times.intersection(words))
        dosed = segment.opener in {"but", "not", "except"} and (
            not question.doses.isdisjoint(words) or ("not" in words[:3] and _names_an_arm(parts[segment.begin : segment.end]))
        )
        if covered or not (timed or dosed):
            own = float(len(covered))
        # "... but not at 12 months" and "... but not with 30 mg" speak of the outcome named before.
        met.append(own + 0.4 * min(timed, 3) + 0.4 * dosed if own else 0.0)
    best = max(met, default=0.0)
    if not best:
        return [segments[0], segments[-1]] if segments else [Segment(0, len(told.words), "")], 0.0
    chosen = [place for place, count in enumerate(met) if count >= _SHARE * best]
    first, last = chosen[0], chosen[-1]
    if len(chosen) > 1 and (question.times or question.doses or last - first > 1) and max(met) > min(met[place] for place in chosen):
        first = last = met.index(best)
    while not _tells(told, question, parts, segments[first].begin, segments[last].end):
        if first > 0 and segments[first].opener not in _CONTRAST:
            first -= 1
        elif last + 1 < len(segments) and segments[last + 1].opener not in _CONTRAST:
            last += 1
        else:
            break
    return list(segments[first : last + 1]), best


def _names_an_arm(parts: Sequence[Part]) -> bool:
    return "intervention" in parts or "comparator" in parts


def _tells(told: Told, question: Question, parts: Sequence[Part], begin: int, end: int) -> bool:
    """Whether words tell a way, or that there is none."""
    if any(
        begin <= place < end and (parts[place] != "outcome" or told.words[place] not in question.outcome_words) for place, _ in told.ways
    ):
        return True
    return any(begin <= first < end for first, _ in told.nothings) or told.words[begin : begin + 1] in {("not",), ("except",)}


def _characters(told: Told, begin: int, end: int) -> tuple[int, int]:
    if not told.words:
        return 0, len(told.text)
    return told.starts[begin], told.starts[end] if end < len(told.words) else len(told.text)


def _distance(place: int, outcome: Sequence[int]) -> int:
    return min((abs(place - each) for each in outcome), default=0)


def _p_of(told: Told, question: Question, first: int, last: int) -> tuple[bool, bool]:
    """Whether the first p-value behind the outcome's words, else the first one, is small or large."""
    found = [(match[1], float(match[2].replace(" ", "")), match.start()) for match in _P.finditer(told.text, first, last)]
    if not found:
        found = [(match[1], float(match[2].replace(" ", "")), match.start()) for match in _P.finditer(told.text, last)][:1]
    if not found:
        return False, False
    begins = next(
        (start for start, stemmed in zip(told.starts, told.stems, strict=True) if start >= first and stemmed in question.covers), None
    )
    behind = [each for each in found if begins is not None and each[2] > begins]
    sign, value, _ = (behind or found)[0]
    if sign in {">", "\u2265", "greater than"}:
        return False, value >= _ALPHA_BOUND
    return value <= _ALPHA, sign in {"=", "of", "was", "is"} and value > _ALPHA


def _meant(told: Told, parts: Sequence[Part], place: int, way: Way, ways: Sequence[tuple[int, Way]]) -> Way:
    """The way a word tells with the one beside it: "greater reduction" and "reduced more" go down, "smaller increase" down too."""
    word = told.words[place]
    following = next((each for each in ways if place < each[0] <= place + 3 and parts[each[0]] != "outcome"), None)
    before = next((each for each in reversed(ways) if place - 3 <= each[0] < place), None)
    if word in _MORE | _LESS:
        if following and told.words[following[0]] not in _MORE | _LESS:
            return following[1] if word in _MORE else _OPPOSITE[following[1]]
        far = _VERB_REACH if told.words[place + 1 : place + 2] == ("than",) else 1
        before = next((each for each in reversed(ways) if place - far <= each[0] < place), None)
        if before and told.words[before[0]] not in _MORE | _LESS:
            return before[1] if word in _MORE else _OPPOSITE[before[1]]
        return way
    if before and told.words[before[0]] in _LESS:
        return _OPPOSITE[way]
    if following and told.words[following[0]] in _LESS and following[0] == place + 1:
        return _OPPOSITE[way]
    return way


def _goes_up(way: Way, word: str, question: Question) -> bool:
    """Whether the outcome goes up where a way is told of it."""
    good = good_in_itself().search(question.outcome_words) is not None
    less = worse_with_more().search(question.outcome_words) is not None and not good
    if way in {"better", "worse"}:
        return (way == "better") != less
    if word in _FAST and _TIME.search(question.outcome_words):
        return way != "up"
    return way == "up"


def _side(words: Sequence[str], parts: Sequence[Part], place: int | None, begin: int, end: int) -> tuple[Side | None, str]:
    """Whose way is told: the arm that is not the one behind "than", else the one behind or in front of the word."""
    for index in range(begin, end):
        word = words[index]
        against = word in _AGAINST or (word in _COMPARED and words[index + 1 : index + 2] in (("with",), ("to",)))
        if (
            against
            and not (word in {"vs", "versus", "against", "over"} and _beside_number(words, index))
            and not _of_before(words, parts, index)
        ):
            behind = next(
                (part for part in parts[index + 1 : min(index + _ARM_REACH, end)] if part in {"comparator", "intervention"}), None
            )
            if behind is not None:
                return ("intervention" if behind == "comparator" else "comparator"), "against"
    arms = [(index, parts[index]) for index in range(begin, end) if parts[index] in {"comparator", "intervention"}]
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


def _beside_number(words: Sequence[str], index: int) -> bool:
    return any(word[0].isdigit() or word == "%" for word in (*words[max(0, index - 2) : index], *words[index + 1 : index + 2]))


def _of_before(words: Sequence[str], parts: Sequence[Part], index: int) -> bool:
    """Whether what is compared with is the time before: "compared with baseline"."""
    return any(
        words[place] in {"baseline", "before", "pretreatment"} and parts[place] == ""
        for place in range(index + 1, min(index + 5, len(words)))
    )


def _by_numbers(words: Sequence[str], parts: Sequence[Part], begin: int, end: int) -> Direction | None:
    """Which arm's number is larger, where each arm has one beside it or two numbers stand in the order of the arms."""
    numbers = [
        (place, float(words[place].replace(",", "")))
        for place in range(begin, end)
        if words[place][-1].isdigit() and not words[place][0].isalpha()
        and (not place or words[place - 1] not in {"<", ">", "=", "\u2264", "p", "\u00b1", "week", "month", "day"})
        and not (place + 1 < len(words) and words[place + 1] in _UNITS)
    ]  # fmt: skip
    arms = [(place, parts[place]) for place in range(len(words)) if parts[place] in {"comparator", "intervention"}]
    if len(numbers) < 2:  # noqa: PLR2004 - one number has nothing to be compared with
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
        joint = words[one + 1 : two]
        if first != second and two - one <= _PAIR_REACH and (_JOINS if len(order) == 2 else _VERSUS).intersection(joint):  # noqa: PLR2004
            return "increased" if (first > second) == (len(order) < 2 or order[0] == "intervention") else "decreased"  # noqa: PLR2004
    return None


def ways_beside(told: Told, reading: Reading) -> tuple[tuple[str, int], tuple[str, int]]:
    """The last way told in front of the outcome's words and the first one behind them, "none" among them, with how far off each is."""
    outcome = [place for place in range(reading.begin, reading.end) if reading.parts[place] == "outcome"]
    if not outcome:
        return ("", 9), ("", 9)
    ways = [(place, way) for place, way in told.ways if reading.begin <= place < reading.end and reading.parts[place] != "outcome"]
    before: tuple[str, int] = ("", 9)
    behind: tuple[str, int] = ("", 9)
    for place, way in ways:
        if place < outcome[0]:
            before = (_meant(told, reading.parts, place, way, ways), outcome[0] - place)
        elif not behind[0]:
            behind = (_meant(told, reading.parts, place, way, ways), min(abs(place - each) for each in outcome))
    for first, last in told.nothings:
        if not reading.begin <= first < reading.end:
            continue
        if last < outcome[0] and outcome[0] - last <= before[1]:
            before = ("none", outcome[0] - last)
        elif first > outcome[0] and (far := min(abs(first - each) for each in outcome)) <= behind[1]:
            behind = ("none", far)
    return before, behind


__all__ = ["Direction", "Reading", "read_direction", "ways_beside"]
