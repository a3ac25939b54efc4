"""A test statistic and its p-value: t, F, χ², r, z and Q, with printed bounds on either side."""

from math import atanh, erfc, inf, isfinite, sqrt
from typing import Literal

from manystudies.measures.box import Box, box_of, p_box
from manystudies.measures.identity import Filled, Identity, Outcome
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.significance import Tails, printed_p
from manystudies.measures.tails import chi2_tail, student_tail
from manystudies.measures.wording import shown_p, worded_p

_NAME = "test statistic and p"
Statistic = Literal["F", "Q", "chi2", "r", "t", "z"]
_DEGREES: dict[Statistic, int] = {"F": 2, "Q": 1, "chi2": 1, "r": 1, "t": 1, "z": 0}
_SIGNED: frozenset[Statistic] = frozenset({"r", "t", "z"})


def p_of_t(t: float, degrees: float, tails: Tails = 2) -> float:
    """The p-value of Student's t."""
    return tails * student_tail(abs(t), degrees)


def p_of_chi2(chi2: float, degrees: float = 1) -> float:
    """The upper tail of χ².

    >>> round(p_of_chi2(12.87), 6)
    0.000334
    """
    if degrees == 1:
        return erfc(sqrt(max(chi2, 0.0) / 2))
    return chi2_tail(max(chi2, 0.0), degrees)


def p_of_f(f: float, numerator: float, denominator: float) -> float:
    """The upper tail of F."""
    from scipy.special import fdtrc

    return float(fdtrc(numerator, denominator, max(f, 0.0)))


def p_of_statistic(statistic: Statistic, value: float, degrees: tuple[float, ...] = (), tails: Tails = 2) -> float:
    """The p-value of a test statistic; one-tailed halves it for t, r, z and for F with one numerator degree.

    Formula: t, r by Student (t = r √(df / (1 − r²))), z by the normal, χ² and Q by χ², F by F.
    """
    if not isfinite(value):
        return 0.0
    match statistic:
        case "t":
            return p_of_t(value, degrees[0], tails)
        case "r":
            r = abs(value)
            return 0.0 if r >= 1 else p_of_t(r * sqrt(degrees[0] / ((1 - r) * (1 + r))), degrees[0], tails)
        case "z":
            return tails * erfc(abs(value) / sqrt(2)) / 2
        case "F":
            return p_of_f(value, degrees[0], degrees[1]) * (0.5 if tails == 1 else 1)
        case _:
            return p_of_chi2(value, degrees[0]) * (0.5 if tails == 1 else 1)


_MOST_DEGREES = 10
"""Tables of a report hardly have more degrees of freedom."""
_MOST_PEOPLE = 1_000_000


def _sizes(statistic: Statistic, value: Printed, comparator: Comparator) -> Box:
    """The sizes of the statistic that are printed so; a bound is taken with its own rounding, as "t < 1"."""
    box = box_of(value)
    if statistic in _SIGNED:
        box = box.size
    match comparator:
        case "<" | "<=":
            box = Box(0.0, box.high, high_open=True)
        case ">" | ">=":
            box = Box(box.low, inf, low_open=True)
        case "~":
            box = Box(2 * box.low - box.high, 2 * box.high - box.low)
        case "=":
            pass
    return box.clip(0.0, 1.0 if statistic == "r" else inf)


def p_range(statistic: Statistic, value: Printed, degrees: tuple[float, ...], comparator: Comparator = "=", tails: Tails = 2) -> Box:
    """Every p-value the printed statistic may have."""
    sizes = _sizes(statistic, value, comparator)
    low, high = (p_of_statistic(statistic, end, degrees, tails) for end in (sizes.high, sizes.low))
    return Box(low, high, sizes.high_open, sizes.low_open)


