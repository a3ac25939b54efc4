"""Personal facts choose evidence by what the studies say of their own people, and never become advice."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

import pytest

from manystudies.answers import Answer, Fact, Person, Sentence, answer, audit, read_fact
from manystudies.answers.lines import lines, lines_for
from manystudies.answers.people_said import said_of_people, verdict
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.errors import AuditError, InputError
from manystudies.findings import find_findings
from manystudies.studies import find_studies
from manystudies.terms import concept

HEAD = "## Iron helps\n\n**Iron in restless legs: a randomised trial**\n\nSmith A. J Med. 2020. doi: 10.1000/xyz\n\n"


@cache
def read(text):
    document = read_document(text.encode() if text else (files("manystudies") / "topics" / "restless-legs.md").read_bytes())
    studies = find_studies((document,))
    return document, studies, find_findings(document, studies), find_claims((document,), studies)


def asked(question, *facts, text="") -> Answer:
    document, studies, findings, claims = read(text)
    found = answer(question, (document,), studies, findings, claims, (), (), Person(tuple(facts)))
    audit(found, (document,))
    return found


def kinds(found, kind):
    return [sentence.text for sentence in found.sentences if sentence.kind == kind]


@pytest.mark.parametrize(
    ("analyte", "text", "value"),
    [("ferritin", "40", 40), ("ferritin", "40 ng/ml", 40), ("25(OH)D", "12 ng/mL", 29.952), ("25(OH)D", "12,5ng/ml", 31.2), ("25(OH)D", "30 nmol/L", 30)],
)  # fmt: skip
def test_a_value_is_read_in_every_usual_unit(analyte, text, value):
    assert read_fact(analyte, text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("analyte", "text"),
    [("25(OH)D", "12"), ("ferritin", "low"), ("ferritin", "-4"), ("ferritin", "40 kg"), ("charm", "4"), ("ferritin", "")],
)
def test_a_value_that_could_mean_two_things_or_nothing_is_refused(analyte, text):
    with pytest.raises(InputError, match="needs"):
        read_fact(analyte, text)


@pytest.mark.parametrize(
    ("words", "ferritin", "fits"),
    [
        ("Methods: 30 people with ferritin 15-50 ng/mL received iron.", 40, True),
        ("Methods: 30 people with ferritin 15-50 ng/mL received iron.", 60, False),
        ("Methods: Adults with serum ferritin ≤ 75 μg/L were eligible.", 75, True),
        ("Methods: Adults with serum ferritin < 75 μg/L were eligible.", 75, False),
        ("Methods: Patients had a ferritin level between 20 and 90 ng/ml.", 19, False),
        ("Methods: At baseline mean ferritin was 45.1 ± 20 µg/L in the patients.", 40, True),
        ("Methods: At baseline mean ferritin was 45.1 ± 20 µg/L in the patients.", 400, False),
        ("Methods: Patients with iron deficiency were included.", 40, None),
        ("Methods: Patients were included.", 40, None),
        ("Results: Ferritin rose to 150-300 ng/mL after the infusion in the patients.", 40, None),
        ("Guidelines recommend iron in people with ferritin < 75 ng/mL.", 40, None),
        ("Methods: The odds were higher in those with ferritin < 50 ng/mL.", 40, None),
    ],
)
def test_limits_and_starting_values_are_read_from_the_studys_own_text(words, ferritin, fits):
    document, studies, *_ = read(HEAD + words)
    (study,) = studies
    said = said_of_people(study, document, concept("ferritin"))
    includes, shown = verdict(said, Fact("ferritin", ferritin, f"{ferritin} µg/L"))
    assert includes is fits
    if fits is not None:
        assert shown is not None
        assert document.words(shown.span).startswith(shown.words[:4])


def test_only_studies_of_people_like_that_are_pooled_and_the_others_are_told_with_their_reason():
    found = asked("what helps rls", read_fact("ferritin", "40"))
    assert [(row.intervention, row.comparator) for row in found.rows] == [("oral iron", "pramipexole")]
    people = kinds(found, "people")
    assert "Lee 2014 (“15-50 ng/mL”)" in people[0]
    assert "Trenkwalder 2017 (“iron deficiency”) gave no number" in people[1]
    assert "said nothing of it" in people[1]
    assert any("only in other people than those you ask about" in text for text in kinds(found, "not tested"))


def test_where_nobody_was_like_that_everything_is_shown_and_it_says_so():
    found = asked("iron rls", read_fact("ferritin", "900"))
    assert len(found.rows) == len(asked("iron rls").rows)
    assert any("people like those you ask about" in text for text in kinds(found, "people"))
    assert any("Lee 2014 (“15-50 ng/mL”) had people with other values" in text for text in kinds(found, "people"))


def test_lines_name_body_and_year_and_keep_to_their_condition():
    told = kinds(asked("iron rls", read_fact("ferritin", "40")), "cut-off")
    assert any(
        each.startswith("Ferritin 40 µg/L is below 75 µg/L: ") and "(American Academy of Sleep Medicine 2025)" in each for each in told
    )
    assert any(
        each.startswith("Ferritin 40 µg/L is above 15 µg/L: ") and "(World Health Organization 2020, as quoted" in each for each in told
    )
    assert [line.body for line in lines_for("ferritin")] == ["World Health Organization"]
    assert all(line.year > 2000 and line.source and line.checked and concept(line.analyte) for line in lines())


def test_a_line_that_its_body_withdrew_says_since_when_and_is_told_in_the_unit_asked_in():
    told = " ".join(kinds(asked("iron rls", read_fact("25(OH)D", "25 ng/mL")), "cut-off"))
    assert "below 30 ng/mL: sufficiency from there on (Endocrine Society 2011, not endorsed any more since 2024)" in told
    assert "above 50 nmol/L (20 ng/mL): enough for nearly everybody from there on (Institute of Medicine 2011)" in told
    assert "is at 30 nmol/L (12 ng/mL)" in " ".join(kinds(asked("iron rls", read_fact("25(OH)D", "12 ng/mL")), "cut-off"))


def test_every_line_is_the_same_in_its_bodys_unit_and_in_the_base_unit():
    for line in lines():
        assert read_fact(line.analyte, line.own).value == pytest.approx(line.at)
        assert not line.withdrawn or line.withdrawn_source


def test_no_answer_advises():
    for question in ("iron rls", "should i take iron and vitamin d for restless legs", "what dose of iron"):
        found = asked(question, read_fact("ferritin", "40"), read_fact("25(OH)D", "12 ng/mL"))
        told = " ".join(sentence.text for sentence in found.sentences if "says: “" not in sentence.text)
        assert not re.search(r"\byou (?:should|need|must|ought)\b|\btake \d|\brecommended?\b|\bstart taking\b", told, re.IGNORECASE)
        assert "No diagnosis, no dose, no advice to start or stop anything." in told


def test_a_line_on_the_wrong_side_or_another_value_is_refused_by_the_audit():
    found = asked("iron rls", read_fact("ferritin", "40"))
    line = next(sentence for sentence in found.sentences if sentence.kind == "cut-off" and "2025" in sentence.text)
    for old, new in (("below 75", "above 75"), ("40 µg/L", "41 µg/L"), ("2025", "2015")):
        wrong = Sentence(
            line.kind, line.text.replace(old, new), tuple(replace(each, words=each.words.replace(old, new)) for each in line.support)
        )
        with pytest.raises(AuditError):
            audit(replace(found, sentences=(wrong,)))
    with pytest.raises(AuditError):
        audit(replace(found, person=Person()))
