"""Two groups of other people: means and SDs give the difference, its interval and its p-value."""

from dataclasses import dataclass
from math import inf, sqrt

from manystudies.measures.agreement import TOLERANCE
from manystudies.measures.box import Box, box_of, p_box
from manystudies.measures.identity import Filled, Identity, Outcome, Verdict
from manystudies.measures.normal import p_of_z, z_of_level, z_of_p
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.significance import Tails, printed_p, z_box_of_p
from manystudies.measures.tails import student_quantile, student_tail
from manystudies.measures.wording import shown, shown_p, shown_range, worded_p

_P = "two means and p"
_INTERVAL = "two means and the interval of their difference"
_DIFFERENCE = "difference of two means"
_SPREAD = "SD and standard error"
_HANDBOOK = "Cochrane Handbook, sections 6.5.2.2 and 6.5.2.3. https://training.cochrane.org/handbook"


SPREADS_ARE_ERRORS = "the printed SDs to be standard errors"
"""What a check needs where two groups would agree with what is told of their difference if their SDs were standard errors."""


@dataclass(frozen=True, slots=True)
class MeanOf:
    """One group: mean and SD as printed, and how many people."""

    mean: Printed
    sd: Printed
    people: int


def _statistics(difference: float, sd_1: float, n_1: int, sd_2: float, n_2: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """(t, degrees) by Student with pooled variance and by Welch."""
    one, two = sd_1 * sd_1 / n_1, sd_2 * sd_2 / n_2
    pooled = ((n_1 - 1) * sd_1 * sd_1 + (n_2 - 1) * sd_2 * sd_2) / (n_1 + n_2 - 2)
    student = abs(difference) / sqrt(pooled * (1 / n_1 + 1 / n_2)) if pooled > 0 else inf
    welch = abs(difference) / sqrt(one + two) if one + two > 0 else inf
    degrees = (one + two) ** 2 / (one * one / (n_1 - 1) + two * two / (n_2 - 1)) if one + two > 0 else float(n_1 + n_2 - 2)
    return (student, float(n_1 + n_2 - 2)), (welch, degrees)


def _p_of(t: float, degrees: float, tails: Tails) -> float:
    if t == inf:
        return 0.0
    return tails * student_tail(t, degrees)


def p_values_of_means(first: MeanOf, second: MeanOf, tails: Tails = 2) -> tuple[tuple[str, float], ...]:
    """The p-values of two groups' means by Student, Welch and the normal test, at the printed values."""
    student, welch = _statistics(
        float(first.mean.value - second.mean.value), float(first.sd), first.people, float(second.sd), second.people
    )
    return (
        ("Student's t", _p_of(*student, tails)),
        ("Welch's t", _p_of(*welch, tails)),
        ("normal test", p_of_z(min(welch[0], 1e6), tails)),
    )


def _p_box(first: MeanOf, second: MeanOf, tails: Tails) -> Box:
    """Every p-value the printed means and SDs may have, by any of the three tests."""
    differences = Box(float(first.mean.bounds[0] - second.mean.bounds[1]), float(first.mean.bounds[1] - second.mean.bounds[0])).size
    values: list[float] = []
    # p falls with the difference and rises with the SDs.
    for difference, high in ((differences.high, False), (differences.low, True)):
        sds = [box.high if high else box.low for box in (box_of(first.sd).clip(0, inf), box_of(second.sd).clip(0, inf))]
        student, welch = _statistics(difference, sds[0], first.people, sds[1], second.people)
        values += [_p_of(*student, tails), _p_of(*welch, tails), p_of_z(min(welch[0], 1e6), tails)]
    return Box(min(values), max(values))


def _unusable(first: MeanOf, second: MeanOf) -> bool:
    return min(first.people, second.people) < 2 or min(first.sd.value, second.sd.value) < 0  # noqa: PLR2004  # an SD needs two people


def check_means_p(first: MeanOf, second: MeanOf, p: Printed, comparator: Comparator = "=", tails: Tails = 2) -> Outcome:
    """Whether two groups' means ± SDs can have the printed p-value by Student's, Welch's or the normal test.

    `needs` says so where the p-value fits if the printed SDs are standard errors.

    When not to believe an `inconsistent`: the p-value may be of a rank test, adjusted for baseline, or of the
    change rather than of the values.

    Source: Student (1908); Welch (1947), https://doi.org/10.1093/biomet/34.1-2.28
    """
    if _unusable(first, second):
        return Outcome("cannot_tell", needs="two people a group and SDs not below 0", identity=_P)
    tests = p_values_of_means(first, second, tails)
    possible, wanted = _p_box(first, second, tails), p_box(p, comparator)
    words = f"{first.mean.text} ± {first.sd.text} ({first.people}) and {second.mean.text} ± {second.sd.text} ({second.people})"
    for name, value in tests:
        if wanted.holds(value):
            detail = f"{words} have {worded_p(value)} ({name}); printed is {printed_p(p, comparator)}."
            return Outcome("consistent", shown_p(value), possible.low, possible.high, detail, name, identity=_P)
    value = tests[0][1]
    detail = f"{words} have {worded_p(value)} ({shown_p(possible.low)} to {shown_p(possible.high)} with rounding); printed is {printed_p(p, comparator)}."
    if wanted.meets(possible):
        return Outcome("by_rounding", shown_p(value), possible.low, possible.high, detail, identity=_P)
    near = min(z_box_of_p(p, comparator, tails).distance(z_of_p(each, tails)) for _, each in tests) <= TOLERANCE
    verdict: Verdict = "by_rounding" if near else "inconsistent"
    needs = ""
    if not near and wanted.meets(_p_box(_as_errors(first), _as_errors(second), tails)):
        needs = SPREADS_ARE_ERRORS
    assumption = f"another test, within {TOLERANCE} standard errors" if near else ""
    return Outcome(verdict, shown_p(value), possible.low, possible.high, detail, assumption, needs, _P)


def _as_errors(group: MeanOf) -> MeanOf:
    """The group if what was printed as its SD is a standard error: SD = SE √n."""
    return MeanOf(group.mean, _scaled(group.sd, sqrt(group.people)), group.people)


def _scaled(number: Printed, factor: float) -> Printed:
    return Printed.of(float(number) * factor, number.decimals)


def check_means_difference(first: Printed, second: Printed, difference: Printed) -> Outcome:
    """Whether a printed difference is that of two means; it may be told either way round.

    When not to believe an `inconsistent`: adjusted differences are not those of the plain means.
    """
    value = first.value - second.value
    low, high = first.bounds[0] - second.bounds[1], first.bounds[1] - second.bounds[0]
    box = box_of(difference)
    recomputed = shown(float(value), max(first.decimals, second.decimals))
    detail = f"{first.text} less {second.text} is {recomputed}; printed is {difference.text}."
    verdict: Verdict = "inconsistent"
    assumption = ""
    for sign in (1, -1):
        ends = sorted((float(sign * low), float(sign * high)))
        if box.holds(float(sign * value)):
            verdict = "consistent"
        elif box.meets(Box(ends[0], ends[1])):
            verdict = "by_rounding"
        else:
            continue
        assumption = "the second group less the first" if sign < 0 else ""
        break
    return Outcome(verdict, recomputed, float(low), float(high), detail, assumption, identity=_DIFFERENCE)


def fill_means_difference(first: Printed, second: Printed) -> Filled:
    """The difference of two means: first − second."""
    low, high = first.bounds[0] - second.bounds[1], first.bounds[1] - second.bounds[0]
    return Filled("difference", float(first.value - second.value), _DIFFERENCE, (first.text, second.text), float(low), float(high))


def means_interval(first: MeanOf, second: MeanOf, level: float = 95) -> tuple[tuple[str, tuple[float, float]], ...]:
    """The interval of the difference of two means by Student, Welch and the normal quantile."""
    difference = float(first.mean.value - second.mean.value)
    one, two = float(first.sd), float(second.sd)
    share = 0.5 - level / 200
    pooled = ((first.people - 1) * one * one + (second.people - 1) * two * two) / (first.people + second.people - 2)
    plain = sqrt(one * one / first.people + two * two / second.people)
    student = sqrt(pooled * (1 / first.people + 1 / second.people))
    (_, student_degrees), (_, welch_degrees) = _statistics(difference, one, first.people, two, second.people)
    halves = (
        ("Student's t", student * student_quantile(share, student_degrees)),
        ("Welch's t", plain * student_quantile(share, welch_degrees)),
        ("normal", plain * z_of_level(level)),
    )
    return tuple((name, (difference - half, difference + half)) for name, half in halves)


def check_means_interval(first: MeanOf, second: MeanOf, low: Printed, high: Printed, level: float = 95) -> Outcome:
    """Whether a printed interval is as wide as two groups' SDs make the interval of their difference.

    Only the width is compared (the middle is another identity). `inconsistent` where it is off by more than the
    rounding of the SDs and limits allows and by more than 15 % of a standard error at each limit.

    When not to believe an `inconsistent`: repeated-measures models and baseline adjustment narrow an interval; a
    wider one comes with clusters.
    """
    if _unusable(first, second) or high.value <= low.value:
        return Outcome("cannot_tell", needs="two people a group, SDs not below 0 and limits in order", identity=_INTERVAL)
    intervals = means_interval(first, second, level)
    printed_half = Box(float(high.bounds[0] - low.bounds[1]) / 2, float(high.bounds[1] - low.bounds[0]) / 2)
    halves = [(name, (limits[1] - limits[0]) / 2) for name, limits in intervals]
    spread = min((box_of(group.sd).low / float(group.sd) if group.sd.value else 1.0) for group in (first, second))
    widen = max((box_of(group.sd).high / float(group.sd) if group.sd.value else 1.0) for group in (first, second))
    possible = Box(min(half for _, half in halves) * spread, max(half for _, half in halves) * widen)
    name, half = min(halves, key=lambda each: abs(each[1] - float(high.value - low.value) / 2))
    limits = dict(intervals)[name]
    off = abs(half - float(high.value - low.value) / 2) / (half / z_of_level(level)) if half else inf
    verdict: Verdict = "inconsistent"
    if printed_half.holds(half):
        verdict = "consistent"
    elif printed_half.meets(possible) or off <= TOLERANCE:
        verdict = "by_rounding"
    text = shown_range(*limits, max(low.decimals, high.decimals) + 1)
    detail = f"{first.mean.text} ± {first.sd.text} ({first.people}) and {second.mean.text} ± {second.sd.text} ({second.people}) give {text} ({name}); printed is {low.text} to {high.text}."
    needs = ""
    if verdict == "inconsistent":
        errors = [(limits[1] - limits[0]) / 2 for _, limits in means_interval(_as_errors(first), _as_errors(second), level)]
        needs = SPREADS_ARE_ERRORS if printed_half.meets(Box(min(errors) * spread * spread, max(errors) * widen * widen)) else ""
    return Outcome(verdict, text, *limits, detail, f"{name} interval" if verdict != "inconsistent" else "", needs, _INTERVAL)


def check_sd_and_error(sd: Printed, error: Printed, people: int) -> Outcome:
    """Whether a printed standard error is the SD of that many people divided by √n."""
    if people < 1 or sd.value < 0:
        return Outcome("cannot_tell", needs="at least one person and an SD not below 0", identity=_SPREAD)
    root = sqrt(people)
    value, box = float(sd) / root, box_of(sd)
    verdict: Verdict = "inconsistent"
    if box_of(error).holds(value):
        verdict = "consistent"
    elif box_of(error).meets(Box(box.low / root, box.high / root)):
        verdict = "by_rounding"
    recomputed = shown(value, error.decimals + 1)
    detail = f"An SD of {sd.text} in {people} people is a standard error of {recomputed}; printed is {error.text}."
    return Outcome(verdict, recomputed, box.low / root, box.high / root, detail, identity=_SPREAD)


def fill_sd_from_error(error: Printed, people: int) -> Filled | None:
    """The SD of a group from its standard error: SD = SE √n.

    Source: Cochrane Handbook, section 6.5.2.2.
    """
    if people < 1 or error.value <= 0:
        return None
    box, root = box_of(error), sqrt(people)
    return Filled("SD", float(error) * root, _SPREAD, (error.text, str(people)), box.low * root, box.high * root)


def fill_sd_from_interval(low: Printed, high: Printed, people: int, level: float = 95) -> Filled | None:
    """The SD of a group from the interval of its mean: SD = √n (high − low) / (2 t), with t of n − 1 degrees of freedom.

    Source: Cochrane Handbook, section 6.5.2.2.
    """
    if people < 2 or high.value <= low.value:  # noqa: PLR2004  # an SD needs two people
        return None
    factor = sqrt(people) / (2 * student_quantile(0.5 - level / 200, people - 1))
    ends = float(high.bounds[0] - low.bounds[1]), float(high.bounds[1] - low.bounds[0])
    return Filled(
        "SD",
        float(high.value - low.value) * factor,
        _SPREAD,
        (low.text, high.text, str(people)),
        max(ends[0], 0) * factor,
        ends[1] * factor,
    )


def fill_sd_from_p(difference: Printed, p: Printed, first_people: int, second_people: int) -> Filled | None:
    """The SD both groups share, from the difference of their means and an exact two-tailed p-value of Student's t.

    SE = |difference| / t(p), SD = SE / √(1/n₁ + 1/n₂). None where p is 0 or 1 or the difference 0.

    Source: Cochrane Handbook, section 6.5.2.3.
    """
    if min(first_people, second_people) < 1 or first_people + second_people < 3 or not 0 < p.value < 1 or not difference.value:  # noqa: PLR2004
        return None
    t = student_quantile(float(p) / 2, first_people + second_people - 2)
    value = _shared_sd(abs(float(difference)) / t, first_people, second_people)
    texts = (difference.text, p.text, str(first_people), str(second_people))
    return Filled("SD", value, _SPREAD, texts, assumption="the same SD in both groups; Student's t, two-tailed")


def _shared_sd(error: float, first_people: int, second_people: int) -> float:
    """The SD both groups share behind the standard error of their difference."""
    return error / sqrt(1 / first_people + 1 / second_people)


def fill_sd_from_t(difference: Printed, t: Printed, first_people: int, second_people: int) -> Filled | None:
    """The SD both groups share, from the difference of their means and its t value: SE = |difference / t|, SD = SE / √(1/n₁ + 1/n₂).

    None where t or the difference is 0.

    Source: Cochrane Handbook, section 6.5.2.3.
    """
    if min(first_people, second_people) < 1 or not t.value or not difference.value:
        return None
    value = _shared_sd(abs(float(difference) / float(t)), first_people, second_people)
    texts = (difference.text, t.text, str(first_people), str(second_people))
    return Filled("SD", value, _SPREAD, texts, assumption="the same SD in both groups")


def fill_sd_from_difference_interval(
    low: Printed, high: Printed, first_people: int, second_people: int, level: float = 95
) -> Filled | None:
    """The SD both groups share, from the interval of the difference of their means, by t with n₁ + n₂ − 2 degrees of freedom.

    None where the limits are out of order.

    Source: Cochrane Handbook, section 6.5.2.3.
    """
    if min(first_people, second_people) < 1 or first_people + second_people < 3 or high.value <= low.value:  # noqa: PLR2004
        return None
    error = float(high.value - low.value) / (2 * student_quantile(0.5 - level / 200, first_people + second_people - 2))
    texts = (low.text, high.text, str(first_people), str(second_people))
    return Filled(
        "SD",
        _shared_sd(error, first_people, second_people),
        _SPREAD,
        texts,
        assumption=f"the same SD in both groups, a {level:g} % interval",
    )


MEANS_P = Identity(
    _P, "conventional", "t = (m₁ − m₂) / √(s²/n₁ + s²/n₂), pooled or not", "Student (1908), https://doi.org/10.2307/2331554; Welch (1947), https://doi.org/10.1093/biomet/34.1-2.28",
    ("first", "second", "p"), check_means_p, (fill_sd_from_p,),
)  # fmt: skip
MEANS_INTERVAL = Identity(
    _INTERVAL, "conventional", "m₁ − m₂ ± t √(s²/n₁ + s²/n₂)", _HANDBOOK, ("first", "second", "low", "high"), check_means_interval,
)  # fmt: skip
MEANS_DIFFERENCE = Identity(
    _DIFFERENCE, "exact", "difference = m₁ − m₂", _HANDBOOK, ("first", "second", "difference"), check_means_difference, (fill_means_difference,),
)  # fmt: skip
SPREAD = Identity(
    _SPREAD, "exact", "SE = SD / √n; SD = √n (high − low) / (2 t)", _HANDBOOK, ("sd", "error", "people"), check_sd_and_error,
    (fill_sd_from_error, fill_sd_from_interval, fill_sd_from_t, fill_sd_from_difference_interval),
)  # fmt: skip
