"""What a result shows of the group it belongs to: the groups named before and behind it, and its place in a list."""

from dataclasses import dataclass

from manystudies.findings.arm_groups import sides_of, word_scores
from manystudies.findings.arm_names import names_at, told_by
from manystudies.findings.tokens import Candidate, Tokens

_PAIRING = frozenset({"and", "or", "vs", "versus", "v", "compared", "than", "while", "whereas", "but", "respectively"})
_WITHIN = frozenset(
    [
        "of",
        "out",
        "sd",
        "se",
        "n",
        "patients",
        "women",
        "points",
        "range",
        "months",
        "days",
        "years",
        "cases",
        "deaths",
        "events",
        "median",
        "mean",
        "m",
        "the",
        "eligible",
        "evaluable",
        "participants",
        "subjects",
        "percent",
        "per",
        "standard",
        "deviation",
        "patient",
        "recurrences",
        "total",
    ]
)
_CROSSING = frozenset({"and", "or", "vs", "versus", "v", "compared", "than", "while", "whereas", "but", "to"})
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
_TELLING, _JOIN, _UNIT_GAP, _RUN_GAP, _LIST_REACH, _TO_GAP = 0.6, 4, 7, 22, 12, 6
SAME_UNIT, PAIRED, FURTHER, NEW_SENTENCE, REPEATED, FURTHER_REPEATED, PAIRED_OTHER, CHANGED = range(8)
"""Kinds of step from one result to the next; CHANGED is from a value to what it became."""
STEPS = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """Numbers that tell one result of one group: events, total and percent, or mean and SD. `numbers` are their indices."""

    numbers: tuple[int, ...]
    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Mention:
    first: int
    last: int
    sign: int


def units_of(tokens: Tokens, kinds: list[str]) -> list[Unit]:
    """The units of an abstract whose numbers were read as `kinds`; numbers of no kind and totals belong to none."""
    grouped: list[list[int]] = []
    for index, kind in enumerate(kinds):
        if kind in {"", "n_total"}:
            continue
        if grouped and _same_unit(tokens, kinds, grouped[-1], index):
            grouped[-1].append(index)
        else:
            grouped.append([index])
    candidates = tokens.candidates
    return [
        Unit(tuple(group), candidates[group[0]].first, candidates[group[-1]].last, "+".join(kinds[index] for index in group[:2]))
        for group in grouped
    ]


def _same_unit(tokens: Tokens, kinds: list[str], group: list[int], index: int) -> bool:
    before, here = tokens.candidates[group[-1]], tokens.candidates[index]
    gap = tokens.words[before.last + 1 : here.first]
    return (
        tokens.sentence[before.last] == tokens.sentence[here.first]
        and len(gap) <= _UNIT_GAP
        and not any(word in _PAIRING for word in gap)
        and all(word in _WITHIN or not word[0].isalpha() or len(word) == 1 for word in gap)
        and kinds[index] not in {kinds[each] for each in group}
        and not (kinds[group[-1]] == "n_arm" and kinds[index] != "percent")
    )


def arm_features(tokens: Tokens, kinds: list[str], units: list[Unit]) -> tuple[list[list[str]], list[int]]:
    """The features of every unit, and the kind of step that leads to it."""
    names = names_at(tokens)
    sizes: list[Candidate] = [each for each, kind in zip(tokens.candidates, kinds, strict=True) if kind == "n_arm"]
    scores = word_scores(sides_of(tokens, names, sizes))
    sign_of = {name: _sign(told_by(name, scores)) for name in set(names.at) if name}
    signs = [sign_of[name] if name else 0 for name in names.at]
    features: list[list[str]] = []
    steps: list[int] = []
    mentioned: dict[int, list[_Mention]] = {}
    for place, unit in enumerate(units):
        sentence = tokens.sentence[unit.first]
        if sentence not in mentioned:
            mentioned[sentence] = _mentions(signs, tokens.opens[sentence], tokens.opens[sentence + 1])
        features.append(_unit_features(tokens, names.at, units, place, mentioned[sentence]))
        steps.append(_step(tokens, units[place - 1], unit) if place else SAME_UNIT)
    return features, steps


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


def _told(mention: _Mention | None) -> str:
    return f"{mention.sign:+d}" if mention else "0"


def _way(mention: _Mention | None) -> str:
    return "0" if mention is None else "+" if mention.sign > 0 else "-"


