"""One group's mean or median under its own name: "mean (SD) age was 54.2 (8.1) years", "median stay, 7 days (IQR 4 to 9)"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from manystudies.findings.changes import outcome_before
from manystudies.findings.finding import SpreadKind
from manystudies.findings.glance import places_of, words_in
from manystudies.findings.glyphs import lowered
from manystudies.findings.leads import between, told_leads
from manystudies.findings.numerals import DIGITS, Numeral
from manystudies.findings.summaries import SummaryText, summary_of, summary_pattern
from manystudies.making import quick

_MIDDLES = {
    "average": frozenset({"average", "averages"}),
    "mean": frozenset({"mean", "means"}),
    "median": frozenset({"median", "medians"}),
}
_AGES = frozenset({"age", "aged", "ages"})
_REACH = 110


@lru_cache(maxsize=4)
def level_leads(text: str) -> tuple[int, ...]:
    """Where a text names a middle or an age and may go on to tell one; a sentence without any tells none."""
    small, words = lowered(text), words_in(text)
    found = [place for word, whole in _MIDDLES.items() if not words.isdisjoint(whole) for place in places_of(word, small)]
    if not words.isdisjoint(_AGES):
        found += [place + 1 for word in (" age", "(age", "[age") for place in places_of(word, small)]
        found += [0] if small.startswith("age") else []
    return tuple(sorted([place for place in found if not small[place - 1 : place].isalnum()]))


@quick
@dataclass(frozen=True, slots=True)
class LevelText:
    """A summary met in a text, what the words in front name, and the words for its group, empty where none are."""

    start: int
    summary: SummaryText
    outcome: str
    group: str
    of_all: bool


def _declared(first: str, second: str, third: str) -> str:
    """What the bracket behind the number will hold, as "(SD)", "± SD" or ", SD,"."""
    names = (
        r"sds?\b|s\.d\.|sem?\b|s\.e\.m?\.|standard\s(?:deviation|error)s?|iqrs?\b|inter-?quartile\sranges?|quartiles\b"
        r"|q1\s?[-,;/]\s?q3|25th\b|p25|ranges?\b|min\b"
    )
    return (
        rf"(?:\s?[(\[]\s?(?:\u00b1\s?|\+/?-\s?)?(?P<{first}>{names})[^)(\[\]]{{0,30}}[)\]]"
        rf"|\s?(?:\u00b1|\+/?-)\s?(?P<{second}>{names})|,\s(?P<{third}>{names})(?=[,:\s]))?"
    )


_HOLDS = ("one", "two", "three", "four", "five", "six")


@cache
def _named() -> re.Pattern[str]:
    """From the word for the middle up to the number, in small letters; each word behind a blank of its own, so that time stays linear."""
    other = (
        r"(?!(?:differ|chang|reduc|decreas|increas|improv)[a-z]*|(?:fell|rose|from|versus|vs|compared|than|respectively|means?|medians?)\b)"
    )
    return re.compile(
        rf"(?:means?|medians?|averages?)(?![a-z])(?:\s(?:values?|scores?)(?![a-z]))?{_declared(*_HOLDS[:3])}"
        rf"(?P<words>(?:,?\s{other}(?:[a-z]|[(\[](?=[a-z]))[\w()\[\]/'%\u00b2-]{{0,24}}){{0,10}}?){_declared(*_HOLDS[3:])}"
        r"(?:,?\s(?:was|were|is|of|being))?(?:\s(?:approximately|about|only|just))?\s?[:=,]?\s?"
    )


_AGED = re.compile(r"age[ds]?(?:\s(?:was|of|were))?\s?[:=,(]?\s?")
_NOT_BEFORE = frozenset({"and", "by", "day", "grade", "group", "in", "least", "month", "months", "phase", "stage", "than", "the", "to", "type", "visit", "week", "weeks", "within"})  # fmt: skip
"""Words behind which a number is a time, a label or a part of a phrase, not what the words before them name."""
_LIST = re.compile(r"[\s)\]]{0,2}[,;]?\s?(?:(?:and|or|to|vs\.?|versus|v|compared\s(?:with|to))\s)?[-+]?[0-9]")
_BESIDE = re.compile(
    r"[^.;]{0,80}?\b(?:and|or|vs\.?|versus|v|compared|whereas|while|but)\b(?P<then>[^.;]{0,50}?)[-+]?[0-9][0-9.]*\s?[^\s,.;]{0,6}\s?[(\[\u00b1]"
)
_NEW_NAME = re.compile(r"\b(?:means?|medians?|average|ages?|aged|was|were|had|score|index|duration)\b")
_SQUARE = re.compile(rf"\s?\[\s?(?P<bare>{DIGITS})\s?\](?!\s?%)")
_PERCENT = re.compile(rf"\s?%?\s?[(\[]\s?(?P<bare>{DIGITS})\s?%\s?[)\]]")
_ERROR_BEHIND = re.compile(r"\s?[(\[]\s?(?:SEM?|S\.E\.|standard\serror)", re.IGNORECASE)
_AGAINST = re.compile(r"(?:\s?\([^()]{0,20}\))?[^.;,(]{0,25}?\b(?:vs\.?|versus|compared)\s")
_AGAINST_BEFORE = re.compile(r"\b(?:vs\.?|versus|compared\s(?:with|to))\s(?:an?\s|the\s)?$")
_GROUP_BEFORE = re.compile(
    r"(?:(?:^|[\s,;])(?:in|for|among)\s(?:the\s)?([^.,;()0-9]{2,50}?)\s(?:group|arm)s?\b"
    r"|^the\s([^.,;()0-9]{2,50}?)\s(?:group|arm)\s(?:had|showed|reported)\b)(?=(?:[^.;()]|\([^()]{0,30}\)){0,60}$)"
)
_GROUP_BEHIND = re.compile(r"[\s)\]]{0,2}(?:[a-z%/\u00b2]{1,12}\s)?(?:in|for|among)\s(?:the\s)?([^.,;()0-9]{2,50}?)\s(?:group|arm)s?\b")
_EVERYBODY = frozenset({"all", "both", "either", "the two"})
_SOME_GROUP = re.compile(r"\b(?:groups?|arms?|controls|placebo)\b")
_LABEL = re.compile(r"(?<!\w)(?P<words>[^\s.;:()\[\]][^.;:()\[\]]{1,59}?)\s?[:(\[]\s?$")
_TAIL = re.compile(r"\s(?:for|in|of|with|at)$")
_OLD = re.compile(r"[\s)\]]{0,2}(?:years?|yrs?|y)?\s?(?:old|of\sage)\b")


def levels_in(text: str, start: int, end: int) -> list[LevelText]:
    """Every mean or median of one group between two offsets; what stands beside another group's is left to comparisons."""
    names = between(level_leads(text), start, end)
    if not names:
        return []
    small, behind = lowered(text), start
    found: list[LevelText] = []
    for lead in told_leads(text, names[0], end):
        if lead < behind:
            continue
        place, declared = _name_before(small, names[bisect_left(names, lead - _REACH) : bisect_left(names, lead)], lead)
        if place is None:
            continue
        summary = _summary(text, lead, end, declared, middle=small[place.start() : place.start() + 3])
        if summary is None:
            continue
        behind = summary.end
        if not _stands_alone(small, (start, place.start()), (summary.end, end)):
            continue
        group = _group(small[start:lead], small[summary.end : end])
        of_all = group in _EVERYBODY or (not group and _SOME_GROUP.search(small, start, end) is None)
        name = "" if group in _EVERYBODY else group
        found.append(LevelText(place.start(), summary, _outcome(text, start, place, summary.end), name, of_all))
    outcomes = [each.outcome.lower() for each in found]
    return [replace(each, of_all=each.of_all and outcomes.count(name) == 1) for each, name in zip(found, outcomes, strict=True)]


