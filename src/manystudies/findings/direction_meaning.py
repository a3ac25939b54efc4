"""Which way the words beside an outcome mean: "greater reduction" goes down, "improved" depends on what is measured."""

import re
from collections.abc import Sequence

from manystudies.findings.direction_sentence import Told
from manystudies.findings.direction_words import Way, good_in_itself, worse_with_more
from manystudies.findings.questions import Part, Question

_MORE = frozenset({"more", "greater", "larger", "higher", "bigger", "stronger", "greatest", "most", "largest", "superior"})
_LESS = frozenset({"less", "smaller", "lower", "fewer", "lesser", "weaker", "least", "smallest"})
_COMPARING = _MORE | _LESS
_OPPOSITE: dict[Way, Way] = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
_CHANGE = re.compile(r"(?:increas|decreas|reduc|improve|declin|gain|rise|drop|deteriorat)\w*")
_IS = frozenset({"was", "were", "is", "are", "be", "being"})
_FAST = frozenset({"faster", "quicker", "earlier", "sooner", "slower", "accelerated"})
_TIME = re.compile(r"\b(?:time|times|day|days|hours?|duration|latency|onset|length)\b")
_BESIDE, _VERB_REACH, _NOUN_REACH = 3, 9, 16


def meant(told: Told, parts: Sequence[Part], place: int, way: Way, ways: Sequence[tuple[int, Way]]) -> Way:
    """The way a word tells with those beside it: "greater reduction" and "reduced more" go down, "smaller increase" down too."""
    words = told.words
    following = next((each for each in ways if place < each[0] <= place + _BESIDE and parts[each[0]] != "outcome"), None)
    if words[place] in _COMPARING:
        if following and words[following[0]] not in _COMPARING:
            return _times(words[place], following[1])
        far = _NOUN_REACH if _is_said_of(words, place) else _VERB_REACH if words[place + 1 : place + 2] == ("than",) else 1
        before = next((each for each in reversed(ways) if place - far <= each[0] < place and words[each[0]] not in _COMPARING), None)
        if before and parts[before[0]] != "outcome" and (far == 1 or _CHANGE.fullmatch(words[before[0]])):
            return _times(words[place], before[1])
        return way
    before = next((each for each in reversed(ways) if place - _BESIDE <= each[0] < place), None)
    if before and words[before[0]] in _LESS:
        return _OPPOSITE[way]
    if following and words[following[0]] in _LESS and following[0] == place + 1:
        return _OPPOSITE[way]
    if _CHANGE.fullmatch(words[place]):
        behind = next((each for each, _ in ways if place < each <= place + _NOUN_REACH and words[each] in _COMPARING), None)
        if behind is not None and _is_said_of(words, behind):
            return _times(words[behind], way)
    return way


def _times(comparing: str, way: Way) -> Way:
    return way if comparing in _MORE else _OPPOSITE[way]


def _is_said_of(words: Sequence[str], place: int) -> bool:
    """Whether a comparing word is said of a thing before it: "the reduction was significantly greater"."""
    return not _IS.isdisjoint(words[max(0, place - 3) : place])


def goes_up(way: Way, word: str, question: Question) -> bool:
    """Whether the outcome goes up where a way is told of it."""
    good = good_in_itself().search(question.outcome_words) is not None
    less = worse_with_more().search(question.outcome_words) is not None and not good
    if way in {"better", "worse"}:
        return (way == "better") != less
    if word in _FAST and _TIME.search(question.outcome_words):
        return way != "up"
    return way == "up"


def ways_beside(told: Told, parts: Sequence[Part], begin: int, end: int) -> tuple[tuple[str, int], tuple[str, int]]:
    """The last way told in front of the outcome's words and the first one behind them, "none" among them, with how far off each is."""
    outcome = [place for place in range(begin, end) if parts[place] == "outcome"]
    if not outcome:
        return ("", 9), ("", 9)
    ways = [(place, way) for place, way in told.ways if begin <= place < end and parts[place] != "outcome"]
    before: tuple[str, int] = ("", 9)
    behind: tuple[str, int] = ("", 9)
    for place, way in ways:
        if place < outcome[0]:
            before = (meant(told, parts, place, way, ways), outcome[0] - place)
        elif not behind[0]:
            behind = (meant(told, parts, place, way, ways), min(abs(place - each) for each in outcome))
    for first, last in told.nothings:
        if not begin <= first < end:
            continue
        if last < outcome[0] and outcome[0] - last <= before[1]:
            before = ("none", outcome[0] - last)
        elif first > outcome[0] and (far := min(abs(first - each) for each in outcome)) <= behind[1]:
            behind = ("none", far)
    return before, behind
