"""An answer: sentences from templates, each with its support, and tables that point at findings."""

from dataclasses import dataclass
from typing import Literal

from manystudies.answers.person import NOBODY, Person
from manystudies.certainty import BiasSign, Certainty
from manystudies.documents import Span
from manystudies.errors import EvidenceError
from manystudies.findings import Finding
from manystudies.pooling import NotPooled, Pooled

SentenceKind = Literal[
    "advice", "best", "contradiction", "cut-off", "effect", "limit", "measure", "not pooled", "not tested", "people", "together"
]


@dataclass(frozen=True, slots=True)
class Support:
    """What carries one number, name or comparison of a sentence.

    `words` is exactly the part of the sentence it carries. It is carried by `spans` (the words on a page) or by
    `computed`, the name of the pooled result or identity it was computed with, together with the spans that went in.
    """

    words: str
    spans: tuple[Span, ...] = ()
    computed: str = ""

    def __post_init__(self) -> None:
        if not self.spans and not self.computed:
            raise EvidenceError(f"{self.words!r} needs a span or a computation to carry it; found neither.")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer and what carries each of its numbers, names and comparisons."""

    kind: SentenceKind
    text: str
    support: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of the summary of findings: one intervention, comparator and outcome.

    `result` is pooled, or the reason why not; `findings` are what it rests on, `studies` the keys of the studies; `body` is
    the name that a person's judgement of its certainty is kept under, `bias` the sentences that speak to the risk of bias.
    """

    intervention: str
    comparator: str
    outcome: str
    studies: tuple[str, ...]
    people: int | None
    result: Pooled | NotPooled
    certainty: Certainty
    findings: tuple[Finding, ...]
    sentence: Sentence
    body: str = ""
    bias: tuple[BiasSign, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The question (as asked, or made from the pages), the sentences in order, the rows behind them, and the facts they were chosen by."""

    question: str
    sentences: tuple[Sentence, ...]
    rows: tuple[OutcomeRow, ...]
    person: Person = NOBODY
