"""Which evidence a question asks for: by intervention, by condition, and by the people who were studied."""

from collections.abc import Mapping, Sequence

from manystudies.answers.naming import Named, named_at, root_of
from manystudies.answers.question import Question, broadest
from manystudies.answers.strands import Strand
from manystudies.answers.tellings import Telling
from manystudies.documents import Document, Span
from manystudies.studies import Study
from manystudies.terms import ConceptKind, concept, find_terms

_GIVEN: tuple[ConceptKind, ...] = ("intervention",)
_TOPICS: tuple[ConceptKind, ...] = ("condition", "outcome", "analyte")


def about_the_question(evidence: Strand | Telling, asked: Question, documents: Mapping[str, Document]) -> bool:
    """Whether evidence belongs to a question.

    It does where it has one of the interventions asked about (as what was given or as what it was compared with), and
    where its outcome or its study names one of the conditions or outcomes asked about. What the question leaves open, everything fits.
    """
    names = evidence.interventions if isinstance(evidence, Telling) else (evidence.intervention,)
    told = (*names, *([evidence.comparator] if evidence.comparator is not None else []))
    given = {name for each in told for name in (each.name, each.root, *each.parts)}
    if asked.interventions and not any(_is_asked(each, asked.interventions) for each in told):
        return False
    topics = (*asked.conditions, *asked.outcomes)
    if not topics:
        return True
    own = {evidence.outcome.name, evidence.outcome.root, *given}
    if own & broad(topics):
        return True
    return bool(_named_by_study(evidence, _TOPICS, documents) & broad(topics))


def _is_asked(given: Named, asked: Sequence[str]) -> bool:
    """Whether what was given is one of those asked about, a kind of one, or what one is a kind of; two kinds of one thing are not."""
    upward = {name for each in (given.name, *given.parts) for name in lineage(each)} | {given.root}
    return bool(upward & set(asked)) or any({given.name, *given.parts} & set(lineage(name)) for name in asked)


def lineage(name: str) -> tuple[str, ...]:
    """A concept's name and, up to the broadest, the names of what it is a kind of."""
    names, known = [name], concept(name)
    while known is not None and known.broader and known.broader not in names:
        names.append(known.broader)
        known = concept(known.broader)
    return tuple(names)


def study_is_about(study: Study, asked: Question, documents: Mapping[str, Document]) -> bool:
    """Whether a study's title or text names an intervention and a condition or outcome of those asked about."""
    for wanted, kinds in (
        (asked.interventions, _GIVEN),
        ((*asked.conditions, *asked.outcomes), _TOPICS),
    ):
        if wanted and not broad(wanted) & {name for span in _places(study, study.place) for name in _names(span, kinds, documents)}:
            return False
    return True


def in_the_people(evidence: Strand | Telling, asked: Question, documents: Mapping[str, Document]) -> bool:
    """Whether the study says that it was done in the people asked about."""
    return bool(_named_by_study(evidence, ("population", "condition"), documents) & broad(asked.populations))


def documents_about(asked: Question, documents: Sequence[Document]) -> frozenset[str]:
    """The documents that name one of the conditions asked about; all where none is asked about."""
    topics = broad((*asked.conditions, *asked.outcomes))
    return frozenset(
        document.identity
        for document in documents
        if not topics or any(match.kind in _TOPICS and match.concept.name in topics for match in find_terms(document.view.text))
    )


def _named_by_study(evidence: Strand | Telling, kinds: tuple[ConceptKind, ...], documents: Mapping[str, Document]) -> set[str]:
    place = evidence.claim.span if isinstance(evidence, Telling) else evidence.finding.context.sentence
    return {name for span in _places(evidence.study, place) for name in _names(span, kinds, documents)}


def _places(study: Study | None, place: Span) -> tuple[Span, ...]:
    return (place,) if study is None else (place, study.place, *([study.title.span] if study.title is not None else []))


def _names(span: Span, kinds: tuple[ConceptKind, ...], documents: Mapping[str, Document]) -> set[str]:
    document = documents.get(span.document)
    if document is None:
        return set()
    return {name for each in named_at(document, span, kinds) for name in (each.name, each.root)}


def broad(names: Sequence[str]) -> set[str]:
    """The names, what they are kinds of, and, for a condition, the scales that measure it by name."""
    found = set(names) | {broadest(name) for name in names}
    for name in names:
        known = concept(name)
        found |= {root_of(known)} if known is not None else set()
    return found
