"""The audit: an answer with a number, name or comparison that nothing carries is not returned."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from manystudies.answers.answer import Answer, OutcomeRow, Sentence, Support
from manystudies.answers.combining import combination_verdicts
from manystudies.answers.doubts import doubt_figures
from manystudies.answers.figures import figures_of, term_figures, unrankable
from manystudies.answers.indirect import indirect_comparisons
from manystudies.answers.lines import line_figures
from manystudies.answers.naming import root_of
from manystudies.answers.person import NOBODY, Person
from manystudies.answers.wordings import CERTAINTY, check_row, check_words
from manystudies.documents import Document
from manystudies.errors import AuditError, NumberError
from manystudies.measures import Printed
from manystudies.terms import find_terms

_JOINED = re.compile(r" (?:plus|\+) ")
_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"[-+\N{MINUS SIGN}\N{EN DASH}]?(?:\d[\d,]*)?(?:[.\N{MIDDLE DOT}]\d+|\d)(?:[eE][-+]?\d{1,3})?")
_COMPARES = re.compile(
    r"\b(?:than|compared|versus|better|best|worse|more|fewer|less|larger|smaller|higher|lower|reduc\w*|increas\w*|decreas\w*|improv\w*|prevent\w*|difference)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"count of (\d+)")
_STATISTIC_WORDS = frozenset({"adjusted", "estimate", "hazard", "odds", "rate", "ratio", "risk", "to"})
_FREE = frozenset({"advice", "limit", "measure", "not pooled", "not tested", "people", "together"})
"""Kinds whose sentences say that something is unknown: their comparisons claim nothing, but numbers and names still need support."""


def audit(answer: Answer, documents: Sequence[Document] = ()) -> None:
    """Walk every sentence: each number, each name of the rows and each comparison must be carried by its support.

    A support carries its words when they stand in the sentence and, where it points at a page, when the words there say the
    same; where it names a computation, when the row gives that figure again. Every other word must be one of the templates'
    own, and a row must tell its own certainty and the statement that its level and size allow. Without `documents` the words on
    the pages are not compared.

    Raises:
        AuditError: a sentence says something that its support does not carry.
    """
    check = _checker(answer.rows, documents, answer.person)
    told = {row.sentence for row in answer.rows}
    for sentence in (*answer.sentences, *(row.sentence for row in answer.rows)):
        check(sentence)
        if CERTAINTY in sentence.text and sentence not in told:
            raise AuditError(f"A certainty is told that is no row's: {sentence.text!r}.")
    _audit_rows(answer.rows)


def passing(
    sentences: Iterable[Sentence], rows: Sequence[OutcomeRow], documents: Sequence[Document], person: Person = NOBODY
) -> Iterator[Sentence]:
    """The sentences that pass the audit; in the place of each other one, a sentence that says it was withheld."""
    check = _checker(rows, documents, person)
    for sentence in sentences:
        try:
            check(sentence)
        except AuditError:
            yield WITHHELD
        else:
            yield sentence


WITHHELD = Sentence("limit", "A sentence was withheld here, because nothing on the page carries one of its numbers or names.", ())


def _checker(rows: Sequence[OutcomeRow], documents: Sequence[Document], person: Person) -> Callable[[Sentence], None]:
    by_identity = {document.identity: document for document in documents}
    names = sorted({name for row in rows for name in (row.intervention, row.comparator, row.outcome) if name})
    figures = {name: text for index, row in enumerate(rows) for name, text in figures_of(index, row).items()}
    for name in names:
        figures.update(term_figures(name))
    figures.update(doubt_figures())
    figures.update(line_figures(person.facts))
    figures.update(combination_verdicts(rows))
    figures.update(indirect_comparisons(rows))
    if unrankable(rows):
        figures["ranking"] = "nothing here can be called best"

    def check(sentence: Sentence) -> None:
        _audit_sentence(sentence, names, figures, by_identity)

    return check


def _audit_sentence(sentence: Sentence, names: Sequence[str], figures: Mapping[str, str], documents: Mapping[str, Document]) -> None:
    carried = bytearray(len(sentence.text))
    at = 0
    for support in sentence.support:
        start = sentence.text.find(support.words, at)
        if start < 0:
            raise AuditError(f"Support {support.words!r} does not stand in order in {sentence.text!r}.")
        at = start + len(support.words)
        carried[start:at] = b"\x01" * len(support.words)
        _audit_support(support, sentence, figures, documents)
    for digit in _DIGITS.finditer(sentence.text):
        if not carried[digit.start()]:
            raise AuditError(f"Nothing carries the number at character {digit.start()} of {sentence.text!r}.")
    folded = sentence.text.casefold()
    for name in names:
        for place in _places(name.casefold(), folded):
            if len(folded) == len(sentence.text) and not all(carried[place : place + len(name)]):
                raise AuditError(f"Nothing carries the name {name!r} in {sentence.text!r}.")
    if sentence != WITHHELD:
        check_words(sentence, carried)
    if sentence.kind not in _FREE and not sentence.support and _COMPARES.search(sentence.text):
        raise AuditError(f"Nothing carries the comparison in {sentence.text!r}.")


def _audit_support(support: Support, sentence: Sentence, figures: Mapping[str, str], documents: Mapping[str, Document]) -> None:
    if support.computed:
        count = _COUNT.match(support.computed)
        if count is not None:
            if len(set(support.spans)) != int(count[1]) or _counted(support.words) != int(count[1]):
                raise AuditError(f"{support.words!r} counts {len(set(support.spans))} places in {sentence.text!r}.")
        elif support.computed in figures:
            if figures[support.computed] not in {support.words, support.words[:1].lower() + support.words[1:]}:
                raise AuditError(f"{support.words!r} should be {figures[support.computed]!r} ({support.computed}) in {sentence.text!r}.")
        else:
            raise AuditError(f"{support.words!r} was computed as {support.computed!r}, which no row gives, in {sentence.text!r}.")
        return
    shown = [documents[span.document].words(span) for span in support.spans if span.document in documents]
    if shown and not (any(_says(words, support.words) for words in shown) or _numbers_say(shown, support.words)):
        raise AuditError(f"The words at the span, {shown[0][:60]!r}, do not say {support.words!r} in {sentence.text!r}.")


def _says(words: str, told: str) -> bool:
    """Whether words on a page say what a sentence tells: the same words, the concept they are a name of, or the same numbers."""
    there, wanted = _folded(words), _folded(told)
    if wanted in there or set(wanted.split()) <= set(there.split()):
        return True
    terms = find_terms(words)
    parts = _JOINED.split(told.casefold())
    if len(parts) > 1 and set(parts) <= {
        name for match in terms for name in (match.concept.name.casefold(), root_of(match.concept).casefold())
    }:
        return True
    return any(told.casefold() in {match.concept.name.casefold(), root_of(match.concept).casefold()} for match in terms)


def _numbers_say(shown: Sequence[str], told: str) -> bool:
    """Whether the numbers of a sentence are, one by one and in order, the numbers at the spans, and its other words are a statistic's."""
    numbers = [_value(match[0]) for match in _NUMBER.finditer(told)]
    there = [_value(match[0]) for words in shown for match in _NUMBER.finditer(words)]
    others = set(re.findall(r"[^\W\d_]+", told.casefold()))
    return bool(numbers) and numbers == there and others <= _STATISTIC_WORDS


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _value(text: str) -> object:
    try:
        return abs(Printed.read(text).value)
    except NumberError:
        return text


def _counted(words: str) -> int | None:
    """The count that words begin with: "13 trials", "One trial"."""
    match = _NUMBER.match(words)
    return int(match[0].replace(",", "")) if match else 1 if words.casefold().startswith("one ") else None


def _places(name: str, text: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        behind = at + len(name)
        if (at == 0 or not text[at - 1].isalnum()) and (behind == len(text) or not text[behind].isalnum()):
            yield at
        at = text.find(name, at + 1)


def _audit_rows(rows: Sequence[OutcomeRow]) -> None:
    for row in rows:
        if not row.studies:
            raise AuditError(f"The row of {row.intervention!r} and {row.outcome!r} rests on no study.")
        check_row(row)
