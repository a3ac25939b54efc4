"""Two results told in one breath and two groups in another: "60% and 35% in the iron and placebo groups, respectively"."""

import re
from functools import cache

from manystudies.findings.comparisons import ArmText, Comparison, joint
from manystudies.findings.intervals import signed
from manystudies.findings.leads import digit_leads, matches_at
from manystudies.findings.pvalues import p_values
from manystudies.findings.shares import ShareText
from manystudies.findings.summaries import end_of_summary, summary_of, summary_pattern

_P_REACH, _LEAD_REACH, _JOINT_REACH = 90, 120, 3
_NAME = (
    r"[A-Za-z][A-Za-z0-9'/+-]*(?:\s(?!(?:and|vs|versus|compared|or|but|while|whereas|was|were|had|at|after|with|in|by|than|from|for|on|p|P|groups?|arms?|"
    r"respectively|fell|rose|decreased|increased|changed|improved|averaged|reached|occurred)\b)[A-Za-z0-9'/+-]+){0,4}"
)
_PAIR = (
    r"(?:in|with|for|on|among|under|between)\s(?:the\s|those\s|patients\s|people\s|participants\s|subjects\s|women\s|men\s|children\s|adults\s)*"
    r"(?:given\s|taking\s|receiving\s|treated\swith\s|assigned\sto\s|randomi[sz]ed\sto\s|on\s|in\s|the\s)*"
    rf"(?P<one>{_NAME})(?:\s(?:group|arm))?\s(?:and|vs\.?|versus|or)\s(?:in\s|with\s|for\s)?(?:the\s)?(?P<two>{_NAME})(?:\s(?:groups?|arms?))?"
)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"[\s%)\]]*(?:points?\s|patients\s|participants\s|[a-z]{{1,5}}/[a-zA-Z]{{1,3}}\s)?{_PAIR}\s?,?\s?\(?$")


@cache
def _before() -> re.Pattern[str]:
    verb = r"(?:was|were|had|averaged|fell|rose|decreased|increased|changed|improved|reached|occurred)"
    return re.compile(rf"\s(?P<pair>{_PAIR}),?\s{verb}(?:\s(?:by|to|in|of|a|an|about|only))*\s?$")


def listed_in(text: str, start: int, end: int, shares: list[ShareText]) -> list[Comparison]:
    """Every pair of results between two offsets whose groups a "respectively" gives in the same order.

    Three results and more, or results that do not stand side by side, are left alone.
    """
    found: list[Comparison] = []
    begin = start
    stop = text.find("respectively", begin, end)
    while stop >= 0:
        results = _results(text, begin, stop, shares)
        if len(results) == 2 and _stand_together(text, *results):  # noqa: PLR2004 - a pair
            named = _named(text, begin, stop, *results)
            if named is not None:
                at, names = named
                behind = stop + len("respectively")
                p = next((each for each in p_values(text, behind, min(end, behind + _P_REACH)) if not each.qualified), None)
                first, second = (
                    ArmText(each.start, each.end, name, each.share, each.summary, each.percent)
                    for each, name in zip(results, names, strict=True)
                )
                found.append(Comparison(at, stop, first, second, p))
        begin = stop + len("respectively")
        stop = text.find("respectively", begin, end)
    return found


def _results(text: str, start: int, end: int, shares: list[ShareText]) -> list[ArmText]:
    found = [ArmText(share.start, share.end, "", share=share) for share in shares if start <= share.start and share.end <= end]
    for match in matches_at(summary_pattern(), text, [lead for lead in digit_leads(text, start, end) if lead < end], end):
        if any(each.share and each.start < match.end() and match.start() < each.end for each in found):
            continue
        if match["spread"] or match["named"] or match["low"] or match["bare"]:
            found.append(ArmText(match.start(), end_of_summary(match), "", summary=summary_of(match)))
        elif text[match.end("centre") : match.end("centre") + 2].strip().startswith("%"):
            found.append(ArmText(match.start(), match.end(), "", percent=signed(match["centre"], match.start("centre"))))
    return sorted(found, key=lambda arm: arm.start)


def _stand_together(text: str, first: ArmText, second: ArmText) -> bool:
    alike = (first.share is None, first.summary is None, first.percent is None) == (
        second.share is None,
        second.summary is None,
        second.percent is None,
    )
    between = joint().match(text, first.end, second.start)
    return alike and between is not None and second.start - between.end() <= _JOINT_REACH


def _named(text: str, begin: int, stop: int, first: ArmText, second: ArmText) -> tuple[int, tuple[str, str]] | None:
    """Where the words of the result begin, and the names of its groups: behind the results or in front of their verb."""
    if behind := _behind().match(text[second.end : stop]):
        return first.start, (behind["one"], behind["two"])
    low = max(begin, first.start - _LEAD_REACH)
    if re.fullmatch(r"[\s,);%\]]*", text[second.end : stop]) and (before := _before().search(text[low : first.start])):
        return low + before.start("pair"), (before["one"], before["two"])
    return None
