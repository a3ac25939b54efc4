"""Which treatments of a report were compared with which in trials: the network behind its results, drawn and listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from manystudies.answers import OutcomeRow
from manystudies.measures import Measure
from manystudies.pages.network import network_svg
from manystudies.pages.words import counted
from manystudies.pooling import Contrast
from manystudies.studies import Study

_RANDOMISED = frozenset({"quasi-randomised", "randomised trial"})
_FEWEST = 3
"""Two treatments are one comparison, and no network."""


@dataclass(frozen=True, slots=True)
class Between:
    """One pair that trials compared: the id that the picture opens, the words, and the result they were pooled in."""

    anchor: str
    pair: str
    trials: str
    result: str


@dataclass(frozen=True, slots=True)
class TrialsBetween:
    """The network of one outcome: its picture, its pairs, and the id of the list of pairs."""

    anchor: str
    outcome: str
    picture: Markup
    pairs: tuple[Between, ...]


def trials_between(rows: Sequence[OutcomeRow], studies: Mapping[str, Study]) -> tuple[TrialsBetween, ...]:
    """The network of each outcome on one measure in which randomised trials compared three treatments or more."""
    contrasts: dict[tuple[str, Measure], list[Contrast]] = {}
    results: dict[tuple[str, Measure, frozenset[str]], str] = {}
    for number, row in enumerate(rows, 1):
        randomised = all(key in studies and studies[key].design in _RANDOMISED for key in row.studies)
        if not randomised or not row.intervention or not row.comparator or row.intervention == row.comparator:
            continue
        for effect in row.result.effects:
            group = (row.outcome, effect.measure)
            contrasts.setdefault(group, []).append(Contrast(effect.study or effect.key, row.intervention, row.comparator, effect))
            results.setdefault((*group, frozenset((row.intervention, row.comparator))), f"e{number}")
    found: list[TrialsBetween] = []
    for (outcome, measure), members in contrasts.items():
        treatments = sorted({name for each in members for name in (each.first, each.second)})
        if len(treatments) < _FEWEST:
            continue
        anchor = f"n{len(found) + 1}"
        # In the order in which the picture counts pairs.
        pairs = [(first, second) for j, second in enumerate(treatments) for first in treatments[j + 1 :]]
        listed = []
        for number, pair in enumerate(pairs, 1):
            trials = {each.study for each in members if {each.first, each.second} == set(pair)}
            if trials:
                told = next(each for each in members if {each.first, each.second} == set(pair))
                result = results[outcome, measure, frozenset(pair)]
                listed.append(Between(f"{anchor}-{number}", f"{told.first} against {told.second}", counted(len(trials), "trial"), result))
        picture = Markup(network_svg(members, outcome, anchor=anchor, standalone=False))  # noqa: S704 - its template escapes
        found.append(TrialsBetween(anchor, outcome, picture, tuple(listed)))
    return tuple(found)
