"""How sure one can be, by the GRADE approach, each step pointing at its evidence."""

from dataclasses import dataclass
from typing import Literal

from manystudies.documents import Span
from manystudies.errors import EvidenceError

Level = Literal["high", "low", "moderate", "very low"]
Domain = Literal[
    "dose response", "imprecision", "inconsistency", "indirectness", "large effect", "publication bias", "residual confounding",
    "risk of bias", "starting point",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One step: its domain, how far it moves the level (−2 to +2; 0 for a judgement that moves nothing), why, and what shows it.

    Evidence is spans, study keys or both; a reason without any cannot be made. `judged` is false where nobody judged
    the domain yet: the level is then provisional and at most moderate. `who` signs for a step that a person took, and
    `instead` is the computed reason it stands in place of.
    """

    domain: Domain
    step: int
    why: str
    spans: tuple[Span, ...] = ()
    studies: tuple[str, ...] = ()
    judged: bool = True
    who: str = ""
    instead: str = ""

    def __post_init__(self) -> None:
        if not self.spans and not self.studies:
            raise EvidenceError(f"{self.domain}: a reason needs a span or a study; found neither.")


@dataclass(frozen=True, slots=True)
class Certainty:
    """The level, whether it is provisional, and the reasons in the order of the domains.

    `unaided` is the level as computed, before any person's judgement; None where nobody judged.
    """

    level: Level
    provisional: bool
    reasons: tuple[Reason, ...]
    unaided: Level | None = None

    @property
    def signed(self) -> tuple[Reason, ...]:
        """The reasons that a person signed for."""
        return tuple(reason for reason in self.reasons if reason.who)
