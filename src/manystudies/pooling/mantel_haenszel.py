"""Mantel–Haenszel and Peto: pooling 2×2 tables that are too sparse for weights by variance.

Tables are (a, n1, c, n2): events and people of the first arm, then of the second. A table without any event, or
where everybody had one, carries nothing about a ratio and adds 0 to every sum; it does carry something about a difference of risks.

Source:
    Mantel & Haenszel (1959), https://doi.org/10.1093/jnci/22.4.719
    Robins, Breslow & Greenland (1986), Biometrics 42, 311-323 (variance of the log OR). https://doi.org/10.2307/2531052
    Greenland & Robins (1985), Biometrics 41, 55-68 (risk ratio, risk difference). https://doi.org/10.2307/2530643
    Yusuf et al. (1985), Prog Cardiovasc Dis 27, 335-371 (Peto). https://doi.org/10.1016/s0033-0620(85)80003-7
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import median
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
    """Whether events are too few for inverse-variance weights: any empty cell, or a median below 5 events an arm.

    Source: Cochrane Handbook 10.4.4 (Deeks, Higgins & Altman), https://doi.org/10.1002/9781119536604.ch10
    """
    if not tables:
        return False
    if any(0 in (a, n1 - a, c, n2 - c) for a, n1, c, n2 in tables):
        return True
    return median(events for a, _, c, _ in tables for events in (a, c)) < 5  # noqa: PLR2004


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
    variance = float(((a * b * n2**3 + c * d * n1**3) / (n1 * n2 * n * n)).sum()) / (total * total)
    return Tabled(estimate, sqrt(variance), _shares(weights)) if variance > 0.0 else None


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


def _shares(weights: FloatArray) -> tuple[float, ...]:
    return tuple((weights / weights.sum()).tolist())
