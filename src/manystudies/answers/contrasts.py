"""Which treatments the randomised results of an answer compare with which, as contrasts of a network."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from manystudies.answers.answer import OutcomeRow
from manystudies.findings import Finding, TwoArms, finding_key
from manystudies.measures import Effect, Measure
from manystudies.pooling import Contrast

NOTHING = "placebo"
"""What stands for doing nothing, whatever the pages call it."""
_JOINED = re.compile(r" (?:plus|\+) ")
_NOTHING = re.compile(r"(?:placebo|sham|saline|usual care|standard care|no |not |un|control|waiting list|dummy)", re.IGNORECASE)


def contrasts_of(rows: Sequence[OutcomeRow]) -> Mapping[tuple[str, Measure], list[Contrast]]:
    """The contrasts of each outcome and measure, those between the arms of one trial among them.

    A trial of several arms counts once: what its comparisons share is the variance of its control arm.
    """
    contrasts: dict[tuple[str, Measure], list[Contrast]] = {}
    shared: dict[str, float] = {}
    for row in rows:
        if not row.body.endswith("| randomised"):
            continue
        first, second = (" + ".join(_JOINED.split(name)) for name in (row.intervention, row.comparator))
        second = NOTHING if _NOTHING.match(second) else second
        findings = {finding_key(finding): finding for finding in row.findings}
        for effect in row.result.effects if first and second and first != second else ():
            contrasts.setdefault((row.outcome, effect.measure), []).append(Contrast(effect.study or effect.key, first, second, effect))
            own = _variance_of_control(effect, findings.get(effect.key))
            if own is not None:
                shared[effect.key] = own
    return {key: [*members, *_between_arms(members, shared)] for key, members in contrasts.items()}


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
