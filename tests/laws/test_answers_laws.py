"""Laws of answers: whatever is asked of whatever page, every sentence is carried and nothing is raised."""

import json
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from runpy import run_path

from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.answers import answer, audit
from manystudies.answers.audit import WITHHELD
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies

TOPICS = ("restless-legs.md", "bcg-tuberculosis.md")
WORDS = [
    "iron", "vitamin D", "magnesium", "BCG", "rls", "restless legs", "tuberculosis", "ferritin", "IRLS", "pramipexole", "ginseng", "best", "together", "combination",
    "does", "help", "which", "is", "for", "in", "dialysis", "pregnancy", "or", "and", "vs", "placebo", "cure", "?", "40", "ng/mL", "safe", "kids", "vitamin K", "B6", "%",
]  # fmt: skip


@cache
def read(names):
    documents = tuple(read_document((files("manystudies") / "topics" / name).read_bytes()) for name in names)
    studies = find_studies(documents)
    findings = tuple(finding for document in documents for finding in find_findings(document, studies))
    return documents, studies, findings, find_claims(documents, studies)


questions = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=9).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(questions, st.sampled_from([(TOPICS[0],), (TOPICS[1],), TOPICS]))
def test_no_question_gives_a_sentence_without_support_or_an_exception(question, names):
    documents, studies, findings, claims = read(names)
    found = answer(question, documents, studies, findings, claims, ())
    audit(found, documents)
    assert WITHHELD not in (*found.sentences, *(row.sentence for row in found.rows))
    assert found.sentences[-1].kind == "limit"


NAMES = st.sampled_from(["iron", "zinc", "vitamin D", "magnesium citrate", "melatonin", "green tea", "sea moss"])
OUTCOMES = st.sampled_from(["IRLS", "pain", "sleep quality", "the number of colds", "mortality", "HbA1c"])
DESIGNS = st.sampled_from(
    ["randomised trial", "cohort study", "case-control study", "uncontrolled before-after study", "study", "meta-analysis"]
)
NUMBERS = st.decimals(min_value="-90", max_value="90", places=2).map(str)
PEOPLE = st.integers(min_value=1, max_value=99_999)


@st.composite
def pages(draw):
    parts = []
    for index in range(draw(st.integers(min_value=0, max_value=4))):
        name, other, outcome = draw(NAMES), draw(NAMES | st.just("placebo")), draw(OUTCOMES)
        first, second, low, high = draw(NUMBERS), draw(NUMBERS), draw(NUMBERS), draw(NUMBERS)
        people, events = draw(PEOPLE), draw(PEOPLE)
        results = draw(
            st.sampled_from(
                [
                    f"The difference in {outcome} between {name} and {other} was {first} (95% CI {low} to {high}).",
                    f"{outcome} changed by {first} (SD {low}) with {name} (n = {people}) and by {second} (SD {high}) with {other} (n = {events}).",
                    f"{outcome} fell from {first} ± {low} to {second} ± {high} (p < 0.05).",
                    f"{events} of {people} people given {name} and {people} of {events} given {other} had {outcome} (OR {first}, 95% CI {low} to {high}).",
                    f"There was no significant difference in {outcome} between {name} and {other}.",
                ]
            )
        )
        parts.append(
            f"## {name} cures everything – 20{index + 10}\n\n**{name} and {outcome}**\n\nSmith A and colleagues. J Med. 20{index + 10}.\n\n"
            f"Methods: In this {draw(DESIGNS)}, {people} adults received {name} or {other}.\n\nResults: {results}\n\nConclusions: {name} may help."
        )
    return "\n\n".join(parts)


@settings(max_examples=150, deadline=None)
@given(pages(), st.none() | questions)
def test_no_page_gives_a_sentence_without_support_or_an_exception(text, question):
    document = read_document(text.encode())
    studies = find_studies((document,))
    findings = find_findings(document, studies)
    found = answer(question, (document,), studies, findings, find_claims((document,), studies), ())
    audit(found, (document,))
    assert WITHHELD not in (*found.sentences, *(row.sentence for row in found.rows))
    assert found == answer(question, (document,), studies, findings, find_claims((document,), studies), ())


def test_generated_questions_of_every_kind_give_only_sentences_that_are_carried(monkeypatch, capsys):
    """Three hundred of the ten thousand that `benchmarks/answer_questions.py` puts: with people, values and opinions, misspelt and hostile."""
    script = Path(__file__).parents[2] / "benchmarks" / "answer_questions.py"
    monkeypatch.setattr(sys, "argv", [str(script), "300", "7"])
    run_path(str(script), run_name="__main__")
    told = json.loads(capsys.readouterr().out)
    assert told["questions"] == 300
    assert {"best", "cut-off", "effect", "limit", "not tested", "people", "together"} <= set(told["kinds"])
