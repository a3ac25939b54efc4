"""Whether a claimed change is for the better: a verb that raises or lowers, and what it raises or lowers."""

import re

from manystudies.claims.claim import Direction
from manystudies.claims.strength import Wording
from manystudies.terms import find_terms

_LOWERS = re.compile(r"\b(?:cut|decreas|diminish|drop|fell|fewer|halv|less|lower|reduc|slow|suppress)", re.IGNORECASE)
_RAISES = re.compile(r"\b(?:boost|double|elevat|greater|higher|increas|more|rais|rose)", re.IGNORECASE)
_BAD = re.compile(r"\b(?:cost|death|deaths|falls?|harm|incidence|mortality|odds|risk|symptoms?|severity)\b", re.IGNORECASE)


def direction_of(text: str, wording: Wording, target: str) -> Direction:
    """The direction of a claim, made out from what is raised or lowered where the verb alone does not say it.

    >>> from manystudies.claims.strength import wording_of
    >>> direction_of("Zinc reduces colds", wording_of("Zinc reduces colds"), "colds")
    'better'
    """
    if wording.direction != "unclear" or wording.words is None or wording.kind == "null":
        return wording.direction
    words = text[slice(*wording.words)]
    down, up = _LOWERS.search(words) is not None, _RAISES.search(words) is not None
    if down == up:
        return "unclear"
    better = _good_side(target)
    if better == "":
        return "unclear"
    return "better" if (better == "lower") == down else "worse"


def _good_side(target: str) -> str:
    """The direction that is good for people, of what is changed: what is bad is better lower, and scales say it themselves."""
    if _BAD.search(target):
        return "lower"
    return next((match.concept.better for match in find_terms(target) if match.concept.better), "")
