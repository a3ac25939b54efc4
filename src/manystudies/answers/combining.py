"""Whether a combination that trials tried is better than the best of its parts: the component verdict, from the rows of an answer."""

import re
from collections.abc import Mapping, Sequence

from manystudies.answers.answer import OutcomeRow, Sentence
from manystudies.answers.compose import Carried, compose
from manystudies.measures import Measure
from manystudies.pooling import Components, Contrast, Network, judge_combinations, pool_components, pool_network
from manystudies.terms import concept

_JOINED = re.compile(r" (?:plus|\+) ")
_NOTHING = re.compile(r"(?:placebo|sham|saline|usual care|standard care|no |not |un|control|waiting list|dummy)", re.IGNORECASE)


def combination_verdicts(rows: Sequence[OutcomeRow]) -> Mapping[str, str]:
    """For each outcome and measure with a combination among randomised results, the verdict on it, by a name.

    The trials of the combination and of its parts are taken together as a network, and where that cannot tell, effects are
    assumed to add up, which is said. Nothing is called better on one trial.

    Source: Welton et al. 2009, American Journal of Epidemiology 169, 1158-1165. https://doi.org/10.1093/aje/kwp014
    When not to believe it: where the trials were done in different people.
    """
    contrasts: dict[tuple[str, Measure], list[Contrast]] = {}
    for row in rows:
        if not row.body.endswith("| randomised"):
            continue
        first, second = (" + ".join(_JOINED.split(name)) for name in (row.intervention, row.comparator))
        second = "placebo" if _NOTHING.match(second) else second
        for effect in row.result.effects if first and second and first != second else ():
            contrasts.setdefault((row.outcome, effect.measure), []).append(Contrast(effect.study or effect.key, first, second, effect))
    found: dict[str, str] = {}
    for (outcome, _), members in contrasts.items():
        names = {name for each in members for name in (each.first, each.second)}
        known = concept(outcome)
        if known is None or not known.better or not any(" + " in name for name in names):
            continue
        model = pool_components(members, inactive="placebo" if "placebo" in names else None)
        if not isinstance(model, Components):
            continue
        network = pool_network(members)
        judged = judge_combinations(model, network if isinstance(network, Network) else None, small_is_good=known.better == "lower")
        for each in judged:
            found[f"combination: {' + '.join(each.combination)}, {outcome}"] = each.sentence
    return found


def combination_sentences(rows: Sequence[OutcomeRow]) -> list[Sentence]:
    """The verdicts as sentences of an answer."""
    return [compose("together", [Carried(text, computed=name)]) for name, text in combination_verdicts(rows).items()]
