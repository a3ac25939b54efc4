"""The level of certainty by GRADE: where it starts, what lowers it, what raises it, each step with its reason."""

from collections.abc import Sequence

from manystudies.certainty.body import Body, Opinion
from manystudies.certainty.certainty import Certainty, Domain, Level, Reason
from manystudies.certainty.domains import (
    imprecision,
    inconsistency,
    indirectness,
    large_effect,
    publication_bias,
    risk_of_bias,
    starting_point,
)

_LEVELS: tuple[Level, ...] = ("very low", "low", "moderate", "high")
_MODERATE = 2
_ORDER: tuple[Domain, ...] = (
    "starting point", "risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias", "large effect", "dose response", "residual confounding",
)  # fmt: skip
_STARTS = {"randomised": 3, "observational": 1, "uncontrolled": 1}


def judge(body: Body, opinions: Sequence[Opinion] = ()) -> Certainty:
    """How sure one can be of a body of evidence, by the GRADE approach.

    Randomised evidence starts high, the rest low. Five domains lower the level, a large effect without any lowering may
    raise observational evidence; dose response and residual confounding are for a person to judge. An opinion overrules the
    step of its domain and is signed. While nobody has judged risk of bias or indirectness the level is provisional and at
    most moderate.

    Source: Guyatt et al. 2011, GRADE guidelines 1-9, Journal of Clinical Epidemiology 64, 383-394 and following.
    https://doi.org/10.1016/j.jclinepi.2010.04.026

    When not to believe it: where the page leaves out trials, or says less of them than their papers do.
    """
    found = [starting_point(body), risk_of_bias(body), inconsistency(body), indirectness(body), imprecision(body), publication_bias(body)]
    lowered = any(reason.step < 0 for reason in found)
    raised = large_effect(body) if body.footing == "observational" and not lowered else None
    if raised is not None:
        found.append(raised)
    by_domain = {reason.domain: reason for reason in found}
    for opinion in opinions:
        by_domain[opinion.domain] = _signed(opinion, body)
    reasons = tuple(by_domain[domain] for domain in _ORDER if domain in by_domain)
    provisional = any(not reason.judged for reason in reasons)
    at = max(0, min(len(_LEVELS) - 1, _STARTS[body.footing] + sum(reason.step for reason in reasons)))
    return Certainty(_LEVELS[min(at, _MODERATE) if provisional else at], provisional, reasons)


def _signed(opinion: Opinion, body: Body) -> Reason:
    return Reason(opinion.domain, opinion.step, f"{opinion.why} (judged by {opinion.who})", studies=body.keys)
