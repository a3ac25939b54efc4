"""A 2×2 table of counts: its ratios, tests and intervals."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import erfc, exp, inf, lgamma, log, sqrt

from manystudies.errors import EffectError
from manystudies.measures.normal import z_of_level

_BISECTIONS = 60
_EXACT_LIMIT = 1500
"""Above this many tables on the margins the exact methods agree with the approximate ones to every printed digit."""


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Events among people in two groups; all four are whole counts.

    Raises:
        EffectError: a negative count, or more events than people.
    """

    events_1: int
    total_1: int
    events_2: int
    total_2: int

    def __post_init__(self) -> None:
        if not (0 <= self.events_1 <= self.total_1 and 0 <= self.events_2 <= self.total_2):
            raise EffectError(f"A 2×2 table needs counts of 0 to the total; found {self}.")

    def __str__(self) -> str:
        return f"{self.events_1}/{self.total_1} against {self.events_2}/{self.total_2}"

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """The cells a, b, c, d: events and non-events of the first group, then of the second."""
        return self.events_1, self.total_1 - self.events_1, self.events_2, self.total_2 - self.events_2

    @property
    def transposed(self) -> "TwoByTwo":
        """The table with groups and events exchanged; its odds ratio, χ² and p-values are the same."""
        a, b, c, d = self.cells
        return TwoByTwo(a, a + c, b, b + d)

    @property
    def odds_ratio(self) -> float | None:
        """a·d / (b·c); None where it is 0/0, infinite where b·c is 0."""
        a, b, c, d = self.cells
        return _divided(a * d, b * c)

    @property
    def risk_ratio(self) -> float | None:
        """(a / n₁) / (c / n₂); None where it is 0/0, infinite where c is 0."""
        return _divided(self.events_1 * self.total_2, self.events_2 * self.total_1)

    @property
    def risk_difference(self) -> float | None:
        """A / n₁ − c / n₂; None with an empty group."""
        if not (self.total_1 and self.total_2):
            return None
        return float(Fraction(self.events_1, self.total_1) - Fraction(self.events_2, self.total_2))


def _divided(top: int, bottom: int) -> float | None:
    if bottom == 0:
        return inf if top else None
    return float(Fraction(top, bottom))


def chi2_of_table(table: TwoByTwo, *, yates: bool = False) -> float | None:
    """Pearson's χ² with one degree of freedom, or with Yates's correction; None where a margin is empty.

    χ² = N (|ad − bc| − N/2 if corrected)² / (n₁ n₂ m₁ m₂).

    >>> round(chi2_of_table(TwoByTwo(60, 119, 6, 36)), 3)
    12.879
    """
    a, b, c, d = table.cells
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if margins == 0:
        return None
    people = a + b + c + d
    off = abs(a * d - b * c) - (people / 2 if yates else 0)
    return people * max(off, 0) ** 2 / margins


def g_of_table(table: TwoByTwo) -> float | None:
    """The likelihood-ratio χ² with one degree of freedom, G = 2 Σ O ln(O / E); None where a margin is empty."""
    a, b, c, d = table.cells
    rows, columns, people = (a + b, c + d), (a + c, b + d), a + b + c + d
    if min(*rows, *columns) == 0:
        return None
    cells = ((a, 0, 0), (b, 0, 1), (c, 1, 0), (d, 1, 1))
    return max(2 * sum(count * log(count * people / (rows[row] * columns[column])) for count, row, column in cells if count), 0.0)


def _log_choose(total: int, chosen: int) -> float:
    return lgamma(total + 1) - lgamma(chosen + 1) - lgamma(total - chosen + 1)


def _log_weights(table: TwoByTwo) -> tuple[int, list[float]]:
    """The first possible count of events in group 1 on these margins, and the log number of tables for each count."""
    events = table.events_1 + table.events_2
    first = max(0, events - table.total_2)
    last = min(events, table.total_1)
    return first, [_log_choose(table.total_1, k) + _log_choose(table.total_2, events - k) for k in range(first, last + 1)]


def possible_tables(table: TwoByTwo) -> int:
    """How many tables share these margins."""
    events = table.events_1 + table.events_2
    return min(events, table.total_1) - max(0, events - table.total_2) + 1


def _shares(log_weights: list[float], first: int, log_odds: float) -> list[float]:
    """The probability of each count when the log odds ratio is `log_odds` (Fisher's noncentral hypergeometric)."""
    tilted = [weight + (first + place) * log_odds for place, weight in enumerate(log_weights)]
    top = max(tilted)
    weights = [exp(weight - top) for weight in tilted]
    total = sum(weights)
    return [weight / total for weight in weights]


def fisher_p(table: TwoByTwo, *, mid: bool = False) -> float | None:
    """Fisher's exact two-tailed p: every table on the margins that is no likelier than this one; None for large tables.

    `mid` counts this table's own probability half.

    Source: Fisher (1935); Agresti (2013), Categorical Data Analysis, 3.5.1.
    """
    if possible_tables(table) > _EXACT_LIMIT:
        return None
    first, weights = _log_weights(table)
    shares = _shares(weights, first, 0.0)
    own = shares[table.events_1 - first]
    # Ties are tables of the same probability up to the last bits of double arithmetic.
    p = sum(share for share in shares if share <= own * (1 + 1e-7))
    return min(p - own / 2 if mid else p, 1.0)


