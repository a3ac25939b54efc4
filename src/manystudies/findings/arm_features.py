"""What a result shows of the group it belongs to: the groups named before and behind it, and its place in a list."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from manystudies.findings.arm_groups import sides_of, word_scores
from manystudies.findings.arm_names import Names, names_at, told_by
from manystudies.findings.arm_pairs import pair_features
from manystudies.findings.arm_ties import Tie, naming_words, ties
from manystudies.findings.arm_units import SAME_UNIT, Unit, step_between
from manystudies.findings.tokens import Tokens
from manystudies.making import quick

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
_SEEN = 1 << 12
"""How many sets of features are kept; most are met again and again."""


@quick
@dataclass(frozen=True, slots=True)
class _Mention:
    first: int
    last: int
    sign: int


@quick
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
        sides_of(tokens, name, [tokens.candidates[place] for place, kind in enumerate(kinds) if kind == "n_arm"])
        for (tokens, kinds, _), name in zip(texts, names, strict=True)
    ]
    return [
        _features(tokens, units, name, scores) for (tokens, _, units), name, scores in zip(texts, names, word_scores(sides), strict=True)
    ]


def _features(tokens: Tokens, units: list[Unit], names: Names, scores: dict[str, float]) -> ArmFeatures:
    score_of: dict[str | None, float] = {name: scores[name] for name in set(names.at).intersection(scores) if name}
    score_of.update((name, told_by(name, scores)) for name in names.joined)
    naming = naming_words(tokens, names, units)
    tied = ties(tokens, names, units, score_of, naming)
    own: list[list[str]] = []
    place = 0
    while place < len(units):
        sentence = tokens.sentence[units[place].first]
        edges = tokens.opens[sentence], tokens.opens[sentence + 1]
        follow = place + 1
        while follow < len(units) and units[follow].first < edges[1]:
            follow += 1
        mentions = _mentions(names.at, score_of, edges)
        listed = _lists(tokens.words, units, range(place, follow), mentions, edges[1])
        for index in range(place, follow):
            low = units[index - 1].last + 1 if index > place else edges[0]
            high = units[index + 1].first if index + 1 < follow else edges[1]
            own.append(_unit_features(tokens.words, names.at, units[index], (low, high), mentions))
            own[-1] += [*listed[index], f"o{min(index, 3)}", *_tie_features(tied, index)]
        place = follow
    mark_of: dict[str | None, str] = dict.fromkeys(naming, "?")
    mark_of.update((name, "+" if score > 0 else "-") for name, score in score_of.items() if abs(score) >= _TELLING)
    steps = [step_between(tokens, units[place - 1], unit) if place else SAME_UNIT for place, unit in enumerate(units)]
    return ArmFeatures(own, pair_features(tokens, units, names.at, mark_of), steps)


def _tie_features(tied: list[Tie], place: int) -> tuple[str, ...]:
    """The tie of a unit alone and with those of the units beside it."""
    before = _side(tied[place - 1]) if place else ""
    behind = _side(tied[place + 1]) if place + 1 < len(tied) else ""
    return _ties_told(tied[place].way, tied[place].sign, before, behind)


@lru_cache(maxsize=_SEEN)
def _ties_told(way: str, sign: str, before: str, behind: str) -> tuple[str, ...]:
    return (
        f"R{sign}", f"R{way}{sign}", *([f"Rp{way}{sign}{before}"] if before else []), *([f"Rn{way}{sign}{behind}"] if behind else [])
    )  # fmt: skip


def _side(tie: Tie) -> str:
    return "0" if not tie.score else "+" if tie.score > 0 else "-"


def _mentions(at: list[str | None], score_of: Mapping[str | None, float], edges: tuple[int, int]) -> list[_Mention]:
    """The places of a sentence where groups are named whose side is known."""
    found: list[_Mention] = []
    for place, name in enumerate(at[edges[0] : edges[1]], edges[0]):
        if name not in score_of or not (sign := _sign(score_of[name])):
            continue
        if found and found[-1].sign * sign > 0 and place - found[-1].last <= _JOIN:
            found[-1] = _Mention(found[-1].first, place, sign if abs(sign) > abs(found[-1].sign) else found[-1].sign)
        else:
            found.append(_Mention(place, place, sign))
    return found


def _sign(score: float) -> int:
    if abs(score) < _TELLING:
        return 0
    strength = 3 if abs(score) >= 2.4 else 2 if abs(score) >= 1.25 else 1  # noqa: PLR2004 - certain, named beside a size, hinted at
    return strength if score > 0 else -strength


_TOLD = {sign: f"{sign:+d}" for sign in range(-3, 4)}


def _told(mention: _Mention | None) -> str:
    return _TOLD[mention.sign] if mention else "0"


def _path(words: list[str]) -> str:
    return (
        ("" if _CROSSING.isdisjoint(words) else "X")
        + (")" if ")" in words or "]" in words else "")
        + ("(" if "(" in words or "[" in words else "")
        + ("" if _STOPS.isdisjoint(words) else ",")
    )


def _unit_features(words: list[str], at: list[str | None], unit: Unit, edges: tuple[int, int], mentions: list[_Mention]) -> list[str]:
    """What is shown by the groups named around a unit, and by the words at its ends; `edges` are those of the units beside it."""
    low, high = edges
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
    skipped = unit.last + 1
    while skipped < len(words) and words[skipped] in _SKIPPED:
        skipped += 1
    coming = words[skipped] if skipped < len(words) and words[skipped] in _NEXT else "o"
    going = words[unit.first - 1] if unit.first and words[unit.first - 1] in _PREVIOUS else "o"
    ahead_path = _path(words[unit.last + 1 : ahead.first]) if ahead else ""
    behind_path = _path(words[behind.last + 1 : unit.first]) if behind else ""
    ahead_step = min(ahead.first - unit.last, 9) // 3 if ahead else None
    behind_step = min(unit.first - behind.last, 9) // 3 if behind else None
    ahead_told, behind_told = _told(ahead), _told(behind)
    features = [
        "bias", f"k{unit.kind}", f"m{_told(mentions[0]) if mentions else '0'}", *_both_told(ahead_told, behind_told, coming, going),
        *_side_told("a", ahead_told, ahead_path, ahead_step, coming), f"a2{_told(beyond)}{'y' if ahead else 'n'}",
        *_side_told("b", behind_told, behind_path, behind_step, going), f"b2{_told(earlier)}{'y' if behind else 'n'}",
    ]  # fmt: skip
    if mentions and len({each.sign > 0 for each in mentions}) == 1:
        features.append(f"only{_told(mentions[0])}")
    features += {f"w{name}" for name in at[unit.last + 1 : min(high, unit.last + 9)] if name}
    return features


@lru_cache(maxsize=_SEEN)
def _both_told(ahead: str, behind: str, coming: str, going: str) -> tuple[str, ...]:
    """Features of the groups named on both sides of a unit and the words at its ends."""
    return f"ab{ahead}|{behind}", f"cg{coming}{going}{ahead[0]}{behind[0]}"


@lru_cache(maxsize=_SEEN)
def _side_told(side: str, told: str, path: str, step: int | None, word: str) -> tuple[str, ...]:
    """Features of the group named at one side of a unit, the way and the distance to it, and the word beside the unit.

    `side` is "a" ahead and "b" behind; `step` is None where none is named.
    """
    word_mark = {"a": "c", "b": "g"}[side]
    features = f"{side}{told}{path}", f"{side}w{told[0]}{path}", f"{side}{word_mark}{told}{path}{word}"
    return features if step is None else (*features, f"{side}d{told}{step}{word}")


def _lists(words: list[str], units: list[Unit], indices: range, mentions: list[_Mention], end: int) -> dict[int, list[str]]:
    """Where each unit of a sentence stands in a list of its kind without groups named inside, and which groups named around stand there too."""
    runs: list[list[int]] = []
    last: dict[str, list[int]] = {}
    for index in indices:
        head = units[index].head
        run = last.get(head)
        if run and _adjoin(units[run[-1]], units[index], mentions):
            run.append(index)
        else:
            last[head] = [index]
            runs.append(last[head])
    found: dict[int, list[str]] = {}
    for run in runs:
        if run[-1] - run[0] <= _LIST_REACH:
            found.update(zip(run, _run_features(words, units, run, mentions, end), strict=True))
            continue
        for index in run:
            near = run[bisect_left(run, index - _LIST_REACH) : bisect_right(run, index + _LIST_REACH)]
            found[index] = _run_features(words, units, near, mentions, end)[near.index(index)]
    return found


def _run_features(words: list[str], units: list[Unit], run: list[int], mentions: list[_Mention], end: int) -> list[list[str]]:
    """The features of every unit of a list."""
    size = len(run)
    if size == 1:
        return [["r0/1"]]
    first, last = units[run[0]].first, units[run[-1]].last
    behind = [each for each in mentions if each.first < first][-size:]
    ahead = [each for each in mentions if each.first > last][:size]
    listed = "r" if "respectively" in words[last:end] else ""
    than = len(behind) == size and "than" in words[behind[0].first : first]
    found = []
    for position in range(size):
        features = [f"r{min(position, 4)}/{min(size, 5)}"]
        if len(ahead) == size:
            features.append(f"la{_told(ahead[position])}{listed}")
        elif ahead and size == 2:  # noqa: PLR2004 - a pair with one group named behind it
            features.append(f"la1{_told(ahead[0])}{position}")
        if len(behind) == size:
            features.append(f"lb{_told(behind[position])}{listed}{'A' if len(ahead) == size else ''}")
            if than:
                features.append(f"lt{_told(behind[position])}")
        elif behind and size == 2:  # noqa: PLR2004
            features.append(f"lb1{_told(behind[-1])}{position}")
        found.append(features)
    return found


def _adjoin(one: Unit, two: Unit, mentions: list[_Mention]) -> bool:
    if two.first - one.last >= _RUN_GAP:
        return False
    for each in mentions:
        if each.first >= two.first:
            return True
        if each.first > one.last:
            return False
    return True
