"""The 2×2 tables that fit what a report gives: group sizes, an odds ratio, a χ², a total of events."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from manystudies.measures.agreement import agree_nearly
from manystudies.measures.box import Box, p_box
from manystudies.measures.identity import Filled, Identity, Outcome
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.rounding import Range, range_of
from manystudies.measures.statistic import p_of_chi2
from manystudies.measures.two_by_two import TwoByTwo, chi2_of_table

_NAME = "table from margins"
_MOST_PEOPLE = 200_000
_MOST_TABLES = 1000
ReconstructionMeasure = Literal["OR", "RR"]


@dataclass(frozen=True, slots=True)
class Margins:
    """What is known of a table: the sizes of two groups and, where told, all events together."""

    total_1: int
    total_2: int
    events: int | None = None


def _second_counts(first: int, margins: Margins, ratio: Range, measure: ReconstructionMeasure) -> range:
    """The counts of events in group 2 that, with `first` in group 1, give a ratio in the range; whole numbers throughout."""
    n1, n2 = margins.total_1, margins.total_2

    def at(top: int, bottom: int) -> tuple[int, int]:
        # c from OR = a (n₂ − c) / ((n₁ − a) c), or from RR = (a / n₁) / (c / n₂), as a fraction.
        if measure == "RR":
            return first * n2 * bottom, n1 * top
        return first * n2 * bottom, first * bottom + top * (n1 - first)

    least_top, least_bottom = at(ratio.high.numerator, ratio.high.denominator)
    most_top, most_bottom = at(ratio.low.numerator, ratio.low.denominator) if ratio.low > 0 else (n2, 1)
    return range(max(-(-least_top // least_bottom), 0), min(most_top // most_bottom, n2) + 1)


def _tables(margins: Margins, ratio: Range, measure: ReconstructionMeasure) -> Iterator[TwoByTwo]:
    if ratio.high <= 0:
        return
    for first in range(1, margins.total_1 + 1):
        for second in _second_counts(first, margins, ratio, measure):
            if margins.events is not None and first + second != margins.events:
                continue
            if measure == "OR" and (second == 0 or first == margins.total_1):
                continue
            yield TwoByTwo(first, margins.total_1, second, margins.total_2)


def _chi2_fits(table: TwoByTwo, chi2: Printed) -> bool:
    """Whether Pearson's or Yates's χ² of the table is printed so, rounded or cut off."""
    values = (chi2_of_table(table), chi2_of_table(table, yates=True))
    return any(value is not None and agree_nearly(chi2, value, Box(value, value)).right for value in values)


def tables_that_fit(
    margins: Margins,
    ratio: Printed,
    measure: ReconstructionMeasure = "OR",
    chi2: Printed | None = None,
    p: tuple[Printed, Comparator] | None = None,
) -> tuple[TwoByTwo, ...]:
    """Every table of whole counts with these group sizes that gives the printed ratio, and the χ² and p where told.

    OR = ad / (bc) and RR = (a / n₁) / (c / n₂) inside the rounding box, exactly; χ² Pearson or Yates, rounded or
    cut off; p by either χ². At most 1,000 tables, none for more than 200,000 people.

    When not to believe the result: an adjusted ratio is not the table's, so no table or a wrong one may fit;
    several tables that fit are several possibilities, not an average.

    >>> [str(table) for table in tables_that_fit(Margins(119, 36), Printed.read("5.085"), chi2=Printed.read("12.87"))]
    ['60/119 against 6/36']
    """
    if margins.total_1 < 1 or margins.total_2 < 1 or max(margins.total_1, margins.total_2) > _MOST_PEOPLE:
        return ()
    found: list[TwoByTwo] = []
    for table in _tables(margins, range_of(ratio), measure):
        if chi2 is not None and not _chi2_fits(table, chi2):
            continue
        if p is not None and not _p_fits(table, p):
            continue
        found.append(table)
        if len(found) >= _MOST_TABLES:
            break
    return tuple(found)


def _p_fits(table: TwoByTwo, p: tuple[Printed, Comparator]) -> bool:
    wanted = p_box(*p)
    values = (chi2_of_table(table), chi2_of_table(table, yates=True))
    return any(value is not None and wanted.holds(p_of_chi2(value)) for value in values)


def check_margins(margins: Margins, ratio: Printed, measure: ReconstructionMeasure = "OR", chi2: Printed | None = None) -> Outcome:
    """Whether any table of whole counts with these group sizes gives the printed ratio and χ².

    When not to believe an `inconsistent`: an adjusted ratio or a correlated χ² is not the table's.
    """
    fitting = tables_that_fit(margins, ratio, measure, chi2)
    words = f"groups of {margins.total_1} and {margins.total_2}" + (f" with {margins.events} events" if margins.events is not None else "")
    asked = f"{'an odds' if measure == 'OR' else 'a risk'} ratio of {ratio.text}" + (f" and χ² of {chi2.text}" if chi2 else "")
    if not fitting:
        return Outcome("inconsistent", detail=f"No table of {words} has {asked}.", identity=_NAME)
    if len(fitting) == 1:
        detail = f"Of all tables of {words}, only {fitting[0]} has {asked}."
        return Outcome("consistent", str(fitting[0]), detail=detail, identity=_NAME)
    detail = f"{len(fitting)} tables of {words} have {asked}."
    return Outcome("consistent", detail=detail, needs="the χ², the p-value or the number of events, to tell which", identity=_NAME)


def fill_table(
    margins: Margins, ratio: Printed, measure: ReconstructionMeasure = "OR", chi2: Printed | None = None
) -> tuple[Filled, ...] | None:
    """The events of both groups, where only one table fits; else None."""
    fitting = tables_that_fit(margins, ratio, measure, chi2)
    if len(fitting) != 1:
        return None
    texts = (str(margins.total_1), str(margins.total_2), ratio.text, *((chi2.text,) if chi2 else ()))
    return (
        Filled("events of the first group", float(fitting[0].events_1), _NAME, texts),
        Filled("events of the second group", float(fitting[0].events_2), _NAME, texts),
    )


RECONSTRUCTION = Identity(
    _NAME,
    "conventional",
    "all whole a, c with a (n₂ − c) / ((n₁ − a) c) printed as the OR and χ² printed as told",
    "Exhaustive search over whole counts; definitions in Agresti (2013), Categorical Data Analysis, chapter 2",
    ("margins", "ratio", "measure", "chi2"),
    check_margins,
    (fill_table,),
)
