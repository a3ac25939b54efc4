"""Words enter; concepts leave: interventions, conditions, outcomes, analytes and units. An unknown word stays itself."""

from manystudies.terms.concept import Better, Concept, ConceptKind, TermMatch
from manystudies.terms.matching import concept, find_terms
from manystudies.terms.tags import Proposal, propose_tags
from manystudies.terms.units import tidy_unit, unit_factor
from manystudies.terms.vocabulary import Vocabulary, load_terms

__all__ = [
    "Better",
    "Concept",
    "ConceptKind",
    "Proposal",
    "TermMatch",
    "Vocabulary",
    "concept",
    "find_terms",
    "load_terms",
    "propose_tags",
    "tidy_unit",
    "unit_factor",
]
