"""A question, pooled results and certainties enter; an audited `Answer` and the whole `Report` leave."""

from manystudies.answers.answer import Answer, OutcomeRow, Sentence, SentenceKind, Support
from manystudies.answers.answering import answer
from manystudies.answers.audit import audit
from manystudies.answers.bands import Band, Rated, irls_bands, rate_irls
from manystudies.answers.doubts import why_doubted
from manystudies.answers.held import held_against_certainty
from manystudies.answers.person import NOBODY, Fact, Person, read_fact
from manystudies.answers.question import Question, understand
from manystudies.answers.report import Page, Report
from manystudies.answers.strands import of_others
from manystudies.answers.unheard import unheard_words
from manystudies.answers.uses import Use, uses_of

__all__ = [
    "NOBODY",
    "Answer",
    "Band",
    "Fact",
    "OutcomeRow",
    "Page",
    "Person",
    "Question",
    "Rated",
    "Report",
    "Sentence",
    "SentenceKind",
    "Support",
    "Use",
    "answer",
    "audit",
    "held_against_certainty",
    "irls_bands",
    "of_others",
    "rate_irls",
    "read_fact",
    "understand",
    "unheard_words",
    "uses_of",
    "why_doubted",
]
