"""How far what was studied lies from what was asked: other people, or an outcome that stands in for the one asked about."""

from dataclasses import dataclass
from typing import Literal

from manystudies.documents import Span
from manystudies.errors import EvidenceError

DistanceKind = Literal["people", "scale", "surrogate"]


@dataclass(frozen=True, slots=True)
class Distance:
    """One distance between a question and the studies that answer it.

    `asked` and `studied` are names ("everybody" and "haemodialysis"; "restless legs syndrome" and "ferritin"), `studies` the
    keys of the studies it holds for, `spans` the words on the page that show it.
    """

    kind: DistanceKind
    asked: str
    studied: str
    studies: tuple[str, ...]
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.studies or not self.spans:
            raise EvidenceError(f"A distance from {self.asked!r} to {self.studied!r} needs a study and its words; found none.")
