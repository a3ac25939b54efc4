"""Both together: a combination is a treatment of its own, and the verdict on it is computed, or nothing is said."""

from dataclasses import replace

import pytest

from manystudies.answers import Sentence, Support, answer, audit
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.errors import AuditError
from manystudies.findings import find_findings
from manystudies.studies import find_studies


def trial(number, arm, change, other="placebo", baseline=-3.0):
    return (
        f"## Trial {number}\n\nAble{number} A. Vitamins in restless legs: a randomised trial. J Test. 201{number}. doi: 10.1000/t{number}\n\n"
        f"Methods: In this double-blind randomised trial, 60 people took {arm} (n = 30) or {other} (n = 30).\n\n"
        f"Results: The IRLS score changed by {change} (SD 5.0) with {arm} and by {baseline} (SD 5.0) with {other}.\n\n"
    )


def asked(*trials, question="which combination is best?"):
    document = read_document(("# Legs\n\n" + "".join(trials)).encode())
    studies = find_studies((document,))
    found = answer(question, (document,), studies, find_findings(document, studies), find_claims((document,), studies), ())
    audit(found, (document,))
    return found, (document,)


BOTH = trial(1, "vitamin C plus vitamin E", -8.0)
ALONE = (trial(2, "vitamin C", -5.0), trial(3, "vitamin E", -5.5))


def test_a_combination_is_never_pooled_with_its_parts():
    found, _ = asked(BOTH, *ALONE)
    assert {(row.intervention, len(row.studies)) for row in found.rows} == {
        ("vitamin C plus vitamin E", 1),
        ("vitamin C", 1),
        ("vitamin E", 1),
    }


def test_the_verdict_holds_the_combination_against_the_best_of_its_parts():
    found, documents = asked(BOTH, *ALONE)
    (verdict,) = [sentence for sentence in found.sentences if "the best of its parts" in sentence.text]
    assert verdict.kind == "together"
    assert "was not shown better than vitamin E alone" in verdict.text
    assert "indirect comparison" in verdict.text
    wrong = Sentence(
        "together",
        verdict.text.replace("not shown ", ""),
        tuple(replace(each, words=each.words.replace("not shown ", "")) for each in verdict.support),
    )
    with pytest.raises(AuditError):
        audit(replace(found, sentences=(wrong,)), documents)


def test_without_its_parts_nothing_can_be_told():
    found, _ = asked(BOTH)
    assert any("cannot be told: no trials show the effect of vitamin C or vitamin E alone" in sentence.text for sentence in found.sentences)


def test_a_combination_against_one_of_its_parts_is_a_comparison_of_the_two():
    found, _ = asked(trial(1, "vitamin C plus vitamin E", -8.0, other="vitamin C", baseline=-5.0))
    assert [(row.intervention, row.comparator) for row in found.rows] == [("vitamin C plus vitamin E", "vitamin C")]


@pytest.mark.parametrize("arm", ["vitamin C or vitamin E", "vitamin C"])
def test_one_or_the_other_is_no_combination(arm):
    found, _ = asked(trial(1, arm, -8.0))
    assert not any(" plus " in row.intervention for row in found.rows)


@pytest.mark.parametrize("arm", ["vitamin C plus vitamin E", "vitamin C + vitamin E"])
def test_arms_that_join_two_treatments_are_combinations(arm):
    found, _ = asked(trial(1, arm, -8.0))
    assert [row.intervention for row in found.rows] == ["vitamin C plus vitamin E"]


def test_a_question_about_a_part_finds_the_combination_too():
    found, _ = asked(BOTH, *ALONE, question="vitamin e for restless legs")
    assert {row.intervention for row in found.rows} == {"vitamin C plus vitamin E", "vitamin E"}


def test_a_name_of_a_combination_has_to_stand_on_the_page():
    found, documents = asked(BOTH, *ALONE)
    row = next(row for row in found.rows if row.intervention == "vitamin C")
    told = row.sentence.support[0]
    wrong = Sentence(
        "effect",
        f"Vitamin C plus vitamin E{row.sentence.text[len(told.words) :]}",
        (Support("Vitamin C plus vitamin E", told.spans), *row.sentence.support[1:]),
    )
    with pytest.raises(AuditError):
        audit(replace(found, rows=tuple(replace(each, sentence=wrong) if each == row else each for each in found.rows)), documents)


FOUR_ARMS = (
    "## Trial 9\n\nAble9 A. Vitamin C, vitamin E and both in restless legs: a randomised trial. J Test. 2019. doi: 10.1000/t9\n\n"
    "Methods: In this double-blind randomised trial, 160 people took vitamin C plus vitamin E (n = 40), vitamin C (n = 40), vitamin E (n = 40) "
    "or placebo (n = 40).\n\n"
    "Results: The IRLS score changed by -10.0 (SD 5.0) with vitamin C plus vitamin E and by -3.0 (SD 5.0) with placebo. "
    "The IRLS score changed by -7.0 (SD 5.0) with vitamin C and by -3.0 (SD 5.0) with placebo. "
    "The IRLS score changed by -6.5 (SD 5.0) with vitamin E and by -3.0 (SD 5.0) with placebo.\n\n"
)


def test_a_trial_of_four_arms_gives_a_verdict_and_is_one_trial():
    found, _ = asked(FOUR_ARMS)
    told = [sentence.text for sentence in found.sentences if sentence.kind == "together"]
    # By hand: C −4, E −3.5, both −7; additive fit of the four means (variance 25/40 each): both − C = −3.25 ± 1.96 · √0.625.
    assert any("was not shown better than vitamin C alone, the best of its parts (MD −3.25, −4.80 to −1.70" in text for text in told)
    assert any(text.startswith("For IRLS, vitamin C + vitamin E") and text.endswith("and one trial is not enough.") for text in told)
    assert any("does not contradict that the effects of the parts add up (p 0.75; one trial)" in text for text in told)
    assert not any("one trial cannot tell whether the two add up" in text for text in told)
    best = next(sentence.text for sentence in found.sentences if sentence.kind == "best")
    assert "not with each other" not in best


