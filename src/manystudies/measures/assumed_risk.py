"""What a ratio means for people at a stated baseline risk: risk ratio, risk difference, number needed to treat."""

from dataclasses import dataclass
from typing import Literal

from manystudies.errors import EffectError
from manystudies.measures.identity import Filled, Identity
from manystudies.measures.printed import Printed

_ODDS = "risk ratio at a stated baseline"
_ABSOLUTE = "absolute effect at a stated baseline"
BASELINES = (0.05, 0.10, 0.15)
"""The baseline risks at which an odds ratio is shown where none is known."""


def risk_ratio_at(odds_ratio: float, baseline: float) -> float:
    """The risk ratio an odds ratio stands for at a baseline risk: RR = OR / (1 − p₀ + p₀ OR).

    When not to believe it: for an adjusted odds ratio it is approximate, and the baseline is an assumption.

    >>> [round(risk_ratio_at(3.1, baseline), 2) for baseline in BASELINES]
    [2.81, 2.56, 2.36]

    Raises:
        EffectError: an odds ratio not above 0, or a baseline outside 0–1.

    Source: Zhang & Yu (1998), https://doi.org/10.1001/jama.280.19.1690
    """
    if odds_ratio <= 0 or not 0 <= baseline <= 1:
        raise EffectError(f"A conversion needs an odds ratio above 0 and a baseline of 0 to 1; found {odds_ratio} at {baseline}.")
    return odds_ratio / (1 - baseline + baseline * odds_ratio)


def odds_ratio_at(risk_ratio: float, baseline: float) -> float:
    """The odds ratio a risk ratio stands for at a baseline risk: OR = RR (1 − p₀) / (1 − p₀ RR).

    Raises:
        EffectError: the risk would reach 1 or more.

    Source: Zhang & Yu (1998), JAMA 280, 1690-1691. https://doi.org/10.1001/jama.280.19.1690
    """
    if risk_ratio <= 0 or not 0 <= baseline < 1 or baseline * risk_ratio >= 1:
        raise EffectError(f"A conversion needs a risk ratio above 0 that leaves the risk below 1; found {risk_ratio} at {baseline}.")
    return risk_ratio * (1 - baseline) / (1 - baseline * risk_ratio)


@dataclass(frozen=True, slots=True)
class AbsoluteEffect:
    """The risk with treatment, the difference from the baseline, and the number needed to treat.

    `needed` is 1 / |difference|, None where the difference is 0; a positive difference means more events.
    """

    baseline: float
    risk: float
    difference: float
    needed: float | None


def absolute_effect(measure: Literal["HR", "OR", "RD", "RR"], value: float, baseline: float) -> AbsoluteEffect:
    """What a ratio or difference means at a baseline risk (0–1).

    RR: p₁ = p₀ RR (at most 1); OR: p₁ = p₀ OR / (1 − p₀ + p₀ OR); HR: p₁ = 1 − (1 − p₀)^HR; RD: p₁ = p₀ + RD.

    Raises:
        EffectError: a ratio not above 0 or a baseline outside 0–1.

    Source: Cochrane Handbook, section 15.4.4; Altman & Andersen (1999) for hazard ratios, https://doi.org/10.1136/bmj.319.7223.1492
    """
    if not 0 <= baseline <= 1 or (measure != "RD" and value <= 0):
        raise EffectError(f"An absolute effect needs a ratio above 0 and a baseline of 0 to 1; found {measure} {value} at {baseline}.")
    match measure:
        case "RR":
            risk = min(baseline * value, 1.0)
        case "OR":
            risk = baseline * risk_ratio_at(value, baseline)
        case "HR":
            risk = 1 - (1 - baseline) ** value
        case "RD":
            risk = min(max(baseline + value, 0.0), 1.0)
    difference = risk - baseline
    return AbsoluteEffect(baseline, risk, difference, 1 / abs(difference) if difference else None)


def fill_risk_ratio(odds_ratio: Printed, baseline: float) -> Filled | None:
    """The risk ratio at a stated baseline, labelled as an assumption; None for an odds ratio not above 0."""
    if odds_ratio.value <= 0:
        return None
    low, high = (risk_ratio_at(max(float(end), 1e-12), baseline) for end in odds_ratio.bounds)
    value = risk_ratio_at(float(odds_ratio), baseline)
    return Filled("risk ratio", value, _ODDS, (odds_ratio.text,), low, high, f"a baseline risk of {baseline * 100:g} %")


def fill_risk_difference(measure: Literal["HR", "OR", "RD", "RR"], estimate: Printed, baseline: float) -> Filled | None:
    """The risk difference at a stated baseline, labelled as an assumption; None for a ratio not above 0."""
    if measure != "RD" and estimate.value <= 0:
        return None
    effect = absolute_effect(measure, float(estimate), baseline)
    return Filled("risk difference", effect.difference, _ABSOLUTE, (estimate.text,), assumption=f"a baseline risk of {baseline * 100:g} %")


RISK_RATIO_AT = Identity(
    _ODDS, "estimator", "RR = OR / (1 − p₀ + p₀ OR)", "Zhang & Yu (1998), https://doi.org/10.1001/jama.280.19.1690", ("odds_ratio", "baseline"),
    fills=(fill_risk_ratio,),
)  # fmt: skip
ABSOLUTE = Identity(
    _ABSOLUTE, "estimator", "p₁ from p₀ and the ratio; RD = p₁ − p₀; NNT = 1 / |RD|", "Cochrane Handbook, section 15.4.4",
    ("measure", "estimate", "baseline"), fills=(fill_risk_difference,),
)  # fmt: skip
