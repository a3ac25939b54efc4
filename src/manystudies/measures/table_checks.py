"""A printed ratio, difference, interval, χ² or p-value held against the 2×2 table it was computed from."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import inf, isfinite, log, sqrt
from typing import Literal

from manystudies.measures.agreement import TOLERANCE, agree_exactly, agree_nearly
from manystudies.measures.box import Box, box_of, p_box
from manystudies.measures.identity import Filled, Identity, Outcome, Verdict
from manystudies.measures.normal import z_of_level, z_of_p
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.rounding import range_of
from manystudies.measures.score_intervals import profile_interval, score_interval
from manystudies.measures.significance import printed_p, z_box_of_p
from manystudies.measures.statistic import p_of_chi2
from manystudies.measures.two_by_two import (
    TwoByTwo,
    agresti_caffo,
    chi2_of_table,
    exact_odds_interval,
    fisher_p,
    g_of_table,
    katz,
    newcombe,
    wald_difference,
    wald_p,
    woolf,
)
from manystudies.measures.wording import shown, shown_p, shown_range, worded_p

TableMeasure = Literal["OR", "RD", "RR"]
_RATIO = "estimate of a 2×2 table"
_INTERVAL = "interval of a 2×2 table"
_CHI2 = "χ² of a 2×2 table"
_P = "p of a 2×2 table"
_NAMES: dict[TableMeasure, str] = {"OR": "odds ratio", "RR": "risk ratio", "RD": "risk difference"}
_HUNDRED = 100


def _exact(table: TwoByTwo, measure: TableMeasure) -> Fraction | None:
    """The estimate as an exact fraction, or None where it is infinite or 0/0."""
    a, b, c, d = table.cells
    if measure == "RD":
        return Fraction(a, a + b) - Fraction(c, c + d) if a + b and c + d else None
    top, bottom = (a * d, b * c) if measure == "OR" else (a * (c + d), c * (a + b))
    return Fraction(top, bottom) if bottom else None


def check_table_estimate(estimate: Printed, table: TwoByTwo, measure: TableMeasure, *, percent: bool = False) -> Outcome:
    """Whether a printed odds ratio, risk ratio or risk difference is that of the table.

    OR = ad / (bc), RR = (a / n₁) / (c / n₂), RD = a / n₁ − c / n₂ (`percent`: printed in percentage points).

    When not to believe an `inconsistent`: an adjusted estimate is not the table's; a ratio may be told the
    other way round, which `needs` then says.

    >>> check_table_estimate(Printed.read("4.24"), TwoByTwo(59, 78, 52, 123), "OR").verdict
    'consistent'
    """
    value = _exact(table, measure)
    if value is None:
        return Outcome("cannot_tell", needs=f"a table whose {_NAMES[measure]} exists", identity=_RATIO)
    scale = _HUNDRED if percent else 1
    value *= scale
    agreement = agree_exactly(estimate, value, value, value)
    needs = ""
    other = -value if measure == "RD" else (1 / value if value else None)
    if agreement.verdict == "inconsistent" and other is not None and range_of(estimate).holds(other):
        needs = "the groups told the other way round"
    recomputed = shown(float(value), estimate.decimals + 1)
    half = float(estimate.unit) / 2
    detail = f"{table} has the {_NAMES[measure]} {recomputed}; printed is {estimate.text}."
    return Outcome(agreement.verdict, recomputed, float(value) - half, float(value) + half, detail, agreement.assumption, needs, _RATIO)


def table_intervals(table: TwoByTwo, measure: TableMeasure, level: float = 95) -> Iterator[tuple[str, tuple[float, float]]]:
    """The interval of the table by every accepted method, the commonest first, with the method's name."""
    methods: tuple[tuple[str, Callable[[], tuple[float, float] | None]], ...]
    match measure:
        case "OR":
            methods = (
                ("Woolf", lambda: woolf(table, level)),
                ("profile likelihood", lambda: profile_interval(table, "OR", level)),
                ("exact", lambda: exact_odds_interval(table, level)),
                ("score", lambda: score_interval(table, "OR", level)),
                ("Cornfield", lambda: score_interval(table, "OR", level, corrected=False)),
                ("mid-p exact", lambda: exact_odds_interval(table, level, mid=True)),
            )
        case "RR":
            methods = (
                ("Katz", lambda: katz(table, level)),
                ("score", lambda: score_interval(table, "RR", level)),
                ("Koopman", lambda: score_interval(table, "RR", level, corrected=False)),
                ("profile likelihood", lambda: profile_interval(table, "RR", level)),
            )
        case "RD":
            methods = (
                ("plain", lambda: wald_difference(table, level)),
                ("Newcombe", lambda: newcombe(table, level)),
                ("Agresti–Caffo", lambda: agresti_caffo(table, level)),
            )
    for name, method in methods:
        interval = method()
        if interval is not None:
            yield name, interval


