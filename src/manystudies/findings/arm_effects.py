"""Effects from the results of two arms: counts give OR, RR and RD, means and spreads give MD and SMD."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from manystudies.errors import EffectError
from manystudies.findings.finding import ArmResult, PValue
from manystudies.measures import (
    Effect,
    Filled,
    Printed,
    TwoByTwo,
    effect_from_counts,
    effect_from_values,
    fill_events,
    fill_sd_from_error,
    fill_sd_from_interval,
    fill_sd_from_p,
)

TableMeasure = Literal["OR", "RD", "RR"]
MeansMeasure = Literal["MD", "SMD"]
Naming = tuple[str, str, str]
"""The key, label and subgroup that the effects of one finding carry."""


@dataclass(frozen=True, slots=True)
class _Counted:
    events: int
    total: int
    derivation: tuple[str, ...]


def effects_of_counts(first: ArmResult, second: ArmResult, naming: Naming) -> list[Effect]:
    """OR, RR and RD of events in two arms, first against second; cases against controls give the odds ratio only.

    Where a cell is 0, ½ is added to all four, and the derivation says so. Counts without an event, or of nothing but events,
    give none. Do not believe the halves where events are rare: pool such counts by Mantel and Haenszel instead.
    """
    one, two = _counted(first), _counted(second)
    if one is None or two is None or one.events + two.events in {0, one.total + two.total}:
        return []
    key, label, group = naming
    table = TwoByTwo(one.events, one.total, two.events, two.total)
    derivation = one.derivation + two.derivation
    if 0 in table.cells:
        derivation = (*derivation, "½ added to each cell, because one is 0")
    measures: tuple[TableMeasure, ...] = ("OR",) if "cases" in (first.arm.role, second.arm.role) else ("OR", "RR", "RD")
    return _made(measures, lambda measure: effect_from_counts(measure, table, key, label=label, group=group), derivation)


def _counted(result: ArmResult) -> _Counted | None:
    people = result.arm.people
    if people is None or people.value != int(people.value):
        return None
    total = int(people.value)
    if result.events is not None:
        events = int(result.events.value)
        return _Counted(events, total, ("events and totals as printed",)) if 0 <= events <= total else None
    if result.percent is not None and (filled := fill_events(result.percent.printed, people.printed)) is not None:
        return _Counted(int(filled.value), total, (_told(filled),))
    return None


@dataclass(frozen=True, slots=True)
class _Mean:
    mean: float
    sd: float
    people: int
    derivation: str


def effects_of_summaries(first: ArmResult, second: ArmResult, p: PValue | None, naming: Naming) -> list[Effect]:
    """MD and SMD of two arms' means or mean changes, first against second; medians give none."""
    if first.summary is None or second.summary is None or "median" in (first.summary.kind, second.summary.kind):
        return []
    if (first.summary.kind, second.summary.kind) not in {("mean", "mean"), ("change", "change")}:
        return []
    one, two = _mean(first), _mean(second)
    if one is None or two is None:
        one, two = _by_p(first, second, p)
    if one is None or two is None or one.sd <= 0 or two.sd <= 0 or min(one.people, two.people) < 2:  # noqa: PLR2004
        return []
    key, label, group = naming
    values = (one.mean, one.sd, one.people), (two.mean, two.sd, two.people)
    measures: tuple[MeansMeasure, ...] = ("MD", "SMD")
    return _made(
        measures, lambda measure: effect_from_values(measure, *values, key, label=label, group=group), (one.derivation, two.derivation)
    )


def _people(result: ArmResult) -> int | None:
    people = result.arm.people
    return None if people is None or people.value != int(people.value) or people.value < 1 else int(people.value)


def _mean(result: ArmResult) -> _Mean | None:
    people, summary = _people(result), result.summary
    if people is None or summary is None:
        return None
    mean = float(summary.centre)
    if summary.spread is not None and summary.spread_kind == "se":
        filled = fill_sd_from_error(summary.spread.printed, people)
        return _Mean(mean, filled.value, people, _told(filled)) if filled else None
    if summary.spread is not None:
        how = "means and SDs as printed" if summary.spread_kind == "sd" else "means as printed, the number behind ± taken for the SD"
        return _Mean(mean, float(summary.spread), people, how)
    if summary.low is not None and summary.high is not None and summary.range_kind == "interval":
        filled = fill_sd_from_interval(summary.low.printed, summary.high.printed, people)
        return _Mean(mean, filled.value, people, _told(filled)) if filled else None
    return None


def _by_p(first: ArmResult, second: ArmResult, p: PValue | None) -> tuple[_Mean | None, _Mean | None]:
    """Both arms with the SD that their exact p-value gives."""
    n_1, n_2 = _people(first), _people(second)
    if p is None or p.comparator != "=" or p.tails != 2 or n_1 is None or n_2 is None or first.summary is None or second.summary is None:  # noqa: PLR2004
        return None, None
    one, two = first.summary.centre, second.summary.centre
    difference = Printed.of(one.value - two.value, max(one.printed.decimals, two.printed.decimals, 0))
    filled = fill_sd_from_p(difference, p.number.printed, n_1, n_2)
    if filled is None:
        return None, None
    return _Mean(float(one), filled.value, n_1, _told(filled)), _Mean(float(two), filled.value, n_2, _told(filled))


def _told(filled: Filled) -> str:
    assumed = f", assuming {filled.assumption}" if filled.assumption else ""
    return f"{filled.quantity} from {', '.join(filled.inputs)} ({filled.identity}{assumed})"


_Kind = TypeVar("_Kind")


def _made(measures: Iterable[_Kind], make: Callable[[_Kind], Effect], derivation: tuple[str, ...]) -> list[Effect]:
    """The effects that can be made, each with where its numbers come from."""
    found = []
    for measure in measures:
        try:
            found.append(replace(make(measure), derivation=tuple(dict.fromkeys(derivation))))
        except EffectError:
            continue
    return found
