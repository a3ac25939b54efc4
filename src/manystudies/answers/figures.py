"""The figures of a row by name: what a sentence may quote as computed, and what the audit computes again."""

from collections.abc import Mapping
from math import sqrt

from manystudies.answers.answer import OutcomeRow
from manystudies.answers.numerals import counted, shown
from manystudies.pooling import NotPooled, Pooled, pool_subgroups
from manystudies.terms import concept

_NORMAL_95 = 1.959963984540054


def figures_of(index: int, row: OutcomeRow) -> Mapping[str, str]:
    """Every figure of row number `index` that a sentence may name, as text ready to print, by its name."""
    return figures(index, row.result, row.studies, row.people)


def figures(index: int, result: Pooled | NotPooled, studies: tuple[str, ...], people: int | None) -> Mapping[str, str]:
    """As `figures_of`, from the parts of a row that is still being made."""
    found = {f"row {index}: studies": f"{len(studies):,}"}
    if people is not None:
        found[f"row {index}: people"] = counted(people, "person", "people")
    if isinstance(result, Pooled):
        found.update(_pooled(f"row {index}", result))
        if len({effect.group for effect in result.effects}) > 1:
            subgroups = pool_subgroups(result.effects)
            for group in () if isinstance(subgroups, NotPooled) else subgroups.groups:
                found.update(_result(f"row {index}, {group.name or 'the others'}", group.result))
                found[f"row {index}, {group.name or 'the others'}: studies"] = f"{len(group.result.effects):,}"
    else:
        found.update(_result(f"row {index}", result))
    return found


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
    found = {}
    if known.low is not None and known.high is not None:
        found[f"term {name}: range"] = f"{known.low:g} to {known.high:g}"
    if known.important is not None:
        found[f"term {name}: important"] = f"{known.important:g}"
    return found
