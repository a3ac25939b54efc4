"""One effect told in other words: a ratio as a percent, a difference as a number needed to treat, a coefficient as a ratio."""

from math import ceil, exp, inf, log

from manystudies.measures.agreement import agree_nearly
from manystudies.measures.box import Box, box_of
from manystudies.measures.identity import Filled, Identity, Outcome, Verdict
from manystudies.measures.printed import Printed
from manystudies.measures.wording import shown

_PERCENT = "ratio told as a percent"
_NEEDED = "number needed to treat"
_COEFFICIENT = "coefficient and ratio"
_RATE = "events over time"
_HUNDRED = 100
_LARGEST_COEFFICIENT = 50.0


def check_relative_change(ratio: Printed, percent: Printed) -> Outcome:
    """Whether a ratio and "35 % lower" or "20 % higher" are one: percent = 100 · |ratio − 1|.

    The direction is a matter of words and not looked at. A ratio above 2 told as its own hundredfold ("3.1 times" as
    310 %) is not accepted: 310 % more is 4.1 times.

    When not to believe an `inconsistent`: the percent may be an absolute difference, or crude beside an adjusted ratio.

    >>> check_relative_change(Printed.read("0.65"), Printed.read("35")).verdict
    'consistent'
    """
    if ratio.bounds[1] < 0:
        return Outcome("cannot_tell", needs="a ratio, which is not below 0", identity=_PERCENT)
    size = Printed(percent.text, abs(percent.value), percent.decimals)
    box = box_of(ratio)
    possible = Box((box.low - 1) * _HUNDRED, (box.high - 1) * _HUNDRED).size
    value = abs(float(ratio) - 1) * _HUNDRED
    agreement = agree_nearly(size, value, possible)
    recomputed = shown(value, percent.decimals + 1)
    needs = ""
    if agreement.verdict == "inconsistent" and box_of(size).meets(Box(box.low * _HUNDRED, box.high * _HUNDRED)):
        needs = f"“{percent.text} % of”, not “{percent.text} % more or less”"
    detail = f"A ratio of {ratio.text} is a change of {recomputed} %; printed is {percent.text} %."
    return Outcome(agreement.verdict, recomputed, possible.low, possible.high, detail, agreement.assumption, needs, _PERCENT)


def fill_ratio_of_change(percent: Printed, *, lower: bool) -> Filled | None:
    """The ratio behind "35 % lower" or "35 % higher"; None for a fall of 100 % or more."""
    sign = -1 if lower else 1
    value = 1 + sign * float(percent) / _HUNDRED
    if value <= 0:
        return None
    ends = sorted(1 + sign * end / _HUNDRED for end in (box_of(percent).low, box_of(percent).high))
    return Filled("ratio", value, _PERCENT, (percent.text,), ends[0], ends[1])


def check_number_needed(needed: Printed, difference: Printed) -> Outcome:
    """Whether a number needed to treat is 1 / |risk difference|, the difference in percentage points.

    It may be rounded or, as is usual, rounded up to a whole person.

    >>> check_number_needed(Printed.read("13"), Printed.read("8.0")).verdict
    'consistent'

    Source: Cook & Sackett (1995), https://doi.org/10.1136/bmj.310.6977.452
    """
    box = box_of(difference).size
    if difference.value == 0 or box.high <= 0:
        return Outcome("cannot_tell", needs="a risk difference that is not 0", identity=_NEEDED)
    value = _HUNDRED / abs(float(difference))
    possible = Box(_HUNDRED / box.high, _HUNDRED / box.low if box.low > 0 else inf)
    agreement = agree_nearly(Printed(needed.text, abs(needed.value), needed.decimals), value, possible)
    recomputed = shown(value, needed.decimals + 1)
    detail = f"A risk difference of {difference.text} percentage points is one person in {recomputed}; printed is {needed.text}."
    size = abs(float(needed))
    if needed.whole is not None and possible.low <= size and size - 1 < possible.high:
        verdict: Verdict = "consistent" if ceil(value) == size or agreement.verdict == "consistent" else "by_rounding"
        return Outcome(verdict, recomputed, possible.low, possible.high, detail, "rounded up to a whole person", identity=_NEEDED)
    return Outcome(agreement.verdict, recomputed, possible.low, possible.high, detail, agreement.assumption, identity=_NEEDED)


