"""One quantity in two units: the conversion holds over the range of accepted factors."""

from dataclasses import dataclass

from manystudies.measures.box import Box, box_of
from manystudies.measures.identity import Filled, Identity, Outcome, Verdict
from manystudies.measures.printed import Printed
from manystudies.measures.wording import shown

_NAME = "one quantity in two units"


@dataclass(frozen=True, slots=True)
class Factor:
    """How many of the second unit one of the first is: from `low` to `high` over accepted conventions, `usual` between."""

    low: float
    usual: float
    high: float
    source: str = ""


VITAMIN_D = Factor(2.49, 2.496, 2.5, "25(OH)D, molar mass 400.64 g/mol: 1 ng/mL = 2.496 nmol/L, often rounded to 2.5")
"""25-hydroxyvitamin D: nmol/L for one ng/mL."""


def check_conversion(first: Printed, second: Printed, factor: Factor) -> Outcome:
    """Whether a value in two units is one quantity: second = factor · first, for some accepted factor.

    When not to believe an `inconsistent`: round limits in both units ("20 ng/mL (50 nmol/L)") are meant, not
    converted.

    >>> check_conversion(Printed.read("20"), Printed.read("50"), VITAMIN_D).verdict
    'consistent'
    """
    box = box_of(first)
    ends = [each * rate for each in (box.low, box.high) for rate in (factor.low, factor.high)]
    value = float(first) * factor.usual
    plain = sorted((float(first) * factor.low, float(first) * factor.high))
    verdict: Verdict = "inconsistent"
    if box_of(second).meets(Box(plain[0], plain[1])):
        verdict = "consistent"
    elif box_of(second).meets(Box(min(ends), max(ends))):
        verdict = "by_rounding"
    recomputed = shown(value, second.decimals + 1)
    detail = f"{first.text} converts to {recomputed}; printed is {second.text}."
    rates = f"{factor.low:g}" if factor.low == factor.high else f"{factor.low:g} to {factor.high:g}"
    return Outcome(verdict, recomputed, min(ends), max(ends), detail, f"a factor of {rates}", identity=_NAME)


def fill_converted(first: Printed, factor: Factor) -> Filled:
    """The value in the second unit at the usual factor."""
    box = box_of(first)
    ends = [each * rate for each in (box.low, box.high) for rate in (factor.low, factor.high)]
    return Filled(
        "converted value", float(first) * factor.usual, _NAME, (first.text,), min(ends), max(ends), f"a factor of {factor.usual:g}"
    )


UNITS = Identity(
    _NAME, "conventional", "second = factor · first", "molar masses; Holick et al. (2011), https://doi.org/10.1210/jc.2011-0385",
    ("first", "second", "factor"), check_conversion, (fill_converted,),
)  # fmt: skip
