"""One study's effect from its counts, means or single group: the scalar form of the arrays."""

from math import isfinite
from typing import Literal

from manystudies.errors import EffectError
from manystudies.measures.change_effects import effects_of_changes
from manystudies.measures.counts_effects import effects_of_counts
from manystudies.measures.effect import Effect
from manystudies.measures.estimates import Estimates
from manystudies.measures.groups import MeanOf
from manystudies.measures.means_effects import effects_of_means
from manystudies.measures.rate_effects import effects_of_rates
from manystudies.measures.share_effects import effects_of_mean, effects_of_shares
from manystudies.measures.two_by_two import TwoByTwo

TableEffect = Literal["AS", "OR", "PETO", "PHI", "RD", "RR"]
MeansEffect = Literal["CVR", "MD", "ROM", "SMD", "SMDH", "VR"]
ChangeEffect = Literal["MC", "ROMC", "SMCC", "SMCR"]
ShareEffect = Literal["PAS", "PFT", "PLN", "PLO", "PR"]
GroupValues = tuple[float, float, int]
"""Mean, SD and people of one group."""


def _numbers(made: Estimates, name: str, found: str) -> tuple[float, float]:
    estimate, variance = float(made.estimate), float(made.variance)
    if not (isfinite(estimate) and isfinite(variance) and variance > 0):
        raise EffectError(f"{name}: {made.measure} needs numbers that give an estimate with a variance above 0; found {found}.")
    return estimate, variance


def effect_from_counts(measure: TableEffect, table: TwoByTwo, key: str, *, label: str = "", group: str = "") -> Effect:
    """The effect of a 2×2 table; ½ is added to every cell where one is 0, and the derivation says so.

    >>> round(effect_from_counts("RR", TwoByTwo(4, 123, 11, 139), "Aronson 1948").estimate, 4)
    -0.8893

    Raises:
        EffectError: no events, or nothing but events, in both groups for a ratio: such a table says nothing of it.

    Source: see `effects_of_counts`.
    """
    a, b, c, d = table.cells
    if measure in ("OR", "PETO", "PHI", "RR") and (a + c == 0 or b + d == 0):
        raise EffectError(f"{label or key}: a ratio needs events and people without in at least one group; found {table}.")
    counts = (table.events_1, table.total_1, table.events_2, table.total_2)
    estimate, variance = _numbers(effects_of_counts(measure, counts), label or key, str(table))
    derivation = f"{measure} from {table}" + (", ½ added to each cell" if 0 in table.cells else "")
    return Effect(measure, estimate, variance, key, label, (derivation,), table.total_1 + table.total_2, group, counts)


def effect_from_means(measure: MeansEffect, first: MeanOf, second: MeanOf, key: str, *, label: str = "", group: str = "") -> Effect:
    """The effect of two groups' means and SDs, first less second.

    Raises:
        EffectError: an SD of 0, one person a group, or means that allow no ratio.

    Source: see `effects_of_means`.
    """
    one, two = ((float(each.mean), float(each.sd), each.people) for each in (first, second))
    words = " and ".join(f"{each.mean.text} ± {each.sd.text} ({each.people})" for each in (first, second))
    estimate, variance = _numbers(effects_of_means(measure, one, two), label or key, words)
    return Effect(measure, estimate, variance, key, label, (f"{measure} from {words}",), first.people + second.people, group)


def effect_from_values(
    measure: MeansEffect,
    first: GroupValues,
    second: GroupValues,
    key: str,
    *,
    derivation: tuple[str, ...] = (),
    label: str = "",
    group: str = "",
) -> Effect:
    """The effect of two groups' means and SDs that were filled in; `derivation` says how.

    Raises:
        EffectError: an SD of 0, one person a group, or means that allow no ratio.

    Source: see `effects_of_means`.
    """
    words = " and ".join(f"{mean:.4g} ± {sd:.4g} ({people})" for mean, sd, people in (first, second))
    estimate, variance = _numbers(effects_of_means(measure, first, second), label or key, words)
    return Effect(measure, estimate, variance, key, label, (*derivation, f"{measure} from means and SDs"), first[2] + second[2], group)


def effect_from_change(
    measure: ChangeEffect, later: MeanOf, earlier: MeanOf, key: str, *, correlation: float, label: str = "", group: str = ""
) -> Effect:
    """The change within one group, later less earlier, at a stated correlation, which the derivation names.

    When not to believe it: without a control group a change is no effect, and the correlation is often assumed.

    Raises:
        EffectError: two numbers of people, or numbers that allow no change.

    Source: see `effects_of_changes`.
    """
    if later.people != earlier.people:
        raise EffectError(f"{label or key}: a change needs the same people twice; found {later.people} and {earlier.people}.")
    means, sds = (float(later.mean), float(earlier.mean)), (float(later.sd), float(earlier.sd))
    words = f"{earlier.mean.text} ± {earlier.sd.text} to {later.mean.text} ± {later.sd.text} ({later.people})"
    made = effects_of_changes(measure, means, sds, later.people, correlation)
    estimate, variance = _numbers(made, label or key, words)
    derivation = f"{measure} from {words}, assuming a correlation of {correlation:g}"
    return Effect(measure, estimate, variance, key, label, (derivation,), later.people, group)


def effect_from_share(measure: ShareEffect, events: int, total: int, key: str, *, label: str = "", group: str = "") -> Effect:
    """The share of people with an event; ½ is added where nobody or everybody has one, and the derivation says so.

    Raises:
        EffectError: a negative count, or more events than people.

    Source: see `effects_of_shares`.
    """
    words = f"{events} of {total}"
    estimate, variance = _numbers(effects_of_shares(measure, events, total), label or key, words)
    derivation = f"{measure} from {words}" + (", ½ added to each cell" if events in (0, total) else "")
    return Effect(measure, estimate, variance, key, label, (derivation,), total, group)


def effect_from_rates(
    measure: Literal["IRD", "IRR"], events: tuple[int, int], time: tuple[float, float], key: str, *, label: str = "", group: str = ""
) -> Effect:
    """The effect of two groups' events over person-time; ½ is added to both counts where one is 0.

    Raises:
        EffectError: a negative count or a time not above 0.

    Source: see `effects_of_rates`.
    """
    words = f"{events[0]} in {time[0]:g} and {events[1]} in {time[1]:g}"
    estimate, variance = _numbers(effects_of_rates(measure, events, time), label or key, words)
    derivation = f"{measure} from {words}" + (", ½ added to each count" if 0 in events else "")
    return Effect(measure, estimate, variance, key, label, (derivation,), group=group)


def effect_from_mean(group_mean: MeanOf, key: str, *, label: str = "", group: str = "") -> Effect:
    """One group's mean.

    Raises:
        EffectError: an SD of 0 or no people.

    Source: see `effects_of_mean`.
    """
    words = f"{group_mean.mean.text} ± {group_mean.sd.text} ({group_mean.people})"
    made = effects_of_mean("MN", float(group_mean.mean), float(group_mean.sd), group_mean.people)
    estimate, variance = _numbers(made, label or key, words)
    return Effect("MN", estimate, variance, key, label, (f"MN from {words}",), group_mean.people, group)
