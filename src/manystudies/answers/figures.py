"""The figures of a row by name: what a sentence may quote as computed, and what the audit computes again."""

from collections.abc import Mapping
from math import sqrt

from manystudies.answers.answer import OutcomeRow
from manystudies.answers.numerals import counted, shown
from manystudies.pooling import NotPooled, Pooled

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
        measure = result.measure
        for name, interval in (("interval", result.interval), ("plain interval", result.plain)):
            found[f"row {index}: {name}"] = f"{shown(interval.low, measure)} to {shown(interval.high, measure)}"
        found[f"row {index}: estimate"] = shown(result.estimate, measure)
        if result.prediction is not None:
            found[f"row {index}: prediction"] = f"{shown(result.prediction[0], measure)} to {shown(result.prediction[1], measure)}"
        found[f"row {index}: I²"] = f"{100 * result.i2:.0f}%"
    elif len(result.effects) == 1:
        effect = result.effects[0]
        reach = _NORMAL_95 * sqrt(effect.variance)
        found[f"row {index}: estimate"] = shown(effect.estimate, effect.measure)
        found[f"row {index}: interval"] = (
            f"{shown(effect.estimate - reach, effect.measure)} to {shown(effect.estimate + reach, effect.measure)}"
        )
    return found