def test_two_trials_of_four_arms_can_show_a_combination_better():
    found, _ = asked(
        FOUR_ARMS, FOUR_ARMS.replace("Trial 9", "Trial 8").replace("Able9", "Able8").replace("t9", "t8").replace("2019", "2018")
    )
    told = [sentence.text for sentence in found.sentences if sentence.kind == "together"]
    assert any("vitamin C + vitamin E was better than vitamin C alone" in text and "trials head to head" in text for text in told)


def test_effects_that_do_not_add_up_are_told():
    clash = FOUR_ARMS.replace("by -10.0 (SD 5.0)", "by -2.0 (SD 5.0)")
    found, _ = asked(clash)
    assert any("contradicts that the effects of the parts add up" in sentence.text for sentence in found.sentences)


def test_what_was_given_together_is_not_cut_to_its_first_part():
    for arm in ("vitamins C and E", "vitamin C plus vitamin E"):
        found, _ = asked(trial(1, arm, -8.0))
        assert [row.intervention for row in found.rows] == ["vitamin C plus vitamin E"]


def test_the_sides_of_between_are_parted_by_the_last_and():
    head = trial(1, "vitamin D and calcium", -8.0).partition("Results:")[0]
    found, _ = asked(f"{head}Results: The difference in IRLS between vitamin D and calcium and placebo was -4.0 (95% CI -6.0 to -2.0).\n\n")
    assert [(row.intervention, row.comparator) for row in found.rows] == [("vitamin D plus calcium", "placebo")]
    found, _ = asked(f"{head}Results: The difference in IRLS between vitamin D and calcium was -4.0 (95% CI -6.0 to -2.0).\n\n")
    assert [(row.intervention, row.comparator) for row in found.rows] == [("vitamin D", "calcium")]


def test_vitamins_that_share_their_word_are_all_heard():
    from manystudies.answers import understand

    assert understand("vitamin c and e for rls").interventions == ("vitamin C", "vitamin E")
    assert understand("vitamins b6, b12 or d?").interventions == ("vitamin B6", "vitamin B12", "vitamin D")
    assert understand("is vitamin d better than k").interventions == ("vitamin D",)


def test_what_was_never_compared_with_placebo_is_told_through_the_treatment_it_was_compared_with():
    chain = trial(1, "magnesium", -8.0), trial(2, "vitamin E", -9.0, other="magnesium", baseline=-8.0)
    found, documents = asked(*chain, question="what helps restless legs")
    told = [sentence for sentence in found.sentences if "was not compared with placebo here" in sentence.text]
    # By hand: −1 − 5 = −6; variance of each difference of means 2 · 25/30, so 1.96 · √(4 · 25/30) = 3.58.
    assert len(told) == 1
    assert told[0].text == (
        "Vitamin E was not compared with placebo here; through magnesium, its mean difference for IRLS comes to −6.0 points "
        "(95% CI −9.6 to −2.4): an indirect comparison, which no trial has checked."
    )
    wrong = Sentence(
        told[0].kind, told[0].text.replace("−6.0", "−7.0"), (replace(told[0].support[0], words=told[0].text.replace("−6.0", "−7.0")),)
    )
    with pytest.raises(AuditError):
        audit(replace(found, sentences=(wrong,)), documents)


def test_two_drugs_of_one_class_are_two_rows_and_two_ways_to_give_one_substance_are_one():
    found, _ = asked(trial(1, "ropinirole", -8.0), trial(2, "pramipexole", -5.0), question="what helps restless legs")
    assert {(row.intervention, len(row.studies)) for row in found.rows} == {("ropinirole", 1), ("pramipexole", 1)}
    found, _ = asked(trial(1, "oral iron", -8.0), trial(2, "intravenous iron", -5.0), question="what helps restless legs")
    assert {(row.intervention, len(row.studies)) for row in found.rows} == {("iron", 2)}


def test_every_arm_of_a_list_is_compared_with_the_control_that_ends_it():
    head = FOUR_ARMS.partition("Results:")[0]
    listed = (
        "Results: The IRLS score changed by -10.0 (SD 5.0) with vitamin C and vitamin E, by -7.0 (SD 5.0) with vitamin C, "
        "by -6.5 (SD 5.0) with vitamin E and by -3.0 (SD 5.0) with placebo.\n\n"
    )
    found, _ = asked(head + listed)
    effects = {row.intervention: round(row.result.effects[0].estimate, 9) for row in found.rows}
    assert effects == {"vitamin C plus vitamin E": -7.0, "vitamin C": -4.0, "vitamin E": -3.5}
    assert any("vitamin C + vitamin E was not shown better than vitamin C alone" in sentence.text for sentence in found.sentences)


def test_both_is_the_two_treatments_that_the_title_names():
    head = FOUR_ARMS.partition("Results:")[0]
    both = "Results: The IRLS score changed by -10.0 (SD 5.0) in the combination group and by -3.0 (SD 5.0) in the placebo group.\n\n"
    found, _ = asked(head + both)
    assert [row.intervention for row in found.rows] == ["vitamin C plus vitamin E"]
    other, _ = asked(
        head.replace("Vitamin C, vitamin E and both", "Zinc, iron, magnesium and all").replace("placebo (n = 40).", "zinc.") + both
    )
    assert not any(row.result.effects for row in other.rows)
