"""Identifiers as they were printed: those cut short, and those that had to be tidied."""

from collections.abc import Iterator

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem


def identifier_problems(evidence: Evidence) -> Iterator[Problem]:
    """Truncated identifiers are flagged, tidied ones told; a whole one as printed needs no word."""
    for study in evidence.studies:
        for identifier in study.identifiers:
            kind, printed = identifier.kind.upper(), evidence.words(identifier.span)
            if identifier.state == "truncated":
                yield Problem(
                    "MS101",
                    "inconsistent",
                    "low",
                    f"The {kind} “{printed}” is cut short: it names no single paper, and the rest is not guessed.",
                    (identifier.span,),
                    suggestion=f"Look up the whole {kind} and print it.",
                    study=study.key,
                )
            elif identifier.state == "tidied":
                yield Problem(
                    "MS102",
                    "info",
                    "info",
                    f"The {kind} is printed with a stray mark, space or prefix; it is {identifier.value}.",
                    (identifier.span,),
                    recomputed=identifier.value,
                    suggestion=f"Print {identifier.value}.",
                    study=study.key,
                )
