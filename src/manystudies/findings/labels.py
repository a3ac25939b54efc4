"""Names of measures in front of an estimate: odds ratio, OR, aHR, mean difference, β …, and what they stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from manystudies.findings.signposts import NAME_TAIL, name_openings
from manystudies.making import quick

EstimateMeasure = Literal["HR", "IRR", "MD", "OR", "RD", "RR", "SMD", "coef", "diff", "mean", "percent", "rate", "ratio"]
RATIO_MEASURES: frozenset[EstimateMeasure] = frozenset({"HR", "IRR", "OR", "RR", "ratio"})

# Longer names stand before shorter ones; an abbreviation is read in capitals only, because "or" and "hr" are words. A name is a whole
# word: a rationale names no ratio; a digit may follow at once where a blank was lost.
_NAMES: tuple[tuple[EstimateMeasure, tuple[str, ...]], ...] = (
    (
        "OR",
        (
            r"(?i:\b(?:odds[\s-]ratios?|odd\sratios?)(?![A-Za-z]))",
            r"\b[amcu]?ORs?(?:adj|adjusted|unadj)?\b",
            r"\bAORs?\b",
            r"\bPORs?\b",
            r"\bCORs?\b",
            r"\bRORs?\b",
        ),
    ),
    (
        "HR",
        (
            r"(?i:\b(?:hazards?[\s-](?:rate[\s-])?ratios?)(?![A-Za-z]))",
            r"\b[amucsc]?HRs?(?:adj|adjusted)?\b",
            r"\bAHRs?\b",
            r"\bSHRs?\b",
            r"\bcsHRs?\b",
        ),
    ),
    ("IRR", (r"(?i:\b(?:incidence[\s-](?:rate[\s-]|density[\s-])?ratios?|rate[\s-]ratios?)(?![A-Za-z]))", r"\ba?IRRs?\b", r"\bIDRs?\b")),
    ("RR", (r"(?i:\b(?:relative\srisks?(?!\sreduc)|risk[\s-]ratios?|relative\sratios?)(?![A-Za-z]))", r"\ba?RRs?(?:adj)?\b")),
    (
        "SMD",
        (
            r"(?i:\b(?:standardi[sz]ed\s(?:mean\s)?(?:difference|effect)s?|effect\ssizes?|cohen'?s?\sd|hedges'?s?\sg)(?![A-Za-z]))",
            r"\bSMDs?\b",
            r"\bES\b",
        ),
    ),
    (
        "RD",
        (
            r"(?i:\b(?:(?:absolute\s)?risk[\s-](?:difference|reduction)s?|risk\sincrease|rate\sdifference|incidence\sdifference)(?![A-Za-z]))",
            r"(?i:\b(?:differences?\sin\s(?:proportion|risk|rate)s?)(?![A-Za-z]))",
            r"\b[Aa]?RDs?\b",
            r"\bCID\b",
            r"\bARR\b",
            r"\bARI\b",
        ),
    ),
    (
        "MD",
        (
            r"(?i:\b(?:(?:weighted\s|adjusted\s|estimated\s|least[\s-]squares?\s|LS\s)?(?:mean|between[\s-]groups?|group|treatment|median|intergroup)\s(?:adjusted\s|between[\s-]group\s)?differences?)(?![A-Za-z]))",
            r"\b[WLA]?S?MDs?\b",
            r"\bBGMD\b",
        ),
    ),
    (
        "ratio",
        (
            r"(?i:\b(?:prevalence\s(?:odds\s)?ratios?|ratios?\sof)(?![A-Za-z]))",
            r"(?i:\b(?:(?:mean|median|geometric|mortality|risk|rate|event|time|incidence|birth|survival|acceleration|morbidity|fold|count|density|standardi[sz]ed)(?:(?!\sodds|\shazard|\srisk)[a-z\s-]){0,20}\sratios?|ratios?)(?![A-Za-z]))",
            r"\b[aL]?PRs?\b",
            r"\bSMRs?\b",
            r"\bSIRs?\b",
            r"\bGMRs?\b",
            r"\bTRs?\b",
            r"\bROMs?\b",
        ),
    ),
    (
        "coef",
        (
            r"(?i:\b(?:regression\scoefficients?|coefficients?|unstandardi[sz]ed\sb|beta|slopes?|per\s(?:unit|SD)\sincrease)(?![A-Za-z]))",
            r"\N{GREEK SMALL LETTER BETA}",
            r"\b[Bb](?=\s?=)",
            r"\bcoef\b",
        ),
    ),
    (
        "diff",
        (
            r"(?i:\b(?:difference\sin\sdifferences?|differences?|net\s(?:change|effect|benefit|reduction)|treatment\seffects?|effect\sof\streatment)(?![A-Za-z]))",
        ),
    ),
)


@quick
@dataclass(frozen=True, slots=True)
class Label:
    """A measure's name met in a text. `word` is the printed name; `adjusted` is None where the name does not say."""

    start: int
    end: int
    measure: EstimateMeasure
    adjusted: bool | None = None


