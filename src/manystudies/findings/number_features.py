"""What a number shows of what it counts or measures: its shape, its neighbours and the words of its sentence."""

from bisect import bisect_left
from dataclasses import dataclass

from manystudies.findings.tokens import Candidate, Tokens

_STATISTICS = {
    "median": "median", "medians": "median", "mean": "mean", "means": "mean", "average": "mean", "averaged": "mean", "rate": "rate", "rates": "rate",
    "proportion": "rate", "percentage": "rate", "percent": "rate", "incidence": "rate", "survival": "survival", "score": "score", "scores": "score",
    "sd": "sd", "se": "se", "sem": "se", "range": "range", "ci": "ci", "interval": "ci", "ratio": "ratio", "hr": "ratio", "rr": "ratio", "age": "age",
    "aged": "age", "reduction": "less", "reduced": "less", "decrease": "less", "decreased": "less", "increase": "more", "increased": "more",
    "risk": "risk", "difference": "difference", "iqr": "iqr",
}  # fmt: skip
_PEOPLE = frozenset(
    [
        "patients",
        "patient",
        "women",
        "subjects",
        "participants",
        "survivors",
        "controls",
        "individuals",
        "men",
        "people",
        "persons",
        "cases",
        "females",
        "volunteers",
        "events",
        "deaths",
        "recurrences",
    ]
)
_PAIRING = frozenset(["and", "vs", "versus", "v", "compared", "than", "or", "respectively", "whereas", "while", "but"])
_STEPS = (1, 2, 3, 5, 8, 12, 20)
_MOST_SIZES = 60
_LOOK_BACK, _LOOK_AHEAD, _STATISTIC_REACH, _GAP, _NOUN_REACH = 10, 14, 30, 4, 7
_SIZES = (
    (0, "0"),
    (1, "1"),
    (4, "<5"),
    (9, "<10"),
    (19, "<20"),
    (49, "<50"),
    (100, "<101"),
    (299, "<300"),
    (999, "<1000"),
    (9999, "<10000"),
)


def shape_of(word: str) -> str:
    """A word itself, or # for a number (#. for one with decimals)."""
    if "0" <= word[0] <= "9" or (word[0] == "." and len(word) > 1):
        return "#." if "." in word else "#"
    return word


def _size(value: float) -> str:
    if value != int(value):
        return "f<1" if value < 1 else "f<10" if value < 10 else "f<100" if value < 100 else "f>"  # noqa: PLR2004 - decades
    return next((name for limit, name in _SIZES if value <= limit), ">")


def _step(distance: int) -> int:
    return next((step for step in _STEPS if distance <= step), 99)


def is_percent(tokens: Tokens, candidate: Candidate) -> bool:
    """Whether a percent sign follows a number."""
    behind = candidate.last + 1
    return behind < len(tokens.words) and tokens.words[behind] in {"%", "percent"}


def is_group_size(tokens: Tokens, candidate: Candidate) -> bool:
    """Whether a number stands behind "n ="."""
    first, words = candidate.first, tokens.words
    return first > 1 and words[first - 1] == "=" and words[first - 2] == "n"


@dataclass(frozen=True, slots=True)
class _Text:
    """What the features of one text's numbers share."""

    tokens: Tokens
    shapes: list[str]
    kinds: list[str]
    sizes: set[float]
    sums: set[float]
    counts: dict[float, int]
    assigned: frozenset[int]
    first: int
    largest: float
    peers: dict[tuple[int, str], int]
    statistics: list[int]


def number_features(tokens: Tokens) -> list[list[str]]:
    """The features of every number of a text, in order."""
    words, candidates = tokens.words, tokens.candidates
    kinds = [_kind(tokens, each) for each in candidates]
    sizes = {each.value for each in candidates if is_group_size(tokens, each)}
    counts: dict[float, int] = {}
    peers: dict[tuple[int, str], int] = {}
    for each, kind in zip(candidates, kinds, strict=True):
        counts[each.value] = counts.get(each.value, 0) + 1
        peer = tokens.sentence[each.first], kind
        peers[peer] = peers.get(peer, 0) + 1
    text = _Text(
        tokens,
        ["^", "^", "^", *[shape_of(word) if word < ":" else word for word in words], "$", "$", "$", "$", "$", "$"],
        kinds,
        sizes,
        _sums(sizes),
        counts,
        tokens.assigning,
        min(tokens.assigning, default=-1),
        max(
            (each.value for each, kind in zip(candidates, kinds, strict=True) if kind != "%" and each.value == int(each.value)),
            default=-1.0,
        ),
        peers,
        [place for place, word in enumerate(words) if word in _STATISTICS],
    )
    told_of: dict[int, list[str]] = {}
    seen: set[float] = set()
    found = []
    for index, candidate in enumerate(candidates):
        sentence = tokens.sentence[candidate.first]
        if sentence not in told_of:
            first = bisect_left(text.statistics, tokens.opens[sentence])
            last = bisect_left(text.statistics, tokens.opens[sentence + 1], first)
            told_of[sentence] = sorted({_STATISTICS[words[place]] for place in text.statistics[first:last]})
        features = _neighbours(text, index) + _around(text, index) + _values(text, index)
        features += [f"S{name}{kinds[index]}" for name in told_of[sentence]]
        if candidate.value in seen:
            features.append(f"O{kinds[index]}")
        seen.add(candidate.value)
        found.append(features)
    return found


