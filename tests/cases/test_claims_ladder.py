"""The strength ladder, sentence by sentence (all written for this test)."""

import pytest

from manystudies.claims import wording_of

SENTENCES = [
    (5, "effect", "better", "Turmeric is proven to heal sore knees"),
    (5, "comparison", "better", "Zinc is the most effective remedy for colds"),
    (4, "comparison", "better", "The most effective plan for migraine appears to be magnesium"),
    (4, "effect", "better", "Cramps treated by magnesium - June 2019"),
    (4, "effect", "better", "Zinc helps with colds"),
    (4, "cause", "worse", "Low iron causes restless legs"),
    (4, "effect", "unclear", "Fish oil reduces triglycerides"),
    (3, "effect", "better", "Zinc may help with colds"),
    (3, "effect", "better", "By lowering stress, yoga might help relieve migraine"),
    (3, "cause", "worse", "Low iron a new modifiable risk factor for dementia?"),
    (2, "association", "unclear", "Migraine is associated with low magnesium"),
    (2, "association", "worse", "Asthma 4X more likely if vitamin D deficient"),
    (2, "trend", "unclear", "Pain score dropped from 8 to 3 after zinc levels were raised"),
    (2, "trend", "better", "Their headaches improved."),
    (2, "trend", "worse", "The pain typically worsens during the night"),
    (1, "mechanism", "worse", "Migraine is a common neurological disorder that impairs daily life"),
    (4, "null", "null", "Half a dose does nothing"),
    (4, "cause", "worse", "Low zinc makes colds twice more likely"),
    (1, "mechanism", "unclear", "Zinc plays a vital role in immune function"),
    (4, "null", "null", "Migraine not treated by zinc"),
    (4, "null", "null", "Zinc does not help with colds"),
    (3, "null", "null", "Zinc has not shown a significant benefit in relieving colds"),
    (2, "null", "null", "Zinc was not associated with fewer colds"),
    (5, "comparison", "better", "Nothing beats ginger for morning sickness"),
    (5, "effect", "better", "Sage tea always relieves a sore throat"),
    (4, "effect", "better", "Chamomile rinses got rid of her mouth ulcers"),
    (4, "effect", "better", "Peppermint calms an irritable bowel"),
    (4, "effect", "better", "A daily walk brings blood pressure down"),
    (4, "effect", "better", "Cranberry juice keeps bladder infections away"),
    (4, "cause", "worse", "Late dinners make reflux worse"),
    (4, "cause", "worse", "Stress brings on migraine attacks"),
    (4, "cause", "worse", "Too little sleep puts you at risk of diabetes"),
    (4, "comparison", "better", "Talking is just as good as pills for low mood"),
    (3, "effect", "better", "Zinc could be worth a try for colds"),
    (3, "effect", "better", "Ginger may settle an upset stomach"),
    (2, "association", "unclear", "Low mood goes hand in hand with poor sleep"),
    (2, "association", "worse", "Migraine is twice as common in women"),
    (0, "association", "unclear", "Keep the bottle away from children"),
    (0, "association", "unclear", "Patients kept a sleep diary for two weeks"),
    (0, "association", "unclear", "Zinc and colds: a meeting in Rome"),
]


@pytest.mark.parametrize(("strength", "kind", "direction", "sentence"), SENTENCES)
def test_a_sentence_stands_on_its_rung_of_the_ladder(strength, kind, direction, sentence):
    wording = wording_of(sentence)
    assert (wording.strength, wording.kind, wording.direction) == (strength, kind, direction)


def test_a_hedge_softens_only_the_verb_it_stands_with():
    assert wording_of("Correcting what may contribute to low zinc is crucial in managing acne").strength == 5


def test_not_only_denies_nothing():
    assert wording_of("Zinc not only helps with colds").kind == "effect"


def test_advice_to_see_a_professional_claims_nothing():
    assert wording_of("It is essential to seek guidance from a doctor").strength == 0


def test_a_cause_that_is_not_understood_claims_nothing():
    assert wording_of("The exact cause of migraine is still not fully understood").strength == 0


def test_people_who_were_treated_are_no_claim():
    assert wording_of("The treated patients were older").strength == 0