# The letters a name of each measure can begin with, in lower case: a look at one letter saves the look for all its names.
_OPENINGS: dict[EstimateMeasure, str] = {
    "OR": "oamcupr",
    "HR": "hamucs",
    "IRR": "ira",
    "RR": "ra",
    "SMD": "sech",
    "RD": "aridc",
    "MD": "waelbgtmids",
    "ratio": "pmgrteibsacfdl",
    "coef": "rcubsp\N{GREEK SMALL LETTER BETA}",
    "diff": "dnte",
}


@cache
def label_pattern() -> re.Pattern[str]:
    """One pattern for all names, one numbered group a measure."""
    return re.compile(
        "|".join(f"((?=[{_OPENINGS[measure]}{_OPENINGS[measure].upper()}])(?:{'|'.join(patterns)}))" for measure, patterns in _NAMES)
    )


_ADJUSTED = re.compile(r"(?i:adjust|multivaria|AOR|AHR|ARR\b)|\ba(?:OR|HR|RR|IRR)\b")
_HINTS = ("adjust", "crude", "varia", "aor", "ahr", "arr", "airr", "cor", "uor", "uhr")
"""Neither is told without one of these in small letters."""
_CRUDE = re.compile(r"(?i:unadjusted|crude|univaria)|\bcOR\b|\buOR\b|\buHR\b")


def labels_in(text: str, start: int, end: int) -> list[Label]:
    """Every measure's name between two offsets, in order."""
    found: list[Label] = []
    position = start
    for post, openings in name_openings(text, start, end):
        if post < position:
            continue
        match = _first_at(text, [place for place in openings if place >= position], min(end, post + NAME_TAIL))
        if match is None:
            continue
        position = match.end()
        measure = _NAMES[(match.lastindex or 1) - 1][0]
        if measure == "HR" and match[0] in {"HR", "hr"} and is_heart_rate(text, match.start(), match.end()):
            continue
        if match[0].isupper() and _OF_TIME.match(text, match.end()):
            continue
        found.append(Label(match.start(), match.end(), measure, adjustment(text, match.start(), match.end())))
    return found


def _first_at(text: str, places: Sequence[int], end: int) -> re.Match[str] | None:
    pattern = label_pattern()
    for place in places:
        if match := pattern.match(text, place, end):
            return match
    return None


_HEART = re.compile(r"(?i)heart\srate|hormone\srecept|beats|bpm|\bmax|reserve|blood\spressure")
_RECEPTOR = re.compile(r"\s?[-+](?![\d.\s])|\s?(?:positive|negative|status|max|reserve)|\s?/\s?HER2")


_OF_TIME = re.compile(r"\s?(?:was|is|of|=|:|,)?\s?[0-9]+(?:\.[0-9]+)?\s?(?:/\s?min|beats|bpm|breaths|h\b|hours|min\b|minutes|ms\b|msec)")
"""A ratio has no unit: an OR that took minutes is a room, an RR of breaths a rate."""


def is_heart_rate(text: str, start: int, end: int) -> bool:
    """Whether an "HR" is a heart rate or a hormone receptor by the words beside it."""
    return bool(_RECEPTOR.match(text, end) or _HEART.search(text, max(0, start - 14), min(len(text), end + 26)))


def adjustment(text: str, start: int, end: int) -> bool | None:
    """Whether the words at and right before a name say adjusted (True), crude (False) or neither (None)."""
    window = text[max(0, start - 40) : end]
    small = window.lower()
    if not any(hint in small for hint in _HINTS):
        return None
    if _CRUDE.search(window):
        return False
    return True if _ADJUSTED.search(window) else None
