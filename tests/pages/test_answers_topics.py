"""The answers to the bundled topics, from their text alone."""

from functools import cache
from importlib.resources import files

import pytest

from manystudies.answers import Answer, answer, audit, understand
from manystudies.claims import find_claims
from manystudies.documents import read_abstract, read_document
from manystudies.findings import find_findings
from manystudies.pooling import NotPooled, Pooled
from manystudies.studies import find_studies


@cache
def read(name):
    data = (files("manystudies") / "topics" / name).read_bytes() if name.endswith(".md") else name.encode()
    document = read_document(data)
    studies = find_studies((document,))
    findings = find_findings(document, studies)
    return document, studies, findings, find_claims((document,), studies)


def asked(name, question=None) -> Answer:
    document, studies, findings, claims = read(name)
    found = answer(question, (document,), studies, findings, claims, ())
    audit(found, (document,))
    return found


def kinds(found, kind):
    return [sentence.text for sentence in found.sentences if sentence.kind == kind]


def test_bcg_pools_to_the_known_result_with_both_intervals_and_three_subgroups():
    found = asked("bcg-tuberculosis.md")
    row = found.rows[0]
    assert isinstance(row.result, Pooled)
    assert len(row.studies) == 13
    told = found.sentences[0].text
    assert "risk ratio 0.49 (95% CI 0.33 to 0.73 by Hartung and Knapp; plain 0.34 to 0.70); 16 in 1,000 without" in told
    assert "13 controlled trials, 357,347 people" in told
    assert "probably reduces" in told
    assert all(name in found.sentences[1].text for name in ("random ", "alternate ", "systematic "))


def test_iron_is_pooled_apart_from_uncontrolled_vitamin_d():
    found = asked("restless-legs.md")
    iron = next(row for row in found.rows if row.intervention == "intravenous iron" and row.outcome == "IRLS")
    assert isinstance(iron.result, Pooled)
    assert iron.comparator == "placebo"
    loose = [row for row in found.rows if row.intervention == "vitamin D" and row.findings]
    assert loose
    assert all(isinstance(row.result, NotPooled) and row.certainty.level == "very low" for row in loose)


def test_a_trial_without_numbers_is_quoted_and_contradicts_the_uncontrolled_study():
    found = asked("restless-legs.md")
    assert any("no significant difference" in text.lower() and "own words" in text for text in kinds(found, "effect"))
    assert any(text.startswith("Vitamin D:") for text in kinds(found, "contradiction"))


def test_nothing_is_called_best_where_the_intervals_overlap():
    told, _ = kinds(asked("restless-legs.md"), "best")
    assert "None of them can be called best" in told


def test_what_nobody_tested_is_said():
    found = asked("restless-legs.md")
    assert any("vitamin K" in text for text in kinds(found, "not tested"))
    assert any(text.startswith("Magnesium and vitamin B6 compared with placebo") and "own words" in text for text in kinds(found, "effect"))
    assert any("were given together" in text for text in kinds(found, "together"))


def test_special_groups_of_people_are_named_once_and_what_was_excluded_is_not():
    told = [text for text in kinds(asked("restless-legs.md"), "effect") if text.startswith("Special groups")]
    assert any("haemodialysis (Deng 2017)" in text for text in told)
    assert not any(" anaemia (" in text for text in told)


def test_a_question_about_the_best_gets_its_answer_first():
    assert asked("restless-legs.md", "Which is best for RLS?").sentences[0].kind == "best"
    assert asked("restless-legs.md", "What helps RLS when combined?").sentences[0].kind == "together"


def test_a_trial_that_could_not_be_pooled_is_named_with_the_reason():
    assert any("the page prints too few of its numbers" in text for text in kinds(asked("restless-legs.md"), "not pooled"))


def test_a_vague_question_chooses_its_rows():
    found = asked("restless-legs.md", "iron rls")
    assert {row.intervention for row in found.rows} <= {"intravenous iron", "oral iron", "iron"}
    assert found.rows


def test_a_question_about_other_people_says_that_they_were_not_studied():
    found = asked("restless-legs.md", "vitamin D for restless legs in pregnancy")
    assert found.rows
    assert "people like those you ask about" in found.sentences[0].text


def test_a_question_about_people_who_were_studied_keeps_to_them():
    found = asked("restless-legs.md", "iron for rls in dialysis")
    assert [row.people for row in found.rows] == [32]


def test_a_question_keeps_to_its_condition():
    document, *_ = read("restless-legs.md")
    other, *_ = read("bcg-tuberculosis.md")
    documents = (document, other)
    studies = find_studies(documents)
    findings = tuple(finding for each in documents for finding in find_findings(each, studies))
    found = answer("what helps tuberculosis?", documents, studies, findings, find_claims(documents, studies), ())
    assert {row.outcome for row in found.rows} == {"tuberculosis"}


def test_a_question_nobody_studied_gets_an_honest_no():
    found = asked("restless-legs.md", "does ginseng help restless legs?")
    assert found.rows == ()
    assert "no result" in found.sentences[0].text


def test_a_page_without_numbers_says_so():
    found = asked("Zinc cures colds. Zinc helps with colds in children.")
    assert found.rows == ()
    assert "no number of any study" in found.sentences[0].text


@pytest.mark.parametrize("text", ["", " \n ", "hello", "12 of 30 people (40%)."])
def test_a_page_with_nothing_to_answer_from_still_gets_an_answer(text):
    document = read_abstract(text)
    found = answer(None, (document,), (), find_findings(document), (), ())
    assert found.rows == ()
    assert found.sentences


def test_a_question_is_understood_by_its_concepts():
    question = understand("Which is best for RLS: iron, or vitamins C and E together?")
    assert question.interventions[:1] == ("iron",)
    assert "vitamin E" in question.interventions
    assert question.conditions == ("restless legs syndrome",)
    assert question.asks_best
    assert question.asks_together
    assert understand("hm").is_open