def _name_before(small: str, names: Sequence[int], lead: int) -> tuple[re.Match[str] | None, str]:
    """What names the middle right before a number, and what its bracket was said to hold: the last word for a middle, else an age."""
    middle = next((at for at in reversed(names) if small[at + 1] != "g"), None)
    if middle is not None and (named := _named().fullmatch(small, middle, lead)):
        held = next((named[name] for name in _HOLDS if named[name]), "")
        words = named["words"].split()
        return (None, "") if words and words[-1] in _NOT_BEFORE else (named, held)
    if names and small[names[-1] + 1] == "g" and (aged := _AGED.fullmatch(small, names[-1], lead)):
        return aged, ""
    return None, ""


def _summary(text: str, lead: int, end: int, declared: str, *, middle: str) -> SummaryText | None:
    """The summary at a number, where its bracket says what it holds or the words in front said so."""
    match = summary_pattern().match(text, lead, end)
    if match is None:
        return None
    found = summary_of(match)
    kind: SpreadKind = (
        "unlabelled"
        if not declared
        else "se"
        if declared.startswith(("se", "s.e", "standard e"))
        else "sd"
        if declared.startswith(("s", "standard"))
        else "unlabelled"
    )
    bare = (
        _SQUARE.match(text, found.end, end) or _PERCENT.match(text, found.end, end) if found.spread is None and found.low is None else None
    )
    if bare is not None:
        found = replace(found, spread=Numeral(bare.start("bare"), bare.end("bare"), float(bare["bare"].replace(",", ""))), end=bare.end())
    if found.kind == "change" or found.range_kind == "interval" or (found.spread is None and found.low is None):
        return None
    if found.spread is not None:
        if (match["bare"] or bare is not None) and kind == "unlabelled":
            return None
        if _ERROR_BEHIND.match(text, found.end, end):
            kind = "se"
        found = replace(found, spread_kind=found.spread_kind if match["named"] else kind if kind != "unlabelled" else found.spread_kind)
    elif middle == "age":
        return None
    return replace(found, kind="median" if middle == "med" else "mean")


def _stands_alone(small: str, ahead: tuple[int, int], rest: tuple[int, int]) -> bool:
    """Whether no second group's value stands beside it in the same breath."""
    if _LIST.match(small, *rest) or _AGAINST_BEFORE.search(small[ahead[0] : ahead[1]]) or _AGAINST.match(small, *rest):
        return False
    beside = _BESIDE.match(small, *rest)
    return beside is None or _NEW_NAME.search(beside[0]) is not None


def _group(ahead: str, rest: str) -> str:
    """The words for the group in the same clause, in small letters."""
    found = next(reversed(list(_GROUP_BEFORE.finditer(ahead))), None) or _GROUP_BEHIND.match(rest)
    name = next((words for words in found.groups() if words), "") if found else ""
    return "" if name.endswith((" in", " of", " for")) else name


def _outcome(text: str, start: int, named: re.Match[str], behind: int) -> str:
    """What the words name: those behind the word for the middle, else those before it."""
    words = named.groupdict().get("words")
    if words is None:
        return text[named.start() : named.end()].split(maxsplit=1)[0].strip(" :=,(")
    own = _TAIL.sub("", text[named.start("words") : named.end("words")].strip(" ,|"))
    if own:
        return own
    if _OLD.match(text, behind):
        return "age"
    start = max(start, text.rfind("|", start, named.start()) + 1)
    labelled = _LABEL.search(text, max(start, named.start() - 60), named.start())
    return " ".join(labelled["words"].split()[-5:]) if labelled else outcome_before(text, start, named.start())
