"""Tails of Student's t and of χ² for one number at a time, without waiting for a large library to be imported.

Formula: P(T > t) = ½ I_x(df/2, ½), x = df/(df + t²); P(χ² > x) = Q(df/2, x/2); the incomplete beta and gamma functions by
continued fractions or series, quantiles by Newton's method from a start that is nearly right.

Source:
    Press et al. 2007, Numerical Recipes, 6.2 and 6.4 (continued fractions)
    Hill 1970, Algorithm 396, Communications of the ACM 13, 619-620. https://doi.org/10.1145/355598.355600
    Wilson & Hilferty 1931, PNAS 17, 684-688. https://doi.org/10.1073/pnas.17.12.684
"""

from math import atan, exp, inf, isfinite, lgamma, log, log1p, pi, sqrt, tan
from statistics import NormalDist

_STANDARD = NormalDist()
_TINY = 1e-300
_CLOSE = 3e-16
_STEPS = 2_000
_LARGE = 1e5
"""Degrees of freedom from which the fractions converge slowly and the large library is asked."""


def student_tail(statistic: float, degrees: float) -> float:
    """The chance that Student's t with these degrees of freedom lies above `statistic`.

    >>> round(student_tail(2.228138852, 10), 9)
    0.025
    """
    if degrees > _LARGE or degrees <= 0 or not isfinite(statistic):
        from scipy.special import stdtr

        return float(stdtr(degrees, -statistic))
    if degrees == 1:
        return 0.5 - atan(statistic) / pi if statistic < 1 else atan(1 / statistic) / pi
    tail = 0.5 * _beta_share(degrees, statistic * statistic)
    return tail if statistic >= 0 else 1.0 - tail


def student_quantile(tail: float, degrees: float) -> float:
    """The value that Student's t exceeds with probability `tail`.

    >>> round(student_quantile(0.025, 10), 6)
    2.228139
    """
    if not 0 < tail < 1 or degrees > _LARGE or degrees < 1:
        from scipy.special import stdtrit

        return -float(stdtrit(degrees, tail))
    if tail > 0.5:  # noqa: PLR2004 - the other half is its mirror
        return -student_quantile(1.0 - tail, degrees)
    if tail == 0.5:  # noqa: PLR2004
        return 0.0
    if degrees == 1:
        return 1 / tan(pi * tail)
    if degrees == 2:  # noqa: PLR2004 - has a closed form
        return (1 - 2 * tail) * sqrt(2 / (4 * tail * (1 - tail)))
    at = _hill(tail, degrees)
    for _ in range(60):
        density = _density(at, degrees)
        if density <= 0:
            break
        # Newton on the logarithm of the tail, which is nearly straight far out.
        above = student_tail(at, degrees)
        step = above * log(above / tail) / density if above > 0 else 0.0
        at += step
        if abs(step) <= 4e-16 * abs(at) or step == 0:
            break
    return at


def chi2_tail(statistic: float, degrees: float) -> float:
    """The chance that χ² with these degrees of freedom lies above `statistic`.

    >>> round(chi2_tail(3.841458820694124, 1), 9)
    0.05
    """
    if degrees > _LARGE or degrees <= 0 or statistic != statistic or statistic == inf:  # noqa: PLR0124 - not a number
        from scipy.special import chdtrc

        return float(chdtrc(degrees, statistic))
    if statistic <= 0:
        return 1.0
    a, x = degrees / 2, statistic / 2
    front = exp(a * log(x) - x - lgamma(a))
    return 1.0 - front * _gamma_series(a, x) if x < a + 1 else front * _gamma_fraction(a, x)