def check_coefficient(coefficient: Printed, ratio: Printed) -> Outcome:
    """Whether a regression coefficient and a ratio are one: ratio = e^β.

    When not to believe an `inconsistent`: coefficient and ratio may be told for other steps of the predictor.
    """
    if abs(coefficient.value) > _LARGEST_COEFFICIENT or ratio.bounds[1] <= 0:
        return Outcome("cannot_tell", needs="a coefficient of a log scale and a ratio above 0", identity=_COEFFICIENT)
    box = box_of(coefficient)
    possible = Box(exp(box.low), exp(box.high))
    value = exp(float(coefficient))
    agreement = agree_nearly(ratio, value, possible)
    recomputed = shown(value, ratio.decimals + 1)
    needs = "a coefficient of the opposite direction" if agreement.verdict == "inconsistent" and _opposite(ratio, box) else ""
    detail = f"A coefficient of {coefficient.text} is a ratio of {recomputed}; printed is {ratio.text}."
    return Outcome(agreement.verdict, recomputed, possible.low, possible.high, detail, agreement.assumption, needs, _COEFFICIENT)


def _opposite(ratio: Printed, box: Box) -> bool:
    return box_of(ratio).meets(Box(exp(-box.high), exp(-box.low)))


def fill_coefficient(ratio: Printed) -> Filled | None:
    """The coefficient behind a ratio: ln ratio; None for a ratio not above 0."""
    if ratio.value <= 0:
        return None
    box = box_of(ratio)
    return Filled("coefficient", log(float(ratio)), _COEFFICIENT, (ratio.text,), log(box.low) if box.low > 0 else None, log(box.high))


def check_rate(rate: Printed, events: Printed, time: Printed, per: float = 1) -> Outcome:
    """Whether a rate is events over person-time: rate = per · events / time.

    When not to believe an `inconsistent`: recurrent events, or a rate that is standardised or modelled.
    """
    box = box_of(time)
    if box.low <= 0 or events.value < 0:
        return Outcome("cannot_tell", needs="person-time above 0", identity=_RATE)
    value = per * float(events) / float(time)
    possible = Box(per * float(events) / box.high, per * float(events) / box.low)
    agreement = agree_nearly(rate, value, possible)
    recomputed = shown(value, rate.decimals + 1)
    detail = f"{events.text} events in {time.text} are {recomputed} per {per:g}; printed is {rate.text}."
    return Outcome(agreement.verdict, recomputed, possible.low, possible.high, detail, agreement.assumption, identity=_RATE)


RELATIVE_CHANGE = Identity(
    _PERCENT, "exact", "percent = 100 · |ratio − 1|", "Cochrane Handbook, section 6.4.1", ("ratio", "percent"), check_relative_change,
    (fill_ratio_of_change,),
)  # fmt: skip
NUMBER_NEEDED = Identity(
    _NEEDED, "exact", "NNT = 1 / |RD|, rounded up", "Cook & Sackett (1995), https://doi.org/10.1136/bmj.310.6977.452", ("needed", "difference"),
    check_number_needed,
)  # fmt: skip
COEFFICIENT = Identity(
    _COEFFICIENT, "exact", "ratio = e^β", "the definition of a log-linear model", ("coefficient", "ratio"), check_coefficient, (fill_coefficient,),
)  # fmt: skip
RATE = Identity(
    _RATE, "exact", "rate = per · events / time", "the definition of a rate", ("rate", "events", "time"), check_rate,
)  # fmt: skip
