"""Parts add up to their whole, and a difference is the one less the other. Exact arithmetic."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from manystudies.measures.identity import Filled, Identity, Outcome, Verdict
from manystudies.measures.printed import Printed
from manystudies.measures.wording import shown

_NAME = "parts and whole"


def _ends(number: Printed) -> tuple[Fraction, Fraction]:
    """A whole count is exact; any other printed number stands for its box."""
    return (number.value, number.value) if number.whole is not None else number.bounds


def _total(parts: Sequence[Printed], relation: Literal["difference", "sum"]) -> tuple[Fraction, Fraction, Fraction]:
    """What the parts give: at the printed values, at least and at most."""
    wholes = [part.whole for part in parts if part.whole is not None]
    if len(wholes) == len(parts):
        counted = Fraction(sum(wholes) if relation == "sum" else wholes[0] - sum(wholes[1:]))
        return counted, counted, counted
    value = parts[0].value
    low, high = _ends(parts[0])
    for part in parts[1:]:
        least, most = _ends(part)
        if relation == "sum":
            value, low, high = value + part.value, low + least, high + most
        else:
            value, low, high = value - part.value, low - most, high - least
    return value, low, high


def check_parts(whole: Printed, parts: Sequence[Printed], relation: Literal["difference", "sum"] = "sum") -> Outcome:
    """Whether parts add up to their whole: whole = part₁ ± part₂ ± … .

    Whole counts are exact; numbers with a fraction (percents, means) stand for their rounding boxes.

    When not to believe an `inconsistent`: the parts may overlap (people in two groups) or leave some out
    (missing data), which only the words can tell.

    >>> check_parts(Printed.read("155"), [Printed.read("36"), Printed.read("119")]).verdict
    'consistent'
    """
    if not parts:
        return Outcome("cannot_tell", needs="at least one part", identity=_NAME)
    value, low, high = _total(parts, relation)
    least, most = _ends(whole)
    verdict: Verdict = "inconsistent"
    if value == whole.value:
        verdict = "consistent"
    elif low <= most and least <= high:
        verdict = "by_rounding"
    recomputed = shown(float(value), max(part.decimals for part in parts))
    words = (" + " if relation == "sum" else " − ").join(part.text for part in parts)
    half = float(most - least) / 2
    detail = f"{words} is {recomputed}; printed is {whole.text}."
    return Outcome(verdict, recomputed, float(low) - half, float(high) + half, detail, identity=_NAME)


def fill_whole(parts: Sequence[Printed], relation: Literal["difference", "sum"] = "sum") -> Filled | None:
    """What the parts add up to, or None without parts."""
    if not parts:
        return None
    value, low, high = _total(parts, relation)
    return Filled("whole", float(value), _NAME, tuple(part.text for part in parts), float(low), float(high))


def fill_part(whole: Printed, parts: Sequence[Printed]) -> Filled:
    """The part that is missing from a sum: whole − the other parts."""
    value, low, high = _total((whole, *parts), "difference")
    texts = (whole.text, *(part.text for part in parts))
    return Filled("part", float(value), _NAME, texts, float(low), float(high))


PARTS = Identity(
    _NAME,
    "exact",
    "whole = part₁ + part₂ + …; difference = first − second",
    "CONSORT 2010, item 13: numbers of participants at each stage must add up. https://doi.org/10.1136/bmj.c869",
    ("whole", "parts"),
    check_parts,
    (fill_whole, fill_part),
)