def check_statistic(
    statistic: Statistic,
    value: Printed,
    degrees: tuple[Printed, ...],
    p: Printed,
    *,
    comparator: Comparator = "=",
    value_comparator: Comparator = "=",
    tails: Tails = 2,
) -> Outcome:
    """Whether a test statistic, its degrees of freedom and its p-value agree.

    The printed statistic stands for its rounding box, and so does p; a printed bound may stand on either side.

    When not to believe an `inconsistent`: the p-value may be corrected (Bonferroni, Greenhouse–Geisser) or
    one-tailed without saying so; then `needs` tells.

    >>> check_statistic("t", Printed.read("2.20"), (Printed.read("28"),), Printed.read(".04")).verdict
    'consistent'
    >>> check_statistic("t", Printed.read("2.20"), (Printed.read("28"),), Printed.read(".30")).verdict
    'inconsistent'

    Source: Nuijten et al. (2016), Behavior Research Methods 48, 1205-1226. https://doi.org/10.3758/s13428-015-0664-2
    """
    if len(degrees) != _DEGREES[statistic] or any(degree.value <= 0 for degree in degrees):
        return _without_degrees(statistic, value, (p, comparator, tails), said=bool(degrees))
    if statistic == "r" and abs(value.value) > 1:
        return Outcome("inconsistent", detail=f"A correlation of {value.text} lies outside −1 to 1.", identity=_NAME)
    if statistic in ("F", "Q", "chi2") and value.value < 0:
        return Outcome("inconsistent", detail=f"A {statistic} of {value.text} lies below 0.", identity=_NAME)
    if p.value > 1 or p.value < 0:
        return Outcome("inconsistent", detail=f"A p-value of {p.text} lies outside 0 to 1.", identity=_NAME)
    if comparator == "<" and p.value == 0:
        return Outcome("inconsistent", detail=f"No p-value is smaller than 0; printed is {printed_p(p, '<')}.", identity=_NAME)
    freedom = tuple(float(degree) for degree in degrees)
    possible = p_range(statistic, value, freedom, value_comparator, tails)
    wanted = p_box(p, comparator)
    nominal = p_of_statistic(statistic, abs(float(value)), freedom, tails)
    agrees = value_comparator == "=" and wanted.holds(nominal)
    verdict: Literal["by_rounding", "consistent", "inconsistent"] = "inconsistent"
    if wanted.meets(possible):
        verdict = "consistent" if agrees or value_comparator != "=" else "by_rounding"
    needs = ""
    other: Tails = 1 if tails == 2 else 2  # noqa: PLR2004
    if verdict == "inconsistent" and statistic in _SIGNED and wanted.meets(p_range(statistic, value, freedom, value_comparator, other)):
        needs = "a one-tailed test, which would have to be said" if other == 1 else "a two-tailed test"
    if verdict == "inconsistent" and not needs and statistic == "r" and freedom[0] > 2:  # noqa: PLR2004 - n − 2
        as_people = p_range(statistic, value, (freedom[0] - 2,), value_comparator, tails)
        needs = f"{degrees[0].text} to be the people, not the degrees of freedom, which are two fewer" if wanted.meets(as_people) else ""
    freedom_words = f"({', '.join(degree.text for degree in degrees)})" if degrees else ""
    shown = f"{statistic}{freedom_words} {value_comparator} {value.text}"
    return Outcome(
        verdict,
        shown_p(nominal),
        possible.low,
        possible.high,
        f"{shown} has {worded_p(nominal)}; printed is {printed_p(p, comparator)}.",
        "a one-tailed test" if tails == 1 else "",
        needs,
        _NAME,
    )


