"""Mantel–Haenszel and Peto: pooling 2×2 tables that are too sparse for weights by variance.

Tables are (a, n1, c, n2): events and people of the first arm, then of the second. A table without any event, or
where everybody had one, carries nothing about a ratio and adds 0 to every sum; it does carry something about a difference of risks.

Source:
    Mantel & Haenszel (1959), https://doi.org/10.1093/jnci/22.4.719
    Robins, Breslow & Greenland (1986), Biometrics 42, 311-323 (variance of the log OR). https://doi.org/10.2307/2531052
    Greenland & Robins (1985), Biometrics 41, 55-68 (risk ratio, rates). https://doi.org/10.2307/2530643
    Sato, Greenland & Robins (1989), Biometrics 45, 1323-1324 (risk difference).
    Yusuf et al. (1985), Prog Cardiovasc Dis 27, 335-371 (Peto). https://doi.org/10.1016/s0033-0620(85)80003-7
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Literal

import numpy as np

from manystudies.pooling.kernel import FloatArray

Table = tuple[float, float, float, float]
TableMeasure = Literal["OR", "RD", "RR"]


@dataclass(frozen=True, slots=True)
class Tabled:
    """What the tables give together on the analysis scale (log for ratios); `weights` are shares, 0 for a table that adds nothing."""

    estimate: float
    standard_error: float
    weights: tuple[float, ...]


def is_sparse(tables: Sequence[Table]) -> bool:
    """Whether events, or people without one, are too few for inverse-variance weights.

    They are where an arm has none of a kind and the other arm has it in fewer than half of its people, and where the median arm
    has fewer than 5 of a kind. Events and people without one are treated alike: 50 and 48 of 50 are as thin as 0 and 2 of 50.
    A study that says nothing of a ratio (`says_nothing`) is no reason by itself.

    Source: Cochrane Handbook 10.4.4 (Deeks, Higgins & Altman), https://doi.org/10.1002/9781119536604.ch10, which speaks of rare
    events; that it holds for rare non-events too is the symmetry of a 2×2 table.
    """
    telling = [table for table in tables if not says_nothing(table)]
    kinds = [(a, n1, c, n2) for a, n1, c, n2 in telling], [(n1 - a, n1, n2 - c, n2) for a, n1, c, n2 in telling]
    return any(_is_rare(kind) for kind in kinds)


def says_nothing(table: Table) -> bool:
    """Whether nobody or everybody in both arms had the event, so that a ratio of chances cannot be told from it."""
    a, n1, c, n2 = table
    return a + c == 0 or a + c == n1 + n2


def _is_rare(tables: Sequence[Table]) -> bool:
    counts: list[float] = []
    for a, n1, c, n2 in tables:
        if (a == 0 and c < n2 / 2) or (c == 0 and a < n1 / 2):
            return True
        counts += (a, c)
    # The two in the middle of an even number of counts: their mean is below 5 where their sum is below 10.
    counts.sort()
    half = len(counts) // 2
    return bool(counts) and counts[half - 1] + counts[half] < 10  # noqa: PLR2004


def mantel_haenszel(tables: Sequence[Table], measure: TableMeasure) -> Tabled | None:
    """The Mantel–Haenszel log OR, log RR or risk difference, without any continuity correction; None where no table carries one.

    OR = Σ ad/N / Σ bc/N, RR = Σ a n2/N / Σ c n1/N, RD = Σ (a n2 − c n1)/N / Σ n1 n2/N.
    """
    a, n1, c, n2 = np.asarray(tables, dtype=np.float64).T
    b, d = n1 - a, n2 - c
    n = n1 + n2
    if measure == "OR":
        first, second = a * d / n, b * c / n
        r, s = float(first.sum()), float(second.sum())
        if r <= 0.0 or s <= 0.0:
            return None
        p, q = (a + d) / n, (b + c) / n
        variance = (
            float((p * first).sum()) / (2 * r * r)
            + float((p * second + q * first).sum()) / (2 * r * s)
            + float((q * second).sum()) / (2 * s * s)
        )
        return Tabled(log(r / s), sqrt(variance), _shares(second))
    if measure == "RR":
        first, second = a * n2 / n, c * n1 / n
        r, s = float(first.sum()), float(second.sum())
        if r <= 0.0 or s <= 0.0:
            return None
        variance = float(((n1 * n2 * (a + c) - a * c * n) / (n * n)).sum()) / (r * s)
        return Tabled(log(r / s), sqrt(variance), _shares(second))
    weights = n1 * n2 / n
    total = float(weights.sum())
    estimate = float((a * n2 / n - c * n1 / n).sum()) / total
    # Sato's variance holds for many small tables as well as for few large ones.
    between = (n1 * n1 * c - n2 * n2 * a + n1 * n2 * (n2 - n1) / 2.0) / (n * n)
    within = (a * d + c * b) / (2.0 * n)
    variance = (estimate * float(between.sum()) + float(within.sum())) / (total * total)
    return Tabled(estimate, sqrt(variance), _shares(weights)) if variance > 0.0 else None


def mantel_haenszel_rates(tables: Sequence[Table], measure: Literal["IRD", "IRR"]) -> Tabled | None:
    """The same for events over person-time, tables (events, time, events, time); None where no table carries one.

    IRR = Σ x₁t₂/T / Σ x₂t₁/T, IRD = Σ (x₁t₂ − x₂t₁)/T / Σ t₁t₂/T, T = t₁ + t₂.
    """
    x1, t1, x2, t2 = np.asarray(tables, dtype=np.float64).T
    time = t1 + t2
    if measure == "IRR":
        first, second = x1 * t2 / time, x2 * t1 / time
        r, s = float(first.sum()), float(second.sum())
        if r <= 0.0 or s <= 0.0:
            return None
        variance = float((t1 * t2 * (x1 + x2) / (time * time)).sum()) / (r * s)
        return Tabled(log(r / s), sqrt(variance), _shares(second))
    weights = t1 * t2 / time
    total = float(weights.sum())
    variance = float(((x1 * t2 * t2 + x2 * t1 * t1) / (time * time)).sum()) / (total * total)
    return Tabled(float((x1 * t2 / time - x2 * t1 / time).sum()) / total, sqrt(variance), _shares(weights)) if variance > 0.0 else None


def peto(tables: Sequence[Table]) -> Tabled | None:
    """Peto's one-step log odds ratio Σ(O − E)/ΣV with variance 1/ΣV; None where no table carries one.

    Not to be believed with very unequal arms or large effects: it is a first step from OR = 1.
    """
    difference, information = observed_minus_expected(tables)
    total = float(information.sum())
    if total <= 0.0:
        return None
    return Tabled(float(difference.sum()) / total, sqrt(1.0 / total), _shares(information))


def observed_minus_expected(tables: Sequence[Table]) -> tuple[FloatArray, FloatArray]:
    """Events of the first arm minus those expected under no effect, and their hypergeometric variance, for each table."""
    a, n1, c, n2 = np.asarray(tables, dtype=np.float64).T
    n, events = n1 + n2, a + c
    variance = n1 * n2 * events * (n - events) / (n * n * np.maximum(n - 1.0, 1.0))
    return a - n1 * events / n, variance


def peto_heterogeneity(tables: Sequence[Table]) -> tuple[float, int]:
    """Q = Σ(O − E)²/V − (Σ(O − E))²/ΣV and its degrees of freedom, over tables with V > 0."""
    difference, information = observed_minus_expected(tables)
    told = information > 0.0
    q = float((difference[told] ** 2 / information[told]).sum()) - float(difference.sum()) ** 2 / float(information.sum())
    return max(0.0, q), int(told.sum()) - 1


def cochran_mantel_haenszel(tables: Sequence[Table], *, correct: bool = False) -> float:
    """The χ² on one degree of freedom of no association in any table: (|Σ(O − E)| − ½ if `correct`)²/ΣV.

    Source: Mantel & Haenszel (1959), https://doi.org/10.1093/jnci/22.4.719
    """
    difference, information = observed_minus_expected(tables)
    distance = max(0.0, abs(float(difference.sum())) - (0.5 if correct else 0.0))
    return distance**2 / float(information.sum())


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Breslow and Day's χ² of one odds ratio in all tables, and Tarone's, which is right for the Mantel–Haenszel odds ratio."""

    breslow_day: float
    tarone: float
    df: int


