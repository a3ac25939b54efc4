"""Which number an interval belongs to: the one right before it, the one its measure's name leads to, or none."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from manystudies.findings.clauses import Clause
from manystudies.findings.intervals import NUMBER, UNIT, Bounds, bracketed, signed
from manystudies.findings.labels import RATIO_MEASURES, Label
from manystudies.findings.leads import matches_at
from manystudies.findings.lists import listed_pairs
from manystudies.findings.meaning import COMPARED
from manystudies.findings.numerals import Numeral
from manystudies.findings.pvalues import P_VALUE

_REACH = 260
"""How far before its interval an estimate may stand, in characters."""
_CONSIDERED = 8
"""How many numbers before an interval are considered."""
_NAME_REACH = 90
_LONG_GAP = 140
_NEEDED_SCORE = 3
_ASIDE = 40
"""How far before the nearest number the estimate may stand when that one does not fit its interval."""
_BRACKET_REACH = 14
_NAMED_MEASURES = RATIO_MEASURES | {"MD", "RD", "SMD"}
TIME_OR_COUNT = re.compile(
    r"[\s-]?(?:weeks?|months?|years?|days?|hours?|h|min(?:utes)?|yrs?|mg|g|IU|mcg|patients|participants|subjects|women|men|children|people|adults|of\s[0-9]|mL|ml)\b"
)
"""What follows a number that counts time, a dose or people."""


@cache
def _number_before() -> re.Pattern[str]:
    sign = r"(?P<sign>(?:(?<![0-9%)\]])|(?<=[\s(\[=:])(?<![0-9]\s))[-+]\s?)?"
    return re.compile(
        rf"(?:(?<![\w./])(?<![0-9],)|(?<=OR|HR|RR)){sign}(?P<currency>[$\u20ac\u00a3]\s?)?(?P<number>{NUMBER})(?![0-9]|,[0-9])"
    )


# Where the number before an interval can begin: with its sign, its currency or its first digit.
_SIGNED_LEAD = re.compile(r"[-+$\u20ac\u00a3.0-9](?:(?<![\w./][-+$\u20ac\u00a3.0-9])|(?<=R[-+$\u20ac\u00a3.0-9]))")


@cache
def _tight() -> re.Pattern[str]:
    words = (
        r"(?:(?:with|and|or|an?|the|its|their|at|in|by|two-sided|corresponding|associated|exact|approximate|bootstrap(?:ped)?|estimated|respective|"
        r"points?|times|fold|percentage|lower|higher|greater|less|more|fewer|better|worse|longer|shorter|reduction|increase|decrease|improvement|relative|absolute|per\s[A-Za-z0-9-]{1,12}(?:\s(?:increase|decrease))?)\s?)*"
    )
    aside = r"(?:[\[(,;]?\s?(?:SDs?|SEM?|S\.D\.|S\.E\.|n|N|standard\s(?:deviation|error))\s?[=:,]?\s?[0-9.]+%?[\s\]);,]*)?"
    p_text = re.sub(r"\(\?P<[a-z]+>", "(?:", P_VALUE)
    counts = r"(?:\s?[\[(]\s?[0-9]{1,6}\s?(?:/|of|out\sof)\s?(?:the\s)?[0-9]{1,6}(?:\s[a-z]{1,14}){0,2}(?=\s?[\]),;:]))?"
    return re.compile(rf"{UNIT}?{counts}[\s,;:\])]*{aside}(?:[\[(]?{p_text}[\s\]),;]*)?[\s,;:([=]*{words}[\s,;:([=]*")


@cache
def number_after_name() -> re.Pattern[str]:
    """The number that a measure's name leads to at once: "OR 1.5", "odds ratio (OR) was 1.5", "HR = 0.8"."""
    alias = r"(?:\s?[\[(]\s?[A-Za-z]{0,4}\s?(?:[A-Z]{2,4}s?|\u03b2)(?:adj)?\s?(?:,\s?[^\])0-9]{1,20})?[\])])?"
    verb = r"(?:[=,:;]|was|were|of|is|estimate|value|to\sbe|being)?\s?(?:only\s|about\s)?"
    return re.compile(rf"{alias}\s?{verb}[\[(]?\s?(?P<number>[-+]?\s?{NUMBER})(?![0-9]|,[0-9]|\s?%\s?C)")


