"""What the page itself says about health, and how strongly."""

from dataclasses import dataclass
from typing import Literal

from manystudies.documents import Span
from manystudies.making import quick

Strength = Literal[0, 1, 2, 3, 4, 5]
Direction = Literal["better", "null", "unclear", "worse"]
ClaimKind = Literal["association", "cause", "comparison", "effect", "mechanism", "null", "trend"]
Voice = Literal["chatbot", "page", "study"]


@quick
@dataclass(frozen=True, slots=True)
class Claim:
    """One heading or sentence that claims something about health.

    `strength` is the ladder of DESIGN: 0 none, 1 mechanism, 2 association, 3 may help, 4 helps or treats,
    5 proven or best. `strength_words` are the words that carry it, `hedges` those that soften it.
    `subject` and `object` are the words (or term names) of what is claimed to act on what; `rests_on` holds
    the keys of the studies it stands on (its section's study, or its citations), empty for none. `is_title` marks the
    page's title, which stands on every study that the page shows.
    """

    span: Span
    text: str
    voice: Voice
    kind: ClaimKind
    strength: Strength
    direction: Direction
    is_heading: bool
    subject: str = ""
    object: str = ""
    population: str = ""
    strength_words: Span | None = None
    hedges: tuple[Span, ...] = ()
    rests_on: tuple[str, ...] = ()
    section: int | None = None
    revision: int = 0
    is_title: bool = False
