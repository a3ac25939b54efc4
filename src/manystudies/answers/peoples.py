"""Who was studied: the people and conditions that the title of a study names."""

import re
from collections.abc import Mapping, Sequence

from manystudies.answers.naming import Named, named_at
from manystudies.documents import Document, Span
from manystudies.studies import Study

_DENIED = re.compile(r"\b(?:excluding|free of|no|non|not|without)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_LOOK_BACK = 40


def named_people(study: Study, document: Document | None) -> list[Named]:
    """The people and conditions in the title; "without anaemia" names no anaemia."""
    if document is None or study.title is None or study.title.span.document != document.identity:
        return []
    return [
        each
        for each in named_at(document, study.title.span, ("condition", "population"))
        if not _DENIED.search(document.text[max(0, each.span.start - _LOOK_BACK) : each.span.start])
    ]


def special_people(studies: Sequence[Study], documents: Mapping[str, Document], outcome: Named) -> tuple[tuple[str, Span], ...]:
    """The groups of people that some of the studies were done in and not most: their names and where the titles name them.

    Of one study alone only populations count, as its condition may be what was asked about.
    """
    found = [(study.key, each) for study in studies for each in named_people(study, documents.get(study.place.document))]
    keys = {study.key for study in studies}
    special = []
    for _, each in found:
        share = len({key for key, other in found if other.name == each.name})
        is_population = each.concept is not None and each.concept.kind == "population"
        if each.name not in {outcome.name, outcome.root} and (2 * share <= len(keys) or (is_population and len(keys) == 1)):
            special.append((each.name, each.span))
    return tuple(dict.fromkeys(special))
