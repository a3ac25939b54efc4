"""A concept: one thing the field speaks of, with the names it goes by and what is known of it."""

from dataclasses import dataclass
from typing import Literal

from manystudies.making import quick

ConceptKind = Literal["analyte", "condition", "intervention", "outcome", "population"]
Better = Literal["", "higher", "lower"]


@dataclass(frozen=True, slots=True)
class Concept:
    """One intervention, condition, outcome, analyte or population.

    `better` is the direction that is good for people ("" where neither is); `low` and `high` are the ends of a scale
    and `important` the smallest difference that matters, all in `unit`, from `source`. `units` holds, for an analyte,
    each unit with its factor to `unit`. `broader` names the concept it is a kind of ("iron" for "oral iron"), `group`
    the shelf it stands on ("vitamins", "sleep").
    """

    name: str
    kind: ConceptKind
    synonyms: tuple[str, ...] = ()
    group: str = ""
    broader: str = ""
    better: Better = ""
    low: float | None = None
    high: float | None = None
    important: float | None = None
    unit: str = ""
    units: tuple[tuple[str, float], ...] = ()
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, its own first."""
        return (self.name, *self.synonyms)


@quick
@dataclass(frozen=True, slots=True)
class TermMatch:
    """A concept met in a text: characters `start` to `end` name it."""

    concept: Concept
    start: int
    end: int

    @property
    def kind(self) -> ConceptKind:
        """The kind of the concept."""
        return self.concept.kind
