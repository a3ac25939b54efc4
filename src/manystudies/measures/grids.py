"""Means, SDs and shares of whole numbers lie on a grid: GRIM, GRIMMER and DEBIT."""

from fractions import Fraction
from math import sqrt

from manystudies.measures.identity import Identity, Outcome
from manystudies.measures.printed import Printed
from manystudies.measures.rounding import Range, Rounding, range_of
from manystudies.measures.wording import shown

_GRIM = "mean of whole numbers"
_GRIMMER = "mean and SD of whole numbers"
_DEBIT = "mean and SD of yes-or-no data"
_HUNDRED = 100
_MANY = 200
"""With more totals than this behind a mean, almost every SD is possible."""


def _as_share(number: Printed) -> Printed:
    """A percent as a share with two more decimals."""
    return Printed(number.text, number.value / _HUNDRED, number.decimals + 2)


def possible_totals(mean: Printed, people: int, items: int = 1, rounding: Rounding = "up_or_down", threshold: int = 5) -> range:
    """The whole totals of `people` · `items` scores whose mean is printed as `mean`."""
    return range_of(mean, rounding, threshold).multiples(Fraction(1, people * items))


def check_grim(
    mean: Printed, people: int, items: int = 1, *, percent: bool = False, rounding: Rounding = "up_or_down", threshold: int = 5
) -> Outcome:
    """GRIM: whether a mean of whole numbers is possible for that many people.

    Some whole total k must have k / (people · items) inside what is printed as the mean. It can only find
    fault while people · items < 10^decimals.

    When not to believe an `inconsistent`: scores that are not whole numbers, missing answers, weights.

    >>> check_grim(Printed.read("3.44"), 20).verdict
    'inconsistent'

    Source: Brown & Heathers (2017), https://doi.org/10.1177/1948550616673876
    """
    if people < 1 or items < 1:
        return Outcome("cannot_tell", needs="at least one person and item", identity=_GRIM)
    printed = _as_share(mean) if percent else mean
    scores = people * items
    totals = possible_totals(printed, people, items, rounding, threshold)
    scale = _HUNDRED if percent else 1
    below = printed.value * scores // 1
    near = [float(Fraction(total, scores)) * scale for total in (below, below + 1)]
    if totals:
        recomputed = shown(float(Fraction(totals[0], scores)) * scale, mean.decimals + 1)
        return Outcome("consistent", recomputed, detail=f"{totals[0]} / {scores} is {recomputed}; printed is {mean.text}.", identity=_GRIM)
    words = " or ".join(shown(value, mean.decimals + 1) for value in near)
    detail = f"No total of {scores} whole numbers has a mean of {mean.text}; the nearest are {words}."
    return Outcome("inconsistent", words, near[0], near[1], detail, identity=_GRIM)


def _possible(total: int, people: int, items: int, variances: Range) -> bool:
    """Whether some whole sum of squares Σy², of the parity of Σy, gives a variance in the range; y counts in 1 / items."""
    middle = Fraction(total * total, people)
    scale = Fraction((people - 1) * items * items)
    squares = Range(variances.low * scale + middle, variances.high * scale + middle, variances.low_in, variances.high_in).multiples(
        Fraction(1)
    )
    first = max(squares.start, _least_squares(total, people))
    first += (first - total) % 2
    return first < squares.stop


def _least_squares(total: int, people: int) -> int:
    """The smallest Σx² of `people` whole numbers with that total: all as equal as can be."""
    whole, rest = divmod(total, people)
    return (people - rest) * whole * whole + rest * (whole + 1) ** 2


def check_grimmer(mean: Printed, sd: Printed, people: int, items: int = 1, *, rounding: Rounding = "up_or_down") -> Outcome:
    """GRIMMER: whether mean and SD together are possible for whole numbers.

    For some total on the mean's grid there must be a whole sum of squares Σx² = (n − 1) s² + (Σx)² / n inside
    the SD's range, of the same parity as the total (x² ≡ x mod 2) and at least as large as equal scores give.

    When not to believe an `inconsistent`: the SD may divide by n instead of n − 1 (then `needs` says so), or
    the scores may not be whole numbers.

    Source: Anaya (2016), https://doi.org/10.7287/peerj.preprints.2400v1; Allard (2018), analytic GRIMMER,
    https://aurelienallard.netlify.app/post/anaytic-grimmer-possibility-standard-deviations/
    """
    if people < 2:  # noqa: PLR2004  # an SD needs two people
        return Outcome("inconsistent", detail=f"An SD of {people} person does not exist.", identity=_GRIMMER)
    if items < 1 or sd.value < 0:
        return Outcome("cannot_tell", needs="an SD not below 0 and at least one item", identity=_GRIMMER)
    totals = possible_totals(mean, people, items, rounding)
    if not totals:
        return Outcome("inconsistent", detail=check_grim(mean, people, items, rounding=rounding).detail, identity=_GRIMMER)
    bounds = range_of(sd, rounding)
    variances = Range(max(bounds.low, Fraction(0)) ** 2, bounds.high**2, bounds.low_in or bounds.low < 0, bounds.high_in)
    if any(_possible(total, people, items, variances) for total in totals):
        return Outcome(
            "consistent", detail=f"Whole numbers can have the mean {mean.text} and the SD {sd.text} for {people} people.", identity=_GRIMMER
        )
    shrunk = Range(variances.low * people / (people - 1), variances.high * people / (people - 1), variances.low_in, variances.high_in)
    by_n = any(_possible(total, people, items, shrunk) for total in totals)
    near = _nearest_sds(totals, people, items, float(sd))
    places = sd.decimals + 1
    told = " or ".join(shown(each, places) for each in near)
    return Outcome(
        "inconsistent",
        told,
        near[0] if near else None,
        near[-1] if near else None,
        f"No {people} whole numbers have both the mean {mean.text} and the SD {sd.text}{f'; the nearest are {told}' if told else ''}.",
        needs="an SD divided by n instead of n − 1" if by_n else "",
        identity=_GRIMMER,
    )


