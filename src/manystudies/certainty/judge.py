"""The level of certainty by GRADE: where it starts, what lowers it, what raises it, each step with its reason."""

from collections.abc import Sequence

from manystudies.certainty.body import Body
from manystudies.certainty.certainty import Certainty, Domain, Level, Reason
from manystudies.certainty.domains import (
    dose_response,
    imprecision,
    inconsistency,
    indirectness,
    large_effect,
    publication_bias,
    residual_confounding,
    risk_of_bias,
    starting_point,
)
from manystudies.certainty.opinion import Opinion, overruled

_LEVELS: tuple[Level, ...] = ("very low", "low", "moderate", "high")
_MODERATE = 2
_ORDER: tuple[Domain, ...] = (
    "starting point", "risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias", "large effect", "dose response", "residual confounding",
)  # fmt: skip
_STARTS = {"randomised": 3, "observational": 1, "uncontrolled": 1}


def judge(body: Body, opinions: Sequence[Opinion] = ()) -> Certainty:
    """How sure one can be of a body of evidence, by the GRADE approach.

    Randomised evidence starts high, the rest low. Five domains lower the level, a large effect without any lowering may
    raise observational evidence; dose response and residual confounding are for a person to judge and shown with what speaks to them. An opinion overrules the
    step of its domain and is signed; the level without any is kept beside it. While nobody has judged risk of bias or indirectness the level is provisional and at
    most moderate.

    Source: Guyatt et al. 2011, GRADE guidelines 1-9, Journal of Clinical Epidemiology 64, 383-394 and following.
    https://doi.org/10.1016/j.jclinepi.2010.04.026

    When not to believe it: where the page leaves out trials, or says less of them than their papers do.
    """
    found = [starting_point(body), risk_of_bias(body), inconsistency(body), indirectness(body), imprecision(body), publication_bias(body)]
    if body.footing == "observational":
        found += [large_effect(body, lowered=any(reason.step < 0 for reason in found)), dose_response(body), residual_confounding(body)]
    unaided, _ = _level(body, found)
    if not opinions:
        return _certainty(body, found, None)
    held = overruled(found, opinions, body.keys)
    if body.footing == "observational":
        lowered = any(reason.step < 0 for reason in held)
        held = tuple(
            large_effect(body, lowered=lowered) if reason.domain == "large effect" and not reason.who else reason for reason in held
        )
    return _certainty(body, held, unaided)


def _certainty(body: Body, found: Sequence[Reason], unaided: Level | None) -> Certainty:
    by_domain = {reason.domain: reason for reason in found}
    reasons = tuple(by_domain[domain] for domain in _ORDER if domain in by_domain)
    level, provisional = _level(body, reasons)
    return Certainty(level, provisional, reasons, unaided if any(reason.who for reason in reasons) else None)


def _level(body: Body, reasons: Sequence[Reason]) -> tuple[Level, bool]:
    """The level that the steps lead to, and whether it is provisional and so at most moderate.

    Randomised evidence has nowhere higher to start, so a person cannot raise its starting point.
    """
    provisional = any(not reason.judged for reason in reasons)
    start = _STARTS[body.footing]
    steps = sum(reason.step for reason in reasons if reason.domain != "starting point" or body.footing == "observational")
    at = max(0, min(len(_LEVELS) - 1, start + steps))
    return _LEVELS[min(at, _MODERATE) if provisional else at], provisional