def _limit_fits(limit: Printed, value: float) -> bool:
    return isfinite(value) and agree_nearly(limit, value, Box(value, value)).verdict != "inconsistent"


def check_table_interval(
    low: Printed, high: Printed, table: TwoByTwo, measure: TableMeasure, level: float = 95, *, percent: bool = False
) -> Outcome:
    """Whether a printed interval is that of the table by any accepted method.

    OR: Woolf, exact, score, Cornfield, profile likelihood, mid-p; RR: Katz, score, Koopman, profile; RD: plain,
    Newcombe, Agresti–Caffo. Each limit may be rounded or cut off. Otherwise `by_rounding` where both limits lie within 0.15
    standard errors of the plain interval.

    When not to believe an `inconsistent`: an adjusted interval is not the table's.
    """
    plain: tuple[float, float] | None = None
    scale = _HUNDRED if percent else 1
    for name, interval in table_intervals(table, measure, level):
        limits = interval[0] * scale, interval[1] * scale
        plain = plain or limits
        if _limit_fits(low, limits[0]) and _limit_fits(high, limits[1]):
            shown_limits = shown_range(*limits, max(low.decimals, high.decimals) + 1)
            nominal = box_of(low).holds(limits[0]) and box_of(high).holds(limits[1])
            detail = f"{table} gives {shown_limits} ({name}); printed is {low.text} to {high.text}."
            return Outcome(
                "consistent" if nominal else "by_rounding", shown_limits, *limits, detail, f"{name} interval", identity=_INTERVAL
            )
    if plain is None or low.value > high.value:
        return Outcome("cannot_tell", needs="a table whose interval exists, and limits in order", identity=_INTERVAL)
    offset = _limits_off(low, high, plain, measure, level)
    verdict: Verdict = "by_rounding" if offset <= TOLERANCE else "inconsistent"
    shown_limits = shown_range(*plain, max(low.decimals, high.decimals) + 1)
    detail = f"{table} gives {shown_limits} by the plain method; printed is {low.text} to {high.text}."
    assumption = f"within {TOLERANCE} standard errors of the plain interval" if verdict == "by_rounding" else ""
    return Outcome(verdict, shown_limits, *plain, detail, assumption, identity=_INTERVAL)


def _limits_off(low: Printed, high: Printed, plain: tuple[float, float], measure: TableMeasure, level: float) -> float:
    """How many standard errors the worse limit is off the plain interval."""
    ends = [float(low), float(high), *plain]
    if measure != "RD":
        if min(ends) <= 0 or max(ends) == inf:
            return inf
        ends = [log(end) for end in ends]
    standard_error = (ends[3] - ends[2]) / (2 * z_of_level(level))
    return max(abs(ends[0] - ends[2]), abs(ends[1] - ends[3])) / standard_error if standard_error > 0 else inf


def check_table_chi2(chi2: Printed, table: TwoByTwo) -> Outcome:
    """Whether a printed χ² is that of the table: Pearson's, Yates's or the likelihood ratio.

    >>> check_table_chi2(Printed.read("12.87"), TwoByTwo(60, 119, 6, 36)).verdict
    'by_rounding'
    """
    methods = (("Pearson", chi2_of_table(table)), ("Yates", chi2_of_table(table, yates=True)), ("likelihood ratio", g_of_table(table)))
    pearson = methods[0][1]
    if pearson is None:
        return Outcome("cannot_tell", needs="a table without empty margins", identity=_CHI2)
    for name, value in methods:
        if value is None:
            continue
        agreement = agree_nearly(chi2, value, Box(value, value))
        if agreement.verdict != "inconsistent":
            recomputed = shown(value, chi2.decimals + 1)
            detail = f"{table} gives χ² = {recomputed} ({name}); printed is {chi2.text}."
            assumption = "; ".join(part for part in (f"{name} χ²", agreement.assumption) if part)
            return Outcome(agreement.verdict, recomputed, value, value, detail, assumption, identity=_CHI2)
    recomputed = shown(pearson, chi2.decimals + 1)
    detail = f"{table} gives χ² = {recomputed}; printed is {chi2.text}."
    values = [value for _, value in methods if value is not None]
    return Outcome("inconsistent", recomputed, min(values), max(values), detail, identity=_CHI2)