def _nearest_sds(totals: range, people: int, items: int, sd: float) -> list[float]:
    """The possible SDs next below and next above a printed one, over all totals of its mean."""
    below: list[float] = []
    above: list[float] = []
    for total in totals[:_MANY]:
        wanted = sd * sd * (people - 1) * items * items + total * total / people
        squares = int(wanted) - (int(wanted) - total) % 2
        for each in (squares - 2, squares, squares + 2, squares + 4):
            if each >= _least_squares(total, people):
                value = sqrt(float(Fraction(each) - Fraction(total * total, people)) / (people - 1)) / items
                (below if value <= sd else above).append(value)
    return sorted({*([max(below)] if below else []), *([min(above)] if above else [])})


def check_debit(mean: Printed, sd: Printed, people: int, *, rounding: Rounding = "up_or_down") -> Outcome:
    """DEBIT: whether mean and SD of yes-or-no data agree: s = √(n / (n − 1) · m (1 − m)).

    When not to believe an `inconsistent`: data that are not 0 and 1.

    >>> check_debit(Printed.read("0.44"), Printed.read("0.50"), 1683).verdict
    'consistent'

    Source: Heathers & Brown (2019), DEBIT: a simple consistency test for binary data. https://osf.io/5vb3u
    """
    if people < 2:  # noqa: PLR2004  # an SD needs two people
        return Outcome("inconsistent", detail=f"An SD of {people} person does not exist.", identity=_DEBIT)
    if mean.bounds[1] < 0 or mean.bounds[0] > 1:
        return Outcome("inconsistent", detail=f"A share of {mean.text} lies outside 0 to 1.", identity=_DEBIT)
    shares = range_of(mean, rounding)
    low, high = max(shares.low, Fraction(0)), min(shares.high, Fraction(1))
    ends = [low * (1 - low), high * (1 - high)]
    largest = Fraction(1, 4) if low <= Fraction(1, 2) <= high else max(ends)
    factor = Fraction(people, people - 1)
    least, most = min(ends) * factor, largest * factor
    bounds = range_of(sd, rounding)
    meets = bounds.high >= 0 and bounds.high**2 >= least and max(bounds.low, Fraction(0)) ** 2 <= most
    share = mean.value
    recomputed = shown(float(max(share * (1 - share), Fraction(0)) * factor) ** 0.5, sd.decimals + 1)
    detail = f"Yes-or-no data with mean {mean.text} for {people} people have an SD of {recomputed}; printed is {sd.text}."
    return Outcome("consistent" if meets else "inconsistent", recomputed, float(least) ** 0.5, float(most) ** 0.5, detail, identity=_DEBIT)


def smallest_sd(total: int, people: int) -> float:
    """The smallest SD of whole numbers with that total."""
    squares = _least_squares(total, people)
    spread = Fraction(squares) - Fraction(total * total, people)
    return float(spread / (people - 1)) ** 0.5 if people > 1 else 0.0


GRIM = Identity(
    _GRIM, "exact", "k / (people · items) for a whole k", "Brown & Heathers (2017), https://doi.org/10.1177/1948550616673876",
    ("mean", "people", "items"), check_grim,
)  # fmt: skip
GRIMMER = Identity(
    _GRIMMER, "exact", "Σx² = (n − 1) s² + (Σx)² / n is whole, with the parity of Σx",
    "Anaya (2016), https://doi.org/10.7287/peerj.preprints.2400v1; Allard (2018)", ("mean", "sd", "people"), check_grimmer,
)  # fmt: skip
DEBIT = Identity(
    _DEBIT, "exact", "s = √(n / (n − 1) · m (1 − m))", "Heathers & Brown (2019), https://osf.io/5vb3u", ("mean", "sd", "people"), check_debit,
)  # fmt: skip
