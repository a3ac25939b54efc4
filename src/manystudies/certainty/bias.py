"""Risk of bias: for each domain of RoB 2 or ROBINS-I the sentence of a study that speaks to it. A person judges."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from manystudies.claims import sentence_ranges
from manystudies.documents import BlockRole, Document, Span
from manystudies.studies import Design, Study

BiasTool = Literal["RoB 2", "ROBINS-I"]

_RANDOMISED: frozenset[Design] = frozenset({"quasi-randomised", "randomised trial"})

_NOT_THE_STUDY: frozenset[BlockRole] = frozenset({"chatbot", "disclaimer", "furniture", "reference", "see also"})
"""What stands in a study's section and is not its text: a reference list tells of other studies."""

_DOSE = re.compile(
    r"\b(?:dose[- ](?:dependent|response)|(?:linear|graded|significant|increasing|decreasing) trends?\b|p (?:value )?for (?:linear )?trend|per (?:unit|each|every|\d+)[- ][^.;]{0,40}(?:increase|increment|decrease)"
    r"|exposure[- ]response|highest (?:versus|vs\.?|compared with) (?:the )?lowest (?:quartile|quintile|tertile|category))",
    re.IGNORECASE,
)
"""Words that tell of an effect that grows with the amount."""


@dataclass(frozen=True, slots=True)
class BiasQuestion:
    """One thing to ask of a study: the tool, the tool's domain, and what is asked in a word or two."""

    tool: BiasTool
    domain: str
    name: str


@dataclass(frozen=True, slots=True)
class BiasSign:
    """A sentence of a study that speaks to a question: the words that do, their place, and the sentence's."""

    question: BiasQuestion
    study: str
    words: str
    span: Span
    sentence: Span


def tool_for(study: Study) -> BiasTool:
    """RoB 2 for trials that assigned people by chance or nearly so, ROBINS-I for everything else."""
    return "RoB 2" if study.design in _RANDOMISED else "ROBINS-I"


def bias_questions(tool: BiasTool) -> tuple[BiasQuestion, ...]:
    """What is asked of a study, in the order of the tool's domains."""
    return tuple(question for question, _ in _questions() if question.tool == tool)


def speaks_to_bias(study: Study, documents: Mapping[str, Document]) -> tuple[BiasSign, ...]:
    """For each question the first sentence of the study's own text that speaks to it, most telling words first.

    Source: RoB 2, Sterne et al. 2019, https://doi.org/10.1136/bmj.l4898; ROBINS-I, Sterne et al. 2016, https://doi.org/10.1136/bmj.i4919

    When not to believe it: a page seldom tells all that a paper tells, and words such as "double-blind" are no proof that it
    was. Silence is no sign.
    """
    document = documents.get(study.place.document)
    if document is None:
        return ()
    text = document.view.text
    start, end = document.view.view_start(study.place.start), document.view.view_end(study.place.end)
    tool = tool_for(study)
    aside = [
        (block.start, block.end) for block in document.blocks if block.role in _NOT_THE_STUDY and block.start < end and block.end > start
    ]
    found: list[BiasSign] = []
    ranges: list[tuple[int, int]] = []
    for question, patterns in _questions():
        if question.tool != tool:
            continue
        found_by = (each for pattern in patterns for each in pattern.finditer(text, start, end))
        match = next((each for each in found_by if not any(first <= each.start() < last for first, last in aside)), None)
        if match is None:
            continue
        ranges = ranges or list(sentence_ranges(text, start, end))
        first, last = next(((first, last) for first, last in ranges if first <= match.start() < last), match.span())
        words = " ".join(match[0].split())
        found.append(BiasSign(question, study.key, words, document.span(*match.span()), document.span(first, max(last, match.end()))))
    return tuple(found)


def speaks_of_dose(study: Study, documents: Mapping[str, Document]) -> tuple[Span, ...]:
    """The sentence of a study's own text that tells of an effect growing with an amount; empty where none does."""
    document = documents.get(study.place.document)
    if document is None:
        return ()
    text = document.view.text
    start, end = document.view.view_start(study.place.start), document.view.view_end(study.place.end)
    match = _DOSE.search(text, start, end)
    if match is None:
        return ()
    for first, last in sentence_ranges(text, start, end):
        if first <= match.start() < last:
            return (document.span(first, last),)
    return (document.span(*match.span()),)


def unspoken(studies: Sequence[Study], signs: Sequence[BiasSign]) -> tuple[BiasQuestion, ...]:
    """The questions of the studies' tools that no sentence of any of them speaks to."""
    told = {sign.question for sign in signs}
    tools = dict.fromkeys(tool_for(study) for study in studies)
    return tuple(question for tool in tools for question in bias_questions(tool) if question not in told)


@cache
def _questions() -> tuple[tuple[BiasQuestion, tuple[re.Pattern[str], ...]], ...]:
    held = tomllib.loads((files("manystudies.certainty") / "bias.toml").read_text(encoding="utf-8"))
    return tuple(
        (
            BiasQuestion(each["tool"], each["domain"], each["name"]),
            tuple(re.compile(rf"(?<![A-Za-z]){words}[a-z]*", re.IGNORECASE) for words in each["words"]),
        )
        for each in held["question"]
    )