def _sums(sizes: set[float]) -> set[float]:
    """What two groups of these sizes come to; nothing where there are more than any trial has."""
    return {one + two for one in sizes for two in sizes if one != two} | {2 * one for one in sizes} if len(sizes) <= _MOST_SIZES else set()


def _kind(tokens: Tokens, candidate: Candidate) -> str:
    """The form of a number: a percent, in words, with decimals or whole."""
    if is_percent(tokens, candidate):
        return "%"
    if candidate.in_words:
        return "w"
    return "." if "." in tokens.words[candidate.first] else "i"


def _neighbours(text: _Text, index: int) -> list[str]:
    """The words right before and behind a number, alone and together, and those further off as a bag."""
    candidate, own, shapes = text.tokens.candidates[index], text.kinds[index], text.shapes
    a, b = candidate.first + 3, candidate.last + (5 if own == "%" else 4)
    l1, l2, l3 = shapes[a - 1], shapes[a - 2], shapes[a - 3]
    r1, r2, r3, r4 = (*shapes[b : b + 4], "$", "$", "$", "$")[:4]
    size = _size(candidate.value)
    features = [
        f"V{size}", f"K{own}", f"a{l1}", f"b{l2}", f"c{l3}", f"d{r1}", f"e{r2}", f"f{r3}", f"g{r4}", f"ab{l2} {l1}", f"de{r1} {r2}", f"ad{l1} {r1}{own}",
        f"aK{own}{l1}", f"dK{own}{r1}", f"dV{size}{r1}", f"abK{own}{l2} {l1}", f"deK{own}{r1} {r2}",
    ]  # fmt: skip
    features += {f"L{shape}" for shape in shapes[max(3, a - _LOOK_BACK) : a - 3]}
    features += {f"R{shape}" for shape in shapes[b + 3 : b + _LOOK_AHEAD]}
    return features


def _around(text: _Text, index: int) -> list[str]:
    """What parts a number from the ones beside it, the statistic named last, the people counted, and its place in the text."""
    tokens, own = text.tokens, text.kinds[index]
    words, candidates, candidate = tokens.words, tokens.candidates, tokens.candidates[index]
    sentence = tokens.sentence[candidate.first]
    begin, end = tokens.opens[sentence], tokens.opens[sentence + 1]
    before = candidates[index - 1] if index and candidates[index - 1].last >= begin else None
    after = candidates[index + 1] if index + 1 < len(candidates) and candidates[index + 1].first < end else None
    left = words[before.last + 1 : candidate.first] if before else None
    right = words[candidate.last + 1 : after.first] if after else None
    features = [
        f"G{text.kinds[index - 1] if before else '^'}{_joined(left)}{own}",
        f"H{own}{_joined(right)}{text.kinds[index + 1] if after else '$'}",
        f"P{_pairing(left)}|{own}|{_pairing(right)}",
    ]
    last = bisect_left(text.statistics, candidate.first) - 1
    if last >= 0 and (place := text.statistics[last]) >= max(begin, candidate.first - _STATISTIC_REACH):
        name = _STATISTICS[words[place]]
        features += (f"s{name}{own}", f"s{name}{_step(candidate.first - place)}")
    for place in range(candidate.last + 1, min(len(words), candidate.last + _NOUN_REACH)):
        if words[place] in _PEOPLE:
            features += (f"N{words[place]}{_step(place - candidate.last)}", f"NV{own}{_size(candidate.value)}")
            break
        if words[place][0].isdigit():
            break
    total, first = tokens.sentence[-1] + 1, text.first
    features += (f"p{sentence * 10 // total}", f"q{sentence * 5 // total}{own}")
    features.append(f"A{'b' if first < 0 or sentence < first else 'a' if sentence > first else 's'}{own}")
    if sentence in text.assigned:
        features.append(f"AV{own}{_size(candidate.value)}")
    return features


def _values(text: _Text, index: int) -> list[str]:
    """How the value of a number meets the others: group sizes and their sums, repeats, the largest whole number."""
    candidates, candidate, own = text.tokens.candidates, text.tokens.candidates[index], text.kinds[index]
    features = [f"T{min(text.peers[text.tokens.sentence[candidate.first], own], 5)}{own}"]
    if is_group_size(text.tokens, candidate):
        features.append(f"n{_size(candidate.value)}")
    elif candidate.value in text.sizes:
        features.append(f"N{own}")
    if candidate.value in text.sums:
        features.append("U")
    if index + 2 < len(candidates) and own != "%" and candidate.value == candidates[index + 1].value + candidates[index + 2].value:
        features.append("W")
    if text.counts[candidate.value] > 1:
        features.append(f"X{own}")
    if candidate.value == text.largest and own != "%":
        features.append("M")
    return features


def _joined(gap: list[str] | None) -> str:
    if gap is None:
        return "^"
    return " ".join(map(shape_of, gap)) if len(gap) <= _GAP else "far"


def _pairing(gap: list[str] | None) -> str:
    for word in gap or ():
        if word in _PAIRING:
            return word
    return "-"
