"""What a sentence shows of a question: whether it is the evidence, and which way it points."""

import re
from collections.abc import Iterable
from itertools import pairwise

from manystudies.findings.direction_reading import Reading
from manystudies.findings.direction_words import tells_nothing, way_of
from manystudies.findings.questions import Question, part_of, stem
from manystudies.findings.roles import Role

_TOKEN = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?|[%<>=\u00b1\u2264\u2265;:,()]")
_MARKS = {"outcome": "O", "intervention": "I", "comparator": "C", "both": "B"}
_P = re.compile(r"\bp\s*(?:-?\s?values?)?\s*([<>=\u2264]|less than|of|was)\s*(0?\.[0-9]+|[01]\b)")
_ALPHA = 0.05
_BEFORE, _BEHIND, _OUTCOMES = 6, 9, 3


def evidence_features(sentence: str, question: Question, role: Role, place: int, count: int) -> list[str]:
    """The features that tell whether a sentence, in small letters, is the one that answers a question."""
    words = _TOKEN.findall(sentence)
    stems = {stem(word) for word in words if word[0].isalpha()}
    share = len(question.outcome & stems) / max(len(question.outcome), 1)
    treated, compared = question.intervention & stems, question.comparator & stems
    ways = "".join(sorted({way[0] for word in words if (way := way_of(word))}))
    return [
        f"o{round(share * 5)}", f"o{round(share * 10)}/", f"all{share == 1:d}", *(["o>"] * (share > 0)), f"i{bool(treated):d}", f"c{bool(compared):d}",
        f"I{round(3 * len(treated) / max(len(question.intervention), 1))}", f"C{round(3 * len(compared) / max(len(question.comparator), 1))}",
        f"r{role}", f"p{place * 8 // count}", f"l{min(count - 1 - place, 3)}", f"w{ways}", f"n{tells_nothing().search(sentence) is not None:d}",
        f"base{'baseline' in words or 'before' in words:d}{'significant' in sentence:d}",
        f"any{bool(ways):d}", f"P{'p' in words and any(word in '<>=' for word in words):d}", f"N{any(word[0].isdigit() for word in words):d}",
        f"t{any(word in {'than', 'compared', 'versus', 'vs'} for word in words):d}", f"s{'significant' in sentence:d}", f"len{min(len(words) // 12, 5)}",
        f"or{round(share * 3)}{role}", f"ow{round(share * 3)}{bool(ways):d}{'significant' in sentence:d}",
    ]  # fmt: skip


def pointing_features(sentence: str, question: Question, reading: Reading, role: Role) -> list[str]:
    """The features that tell which way a sentence, in small letters, points."""
    way = {"increased": "U", "decreased": "D", "no difference": "N", None: "-"}
    told, numbers = way[reading.direction], way[reading.by_numbers]
    verdict = (
        "N"
        if (reading.denied and not reading.small_p) or reading.large_p
        else told
        if told != "-"
        else numbers
        if reading.small_p or reading.significant
        else "N"
    )
    features = [
        f"v{verdict}", f"v{verdict}{reading.denied:d}{reading.large_p:d}{reading.small_p:d}", f"d{told}", f"m{numbers}", f"dm{told}{numbers}",
        f"ds{told}{reading.denied:d}{reading.small_p:d}{reading.significant:d}", f"h{reading.how}{told}", f"w{reading.word}{reading.side[0]}",
        f"x{reading.distance}{told}", f"n{reading.denied:d}{reading.denied_somewhere:d}{reading.significant:d}{reading.differs:d}",
        f"b{'baseline' in sentence:d}{told}",
        f"dh{told}{reading.how}{reading.small_p:d}{reading.denied:d}",
        f"l{reading.less_is_better:d}{told}", f"k{reading.ways}", f"r{role}",
    ]  # fmt: skip
    marked = _marked(sentence, question)
    features += _sequence_features(marked)
    features += _nearest(marked)
    features += (f"O{stemmed}" for stemmed in sorted(question.outcome))
    values = [float(match[2]) for match in _P.finditer(sentence)]
    if values:
        features += (f"p{min(values) <= _ALPHA:d}", f"q{max(values) <= _ALPHA:d}")
    return sorted(set(features))


def _marked(sentence: str, question: Question) -> list[str]:
    """The words of a sentence with the arms and the outcome replaced by marks, numbers by 0, repeats left out."""
    marked: list[str] = []
    for word in _TOKEN.findall(sentence):
        mark = "0" if word[0].isdigit() else _MARKS.get(part_of(question, word), word)
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
