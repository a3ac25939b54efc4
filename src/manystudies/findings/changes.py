"""One group before and after: "improved from 24.9 ± 5.1 to 21.1 ± 2.9", "was 21.7 (13–57), which rose to 61.8 (42–96)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from manystudies.findings.alternatives import whole_words
from manystudies.findings.glance import places_of, words_in
from manystudies.findings.glyphs import lowered
from manystudies.findings.leads import matches_at, told_leads
from manystudies.findings.summaries import SummaryText, summary_at, summary_of, summary_pattern
from manystudies.making import quick


@quick
@dataclass(frozen=True, slots=True)
class ChangeText:
    """A summary before and one after, met in a text, with the change where it is told behind them; `outcome` is what the words in front name."""

    start: int
    end: int
    before: SummaryText
    after: SummaryText
    outcome: str
    change: SummaryText | None = None


@cache
def _from() -> re.Pattern[str]:
    return re.compile(r"from(?<!\wfrom)\s(?:an?\s(?:[a-z-]+\s){1,4}of\s|approximately\s|about\s|a\s)?(?=[-+]?\.?[0-9])")


# Each word stands before its own word boundary, so that the search can skip to its first letter.
_WAS = re.compile(r"(?:was(?<!\wwas)|were(?<!\wwere)|averaged(?<!\waveraged))\s(?=[-+]?\.?[0-9])")


_ARROW_SIGN = "\u2192"
_LEADS = {word: re.compile(rf"{word}(?<!\w{word})\s(?=[-+]?\.?[0-9])") for word in ("was", "were", "averaged")}


def change_leads(text: str) -> list[int]:
    """The places of a text beside which changes are told; a sentence without any tells none."""
    words = words_in(text)
    leads = [
        place
        for word, pattern in (("from", _from()), *_LEADS.items())
        if word in words
        for place in places_of(word, text)
        if pattern.match(text, place)
    ]
    return sorted([*leads, *places_of(_ARROW_SIGN, text)])


@cache
def _to() -> re.Pattern[str]:
    words = r"(?:[^0-9.;<>=]|\.(?=[a-z])|(?<=\s)[0-9]+(?=\s(?:weeks?|months?|years?|days?|hours?)\b)){0,90}?"
    return re.compile(
        rf"[\s)\]]*,?{words}(?<![a-z])(?:down\s|up\s)?to\s(?:an?\s(?:[a-z-]+\s){{1,4}}of\s|approximately\s|about\s|only\s|just\s)?(?=[-+]?\.?[0-9])"
    )


@cache
def _which() -> re.Pattern[str]:
    verb = r"(?:improved|increased|decreased|rose|fell|dropped|declined|changed|went|came|reduced)"
    return re.compile(
        rf"[\s)\]]*,?\s?(?:(?:at\sbaseline|before\streatment|initially)?,?\s?(?:which|and|that|and\sit)\s(?:[a-z]+\s)?{verb}(?:\s[a-z]+)?\sto\s(?=[-+]?\.?[0-9])"
        r"|and\s(?:the\s)?(?:mean\s)?post-?[a-z-]{0,14}\s(?:[A-Za-z-]{1,20}\s){0,4}?(?:was|were)\s(?=[-+]?\.?[0-9]))"
    )


def changes_in(text: str, start: int, end: int) -> list[ChangeText]:
    """Every before–after pair between two offsets."""
    found: list[ChangeText] = []
    position = start
    while text.find("from", position, end) >= 0 and (match := _from().search(text, position, end)):
        position = match.end()
        before = summary_at(text, match.end(), end)
        if before is None:
            continue
        after = _after(text, before.end, end, _to())
        if after is None or not _speaks_of_values(text, match.start(), before, after):
            continue
        found.append(_change(text, (start, end), match.start(), before, after))
        position = found[-1].end
    for match in _WAS.finditer(text, start, end):
        before = summary_at(text, match.end(), end)
        if before is None or any(each.start < before.end and before.start < each.end for each in found):
            continue
        if after := _after(text, before.end, end, _which()):
            found.append(_change(text, (start, end), match.start(), before, after))
    if text.find(_ARROW_SIGN, start, end) >= 0:
        found += [
            each for each in _arrows(text, start, end) if not any(each.start < other.end and other.start < each.end for other in found)
        ]
    return sorted(found, key=lambda each: each.start)


_ARROW = re.compile(r"\s?\u2192\s?")


def _arrows(text: str, start: int, end: int) -> Iterator[ChangeText]:
    """Values joined by an arrow: "18.2 ± 9.1 → 41.6 ± 15.3"."""
    for match in matches_at(summary_pattern(), text, told_leads(text, start, end), end):
        before = summary_of(match)
        after = _after(text, before.end, end, _ARROW)
        if after is not None and before.spread is not None and after.spread is not None:
            yield _change(text, (start, end), match.start(), before, after)


_BY = re.compile(
    r"[\s)\]]{0,2}(?:(?:after|at|following|with)\s(?:[0-9]{1,2}\s)?[a-z][a-z\s-]{0,40}?)?[\s),;(\[]{0,4}(?:(?:for|with|representing|corresponding\sto|i\.e\.,?)\s)?(?:an?\s)?(?:mean\s|average\s|absolute\s|total\s)?"
    r"(?:change|decrease|reduction|increase|improvement|difference|fall|rise|gain|loss|drop)\s?(?:of|was|[,:=])?\s?(?=[-+]?\.?[0-9])"
)
"""What leads from the value after to the change of it: "(mean change -6.4", "a decrease of 3.8"."""


def _change(text: str, sentence: tuple[int, int], position: int, before: SummaryText, after: SummaryText) -> ChangeText:
    joint = _BY.match(text, after.end, sentence[1])
    told = summary_at(text, joint.end(), sentence[1]) if joint else None
    end = told.end if told else after.end
    return ChangeText(
        position, end, before, after, outcome_before(text, sentence[0], position), replace(told, kind="change") if told else None
    )


def _after(text: str, position: int, end: int, link: re.Pattern[str]) -> SummaryText | None:
    joint = link.match(text, position, end)
    return summary_at(text, joint.end(), end) if joint else None


_ON = re.compile(r"\s?(?:to|-)\s?[0-9]")
"""What makes the second value a range of its own: "from 400 to 600 to 800"."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ANCHORS = re.compile(r"(?i)\s?[(\[](?:no|none|not|worst|best|minimum|maximum|absent|normal|least|most|very|never|always|extreme)")
_RANGES = re.compile(
    r"(?i)\b(?:rang(?:e|ed|es|ing)|var(?:y|ied|ying)|aged?|dated|data|period|between|followed|scor(?:ed|ing)|scale)\s(?:[a-z]+\s){0,2}$"
)


def _speaks_of_values(text: str, start: int, before: SummaryText, after: SummaryText) -> bool:
    """Whether "from A to B" tells a change: not a range, an age or a stretch of years."""
    printed = text[before.centre.start : before.centre.end], text[after.centre.start : after.centre.end]
    if _ON.match(text, after.end):
        return False
    if all(_YEAR.fullmatch(each) for each in printed) or _ANCHORS.match(text, before.centre.end) or _ANCHORS.match(text, after.centre.end):
        return False
    return not _RANGES.search(text[max(0, start - 30) : start]) and not re.match(
        r"\s?(?:January|February|March|April|May|June|July|August|Sept|Oct|Nov|Dec|years\sof\sage)", text[after.end : after.end + 14]
    )


_VERBS = (
    "significantly markedly decreased increased improved rose fell dropped declined changed went reduced was were had has have "
    r"score\sdecreased scores\sdecreased dramatically raised lowered is grew came"
)
# Searched in small letters.
_VERB = re.compile(whole_words(_VERBS.split()))
_CUT = re.compile(r"[.;:,(]\s|\b(?:and|while|whereas|but|which|that|showed)\b(?=[^,]*$)")
_WHEN = re.compile(
    r"(?i)^\s*(?:at|after|by|over|during|within|from\sbaseline\sto)\s(?:[0-9]+|[a-z]+)[\s-](?:weeks?|months?|years?|days?|hours?|follow-up|baseline)(?:\sof\s[a-z]+)?,?\s"
)
_KIND = re.compile(r"(?i)^(?:the|mean|median|average|baseline|pretreatment|a|an)\s(?:(?:the|mean|median|average|baseline|pretreatment)\s)*")
_ARTICLE = re.compile(r"(?i)\s(?:the|a|an)$")


_RESULT = re.compile(r"[<>~\u2248\u2212+-]?\s?[0-9][0-9.,]*(?![0-9.,]|-[A-Za-z]|st\b|nd\b|rd\b|th\b|\))")
_PREPOSITIONS = r"(?i:after|among|at|by|during|for|from|in|of|on|over|to|with|within)"
_NAMES_NOTHING = re.compile(rf"{_PREPOSITIONS}\b")
_LEADS_ON = re.compile(rf"(?:\s{_PREPOSITIONS})+$")
_FIRST_NUMBER = re.compile(r"(?<![^\s(])[<>~\u2248\u2212+-]?[0-9]")


def outcome_before(text: str, start: int, position: int) -> str:
    """What the words in front of a verb name: "mean IRLS" of "and mean IRLS fell from".

    A result in front names nothing; then it is what stands before the first number: "colds lasted 4 days with zinc and 6 with placebo (".
    """
    named = _named_before(text, start, position)
    if _RESULT.match(named) is None:
        return named
    first = _FIRST_NUMBER.search(text, start, position)
    named = _named_before(text, start, first.start()).split(" (")[0] if first else ""
    return "" if _RESULT.match(named) or _NAMES_NOTHING.match(named) else _LEADS_ON.sub("", named)


def _named_before(text: str, start: int, position: int) -> str:
    begin = max(start, position - 160)
    window = text[begin:position].rstrip()
    verbs = list(_VERB.finditer(lowered(text)[begin : begin + len(window)]))
    if verbs:
        last = verbs[-1]
        while len(verbs) > 1 and not window[verbs[-2].end() : verbs[-1].start()].strip():
            verbs.pop()
            last = verbs[-1]
        window = window[: last.start()]
    window = _WHEN.sub("", _CUT.split(window)[-1])
    words = _KIND.sub("", " ".join(window.split()).strip(" *-,:;("))
    return "" if words.lower() in {"the", "a", "it", "they", "this"} else _ARTICLE.sub("", words[:80])
