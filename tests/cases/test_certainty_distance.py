"""Indirectness as a stated distance: other people or another outcome than those asked about, with the words that show it."""

import pytest

from manystudies.answers import answer
from manystudies.certainty import Body, Distance, Opinion, judge
from manystudies.claims import find_claims
from manystudies.documents import Span, read_document
from manystudies.errors import EvidenceError
from manystudies.findings import find_findings
from manystudies.measures import Effect
from manystudies.pages import answer_json, answer_text
from manystudies.pooling import pool
from manystudies.review import ask
from manystudies.studies import Study, find_studies

PLACE = Span("d", 0, 10)


def trial(number, people="", outcome="IRLS score", change="-8.0 (SD 5.0)", condition="restless legs"):
    return (
        f"**Magnesium in {condition}{people}: trial {number}**\n\nAble{number} A. J Test. 201{number}. doi: 10.1000/t{number}\n\n"
        f"Methods: In this double-blind randomised trial, 60 people took magnesium (n = 30) or placebo (n = 30).\n\n"
        f"Results: The {outcome} changed by {change} with magnesium and by -3.0 (SD 5.0) with placebo.\n\n"
    )


def certainty_of(*trials, question="magnesium restless legs"):
    document = read_document(("# Legs\n\n" + "".join(trials)).encode())
    studies = find_studies((document,))
    found = answer(question, (document,), studies, find_findings(document, studies), find_claims((document,), studies), ())
    (row,) = found.rows
    return next(reason for reason in row.certainty.reasons if reason.domain == "indirectness"), document, row


def test_special_people_count_from_more_than_half_of_the_weight_on():
    most, document, _ = certainty_of(trial(1, " in haemodialysis"), trial(2, " in haemodialysis"), trial(3))
    assert most.step == -1
    assert "67% of the weight (more than half) comes from haemodialysis; the question asks about people in general." in most.why
    assert [document.words(span) for span in most.spans] == ["haemodialysis", "haemodialysis"]
    some, _, _ = certainty_of(trial(1, " in haemodialysis"), trial(2), trial(3))
    assert some.step == 0
    assert "33% of the weight (not more than half) comes from haemodialysis" in some.why
    none, _, _ = certainty_of(trial(1), trial(2))
    assert (none.step, none.spans) == (0, ())


def test_people_asked_about_are_no_distance_and_people_in_general_are_one_from_them():
    direct, _, _ = certainty_of(trial(1, " in haemodialysis"), question="magnesium restless legs dialysis")
    assert direct.step == 0
    other, _, _ = certainty_of(trial(1), trial(2), question="magnesium restless legs in pregnancy")
    assert other.step == -1
    assert "All of the weight (more than half) comes from people in general; the question asks about pregnancy." in other.why


def test_a_value_in_the_blood_stands_in_for_what_people_feel_unless_it_was_asked_about():
    surrogate, document, _ = certainty_of(trial(1, outcome="serum ferritin"))
    assert surrogate.step == -1
    assert "What was measured, ferritin, stands in for restless legs syndrome, which the question asks about." in surrogate.why
    assert "ferritin" in document.words(surrogate.spans[0])
    direct, _, _ = certainty_of(trial(1, outcome="serum ferritin"), question="does magnesium change ferritin in restless legs")
    assert direct.step == 0


def test_a_scale_for_something_else_is_a_distance_and_one_for_the_condition_is_none():
    other, _, _ = certainty_of(trial(1, outcome="ISI score"))
    assert other.step == -1
    assert "ISI, is no measure of restless legs syndrome" in other.why
    own, _, _ = certainty_of(trial(1, outcome="ISI score", condition="insomnia"), question="magnesium insomnia")
    assert own.step == 0


def test_both_distances_take_two_steps_and_the_level_stays_provisional():
    both, _, row = certainty_of(trial(1, " in haemodialysis", outcome="serum ferritin"))
    assert both.step == -2
    assert not both.judged
    assert row.certainty.provisional


def test_a_page_about_one_group_of_people_asks_about_them_where_no_question_does():
    group, _, _ = certainty_of(trial(1, " in pregnancy"), trial(2, " in pregnancy"), question=None)
    assert group.step == 0
    one, _, _ = certainty_of(trial(1, " in pregnancy"), trial(2), trial(3), question=None)
    assert "33% of the weight" in one.why


def test_a_person_overrules_the_distance_and_the_computed_reason_stays_beside():
    effects = [Effect("MD", -4.0, 0.5, f"k{number}", people=300, study=f"k{number}") for number in (1, 2)]
    studies = tuple(Study(f"k{number}", "randomised trial", PLACE, "section", design_words=PLACE) for number in (1, 2))
    far = Distance("people", "people in general", "haemodialysis", ("k1", "k2"), (PLACE,))
    body = Body("randomised", studies, pool(effects), 600, None, (PLACE,), distances=(far,))
    low, signed = judge(body), judge(body, [Opinion("indirectness", 0, "legs are legs", "Ada")])
    steps = [next(reason.step for reason in each.reasons if reason.domain == "indirectness") for each in (low, signed)]
    assert steps == [-1, 0]
    (reason,) = signed.signed
    assert reason.instead.startswith("-1: All of the weight (more than half) comes from haemodialysis")


def test_a_distance_without_words_cannot_be_made():
    with pytest.raises(EvidenceError, match="its words"):
        Distance("people", "people in general", "haemodialysis", ("k1",), ())


def test_the_distance_is_shown_in_the_answer_and_its_json():
    asked = ask("vitamin c restless legs")
    text = " ".join(answer_text(asked.report, asked.told).split())
    assert "why very low: randomised trials start at high; indirectness −1 (all of the evidence comes from haemodialysis)" in text
    assert "asks about people in general" in answer_json(asked.report, asked.told)
    asked = ask("vitamin c restless legs", population="dialysis")
    assert "indirectness" not in " ".join(answer_text(asked.report, asked.told).split()).split("Limits")[0]
