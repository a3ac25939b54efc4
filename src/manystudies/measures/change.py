"""One group before and after: change = after − before, and the correlation its p-value needs."""

from functools import lru_cache
from math import inf, sqrt

from manystudies.measures.agreement import agree_nearly
from manystudies.measures.box import Box, box_of, p_box
from manystudies.measures.identity import Filled, Identity, Outcome, Verdict
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.significance import Tails, printed_p
from manystudies.measures.tails import student_quantile, student_tail
from manystudies.measures.wording import shown, shown_p, worded_p

_CHANGE = "change of a mean"
_CORRELATION = "before, after and p"
_PERCENT = "change in percent"
_FOLD = "fold change"
_HUNDRED = 100
_RARE = 0.95
"""Two measurements of the same people rarely correlate more than this: what needs more can neither be confirmed nor refuted."""
_HANDBOOK = "Cochrane Handbook, section 6.5.2.8. https://training.cochrane.org/handbook"


def check_change(before: Printed, after: Printed, change: Printed) -> Outcome:
    """Whether a printed change is after − before; its sign may be told as a decrease.

    When not to believe an `inconsistent`: means of different people, medians (a median of changes is no change of
    medians) and adjusted means do not subtract.

    >>> check_change(Printed.read("24.9"), Printed.read("21.1"), Printed.read("-3.8")).verdict
    'consistent'
    """
    value = after.value - before.value
    low, high = after.bounds[0] - before.bounds[1], after.bounds[1] - before.bounds[0]
    printed_low, printed_high = change.bounds
    decimals = max(before.decimals, after.decimals)
    recomputed = shown(float(value), decimals)
    detail = f"{before.text} to {after.text} is a change of {recomputed}; printed is {change.text}."
    verdict: Verdict = "inconsistent"
    assumption = ""
    for sign in (1, -1):
        if printed_low <= sign * value <= printed_high:
            verdict = "consistent"
        elif min(sign * low, sign * high) <= printed_high and printed_low <= max(sign * low, sign * high):
            verdict = "by_rounding"
        else:
            continue
        assumption = "a decrease told as a positive number" if sign < 0 and value else ""
        break
    return Outcome(verdict, recomputed, float(low), float(high), detail, assumption, identity=_CHANGE)


def fill_change(before: Printed, after: Printed) -> Filled:
    """The change of a mean of the same people: after − before."""
    low, high = after.bounds[0] - before.bounds[1], after.bounds[1] - before.bounds[0]
    return Filled("change", float(after.value - before.value), _CHANGE, (before.text, after.text), float(low), float(high))


@lru_cache(maxsize=4096)
def _t_of_p(p: float, degrees: int, tails: Tails) -> float:
    if p <= 0:
        return inf
    return max(student_quantile(min(p / tails, 0.5), degrees), 0.0)


def correlation_needed(
    before: tuple[Printed, Printed],
    after: tuple[Printed, Printed],
    people: int,
    p: Printed,
    comparator: Comparator = "=",
    *,
    tails: Tails = 2,
) -> Box | None:
    """The within-person correlations under which means ± SDs before and after have the printed p-value.

    s²_change = s₁² + s₂² − 2 r s₁ s₂ and t = change / (s_change / √n) with n − 1 degrees of freedom, so
    r = (s₁² + s₂² − n change² / t²) / (2 s₁ s₂). The box reaches outside −1 to 1 where no correlation does it;
    None with fewer than two people or an SD of 0.

    >>> mean_and_sd = lambda mean, sd: (Printed.read(mean), Printed.read(sd))
    >>> round(correlation_needed(mean_and_sd("24.9", "5.1"), mean_and_sd("21.1", "2.9"), 19, Printed.read(".001"), "<").low, 2)
    0.52
    """
    if people < 2 or min(before[1].value, after[1].value) <= 0:  # noqa: PLR2004  # an SD needs two people
        return None
    changes = Box(float(after[0].bounds[0] - before[0].bounds[1]), float(after[0].bounds[1] - before[0].bounds[0])).size
    wanted = p_box(p, comparator)
    most_t, least_t = _t_of_p(wanted.low, people - 1, tails), _t_of_p(wanted.high, people - 1, tails)
    first, second = box_of(before[1]), box_of(after[1])
    # The largest SD of change goes with the smallest t; nothing bounds it where p may be 1.
    most_variance = people * changes.high**2 / least_t**2 if least_t > 0 else inf
    least_variance = people * changes.low**2 / most_t**2 if most_t > 0 else inf
    corners = [(one, two) for one in (first.low, first.high) for two in (second.low, second.high) if one > 0 and two > 0]
    # In between, (s₁² + s₂²) / (2 s₁ s₂) is smallest where the SDs are equal.
    shared = max(first.low, second.low)
    if shared <= min(first.high, second.high) and shared > 0:
        corners.append((shared, shared))
    low = min((one * one + two * two - most_variance) / (2 * one * two) for one, two in corners)
    high = max((one * one + two * two - least_variance) / (2 * one * two) for one, two in corners)
    return Box(low, high, wanted.high_open, wanted.low_open)


