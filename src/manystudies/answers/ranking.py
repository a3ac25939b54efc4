"""Which is best: only where the evidence can rank, else why not."""

from collections.abc import Sequence
from math import sqrt

from manystudies.answers.answer import Sentence
from manystudies.answers.compose import Part, compose, listed
from manystudies.answers.naming import Named
from manystudies.answers.parts import list_names, named
from manystudies.answers.rows import Bundle
from manystudies.pooling import Pooled

_DIFFERENT = 1.959963984540054
_ENOUGH = 2
"""Nothing is ranked on fewer trials than this."""


def best_sentences(bundles: Sequence[Bundle]) -> tuple[Sentence, ...]:
    """For each outcome and comparator with two or more interventions: which is best, or why that cannot be said.

    One is called best only where it was pooled from at least two trials, its certainty is not very low, and its
    difference from each other one, compared through the shared comparator, is beyond chance at 5% and on the good side.

    Formula: z = (e₁ − e₂) / √(se₁² + se₂²), the adjusted indirect comparison.
    Source: Bucher et al. 1997, Journal of Clinical Epidemiology 50, 683-691. https://doi.org/10.1016/S0895-4356(97)00049-8
    When not to believe it: where the trials of the two interventions were done in different people.
    """
    groups: dict[tuple[str, str, str], list[Bundle]] = {}
    for bundle in bundles:
        if bundle.kind == "comparison" and bundle.footing == "randomised" and bundle.result.effects and bundle.comparator is not None:
            groups.setdefault((bundle.outcome.name, bundle.comparator.root, bundle.result.effects[0].measure), []).append(bundle)
    rival = [group for group in groups.values() if len(group) > 1]
    return tuple(_ranked(group) for group in rival)


def _ranked(group: list[Bundle]) -> Sentence:
    outcome, comparator = group[0].outcome, group[0].comparator
    names = [bundle.intervention for bundle in group]
    told: list[Part] = ["for ", named(outcome), ", "]
    if comparator is not None:
        apart = len({key for bundle in group for key in bundle.keys}) == sum(len(bundle.keys) for bundle in group)
        told += [*list_names(names), " were each compared with ", named(comparator), ", not with each other" if apart else ""]
    winner = _winner(group)
    if winner is not None:
        others = [bundle.intervention for bundle in group if bundle is not winner]
        return compose(
            "best", [*told, "; through that comparison ", named(winner.intervention), " did better than ", *list_names(others), "."]
        )
    return compose("best", [*told, ". None of them can be called best: ", _why(group), "."])


def _winner(group: list[Bundle]) -> Bundle | None:
    better = _good_side(group[0].outcome)
    if better == 0:
        return None
    for bundle in group:
        if not _strong(bundle):
            continue
        others = [other for other in group if other is not bundle]
        if all(_strong(other) and better * _difference(bundle, other) > _DIFFERENT for other in others):
            return bundle
    return None


def _strong(bundle: Bundle) -> bool:
    return isinstance(bundle.result, Pooled) and len(bundle.keys) >= _ENOUGH and bundle.certainty.level != "very low"


def _good_side(outcome: Named) -> int:
    """1 where higher is better, -1 where lower is, 0 where nobody has said."""
    if outcome.concept is None:
        return 0
    return {"higher": 1, "lower": -1}.get(outcome.concept.better, 0)


def _difference(one: Bundle, other: Bundle) -> float:
    if not isinstance(one.result, Pooled) or not isinstance(other.result, Pooled):
        return 0.0
    return (one.result.estimate - other.result.estimate) / sqrt(one.result.standard_error**2 + other.result.standard_error**2)


def _why(group: list[Bundle]) -> str:
    reasons = []
    if any(len(bundle.keys) < _ENOUGH for bundle in group):
        reasons.append("for some of them there is only one trial")
    if any(bundle.certainty.level == "very low" for bundle in group):
        reasons.append("some of the evidence is very uncertain")
    if not reasons:
        reasons.append("their results do not differ beyond chance")
    return "".join(str(part) for part in listed(reasons))
