"""The normal distribution without any library: tail areas and quantiles.

Source:
    Wichura (1988), Algorithm AS 241, Applied Statistics 37(3), 477-484. https://doi.org/10.2307/2347330
"""

from functools import cache
from math import erfc, exp, inf, log, pi, sqrt

_CENTRE = (
    (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4, 4.5921953931549871457e4,
     6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3),
    (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
     3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3),
)  # fmt: skip
_MIDDLE = (
    (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
     1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
_TAIL = (
    (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
     1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15),
)  # fmt: skip
_CENTRE_HALF_WIDTH = 0.425
_MIDDLE_END = 5.0


def _ratio(coefficients: tuple[tuple[float, ...], tuple[float, ...]], at: float) -> float:
    top = bottom = 0.0
    for upper, lower in zip(reversed(coefficients[0]), reversed(coefficients[1]), strict=True):
        top = top * at + upper
        bottom = bottom * at + lower
    return top / bottom


def normal_quantile(probability: float) -> float:
    """The z with that area below it; ±inf at 0 and 1.

    >>> round(normal_quantile(0.975), 6)
    1.959964
    """
    if probability <= 0:
        return -inf
    if probability >= 1:
        return inf
    from_centre = probability - 0.5
    if abs(from_centre) <= _CENTRE_HALF_WIDTH:
        return from_centre * _ratio(_CENTRE, _CENTRE_HALF_WIDTH**2 - from_centre**2)
    return (-1 if from_centre < 0 else 1) * _tail_quantile(min(probability, 1 - probability))


def _tail_quantile(area: float) -> float:
    depth = sqrt(-log(area))
    return _ratio(_MIDDLE, depth - 1.6) if depth <= _MIDDLE_END else _ratio(_TAIL, depth - _MIDDLE_END)


def normal_density(z: float) -> float:
    """The height of the standard normal curve at z."""
    return exp(-z * z / 2) / sqrt(2 * pi)


def p_of_z(z: float, tails: int = 2) -> float:
    """The p-value of a standard normal statistic: p = tails · (1 − Φ(|z|)).

    >>> round(p_of_z(1.959964), 4)
    0.05
    """
    return tails * erfc(abs(z) / sqrt(2)) / 2


def z_of_p(p: float, tails: int = 2) -> float:
    """The |z| that has this p-value; inf for p = 0, and never below 0."""
    area = p / tails
    if area <= 0:
        return inf
    return 0.0 if area >= 0.5 else -normal_quantile(area)  # noqa: PLR2004  # half of the area lies above z = 0


@cache
def z_of_level(level: float) -> float:
    """How many standard errors a two-sided interval of `level` percent reaches to each side.

    >>> round(z_of_level(95), 3)
    1.96
    """
    return -normal_quantile(0.5 - level / 200)
