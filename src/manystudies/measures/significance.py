"""An estimate, its interval and its p-value: the interval gives the standard error, and that the p-value."""

from math import inf, log
from typing import Literal

from manystudies.measures.agreement import agree_by_convention
from manystudies.measures.box import Box, box_of, p_box
from manystudies.measures.identity import Filled, Identity, Outcome
from manystudies.measures.intervals import log_box, standard_error_box
from manystudies.measures.normal import p_of_z, z_of_level, z_of_p
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.wording import shown_p, worded_p

_RATIO = "ratio, interval and p"
_DIFFERENCE = "difference, interval and p"
_SOURCE = "Altman & Bland (2011), How to obtain the P value from a confidence interval, BMJ 343:d2304. https://doi.org/10.1136/bmj.d2304"

Tails = Literal[1, 2]
_SIGNS: dict[Comparator, str] = {"=": "", "<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ ", "~": "about "}


def printed_p(p: Printed, comparator: Comparator = "=") -> str:
    """A p-value with its comparator, as words for a sentence ("P < .002")."""
    return f"P {_SIGNS[comparator] or '= '}{p.text}"


def z_box_of_p(p: Printed, comparator: Comparator = "=", tails: Tails = 2) -> Box:
    """Every |z| whose p-value is printed so."""
    box = p_box(p, comparator)
    return Box(z_of_p(box.high, tails), z_of_p(box.low, tails), box.high_open, box.low_open)


def z_box(estimate: Box, standard_error: Box) -> Box:
    """Every |z| = |estimate| / se."""
    size = estimate.size
    least = size.low / standard_error.high if standard_error.high > 0 else inf
    most = size.high / standard_error.low if standard_error.low > 0 else inf
    return Box(least, most)


def _judge(identity: str, source: str, z: float, possible: Box, wanted: tuple[Printed, Comparator, Tails]) -> Outcome:
    """The verdict on a printed p when the other numbers give |z| = `z` and, with their rounding, `possible`."""
    p, comparator, tails = wanted
    zs = z_box_of_p(p, comparator, tails)
    value = p_of_z(z, tails)
    low, high = p_of_z(possible.high, tails), p_of_z(possible.low, tails)
    nominal = p_box(p, comparator).holds(value)
    agreement = agree_by_convention(nominal=nominal, boxes_meet=zs.meets(possible), offset=zs.distance(z))
    needs = ""
    if agreement.verdict == "inconsistent" and tails != 1 and z_box_of_p(p, comparator, 1).meets(possible):
        needs = "a one-tailed test, which would have to be said"
    range_words = f"{shown_p(low)} to {shown_p(high)} with rounding"
    detail = f"{source} give {worded_p(value)} ({range_words}); printed is {printed_p(p, comparator)}."
    return Outcome(agreement.verdict, shown_p(value), low, high, detail, agreement.assumption, needs, identity)


def check_ratio_p(
    estimate: Printed,
    low: Printed,
    high: Printed,
    p: Printed,
    *,
    comparator: Comparator = "=",
    level: float = 95,
    tails: Tails = 2,
) -> Outcome:
    """Whether a ratio, its interval and its p-value agree: z = ln(estimate) / se, se = ln(high / low) / (2 z_level).

    When not to believe an `inconsistent`: the p-value may belong to another test (log-rank, trend, likelihood
    ratio, interaction) than the interval.

    >>> check_ratio_p(*map(Printed.read, ("3.1", "1.51", "6.38", ".002")), comparator="<").verdict
    'by_rounding'
    """
    if min(estimate.value, low.value) <= 0 or high.value <= low.value or not 0 < level < 100:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="a ratio with limits above 0, in order", identity=_RATIO)
    errors = standard_error_box(log_box(box_of(low).clip(0, inf)), log_box(box_of(high)), level)
    z = abs(log(float(estimate))) / (log(float(high) / float(low)) / (2 * z_of_level(level)))
    statistic = z_box(log_box(box_of(estimate).clip(0, inf)), errors)
    source = f"{estimate.text} and its interval {low.text} to {high.text}"
    return _judge(_RATIO, source, z, statistic, (p, comparator, tails))


