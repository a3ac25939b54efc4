"""How far the people and the outcome of studies lie from those a question asks about, with the words that show it."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from manystudies.answers.naming import Named, named_at, root_of
from manystudies.answers.peoples import named_people
from manystudies.answers.question import Question
from manystudies.certainty import Distance
from manystudies.documents import Document, Span
from manystudies.studies import Study
from manystudies.terms import concept

EVERYBODY = "people in general"


@dataclass(frozen=True, slots=True)
class Asked:
    """What evidence is held against: the question, and, where it names nothing, the people that most studies here are about."""

    question: Question = field(default_factory=lambda: Question(""))
    usual: frozenset[str] = frozenset()


ANYTHING = Asked()
"""Nothing in particular: people in general, whatever the outcome."""


def asked_of(question: Question, studies: Iterable[Study], documents: Mapping[str, Document]) -> Asked:
    """A question as evidence is held against it.

    Where it names no intervention, condition or outcome, pages that are mostly about one group of people ask about that group.
    """
    if not question.is_open or question.populations:
        return Asked(question)
    held = tuple(studies)
    counts = Counter(name for study in held for name in {each.name for each in _special_in(study, documents)})
    return Asked(question, frozenset(name for name, count in counts.items() if 2 * count > len(held)))


def distances_of(studies: Sequence[Study], outcome: Named, documents: Mapping[str, Document], asked: Asked) -> tuple[Distance, ...]:
    """Every distance between a question and these studies' people and outcome."""
    return (*_from_people(studies, documents, asked), *_from_outcome(studies, outcome, asked.question))


def _from_people(studies: Sequence[Study], documents: Mapping[str, Document], asked: Asked) -> Iterable[Distance]:
    wanted = {*asked.question.populations, *asked.usual}
    found: dict[str, list[tuple[Study, Span]]] = {}
    for study in studies:
        special = _special_in(study, documents)
        if asked.question.populations and _names_people(study, wanted, documents):
            continue
        others = [each for each in special if each.name not in wanted and each.root not in wanted]
        for each in others:
            found.setdefault(each.name, []).append((study, each.span))
        if asked.question.populations and wanted & _table().special and not others:
            found.setdefault(EVERYBODY, []).append((study, study.title.span if study.title is not None else study.place))
    about = " and ".join(asked.question.populations) or EVERYBODY
    for name, held in found.items():
        yield Distance("people", about, name, tuple(study.key for study, _ in held), tuple(span for _, span in held))


def _from_outcome(studies: Sequence[Study], outcome: Named, question: Question) -> Iterable[Distance]:
    if not question.conditions or outcome.concept is None:
        return
    if {outcome.name, outcome.root} & {*question.outcomes, *question.conditions, *question.interventions}:
        return
    keys = tuple(study.key for study in studies)
    table = _table()
    for name in question.conditions:
        condition = concept(name)
        if condition is None:
            continue
        names = {name, root_of(condition)}
        in_blood = outcome.concept.kind == "analyte" and condition.group not in table.measured_in_blood
        if in_blood or names & table.stands_in.get(outcome.name, frozenset()):
            yield Distance("surrogate", name, outcome.name, keys, (outcome.span,))
        elif table.measured.get(outcome.name) and not names & table.measured[outcome.name] and any(table.by.get(each) for each in names):
            yield Distance("scale", name, outcome.name, keys, (outcome.span,))


def _special_in(study: Study, documents: Mapping[str, Document]) -> list[Named]:
    """The special people that a study's title names, or the words for its people do."""
    document = documents.get(study.place.document)
    if document is None:
        return []
    found = {each.name: each for each in named_people(study, document) if each.name in _table().special}
    if study.population is not None and study.population.span.document == document.identity:
        for each in named_at(document, study.population.span, ("population",)):
            if each.name in _table().special:
                found.setdefault(each.name, each)
    return list(found.values())


def _names_people(study: Study, wanted: set[str], documents: Mapping[str, Document]) -> bool:
    document = documents.get(study.place.document)
    if document is None:
        return False
    spans = (study.place, *((study.title.span,) if study.title is not None and study.title.span.document == document.identity else ()))
    return any(wanted & {each.name, each.root} for span in spans for each in named_at(document, span, ("population", "condition")))


@dataclass(frozen=True, slots=True)
class _Table:
    special: frozenset[str]
    measured_in_blood: frozenset[str]
    measured: Mapping[str, frozenset[str]]
    by: Mapping[str, frozenset[str]]
    stands_in: Mapping[str, frozenset[str]]


@cache
def _table() -> _Table:
    held = tomllib.loads((files("manystudies.answers") / "asked_about.toml").read_text(encoding="utf-8"))
    by = {each["condition"]: frozenset(each["by"]) for each in held["measured"]}
    measured = {scale: frozenset(name for name, scales in by.items() if scale in scales) for scales in by.values() for scale in scales}
    stands_in = {each["outcome"]: frozenset(each["instead_of"]) for each in held["stands_in"]}
    return _Table(
        frozenset(held["special"]),
        frozenset(held["measured_in_blood"]),
        MappingProxyType(measured),
        MappingProxyType(by),
        MappingProxyType(stands_in),
    )
