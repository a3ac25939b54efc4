"""One verdict as a card: what is said, of which words, what the other numbers give, and what would settle it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from manystudies.checks import CODES, SEVERITIES, Problem
from manystudies.documents import Span
from manystudies.pages.layers import Mark
from manystudies.pages.links import Links
from manystudies.pages.pieces import Printed
from manystudies.pages.words import SEVERITY_WORDS, VERDICT_SIGNS, VERDICT_WORDS, verdict_of

_MANY = 3
_WORDS_ONLY = "MS501"  # Two passages that contradict each other in words, not in numbers.


@dataclass(frozen=True, slots=True)
class Card:
    """A problem (or what recomputes) ready to be set.

    `anchor` is its own id, `place` the id of the words it speaks of. `first` is the number of the first card that says
    the same of other words, 0 where this is the first. `rests` tells whether a computed number here needs its list.
    """

    anchor: str
    place: str
    number: int
    problem: Problem
    rule: str
    verdict: str
    sign: str
    severity: str
    quote: Markup
    message: Markup
    against: tuple[Markup, ...]
    recomputed: Markup
    consistent: Markup
    suggestion: Markup
    rests: bool
    first: int


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next, wherever it is to be done."""

    rule: str
    verdict: str
    kind: str
    words: Markup
    cards: tuple[Card, ...]


def cards_of(problems: Sequence[Problem], letter: str, printed: Printed, links: Links) -> tuple[Card, ...]:
    """One card for each problem, numbered from 1; `letter` starts their ids."""
    said: dict[tuple[str, str, str], int] = {}
    cards: list[Card] = []
    for number, problem in enumerate(problems, 1):
        same = said.setdefault((problem.code, problem.message, problem.suggestion), number)
        cards.append(_card(problem, number, f"{letter}{number}", printed, links, first=same if same < number else 0))
    return tuple(cards)


def steps_of(cards: Sequence[Card], most: int) -> tuple[Step, ...]:
    """What to do next, one step a rule: the gravest first, a number that cannot be before words that claim too much."""
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.problem.code, []).append(card)
    verdicts = list(VERDICT_WORDS)
    steps = [Step(held[0].rule, held[0].verdict, held[0].problem.verdict, _advice(held), tuple(held)) for held in groups.values()]
    steps.sort(key=lambda step: (SEVERITIES.index(step.cards[0].problem.severity), verdicts.index(step.cards[0].problem.verdict)))
    return tuple(steps[:most])


def _advice(held: Sequence[Card]) -> Markup:
    """What to do: what the first card suggests, or what the rule is about where many cards each suggest something else."""
    if len({card.problem.suggestion for card in held}) > _MANY:
        return Markup("{}").format(CODES[held[0].problem.code].idea)
    return held[0].suggestion or held[0].message


def is_number(problem: Problem) -> bool:
    """Whether a flagged problem stands among the numbers, too, and not only beside the page."""
    return problem.verdict in {"contradicted", "inconsistent"} and problem.code != _WORDS_ONLY and verdict_of(problem) != "To mend"


def mark_of(card: Card) -> Mark:
    """The mark of a card in the page as written. What recomputes is signed, never numbered."""
    sign = str(card.number) if card.problem.flagged else card.sign
    return Mark(card.problem.spans[0], card.problem.verdict, sign, card.rule, f"m{card.anchor}", card.anchor)


def _card(problem: Problem, number: int, anchor: str, printed: Printed, links: Links, *, first: int) -> Card:
    place = problem.spans[0]
    texts = (problem.message, problem.recomputed, problem.consistent_range, problem.suggestion)
    told = [printed.linked(text, problem.spans, f"{anchor}-from") for text in texts]
    if not problem.flagged:
        told[2:] = [(), ()]
    message, recomputed, consistent, suggestion = (links.html(pieces) for pieces in told)
    rests = any(piece.source for pieces in told for piece in pieces)
    # A sentence that opens its numbers itself needs no quote beside it, unless something is wrong with them.
    quoted = rests or is_number(problem) if problem.flagged else not any(piece.span for piece in told[0])
    return Card(
        anchor=anchor,
        place=f"m{anchor}" if problem.flagged else links.anchor(place),
        number=number,
        problem=problem,
        rule=CODES[problem.code].name,
        verdict=verdict_of(problem),
        sign=VERDICT_SIGNS[problem.verdict],
        severity=SEVERITY_WORDS[problem.severity],
        quote=_quote(place, 140, printed, links) if quoted else Markup(""),
        message=message,
        against=tuple(_quote(span, 120, printed, links) for span in problem.spans[1:]) if quoted or problem.flagged else (),
        recomputed=recomputed,
        consistent=consistent,
        suggestion=suggestion,
        rests=rests,
        first=first,
    )


def _quote(span: Span, most: int, printed: Printed, links: Links) -> Markup:
    """The words at a span: each number opens itself; where there is none, the words as a whole open their place."""
    pieces = printed.quote(span, most)
    if any(piece.span is not None for piece in pieces):
        return links.html(pieces)
    return links.opening("".join(piece.text for piece in pieces), span)