def wald_p(log_ratio: float, standard_error: float) -> float:
    """The two-tailed p-value of a log ratio against 0."""
    return erfc(abs(log_ratio) / standard_error / sqrt(2))


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that is positive at `low` and negative at `high` changes sign, by bisection."""
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if function(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def woolf(table: TwoByTwo, level: float = 95) -> tuple[float, float] | None:
    """Woolf's interval of the odds ratio: exp(ln OR ± z √(1/a + 1/b + 1/c + 1/d)); ½ is added to all cells where one is 0.

    >>> [round(limit, 3) for limit in woolf(TwoByTwo(59, 78, 52, 123))]
    [2.261, 7.951]

    Source: Woolf (1955), https://doi.org/10.1111/j.1469-1809.1955.tb01348.x; Haldane (1956).
    """
    extra = 0.5 if 0 in table.cells else 0.0
    a, b, c, d = (cell + extra for cell in table.cells)
    middle, half = log(a * d / (b * c)), z_of_level(level) * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return exp(middle - half), exp(middle + half)


def exact_odds_interval(table: TwoByTwo, level: float = 95, *, mid: bool = False) -> tuple[float, float] | None:
    """The exact conditional interval of the odds ratio (Cornfield's exact, as in Fisher's test); None for large tables.

    Source: Agresti (2013), Categorical Data Analysis, 16.6.4.
    """
    if possible_tables(table) > _EXACT_LIMIT:
        return None
    first, weights = _log_weights(table)
    place, tail = table.events_1 - first, (1 - level / 100) / 2
    own = 0.5 if mid else 1.0

    def upper_tail(log_odds: float) -> float:
        shares = _shares(weights, first, log_odds)
        return own * shares[place] + sum(shares[place + 1 :])

    def lower_tail(log_odds: float) -> float:
        shares = _shares(weights, first, log_odds)
        return own * shares[place] + sum(shares[:place])

    low = 0.0 if place == 0 else exp(_root(lambda at: tail - upper_tail(at), -30, 30))
    high = inf if place == len(weights) - 1 else exp(_root(lambda at: lower_tail(at) - tail, -30, 30))
    return low, high


def katz(table: TwoByTwo, level: float = 95) -> tuple[float, float] | None:
    """Katz's interval of the risk ratio: exp(ln RR ± z √(1/a − 1/n₁ + 1/c − 1/n₂)); ½ is added where a group has no event.

    Source: Katz et al. (1978), Biometrics 34, 469-474. https://doi.org/10.2307/2530610
    """
    if not (table.total_1 and table.total_2):
        return None
    extra = 0.5 if 0 in (table.events_1, table.events_2) else 0.0
    a, c = table.events_1 + extra, table.events_2 + extra
    n1, n2 = table.total_1 + 2 * extra, table.total_2 + 2 * extra
    middle, half = log(a / n1 * n2 / c), z_of_level(level) * sqrt(max(1 / a - 1 / n1 + 1 / c - 1 / n2, 0))
    return exp(middle - half), exp(middle + half)


def wald_difference(table: TwoByTwo, level: float = 95) -> tuple[float, float] | None:
    """The plain interval of the risk difference: RD ± z √(p₁(1−p₁)/n₁ + p₂(1−p₂)/n₂)."""
    difference = table.risk_difference
    if difference is None:
        return None
    share_1, share_2 = table.events_1 / table.total_1, table.events_2 / table.total_2
    half = z_of_level(level) * sqrt(share_1 * (1 - share_1) / table.total_1 + share_2 * (1 - share_2) / table.total_2)
    return difference - half, difference + half


def wilson(events: int, total: int, level: float = 95) -> tuple[float, float] | None:
    """Wilson's score interval of a share, 0–1.

    Source: Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953
    """
    if not total:
        return None
    z = z_of_level(level)
    share = events / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return middle - half, middle + half


def newcombe(table: TwoByTwo, level: float = 95) -> tuple[float, float] | None:
    """Newcombe's hybrid score interval of the risk difference.

    Source: Newcombe (1998), method 10, Statistics in Medicine 17, 873-890.
    """
    difference = table.risk_difference
    first, second = wilson(table.events_1, table.total_1, level), wilson(table.events_2, table.total_2, level)
    if difference is None or first is None or second is None:
        return None
    share_1, share_2 = table.events_1 / table.total_1, table.events_2 / table.total_2
    return (
        difference - sqrt((share_1 - first[0]) ** 2 + (second[1] - share_2) ** 2),
        difference + sqrt((first[1] - share_1) ** 2 + (share_2 - second[0]) ** 2),
    )


def agresti_caffo(table: TwoByTwo, level: float = 95) -> tuple[float, float] | None:
    """Agresti and Caffo's interval of the risk difference: the plain one with one event and one non-event added to each group.

    Source: Agresti & Caffo (2000), https://doi.org/10.1080/00031305.2000.10474560
    """
    if not (table.total_1 and table.total_2):
        return None
    return wald_difference(TwoByTwo(table.events_1 + 1, table.total_1 + 2, table.events_2 + 1, table.total_2 + 2), level)
