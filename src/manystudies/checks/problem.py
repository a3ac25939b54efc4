"""What a check says of a page: a permanent code, a verdict, the words it speaks of, and what would be consistent."""

from dataclasses import dataclass
from typing import Literal

from manystudies.checks.codes import CODES
from manystudies.documents import Span
from manystudies.errors import CodeError, EvidenceError
from manystudies.making import quick

Severity = Literal["high", "medium", "low", "info"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low", "info")
"""From worst to mildest."""

ProblemVerdict = Literal[
    "by_rounding", "cannot_tell", "changed", "consistent", "contradicted", "inconsistent", "info", "not_checked",
    "stronger_than_study", "unsupported",
]  # fmt: skip
FLAGGED: frozenset[ProblemVerdict] = frozenset({"changed", "contradicted", "inconsistent", "stronger_than_study", "unsupported"})
"""Verdicts that ask a person to look; the others tell what is right or could not be judged."""


@quick
@dataclass(frozen=True, slots=True)
class Problem:
    """One verdict on one place of a page. What recomputes is told in the same form, with verdict `consistent`.

    `spans[0]` is the place itself, the others what it was held against. `message` is one plain sentence that
    names the numbers; `recomputed` what the other numbers give; `consistent_range` the values that would be
    consistent, as text; `suggestion` an honest wording or what would settle it. `replacement` is the whole wording to stand in the
    place of `spans[0]`, where there is one: nothing else on the page would have to change. `ignored` is the reason for which
    the author set the problem aside; its verdict is then `info`.
    """

    code: str
    verdict: ProblemVerdict
    severity: Severity
    message: str
    spans: tuple[Span, ...]
    recomputed: str = ""
    consistent_range: str = ""
    suggestion: str = ""
    study: str = ""
    replacement: str = ""
    ignored: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise CodeError(f"A problem needs a registered code; found {self.code!r}.")
        if not self.spans:
            raise EvidenceError(f"{self.code}: a problem needs at least one span; found none.")

    @property
    def flagged(self) -> bool:
        """Whether a person should look at it."""
        return self.verdict in FLAGGED
