"""Words that look like a claim and make none, and claims about other pages (all written for this test)."""

import pytest

from manystudies.claims import find_claims, wording_of
from manystudies.documents import read_document
from manystudies.studies import find_studies

NO_EFFECT = [
    "More women treated with two tablets had normal counts at the start",
    "The share of patients who were being treated by a specialist was higher",
    "Weekly doses eliminate the need for daily pills",
    "This also eliminated concern about the elderly liver",
    'Some travel to warm countries to "cure" a cold',
]


@pytest.mark.parametrize("sentence", NO_EFFECT)
def test_words_that_name_people_or_thoughts_claim_no_effect(sentence):
    assert wording_of(sentence).strength < 4


@pytest.mark.parametrize(
    ("strength", "sentence"),
    [
        (4, "Cramps in women treated by magnesium"),
        (4, "Restless legs treated with iron"),
        (5, "Zinc eliminates all colds"),
        (5, "Garlic will “always cure” a cold"),
    ],
)
def test_words_that_claim_an_effect_still_do(strength, sentence):
    assert wording_of(sentence).strength >= strength


PURPOSES = [
    "Early treatment with zinc, copper and tin to prevent pneumonia in adults with a cold: a randomised clinical trial",
    "Magnesium to reduce cramps in pregnancy: protocol of a trial",
    "People were given tablets to lower their blood pressure",
]


@pytest.mark.parametrize("sentence", PURPOSES)
def test_what_something_was_given_for_is_no_claim_that_it_works(sentence):
    assert wording_of(sentence).strength <= 3


@pytest.mark.parametrize(
    "sentence",
    [
        "Zinc is shown to prevent colds",
        "Magnesium helps to relieve cramps",
        "Iron is able to cure anaemia",
        "Zinc was found to reduce colds",
    ],
)
def test_what_is_shown_or_able_to_work_is_a_claim(sentence):
    assert wording_of(sentence).strength >= 4


@pytest.mark.parametrize(
    ("strength", "kind", "sentence"),
    [
        (4, "null", "Zinc fails to prevent winter colds in most adults (unaware of 8 proven ways) June 2019"),
        (2, "trend", "Fracture risk increased 48% if low vitamin D - May 2017"),
        (2, "trend", "Falls increased by 1.5 times when iron is low"),
        (4, "effect", "Zinc reduces falls by 48% if iron is low"),
        (3, "null", "Despite a decrease of two days in the length of colds, the difference was not statistically significant."),
    ],
)
def test_asides_and_conditions_do_not_make_a_claim_stronger(strength, kind, sentence):
    wording = wording_of(sentence)
    assert (wording.strength, wording.kind) == (strength, kind)


PAGE = b"""#### Zinc and the common cold: a cohort study

Nutr J. 2019;8:1. doi: 10.9999/demo.2019.1

* [Magnesium treats cramps in eight days - review 2018](/posts/magnesium-treats-cramps)

* Zinc treats colds ([more](/posts/zinc))
"""


def test_the_words_of_a_link_to_another_page_do_not_rest_on_the_study_beside_it():
    document = read_document(PAGE)
    studies = find_studies((document,))
    claims = {claim.text[:9]: claim for claim in find_claims((document,), studies) if not claim.is_heading}
    assert claims["Magnesium"].rests_on == ()
    assert claims["Zinc trea"].rests_on == (studies[0].key,)


NAMES_AND_HAPPENINGS = [
    "Low zinc associated with a variety of causes of death a decade later",
    "Low zinc strongly related to death due to tobacco cancer, but not others",
    "Lung capacity reduced in senior women with low zinc",
    "Death from flu reduced 40 percent if high zinc",
    "Colds reduced 5X when zinc was high",
    "Zinc levels are reduced by half in smokers with asthma",
    "Early puberty increasing in children with dark skin",
    "Zinc was lower in the obese, and reduced zinc concentrations were more strongly associated with fever.",
    "We studied exposure to lead as a cause of zinc deficiency in women.",
    "An effect on cells in the lab does not guarantee that zinc will improve asthma.",
    "This does not mean that zinc prevents colds.",
    "This raises concerns about the health of mothers with asthma.",
]


@pytest.mark.parametrize("sentence", NAMES_AND_HAPPENINGS)
def test_kinds_of_death_names_of_what_is_measured_and_what_only_happened_claim_no_effect(sentence):
    assert wording_of(sentence).strength <= 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Asthma reduced in children by zinc",
        "Asthma reduced by zinc",
        "Zinc reduced pain in nurses",
        "Reduced zinc intake leads to fever.",
        "1 in 5 deaths are due to flu",
        "Lead is a cause of zinc deficiency",
    ],
)
def test_an_effect_with_its_doer_is_still_one(sentence):
    assert wording_of(sentence).strength == 4


def test_what_further_studies_shall_find_out_is_no_claim():
    assert wording_of("Dose response studies are needed to determine in a definitive manner how much zinc treats asthma.").strength == 0


@pytest.mark.parametrize(
    ("strength", "sentence"),
    [
        (2, "Physical performance of seniors increases with zinc up to 30 mg"),
        (2, "Colds decrease with rising zinc levels"),
        (4, "Prostate volume decreases with zinc supplementation"),
    ],
)
def test_what_rises_with_something_goes_together_with_it_unless_it_was_given(strength, sentence):
    assert wording_of(sentence).strength == strength
