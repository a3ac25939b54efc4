"""Values inside limits: a scale's ends, the largest SD a scale allows, a report's own limit."""

from fractions import Fraction
from math import sqrt
from typing import Literal

from manystudies.measures.box import Box, box_of
from manystudies.measures.grids import possible_totals, smallest_sd
from manystudies.measures.identity import Identity, Outcome
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.wording import shown

_VALUE = "value inside a scale"
_SPREAD = "SD inside a scale"
_LIMIT = "value and the report's own limit"
_TOUCHING: dict[Comparator, str] = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": "at", "~": "about"}


def check_on_scale(value: Printed, lowest: float, highest: float) -> Outcome:
    """Whether a value lies between the ends of its scale, as a correlation between −1 and 1 or a score between 0 and 40."""
    box = box_of(value)
    inside = lowest <= float(value) <= highest
    touches = box.meets(Box(lowest, highest))
    verdict: Literal["by_rounding", "consistent", "inconsistent"] = "consistent" if inside else "by_rounding" if touches else "inconsistent"
    detail = f"{value.text} lies {'inside' if touches else 'outside'} {lowest:g} to {highest:g}."
    return Outcome(verdict, low=lowest, high=highest, detail=detail, identity=_VALUE)


def sd_limits(mean: Printed, people: int, lowest: int, highest: int, items: int = 1) -> tuple[float, float] | None:
    """The smallest and largest SD that whole-number scores between `lowest` and `highest` with this mean can have.

    Smallest where all scores are as equal as the total allows, largest where all but one sit at the ends:
    s² = (Σx² − (Σx)² / n) / (n − 1). None where the mean itself is impossible. Largest and smallest are taken
    over every total that is printed as the mean.

    Source: Anaya (2016), https://doi.org/10.7287/peerj.preprints.2400v1; Heathers et al. (2018), SPRITE,
    https://doi.org/10.7287/peerj.preprints.26968v1
    """
    if people < 2 or lowest >= highest:  # noqa: PLR2004  # an SD needs two people
        return None
    least_total, most_total = people * lowest * items, people * highest * items
    totals = possible_totals(mean, people, items)
    first, last = max(totals.start, least_total), min(totals.stop - 1, most_total)
    if first > last:
        return None
    # Equal scores have no spread; in between it is smallest at an end of the possible totals.
    even = last // people * people >= first
    smallest = 0.0 if even else min(smallest_sd(first, people), smallest_sd(last, people))
    largest = max(
        _largest_sd(total, people, lowest * items, highest * items) for total in _widest(first, last, least_total, most_total, people)
    )
    return smallest / items, largest / items


def _widest(first: int, last: int, least: int, most: int, people: int) -> set[int]:
    """The totals from `first` to `last` among which one has the largest spread.

    Between two totals that put everybody at an end, the spread bends upward, so that the widest is such a total next
    to the middle, or an end.
    """
    width = (most - least) // people
    middle = min(max((least + most) // 2, first), last)
    below = least + (middle - least) // width * width
    return {total for total in (first, last, below, below + width) if first <= total <= last}


def _largest_sd(total: int, people: int, lowest: int, highest: int) -> float:
    """The largest SD of `people` whole numbers between two ends with that total: all but one at an end."""
    above, rest = divmod(total - people * lowest, highest - lowest)
    squares = above * highest**2 + (people - above) * lowest**2
    if rest:
        squares += (lowest + rest) ** 2 - lowest**2
    return sqrt((Fraction(squares) - Fraction(total * total, people)) / (people - 1))


def check_sd_on_scale(mean: Printed, sd: Printed, people: int | None, lowest: int, highest: int) -> Outcome:
    """Whether an SD is possible on a scale from `lowest` to `highest`: s² ≤ n / (n − 1) · (mean − lowest)(highest − mean).

    Holds for any values inside the scale, whole or not; without the number of people the worst case of two is taken.

    Source: Bhatia & Davis (2000), https://doi.org/10.1080/00029890.2000.12005203
    """
    box = box_of(mean).clip(lowest, highest)
    if not box_of(mean).meets(Box(lowest, highest)):
        return Outcome(
            "inconsistent", low=lowest, high=highest, detail=f"A mean of {mean.text} lies outside {lowest} to {highest}.", identity=_SPREAD
        )
    middle = min(max((lowest + highest) / 2, box.low), box.high)
    factor = people / (people - 1) if people and people > 1 else 2.0
    nominal = sqrt(max((float(mean) - lowest) * (highest - float(mean)), 0) * factor)
    most = sqrt((middle - lowest) * (highest - middle) * factor)
    verdict: Literal["by_rounding", "consistent", "inconsistent"] = "inconsistent"
    if float(sd) <= nominal:
        verdict = "consistent"
    elif box_of(sd).low <= most * (1 + 1e-12):
        verdict = "by_rounding"
    detail = f"On a scale from {lowest} to {highest}, a mean of {mean.text} allows an SD up to {shown(most, sd.decimals + 1)}; printed is {sd.text}."
    return Outcome(verdict, f"at most {shown(most, sd.decimals + 1)}", 0.0, most, detail, identity=_SPREAD)


def check_limit(value: Printed, side: Comparator, limit: Printed) -> Outcome:
    """Whether a value lies on the side of a limit on which the report says it lies.

    `inconsistent` here means that the report breaks its own criterion, which may have a reason: it is to be
    reported, not to be called impossible.

    >>> check_limit(Printed.read("57.4"), "<", Printed.read("50")).verdict
    'inconsistent'
    """
    bound = float(limit)
    reach = box_of(value)
    inside = {
        "<": float(value) < bound, "<=": float(value) <= bound, ">": float(value) > bound, ">=": float(value) >= bound,
        "=": reach.holds(bound), "~": reach.holds(bound),
    }[side]  # fmt: skip
    possible = {"<": reach.low < bound, "<=": reach.low <= bound, ">": reach.high > bound, ">=": reach.high >= bound}.get(side, inside)
    verdict: Literal["by_rounding", "consistent", "inconsistent"] = (
        "consistent" if inside else "by_rounding" if possible else "inconsistent"
    )
    low, high = {"<": (None, bound), "<=": (None, bound), ">": (bound, None), ">=": (bound, None)}.get(side, (bound, bound))
    detail = f"{value.text} is {'' if possible else 'not '}{_TOUCHING[side]} {limit.text}."
    return Outcome(verdict, low=low, high=high, detail=detail, identity=_LIMIT)


ON_SCALE = Identity(
    _VALUE, "exact", "lowest ≤ value ≤ highest", "the definition of the scale", ("value", "lowest", "highest"), check_on_scale,
)  # fmt: skip
SD_ON_SCALE = Identity(
    _SPREAD, "exact", "s² ≤ n / (n − 1) · (mean − lowest)(highest − mean)",
    "Bhatia & Davis (2000), https://doi.org/10.1080/00029890.2000.12005203", ("mean", "sd", "people", "lowest", "highest"), check_sd_on_scale,
)  # fmt: skip
LIMIT = Identity(
    _LIMIT, "exact", "value < limit, ≤, > or ≥ as the report says", "the report's own criterion", ("value", "side", "limit"), check_limit,
)  # fmt: skip
