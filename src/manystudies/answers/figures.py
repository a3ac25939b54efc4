"""The figures of a row by name: what a sentence may quote as computed, and what the audit computes again."""

from collections.abc import Mapping, Sequence
from math import exp, sqrt
from statistics import median

from manystudies.answers.answer import OutcomeRow
from manystudies.answers.numerals import counted, plain, shown
from manystudies.certainty import Certainty
from manystudies.measures import absolute_effect
from manystudies.pooling import NotPooled, Pooled, pool_subgroups
from manystudies.terms import concept

_NORMAL_95 = 1.959963984540054
_TEN = 10


def figures_of(index: int, row: OutcomeRow) -> Mapping[str, str]:
    """Every figure of row number `index` that a sentence may name, as text ready to print, by its name."""
    found = figures(index, row.result, row.studies, row.people)
    told = signed_words(row.certainty)
    return {**found, f"row {index}: signed": told} if told else found


def signed_words(certainty: Certainty) -> str:
    """Who judged which domains, and the level without them; empty where nobody did."""
    if certainty.unaided is None:
        return ""
    by_person: dict[str, list[str]] = {}
    for reason in certainty.signed:
        by_person.setdefault(reason.who, []).append(reason.domain)
    judged = "; ".join(f"{', '.join(domains)} judged by {who}" for who, domains in by_person.items())
    return f"{judged}; {certainty.unaided} without that"


def unrankable(rows: Sequence[OutcomeRow]) -> bool:
    """Whether no two treatments have a randomised result against the same thing on the same outcome."""
    held = [
        (row.comparator, row.outcome, row.result.effects[0].measure)
        for row in rows
        if row.body.endswith("| randomised") and row.result.effects
    ]
    return len(held) == len(set(held))


def figures(index: int, result: Pooled | NotPooled, studies: tuple[str, ...], people: int | None) -> Mapping[str, str]:
    """As `figures_of`, from the parts of a row that is still being made."""
    found = {f"row {index}: studies": f"{len(studies):,}"}
    if people is not None:
        found[f"row {index}: people"] = counted(people, "person", "people")
    found.update(_in_a_thousand(f"row {index}", result))
    if isinstance(result, Pooled):
        found.update(_pooled(f"row {index}", result))
        if len({effect.group for effect in result.effects}) > 1:
            subgroups = pool_subgroups(result.effects)
            for group in () if isinstance(subgroups, NotPooled) else subgroups.groups:
                found.update(_result(f"row {index}, {group.name or 'the others'}", group.result))
                found[f"row {index}, {group.name or 'the others'}: studies"] = f"{len(group.result.effects):,}"
    else:
        found.update(_result(f"row {index}", result))
        found[f"row {index}: reason"] = result.reason
    return found


def _in_a_thousand(name: str, result: Pooled | NotPooled) -> Mapping[str, str]:
    """What a risk ratio or odds ratio means for a thousand people at the middle risk of the control groups."""
    counts = [effect.counts for effect in result.effects if effect.counts is not None]
    if not counts or len(counts) < len(result.effects) or not (isinstance(result, Pooled) or len(counts) == 1):
        return {}
    measure = result.effects[0].measure
    baseline = median(each[2] / each[3] for each in counts)
    if not (measure == "RR" or measure == "OR") or not 0 < baseline < 1:  # noqa: PLR1714
        return {}
    if isinstance(result, Pooled):
        values = result.estimate, result.interval.low, result.interval.high
    else:
        effect, reach = result.effects[0], _NORMAL_95 * sqrt(result.effects[0].variance)
        values = effect.estimate, effect.estimate - reach, effect.estimate + reach
    risks = [absolute_effect(measure, exp(min(max(value, -50.0), 50.0)), baseline).risk for value in values]
    told = [plain(1000 * risk, 0 if 1000 * baseline >= _TEN else 1) for risk in (baseline, *risks)]
    return {f"{name}: in a thousand": f"{told[0]} in 1,000 without and {told[1]} in 1,000 with it ({told[2]} to {told[3]})"}


def _result(name: str, result: Pooled | NotPooled) -> Mapping[str, str]:
    if isinstance(result, Pooled):
        return _pooled(name, result)
    if len(result.effects) != 1:
        return {}
    effect = result.effects[0]
    reach = _NORMAL_95 * sqrt(effect.variance)
    return {
        f"{name}: estimate": shown(effect.estimate, effect.measure),
        f"{name}: interval": f"95% CI {shown(effect.estimate - reach, effect.measure)} to {shown(effect.estimate + reach, effect.measure)}",
    }


def _pooled(name: str, result: Pooled) -> Mapping[str, str]:
    measure = result.measure
    found = {f"{name}: estimate": shown(result.estimate, measure), f"{name}: I²": f"{100 * result.i2:.0f}%"}
    for label, interval in (("interval", result.interval), ("plain interval", result.plain)):
        level = f"{100 * interval.level:.0f}% CI " if label == "interval" else ""
        found[f"{name}: {label}"] = f"{level}{shown(interval.low, measure)} to {shown(interval.high, measure)}"
    if result.prediction is not None:
        found[f"{name}: prediction"] = f"{shown(result.prediction[0], measure)} to {shown(result.prediction[1], measure)}"
    return found


def term_figures(name: str) -> Mapping[str, str]:
    """What the terms know of a scale: its ends and the smallest difference that matters."""
    known = concept(name)
    if known is None:
        return {}
    found = {f"term {name}: unit": known.unit or "points"}
    if known.low is not None and known.high is not None:
        found[f"term {name}: range"] = f"{known.low:g} to {known.high:g}"
    if known.important is not None:
        found[f"term {name}: important"] = f"{known.important:g}"
    return found
