"""Intervals and p-values: normal, t, χ², and the two that answer different questions, confidence and prediction.

Source:
    Hartung & Knapp (2001), https://doi.org/10.1002/sim.1009; Sidik & Jonkman (2002), https://doi.org/10.1002/sim.1262
    Röver, Knapp & Friede (2015), BMC Med Res Methodol 15, 99 (never narrower). https://doi.org/10.1186/s12874-015-0091-1
    Higgins, Thompson & Spiegelhalter (2009), JRSS A 172, 137-159 (prediction). https://doi.org/10.1111/j.1467-985X.2008.00552.x
"""

from functools import cache, lru_cache
from math import erfc, inf, sqrt
from statistics import NormalDist
from types import ModuleType

from manystudies.measures import chi2_quantile_of, chi2_tail, student_quantile, student_tail

_STANDARD = NormalDist()


@cache
def _special() -> ModuleType:
    """SciPy's special functions, imported when first needed."""
    import scipy.special

    return scipy.special


def normal_quantile(level: float) -> float:
    """The half-width of a two-sided normal interval of `level` (0–1), in standard errors."""
    return _STANDARD.inv_cdf(0.5 + level / 2.0)


@lru_cache(maxsize=4096)
def t_quantile(level: float, df: float) -> float:
    """The half-width of a two-sided t interval of `level` (0–1), in standard errors."""
    return student_quantile(0.5 - level / 2.0, df)


@lru_cache(maxsize=4096)
def chi2_quantile(tail: float, df: float) -> float:
    """The value that χ² with `df` degrees of freedom exceeds with probability `tail`."""
    return chi2_quantile_of(tail, df)


def normal_p(statistic: float) -> float:
    """The two-sided p-value of a standard normal statistic."""
    return erfc(abs(statistic) / sqrt(2.0))


def t_p(statistic: float, df: float) -> float:
    """The two-sided p-value of a t statistic."""
    return 2.0 * student_tail(abs(statistic), df)


def chi2_p(statistic: float, df: float) -> float:
    """The upper tail of χ² with `df` degrees of freedom; 1 where there are none."""
    return chi2_tail(statistic, df) if df > 0 else 1.0


def f_p(statistic: float, numerator: float, denominator: float) -> float:
    """The upper tail of F."""
    return float(_special().fdtrc(numerator, denominator, statistic))


def prediction_interval(estimate: float, standard_error: float, tau2: float, level: float, df: float | None) -> tuple[float, float]:
    """Where the true effect of a new study of the same kind is expected: estimate ± t(df) √(τ² + se²); df None is the normal.

    The standard error is the one of the reported interval, so Hartung–Knapp widens this one too.
    Not to be believed when studies are few, or when τ² is (k < 5, say): its own uncertainty is not in it.
    """
    reach = (normal_quantile(level) if df is None else t_quantile(level, df)) * sqrt(tau2 + standard_error * standard_error)
    return estimate - reach, estimate + reach


def statistic_of(estimate: float, standard_error: float) -> float:
    """The estimate in standard errors; infinite where the error is zero, and 0 where both are."""
    if standard_error > 0.0:
        return estimate / standard_error
    return 0.0 if estimate == 0.0 else inf
