"""A point and its confidence interval: the point stands in the middle, on the logarithmic scale for ratios."""

from dataclasses import dataclass, replace
from math import exp, inf, log, sqrt

from manystudies.making import quick
from manystudies.measures.agreement import TOLERANCE, agree_by_convention
from manystudies.measures.box import Box, box_of
from manystudies.measures.identity import Filled, Identity, Outcome, Verdict
from manystudies.measures.normal import z_of_level
from manystudies.measures.printed import Printed
from manystudies.measures.wording import shown, shown_range

_RATIO = "ratio and its interval"
_DIFFERENCE = "difference and its interval"
CLOSE = 0.05
"""An offset in standard errors by which no two ways of making an interval can be told apart."""
_SOURCE = (
    "Altman & Bland (2011), How to obtain the confidence interval from a P value, BMJ 343:d2090, https://doi.org/10.1136/bmj.d2090; "
    "Higgins et al., Cochrane Handbook, section 6.3.1"
)


def _log(value: float) -> float:
    return log(value) if value > 0 else -inf


def log_box(box: Box) -> Box:
    """The natural logarithms of a box; what lies at or below 0 becomes minus infinity."""
    return Box(_log(box.low), _log(box.high))


def standard_error_box(low: Box, high: Box, level: float) -> Box:
    """Every standard error an interval with these limits may have: (high − low) / (2 z)."""
    width = 2 * z_of_level(level)
    least = 0.0 if low.high == inf or high.low == -inf else max((high.low - low.high) / width, 0.0)
    most = inf if low.low == -inf else (high.high - low.low) / width
    return Box(least, most)


@quick
@dataclass(frozen=True, slots=True)
class _Middle:
    """Where the middle of an interval lies, how many standard errors off it is, and the limits that would mend it."""

    value: float
    box: Box
    offset: float
    room: tuple[float, float]
    upper: float
    lower: float


def _disorder(estimate: Printed, low: Printed, high: Printed) -> str:
    """What is out of order, whatever was rounded; empty where nothing is."""
    least, most, value = box_of(low), box_of(high), box_of(estimate)
    if least.low > most.high:
        return f"The lower limit {low.text} lies above the upper limit {high.text}."
    if value.high < least.low or value.low > most.high:
        return f"{estimate.text} lies outside its own interval, {low.text} to {high.text}."
    return ""


def _judge(numbers: tuple[Printed, Printed, Printed], middle: _Middle, identity: str, scale: str) -> Outcome:
    estimate, low, high = numbers
    disorder, value = _disorder(*numbers), box_of(estimate)
    meets = not disorder and value.meets(middle.box)
    close = value.holds(middle.value) or abs(middle.offset) <= CLOSE
    agreement = agree_by_convention(nominal=meets and close, boxes_meet=meets, offset=inf if disorder else middle.offset)
    recomputed = shown(middle.value, estimate.decimals + 1)
    needs = ""
    if agreement.verdict == "inconsistent":
        upper, lower = shown(middle.upper, high.decimals), shown(middle.lower, low.decimals)
        needs = f"an upper limit of {upper} with {low.text}, or a lower one of {lower} with {high.text}"
    detail = disorder or f"The middle of {low.text} to {high.text}{scale} is {recomputed}; printed is {estimate.text}."
    ends = min(middle.box.low, middle.room[0]), max(middle.box.high, middle.room[1])
    return Outcome(agreement.verdict, recomputed, *ends, detail, agreement.assumption, needs, identity)


def check_ratio_interval(estimate: Printed, low: Printed, high: Printed, level: float = 95) -> Outcome:
    """Whether a ratio stands in the middle of its interval: estimate = √(low · high).

    On the logarithmic scale the interval is estimate ± z·se. `inconsistent` where the rounding boxes cannot
    meet and the estimate is more than 0.15 standard errors off the middle, or outside its interval.

    When not to believe an `inconsistent`: exact, profile or bootstrap intervals of very few events lean to
    one side; a median of medians is no ratio at all.

    >>> check_ratio_interval(*map(Printed.read, ("3.4", "1.5", "6.3"))).verdict
    'inconsistent'
    >>> check_ratio_interval(*map(Printed.read, ("4.24", "2.3", "7.9"))).verdict
    'consistent'

    Source: Cochrane Handbook, section 6.3.2; Altman & Bland (2011), https://doi.org/10.1136/bmj.d2090
    """
    value, least, most = float(estimate), float(low), float(high)
    if min(value, least, most) < 0 or most == 0 or not 0 < level < 100:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="a ratio, whose limits lie above 0, and a level between 0 and 100 %", identity=_RATIO)
    low_box, high_box = box_of(low).clip(0, inf), box_of(high).clip(0, inf)
    middle_box = Box(sqrt(low_box.low * high_box.low), sqrt(low_box.high * high_box.high))
    if least == 0 or least > most or value == 0:
        return _judge_at_zero((estimate, low, high), middle_box)
    middle, z = sqrt(least * most), z_of_level(level)
    standard_error = log(most / least) / (2 * z)
    offset = log(middle / value) / standard_error if standard_error else inf
    room = exp(TOLERANCE * standard_error)
    found = _Middle(middle, middle_box, offset, (middle / room, middle * room), value * value / least, value * value / most)
    return _judge((estimate, low, high), found, _RATIO, " on the logarithmic scale")


