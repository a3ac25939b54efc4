"""One group: the interval of its share or mean, its SD within its range, its quantiles in order, its parts' mean."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import exp, inf, log, sqrt

from manystudies.measures.agreement import TOLERANCE, agree_exactly, agree_nearly
from manystudies.measures.box import Box, box_of
from manystudies.measures.groups import MeanOf
from manystudies.measures.identity import Filled, Identity, Outcome, Verdict
from manystudies.measures.normal import z_of_level
from manystudies.measures.printed import Printed
from manystudies.measures.two_by_two import wilson
from manystudies.measures.wording import shown, shown_range

_SHARE = "interval of a share"
_MEAN = "interval of a mean"
_SPREAD = "SD within a range"
_ORDER = "quantiles in order"
_WEIGHTED = "mean of groups"
_HUNDRED = 100


def clopper_pearson(events: int, total: int, level: float = 95) -> tuple[float, float]:
    """The exact interval of a share, 0–1, by quantiles of the beta distribution.

    Source: Clopper & Pearson (1934), https://doi.org/10.1093/biomet/26.4.404
    """
    from scipy.special import betaincinv

    tail = (1 - level / 100) / 2
    low = 0.0 if events == 0 else float(betaincinv(events, total - events + 1, tail))
    high = 1.0 if events == total else float(betaincinv(events + 1, total - events, 1 - tail))
    return low, high


def share_intervals(events: int, total: int, level: float = 95) -> Iterator[tuple[str, tuple[float, float]]]:
    """The interval of a share by every accepted method, the commonest first: 0–1, with the method's name.

    Source: Brown, Cai & DasGupta (2001), https://doi.org/10.1214/ss/1009213286
    """
    z, share = z_of_level(level), events / total
    half = z * sqrt(share * (1 - share) / total)
    yield "plain", (share - half, share + half)
    score = wilson(events, total, level)
    if score:
        yield "Wilson", score
    yield "exact", clopper_pearson(events, total, level)
    people = total + z * z
    middle = (events + z * z / 2) / people
    half = z * sqrt(middle * (1 - middle) / people)
    yield "Agresti–Coull", (middle - half, middle + half)
    if 0 < events < total:
        centre, half = log(share / (1 - share)), z / sqrt(total * share * (1 - share))
        yield "logit", (1 / (1 + exp(half - centre)), 1 / (1 + exp(-half - centre)))


def _fits(limit: Printed, value: float) -> bool:
    return agree_nearly(limit, value, Box(value, value)).right


def check_share_interval(low: Printed, high: Printed, events: int, total: int, level: float = 95, *, percent: bool = True) -> Outcome:
    """Whether a printed interval is that of `events` of `total` by any accepted method (plain, Wilson, exact …).

    Limits in percent, or 0–1 where `percent` is false; a plain limit below 0 may be cut at 0. Otherwise `by_rounding`
    within 0.15 standard errors of the plain interval.

    When not to believe an `inconsistent`: weighted, clustered or time-to-event shares have other intervals.
    """
    if not 0 <= events <= total or total == 0 or not 0 < level < 100:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="events among at least one person", identity=_SHARE)
    scale = _HUNDRED if percent else 1
    places = max(low.decimals, high.decimals) + 1
    plain: tuple[float, float] | None = None
    for name, ends in share_intervals(events, total, level):
        limits = max(ends[0], 0.0) * scale, min(ends[1], 1.0) * scale
        plain = plain or limits
        if _fits(low, limits[0]) and _fits(high, limits[1]):
            text = shown_range(*limits, places)
            nominal = box_of(low).holds(limits[0]) and box_of(high).holds(limits[1])
            detail = f"{events} of {total} gives {text} ({name}); printed is {low.text} to {high.text}."
            return Outcome("consistent" if nominal else "by_rounding", text, *limits, detail, f"{name} interval", identity=_SHARE)
    plain = plain or (0.0, 0.0)
    error = sqrt(events / total * (1 - events / total) / total) * scale
    off = max(abs(float(low) - plain[0]), abs(float(high) - plain[1])) / error if error else inf
    verdict: Verdict = "by_rounding" if off <= TOLERANCE else "inconsistent"
    text = shown_range(*plain, places)
    detail = f"{events} of {total} gives {text} by the plain method; printed is {low.text} to {high.text}."
    return Outcome(
        verdict, text, *plain, detail, f"within {TOLERANCE} standard errors" if verdict == "by_rounding" else "", identity=_SHARE
    )


def check_mean_interval(group: MeanOf, low: Printed, high: Printed, level: float = 95) -> Outcome:
    """Whether a printed interval is that of a group's mean: m ± t s / √n.

    When not to believe an `inconsistent`: adjusted or repeated-measures means have other intervals.
    """
    if group.people < 2 or group.sd.value < 0 or high.value <= low.value or not 0 < level < 100:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="two people, an SD not below 0 and limits in order", identity=_MEAN)
    from scipy.special import stdtrit

    mean, error = float(group.mean), float(group.sd) / sqrt(group.people)
    factors = {"t": float(stdtrit(group.people - 1, 0.5 + level / 200)), "normal": z_of_level(level)}
    spread, centre = box_of(group.sd), box_of(group.mean)
    root = sqrt(group.people)
    widest, narrowest = max(factors.values()) * spread.high / root, min(factors.values()) * max(spread.low, 0.0) / root
    halves = {name: factor * error for name, factor in factors.items()}
    name = min(halves, key=lambda each: abs(halves[each] - float(high.value - low.value) / 2))
    limits = mean - halves[name], mean + halves[name]
    text = shown_range(*limits, max(low.decimals, high.decimals) + 1)
    nominal = box_of(low).holds(limits[0]) and box_of(high).holds(limits[1])
    possible = box_of(low).meets(Box(centre.low - widest, centre.high - narrowest)) and box_of(high).meets(
        Box(centre.low + narrowest, centre.high + widest)
    )
    off = max(abs(float(low) - limits[0]), abs(float(high) - limits[1])) / error if error else inf
    verdict: Verdict = "consistent" if nominal else "by_rounding" if possible or off <= TOLERANCE else "inconsistent"
    detail = f"{group.mean.text} ± {group.sd.text} in {group.people} people gives {text}; printed is {low.text} to {high.text}."
    needs = ""
    if verdict == "inconsistent" and _fits_as_error(group, low, high):
        needs = "the printed SD to be a standard error"
    return Outcome(verdict, text, *limits, detail, f"{name} interval", needs, _MEAN)


def _fits_as_error(group: MeanOf, low: Printed, high: Printed) -> bool:
    half = float(high.value - low.value) / 2
    error = box_of(group.sd)
    return 1.9 * error.low <= half <= 2.3 * error.high


def check_sd_and_range(sd: Printed, people: int, low: Printed, high: Printed) -> Outcome:
    """Whether an SD is possible between the smallest and largest value: (b − a)/√(2(n − 1)) ≤ s ≤ (b − a)/2 · √(n/(n − 1)).

    Smallest where all others stand in the middle of the range, largest where half stand at each end. "Range" must be
    that of the same people, smallest to largest.

    Source: Popoviciu (1935); Sharma, Gupta & Kapoor (2010), https://doi.org/10.7153/jmi-04-32
    """
    if people < 2 or high.value < low.value or sd.value < 0:  # noqa: PLR2004
        return Outcome("cannot_tell", needs="two people, an SD not below 0 and a range in order", identity=_SPREAD)
    widths = Box(max(box_of(high).low - box_of(low).high, 0.0), box_of(high).high - box_of(low).low)
    width = float(high.value - low.value)
    least, most = sqrt(1 / (2 * (people - 1))), sqrt(people / (people - 1)) / 2
    value = float(sd)
    verdict: Verdict = "inconsistent"
    if least * width <= value <= most * width:
        verdict = "consistent"
    elif box_of(sd).meets(Box(least * widths.low, most * widths.high)):
        verdict = "by_rounding"
    text = shown_range(least * width, most * width, sd.decimals + 1)
    detail = f"{people} values from {low.text} to {high.text} have an SD of {text}; printed is {sd.text}."
    return Outcome(verdict, text, least * widths.low, most * widths.high, detail, identity=_SPREAD)


def check_order(numbers: Sequence[Printed]) -> Outcome:
    """Whether numbers stand in order, as smallest value, quartile, median, quartile, largest value must."""
    if not numbers:
        return Outcome("cannot_tell", needs="at least two numbers", identity=_ORDER)
    values = [number.value for number in numbers]
    words = ", ".join(number.text for number in numbers)
    if values == sorted(values):
        return Outcome("consistent", detail=f"{words} stand in order.", identity=_ORDER)
    reach = numbers[0].bounds[0]
    for number in numbers:
        if number.bounds[1] < reach:
            return Outcome("inconsistent", detail=f"{words} do not stand in order: {number.text} is too small.", identity=_ORDER)
        reach = max(reach, number.bounds[0])
    return Outcome("by_rounding", detail=f"{words} stand in order only thanks to rounding.", identity=_ORDER)


def check_mean_of_groups(mean: Printed, groups: Sequence[tuple[Printed, int]]) -> Outcome:
    """Whether the mean of everybody is that of the groups: m = Σ nᵢ mᵢ / Σ nᵢ, each group (mean, people).

    When not to believe an `inconsistent`: people may be in no group or two, and medians do not average.
    """
    people = sum(size for _, size in groups)
    if not groups or people < 1 or any(size < 0 for _, size in groups):
        return Outcome("cannot_tell", needs="groups of people with means", identity=_WEIGHTED)
    ends = [sum((each.bounds[end] * size for each, size in groups), Fraction(0)) / people for end in (0, 1)]
    value = sum((each.value * size for each, size in groups), Fraction(0)) / people
    agreement = agree_exactly(mean, value, ends[0], ends[1])
    recomputed = shown(float(value), mean.decimals + 1)
    words = " and ".join(f"{each.text} ({size})" for each, size in groups)
    detail = f"{words} together have a mean of {recomputed}; printed is {mean.text}."
    return Outcome(agreement.verdict, recomputed, float(ends[0]), float(ends[1]), detail, agreement.assumption, identity=_WEIGHTED)


def fill_mean_of_groups(groups: Sequence[tuple[Printed, int]]) -> Filled | None:
    """The mean of everybody from the groups' means, or None without people."""
    people = sum(size for _, size in groups)
    if people < 1:
        return None
    value = sum((each.value * size for each, size in groups), Fraction(0)) / people
    return Filled("mean", float(value), _WEIGHTED, tuple(f"{each.text} ({size})" for each, size in groups))


