"""Evidence from people like those asked about: which studies say that they are, which not, and which say nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from manystudies.answers.answer import Sentence
from manystudies.answers.compose import Carried, Part, compose, listed
from manystudies.answers.lines import line_figures, line_number, lines_for
from manystudies.answers.parts import study_name
from manystudies.answers.people_said import Said, said_of_people, verdict
from manystudies.answers.person import Fact, Person
from manystudies.answers.question import Question
from manystudies.answers.relevance import in_the_people
from manystudies.answers.strands import Strand
from manystudies.answers.tellings import Telling
from manystudies.documents import Document
from manystudies.studies import Study
from manystudies.terms import concept

_MOST, _FEW = 6, 3
"""Studies named of a kind, and of those that are left out; the others are counted."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """Evidence chosen by the people asked about, and what is to be said of the choice."""

    strands: tuple[Strand, ...]
    tellings: tuple[Telling, ...]
    sentences: tuple[Sentence, ...] = ()
    none_fits: bool = False


@dataclass(slots=True)
class _Groups:
    """Studies by what they say of one fact."""

    fits: list[tuple[Study, Said]] = field(default_factory=list)
    differs: list[tuple[Study, Said]] = field(default_factory=list)
    vague: list[tuple[Study, Said]] = field(default_factory=list)
    silent: list[Study] = field(default_factory=list)


def fitting(
    strands: Sequence[Strand], tellings: Sequence[Telling], asked: Question, person: Person, documents: Mapping[str, Document]
) -> Fitting:
    """Keep the evidence from people like those asked about.

    A study is kept where it names the population asked about (if one is) and its own limits and starting values include every
    value asked about that it speaks of, and at least one where no population is asked about. Where no study is left, all are
    kept and `none_fits` says so.
    """
    if not person.facts and not asked.populations:
        return Fitting(tuple(strands), tuple(tellings))
    evidence: tuple[Strand | Telling, ...] = (*strands, *tellings)
    studies = {each.study.key: each.study for each in evidence if each.study is not None}
    groups = {fact: _grouped(fact, list(studies.values()), documents) for fact in person.facts}
    wrong = {study.key for group in groups.values() for study, _ in group.differs}
    right = {study.key for group in groups.values() for study, _ in group.fits}

    def fits(each: Strand | Telling) -> bool:
        if asked.populations and not in_the_people(each, asked, documents):
            return False
        key = each.study.key if each.study is not None else ""
        return key not in wrong and (bool(asked.populations) or key in right)

    kept = tuple(each for each in strands if fits(each)), tuple(each for each in tellings if fits(each))
    none_fits = not (kept[0] or kept[1])
    held = tuple(documents.values())
    told = [sentence for fact in person.facts for sentence in _lines(fact, asked)]
    told += [sentence for fact in person.facts for sentence in _people(fact, groups[fact], held)]
    others = [] if none_fits or not asked.populations else _other_people(evidence, kept, wrong, held)
    if none_fits and not asked.is_open:
        kept = tuple(strands), tuple(tellings)
    return Fitting(kept[0], kept[1], (*told, *others), none_fits)


def _grouped(fact: Fact, studies: Sequence[Study], documents: Mapping[str, Document]) -> _Groups:
    analyte = concept(fact.analyte)
    found = _Groups()
    for study in studies:
        document = documents.get(study.place.document)
        said = said_of_people(study, document, analyte) if document is not None and analyte is not None else ()
        includes, shown = verdict(said, fact)
        if shown is None:
            found.silent.append(study)
        elif includes is None:
            found.vague.append((study, shown))
        else:
            (found.fits if includes else found.differs).append((study, shown))
    return found


def _lines(fact: Fact, asked: Question) -> list[Sentence]:
    """On which side of each body's line a value lies, a sentence a line."""
    figures = line_figures((fact,))
    names = [f"line {line_number(line)}: {fact.analyte}" for line in lines_for(fact.analyte, asked.conditions)]
    given = Carried(fact.told, computed=f"asked: {fact.analyte}")
    found = [compose("cut-off", [given, " is ", Carried(figures[name], computed=name), "."]) for name in names]
    return [*found, compose("cut-off", ["These are lines that bodies draw, no advice."])] if found else []


def _people(fact: Fact, groups: _Groups, documents: Sequence[Document]) -> list[Sentence]:
    """Which studies had people like this, and which were left out and why."""
    given = Carried(fact.told, computed=f"asked: {fact.analyte}")
    found: list[Sentence] = []
    if groups.fits:
        found.append(compose("people", ["people with ", given, " are among those of ", *_quoted(groups.fits, documents), "."]))
    else:
        found.append(compose("people", ["no study here says in numbers that people with ", given, " were among its own."]))
    out: list[Part] = []
    if groups.differs:
        out += [*_quoted(groups.differs, documents), " had people with other values"]
    if groups.vague:
        out += ["; " if out else "", *_quoted(groups.vague, documents), " gave no number to compare with"]
    if groups.silent:
        named: list[Part] = [study_name(study, documents) for study in groups.silent[:_FEW]]
        if len(groups.silent) > _FEW:
            rest = groups.silent[_FEW:]
            named.append(Carried(f"{len(rest)} more", tuple(study.place for study in rest), f"count of {len(rest)}"))
        out += ["; " if out else "", *listed(named), " said nothing of it"]
    if out:
        found.append(compose("people", ["for ", given, ": ", *out, "."]))
    return found


def _quoted(told: Sequence[tuple[Study, Said]], documents: Sequence[Document]) -> list[Part]:
    parts: list[Part] = []
    for study, said in told[:_MOST]:
        parts += [", " if parts else "", study_name(study, documents), " (“", Carried(said.words, (said.span,)), "”)"]
    if len(told) > _MOST:
        rest = told[_MOST:]
        parts += [" and ", Carried(f"{len(rest)} more", tuple(study.place for study, _ in rest), f"count of {len(rest)}")]
    return parts


def _other_people(
    evidence: Sequence[Strand | Telling],
    kept: tuple[tuple[Strand, ...], tuple[Telling, ...]],
    wrong: set[str],
    documents: Sequence[Document],
) -> list[Sentence]:
    """The studies left out because they do not say that they were done in the population asked about."""
    chosen: tuple[Strand | Telling, ...] = (*kept[0], *kept[1])
    held = {each.study.key for each in chosen if each.study is not None} | wrong
    out = {each.study.key: each.study for each in evidence if each.study is not None and each.study.key not in held}
    if not out:
        return []
    studies = list(out.values())
    named: list[Part] = [study_name(study, documents) for study in studies[:_FEW]]
    if len(studies) > _FEW:
        rest = studies[_FEW:]
        named.append(Carried(f"{len(rest)} more", tuple(study.place for study in rest), f"count of {len(rest)}"))
    return [compose("people", ["left out, because they do not say that they were done in the people asked about: ", *listed(named), "."])]