def chi2_quantile_of(tail: float, degrees: float) -> float:
    """The value that χ² exceeds with probability `tail`.

    >>> round(chi2_quantile_of(0.05, 1), 9)
    3.841458821
    """
    if not 0 < tail < 1 or degrees > _LARGE or degrees <= 0:
        from scipy.special import chdtri

        return float(chdtri(degrees, tail))
    share = 2 / (9 * degrees)
    at = degrees * max(1 - share - _STANDARD.inv_cdf(tail) * sqrt(share), 1e-3) ** 3
    low, high = 0.0, inf
    for _ in range(200):
        above = chi2_tail(at, degrees)
        low, high = (at, high) if above > tail else (low, at)
        density = exp((degrees / 2 - 1) * log(at / 2) - at / 2 - lgamma(degrees / 2)) / 2
        step = (above - tail) / density if density > 0 else inf
        new = at + step
        if not low < new < high:
            new = (low + high) / 2 if high < inf else 2 * at
        if abs(new - at) <= 4e-16 * at:
            return new
        at = new
    return at


def _density(at: float, degrees: float) -> float:
    return exp(_log_ratio(degrees / 2) - 0.5 * log(degrees * pi) - (degrees + 1) / 2 * log(1 + at * at / degrees))


def _log_ratio(a: float) -> float:
    """The difference ln Γ(a + ½) − ln Γ(a); by its series where the two are large and their difference would lose digits."""
    if a < 25:  # noqa: PLR2004 - from here on the series is exact to the last digit
        return lgamma(a + 0.5) - lgamma(a)
    b = 1 / (a * a)
    return 0.5 * log(a) - (1 / 8 - (1 / 192 - (1 / 640 - (17 / 14336 - 31 / 18432 * b) * b) * b) * b) / a


def _hill(tail: float, n: float) -> float:
    """Hill's approximate quantile of t, good to about six digits."""
    p = 2 * tail
    a = 1 / (n - 0.5)
    b = 48 / (a * a)
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * pi / 2) * n
    y = (d * p) ** (2 / n)
    if y > 0.05 + a:
        x = _STANDARD.inv_cdf(0.5 * p)
        y = x * x
        if n < 5:  # noqa: PLR2004 - of the published algorithm
            c += 0.3 * (n - 4.5) * (x + 0.6)
        c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
        y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
        y = a * y * y
        y = exp(y) - 1 if y > 0.002 else 0.5 * y * y + y  # noqa: PLR2004 - of the published algorithm
    else:
        y = ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1) * (n + 1) / (n + 2) + 1 / y
    return sqrt(n * y)


def _beta_share(degrees: float, square: float) -> float:
    """I_x(df/2, ½) at x = df/(df + t²), from t²."""
    if square == 0:
        return 1.0
    a, b = degrees / 2, 0.5
    x, rest = degrees / (degrees + square), square / (degrees + square)
    log_front = _log_ratio(a) - 0.5 * log(pi) + a * -log1p(square / degrees) + b * log(rest)
    if x < (a + 1) / (a + b + 2):
        return exp(log_front) * _beta_fraction(a, b, x) / a
    return 1.0 - exp(log_front) * _beta_fraction(b, a, rest) / b


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > _TINY else _TINY)
    total = d
    for m in range(1, _STEPS):
        for numerator in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > _TINY else _TINY)
            c = 1 + numerator / c
            c = c if abs(c) > _TINY else _TINY
            total *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return total


def _gamma_series(a: float, x: float) -> float:
    """P(a, x) / (xᵃ e⁻ˣ / Γ(a)), by its series."""
    term = total = 1 / a
    for n in range(1, 20 * _STEPS):
        term *= x / (a + n)
        total += term
        if term < total * _CLOSE:
            break
    return total


def _gamma_fraction(a: float, x: float) -> float:
    """Q(a, x) / (xᵃ e⁻ˣ / Γ(a)), by its continued fraction."""
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    total = d
    for n in range(1, 20 * _STEPS):
        numerator = -n * (n - a)
        b += 2
        d = numerator * d + b
        d = 1 / (d if abs(d) > _TINY else _TINY)
        c = b + numerator / c
        c = c if abs(c) > _TINY else _TINY
        total *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return total