SHARE_INTERVAL = Identity(
    _SHARE, "conventional", "p ± z √(p(1−p)/n); Wilson, Clopper–Pearson, Agresti–Coull, logit",
    "Brown, Cai & DasGupta (2001), https://doi.org/10.1214/ss/1009213286", ("low", "high", "events", "total"), check_share_interval,
)  # fmt: skip
MEAN_INTERVAL = Identity(
    _MEAN, "conventional", "m ± t s / √n", "Cochrane Handbook, section 6.5.2.2", ("group", "low", "high"), check_mean_interval,
)  # fmt: skip
SD_AND_RANGE = Identity(
    _SPREAD, "exact", "(b − a)/√(2(n − 1)) ≤ s ≤ (b − a)/2 · √(n/(n − 1))", "Sharma, Gupta & Kapoor (2010), https://doi.org/10.7153/jmi-04-32",
    ("sd", "people", "low", "high"), check_sd_and_range,
)  # fmt: skip
ORDER = Identity(
    _ORDER, "exact", "smallest ≤ quartile ≤ median ≤ quartile ≤ largest", "the definition of quantiles", ("numbers",), check_order,
)  # fmt: skip
WEIGHTED_MEAN = Identity(
    _WEIGHTED, "exact", "m = Σ nᵢ mᵢ / Σ nᵢ", "the definition of a mean", ("mean", "groups"), check_mean_of_groups, (fill_mean_of_groups,),
)  # fmt: skip
