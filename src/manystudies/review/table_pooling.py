"""A table pooled: one forest plot, a network of treatments, or components of combinations, with every result the rooms give."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from manystudies.errors import InputError
from manystudies.measures import Measure
from manystudies.pages import Part, board_svg, league_svg, network_svg, pooled_part
from manystudies.pooling import (
    Combination,
    Components,
    Contrast,
    Islands,
    Method,
    Network,
    NotPooled,
    Pooled,
    SmallStudyEffects,
    Subgroups,
    TauMethod,
    judge_combinations,
    pool,
    pool_components,
    pool_network,
    pool_subgroups,
    rank_treatments,
    small_study_effects,
)
from manystudies.review.table import read_table
from manystudies.review.table_effects import TableEffect, TableEffects, effects_of_table

Good = Literal["large", "small"]
TAU_METHODS: tuple[TauMethod, ...] = ("REML", "DL", "EB", "HE", "HS", "HSk", "ML", "PM", "PMM", "SJ")
METHODS: tuple[Method, ...] = (*TAU_METHODS, "IV", "MH", "PETO", "GLMM")
UNDIRECTED = "Whether a combination is better than its parts is told once it is said whether small or large values are good (--good)."
NOTHING_ACTIVE = ("placebo", "sham", "no treatment", "control", "usual care", "care as usual", "waiting list", "nothing", "plac", "pbo")
"""Names of what does nothing, in the order in which one is looked for."""


@dataclass(frozen=True, slots=True)
class PooledTable:
    """One comparison: pooled, or why not; by subgroup where the table names them; and what a funnel can tell."""

    path: str
    table: TableEffects
    result: Pooled | NotPooled
    subgroups: Subgroups | None
    funnel: SmallStudyEffects | NotPooled
    arms: tuple[str, str]

    def parts(self) -> tuple[Part, ...]:
        """What a page shows, part by part."""
        title = f"{self.path.replace(chr(92), '/').rsplit('/', 1)[-1]}: {self.arms[0]} against {self.arms[1]}"
        arms = {each.effect.key: each.arms for each in self.table.effects}
        found = [pooled_part(self.result, title, self.arms, arms, self.table.notes)]
        if self.subgroups is not None:
            found.append(Part("Subgroups", tuple(self.subgroups.summary().splitlines())))
        rows = self.funnel.rows() if isinstance(self.funnel, SmallStudyEffects) else ()
        found.append(Part("Do small studies show larger effects?", tuple(self.funnel.summary().splitlines()), rows=rows))
        return tuple(found)

    def methods(self) -> str:
        """What was done, with references."""
        return "\n".join((self.result.methods(), *((self.funnel.methods(),) if isinstance(self.funnel, SmallStudyEffects) else ())))


@dataclass(frozen=True, slots=True)
class NetworkTable:
    """Several treatments: the network, and the components of combinations with their verdicts, where asked for."""

    path: str
    table: TableEffects
    contrasts: tuple[Contrast, ...]
    network: Network | Islands | NotPooled
    components: Components | NotPooled | None
    combinations: tuple[Combination, ...]
    good: Good | None
    reference: str

    def parts(self) -> tuple[Part, ...]:
        """What a page shows, part by part: what can be told about components before any number."""
        found = []
        if self.components is not None:
            said = [each.sentence for each in self.combinations]
            if self.good is None and isinstance(self.components, Components):
                said = [UNDIRECTED]
            lines = (*self.components.summary().splitlines(), *said)
            found.append(Part("Combinations", lines, self._board(), self.components.rows(), "c1"))
        ranking = None
        if isinstance(self.network, Network) and self.good is not None:
            ranking = rank_treatments(self.network, small_is_good=self.good == "small")
        pictures = [network_svg(self.contrasts, self.path, standalone=False)]
        if isinstance(self.network, Network):
            order = [rank.treatment for rank in ranking.ranks] if ranking else []
            pictures.append(league_svg(self.network, self.path, order=order, standalone=False))
        lines = (*self.network.summary().splitlines(), *self.table.notes)
        found.append(Part("Network", lines, tuple(pictures), self.network.rows(), "n1"))
        if ranking is not None:
            found.append(Part("Ranking", tuple(ranking.summary().splitlines()), rows=ranking.rows()))
        return tuple(found)

    def _board(self) -> tuple[str, ...]:
        if not isinstance(self.components, Components):
            return ()
        return (board_svg(self.components, self.path, combinations=self.combinations, standalone=False),)

    def methods(self) -> str:
        """What was done, with references."""
        return "\n".join((self.network.methods(), *((self.components.methods(),) if self.components is not None else ())))


def pool_table(path: str, measure: Measure, method: Method | None = None) -> PooledTable:
    """Pool the studies of a table, one comparison each.

    Raises:
        InputError: the table cannot be read, gives no effects, or compares several pairs of treatments.
    """
    table = effects_of_table(read_table(path), measure)
    pairs = list(dict.fromkeys(tuple(sorted((each.first, each.second))) for each in table.effects))
    if len(pairs) > 1:
        told = "; ".join(f"{first or '(none)'} and {second or '(none)'}" for first, second in pairs[:3])
        more = f" and {len(pairs) - 3} more" if len(pairs) > 3 else ""  # noqa: PLR2004
        raise InputError(f"{path}: needs one comparison, or --network; found {len(pairs)}: {told}{more}.")
    turned = pairs != [("", "")]
    control = nothing_active(pairs[0]) or pairs[0][1]
    effects = [_against(each, control) if turned else each for each in table.effects]
    table = TableEffects(table.measure, tuple(effects), table.notes, table.grouped)
    plain = [each.effect for each in effects]
    result = pool(plain, method=method)
    parted = table.grouped and len({effect.group for effect in plain}) > 1
    subgroups = pool_subgroups(plain, method=method) if parted and isinstance(result, Pooled) else None
    first = next((name for name in pairs[0] if name != control), "")
    arms = (first, control) if turned else ("Treatment", "Control")
    return PooledTable(path, table, result, None if isinstance(subgroups, NotPooled) else subgroups, small_study_effects(plain), arms)


def pool_table_network(
    path: str,
    measure: Measure,
    method: TauMethod = "REML",
    *,
    components: bool = False,
    good: Good | None = None,
    reference: str | None = None,
) -> NetworkTable:
    """Compare all treatments of a table; `components` also reads "a + b" as a combination of a and b.

    `reference` is what does nothing (guessed among the usual names); `good` says whether small or large values are good,
    without which nothing is called better.

    Raises:
        InputError: the table cannot be read, gives no effects, or names no treatments.
    """
    table = effects_of_table(read_table(path), measure)
    for each in table.effects:
        if not each.first or not each.second or each.first == each.second:
            where = (
                f"{path}: {each.effect.key} ({each.effect.label}): a network needs two treatments (treat1 and treat2, or one row an arm)"
            )
            raise InputError(f"{where}; found {each.first or 'none'} and {each.second or 'none'}.")
    names = sorted({name for each in table.effects for name in (each.first, each.second)})
    if reference is not None and reference not in names:
        raise InputError(f"{path}: --reference needs one of {', '.join(names)}; found {reference!r}.")
    inactive = reference or nothing_active(names)
    contrasts = tuple(Contrast(each.effect.label, each.first, each.second, each.effect) for each in table.effects)
    network = pool_network(contrasts, method=method)
    made = pool_components(contrasts, method=method, inactive=inactive) if components else None
    verdicts: tuple[Combination, ...] = ()
    if isinstance(made, Components) and good is not None:
        verdicts = judge_combinations(made, network if isinstance(network, Network) else None, small_is_good=good == "small")
    return NetworkTable(path, table, contrasts, network, made, verdicts, good, inactive or names[0])


def nothing_active(names: Sequence[str]) -> str | None:
    """The name of what does nothing, or None."""
    plain = {name.lower(): name for name in names}
    return next((plain[name] for name in NOTHING_ACTIVE if name in plain), None)


def _against(each: TableEffect, control: str) -> TableEffect:
    """The same effect with `control` second."""
    if each.second == control:
        return each
    from dataclasses import replace

    counts = each.effect.counts
    effect = replace(each.effect, estimate=-each.effect.estimate, counts=(*counts[2:], *counts[:2]) if counts else None)
    return TableEffect(effect, each.second, each.first, (each.arms[1], each.arms[0]))
