"""What could not enter a result, and why: too few numbers, another measure, or numbers that cannot be right as printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from manystudies.answers.answer import Sentence
from manystudies.answers.compose import Carried, Part, compose
from manystudies.answers.doubts import Doubt, reason
from manystudies.answers.naming import Named
from manystudies.answers.parts import named, shortened, study_name
from manystudies.answers.question import Question
from manystudies.answers.relevance import study_is_about
from manystudies.answers.rows import Bundle
from manystudies.answers.strands import Strand
from manystudies.answers.tellings import Telling
from manystudies.documents import Document, Span
from manystudies.studies import Study

_CLOSING, _PERCENT = re.compile(r"\s?%?\)|\s?%"), re.compile(r"\s?%")
_LONGEST_QUOTE = 90
_MOST = 8
"""Studies left out for numbers that cannot be right; of more the rest is not listed, as the checks list every one."""


def left_out_sentences(bundles: Sequence[Bundle], documents: Sequence[Document]) -> tuple[Sentence, ...]:
    """The studies that ask the same as a row but could not enter it, and why."""
    found = []
    for bundle in bundles:
        if not bundle.result.effects:
            continue
        used = set(bundle.keys)
        out = {strand.key: strand for strand in bundle.strands if strand.key not in used and strand.study is not None}
        for strand in out.values():
            if strand.study is None:
                continue
            why: Part = "it reports another measure" if strand.effect is not None else "the page prints too few of its numbers"
            why = reason(strand.doubt) if strand.doubt else why
            found.append(_sentence(strand.study, (bundle.intervention, bundle.outcome), why, documents))
    return tuple(found)


def impossible_sentences(
    doubts: Sequence[Doubt],
    evidence: Sequence[Strand | Telling],
    studies: Sequence[Study],
    asked: Question,
    documents: Mapping[str, Document],
) -> tuple[Sentence, ...]:
    """The studies whose numbers cannot be right as printed and that no row tells of.

    A controlled result is told by its row; what was seen without a control group is left out of its row and told here where
    its study has nothing else to tell of it. So is a study of which no other result is told.
    """
    return tuple(islice(_impossible(doubts, evidence, studies, asked, documents), _MOST))


def _impossible(
    doubts: Sequence[Doubt],
    evidence: Sequence[Strand | Telling],
    studies: Sequence[Study],
    asked: Question,
    documents: Mapping[str, Document],
) -> Iterator[Sentence]:
    held = tuple(documents.values())
    told = {each.study.key for each in evidence if each.study is not None}
    strands = [each for each in evidence if isinstance(each, Strand)]
    sound = {(each.key, each.outcome.name) for each in strands if not each.doubt}
    loose = {(each.key, each.outcome.name): each for each in strands if each.doubt and each.kind != "comparison"}
    for key, strand in loose.items():
        if strand.study is not None and key not in sound:
            yield _sentence(strand.study, (strand.intervention, strand.outcome), reason(strand.doubt), held)
    by_key = {study.key: study for study in studies}
    for doubt in doubts:
        study, document = by_key.get(doubt.study), documents.get(doubt.place.document)
        if study is None or document is None or study.key in told or not study_is_about(study, asked, documents):
            continue
        told.add(study.key)
        place = _whole(doubt.place, document)
        quote, rest = shortened(" ".join(document.words(place).split()), _LONGEST_QUOTE)
        if quote:
            words: list[Part] = [
                " was not pooled: “",
                Carried(quote, (place,)),
                f"{rest}” cannot be right, because ",
                reason(doubt.why),
                ".",
            ]
            yield compose("not pooled", [study_name(study, held), *words])


def _whole(place: Span, document: Document) -> Span:
    """A place with the percent sign and the bracket that belong to its last number."""
    start, end = document.view.view_start(place.start), document.view.view_end(place.end)
    opened = "(" in document.view.text[start:end] and ")" not in document.view.text[start:end]
    behind = (_CLOSING if opened else _PERCENT).match(document.view.text, end)
    return document.span(start, behind.end()) if behind is not None else place


def _sentence(study: Study, about: tuple[Named, Named], why: Part, documents: Sequence[Document]) -> Sentence:
    name = study_name(study, documents)
    return compose("not pooled", [name, " was not pooled for ", named(about[0]), " and ", named(about[1]), ", because ", why, "."])
