"""What comes out of a network for treatments that nobody compared with placebo: told as the indirect comparison it is."""

from collections.abc import Mapping, Sequence

from manystudies.answers.answer import OutcomeRow, Sentence
from manystudies.answers.compose import Carried, compose
from manystudies.answers.contrasts import NOTHING, contrasts_of
from manystudies.answers.numerals import shown
from manystudies.measures import Measure
from manystudies.pooling import Contrast, Network, pool_network
from manystudies.terms import concept

_NAMES: Mapping[Measure, str] = {
    "HR": "hazard ratio", "IRR": "rate ratio", "MD": "mean difference", "OR": "odds ratio", "RD": "risk difference", "RR": "risk ratio",
    "SMD": "standardised mean difference", "SMDH": "standardised mean difference",
}  # fmt: skip


def indirect_comparisons(rows: Sequence[OutcomeRow]) -> Mapping[str, str]:
    """For each treatment that was compared with another one and never with placebo, its effect against placebo through that other, by a name.

    Source: Rücker 2012, Research Synthesis Methods 3, 312-324. https://doi.org/10.1002/jrsm.1058
    When not to believe it: where the trials on the way were done in different people, or differ in how they were done.
    """
    found: dict[str, str] = {}
    for (outcome, measure), members in contrasts_of(rows).items():
        names = {name for each in members for name in (each.first, each.second)}
        apart = {name for name in names if name != NOTHING and not _compared(members, name, NOTHING)}
        if NOTHING not in names or not apart:
            continue
        network = pool_network(members)
        if not isinstance(network, Network):
            continue
        for name in sorted(apart):
            effect = network.effect(name, NOTHING)
            through = " and ".join(sorted(other for other in names - {name, NOTHING} if _compared(members, name, other)))
            known = concept(outcome)
            unit = f" {known.unit}" if measure == "MD" and known is not None and known.unit else ""
            at, low, high = (shown(value, measure) for value in (effect.estimate, effect.low, effect.high))
            found[f"indirect: {name}, {outcome}"] = (
                f"{name[:1].upper()}{name[1:]} was not compared with {NOTHING} here; through {through}, its {_NAMES.get(measure, 'effect')} for {outcome} "
                f"comes to {at}{unit} (95% CI {low} to {high}): an indirect comparison, which no trial has checked."
            )
    return found


def indirect_sentences(rows: Sequence[OutcomeRow]) -> list[Sentence]:
    """The indirect comparisons as sentences of an answer, with the results they were computed from."""
    found = []
    for name, text in indirect_comparisons(rows).items():
        about = [row for row in rows if name.endswith(f", {row.outcome}") and row.body.endswith("| randomised")]
        spans = tuple(dict.fromkeys(finding.context.sentence for row in about for finding in row.findings))
        found.append(compose("best", [Carried(text, spans, name)]))
    return found


def _compared(members: Sequence[Contrast], one: str, other: str) -> bool:
    return any({each.first, each.second} == {one, other} for each in members)