def homogeneity(tables: Sequence[Table], log_odds_ratio: float) -> Homogeneity:
    """Whether one odds ratio fits all tables, each held against the counts expected under it with its own margins.

    Formula: A solves A(n₂ − m + A) = OR (n₁ − A)(m − A), m events in all; var = 1/(1/A + 1/B + 1/C + 1/D).
    Source: Breslow & Day (1980), Statistical Methods in Cancer Research I, 142; Tarone (1985), https://doi.org/10.1093/biomet/72.1.91
    """
    odds = exp(log_odds_ratio)
    distances, variances = [], []
    for a, n1, c, n2 in tables:
        events = a + c
        if not 0 < events < n1 + n2:
            continue
        square, linear, constant = 1.0 - odds, n2 - events + odds * (n1 + events), -odds * n1 * events
        if square == 0.0:
            expected = -constant / linear
        else:
            root = sqrt(max(0.0, linear * linear - 4.0 * square * constant))
            # The root inside the margins, written so that nothing cancels near OR = 1.
            expected = -2.0 * constant / (linear + root)
        cells = (expected, n1 - expected, events - expected, n2 - events + expected)
        distances.append(a - expected)
        variances.append(1.0 / sum(1.0 / cell for cell in cells))
    statistic = sum(distance**2 / variance for distance, variance in zip(distances, variances, strict=True))
    return Homogeneity(statistic, statistic - sum(distances) ** 2 / sum(variances), len(distances) - 1)


def _shares(weights: FloatArray) -> tuple[float, ...]:
    return tuple((weights / weights.sum()).tolist())
