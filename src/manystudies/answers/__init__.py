"""A question, pooled results and certainties enter; an audited `Answer` and the whole `Report` leave."""

from manystudies.answers.answer import Answer, OutcomeRow, Sentence, SentenceKind, Support
from manystudies.answers.answering import answer
from manystudies.answers.audit import audit
from manystudies.answers.question import Question, understand
from manystudies.answers.report import Page, Report
from manystudies.answers.unheard import unheard_words

__all__ = [
    "Answer",
    "OutcomeRow",
    "Page",
    "Question",
    "Report",
    "Sentence",
    "SentenceKind",
    "Support",
    "answer",
    "audit",
    "understand",
    "unheard_words",
]
