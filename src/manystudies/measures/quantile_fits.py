"""Mean and SD of skewed data from a median with its range or quartiles: McGrath's Box–Cox and fitted distributions."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from math import exp, gamma, inf, log, sqrt
from typing import Literal

from manystudies.measures.identity import Filled, Identity
from manystudies.measures.normal import normal_density, normal_quantile
from manystudies.measures.quantiles import Pair, Quantiles, luo_mean, wan_sd

_BOX_COX = "mean and SD by Box–Cox"
_FITTED = "mean and SD by a fitted distribution"
_MCGRATH = "McGrath et al. (2020), Statistical Methods in Medical Research 29, 2520-2537. https://doi.org/10.1177/0962280219889080"
_LARGEST_POWER = 10.0
_COARSE, _FINE, _STEPS, _REACH = 200, 80, 2000, 8.0
Family = Literal["gamma", "log-normal", "normal", "Weibull"]


def _lowest(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function is smallest: a coarse look, as it may have two valleys, then the golden section."""
    step = (high - low) / _COARSE
    best = low + step * min(range(_COARSE + 1), key=lambda place: function(low + step * place))
    low, high = max(best - step, low), min(best + step, high)
    golden = (sqrt(5) - 1) / 2
    for _ in range(_FINE):
        first, second = high - golden * (high - low), low + golden * (high - low)
        if function(first) < function(second):
            high = second
        else:
            low = first
    return (low + high) / 2


def _power(value: float, power: float) -> float:
    """The Box–Cox transformation (xᵖ − 1)/p, ln x at p = 0."""
    return log(value) if power == 0 else (value**power - 1) / power


def _transformed(pair: Pair | None, power: float) -> Pair | None:
    return (_power(pair[0], power), _power(pair[1], power)) if pair else None


def _lopsided(values: Quantiles, power: float) -> float:
    """How unequal the two sides of the transformed median are, relative to their width."""
    middle, total = _power(float(values.median), power), 0.0
    for pair in (_transformed(values.quartile_values, power), _transformed(values.end_values, power)):
        if pair and pair[1] > pair[0]:
            total += ((pair[0] + pair[1] - 2 * middle) / (pair[1] - pair[0])) ** 2
    return total


def box_cox_mean_and_sd(values: Quantiles) -> tuple[float, float] | None:
    """Mean and SD through the power of the data that makes the quantiles symmetrical; None where a value is not above 0.

    The power p in 0–10 minimises the lopsidedness of median against quartiles and range; there Luo's mean and Wan's
    SD describe a normal distribution, whose power is turned back by integration.

    Source: McGrath et al. (2020), https://doi.org/10.1177/0962280219889080
    """
    if float(values.ordered[0]) <= 0 or values.ordered[0].value == values.ordered[-1].value:
        return None
    power = _lowest(lambda at: _lopsided(values, at), 0.0, _LARGEST_POWER)
    quartiles, ends = _transformed(values.quartile_values, power), _transformed(values.end_values, power)
    middle = luo_mean(_power(float(values.median), power), quartiles, ends, values.people)
    spread = wan_sd(quartiles, ends, values.people)

    def back(z: float) -> float:
        at = middle + spread * z
        if power < 1e-9:  # noqa: PLR2004  # the logarithm
            return exp(at)
        return math.pow(max(1 + power * at, 0.0), 1 / power)

    return _moments(back)


def _moments(value_at: Callable[[float], float]) -> tuple[float, float]:
    """Mean and SD of a function of a standard normal variable, by Simpson's rule."""
    width = 2 * _REACH / _STEPS
    first = second = total = 0.0
    for step in range(_STEPS + 1):
        z = -_REACH + width * step
        weight = normal_density(z) * (1 if step in (0, _STEPS) else 4 if step % 2 else 2)
        value = value_at(z)
        total += weight
        first += weight * value
        second += weight * value * value
    mean = first / total
    return mean, sqrt(max(second / total - mean * mean, 0.0))


@dataclass(frozen=True, slots=True)
class Fit:
    """A distribution fitted to quantiles: its family, mean and SD, and the sum of squared distances."""

    family: Family
    mean: float
    sd: float
    distance: float


def _points(values: Quantiles) -> list[tuple[float, float]]:
    """(share below, value) of each printed quantile; the ends of a range stand at 1/n and 1 − 1/n."""
    points = [(0.5, float(values.median))]
    if values.quartile_values:
        points += zip((0.25, 0.75), values.quartile_values, strict=True)
    if values.end_values:
        points += zip((1 / values.people, 1 - 1 / values.people), values.end_values, strict=True)
    return sorted(points)


