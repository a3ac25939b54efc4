"""Whether a combination that trials tried is better than the best of its parts: the component verdict, from the rows of an answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from manystudies.answers.answer import OutcomeRow, Sentence
from manystudies.answers.compose import Carried, compose
from manystudies.answers.numerals import counted
from manystudies.findings import Finding, TwoArms, finding_key
from manystudies.measures import Effect, Measure
from manystudies.pooling import Components, Contrast, Network, judge_combinations, pool_components, pool_network
from manystudies.terms import concept

_JOINED = re.compile(r" (?:plus|\+) ")
_NOTHING = re.compile(r"(?:placebo|sham|saline|usual care|standard care|no |not |un|control|waiting list|dummy)", re.IGNORECASE)
_CONTRADICTED = 0.1


def combination_verdicts(rows: Sequence[OutcomeRow]) -> Mapping[str, str]:
    """For each outcome and measure with a combination among randomised results, what can be said of it, by a name.

    The trials of the combination and of its parts are taken together as a network, and where that cannot tell, effects are
    assumed to add up, which is said. Nothing is called better on one trial. A trial of several arms counts once: what its
    comparisons share is the variance of its control arm.

    Source: Welton et al. 2009, American Journal of Epidemiology 169, 1158-1165. https://doi.org/10.1093/aje/kwp014
    When not to believe it: where the trials were done in different people.
    """
    contrasts: dict[tuple[str, Measure], list[Contrast]] = {}
    shared: dict[str, float] = {}
    for row in rows:
        if not row.body.endswith("| randomised"):
            continue
        first, second = (" + ".join(_JOINED.split(name)) for name in (row.intervention, row.comparator))
        second = "placebo" if _NOTHING.match(second) else second
        findings = {finding_key(finding): finding for finding in row.findings}
        for effect in row.result.effects if first and second and first != second else ():
            contrasts.setdefault((row.outcome, effect.measure), []).append(Contrast(effect.study or effect.key, first, second, effect))
            own = _variance_of_control(effect, findings.get(effect.key))
            if own is not None:
                shared[effect.key] = own
    found: dict[str, str] = {}
    for (outcome, _), members in contrasts.items():
        names = {name for each in members for name in (each.first, each.second)}
        known = concept(outcome)
        if known is None or not known.better or not any(" + " in name for name in names):
            continue
        found.update(_verdicts(outcome, [*members, *_between_arms(members, shared)], small_is_good=known.better == "lower"))
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
    nothing = "placebo" if any("placebo" in {each.first, each.second} for each in members) else None
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


def _between_arms(members: Sequence[Contrast], shared: Mapping[str, float]) -> Iterator[Contrast]:
    """The comparisons between the arms of a trial that were each compared with its one control arm.

    Formula: A − B = (A − C) − (B − C); var = v_AC + v_BC − 2 v_C. Source: Franchini et al. 2012, https://doi.org/10.1002/jrsm.1049
    """
    by_study: dict[tuple[str, str], list[Contrast]] = {}
    for each in members:
        by_study.setdefault((each.study, each.second), []).append(each)
    told = {(each.study, frozenset((each.first, each.second))) for each in members}
    for (study, _), arms in by_study.items():
        for one, other in combinations(arms, 2):
            if one.first == other.first or (study, frozenset((one.first, other.first))) in told:
                continue
            if one.effect.key not in shared or other.effect.key not in shared:
                continue
            common = (shared[one.effect.key] + shared[other.effect.key]) / 2
            variance = one.effect.variance + other.effect.variance - 2 * common
            if variance > 0:
                made = Effect(
                    one.effect.measure,
                    one.effect.estimate - other.effect.estimate,
                    variance,
                    f"{one.effect.key}−{other.effect.key}",
                    study=study,
                )
                yield Contrast(study, one.first, other.first, made)


def _variance_of_control(effect: Effect, finding: Finding | None) -> float | None:
    """The part of an effect's variance that comes from its control arm; None where the page does not print what it needs."""
    if effect.counts is not None:
        _, _, events, people = effect.counts
        if not 0 < events < people:
            return None
        ways = {"OR": 1 / events + 1 / (people - events), "RR": 1 / events - 1 / people, "RD": events * (people - events) / people**3}
        return ways.get(effect.measure)
    if effect.measure != "MD" or not isinstance(finding, TwoArms):
        return None
    # The arm that `effects_of` takes for the control: the second, unless the first one is called so.
    control = finding.first if finding.first.arm.role == "control" and finding.second.arm.role != "control" else finding.second
    summary, people_told = control.summary, control.arm.people
    if summary is None or summary.spread is None:
        return None
    spread = float(summary.spread.printed.value)
    if summary.spread_kind == "se":
        return spread**2
    if people_told is None or not people_told.printed.value:
        return None
    return spread**2 / float(people_told.printed.value)
