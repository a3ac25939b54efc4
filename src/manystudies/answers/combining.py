"""Whether a combination that trials tried is better than the best of its parts: the component verdict, from the rows of an answer."""

from collections.abc import Iterator, Mapping, Sequence

from manystudies.answers.answer import OutcomeRow, Sentence
from manystudies.answers.compose import Carried, compose
from manystudies.answers.contrasts import NOTHING, contrasts_of
from manystudies.answers.numerals import counted
from manystudies.pooling import Components, Contrast, Network, judge_combinations, pool_components, pool_network
from manystudies.terms import concept

_CONTRADICTED = 0.1


def combination_verdicts(rows: Sequence[OutcomeRow]) -> Mapping[str, str]:
    """For each outcome and measure with a combination among randomised results, what can be said of it, by a name.

    The trials of the combination and of its parts are taken together as a network, and where that cannot tell, effects are
    assumed to add up, which is said. Nothing is called better on one trial. A trial of several arms counts once: what its
    comparisons share is the variance of its control arm.

    Source: Welton et al. 2009, American Journal of Epidemiology 169, 1158-1165. https://doi.org/10.1093/aje/kwp014
    When not to believe it: where the trials were done in different people.
    """
    found: dict[str, str] = {}
    for (outcome, _), members in contrasts_of(rows).items():
        names = {name for each in members for name in (each.first, each.second)}
        known = concept(outcome)
        if known is None or not known.better or not any(" + " in name for name in names):
            continue
        found.update(_verdicts(outcome, members, small_is_good=known.better == "lower"))
    return found


def combination_sentences(rows: Sequence[OutcomeRow]) -> list[Sentence]:
    """The verdicts as sentences of an answer, with the results they were computed from."""
    found = []
    for name, text in combination_verdicts(rows).items():
        about = [row for row in rows if name.endswith((f", {row.outcome}", f": {row.outcome}")) and row.body.endswith("| randomised")]
        spans = tuple(dict.fromkeys(finding.context.sentence for row in about for finding in row.findings))
        found.append(compose("together", [Carried(text, spans, name)]))
    return found


def judged_parts(rows: Sequence[OutcomeRow]) -> tuple[frozenset[str], ...]:
    """The parts of each combination that a verdict speaks of."""
    names = (
        name.removeprefix("combination: ").rpartition(", ")[0] for name in combination_verdicts(rows) if name.startswith("combination: ")
    )
    return tuple(frozenset(name.split(" + ")) for name in names)


def _verdicts(outcome: str, members: Sequence[Contrast], *, small_is_good: bool) -> Iterator[tuple[str, str]]:
    nothing = NOTHING if any(NOTHING in {each.first, each.second} for each in members) else None
    model = pool_components(members, inactive=nothing)
    if not isinstance(model, Components):
        tried = dict.fromkeys(name for each in members for name in (each.first, each.second) if " + " in name)
        for name in tried:
            told = f"whether {name} is better than its parts cannot be told, because a trial of several arms does not say what they share."
            yield f"combination: {name}, {outcome}", told[:1].upper() + told[1:]
        return
    network = pool_network(members)
    for each in judge_combinations(model, network if isinstance(network, Network) else None, small_is_good=small_is_good):
        yield f"combination: {' + '.join(each.combination)}, {outcome}", f"For {outcome}, {each.sentence}"
    _, _, p = model.q_difference
    if p is not None:
        trials = "one trial" if (count := len({each.study for each in members})) == 1 else counted(count, "trial", "trials")
        tells = "contradicts" if p < _CONTRADICTED else "does not contradict"
        shown = "p below 0.001" if p < 0.001 else f"p {p:.3f}" if p < _CONTRADICTED else f"p {p:.2f}"  # noqa: PLR2004
        yield f"adding up: {outcome}", f"For {outcome}, what was found {tells} that the effects of the parts add up ({shown}; {trials})."