def fitted_distributions(values: Quantiles) -> tuple[Fit, ...]:
    """The four families fitted to the quantiles by least squares, the closest first; only the normal where values reach 0.

    Σ (F⁻¹(pᵢ) − xᵢ)² is smallest; all but the normal are scale families, so that only the shape is searched.

    Source: McGrath et al. (2020), https://doi.org/10.1177/0962280219889080
    """
    points = _points(values)
    fits = [_fitted_normal(points)]
    if points[0][1] > 0:
        fits += [_fitted_scale("log-normal", points), _fitted_scale("gamma", points), _fitted_scale("Weibull", points)]
    return tuple(sorted(fits, key=lambda fit: fit.distance))


def _fitted_normal(points: list[tuple[float, float]]) -> Fit:
    zs = [normal_quantile(share) for share, _ in points]
    middle_z, middle_x = sum(zs) / len(zs), sum(x for _, x in points) / len(points)
    slope = sum((z - middle_z) * (x - middle_x) for z, (_, x) in zip(zs, points, strict=True)) / sum((z - middle_z) ** 2 for z in zs)
    mean = middle_x - slope * middle_z
    distance = sum((mean + slope * z - x) ** 2 for z, (_, x) in zip(zs, points, strict=True))
    return Fit("normal", mean, slope, distance)


def _unit_quantiles(family: Family, shape: float, points: list[tuple[float, float]]) -> list[float]:
    """The quantiles of the family at scale 1."""
    match family:
        case "gamma":
            from scipy.special import gammaincinv

            return [float(value) for value in gammaincinv(shape, [share for share, _ in points])]
        case "Weibull":
            return [(-log(1 - share)) ** (1 / shape) for share, _ in points]
        case _:
            return [exp(shape * normal_quantile(share)) for share, _ in points]


def _fitted_scale(family: Family, points: list[tuple[float, float]]) -> Fit:
    def scaled(log_shape: float) -> tuple[float, float]:
        units = _unit_quantiles(family, exp(log_shape), points)
        square = sum(unit * unit for unit in units)
        if square == 0:
            return 0.0, inf
        scale = sum(unit * x for unit, (_, x) in zip(units, points, strict=True)) / square
        return scale, sum((scale * unit - x) ** 2 for unit, (_, x) in zip(units, points, strict=True))

    best = _lowest(lambda at: scaled(at)[1], -6.0, 6.0 if family != "log-normal" else 2.0)
    (scale, distance), shape = scaled(best), exp(best)
    match family:
        case "gamma":
            return Fit(family, shape * scale, sqrt(shape) * scale, distance)
        case "Weibull":
            first, second = gamma(1 + 1 / shape), gamma(1 + 2 / shape)
            return Fit(family, scale * first, scale * sqrt(max(second - first * first, 0.0)), distance)
        case _:
            mean = scale * exp(shape * shape / 2)
            return Fit(family, mean, mean * sqrt(exp(shape * shape) - 1), distance)


def fill_by_box_cox(values: Quantiles) -> tuple[Filled, Filled] | None:
    """Mean and SD by McGrath's Box–Cox method, labelled as estimates; None where a value is not above 0."""
    found = box_cox_mean_and_sd(values)
    if found is None:
        return None
    assumption = "data that a power makes normal (McGrath, Box–Cox)"
    return (
        Filled("mean", found[0], _BOX_COX, values.texts, assumption=assumption),
        Filled("SD", found[1], _BOX_COX, values.texts, assumption=assumption),
    )


def fill_by_fit(values: Quantiles) -> tuple[Filled, Filled]:
    """Mean and SD of the distribution that fits the quantiles best, labelled as estimates."""
    best = fitted_distributions(values)[0]
    assumption = f"{best.family} data (McGrath, quantile estimation)"
    return (
        Filled("mean", best.mean, _FITTED, values.texts, assumption=assumption),
        Filled("SD", best.sd, _FITTED, values.texts, assumption=assumption),
    )


BOX_COX = Identity(
    _BOX_COX, "estimator", "the power that makes the quantiles symmetrical; Luo and Wan there; turned back by integration", _MCGRATH, ("values",),
    fills=(fill_by_box_cox,),
)  # fmt: skip
FITTED = Identity(
    _FITTED, "estimator", "the family with the smallest Σ (F⁻¹(pᵢ) − xᵢ)²", _MCGRATH, ("values",), fills=(fill_by_fit,),
)  # fmt: skip
