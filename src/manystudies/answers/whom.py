"""For whom: the people and conditions that the titles of a row's studies name."""

from collections import Counter
from collections.abc import Mapping, Sequence

from manystudies.answers.answer import Sentence
from manystudies.answers.compose import Part, compose
from manystudies.answers.naming import Named
from manystudies.answers.parts import named, study_name
from manystudies.answers.peoples import named_people
from manystudies.answers.rows import Bundle
from manystudies.documents import Document

_MOST = 6


def whom_sentences(bundles: Sequence[Bundle], documents: Sequence[Document]) -> Mapping[int, Sentence]:
    """For controlled rows by number, which of their studies were done in special people: those that their titles name.

    What most studies share is the condition itself and is no special group; each study's people are told once. "Without
    anaemia" names no anaemia.
    """
    by_identity = {document.identity: document for document in documents}
    studies = {study.key: study for bundle in bundles for study in bundle.studies}
    named_by = {key: named_people(study, by_identity.get(study.place.document)) for key, study in studies.items()}
    told: set[tuple[str, str]] = set()
    found: dict[int, Sentence] = {}
    for index, bundle in enumerate(bundles):
        if bundle.kind != "comparison" or bundle.footing != "randomised" or not bundle.result.effects:
            continue
        given = _common(bundle.outcome.name, bundles, named_by) | {
            bundle.outcome.name,
            bundle.outcome.root,
            bundle.intervention.name,
            bundle.intervention.root,
        }
        special = [
            (study, each)
            for study in bundle.studies
            for each in named_by[study.key]
            if each.name not in given and (study.key, each.name) not in told
        ]
        told |= {(study.key, each.name) for study, each in special}
        parts: list[Part] = []
        for study, each in special[:_MOST]:
            parts += [", " if parts else "", named(each), " (", study_name(study, documents), ")"]
        if parts:
            whose = "special groups among these studies: " if len(bundle.studies) > 1 else "its people: "
            found[index] = compose("effect", [whose, *parts, "."])
    return found


def _common(outcome: str, bundles: Sequence[Bundle], named_by: Mapping[str, list[Named]]) -> set[str]:
    """What most studies of an outcome name: the condition that it measures."""
    keys = {study.key for bundle in bundles if bundle.outcome.name == outcome for study in bundle.studies}
    counts = Counter(name for key in keys for name in {each.name for each in named_by[key]})
    return {name for name, count in counts.items() if 2 * count > len(keys)}
