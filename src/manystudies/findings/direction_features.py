"""What a sentence shows of a question: whether it is the evidence, and which way it points."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from manystudies.findings.direction_meaning import ways_beside
from manystudies.findings.direction_reading import Reading
from manystudies.findings.direction_sentence import Told
from manystudies.findings.direction_words import good_in_itself, way_of
from manystudies.findings.questions import Part, Question
from manystudies.findings.roles import Role

_MARKS = {"outcome": "O", "intervention": "I", "comparator": "C", "both": "B"}
_P = re.compile(r"\bp\s*(?:-?\s?values?)?\s*([<>=\u2264]|less than|of|was)\s*(0?\.[0-9]+|[01]\b)")
_ALPHA = 0.05
_RELATING = frozenset(
    {"relationship", "correl", "correlat", "relat", "predictor", "predic", "regress", "associ", "associat", "reliabil", "consistenc"}
)
_BOUNDS = frozenset({"<", "=", ">"})
_COMPARING = frozenset({"than", "compared", "versus", "vs"})
_GROUPS = frozenset({"between", "groups", "arms"})
_CONTROLS = frozenset({"placebo", "control", "controls", "sham", "usual"})
_BEFORE, _BEHIND, _OUTCOMES = 6, 9, 3


def shares_of(held: Sequence[Told], question: Question) -> list[float]:
    """The share of the outcome's words that each sentence names."""
    found = []
    for told in held:
        covered: set[str] = set()
        for stemmed in set(told.stems):
            if stemmed in question.covers:
                covered |= question.covers[stemmed]
        found.append(len(covered) / max(len(question.outcome), 1))
    return found


def plain_features(told: Told, role: Role, place: int, count: int) -> list[str]:
    """The features of a sentence among `count` that are the same whatever is asked."""
    words, sentence = told.words, told.text
    significant = "significant" in sentence
    return [
        f"r{role}", f"p{place * 8 // count}", f"l{min(count - 1 - place, 3)}", f"w{''.join(sorted({way[0] for _, way in told.ways}))}",
        f"n{bool(told.nothings):d}", f"base{'baseline' in words or 'before' in words:d}{significant:d}", f"any{bool(told.ways):d}",
        f"P{'p' in words and not _BOUNDS.isdisjoint(words):d}", f"N{any(word[-1].isdigit() for word in words):d}",
        f"t{not _COMPARING.isdisjoint(words):d}", f"s{significant:d}", f"len{min(len(words) // 12, 5)}", f"rel{not _RELATING.isdisjoint(told.stems):d}",
        f"out{'outcome' in sentence or 'endpoint' in sentence or 'end point' in sentence:d}{role}",
    ]  # fmt: skip


def evidence_features(told: Told, question: Question, role: Role, place: int, shares: Sequence[float]) -> list[str]:
    """The features that tell, beside the plain ones, whether a sentence is the one that answers a question."""
    words, stems = told.words, told.stems
    share, nothing, ways = shares[place], bool(told.nothings), bool(told.ways)
    treated, compared = len(question.intervention.intersection(stems)), len(question.comparator.intersection(stems))
    labels = {question.labels[word] for word in words if word in question.labels} if question.labels else set()
    top = max(shares)
    before = shares[place - 1] if place else 0.0
    named_treated, named_compared = treated > 0 or "intervention" in labels, compared > 0 or "comparator" in labels
    arms = named_treated + (named_compared or not _CONTROLS.isdisjoint(words))
    between = not _GROUPS.isdisjoint(words)
    timed = sum(word in question.times for word in words) if question.times else 0
    return [
        f"o{round(share * 5)}", f"o{round(share * 10)}/", f"all{share == 1:d}", *(["o>"] * (share > 0)), f"i{treated > 0:d}", f"c{compared > 0:d}",
        f"I{round(3 * treated / max(len(question.intervention), 1))}", f"C{round(3 * compared / max(len(question.comparator), 1))}",
        f"or{round(share * 3)}{role}", f"ow{round(share * 3)}{ways:d}{'significant' in told.text:d}",
        f"top{share == top and share > 0:d}", f"top{share == top:d}{role}", f"gap{round((top - share) * 4)}",
        f"time{min(timed, 2)}{bool(question.times):d}", f"lab{len(labels)}", f"arms{named_treated:d}{named_compared:d}",
        f"prev{round(before * 3)}{share == 0:d}", f"prev{before > share:d}{share == 0:d}{nothing:d}{between:d}", f"btw{between:d}{nothing:d}{share > 0:d}",
        f"A{arms}", f"A{arms}{round(share * 2)}", f"A{arms}{ways:d}{nothing:d}",
    ]  # fmt: skip


