"""An estimate, its interval and its p-value: the interval gives the standard error, and that the p-value."""

from collections.abc import Callable
from math import inf, log, sinh
from typing import Literal

from manystudies.measures.agreement import TOLERANCE, Agreement, agree_by_convention
from manystudies.measures.box import Box, box_of, p_box
from manystudies.measures.identity import Filled, Identity, Outcome
from manystudies.measures.intervals import log_box, standard_error_box
from manystudies.measures.normal import p_of_z, z_of_level, z_of_p
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.tails import student_quantile, student_tail
from manystudies.measures.wording import shown_p, worded_p

_RATIO = "ratio, interval and p"
_DIFFERENCE = "difference, interval and p"
_SOURCE = "Altman & Bland (2011), How to obtain the P value from a confidence interval, BMJ 343:d2304. https://doi.org/10.1136/bmj.d2304"

Tails = Literal[1, 2]
_FEW_DEGREES = 5
"""Below so many degrees of freedom nobody makes an interval."""
_LARGEST_LOG = 12.0
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


def _judge(
    identity: str, source: str, statistic: tuple[float, Box], wanted: tuple[Printed, Comparator, Tails], others: Callable[[], Box]
) -> Outcome:
    """The verdict on a printed p when the other numbers give `statistic`, |z| as printed and with rounding, and `others` by other tests."""
    z, possible = statistic
    p, comparator, tails = wanted
    zs = z_box_of_p(p, comparator, tails)
    value = p_of_z(z, tails)
    agreement = agree_by_convention(nominal=p_box(p, comparator).holds(value), boxes_meet=zs.meets(possible), offset=zs.distance(z))
    if not agreement.right and zs.meets(others()):
        agreement = Agreement("by_rounding", "another test of the same data (score, likelihood ratio, exact, or t in small groups)")
    needs = ""
    if not agreement.right:
        possible = others()
        if tails != 1 and z_box_of_p(p, comparator, 1).meets(possible):
            needs = "a one-tailed test, which would have to be said"
    low, high = p_of_z(possible.high, tails), p_of_z(possible.low, tails)
    why = "with rounding" if agreement.right else "with rounding and by other tests"
    detail = f"{source} give {worded_p(value)} ({shown_p(low)} to {shown_p(high)} {why}); printed is {printed_p(p, comparator)}."
    return Outcome(agreement.verdict, shown_p(value), low, high, detail, agreement.assumption, needs, identity)


def _other_ratio_tests(estimate: Box, errors: Box, possible: Box) -> Box:
    """Every |z| that other tests of the same counts give, where the interval gives `possible` by Wald's.

    Upward the score test: for rare events its z is 2 sinh(b/2) / se, whatever the allocation, where Wald's is b / se
    (b the log ratio); for common events it lies between. Downward the continuity correction of Yates's and Fisher's
    tests, ½ / √V with V ≈ 1 / se², so that z falls by se / 2. Both hold to about 0.15.
    """
    largest = estimate.size.high
    factor = 2 * sinh(min(largest, _LARGEST_LOG) / 2) / largest if largest > 0 else 1.0
    return Box(max(possible.low - errors.high / 2 - TOLERANCE, 0.0), possible.high * max(factor, 1.0) + TOLERANCE)


def _other_difference_tests(possible: Box, level: float) -> Box:
    """Every |z| where interval and p-value are by t with few degrees of freedom instead of the normal quantile.

    The interval's half-width is then t_df · se, so that t = z · t_df / z_level; its p-value is larger for a large z and
    smaller for a small one, so that the box holds what both tests give at both ends.
    """
    if possible.low <= 0 or possible.low == inf:
        return possible
    wider = student_quantile(0.5 - level / 200, _FEW_DEGREES) / z_of_level(level)
    ends = [z_of_p(2 * student_tail(end * wider, _FEW_DEGREES)) if end < inf else inf for end in (possible.low, possible.high)]
    return Box(min(possible.low, ends[0]), max(possible.high, ends[1]))


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

    Accepted are Wald's test and, `by_rounding`, what the score, likelihood-ratio and exact tests of the same counts
    can give.

    When not to believe an `inconsistent`: the p-value may belong to another question (trend, interaction) or to a
    log-rank test under hazards that cross.

    >>> check_ratio_p(*map(Printed.read, ("3.1", "1.51", "6.38", ".002")), comparator="<").verdict
    'by_rounding'
    """
    if min(estimate.value, low.value) <= 0 or high.value <= low.value or not 0 < level < 100:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="a ratio with limits above 0, in order", identity=_RATIO)
    errors = standard_error_box(log_box(box_of(low).clip(0, inf)), log_box(box_of(high)), level)
    z = abs(log(float(estimate))) / (log(float(high) / float(low)) / (2 * z_of_level(level)))
    statistic = z_box(log_box(box_of(estimate).clip(0, inf)), errors)
    source = f"{estimate.text} and its interval {low.text} to {high.text}"
    logs = log_box(box_of(estimate).clip(0, inf))
    return _judge(_RATIO, source, (z, statistic), (p, comparator, tails), lambda: _other_ratio_tests(logs, errors, statistic))


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

    Accepted are the normal test and, `by_rounding`, t tests from 5 degrees of freedom on.

    When not to believe an `inconsistent`: the p-value may be of a rank test or of an adjusted model.
    """
    if high.value <= low.value or not 0 < level < 100:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="limits in order", identity=_DIFFERENCE)
    errors = standard_error_box(box_of(low), box_of(high), level)
    z = abs(float(estimate)) / (float(high.value - low.value) / (2 * z_of_level(level)))
    statistic = z_box(box_of(estimate), errors)
    source = f"{estimate.text} and its interval {low.text} to {high.text}"
    return _judge(_DIFFERENCE, source, (z, statistic), (p, comparator, tails), lambda: _other_difference_tests(statistic, level))


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
