"""What pooled on pages and why the rest did not, row by row, and what trials of combinations can tell."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from manystudies.answers import OutcomeRow, Page, Report
from manystudies.errors import InputError
from manystudies.library import Library
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
from manystudies.review.asking import kept_readings, report_of
from manystudies.review.choosing import pages_for
from manystudies.review.flow import answered, page_of_bytes, review
from manystudies.review.table_pooling import UNDIRECTED, Good, nothing_active
from manystudies.studies import Study
from manystudies.terms import concept

Answering: TypeAlias = Callable[[Report], Report]
"""From what was read to the report with its answer."""

NO_COMBINATION = "No trial on these pages gave interventions in combination and printed an effect, so that none can be judged."
UNPRINTED = (
    "Combinations were tried on these pages, but no effect of theirs is printed: whether one is better than the best of its parts "
    "cannot be told, and it is not shown better."
)
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
    """The rows of the answer that pages give, those pooled first, and the parts about combinations where asked for.

    `told` says which pages of a library they are.
    """

    rows: tuple[OutcomeRow, ...]
    combinations: tuple[Part, ...]
    told: tuple[str, ...] = ()

    def parts(self) -> tuple[Part, ...]:
        """What was found, part by part: combinations, then each row, the pooled ones first."""
        pooled = sum(isinstance(row.result, Pooled) for row in self.rows)
        told = f"{pooled} of {len(self.rows)} comparisons pooled." if self.rows else "The pages hold no result of an intervention."
        return (Part("Compared", (*self.told, told)), *self.combinations, *(_part(row) for row in self.rows))

    def methods(self) -> str:
        """What was done, each paragraph once."""
        found = dict.fromkeys(row.result.methods() for row in self.rows if isinstance(row.result, Pooled))
        return "\n".join(found) or "Nothing was pooled; each reason stands with its comparison."


def pool_pages(
    pages: Sequence[Page], outcome: str = "", *, measure: str = "", components: bool = False, good: Good | None = None
) -> PooledPages:
    """What the report of these pages pools, of the outcomes whose name holds `outcome`, in one `measure` where that is given.

    `components` reads "a and b" as a combination, over the randomised trials of one outcome and measure; which way is
    good is taken from the terms where `good` does not say it.
    """
    return _pooled(review(pages), outcome, measure, components=components, good=good)


def pool_library(
    library: Library,
    outcome: str = "",
    *,
    measure: str = "",
    components: bool = False,
    good: Good | None = None,
    answering: Answering | None = None,
) -> PooledPages:
    """The same of the pages a library holds: all of a small one, of a large one those that `outcome` names.

    What was read of them is not read again. `answering` makes a report with its answer of one without, where people have
    corrected what was read.

    Raises:
        InputError: the library holds no page, or too many to pool without an outcome.
    """
    chosen, told = pages_for(outcome, library)
    if not chosen:
        raise InputError(told[0].replace("ask a question", "name an --outcome") if told else f"{library.path}: needs a page; found none.")
    pages = [page_of_bytes(path, library.content(identity)) for identity, path in chosen.items()]
    report = report_of(pages, kept_readings(pages, library))
    answer = answering(report) if answering is not None else answered(report)
    return _pooled(answer, outcome, measure, components=components, good=good, told=told)


def _pooled(report: Report, outcome: str, measure: str, *, components: bool, good: Good | None, told: Sequence[str] = ()) -> PooledPages:
    rows = [row for row in report.answer.rows if outcome.lower() in row.outcome.lower()]
    if measure:
        rows = [row for row in rows if measure.upper() in {effect.measure for effect in row.result.effects}]
    rows.sort(key=lambda row: not isinstance(row.result, Pooled))
    return PooledPages(tuple(rows), _combined(rows, report, good) if components else (), tuple(told))


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


def _combined(rows: Sequence[OutcomeRow], report: Report, good: Good | None) -> tuple[Part, ...]:
    """What can be told of combinations by numbers; without any, what the trials' own words tell of them."""
    found = combinations_of(rows, {study.key: study for study in report.studies}, good)
    parts = (Part(each.title, each.lines, rows=each.components.rows() if isinstance(each.components, Components) else ()) for each in found)
    words = [sentence.text for sentence in report.answer.sentences if sentence.kind == "together"]
    tried = any("given together" in each for each in words)
    return tuple(parts) or (Part("Combinations", (UNPRINTED, *words) if tried else (NO_COMBINATION, *words)),)


def _good(outcome: str) -> Good | None:
    """Which way is good for an outcome, by the terms; None where they do not say."""
    known = concept(outcome)
    return None if known is None or not known.better else "small" if known.better == "lower" else "large"
