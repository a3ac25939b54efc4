"""One effect on another scale: a standardised mean difference as a log odds ratio, and back."""

from dataclasses import replace
from math import pi, sqrt

from manystudies.errors import EffectError
from manystudies.measures.effect import Effect

_LOGISTIC = pi / sqrt(3)


def odds_ratio_of_smd(effect: Effect) -> Effect:
    """A standardised mean difference as an odds ratio: ln OR = SMD π/√3, its variance times π²/3.

    When not to believe it: the outcome must be about logistic (or normal), and the cut the odds ratio stands for the
    same in both groups.

    Raises:
        EffectError: the effect is no standardised mean difference.

    Source: Chinn (2000), https://doi.org/10.1002/1097-0258(20001130)19:22<3127::AID-SIM784>3.0.CO;2-M; Cochrane Handbook, 10.6
    """
    if effect.measure not in ("SMD", "SMDH"):
        raise EffectError(f"{effect.label or effect.key}: the conversion needs a standardised mean difference; found {effect.measure}.")
    derivation = (*effect.derivation, "odds ratio from standardised mean difference, assuming a logistic outcome")
    return replace(
        effect, measure="OR", estimate=effect.estimate * _LOGISTIC, variance=effect.variance * _LOGISTIC**2, derivation=derivation
    )


def smd_of_odds_ratio(effect: Effect) -> Effect:
    """An odds ratio as a standardised mean difference: SMD = ln OR √3/π, its variance times 3/π².

    Raises:
        EffectError: the effect is no odds ratio.

    Source: see `odds_ratio_of_smd`.
    """
    if effect.measure not in ("OR", "PETO"):
        raise EffectError(f"{effect.label or effect.key}: the conversion needs an odds ratio; found {effect.measure}.")
    derivation = (*effect.derivation, "standardised mean difference from odds ratio, assuming a logistic outcome")
    return replace(
        effect,
        measure="SMD",
        estimate=effect.estimate / _LOGISTIC,
        variance=effect.variance / _LOGISTIC**2,
        derivation=derivation,
        counts=None,
    )
