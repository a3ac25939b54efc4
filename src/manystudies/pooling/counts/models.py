"""Binomial–normal and Poisson–normal models of counts, fitted: θ, its error, τ, and whether one θ fits all.

Source:
    Stijnen, Hamza & Özdemir (2010), Statistics in Medicine 29, 3046-3067. https://doi.org/10.1002/sim.4040
    Jackson et al. (2018), Statistics in Medicine 37, 1059-1085. https://doi.org/10.1002/sim.7588
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, log, sqrt
from typing import Literal

import numpy as np

from manystudies.pooling.climb import climb
from manystudies.pooling.counts.likelihood import Arms, Conditional, Family, integrated, integrated_conditional, laplace
from manystudies.pooling.kernel import FloatArray

CountModel = Literal["conditional approximate", "conditional exact", "fixed studies", "random studies"]
Table = tuple[float, float, float, float]
_STEPS = 100


@dataclass(frozen=True, slots=True)
class CountFit:
    """A fitted model: θ is a log odds ratio, log rate ratio or logit, its error from the observed information.

    `sigma2` is the variance of levels where studies are random; the log likelihood is without terms that no parameter
    changes; `q` is the likelihood-ratio statistic of one θ against one for each study (not a number for random studies).
    """

    theta: float
    standard_error: float
    tau2: float
    sigma2: float | None
    log_likelihood: float
    q: float


def fit_tables(tables: Sequence[Table], model: CountModel, *, family: Family = "binomial", common: bool = False) -> CountFit:
    """Fit tables (events, people, events, people), or over time with family "poisson".

    Tables without any event, or (binomial) where everybody had one, carry nothing about the ratio and are left out. The
    random effect of a study moves its two arms by ±τ/2 around a level of its own (fixed or random); conditional models take
    all events of a study as given, exactly (noncentral hypergeometric) or nearly (binomial, for rare events).
    """
    kept = [table for table in tables if table[0] + table[2] > 0 and (family == "poisson" or table[0] + table[2] < table[1] + table[3])]
    a, n1, c, n2 = np.array(kept, dtype=np.float64).T
    start = log(((a + 0.5) * n2 / (n1 * n2)).sum() / ((c + 0.5) * n1 / (n1 * n2)).sum())
    if model == "conditional exact" and family == "binomial":
        given = Conditional.of(kept)

        def exact(point: FloatArray) -> float:
            return float(integrated_conditional(given, float(point[0]), abs(float(point[1]))).sum())

        return _finish(exact, start, given.best(), common=common)
    if model in {"conditional exact", "conditional approximate"}:
        one = Arms("binomial", a[:, None], (a + c)[:, None], np.log(n1 / n2)[:, None], np.ones((a.size, 1)))
        return fit_shares(one, start=start, common=common)
    arms = Arms(family, np.stack((a, c), axis=1), np.stack((n1, n2), axis=1), np.zeros((a.size, 2)), np.array([[0.5, -0.5]] * a.size))
    if model == "fixed studies":
        levels = _Levels(arms)
        singles = float(_saturated(arms).sum())
        return _finish(levels.profile, start, singles, common=common)
    return _random_studies(arms, start, common=common)


def fit_shares(arms: Arms, *, start: float = 0.0, common: bool = False) -> CountFit:
    """Fit one group a study: logit share (or log rate) = offset + θ + τz."""

    def look(point: FloatArray) -> float:
        return float(integrated(arms, arms.offset + point[0], abs(float(point[1])))[0].sum())

    return _finish(look, start, float(_saturated(arms).sum()), common=common)


class _Levels:
    """The likelihood of (θ, τ) with each study's own level at its best, found again from where it last was."""

    __slots__ = ("_arms", "_levels")

    def __init__(self, arms: Arms) -> None:
        self._arms = arms
        events = arms.events.sum(axis=1)
        total = arms.total.sum(axis=1)
        share = events / total
        self._levels = np.log(share) if arms.family == "poisson" else np.log(share / (1.0 - share))

    def profile(self, point: FloatArray) -> float:
        """The log likelihood of θ and τ, levels at their best."""
        shift = float(point[0]) * self._arms.signs
        tau = abs(float(point[1]))
        levels = self._levels.copy()
        value, slope, curve = integrated(self._arms, levels[:, None] + shift, tau)
        for _ in range(_STEPS):
            step = np.where(curve < 0.0, -slope / np.minimum(curve, -1e-300), np.sign(slope))
            step = np.clip(step, -1.0, 1.0)
            levels = levels + step
            value, slope, curve = integrated(self._arms, levels[:, None] + shift, tau)
            if float(np.abs(step).max()) < 1e-9:  # noqa: PLR2004
                break
        self._levels = levels
        return float(value.sum())