def _without_degrees(statistic: Statistic, value: Printed, printed: tuple[Printed, Comparator, Tails], *, said: bool) -> Outcome:
    """What a statistic and its p-value say of the degrees of freedom or the people that are not printed."""
    p, comparator, tails = printed
    shown = f"{statistic} = {value.text} with {printed_p(p, comparator)} is printed without degrees of freedom"
    fits = ""
    if statistic == "r" and not said and 0 < abs(value.value) < 1 and comparator == "=":
        people = people_of_correlation(value, p, tails)
        fits = "; no number of people fits" if not people else f"; {people.start} people fit"
        fits = f"; {people.start} to {people.stop - 1} people fit" if people and len(people) > 1 else fits
    elif statistic == "chi2" and not said and value.value >= 0:
        wanted = p_box(p, comparator)
        degrees = [each for each in range(1, _MOST_DEGREES + 1) if wanted.meets(p_range("chi2", value, (float(each),), "=", tails))]
        fits = f"; {' or '.join(map(str, degrees))} fit" if degrees else f"; none up to {_MOST_DEGREES} fits"
    needs = f"{_DEGREES[statistic]} degrees of freedom above 0"
    return Outcome("cannot_tell", detail=f"{shown}{fits}." if not said else "", needs=needs, identity=_NAME)


def people_of_correlation(r: Printed, p: Printed, tails: Tails = 2) -> range:
    """How many people a correlation and its exact p-value are of: t = r √(df / (1 − r²)) with df = n − 2.

    >>> people_of_correlation(Printed.read("0.37"), Printed.read("0.0004"))
    range(84, 92)
    """
    wanted, sizes = p_box(p), box_of(r).size

    def first(limit: float, size: float) -> int:
        """The fewest degrees of freedom with a p-value of no more than `limit`."""
        low, high = 1, _MOST_PEOPLE
        while low < high:
            middle = (low + high) // 2
            if p_of_statistic("r", min(size, 1 - 1e-12), (float(middle),), tails) <= limit:
                high = middle
            else:
                low = middle + 1
        return low

    if wanted.low < 0 or sizes.low <= 0:
        return range(0)
    fewest, behind = first(wanted.high, sizes.high), first(wanted.low, sizes.low)
    return range(fewest + 2, behind + 2) if behind < _MOST_PEOPLE else range(0)


def decision_differs(
    computed: Box, p: Printed, comparator: Comparator = "=", alpha: float = 0.05, *, equal_is_significant: bool = True
) -> bool:
    """Whether the printed p lies on the other side of `alpha` than every p-value the statistic may have.

    `computed` is what `p_range` gave. A bound that covers both sides decides nothing.

    Source: Nuijten et al. (2016), https://doi.org/10.3758/s13428-015-0664-2
    """

    def certainly_significant(box: Box) -> bool:
        return box.high < alpha or (box.high == alpha and (equal_is_significant or box.high_open))

    def certainly_not(box: Box) -> bool:
        return box.low > alpha or (box.low == alpha and (not equal_is_significant or box.low_open))

    value = float(p)
    printed = {"=": Box(value, value), "~": Box(value, value)}.get(comparator) or p_box(p, comparator)
    return (certainly_significant(printed) and certainly_not(computed)) or (certainly_not(printed) and certainly_significant(computed))


def fill_p(statistic: Statistic, value: Printed, degrees: tuple[Printed, ...], tails: Tails = 2) -> Filled | None:
    """The p-value of a printed test statistic, or None where the degrees of freedom are missing."""
    if len(degrees) != _DEGREES[statistic] or any(degree.value <= 0 for degree in degrees):
        return None
    freedom = tuple(float(degree) for degree in degrees)
    box = p_range(statistic, value, freedom, "=", tails)
    texts = (value.text, *(degree.text for degree in degrees))
    return Filled("p", p_of_statistic(statistic, abs(float(value)), freedom, tails), _NAME, texts, box.low, box.high)


def fill_fisher_z(r: Printed) -> Filled | None:
    """Fisher's z of a correlation, or None at ±1."""
    return None if abs(r.value) >= 1 else Filled("Fisher z", atanh(float(r)), _NAME, (r.text,))


STATISTIC = Identity(
    _NAME,
    "conventional",
    "p = tail of t, F, χ², z; r as t = r √(df / (1 − r²)); Q as χ²",
    "Nuijten et al. (2016), Behavior Research Methods 48, 1205-1226. https://doi.org/10.3758/s13428-015-0664-2",
    ("statistic", "value", "degrees", "p"),
    check_statistic,
    (fill_p, fill_fisher_z),
)
