"""A group's centre and spread as printed: 24.9 ± 5.1, 26 (15-35), -11.9 (SD 8.04), 5.9 years (IQR 2.5 to 7.3)."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from manystudies.findings.alternatives import grouped
from manystudies.findings.finding import CentreKind, RangeKind, SpreadKind
from manystudies.findings.intervals import signed
from manystudies.findings.numerals import DIGITS, Numeral
from manystudies.making import quick

_N = rf"(?:{DIGITS})"
_UNITS = (
    "ng nmol pg pmol mmol \u03bcmol umol \u03bcg mcg ug mg g kg IU mIU U mL ml dL L l cm mm m mm\\sHg mmHg kPa ms s h min points? scores? years? months? "
    "weeks? days? hours? minutes? seconds? kcal kJ kg/m2 kg/m\u00b2 bpm units? episodes? cells copies mol pm"
)
_PER = "mL ml dL dl L l kg g day d h min m2 m\u00b2 week month year mmol mol \u03bcL mm3 night"
_UNIT = rf"(?:\s?(?:%|\u00b0C?|(?:{grouped(_UNITS.split())})(?:\s?/\s?(?:{grouped(_PER.split())}))?(?![A-Za-z0-9])))?"


@quick
@dataclass(frozen=True, slots=True)
class SummaryText:
    """A centre with what stands in brackets or behind ± beside it."""

    start: int
    end: int
    centre: Numeral
    kind: CentreKind = "mean"
    spread: Numeral | None = None
    spread_kind: SpreadKind = "unlabelled"
    low: Numeral | None = None
    high: Numeral | None = None
    range_kind: RangeKind = "unlabelled"
    unit: str = ""


@cache
def summary_pattern() -> re.Pattern[str]:
    """A centre, an optional unit, and an optional spread or range."""
    sign = r"(?:(?<![0-9)\]%])[-+]\s?)?"
    spread = (
        rf"\s?(?:\u00b1|\+/-|\+-|\(\u00b1|\(\+/-|\[\u00b1)\s?(?:SDs?\s|SEM?\s)?(?P<spread>{_N})\s?%?"
        rf"|\s?[\[(,]\s?(?P<name>SDs?|SEM?|S\.D\.|S\.E\.|s\.d\.|s\.e\.|[Ss]tandard\s(?:deviation|error)|sd|se)\s?[=:,]?\s?(?:\u00b1\s?)?(?P<named>{_N})"
        rf"|\s?[\[(]\s?(?P<range>(?i:IQRs?|interquartile\sranges?|ranges?|quartiles?|Q1\s?[;,/-]\s?Q3|P25\s?[;,/-]\s?P75|min-max|95%\sCI|CI)?)[\s:=,]{{0,3}}(?P<low>[-+]?{_N}){_UNIT}\s?(?:-|to|;|,)\s?(?P<high>[-+]?{_N}){_UNIT}(?=\s?[\]);,])"
        rf"|\s?\(\s?(?P<bare>{_N})\s?\)(?!\s?%)"
    )
    near = r"(?=\s?[\u00b1+(\[,])"
    return re.compile(rf"(?<![\w.,/])(?P<centre>{sign}{_N})(?P<unit>{_UNIT})(?:{near}(?:{spread}))?(?P<unit2>\s?\)?{_UNIT})")


def summary_at(text: str, position: int, end: int) -> SummaryText | None:
    """The summary that begins at `position`, or None."""
    match = summary_pattern().match(text, position, end)
    return summary_of(match) if match else None


def summary_of(match: re.Match[str]) -> SummaryText:
    """The summary of a match of `summary_pattern`."""
    text = match.string
    centre = signed(match["centre"], match.start("centre"))
    kind = centre_kind(text, match.start())
    unit = (match["unit"] or "").strip() or (match["unit2"] or "").strip(" )")
    spread = low = high = None
    spread_kind: SpreadKind = "unlabelled"
    range_kind: RangeKind = "unlabelled"
    if match["spread"]:
        spread = Numeral(match.start("spread"), match.end("spread"), float(match["spread"].replace(",", "")))
        spread_kind = _plus_minus_kind(text, match.start(), match.end())
    elif match["named"]:
        spread = Numeral(match.start("named"), match.end("named"), float(match["named"].replace(",", "")))
        spread_kind = "se" if match["name"].lower().replace(".", "").startswith(("se", "standard e")) else "sd"
    elif match["low"]:
        low, high = signed(match["low"], match.start("low")), signed(match["high"], match.start("high"))
        word = (match["range"] or "").lower()
        range_kind = (
            "interval"
            if "ci" in word.split("%")[-1].split() or word == "ci"
            else "quartiles"
            if word.startswith(("iqr", "inter", "quart", "q1", "p25"))
            else "range"
            if word.startswith(("rang", "min"))
            else _range_before(text, match.start())
        )
    elif match["bare"]:
        spread = Numeral(match.start("bare"), match.end("bare"), float(match["bare"].replace(",", "")))
        spread_kind = _named_before(text, match.start())
    return SummaryText(match.start(), end_of_summary(match), centre, kind, spread, spread_kind, low, high, range_kind, unit)


def end_of_summary(match: re.Match[str]) -> int:
    """Where the summary of a match of `summary_pattern` ends: white space behind it is no part of it."""
    end = match.end("unit2") if (match["unit2"] or "").strip() else match.end("unit2") - len(match["unit2"] or "")
    return max(end, match.start() + 1)


# These are searched in lower case; each opens with a letter, so that the search can skip to it.
_SE = re.compile(r"se(?<!\wse)m?\b|standard\serror")
_SD = re.compile(r"sd(?<!\wsd)s?\b|standard\sdeviation")


def _plus_minus_kind(text: str, start: int, end: int) -> SpreadKind:
    around = text[max(0, start - 120) : end + 20].lower()
    if _SE.search(around):
        return "se"
    return "sd" if _SD.search(around) else "unlabelled"


_MEAN_AND = re.compile(
    r"mean(?<!\wmean)s?(?:\svalues?|\sscores?)?\s?(?:[(\[,]|\u00b1|\+/-|and|with)\s?(?:\u00b1\s?)?(?:the\s)?(?P<name>sds?\b|standard\sdev|sem?\b|standard\serr)"
)


def _named_before(text: str, start: int) -> SpreadKind:
    """What a bare bracket behind a mean holds, where its sentence says "mean (SD)" before it."""
    window = text[max(0, start - 160) : start].lower()
    named = next(reversed(list(_MEAN_AND.finditer(window))), None)
    if named is None or ". " in window[named.end() :].replace("vs. ", ""):
        return "unlabelled"
    return "se" if named["name"].startswith(("se", "standard e")) else "sd"


_MEDIAN_AND = re.compile(
    r"median(?<!\wmedian)s?(?:\svalues?|\sscores?)?\s?(?:[(\[,]|and|with)\s?(?:the\s)?(?:(?P<quartiles>iqrs?\b|inter-?quartile|quartile|q1\s?[;,/-]\s?q3|25th|p25)|ranges?\b|min)"
)


def _range_before(text: str, start: int) -> RangeKind:
    """What a bare range behind a median is, where its sentence says "median (IQR)" before it."""
    window = text[max(0, start - 160) : start].lower()
    named = next(reversed(list(_MEDIAN_AND.finditer(window))), None) if "median" in window else None
    if named is None or ". " in window[named.end() :].replace("vs. ", ""):
        return "unlabelled"
    return "quartiles" if named["quartiles"] else "range"


_DECLARED = re.compile(
    r"(?:data|values|results|figures|scores|numbers|variables)\s(?:[a-z]+\s){0,3}(?:are|were)\s(?:[a-z]+\s){0,3}means?(?:\svalues?)?\s?(?:[(\[,]|\u00b1|\+/-|and|with)\s?(?:\u00b1\s?)?(?:the\s)?(?P<name>sds?\b|standard\sdev|sem?\b|standard\serr)"
)


@lru_cache(maxsize=64)
def declared_spread(text: str, start: int, end: int) -> SpreadKind:
    """What stands behind ± where a report says so once: "values are mean ± SD"; "unlabelled" where it does not.

    >>> declared_spread("Data are presented as mean \N{PLUS-MINUS SIGN} SEM.", 0, 36)
    'se'
    """
    told = text[start:end].lower()
    named = _DECLARED.search(told) if "mean" in told else None
    if named is None:
        return "unlabelled"
    return "se" if named["name"].startswith(("se", "standard e")) else "sd"


_MEDIAN = re.compile(r"median(?<!\wmedian)s?\b")
_CHANGE = re.compile(
    r"(?:chang|decreas|increas|reduc|improv|fell|fall|rose|dropp?|declin|lower|differ)[a-z]*(?:\s(?:in|of|from)\s(?:[a-z]+\s){1,5})?(?:\s(?:was|were|had|significantly|by|of|a\smean\sof|on\saverage))*\s?(?:by|of|was|were)?\s$"
)
_CHANGED_BY = re.compile(r"by(?<!\wby)\s(?:a\s(?:mean|median|average)\s(?:of\s)?|an?\s)?$")


def centre_kind(text: str, position: int) -> CentreKind:
    """Whether a centre is a median, a change or a mean, by the words before it in its sentence."""
    window = text[max(0, position - 120) : position]
    cut = max(window.rfind(". "), window.rfind("; "))
    window = window[cut + 1 :].lower()
    if _CHANGE.search(window) or _CHANGED_BY.search(window):
        return "change"
    return "median" if _MEDIAN.search(window) else "mean"
