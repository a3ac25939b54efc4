"""Blocks of documents enter; one `Study` for each investigation the pages speak of leaves."""

from manystudies.studies.design import DesignWords, read_design, says_design
from manystudies.studies.find import find_studies
from manystudies.studies.identifier import PlacedIdentifier, find_identifiers, identifier_of_address, identifiers_in
from manystudies.studies.places import StudyPlaces, study_of
from manystudies.studies.same import one_of_each
from manystudies.studies.study import Design, Identifier, IdentifierKind, IdentifierState, Mention, Study, Worded

__all__ = [
    "Design",
    "DesignWords",
    "Identifier",
    "IdentifierKind",
    "IdentifierState",
    "Mention",
    "PlacedIdentifier",
    "Study",
    "StudyPlaces",
    "Worded",
    "find_identifiers",
    "find_studies",
    "identifier_of_address",
    "identifiers_in",
    "one_of_each",
    "read_design",
    "says_design",
    "study_of",
]