def _path(words: list[str]) -> str:
    return (
        ("X" if any(word in _CROSSING for word in words) else "")
        + (")" if ")" in words or "]" in words else "")
        + ("(" if "(" in words or "[" in words else "")
        + ("," if any(word in {",", ";", ":"} for word in words) else "")
    )


def _unit_features(tokens: Tokens, names: list[str | None], units: list[Unit], place: int, mentions: list[_Mention]) -> list[str]:
    words, unit = tokens.words, units[place]
    sentence = tokens.sentence[unit.first]
    begin, end = tokens.opens[sentence], tokens.opens[sentence + 1]
    before = units[place - 1] if place and tokens.sentence[units[place - 1].first] == sentence else None
    after = units[place + 1] if place + 1 < len(units) and tokens.sentence[units[place + 1].first] == sentence else None
    low, high = (before.last + 1 if before else begin), (after.first if after else end)
    ahead = next((each for each in mentions if unit.last < each.first < high), None)
    behind = next((each for each in reversed(mentions) if low <= each.first < unit.first), None)
    ahead_path = _path(words[unit.last + 1 : ahead.first]) if ahead else ""
    behind_path = _path(words[behind.last + 1 : unit.first]) if behind else ""
    skipped = unit.last + 1
    while skipped < len(words) and words[skipped] in _SKIPPED:
        skipped += 1
    coming = words[skipped] if skipped < len(words) and words[skipped] in _NEXT else "o"
    going = words[unit.first - 1] if unit.first and words[unit.first - 1] in _PREVIOUS else "o"
    features = [
        "bias", f"k{unit.kind}", f"a{_told(ahead)}{ahead_path}", f"b{_told(behind)}{behind_path}", f"aw{_way(ahead)}{ahead_path}", f"bw{_way(behind)}{behind_path}",
        f"ac{_told(ahead)}{ahead_path}{coming}", f"bg{_told(behind)}{behind_path}{going}", f"ab{_told(ahead)}|{_told(behind)}", f"cg{coming}{going}{_way(ahead)}{_way(behind)}",
        f"o{min(place, 3)}",
    ]  # fmt: skip
    if ahead:
        features.append(f"ad{_told(ahead)}{min(ahead.first - unit.last, 9) // 3}{coming}")
    if behind:
        features.append(f"bd{_told(behind)}{min(unit.first - behind.last, 9) // 3}{going}")
    beyond = next((each for each in mentions if each.first >= high), None)
    earlier = next((each for each in reversed(mentions) if each.first < low), None)
    features += [
        f"a2{_told(beyond)}{'y' if ahead else 'n'}",
        f"b2{_told(earlier)}{'y' if behind else 'n'}",
        f"m{_told(mentions[0]) if mentions else '0'}",
    ]
    if mentions and len({each.sign > 0 for each in mentions}) == 1:
        features.append(f"only{_told(mentions[0])}")
    features += _in_list(tokens, units, place, mentions)
    features += {f"w{name}" for name in names[unit.last + 1 : min(high, unit.last + 9)] if name}
    return features


def _in_list(tokens: Tokens, units: list[Unit], place: int, mentions: list[_Mention]) -> list[str]:
    """Where a unit stands in a list of its kind without groups named inside, and which groups named around it stand there too."""
    own, sentence = units[place], tokens.sentence[units[place].first]
    near = range(max(0, place - _LIST_REACH), min(len(units), place + _LIST_REACH + 1))
    same = [
        index
        for index in near
        if tokens.sentence[units[index].first] == sentence and units[index].kind.split("+")[0] == own.kind.split("+")[0]
    ]
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
    end = tokens.opens[sentence + 1]
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
    return two.first - one.last < _RUN_GAP and not any(one.last < each.first < two.first for each in mentions)


def _step(tokens: Tokens, one: Unit, two: Unit) -> int:
    """The kind of step between two units: paired by "versus" or "and", further on, or in a new sentence."""
    if tokens.sentence[one.last] != tokens.sentence[two.first]:
        return NEW_SENTENCE
    gap = tokens.words[one.last + 1 : two.first]
    alike = one.kind.split("+")[0] == two.kind.split("+")[0]
    if alike and "to" in gap and len(gap) <= _TO_GAP and not any(word in _PAIRING for word in gap):
        return CHANGED
    if any(word in _PAIRING or word == ";" for word in gap):
        return PAIRED if alike else PAIRED_OTHER
    if len(gap) < _UNIT_GAP and all(word in _WITHIN or not word[0].isalpha() or len(word) == 1 for word in gap):
        return REPEATED if alike else SAME_UNIT
    return FURTHER_REPEATED if alike else FURTHER
