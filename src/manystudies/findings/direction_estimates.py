"""Which way a printed estimate of a sentence points, and whether its interval holds no effect."""

import re
from typing import Literal

Leaning = Literal["", "above", "below"]
_RATIO = re.compile(
    r"\b(?:odds ratios?|hazards? ratios?|risk ratios?|rate ratios?|relative risks?|incidence rate ratios?|a?or|a?hr|a?rr|irr)\b(?![a-z])[^0-9a-z.;]{0,3}"
    r"(?:(?:or|hr|rr|irr|was|were|of|for|=|95%|9[05]|ci|confidence interval)[^0-9a-z.;]{0,3}){0,4}(?P<value>[0-9]*\.[0-9]+)"
)
_DIFFERENCE = re.compile(
    r"\b(?:(?:mean|risk|rate|group|treatment|adjusted) differences?|differences?|m\.?d|smd|wmd|effect(?: size)?|change)\b[^0-9a-z.;-]{0,3}"
    r"(?:(?:was|were|of|in|for|=|95%|ci|confidence interval|between groups)[^0-9a-z.;-]{0,3}){0,4}(?P<value>-?[0-9]*\.?[0-9]+)(?![0-9.])"
)
_INTERVAL = re.compile(
    r"\b(?:ci|cis|cl|confidence intervals?|interval)\b[^0-9a-z.-]{0,4}(?P<low>-?[0-9]*\.?[0-9]+)\s?%?\s?(?:to|-|,|;|and)\s?(?P<high>-?[0-9]*\.?[0-9]+)"
    r"|[(\[](?P<bare_low>-?[0-9]*\.[0-9]+)\s?(?:to|-|,|;)\s?(?P<bare_high>-?[0-9]*\.[0-9]+)"
)
_REACH = 70


def leaning_of(text: str, first: int, last: int) -> tuple[str, Leaning, bool | None]:
    """The kind of the first estimate between two offsets, its side of no effect, and whether its interval holds no effect."""
    match = _RATIO.search(text, first, last)
    null, kind = 1.0, "ratio"
    if match is None:
        match, null, kind = _DIFFERENCE.search(text, first, last), 0.0, "difference"
    if match is None:
        return "", "", None
    value = float(match["value"])
    leaning: Leaning = "above" if value > null else "below" if value < null else ""
    interval = _INTERVAL.search(text, match.end(), match.end() + _REACH)
    if interval is None:
        return kind, leaning, None
    low, high = float(interval["low"] or interval["bare_low"]), float(interval["high"] or interval["bare_high"])
    if low > high:
        return kind, leaning, None
    return kind, leaning, low <= null <= high