def table_p_values(table: TwoByTwo) -> tuple[tuple[str, float], ...]:
    """The two-tailed p-values of the table by every accepted test, with the test's name."""
    pearson, yates, g = chi2_of_table(table), chi2_of_table(table, yates=True), g_of_table(table)
    a, b, c, d = (cell or 0.5 for cell in table.cells)
    found = (
        ("Pearson χ²", None if pearson is None else p_of_chi2(pearson)),
        ("Yates χ²", None if yates is None else p_of_chi2(yates)),
        ("Fisher's exact test", fisher_p(table)),
        ("mid-p exact test", fisher_p(table, mid=True)),
        ("likelihood ratio", None if g is None else p_of_chi2(g)),
        ("Wald test of the log odds ratio", wald_p(log(a * d / (b * c)), sqrt(1 / a + 1 / b + 1 / c + 1 / d))),
    )
    return tuple((name, p) for name, p in found if p is not None)


def check_table_p(p: Printed, table: TwoByTwo, comparator: Comparator = "=") -> Outcome:
    """Whether a printed p-value is that of the table by any accepted test.

    Pearson, Yates, Fisher, mid-p, likelihood ratio, Wald; `by_rounding` where it is none of them exactly but
    within 0.15 standard errors of one or between two of them.

    When not to believe an `inconsistent`: adjusted, clustered or time-to-event analyses are not the table's.

    >>> check_table_p(Printed.read(".001"), TwoByTwo(59, 78, 52, 123), "<").verdict
    'consistent'
    """
    if chi2_of_table(table) is None:
        return Outcome("cannot_tell", needs="a table without empty margins", identity=_P)
    tests = table_p_values(table)
    least, most = min(value for _, value in tests), max(value for _, value in tests)
    wanted = p_box(p, comparator)
    for name, value in tests:
        if wanted.holds(value):
            detail = f"{table} gives {worded_p(value)} ({name}); printed is {printed_p(p, comparator)}."
            return Outcome("consistent", shown_p(value), least, most, detail, name, identity=_P)
    value = tests[0][1]
    detail = f"{table} gives {worded_p(value)} ({shown_p(least)} to {shown_p(most)} by other tests); printed is {printed_p(p, comparator)}."
    between = wanted.meets(Box(least, most))
    near = min(z_box_of_p(p, comparator).distance(z_of_p(each)) for _, each in tests) <= TOLERANCE
    verdict: Verdict = "by_rounding" if between or near else "inconsistent"
    return Outcome(
        verdict, shown_p(value), least, most, detail, "another test of the same table" if verdict == "by_rounding" else "", identity=_P
    )


def fill_table_estimate(table: TwoByTwo, measure: TableMeasure) -> Filled | None:
    """The table's odds ratio, risk ratio or risk difference; None where it is infinite or 0/0.

    A risk ratio or difference of a case–control study's table means nothing: the groups were chosen by outcome.
    """
    value = _exact(table, measure)
    return None if value is None else Filled(_NAMES[measure], float(value), _RATIO, (str(table),))


def fill_table_p(table: TwoByTwo) -> Filled | None:
    """Pearson's p-value of the table; None where a margin is empty."""
    chi2 = chi2_of_table(table)
    return None if chi2 is None else Filled("p", p_of_chi2(chi2), _P, (str(table),), assumption="Pearson χ², two-tailed")


_AGRESTI = "Agresti (2013), Categorical Data Analysis, 3rd ed., chapters 2, 3 and 16"
TABLE_ESTIMATE = Identity(
    _RATIO, "exact", "OR = ad / (bc); RR = (a / n₁) / (c / n₂); RD = a / n₁ − c / n₂", _AGRESTI, ("estimate", "table", "measure"),
    check_table_estimate, (fill_table_estimate,),
)  # fmt: skip
TABLE_INTERVAL = Identity(
    _INTERVAL, "conventional", "ln OR ± z √(1/a + 1/b + 1/c + 1/d); ln RR ± z √(1/a − 1/n₁ + 1/c − 1/n₂); exact, score, profile", _AGRESTI,
    ("low", "high", "table", "measure"), check_table_interval,
)  # fmt: skip
TABLE_CHI2 = Identity(
    _CHI2, "conventional", "χ² = N (ad − bc)² / (n₁ n₂ m₁ m₂), or with Yates's correction", _AGRESTI, ("chi2", "table"), check_table_chi2,
)  # fmt: skip
TABLE_P = Identity(
    _P, "conventional", "the tail of χ², or the sum of Fisher's tables no likelier than this one", _AGRESTI, ("p", "table"), check_table_p,
    (fill_table_p,),
)  # fmt: skip