def pairs_in(clause: Clause) -> list[tuple[Numeral, Bounds]]:
    """Every estimate of a clause with its interval, in the order of the text."""
    taken: list[tuple[int, int]] = []
    pairs: list[tuple[Numeral, Bounds]] = []
    for notice in clause.notices:
        if notice.bounds is None or any(a <= notice.start < b for a, b in taken):
            continue
        listed = listed_pairs(clause.text, clause.start, clause.end, notice.bounds)
        if listed:
            pairs += listed
            taken += [(listed[0][0].start, listed[-1][0].end), (notice.start, listed[-1][1].end)]
            continue
        taken.append((notice.start, notice.end))
        estimate = _before(clause, notice.bounds, taken) or _behind(clause, notice.bounds)
        if estimate:
            taken.append((estimate.start, estimate.end))
            pairs.append((estimate, notice.bounds))
    pairs += _without_words(clause, taken)
    return sorted(pairs, key=lambda pair: min(pair[0].start, pair[1].start))


_NO_ESTIMATE = re.compile(r"(?i)\b(?:n|age[ds]?|r|t|F|z|SD|SE)\s?[=:]?\s?$|[<>\u2264\u2265]\s?=?\s?$")


def _before(clause: Clause, bounds: Bounds, taken: list[tuple[int, int]]) -> Numeral | None:
    candidates: list[Numeral] = []
    leads = (match.start() for match in _SIGNED_LEAD.finditer(clause.text, max(clause.start, bounds.start - _REACH), bounds.start))
    for match in matches_at(_number_before(), clause.text, leads, bounds.start):
        begin, stop = match.span("number")
        if not any(a < stop and begin < b for a, b in taken) and not any(p.start <= begin < p.end for p in clause.p_texts):
            candidates.append(_numeral(match))
    candidates = candidates[-_CONSIDERED:]
    tight = next((each for each in reversed(candidates) if _stands_before(clause, each, bounds)), None)
    if tight is not None:
        fitted = _fitted(tight, bounds)
        if _inside(fitted, bounds):
            return fitted
    scored = [
        (_score(clause, fitted, bounds), fitted.start, fitted)
        for candidate in candidates
        if _inside(fitted := _fitted(candidate, bounds), bounds) or _inside(replace(fitted, value=-fitted.value), bounds)
    ]
    best = max(scored, key=lambda each: each[:2], default=None)
    if tight is not None and best and not _inside(best[2], bounds) and _inside(replace(tight, value=-tight.value), bounds):
        return tight
    if best and (best[0] >= _NEEDED_SCORE or (tight is not None and tight.start - best[2].end < _ASIDE and best[0] > 0)):
        return best[2]
    return None if tight is None or _of_two(clause, tight) else _fitted(tight, bounds)


def _stands_before(clause: Clause, candidate: Numeral, bounds: Bounds) -> bool:
    """Whether nothing but a unit, brackets and a p-value stands between a number and an interval."""
    return _tight().fullmatch(clause.text, candidate.end, bounds.start) is not None and not _NO_ESTIMATE.search(
        clause.before(candidate.start, 5)
    )


def _of_two(clause: Clause, candidate: Numeral) -> bool:
    """Whether a number is the second of two compared ones: the interval behind it is of a difference that is not printed."""
    return (
        re.search(
            r"[0-9]\s?%?[A-Za-z/ ]{0,12}\s(?:vs?\.?|versus|to|and|compared\swith|than)\s$|\u00b1\s?$", clause.before(candidate.start, 40)
        )
        is not None
    )


def _score(clause: Clause, numeral: Numeral, bounds: Bounds) -> int:
    text = clause.text
    score = max((_led_to(clause, label, numeral) for label in clause.labels), default=0)
    score += 2 * (_decimals(text, numeral) == _decimals(text, bounds.low))
    score += text[numeral.end : numeral.end + 2].strip().startswith("%") == ("%" in text[bounds.low.end : bounds.high.end + 2])
    if COMPARED.match(text, numeral.end):
        score += 2
    elif TIME_OR_COUNT.match(text, numeral.end) and not TIME_OR_COUNT.match(text, bounds.high.end):
        score -= 3
    return score - 2 * (bounds.start - numeral.end > _LONG_GAP)


def _led_to(clause: Clause, label: Label, numeral: Numeral) -> int:
    """How surely a measure's name leads to a number: 3 at once, 2 over words and "was", else 0."""
    if label.end > numeral.start:
        return 0
    at_once = number_after_name().match(clause.text, label.end)
    if at_once and at_once.start("number") <= numeral.start < at_once.end("number"):
        return 3
    between = clause.text[label.end : numeral.start]
    over_words = len(between) < _NAME_REACH and not any(character.isdigit() for character in between)
    return 2 if over_words and re.search(r"(?:was|were|of|is|=|:)\s?[-+]?$", between) else 0


