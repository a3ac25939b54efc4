"""Effects from the results of two arms: counts give OR, RR and RD, means and spreads give MD and SMD."""

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

from manystudies.errors import EffectError
from manystudies.findings.finding import ArmResult, PValue
from manystudies.measures import Effect, Filled, Measure, Printed, fill_events, fill_sd_from_error, fill_sd_from_interval, fill_sd_from_p

Naming = tuple[str, str, str]
"""The key, label and subgroup that the effects of one finding carry."""


@dataclass(frozen=True, slots=True)
class _Counted:
    events: int
    total: int
    derivation: tuple[str, ...]


def effects_of_counts(first: ArmResult, second: ArmResult, naming: Naming) -> list[Effect]:
    """OR, RR and RD of events in two arms, first against second; cases against controls give the odds ratio only.

    ln OR = ln(ad / bc), variance 1/a + 1/b + 1/c + 1/d; ln RR = ln((a/n₁) / (c/n₂)), variance 1/a − 1/n₁ + 1/c − 1/n₂;
    RD = a/n₁ − c/n₂, variance ab/n₁³ + cd/n₂³. Where a cell is 0, ½ is added to all four, and the derivation says so.

    Source: Fleiss and Berlin (2009), Handbook of Research Synthesis, chapter 13.
    Do not believe the halves where events are rare: pool such counts by Mantel and Haenszel instead.
    """
    one, two = _counted(first), _counted(second)
    if one is None or two is None:
        return []
    counts = (one.events, one.total, two.events, two.total)
    derivation = one.derivation + two.derivation
    cells = [float(one.events), float(one.total - one.events), float(two.events), float(two.total - two.events)]
    if one.events + two.events == 0 or one.events + two.events == one.total + two.total:
        return []
    if 0 in cells:
        cells = [cell + 0.5 for cell in cells]
        derivation = (*derivation, "½ added to each cell, because one is 0")
    a, b, c, d = cells
    n_1, n_2 = a + b, c + d
    made: list[tuple[Measure, float, float]] = [("OR", log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d)]
    if "cases" not in (first.arm.role, second.arm.role):
        made.append(("RR", log((a / n_1) / (c / n_2)), 1 / a - 1 / n_1 + 1 / c - 1 / n_2))
        made.append(("RD", a / n_1 - c / n_2, a * b / n_1**3 + c * d / n_2**3))
    return _effects(made, derivation, counts[1] + counts[3], naming, counts)


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
    """MD and SMD of two arms' means or mean changes, first against second; medians give none.

    MD = m₁ − m₂, variance s₁²/n₁ + s₂²/n₂. SMD = J(n₁ + n₂ − 2) (m₁ − m₂) / s, s pooled, J = Γ(m/2) / (√(m/2) Γ((m−1)/2)),
    variance 1/n₁ + 1/n₂ + SMD² / (2 (n₁ + n₂)).

    Source: Hedges (1981), https://doi.org/10.3102/10769986006002107; Cochrane Handbook, section 6.5.
    """
    if first.summary is None or second.summary is None or "median" in (first.summary.kind, second.summary.kind):
        return []
    if (first.summary.kind, second.summary.kind) not in {("mean", "mean"), ("change", "change")}:
        return []
    one, two = _mean(first), _mean(second)
    if one is None or two is None:
        one, two = _by_p(first, second, p)
    if one is None or two is None or one.sd <= 0 or two.sd <= 0 or min(one.people, two.people) < 2:  # noqa: PLR2004
        return []
    difference, freedom = one.mean - two.mean, one.people + two.people - 2
    pooled = sqrt(((one.people - 1) * one.sd**2 + (two.people - 1) * two.sd**2) / freedom)
    standardised = (
        exp(lgamma(freedom / 2) - log(sqrt(freedom / 2)) - lgamma((freedom - 1) / 2)) * difference / pooled if freedom > 1 else 0.0
    )
    made: list[tuple[Measure, float, float]] = [("MD", difference, one.sd**2 / one.people + two.sd**2 / two.people)]
    if freedom > 1:
        made.append(("SMD", standardised, 1 / one.people + 1 / two.people + standardised**2 / (2 * (one.people + two.people))))
    derivation = tuple(dict.fromkeys((one.derivation, two.derivation)))
    return _effects(made, derivation, one.people + two.people, naming, None)


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


def _effects(
    made: list[tuple[Measure, float, float]],
    derivation: tuple[str, ...],
    people: int,
    naming: Naming,
    counts: tuple[int, int, int, int] | None,
) -> list[Effect]:
    key, label, group = naming
    found = []
    for measure, estimate, variance in made:
        try:
            found.append(Effect(measure, estimate, variance, key, label, tuple(dict.fromkeys(derivation)), people, group, counts))
        except EffectError:
            continue
    return found