def _judge_at_zero(numbers: tuple[Printed, Printed, Printed], middle: Box) -> Outcome:
    """A limit printed as 0, or limits in the wrong order: no middle as printed, only what rounding leaves of it."""
    estimate, low, high = numbers
    disorder = _disorder(*numbers)
    text = shown_range(middle.low, middle.high, estimate.decimals + 1)
    detail = disorder or f"The middle of {low.text} to {high.text} is known only to lie within {text}; printed is {estimate.text}."
    verdict: Verdict = "by_rounding" if not disorder and box_of(estimate).meets(middle) else "inconsistent"
    return Outcome(verdict, low=middle.low, high=middle.high, detail=detail, identity=_RATIO)


def check_difference_interval(estimate: Printed, low: Printed, high: Printed, level: float = 95) -> Outcome:
    """Whether a difference stands in the middle of its interval: estimate = (low + high) / 2.

    Limits below 0 that are printed from the larger to the smaller number are read the other way round.

    >>> check_difference_interval(*map(Printed.read, ("-2.67", "-2.86", "-2.49"))).verdict
    'consistent'

    Source: Cochrane Handbook, section 6.3.1.
    """
    if not 0 < level < 100:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="a level between 0 and 100 %", identity=_DIFFERENCE)
    reversed_limits = high.value < low.value <= 0
    if reversed_limits:
        low, high = high, low
    value, least, most = float(estimate), float(low), float(high)
    low_box, high_box = box_of(low), box_of(high)
    middle_box = Box((low_box.low + high_box.low) / 2, (low_box.high + high_box.high) / 2)
    middle = (least + most) / 2
    standard_error = abs(most - least) / (2 * z_of_level(level))
    offset = (middle - value) / standard_error if standard_error else inf
    room = TOLERANCE * standard_error
    found = _Middle(middle, middle_box, offset, (middle - room, middle + room), 2 * value - least, 2 * value - most)
    outcome = _judge((estimate, low, high), found, _DIFFERENCE, "")
    return replace(outcome, assumption="limits printed from the larger to the smaller") if reversed_limits and outcome.right else outcome


def fill_log_standard_error(low: Printed, high: Printed, level: float = 95) -> Filled | None:
    """The standard error of a log ratio from its interval: se = ln(high / low) / (2 z); None where a limit is not above 0.

    >>> round(fill_log_standard_error(Printed.read("1.51"), Printed.read("6.38")).value, 4)
    0.3676
    """
    if low.value <= 0 or high.value <= low.value:
        return None
    value = log(float(high) / float(low)) / (2 * z_of_level(level))
    box = standard_error_box(log_box(box_of(low)), log_box(box_of(high)), level)
    most = box.high if box.high < inf else None
    return Filled("standard error of the log ratio", value, _RATIO, (low.text, high.text), box.low, most, f"a {level:g} % interval")


def fill_standard_error(low: Printed, high: Printed, level: float = 95) -> Filled | None:
    """The standard error of a difference from its interval: se = (high − low) / (2 z); None where the limits are out of order."""
    if high.value <= low.value:
        return None
    value = float(high.value - low.value) / (2 * z_of_level(level))
    box = standard_error_box(box_of(low), box_of(high), level)
    return Filled("standard error", value, _DIFFERENCE, (low.text, high.text), box.low, box.high, f"a {level:g} % interval")


def fill_ratio(low: Printed, high: Printed) -> Filled | None:
    """The ratio an interval was made around: √(low · high); None where a limit is not above 0."""
    if low.value <= 0 or high.value <= 0:
        return None
    low_box, high_box = box_of(low).clip(0, inf), box_of(high)
    ends = sqrt(low_box.low * high_box.low), sqrt(low_box.high * high_box.high)
    return Filled(
        "ratio", sqrt(float(low) * float(high)), _RATIO, (low.text, high.text), *ends, "an interval symmetrical on the logarithmic scale"
    )


def fill_difference(low: Printed, high: Printed) -> Filled:
    """The difference an interval was made around: (low + high) / 2."""
    low_box, high_box = box_of(low), box_of(high)
    ends = (low_box.low + high_box.low) / 2, (low_box.high + high_box.high) / 2
    return Filled("difference", float(low.value + high.value) / 2, _DIFFERENCE, (low.text, high.text), *ends, "a symmetrical interval")


RATIO_INTERVAL = Identity(
    _RATIO, "conventional", "estimate = √(low · high); se = ln(high / low) / (2 z)", _SOURCE, ("estimate", "low", "high"), check_ratio_interval,
    (fill_log_standard_error, fill_ratio),
)  # fmt: skip
DIFFERENCE_INTERVAL = Identity(
    _DIFFERENCE, "conventional", "estimate = (low + high) / 2; se = (high − low) / (2 z)", _SOURCE, ("estimate", "low", "high"),
    check_difference_interval, (fill_standard_error, fill_difference),
)  # fmt: skip
