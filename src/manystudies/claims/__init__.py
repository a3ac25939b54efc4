"""Headings and sentences enter; `Claim`s leave, each with its strength and what it rests on."""

from manystudies.claims.ceiling import Ceiling, ceiling, ceiling_of
from manystudies.claims.claim import Claim, ClaimKind, Direction, Strength, Voice
from manystudies.claims.find import find_claims, is_about_health
from manystudies.claims.honest import honest_wording
from manystudies.claims.sentences import sentence_ranges
from manystudies.claims.statement import SentenceStrength, sentence_strength, sentence_strengths, strength_of_statement
from manystudies.claims.strength import Wording, wording_of

__all__ = [
    "Ceiling",
    "Claim",
    "ClaimKind",
    "Direction",
    "SentenceStrength",
    "Strength",
    "Voice",
    "Wording",
    "ceiling",
    "ceiling_of",
    "find_claims",
    "honest_wording",
    "is_about_health",
    "sentence_ranges",
    "sentence_strength",
    "sentence_strengths",
    "strength_of_statement",
    "wording_of",
]