def _random_studies(arms: Arms, start: float, *, common: bool) -> CountFit:
    """Levels of studies normal around a mean: parameters θ, τ, mean level, σ."""
    share = float(arms.events.sum() / arms.total.sum())
    level = log(share) if arms.family == "poisson" else log(share / (1.0 - share))

    def look(point: FloatArray) -> float:
        tau = 0.0 if common else abs(float(point[3]))
        return float(laplace(arms, float(point[1]) + float(point[0]) * arms.signs, tau, abs(float(point[2]))).sum())

    tops = []
    for spread in (0.3,) if common else (0.02, 0.3):
        begin = np.array([start, level, 0.7] if common else [start, level, 0.7, spread])
        tops.append(climb(look, begin, np.ones(begin.size) * 0.2))
    point, value, curvature = max(tops, key=lambda top: top[1])
    tau = 0.0 if common else abs(float(point[3]))
    free = [0, 1] + ([2] if abs(float(point[2])) > 1e-4 else []) + ([3] if tau > 1e-4 else [])  # noqa: PLR2004
    error = _error(curvature[np.ix_(free, free)])
    return CountFit(float(point[0]), error, tau * tau, float(point[2]) ** 2, value, float("nan"))


def _finish(look: Callable[[FloatArray], float], start: float, singles: float, *, common: bool) -> CountFit:
    """Climb in θ and τ from several τ, and measure the curvature."""

    def flat(point: FloatArray) -> float:
        return look(np.array([point[0], 0.0]))

    low, flat_value, flat_curve = climb(flat, np.array([start]), np.array([0.2]))
    best = CountFit(float(low[0]), _error(flat_curve), 0.0, None, flat_value, max(0.0, 2.0 * (singles - flat_value)))
    if common:
        return best
    for spread in (0.1, 0.5):
        point, value, curvature = climb(look, np.array([float(low[0]), spread]), np.array([0.2, 0.2]))
        tau = abs(float(point[1]))
        if tau > 1e-3 and value > best.log_likelihood + 1e-9:  # noqa: PLR2004
            error = _error(curvature)
            best = CountFit(float(point[0]), error, tau * tau, None, value, best.q)
    return best


def _error(curvature: FloatArray) -> float:
    """The standard error of the first parameter: from the whole curvature, from its own where that is not one of a top."""
    own = -float(curvature[0, 0])
    values = np.linalg.eigvalsh(-curvature)
    if values[0] > 1e-12 * max(values[-1], 0.0) and values[-1] > 0.0:
        return sqrt(float(np.linalg.inv(-curvature)[0, 0]))
    return sqrt(1.0 / own) if own > 0.0 else inf


def _saturated(arms: Arms) -> FloatArray:
    """The log likelihood of each study when its arms fit perfectly."""
    y, n = arms.events, arms.total
    with np.errstate(divide="ignore", invalid="ignore"):
        if arms.family == "poisson":
            value = np.where(y > 0, y * np.log(y / n), 0.0) - y
        else:
            value = np.where(y > 0, y * np.log(y / n), 0.0) + np.where(y < n, (n - y) * np.log(1.0 - y / n), 0.0)
    found: FloatArray = value.sum(axis=1)
    return found
