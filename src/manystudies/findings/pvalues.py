"""P-values in every usual dress: p = 0.03, P<.001, "p value of .04", P = 0·603, ns."""

import re
from dataclasses import dataclass
from typing import Literal

from manystudies.findings.numerals import COMPARATOR, Numeral, comparator_of
from manystudies.making import quick

# It opens with its letter, so that a search can skip to the next one.
# The value keeps a digit that was split off ("0.000 1") and never runs into a second decimal point.
P_VALUE = (
    r"[Pp](?<![A-Za-z0-9][Pp])(?:(?:[\s-]?(?i:values?))?|-?val)(?:\s?[\[(](?:one|two|1|2)[\s-](?:sided|tailed)[\])])?"
    r"(?P<for>\s?(?:for|of)\s(?!\s?[.<>=0-9])[A-Za-z][A-Za-z -]{1,40}?|\s?(?:trend|interaction|int|het|heterogeneity)|\s?[(_]?(?:trend|interaction|het)[)]?)?"
    rf"(?:\s?(?:values?\s)?(?:was|were|is|of|being|at))?\s{{0,3}}(?:(?P<sign>{COMPARATOR})|(?P<word>(?:less|lower|smaller)\sthan|(?:greater|more|larger|higher)\sthan|[:,]|\bof\b)|(?<=\s))"
    r"\s{0,3}(?:or\s=\s?)?(?P<p>(?:[01]\s\.[0-9]+|[01](?:\.[0-9]+(?:\s[0-9]{1,3}(?![0-9.%]))?)?|\.\s?[0-9]+|[2-9](?:\.[0-9]+)?(?=\s?[x\u00d7]\s?10\^?-|[eE]-))(?:\s?[x\u00d7]\s?10\^?-?[0-9]{1,3}|[eE]-[0-9]{1,3})?)(?![0-9])(?!\.[0-9])"
)
_P = re.compile(P_VALUE)
_OF_ANOTHER = re.compile(r"\s(?:for|of)\s(?:the\s)?(?:linear\s)?(?:heterogeneity|inconsistency|interaction|trend)\b")
_ONE_TAIL = re.compile(r"(?i)one[\s-](?:sided|tailed)|1[\s-](?:sided|tailed)")


@quick
@dataclass(frozen=True, slots=True)
class PText:
    """A p-value met in a text. `qualified` is true for a p of something else: for trend, for interaction."""

    start: int
    end: int
    numeral: Numeral
    tails: Literal[1, 2] = 2
    qualified: bool = False


def p_of(match: re.Match[str]) -> PText | None:
    """The p-value of a match of `P_VALUE`, or None where the value is no probability."""
    printed = match["p"]
    try:
        value = _p_number(printed)
    except ValueError:
        return None
    if not 0 <= value <= 1:
        return None
    word = (match["word"] or "").lower()
    sign = (
        "<" if word.startswith(("less", "lower", "small")) else ">" if word.startswith(("great", "more", "larg", "high")) else match["sign"]
    )
    numeral = Numeral(match.start("p"), match.end("p"), value, comparator_of(sign))
    qualified = match["for"] is not None or _OF_ANOTHER.match(match.string, match.end()) is not None
    around = match.string[max(0, match.start() - 25) : match.end() + 25]
    return PText(match.start(), match.end(), numeral, _tails(around), qualified)


def _tails(around: str) -> Literal[1, 2]:
    small = around.lower()
    return 1 if ("sided" in small or "tailed" in small) and _ONE_TAIL.search(around) else 2


def _p_number(printed: str) -> float:
    plain = "".join(printed.split())
    for sign in ("x10^", "\u00d710^", "x10", "\u00d710"):
        if sign in plain:
            base, power = plain.split(sign, 1)
            return float(base) * 10.0 ** int(power)
    return float(plain)


def p_values(text: str, start: int, end: int) -> list[PText]:
    """Every p-value between two offsets."""
    return [found for match in _P.finditer(text, start, end) if (found := p_of(match))]


_GAP_TO_P = re.compile(
    r"(?:\s?(?:%|\u00b0)|\s?[A-Za-z\u03bc]{1,6}(?:/[A-Za-z0-9]{1,5})?(?=[\s\])};,]))?[\s\])}]*(?:[A-Za-z\u03bc]{1,8}(?:/[A-Za-z0-9]{1,5})?(?=[,;]))?[;,:.]?\s*[\[(]?\s*(?:and\s|with\s(?:a\s)?|both\s|"
    r"(?:log[\s-]?rank|two[\s-](?:sided|tailed)|one[\s-](?:sided|tailed)|adjusted|corrected|overall|nominal|all|test)[,:]?\s)*"
)


def p_right_after(text: str, position: int, end: int) -> PText | None:
    """The p-value that follows at once behind `position`, over closing brackets and a unit."""
    gap = _GAP_TO_P.match(text, position, end)
    match = _P.match(text, gap.end(), end) if gap else None
    return p_of(match) if match else None