def _behind(clause: Clause, bounds: Bounds) -> Numeral | None:
    for label in clause.labels:
        if 0 <= label.start - bounds.end < _BRACKET_REACH and (match := number_after_name().match(clause.text, label.end, clause.end)):
            return signed(match["number"], match.start("number"))
    return None


# Where a number outside a word can begin, with its sign or at its first digit, that has a bracket or a comma with another one behind it.
_LEAD = re.compile(r"[-+.0-9](?<![\w.][-+.0-9])(?=[^\[(|,;]{0,80}+[\[(|,;]\s{0,2}[-+]?\s?[.0-9])")


def _bracketed_leads(text: str, clause: Clause) -> Iterator[int]:
    return (match.start() for match in _LEAD.finditer(text, clause.start, clause.end))


_OTHER_RANGE = re.compile(r"(?i)range|IQR|quartile|median|aged?\b|\bSDs?\b|years?\W{0,4}$")


def _without_words(clause: Clause, taken: list[tuple[int, int]]) -> list[tuple[Numeral, Bounds]]:
    """Intervals in brackets without words, where a name leads to their estimate or intervals were announced before."""
    if not (clause.declared or clause.notices or any(label.measure in _NAMED_MEASURES for label in clause.labels)):
        return []
    text = clause.text
    first = clause.start if clause.declared else min((notice.end for notice in clause.notices), default=clause.end)
    found = []
    for match in matches_at(bracketed(), text, _bracketed_leads(text, clause), clause.end):
        begin, stop = match.span()
        if any(a < stop and begin < b for a, b in taken) or any(p.start < stop and begin < p.end for p in clause.p_texts):
            continue
        listed = match["between"] in {",", "and"} and text[match.end("estimate") : match.start("low")].strip() == ","
        named = not listed and any(_names(clause, label, match) for label in clause.labels)
        low, high = signed(match["low"], match.start("low")), signed(match["high"], match.start("high"))
        bounds = Bounds(match.start("low"), match.end("high"), low, high)
        estimate = _fitted(signed(match["estimate"], match.start("estimate")), bounds)
        if not named:
            beside = clause.before(begin, 25), text[match.end("estimate") : match.start("low")]
            strict = match["between"] in {",", "and"}
            if strict and text[match.end("estimate") : match.start("low")].strip() == ",":
                continue
            inside = low.value < estimate.value < high.value if strict else low.value <= estimate.value <= high.value
            if begin < first or not inside or any(map(_OTHER_RANGE.search, beside)):
                continue
        found.append((estimate, bounds))
        taken.append((begin, stop))
    return found


_OVER_WORDS = re.compile(r"(?:\s?\([A-Z]{2,4}\))?\s(?:for|of)\s(?:[a-z-]{1,20}\s){1,5}(?:is|was|were)\s")


def _names(clause: Clause, label: Label, match: re.Match[str]) -> bool:
    """Whether a measure's name leads at once to the estimate of a match of `bracketed`."""
    if label.measure not in _NAMED_MEASURES or label.end > match.start():
        return False
    if match.start() - label.end > _BRACKET_REACH:
        return _OVER_WORDS.fullmatch(clause.text, label.end, match.start()) is not None
    name = number_after_name().match(clause.text, label.end)
    return name is not None and name.end() >= match.end("estimate")


def _numeral(match: re.Match[str]) -> Numeral:
    negative = (match["sign"] or "").startswith("-")
    value = float("".join(match["number"].replace(",", "").split()))
    start = match.start("sign") if negative and not match["currency"] else match.start("number")
    return Numeral(start, match.end("number"), -value if negative else value)


def _inside(numeral: Numeral, bounds: Bounds) -> bool:
    return min(bounds.low.value, bounds.high.value) <= numeral.value <= max(bounds.low.value, bounds.high.value)


def _fitted(candidate: Numeral, bounds: Bounds) -> Numeral:
    """Read a minus as a dash where the estimate fits its bounds without it and not with it."""
    if candidate.value < 0 and not _inside(candidate, bounds) and _inside(without := replace(candidate, value=-candidate.value), bounds):
        return without
    return candidate


def _decimals(text: str, numeral: Numeral) -> int:
    printed = text[numeral.start : numeral.end]
    return len(printed) - printed.rindex(".") - 1 if "." in printed else 0