def _correlation_at(before: tuple[Printed, Printed], after: tuple[Printed, Printed], people: int, p: float, tails: Tails) -> float:
    """The correlation at the printed values exactly."""
    t = _t_of_p(p, people - 1, tails)
    change = float(after[0].value - before[0].value)
    one, two = float(before[1]), float(after[1])
    variance = people * change**2 / t**2 if t > 0 else inf
    return (one * one + two * two - variance) / (2 * one * two)


def paired_p(before: tuple[float, float], after: tuple[float, float], people: int, correlation: float) -> float:
    """The two-tailed p-value of a paired t test at an assumed correlation.

    >>> round(paired_p((24.9, 5.1), (21.1, 2.9), 19, 0.5), 4)
    0.0015
    """
    variance = before[1] ** 2 + after[1] ** 2 - 2 * correlation * before[1] * after[1]
    change = abs(after[0] - before[0])
    if variance <= 0:
        return 0.0 if change else 1.0
    return 2 * student_tail(change / sqrt(variance / people), people - 1)


def check_before_after(
    before: tuple[Printed, Printed],
    after: tuple[Printed, Printed],
    people: int,
    p: Printed,
    comparator: Comparator = "=",
    *,
    tails: Tails = 2,
) -> Outcome:
    """Whether means ± SDs before and after can have the printed p-value: is there a correlation that gives it?

    `before` and `after` are (mean, SD). `needs` tells the correlation; `inconsistent` only where none between −1 and
    1 does it, `cannot_tell` where it would have to be above .95. A correlation below 0 is possible but rare.

    When not to believe an `inconsistent`: the p-value may be of a rank test or of other people than the means.

    Source: Cochrane Handbook, section 6.5.2.8.
    """
    needed = correlation_needed(before, after, people, p, comparator, tails=tails)
    if needed is None:
        return Outcome("cannot_tell", needs="at least two people and SDs above 0", identity=_CORRELATION)
    means = f"{before[0].text} ± {before[1].text} to {after[0].text} ± {after[1].text} in {people} people"
    plain = paired_p((float(before[0]), float(before[1])), (float(after[0]), float(after[1])), people, 0.0)
    detail = f"{means} has {worded_p(plain)} without correlation; printed is {printed_p(p, comparator)}."
    if needed.low > 1 or needed.high < -1:
        return Outcome("inconsistent", shown_p(plain), needed.low, needed.high, f"{detail} No correlation gives it.", identity=_CORRELATION)
    at_bound = _correlation_at(before, after, people, float(p), tails)
    inside = _shown_correlation(min(max(at_bound, -1.0), 1.0))
    match comparator:
        case "<" | "<=":
            needs = f"a correlation of at least {inside}" if at_bound > -1 else ""
        case ">" | ">=":
            needs = f"a correlation of at most {inside}" if at_bound < 1 else ""
        case _:
            needs = f"a correlation of about {inside}"
    verdict: Verdict = "consistent"
    if max(needed.low, -1.0) > _RARE:
        verdict = "cannot_tell"
    elif abs(at_bound) > 1 and needs and comparator not in (">", ">="):
        verdict = "by_rounding"
    return Outcome(verdict, shown_p(plain), max(needed.low, -1.0), min(needed.high, 1.0), detail, "a paired t test", needs, _CORRELATION)


def _shown_correlation(value: float) -> str:
    """A correlation as journals print it; more digits where two would say 1."""
    text = shown(value, 2 if abs(value) < 0.995 else 4)  # noqa: PLR2004  # what two digits would round to 1
    return text.replace("0.", ".", 1)


