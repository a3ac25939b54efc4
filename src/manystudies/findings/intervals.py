"""Confidence intervals in a text: the words that announce one, its level and its two bounds, in any of their shapes."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from manystudies.findings.numerals import DIGITS, Numeral
from manystudies.findings.signposts import interval_posts
from manystudies.making import quick

# A digit split off behind the point ("0. 92") is still one number where only one can stand.
NUMBER = rf"(?:[0-9]{{1,2}}\.\s[0-9]{{2,3}}(?![0-9])|[0-9]{{1,2}}\.\s[0-9](?=\s?[)\];])|[0-9]+\s\.\s[0-9]+|[0-9]{{1,2}}\s\.[0-9]{{1,3}}(?![0-9])|{DIGITS})"
SIGNED = rf"[-+]?\s?[$\u20ac\u00a3]?\s?{NUMBER}"
UNIT = (
    r"(?:\s?(?:%|\u00b0C?|\u2030)|(?:\s|(?<=[0-9]))(?!(?i:to|and|or|through|until|versus|vs|for|in|per\scent\sCI|with|at|CI|p|P|x)\b)[A-Za-z\u03bc$\u20ac][A-Za-z0-9/^.\u00b2\u03bc-]{0,14}"
    r"(?:\s(?:Hg|m2|m\u00b2|per\s[a-z]{1,10}|H2O|h|d|[A-Za-z]{1,4}/[A-Za-z0-9]{1,6}))?)"
)
_BETWEEN = r"\s?(?:\b(?:up\s)?to(?![a-z])|(?<![0-9.]\s)-(?:-(?=[0-9.]))?|-|,|;|/|\band\b|\bthrough\b|\buntil\b|\.{2,3}|\u2026|:|~|\\|\|)\s?"
_NAME = r"(?i:\b(?:(?:confidence|credible|credibility|uncertainty|compatibility)[\s-](?:intervals?|limits?|ranges?|bounds?)))|\bC\.?I\.?(?:'?s)?(?![A-Za-z])|\bc\.\s?i\.s?|\bci\b|\bCrIs?\b|\bCRI\b|\bHPDI?\b|\bBCI\b|\bUIs?\b|\bCLs?\b"


@quick
@dataclass(frozen=True, slots=True)
class Bounds:
    """Two bounds met in a text; `start` is where the words that announce them begin (the level, or the opening bracket)."""

    start: int
    end: int
    low: Numeral
    high: Numeral
    level: Numeral | None = None


@quick
@dataclass(frozen=True, slots=True)
class Announcement:
    """Words that announce intervals; `bounds` is None where only a heading is given: "odds ratios (95% CI)"."""

    start: int
    end: int
    level: Numeral | None
    bounds: Bounds | None


@cache
def announcement_pattern() -> re.Pattern[str]:
    """The words that name an interval: confidence interval, CI, CrI and the like."""
    return re.compile(rf"(?=[BCHUbchu])(?:{_NAME})")


@cache
def _level_before() -> re.Pattern[str]:
    return re.compile(
        r"(?P<level>[0-9]{2}(?:\s?\.\s?[0-9]{1,3})?)\s?(?:%|per\s?cent)[\s-]{0,2}(?:(?i:two-sided|one-sided|asymptotic|bayesian|bootstrap(?:ped)?|exact|bias-corrected)\s)?$"
    )


@cache
def _after() -> re.Pattern[str]:
    alias = r"(?:\s?[\[(]\s?(?:[0-9]{2}%?\s?)?(?:C\.?I\.?'?s?|c\.i\.|CrIs?|BCI|UIs?|CLs?|HPD)\s?[\])])?"
    # A level without a sign stands right behind the name: "CI95 = 1.4-3.8".
    level = r"(?:\s?[,]?\s?[\[(]?\s?(?P<level>[0-9]{2}(?:\.[0-9])?)\s?(?:%|per\s?cent)\s?[\])]?|(?<=I)(?P<bare>9[059])(?=\s?[=:,]))?"
    words = r"(?:\s?(?:[:=,;]|(?:was|were|is|of|from|between|ranging|range|ranged|being|at|around|estimate|for\s(?:the\s)?(?:mean\s)?(?:difference|OR|HR|RR))\b))*"
    return re.compile(
        rf"{alias}{level}\s?[\])]?{words}(?P<lead>\s?)[\[({{]?\s?(?P<low>{SIGNED}){UNIT}?{_BETWEEN}(?P<high>[-+]?\s?[0-9]{{1,3}}(?:\s[0-9]{{3}})+(?=\s?[\]);,])|{SIGNED})(?![0-9]|\.[0-9])",
    )


@cache
def _goes_on() -> re.Pattern[str]:
    """What shows that two numbers parted by a comma were an estimate and its lower limit: "95% CI: 0.97, 0.44 to 2.13"."""
    return re.compile(rf"\s?%?\s?(?:to|-)\s?[-+]?{NUMBER}")


@cache
def _level_after() -> re.Pattern[str]:
    return re.compile(r"\s?[,]?\s?[\[(]?\s?(?P<level>[0-9]{2}(?:\.[0-9])?)\s?%")


def announcements(text: str, start: int, end: int) -> list[Announcement]:
    """Every place between two offsets that announces an interval, with the interval where it follows."""
    found: list[Announcement] = []
    position = start
    for post in interval_posts(text, start, end):
        match = _announced_at(text, max(position, post - 1), post, end)
        if match is None:
            continue
        before = _level_before().search(text[max(start, match.start() - 30) : match.start()])
        offset = max(start, match.start() - 30)
        level = _numeral(before["level"], offset + before.start("level")) if before else None
        first = offset + before.start() if before else match.start()
        after = _after().match(text, match.end(), end)
        if level is None and match[0] == "CI" and _is_another_thing(text) and not _level_after().match(text, match.end(), end):
            position = match.end()
            continue
        if after is None or (text[after.end("low") : after.start("high")].strip() == "," and _goes_on().match(text, after.end(), end)):
            late = _level_after().match(text, match.end(), end)
            if late and level is None:
                level = _numeral(late["level"], late.start("level"))
            found.append(Announcement(first, match.end(), level, None))
            position = match.end()
            continue
        told = "level" if after["level"] else "bare"
        if after[told] and level is None:
            level = _numeral(after[told], after.start(told))
        low, high = signed(after["low"], after.start("low")), signed(after["high"], after.start("high"))
        found.append(Announcement(first, after.end(), level, Bounds(first, after.end(), low, high, level)))
        position = after.end()
    return found


_ALIAS = re.compile(r"[\[(]CI[\])]")
_OTHER_WORDS = re.compile(r"\b[Cc](?!onf|red|omp)[a-z]+[\s-][Ii][a-z]+\s?$")


@lru_cache(maxsize=4)
def _is_another_thing(text: str) -> bool:
    """Whether a text says that its CI is something else: a cardiac index (CI), a cochlear implant (CI)."""
    alias = _ALIAS.search(text)
    return alias is not None and _OTHER_WORDS.search(text[max(0, alias.start() - 40) : alias.start()]) is not None


def _announced_at(text: str, first: int, last: int, end: int) -> re.Match[str] | None:
    """The name of an interval that begins at one of a few places, the first of them."""
    for place in range(first, last + 1):
        if match := announcement_pattern().match(text, place, end):
            return match
    return None


def signed(printed: str, start: int) -> Numeral:
    """The numeral of a signed number as matched, its span without a currency sign."""
    stripped = printed.lstrip("-+ \u00a0$\u20ac\u00a3\n\t\r")
    begin = start + len(printed) - len(stripped)
    negative = "-" in printed[: len(printed) - len(stripped)]
    if negative and "$" not in printed and "\u20ac" not in printed and "\u00a3" not in printed:
        begin = start + printed.index("-")
    value = float("".join(stripped.replace(",", "").split()))
    return Numeral(begin, start + len(printed), -value if negative else value)


def _numeral(printed: str, start: int) -> Numeral:
    return Numeral(start, start + len(printed), float("".join(printed.split())))


@cache
def bracketed() -> re.Pattern[str]:
    """An estimate with two bounds and no words: "1.45 (1.04 to 2.02)" or "(1.45, 1.04 to 2.02)"."""
    return re.compile(
        rf"(?P<estimate>(?<![\w.])(?:[-+]\s?)?{NUMBER})(?:{UNIT}|\sper\s[A-Za-z0-9][A-Za-z0-9-]{{0,12}}(?:\s(?:decrease|increase|increment))?)?(?:\s?[\[(|[,;]\s?)\s?(?P<low>[-+]?\s?{NUMBER})\s?%?\s?(?P<between>to|-{{1,2}}|,|;|and)\s?(?P<high>[-+]?\s?{NUMBER})"
        rf"(?![0-9]|\.[0-9]){UNIT}?(?=\s?[\]);,])"
    )
