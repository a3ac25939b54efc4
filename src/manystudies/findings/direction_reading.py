"""What one sentence says of a question: the way nearest to the outcome, whose way it is, and whether it is denied."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from manystudies.findings.direction_arms import Direction, Side, larger_arm, side_of
from manystudies.findings.direction_estimates import Leaning, leaning_of
from manystudies.findings.direction_meaning import goes_up, meant
from manystudies.findings.direction_sentence import Segment, Told
from manystudies.findings.direction_words import worse_with_more
from manystudies.findings.questions import Part, Question, parts_of

_P = re.compile(r"\bp\s*(?:-?\s?values?)?\s*([<>=\u2264\u2265]|less than|greater than|of|was|is)\s*(0?\.\s?[0-9]+|[01](?:\.0+)?\b)")
_CONTRAST = frozenset({"but", "whereas", "while", "whilst", "although", "though", "however", "yet", "except"})
_TAKEN_BACK = re.compile(
    r"(?:but|although|though|however)?[ ,]*(?:this|these|the|it|they|which)?\s?(?:[a-z]+ ){0,5}?(?:not|failed|insignificant|non-?significant|without)\b[^.;]{0,40}?(?:significan|reach|achiev)"
)
"""What takes back the way told in front of it: "but this difference was not significant"."""
_FAR, _SHARE, _IN_BRACKETS = 3, 0.75, 6
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
    word, side, how, distance, way_meant = "", "intervention", "", 4, ""
    if ways:
        place, way = min(
            ways,
            key=lambda each: (
                _distance(each[0], outcome) + 2 * (each[1] in {"better", "worse"}) + _IN_BRACKETS * told.depths[each[0]],
                each[0],
            ),
        )
        word, distance = words[place], min(_distance(place, outcome) // _FAR, 4)
        found, how = side_of(told, question, parts, place, (begin, end))
        if found is None:
            found, how = side_of(told, question, parts, None, (0, len(words)))
            how += " whole"
        side = found or "intervention"
        way_meant = meant(told, parts, place, way, ways)
        direction = "increased" if goes_up(way_meant, word, question) == (side == "intervention") else "decreased"
    return Reading(
        direction, word, way_meant, "comparator" if side == "comparator" else "intervention", how, distance, min(len(ways), 3), denied, bool(told.nothings),
        "significant" in clause, small, large, "differ" in clause, larger_arm(told, parts, begin, end) or larger_arm(told, parts, 0, len(words)),
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
            not question.doses.isdisjoint(words) or ("not" in words[:3] and _names_an_arm(words, parts[segment.begin : segment.end]))
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


def _names_an_arm(words: Sequence[str], parts: Sequence[Part]) -> bool:
    """Whether "but not ..." leaves out this comparison: "but not with 30 mg", "but not versus placebo"; "but not in controls" does not."""
    return "intervention" in parts or any(
        part == "comparator" and words[place - 1] in {"not", "vs", "versus", "than", "to"} for place, part in enumerate(parts) if place
    )


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