def pointing_features(told: Told, question: Question, reading: Reading, role: Role) -> list[str]:
    """The features that tell which way a sentence points."""
    sentence = told.text
    way = {"increased": "U", "decreased": "D", "no difference": "N", None: "-"}
    told_way, numbers = way[reading.direction], way[reading.by_numbers]
    verdict = (
        "N"
        if (reading.denied and not reading.small_p) or reading.large_p
        else told_way
        if told_way != "-"
        else numbers
        if reading.small_p or reading.significant
        else "N"
    )
    (front, front_far), (back, back_far) = ways_beside(told, reading.parts, reading.begin, reading.end)
    side = reading.side[0]
    features = [
        f"v{verdict}", f"v{verdict}{reading.denied:d}{reading.large_p:d}{reading.small_p:d}", f"d{told_way}", f"m{numbers}", f"dm{told_way}{numbers}",
        f"ds{told_way}{reading.denied:d}{reading.small_p:d}{reading.significant:d}", f"h{reading.how}{told_way}", f"w{reading.word}{side}",
        f"x{reading.distance}{told_way}", f"n{reading.denied:d}{reading.denied_somewhere:d}{reading.significant:d}{reading.differs:d}",
        f"mp{numbers}{reading.denied:d}{reading.large_p:d}{reading.small_p:d}", f"only{'only' in told.words:d}{told_way}",
        f"b{'baseline' in sentence:d}{told_way}",
        f"dh{told_way}{reading.how}{reading.small_p:d}{reading.denied:d}",
        f"l{reading.less_is_better:d}{told_way}", f"k{reading.ways}", f"r{role}",
        f"op{reading.opener}{verdict}", f"not{reading.only_not:d}{verdict}", f"W{reading.way}{side}", f"W{reading.way}{side}{reading.less_is_better:d}",
        f"F{front}{side}", f"K{back}{side}", f"FK{front}/{back}/{side}", f"F{front}{min(front_far // 2, 4)}", f"K{back}{min(back_far // 2, 4)}",
    ]  # fmt: skip
    kind, leaning, holds = reading.estimate, reading.leaning, reading.holds_nothing
    if kind:
        good = good_in_itself().search(question.outcome_words) is not None
        features += (
            f"E{kind}{leaning}{holds}",
            f"E{leaning}{holds}{told_way}",
            f"Eh{holds}",
            f"E{kind}{leaning}{holds}{good:d}",
            f"E{leaning}{holds}{reading.small_p:d}{reading.large_p:d}",
        )
    marked = _marked(told, reading.parts, 0, len(told.words))
    features += _sequence_features(marked)
    if reading.begin > 0 or reading.end < len(told.words):
        marked = _marked(told, reading.parts, reading.begin, reading.end)
    features += (f"f{word}" for word in marked)
    features += (f"f{one} {two}" for one, two in pairwise(marked))
    features += _nearest(marked)
    features += (f"O{stemmed}" for stemmed in sorted(question.outcome))
    if reading.way in {"better", "worse"}:
        features += (f"B{stemmed}{reading.way}{side}" for stemmed in sorted(question.outcome))
    values = [float(match[2]) for match in _P.finditer(sentence)]
    if values:
        features += (f"p{min(values) <= _ALPHA:d}", f"q{max(values) <= _ALPHA:d}")
    return sorted(set(features))


def _marked(told: Told, parts: Sequence[Part], begin: int, end: int) -> list[str]:
    """The words of a sentence with the arms and the outcome replaced by marks, numbers by 0, repeats left out."""
    marked: list[str] = []
    for place in range(begin, end):
        word = told.words[place]
        mark = "0" if word[-1].isdigit() and not word[0].isalpha() else _MARKS.get(parts[place], word)
        if not (marked and marked[-1] == mark and len(mark) == 1 and not mark.islower()):
            marked.append(mark)
    return marked


def _nearest(marked: list[str]) -> Iterable[str]:
    """The way told nearest to the outcome, with its side and distance, and how many tell each way."""
    ways = [(place, way) for place, word in enumerate(marked) if (way := way_of(word))]
    outcomes = [place for place, word in enumerate(marked) if word == "O"]
    arms = [word for word in marked if word in {"I", "C"}]
    order = "".join(dict.fromkeys(arms))
    nothing = any(word in {"no", "not", "neither", "nor", "without"} for word in marked)
    yield f"z{nothing:d}{'significant' in marked or 'significantly' in marked:d}"
    yield f"y{min(sum(way in {'up', 'better'} for _, way in ways), 2)}{min(sum(way in {'down', 'worse'} for _, way in ways), 2)}{nothing:d}"
    if ways:
        yield f"f{ways[0][1]}{nothing:d}"
    if ways and outcomes:
        place, way = min(ways, key=lambda each: (min(abs(each[0] - outcome) for outcome in outcomes), each[0]))
        outcome = min(outcomes, key=lambda each: abs(each - place))
        yield from (f"e{way}", f"e{way}{place > outcome:d}{min(abs(place - outcome) // 3, 4)}", f"e{marked[place]}", f"e{way}{order}")


def _sequence_features(marked: list[str]) -> Iterable[str]:
    yield from (f"1{word}" for word in marked)
    yield from (f"2{one} {two}" for one, two in pairwise(marked))
    yield from (f"3{one} {two} {three}" for one, two, three in zip(marked, marked[1:], marked[2:], strict=False))
    outcomes = [place for place, word in enumerate(marked) if word == "O"][:_OUTCOMES]
    for place in outcomes:
        yield from (f"<{word}" for word in marked[max(0, place - _BEFORE) : place])
        yield from (f">{word}" for word in marked[place + 1 : place + _BEHIND])
    arms = [word for word in marked if word in {"I", "C"}]
    yield f"a{''.join(dict.fromkeys(arms))}"
    against = next((place for place, word in enumerate(marked) if word in {"than", "compared", "versus", "vs", "over"}), None)
    if against is not None:
        sides = "".join(f"{mark in part:d}" for part in (marked[:against], marked[against:]) for mark in ("I", "C"))
        yield f"t{sides}"
        yield from (f"t{sides}{way}" for word in marked if (way := way_of(word)))
