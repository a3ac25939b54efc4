"""Printed numbers enter; verdicts of the register of identities and `Effect`s leave. Knows no papers."""

from manystudies.measures.effect import LOG_MEASURES, Effect, Measure
from manystudies.measures.identity import Identity, IdentityKind, Outcome, Register, Verdict
from manystudies.measures.printed import Printed

__all__ = ["LOG_MEASURES", "Effect", "Identity", "IdentityKind", "Measure", "Outcome", "Printed", "Register", "Verdict"]
