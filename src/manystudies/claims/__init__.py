"""Headings and sentences enter; `Claim`s leave, each with its strength and what it rests on."""

from manystudies.claims.claim import Claim, ClaimKind, Direction, Strength, Voice

__all__ = ["Claim", "ClaimKind", "Direction", "Strength", "Voice"]
