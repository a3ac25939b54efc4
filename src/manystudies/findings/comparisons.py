"""Two groups on one outcome in one sentence: "fell by 11.9 (SD 8.04) with iron and by 7.88 (5.89) with placebo"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from manystudies.findings.arms import role_of
from manystudies.findings.intervals import signed
from manystudies.findings.leads import matches_at, told_leads
from manystudies.findings.numerals import Numeral
from manystudies.findings.pvalues import PText, p_values
from manystudies.findings.shares import ShareText
from manystudies.findings.summaries import SummaryText, end_of_summary, summary_of, summary_pattern
from manystudies.making import quick


@quick
@dataclass(frozen=True, slots=True)
class ArmText:
    """One group's result as met: its words and either a share, a percent or a summary."""

    start: int
    end: int
    name: str
    share: ShareText | None = None
    summary: SummaryText | None = None
    percent: Numeral | None = None


@quick
@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups met in one sentence, with the p-value that stands behind them."""

    start: int
    end: int
    first: ArmText
    second: ArmText
    p: PText | None = None


_GROUP = r"(?:[A-Za-z0-9][A-Za-z0-9'/+-]*(?:\s(?!(?:and|vs|versus|compared|or|but|while|whereas|was|were|had|at|after|with|in|by|than|from|p|P|responded|improved|respectively)\b)[A-Za-z0-9'/+-]+){0,6})"


_LISTED = re.compile(
    r"[\s)\]]*(?:(?:and|plus|\+|&)\s[A-Za-z][\w-]{0,30}(?:\s[A-Za-z0-9]{1,12})?)?(?:\sgroup)?[\s)\]]*,\s(?:(?:by|of|to|was|were)\s)?(?:-|\u2212)?"
    r"(?:[0-9]{1,5}\s(?:of|/)\s[0-9]{1,5}[^,.;0-9]{0,24}\(|[0-9]{1,5}/[0-9]{1,5}\s?\()?"
)
"""What stands between two arms of a list: a comma, perhaps behind the rest of a combination's name."""


@cache
def _behind() -> re.Pattern[str]:
    """What names the group behind its result: "in the iron group", "with placebo", "for those given X"."""
    return re.compile(
        rf"[\s\])]*(?:points?|%|days?|weeks?|months?|years?|[a-z]{{1,5}}/[a-zA-Z]{{1,3}})?\s?(?:responders?\s|patients\s|points\s)?(?:in|with|for|on|among|under|after)\s(?:the\s|those\s|people\s|patients\s|(?:[0-9]+\s))*(?:(?:given|taking|receiving|on|who\s(?:took|received)|treated\swith|people|patients|assigned\sto)\s)*(?P<name>{_GROUP})"
    )


@cache
def joint() -> re.Pattern[str]:
    """What may stand between two results that are compared."""
    return re.compile(
        r"[\s,;)\]]*(?:and|vs\.?|versus|compared\s(?:with|to)|whereas|while|but|than|against|in\scomparison\s(?:with|to))\s(?:an?\s|the\s|it\s|only\s|by\s|of\s|(?:fell|rose|was|were|increased|decreased|changed|had|score|scores|group|mean|improved)\s)*"
    )


def comparisons_in(text: str, start: int, end: int, shares: list[ShareText]) -> list[Comparison]:
    """Every pair of groups compared between two offsets."""
    told = told_leads(text, start, end)
    if len(shares) + len(told) <= 1:
        return []
    arms = _share_arms(text, end, shares) + _summary_arms(text, told, end, shares)
    arms.sort(key=lambda arm: arm.start)
    found: list[Comparison] = []
    index = 0
    while index + 1 < len(arms):
        first, second = arms[index], arms[index + 1]
        if _comparable(text, first, second):
            p = next((each for each in p_values(text, second.end, min(end, second.end + 140)) if not each.qualified), None)
            second = _parallel(first, second)
            following = arms[index + 2].start if index + 2 < len(arms) else end
            found.append(Comparison(first.start, second.end, first, second, p if p and p.start < following else None))
            found += (Comparison(each.start, second.end, each, _parallel(each, second)) for each in _listed_before(text, arms, index))
            index += 2
        else:
            index += 1
    return found


def _listed_before(text: str, arms: Sequence[ArmText], index: int) -> list[ArmText]:
    """The other arms of a list whose last one is a control: each of "10 with A, 7 with B and 3 with placebo" is compared with it.

    `index` is the place of the last arm but one. The p-value behind the list is of nobody's comparison in particular.
    """
    first, control = arms[index], arms[index + 1]
    if role_of(control.name) != "control" or role_of(first.name) == "control":
        return []
    found: list[ArmText] = []
    following = first
    for each in reversed(arms[:index]):
        alike = (each.summary is None) == (following.summary is None) and (each.share is None) == (following.share is None)
        if not each.name or not alike or role_of(each.name) == "control" or _LISTED.fullmatch(text, each.end, following.start) is None:
            break
        found.append(each)
        following = each
    return found[::-1]


def _parallel(first: ArmText, second: ArmText) -> ArmText:
    """The second result reads as the first where its own words do not say what it is."""
    if first.summary is None or second.summary is None:
        return second
    summary = second.summary
    if summary.kind == "mean":
        summary = replace(summary, kind=first.summary.kind)
    if summary.spread_kind == "unlabelled":
        summary = replace(summary, spread_kind=first.summary.spread_kind)
    if summary.range_kind == "unlabelled":
        summary = replace(summary, range_kind=first.summary.range_kind)
    return replace(second, summary=replace(summary, unit=summary.unit or first.summary.unit))


def _comparable(text: str, first: ArmText, second: ArmText) -> bool:
    if not (first.name and second.name) or first.name.lower() == second.name.lower():
        return False
    if (first.summary is None) != (second.summary is None):
        return False
    if first.summary and second.summary and (first.summary.unit and second.summary.unit and first.summary.unit != second.summary.unit):
        return False
    between = joint().match(text, first.end)
    return between is not None and second.start - between.end() <= 12  # noqa: PLR2004


def _share_arms(text: str, end: int, shares: list[ShareText]) -> list[ArmText]:
    found = []
    for share in shares:
        if share.name:
            found.append(ArmText(share.start, _closed(text, share.end, end), share.name, share=share))
            continue
        behind = _behind().match(text, share.end, min(end, share.end + 90))
        found.append(ArmText(share.start, behind.end() if behind else share.end, behind["name"] if behind else "", share=share))
    return found


def _closed(text: str, position: int, end: int) -> int:
    while position < end and text[position] in ")] ":
        position += 1
    return position


def _summary_arms(text: str, told: Sequence[int], end: int, shares: list[ShareText]) -> list[ArmText]:
    found: list[ArmText] = []
    for match in matches_at(summary_pattern(), text, told, end):
        percent = text[match.end("centre") : match.end("centre") + 2].strip().startswith("%")
        if not (percent or match["spread"] or match["named"] or match["low"] or match["bare"]):
            continue
        if any(share.start < match.end() and match.start() < share.end for share in shares):
            continue
        close = end_of_summary(match)
        behind = _behind().match(text, close, min(end, close + 90))
        if behind is None:
            continue
        if percent and not (match["spread"] or match["named"] or match["low"] or match["bare"]):
            centre = signed(match["centre"], match.start("centre"))
            found.append(ArmText(match.start(), behind.end(), behind["name"], percent=centre))
        else:
            found.append(ArmText(match.start(), behind.end(), behind["name"], summary=summary_of(match)))
    return found