def check_difference_p(
    estimate: Printed,
    low: Printed,
    high: Printed,
    p: Printed,
    *,
    comparator: Comparator = "=",
    level: float = 95,
    tails: Tails = 2,
) -> Outcome:
    """Whether a difference, its interval and its p-value agree: z = estimate / se, se = (high − low) / (2 z_level).

    The t quantile of small groups widens interval and p-value alike; both are compared on the normal scale.

    When not to believe an `inconsistent`: with fewer than about 15 people a group, or where the p-value is of a
    rank test.
    """
    if high.value <= low.value or not 0 < level < 100:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="limits in order", identity=_DIFFERENCE)
    errors = standard_error_box(box_of(low), box_of(high), level)
    z = abs(float(estimate)) / (float(high.value - low.value) / (2 * z_of_level(level)))
    statistic = z_box(box_of(estimate), errors)
    source = f"{estimate.text} and its interval {low.text} to {high.text}"
    return _judge(_DIFFERENCE, source, z, statistic, (p, comparator, tails))


def fill_p_of_ratio(estimate: Printed, low: Printed, high: Printed, level: float = 95) -> Filled | None:
    """The two-tailed p-value of a ratio from its interval; None where a number is not above 0."""
    if min(estimate.value, low.value) <= 0 or high.value <= low.value:
        return None
    z = log(float(estimate)) / (log(float(high) / float(low)) / (2 * z_of_level(level)))
    return Filled("p", p_of_z(z), _RATIO, (estimate.text, low.text, high.text), assumption="a normal test, two-tailed")


def fill_p_of_difference(estimate: Printed, low: Printed, high: Printed, level: float = 95) -> Filled | None:
    """The two-tailed p-value of a difference from its interval; None where the limits are out of order."""
    if high.value <= low.value:
        return None
    z = float(estimate) / (float(high.value - low.value) / (2 * z_of_level(level)))
    return Filled("p", p_of_z(z), _DIFFERENCE, (estimate.text, low.text, high.text), assumption="a normal test, two-tailed")


def _standard_error(size: float, estimate: Printed, p: Printed, *, tails: Tails, quantity: str, identity: str) -> Filled | None:
    box = z_box_of_p(p, "=", tails)
    z = z_of_p(float(p), tails)
    if size == 0 or not 0 < z < inf:
        return None
    least = size / box.high if box.high > 0 else 0.0
    most = size / box.low if box.low > 0 else None
    return Filled(
        quantity,
        size / z,
        identity,
        (estimate.text, p.text),
        least,
        most,
        "a normal test, " + ("one-tailed" if tails == 1 else "two-tailed"),
    )


def fill_log_standard_error_from_p(estimate: Printed, p: Printed, tails: Tails = 2) -> Filled | None:
    """The standard error of a log ratio from the ratio and an exact p-value: se = |ln estimate| / z(p).

    None where p is 0 or 1 or the ratio is 1: nothing follows. A bound ("p < .05") is no exact p-value.

    Source: Cochrane Handbook, section 6.3.2.
    """
    if estimate.value <= 0:
        return None
    return _standard_error(abs(log(float(estimate))), estimate, p, tails=tails, quantity="standard error of the log ratio", identity=_RATIO)


def fill_standard_error_from_p(estimate: Printed, p: Printed, tails: Tails = 2) -> Filled | None:
    """The standard error of a difference from the difference and an exact p-value: se = |difference| / z(p)."""
    return _standard_error(abs(float(estimate)), estimate, p, tails=tails, quantity="standard error", identity=_DIFFERENCE)


RATIO_P = Identity(
    _RATIO, "conventional", "p = 2 Φ(−|ln estimate| / se), se = ln(high / low) / (2 z)", _SOURCE, ("estimate", "low", "high", "p"),
    check_ratio_p, (fill_p_of_ratio, fill_log_standard_error_from_p),
)  # fmt: skip
DIFFERENCE_P = Identity(
    _DIFFERENCE, "conventional", "p = 2 Φ(−|estimate| / se), se = (high − low) / (2 z)", _SOURCE, ("estimate", "low", "high", "p"),
    check_difference_p, (fill_p_of_difference, fill_standard_error_from_p),
)  # fmt: skip
