"""What a result shows of the group it belongs to: the groups named before and behind it, and its place in a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

from manystudies.findings.arm_groups import sides_of, word_scores
from manystudies.findings.arm_names import Names, names_at, told_by
from manystudies.findings.arm_pairs import pair_features
from manystudies.findings.arm_ties import Tie, naming_words, ties
from manystudies.findings.arm_units import SAME_UNIT, Unit, step_between
from manystudies.findings.tokens import Tokens

_CROSSING = frozenset({"and", "or", "vs", "versus", "v", "compared", "than", "while", "whereas", "but", "to"})
_STOPS = frozenset({",", ";", ":"})
_SKIPPED = frozenset({"%", "months", "days", "years", "points", "patients", "women", "mg", ")", "]", "percent"})
_NEXT = frozenset(
    [
        "in",
        "with",
        "for",
        "among",
        "of",
        "on",
        "to",
        "vs",
        "versus",
        "v",
        "and",
        "received",
        "from",
        "under",
        "during",
        ";",
        ",",
        "(",
        "respectively",
        ".",
        "were",
        "was",
        "had",
    ]
)
_PREVIOUS = frozenset(
    ["(", "[", "was", "were", "to", "of", ":", ",", "=", "and", "vs", "versus", "v", "than", "in", "by", "±", "/", "from", "%"]
)
_TELLING, _JOIN, _RUN_GAP, _LIST_REACH = 0.6, 4, 22, 12


@dataclass(frozen=True, slots=True)
class _Mention:
    first: int
    last: int
    sign: int


@dataclass(frozen=True, slots=True)
class ArmFeatures:
    """The features of every unit, those of it and the unit before it, and the kind of step between them."""

    own: list[list[str]]
    pairs: list[list[str]]
    steps: list[int]


Text = tuple[Tokens, list[str], list[Unit]]
"""A text with the kinds of its numbers and its units."""


def arm_features(texts: Sequence[Text]) -> list[ArmFeatures]:
    """What the units of some texts show of their groups."""
    names = [names_at(tokens) for tokens, _, _ in texts]
    sides = [
        sides_of(tokens, name, [each for each, kind in zip(tokens.candidates, kinds, strict=True) if kind == "n_arm"])
        for (tokens, kinds, _), name in zip(texts, names, strict=True)
    ]
    return [
        _features(tokens, units, name, scores) for (tokens, _, units), name, scores in zip(texts, names, word_scores(sides), strict=True)
    ]


def _features(tokens: Tokens, units: list[Unit], names: Names, scores: dict[str, float]) -> ArmFeatures:
    score_of: dict[str | None, float] = {name: told_by(name, scores) for name in set(names.at) if name and (name in scores or "+" in name)}
    sign_of = {name: _sign(score) for name, score in score_of.items()}
    signs = list(map(sign_of.get, names.at, repeat(0)))
    naming = naming_words(tokens, names, units)
    tied = ties(tokens, names, units, score_of, naming)
    features: list[list[str]] = []
    mentioned: dict[int, list[_Mention]] = {}
    for place, unit in enumerate(units):
        sentence = tokens.sentence[unit.first]
        if sentence not in mentioned:
            mentioned[sentence] = _mentions(signs, tokens.opens[sentence], tokens.opens[sentence + 1])
        features.append(_unit_features(tokens, names.at, units, place, mentioned[sentence]) + _tie_features(tied, place))
    mark_of: dict[str | None, str] = dict.fromkeys(naming, "?")
    mark_of.update((name, "+" if sign > 0 else "-") for name, sign in sign_of.items() if sign)
    marks = list(map(mark_of.get, names.at, repeat("")))
    steps = [step_between(tokens, units[place - 1], unit) if place else SAME_UNIT for place, unit in enumerate(units)]
    return ArmFeatures(features, pair_features(tokens, units, marks), steps)


def _tie_features(tied: list[Tie], place: int) -> list[str]:
    """The tie of a unit alone and with those of the units beside it."""
    way, sign = tied[place].way, tied[place].sign
    features = [f"R{sign}", f"R{way}{sign}"]
    if place:
        features.append(f"Rp{way}{sign}{_side(tied[place - 1])}")
    if place + 1 < len(tied):
        features.append(f"Rn{way}{sign}{_side(tied[place + 1])}")
    return features


def _side(tie: Tie) -> str:
    return "0" if not tie.score else "+" if tie.score > 0 else "-"


def _sign(score: float) -> int:
    if abs(score) < _TELLING:
        return 0
    strength = 3 if abs(score) >= 2.4 else 2 if abs(score) >= 1.25 else 1  # noqa: PLR2004 - certain, named beside a size, hinted at
    return strength if score > 0 else -strength


def _mentions(signs: list[int], begin: int, end: int) -> list[_Mention]:
    found: list[_Mention] = []
    for place in range(begin, end):
        sign = signs[place]
        if not sign:
            continue
        if found and found[-1].sign * sign > 0 and place - found[-1].last <= _JOIN:
            found[-1] = _Mention(found[-1].first, place, sign if abs(sign) > abs(found[-1].sign) else found[-1].sign)
        else:
            found.append(_Mention(place, place, sign))
    return found


_TOLD = {sign: f"{sign:+d}" for sign in range(-3, 4)}


def _told(mention: _Mention | None) -> str:
    return _TOLD[mention.sign] if mention else "0"


def _way(mention: _Mention | None) -> str:
    return "0" if mention is None else "+" if mention.sign > 0 else "-"


def _path(words: list[str]) -> str:
    return (
        ("" if _CROSSING.isdisjoint(words) else "X")
        + (")" if ")" in words or "]" in words else "")
        + ("(" if "(" in words or "[" in words else "")
        + ("" if _STOPS.isdisjoint(words) else ",")
    )


def _unit_features(tokens: Tokens, names: list[str | None], units: list[Unit], place: int, mentions: list[_Mention]) -> list[str]:
    words, unit = tokens.words, units[place]
    sentence = tokens.sentence[unit.first]
    begin, end = tokens.opens[sentence], tokens.opens[sentence + 1]
    before = units[place - 1] if place and tokens.sentence[units[place - 1].first] == sentence else None
    after = units[place + 1] if place + 1 < len(units) and tokens.sentence[units[place + 1].first] == sentence else None
    low, high = (before.last + 1 if before else begin), (after.first if after else end)
    ahead = behind = beyond = earlier = None
    for each in mentions:
        if each.first < low:
            earlier = each
        elif each.first < unit.first:
            behind = each
        elif each.first >= high:
            beyond = each
            break
        elif ahead is None and each.first > unit.last:
            ahead = each
    ahead_path = _path(words[unit.last + 1 : ahead.first]) if ahead else ""
    behind_path = _path(words[behind.last + 1 : unit.first]) if behind else ""
    ahead_told, behind_told, ahead_way, behind_way = _told(ahead), _told(behind), _way(ahead), _way(behind)
    skipped = unit.last + 1
    while skipped < len(words) and words[skipped] in _SKIPPED:
        skipped += 1
    coming = words[skipped] if skipped < len(words) and words[skipped] in _NEXT else "o"
    going = words[unit.first - 1] if unit.first and words[unit.first - 1] in _PREVIOUS else "o"
    features = [
        "bias", f"k{unit.kind}", f"a{ahead_told}{ahead_path}", f"b{behind_told}{behind_path}", f"aw{ahead_way}{ahead_path}", f"bw{behind_way}{behind_path}",
        f"ac{ahead_told}{ahead_path}{coming}", f"bg{behind_told}{behind_path}{going}", f"ab{ahead_told}|{behind_told}", f"cg{coming}{going}{ahead_way}{behind_way}",
        f"o{min(place, 3)}",
    ]  # fmt: skip
    if ahead:
        features.append(f"ad{ahead_told}{min(ahead.first - unit.last, 9) // 3}{coming}")
    if behind:
        features.append(f"bd{behind_told}{min(unit.first - behind.last, 9) // 3}{going}")
    features += (
        f"a2{_told(beyond)}{'y' if ahead else 'n'}",
        f"b2{_told(earlier)}{'y' if behind else 'n'}",
        f"m{_told(mentions[0]) if mentions else '0'}",
    )
    if mentions and len({each.sign > 0 for each in mentions}) == 1:
        features.append(f"only{_told(mentions[0])}")
    features += _in_list(tokens, units, place, mentions)
    features += {f"w{name}" for name in names[unit.last + 1 : min(high, unit.last + 9)] if name}
    return features


def _in_list(tokens: Tokens, units: list[Unit], place: int, mentions: list[_Mention]) -> list[str]:
    """Where a unit stands in a list of its kind without groups named inside, and which groups named around it stand there too."""
    own, sentence = units[place], tokens.sentence[units[place].first]
    begin, end = tokens.opens[sentence], tokens.opens[sentence + 1]
    near = range(max(0, place - _LIST_REACH), min(len(units), place + _LIST_REACH + 1))
    same = [index for index in near if begin <= units[index].first < end and units[index].head == own.head]
    run = [place]
    for index in reversed(same[: same.index(place)]):
        if not _adjoin(units[index], units[run[0]], mentions):
            break
        run.insert(0, index)
    for index in same[same.index(place) + 1 :]:
        if not _adjoin(units[run[-1]], units[index], mentions):
            break
        run.append(index)
    position, size = run.index(place), len(run)
    features = [f"r{min(position, 4)}/{min(size, 5)}"]
    if size == 1:
        return features
    behind = [each for each in mentions if each.first < units[run[0]].first][-size:]
    ahead = [each for each in mentions if each.first > units[run[-1]].last][:size]
    listed = "r" if "respectively" in tokens.words[units[run[-1]].last : end] else ""
    if len(ahead) == size:
        features.append(f"la{_told(ahead[position])}{listed}")
    elif ahead and size == 2:  # noqa: PLR2004 - a pair with one group named behind it
        features.append(f"la1{_told(ahead[0])}{position}")
    if len(behind) == size:
        features.append(f"lb{_told(behind[position])}{listed}{'A' if len(ahead) == size else ''}")
        if "than" in tokens.words[behind[0].first : units[run[0]].first]:
            features.append(f"lt{_told(behind[position])}")
    elif behind and size == 2:  # noqa: PLR2004
        features.append(f"lb1{_told(behind[-1])}{position}")
    return features


def _adjoin(one: Unit, two: Unit, mentions: list[_Mention]) -> bool:
    if two.first - one.last >= _RUN_GAP:
        return False
    for each in mentions:
        if each.first >= two.first:
            return True
        if each.first > one.last:
            return False
    return True