def fill_sd_of_change(before_sd: Printed, after_sd: Printed, correlation: float) -> Filled | None:
    """The SD of the change at a stated correlation: s² = s₁² + s₂² − 2 r s₁ s₂; None where nothing is left.

    An assumption, never a finding: the result depends on a correlation nobody reported.

    Source: Cochrane Handbook, section 6.5.2.8.
    """
    one, two = float(before_sd), float(after_sd)
    variance = one * one + two * two - 2 * correlation * one * two
    if variance <= 0 or abs(correlation) > 1:
        return None
    return Filled(
        "SD of the change", sqrt(variance), _CORRELATION, (before_sd.text, after_sd.text), assumption=f"a correlation of {correlation:g}"
    )


def fill_correlation(before_sd: Printed, after_sd: Printed, change_sd: Printed) -> Filled | None:
    """The correlation behind three SDs: r = (s₁² + s₂² − s²_change) / (2 s₁ s₂); None outside −1 to 1."""
    one, two, change = float(before_sd), float(after_sd), float(change_sd)
    if one <= 0 or two <= 0:
        return None
    value = (one * one + two * two - change * change) / (2 * one * two)
    return Filled("correlation", value, _CORRELATION, (before_sd.text, after_sd.text, change_sd.text)) if abs(value) <= 1 else None


def check_percent_change(before: Printed, after: Printed, percent: Printed) -> Outcome:
    """Whether a printed change in percent is 100 · (after − before) / before; the sign may be told as a decrease."""
    if before.bounds[0] <= 0 or after.bounds[0] < 0:
        return Outcome("cannot_tell", needs="values above 0", identity=_PERCENT)
    value = float((after.value / before.value - 1) * _HUNDRED)
    low, high = (float((after.bounds[end] / before.bounds[1 - end] - 1) * _HUNDRED) for end in (0, 1))
    if percent.value > 0 > value:
        value, low, high = -value, -high, -low
    decimals = percent.decimals + 1
    detail = f"{before.text} to {after.text} is a change of {shown(value, decimals)} %; printed is {percent.text} %."
    agreement = agree_nearly(percent, value, Box(low, high))
    return Outcome(agreement.verdict, shown(value, decimals), low, high, detail, agreement.assumption, identity=_PERCENT)


def check_fold(before: Printed, after: Printed, fold: Printed) -> Outcome:
    """Whether a printed fold change is after / before."""
    if before.bounds[0] <= 0 or after.bounds[0] < 0:
        return Outcome("cannot_tell", needs="values above 0", identity=_FOLD)
    value = float(after.value / before.value)
    low, high = (float(after.bounds[end] / before.bounds[1 - end]) for end in (0, 1))
    detail = f"{after.text} is {shown(value, fold.decimals + 1)} times {before.text}; printed is {fold.text}-fold."
    agreement = agree_nearly(fold, value, Box(low, high))
    return Outcome(agreement.verdict, shown(value, fold.decimals + 1), low, high, detail, agreement.assumption, identity=_FOLD)


def fill_before_of_fold(after: Printed, fold: Printed) -> Filled | None:
    """The value before a fold change: after / fold, as a range over the rounding of the fold."""
    low, high = fold.bounds
    if low <= 0:
        return None
    ends = float(after.value / high), float(after.value / low)
    return Filled("value before", float(after.value / fold.value), _FOLD, (after.text, fold.text), *ends)


CHANGE = Identity(
    _CHANGE, "exact", "change = after − before", _HANDBOOK, ("before", "after", "change"), check_change, (fill_change,),
)  # fmt: skip
BEFORE_AFTER = Identity(
    _CORRELATION, "conventional", "s²_change = s₁² + s₂² − 2 r s₁ s₂; t = change √n / s_change", _HANDBOOK, ("before", "after", "people", "p"),
    check_before_after, (fill_sd_of_change, fill_correlation),
)  # fmt: skip
PERCENT_CHANGE = Identity(
    _PERCENT, "exact", "percent = 100 (after − before) / before", "the definition of a relative change", ("before", "after", "percent"),
    check_percent_change,
)  # fmt: skip
FOLD = Identity(
    _FOLD, "exact", "fold = after / before", "the definition of a fold change", ("before", "after", "fold"), check_fold, (fill_before_of_fold,),
)  # fmt: skip
