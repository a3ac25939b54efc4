"""Counts of people: a percent is events over a total."""

from collections.abc import Sequence
from fractions import Fraction

from manystudies.measures.agreement import CUT_OFF, agree_exactly
from manystudies.measures.identity import Filled, Identity, Outcome
from manystudies.measures.printed import Printed
from manystudies.measures.rounding import range_of
from manystudies.measures.wording import shown

_NAME = "percent of a total"
_HUNDRED = 100
_FEW = 5


def worded(numbers: Sequence[int]) -> str:
    """A few whole numbers as words ("51 or 52"), many as a range."""
    if len(numbers) > _FEW:
        return f"{numbers[0]} to {numbers[-1]}"
    return " or ".join(str(number) for number in numbers)


def events_that_fit(total: Printed, percent: Printed) -> range:
    """The whole numbers of events among `total` people that are printed as `percent`."""
    people = total.whole
    if not people or people < 0:
        return range(0)
    fitting = range_of(percent).multiples(Fraction(_HUNDRED, people))
    return range(max(fitting.start, 0), min(fitting.stop, people + 1))


def totals_that_fit(events: Printed, percent: Printed) -> range:
    """The whole totals of which `events` are printed as `percent`; empty where there is none or no upper end."""
    count, bounds = events.whole, range_of(percent)
    if not count or count < 0 or bounds.low <= 0:
        return range(0)
    # In whole numbers, which takes a tenth of the time of fractions.
    (above, below), (least, parts) = bounds.high.as_integer_ratio(), bounds.low.as_integer_ratio()
    return range(max(-(-_HUNDRED * count * below // above), count), _HUNDRED * count * parts // least + 1)


def check_share(percent: Printed, events: Printed | None = None, total: Printed | None = None) -> Outcome:
    """Whether a printed percent is `events` of `total`: percent = 100 · events / total.

    With one count missing, whether any whole number gives the percent. A percent that was cut off instead of
    rounded holds `by_rounding`.

    When not to believe an `inconsistent`: the percent may have another denominator (people with data, not
    everyone), or be weighted or modelled.

    >>> check_share(Printed.read("75.6"), Printed.read("59"), Printed.read("78")).verdict
    'consistent'
    """
    if events is not None and total is not None:
        return _check_both(percent, events, total)
    if total is not None and total.whole:
        fitting, rest = events_that_fit(total, percent), f"of {total.text} is printed as {percent.text} %"
    elif events is not None and events.whole and percent.value > 0:
        fitting, rest = totals_that_fit(events, percent), f"has {events.text} of it printed as {percent.text} %"
    else:
        return Outcome("cannot_tell", needs="the number of events or the total", identity=_NAME)
    if not fitting and _fits_cut_off(percent, events, total):
        return Outcome("by_rounding", detail=f"A whole number {rest} if the digits are cut off.", assumption=CUT_OFF, identity=_NAME)
    if not fitting:
        return Outcome("inconsistent", detail=f"No whole number {rest}.", identity=_NAME)
    detail = f"{worded(fitting)} {rest}."
    return Outcome("consistent", worded(fitting), fitting[0], fitting[-1], detail, identity=_NAME)


def _fits_cut_off(percent: Printed, events: Printed | None, total: Printed | None) -> bool:
    """Whether some whole number gives the percent when further digits are cut off instead of rounded."""
    low, high = percent.value, percent.value + percent.unit
    if events is not None and events.whole:
        largest = int(_HUNDRED * events.whole // low) if low > 0 else 0
        return largest >= events.whole and _HUNDRED * Fraction(events.whole, largest) < high
    whole = total.whole if total is not None else None
    return bool(whole) and Fraction(-(-low * (whole or 1) // _HUNDRED) * _HUNDRED, whole or 1) < high


def _check_both(percent: Printed, events: Printed, total: Printed) -> Outcome:
    if total.bounds[0] <= 0 or events.value < 0:
        return Outcome("cannot_tell", needs="a total above 0 and events not below 0", identity=_NAME)
    if events.value > total.value:
        detail = f"{events.text} of {total.text}: more events than people."
        return Outcome("inconsistent", detail=detail, identity=_NAME)
    if events.whole is not None and total.whole is not None and _is_printed_as(percent, events.whole, total.whole):
        exact = _HUNDRED * events.whole / total.whole
        recomputed, half = shown(exact, percent.decimals + 1), float(percent.unit) / 2
        detail = f"{events.text} of {total.text} is {recomputed} %; printed is {percent.text} %."
        return Outcome("consistent", recomputed, exact - half, exact + half, detail, identity=_NAME)
    share = events.value / total.value * _HUNDRED
    # Whole counts are exact; a count printed with a fraction (a weighted one) stands for its rounding box.
    least, most = events.bounds if events.whole is None else (events.value, events.value)
    fewest, largest = total.bounds if total.whole is None else (total.value, total.value)
    low, high = max(least, Fraction(0)) / largest * _HUNDRED, most / fewest * _HUNDRED
    agreement = agree_exactly(percent, share, low, high)
    recomputed = shown(float(share), percent.decimals + 1)
    half = float(percent.unit) / 2
    fitting = events_that_fit(total, percent) if agreement.verdict == "inconsistent" else range(0)
    return Outcome(
        agreement.verdict,
        recomputed,
        float(low) - half,
        float(high) + half,
        f"{events.text} of {total.text} is {recomputed} %; printed is {percent.text} %.",
        agreement.assumption,
        f"{worded(fitting)} of {total.text} would be {percent.text} %" if fitting else "",
        _NAME,
    )


def _is_printed_as(percent: Printed, events: int, total: int) -> bool:
    """Whether a share rounds to a percent, ties either way: most do, and whole numbers tell it in a tenth of the time of fractions."""
    if percent.decimals < 0:
        return False
    value, parts = percent.value.as_integer_ratio()
    scale: int = 10**percent.decimals
    return 2 * abs(_HUNDRED * events * parts - value * total) * scale <= total * parts


def fill_events(percent: Printed, total: Printed) -> Filled | None:
    """The number of events behind a percent of `total` people, where only one whole number fits; else None.

    >>> fill_events(Printed.read("42.3"), Printed.read("123")).value
    52.0
    """
    fitting = events_that_fit(total, percent)
    if len(fitting) != 1:
        return None
    return Filled("events", float(fitting[0]), _NAME, (percent.text, total.text))


def fill_total(percent: Printed, events: Printed) -> Filled | None:
    """The total behind `events` and their percent, where only one whole number fits; else None."""
    fitting = totals_that_fit(events, percent)
    if len(fitting) != 1:
        return None
    return Filled("total", float(fitting[0]), _NAME, (percent.text, events.text))


def fill_percent(events: Printed, total: Printed) -> Filled | None:
    """The percent that `events` of `total` are, or None where the total is 0."""
    if total.value <= 0:
        return None
    return Filled("percent", float(events.value / total.value * _HUNDRED), _NAME, (events.text, total.text))


SHARE = Identity(
    _NAME,
    "exact",
    "percent = 100 · events / total",
    "Altman & Bland (1996), Presentation of numerical data, BMJ 312:572. https://doi.org/10.1136/bmj.312.7030.572",
    ("percent", "events", "total"),
    check_share,
    (fill_events, fill_total, fill_percent),
)
