"""One verdict as a card: what is said, of which words, what the other numbers give, and what would settle it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from manystudies.checks import CODES, Problem
from manystudies.documents import Span
from manystudies.pages.layers import Mark
from manystudies.pages.links import Links
from manystudies.pages.pieces import Printed
from manystudies.pages.words import SEVERITY_WORDS, VERDICT_SIGNS, VERDICT_WORDS


@dataclass(frozen=True, slots=True)
class Card:
    """A problem (or what recomputes) ready to be set. `anchor` is its own id, `place` the id of the words it speaks of."""

    anchor: str
    place: str
    number: int
    problem: Problem
    rule: str
    verdict: str
    sign: str
    severity: str
    page: str
    quote: Markup
    message: Markup
    against: tuple[Markup, ...]
    recomputed: Markup
    consistent: Markup
    suggestion: Markup


def cards_of(problems: Sequence[Problem], letter: str, printed: Printed, links: Links) -> tuple[Card, ...]:
    """One card for each problem, numbered from 1; `letter` starts their ids."""
    return tuple(_card(problem, number, f"{letter}{number}", printed, links) for number, problem in enumerate(problems, 1))


def mark_of(card: Card) -> Mark:
    """The mark of a card in the page as written. What recomputes is signed, never numbered."""
    told = f"{card.verdict}: {card.rule}"
    return Mark(
        card.problem.spans[0],
        card.problem.verdict,
        str(card.number) if card.problem.flagged else card.sign,
        told,
        f"m{card.anchor}",
        card.anchor,
    )


def _card(problem: Problem, number: int, anchor: str, printed: Printed, links: Links) -> Card:
    first = problem.spans[0]

    def linked(text: str) -> Markup:
        return links.html(printed.linked(text, problem.spans, f"{anchor}-from")) if text else Markup("")

    return Card(
        anchor, _place(first, links), number, problem, CODES[problem.code].name, VERDICT_WORDS[problem.verdict], VERDICT_SIGNS[problem.verdict],
        SEVERITY_WORDS[problem.severity], links.places.page(first).name, links.html(printed.quote(first)), linked(problem.message),
        tuple(links.html(printed.quote(span, 160)) for span in problem.spans[1:]), linked(problem.recomputed), linked(problem.consistent_range),
        linked(problem.suggestion),
    )  # fmt: skip


def _place(span: Span, links: Links) -> str:
    return links.anchor(span)
