"""One study's effect from what it reports: a ratio or difference with its interval or its p-value."""

from math import log
from typing import Literal

from manystudies.errors import EffectError
from manystudies.measures.effect import Effect
from manystudies.measures.identity import Filled
from manystudies.measures.intervals import fill_log_standard_error, fill_standard_error
from manystudies.measures.printed import Printed
from manystudies.measures.significance import fill_log_standard_error_from_p, fill_standard_error_from_p

ReportedRatio = Literal["HR", "IRR", "OR", "ROM", "RR"]
ReportedDifference = Literal["MD", "RD", "SMD"]


def effect_from_ratio_interval(
    measure: ReportedRatio, estimate: Printed, low: Printed, high: Printed, key: str, *, level: float = 95, label: str = "", group: str = ""
) -> Effect:
    """The effect of a ratio with its interval: ln estimate, variance (ln(high / low) / (2 z))².

    Raises:
        EffectError: a number not above 0, or limits out of order.

    Source: Cochrane Handbook 6.3 (Higgins, Li & Deeks), https://doi.org/10.1002/9781119536604.ch6
    """
    filled = fill_log_standard_error(low, high, level)
    if estimate.value <= 0 or filled is None:
        found = f"{estimate.text} ({low.text} to {high.text})"
        raise EffectError(f"{label or key}: a log ratio needs an estimate and limits above 0, in order; found {found}.")
    return Effect(measure, log(float(estimate)), filled.value**2, key, label, derived(filled), group=group)


def effect_from_ratio_p(measure: ReportedRatio, estimate: Printed, p: Printed, key: str, *, label: str = "", group: str = "") -> Effect:
    """The effect of a ratio with an exact two-tailed p-value: ln estimate, variance (ln estimate / z(p))².

    Raises:
        EffectError: a ratio of 1 or not above 0, or a p-value of 0 or 1.

    Source: Cochrane Handbook 6.3 (Higgins, Li & Deeks), https://doi.org/10.1002/9781119536604.ch6
    """
    filled = fill_log_standard_error_from_p(estimate, p)
    if filled is None:
        found = f"{estimate.text} with p = {p.text}"
        raise EffectError(f"{label or key}: a standard error from p needs a ratio above 0 that is not 1 and 0 < p < 1; found {found}.")
    return Effect(measure, log(float(estimate)), filled.value**2, key, label, derived(filled), group=group)


def effect_from_difference_interval(
    measure: ReportedDifference,
    estimate: Printed,
    low: Printed,
    high: Printed,
    key: str,
    *,
    level: float = 95,
    label: str = "",
    group: str = "",
) -> Effect:
    """The effect of a difference with its interval: the estimate, variance ((high − low) / (2 z))².

    Raises:
        EffectError: limits out of order.

    Source: Cochrane Handbook 6.3 (Higgins, Li & Deeks), https://doi.org/10.1002/9781119536604.ch6
    """
    filled = fill_standard_error(low, high, level)
    if filled is None:
        raise EffectError(f"{label or key}: a standard error needs limits in order; found {low.text} to {high.text}.")
    return Effect(measure, float(estimate), filled.value**2, key, label, derived(filled), group=group)


def effect_from_difference_p(
    measure: ReportedDifference, estimate: Printed, p: Printed, key: str, *, label: str = "", group: str = ""
) -> Effect:
    """The effect of a difference with an exact two-tailed p-value: the estimate, variance (estimate / z(p))².

    Raises:
        EffectError: a difference of 0, or a p-value of 0 or 1.

    Source: Cochrane Handbook 6.3 (Higgins, Li & Deeks), https://doi.org/10.1002/9781119536604.ch6
    """
    filled = fill_standard_error_from_p(estimate, p)
    if filled is None:
        found = f"{estimate.text} with p = {p.text}"
        raise EffectError(f"{label or key}: a standard error from p needs a difference that is not 0 and 0 < p < 1; found {found}.")
    return Effect(measure, float(estimate), filled.value**2, key, label, derived(filled), group=group)


def derived(filled: Filled) -> tuple[str, ...]:
    """What an effect says of how it was derived: the identity, its inputs and its assumption."""
    assumed = f", assuming {filled.assumption}" if filled.assumption else ""
    return (f"{filled.quantity} from {', '.join(filled.inputs)} ({filled.identity}{assumed})",)
