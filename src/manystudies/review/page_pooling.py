"""What pooled on pages and why the rest did not, row by row, and what trials of combinations can tell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from manystudies.answers import OutcomeRow, Page
from manystudies.measures import Measure
from manystudies.pages import Part
from manystudies.pooling import (
    Combination,
    Components,
    Contrast,
    Network,
    NotPooled,
    Pooled,
    judge_combinations,
    pool_components,
    pool_network,
)
from manystudies.review.flow import review
from manystudies.review.table_pooling import UNDIRECTED, Good, nothing_active
from manystudies.studies import Study
from manystudies.terms import concept

NO_COMBINATION = "No trial on these pages gave interventions in combination and printed an effect, so that none can be judged."
_RANDOMISED = frozenset({"quasi-randomised", "randomised trial"})
_AND = re.compile(r"\s+(?:\+|and|combined with|plus)\s+")


@dataclass(frozen=True, slots=True)
class Combined:
    """The components of the combinations of one outcome and measure, the verdicts on each, and what can be told in lines."""

    title: str
    components: Components | NotPooled
    combinations: tuple[Combination, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PooledPages:
    """The rows of the answer that pages give, those pooled first, and the parts about combinations where asked for."""

    rows: tuple[OutcomeRow, ...]
    combinations: tuple[Part, ...]

    def parts(self) -> tuple[Part, ...]:
        """What was found, part by part: combinations, then each row, the pooled ones first."""
        pooled = sum(isinstance(row.result, Pooled) for row in self.rows)
        told = f"{pooled} of {len(self.rows)} comparisons pooled." if self.rows else "The pages hold no result of an intervention."
        return (Part("Compared", (told,)), *self.combinations, *(_part(row) for row in self.rows))

    def methods(self) -> str:
        """What was done, each paragraph once."""
        found = dict.fromkeys(row.result.methods() for row in self.rows if isinstance(row.result, Pooled))
        return "\n".join(found) or "Nothing was pooled; each reason stands with its comparison."


def pool_pages(pages: Sequence[Page], outcome: str = "", *, components: bool = False, good: Good | None = None) -> PooledPages:
    """What the report of these pages pools, of the outcomes whose name holds `outcome`.

    `components` reads "a and b" as a combination, over the randomised trials of one outcome and measure; which way is
    good is taken from the terms where `good` does not say it.
    """
    report = review(pages)
    rows = [row for row in report.answer.rows if outcome.lower() in row.outcome.lower()]
    rows.sort(key=lambda row: not isinstance(row.result, Pooled))
    return PooledPages(tuple(rows), _combined(rows, {study.key: study for study in report.studies}, good) if components else ())


def _part(row: OutcomeRow) -> Part:
    against = f" against {row.comparator}" if row.comparator else ""
    people = f"{row.people:,} people" if row.people is not None else "people not printed"
    count = f"{len(row.studies)} {'study' if len(row.studies) == 1 else 'studies'}, {people}; certainty {row.certainty.level}"
    lines = (*row.result.summary().splitlines(), f"{count}{', provisional' if row.certainty.provisional else ''}")
    return Part(f"{row.intervention or 'Exposed'}{against}: {row.outcome}", lines, rows=row.result.rows())


def combinations_of(rows: Sequence[OutcomeRow], studies: Mapping[str, Study], good: Good | None = None) -> tuple[Combined, ...]:
    """For each outcome and measure with a combination: what can be told first, then the components and the verdicts."""
    contrasts: dict[tuple[str, Measure], list[Contrast]] = {}
    for row in rows:
        first, second = (" + ".join(_AND.split(name)) for name in (row.intervention, row.comparator))
        randomised = all(key in studies and studies[key].design in _RANDOMISED for key in row.studies)
        for effect in row.result.effects:
            if randomised and first and second and first != second:
                contrasts.setdefault((row.outcome, effect.measure), []).append(Contrast(effect.study or effect.key, first, second, effect))
    found: list[Combined] = []
    for (name, measure), members in contrasts.items():
        treatments = list(dict.fromkeys(each for contrast in members for each in (contrast.first, contrast.second)))
        if not any(" + " in treatment for treatment in treatments):
            continue
        made = pool_components(members, inactive=nothing_active(treatments))
        aim = good or _good(name)
        lines = list(made.summary().splitlines())
        judged: tuple[Combination, ...] = ()
        if isinstance(made, Components):
            network = pool_network(members)
            known = network if isinstance(network, Network) else None
            judged = judge_combinations(made, known, small_is_good=aim == "small") if aim else ()
            lines += [each.sentence for each in judged] if aim else [UNDIRECTED]
        found.append(Combined(f"Combinations: {name} ({measure})", made, judged, tuple(lines)))
    return tuple(found)


def _combined(rows: Sequence[OutcomeRow], studies: Mapping[str, Study], good: Good | None) -> tuple[Part, ...]:
    found = combinations_of(rows, studies, good)
    parts = (Part(each.title, each.lines, rows=each.components.rows() if isinstance(each.components, Components) else ()) for each in found)
    return tuple(parts) or (Part("Combinations", (NO_COMBINATION,)),)


def _good(outcome: str) -> Good | None:
    """Which way is good for an outcome, by the terms; None where they do not say."""
    known = concept(outcome)
    return None if known is None or not known.better else "small" if known.better == "lower" else "large"
