"""Claims found on small pages written for this test."""

import pytest

from manystudies.claims import ceiling, ceiling_of, find_claims, honest_wording
from manystudies.documents import read_abstract, read_document
from manystudies.studies import Study, Worded, find_studies

PAGE = """Migraine treated by zinc - May 2021

Forty people took zinc every day. Their headaches improved. What is migraine? The exhibition opens at noon.

Zinc may help with migraine in older adults."""


def study(document, design, people="40"):
    text = document.text
    at = text.index("Forty")
    return Study(
        "s1", design, document.span(0, len(text)), "heading only", design_words=document.span(0, 8), people=Worded(people, document.span(at, at + 5)),
        sections=((document.identity, 0),),
    )  # fmt: skip


@pytest.fixture
def page():
    return read_abstract(PAGE)


def test_headings_and_sentences_that_claim_are_found_with_their_spans(page):
    claims = find_claims([page], [])
    assert [page.quote(claim.span) for claim in claims] == [
        "Migraine treated by zinc - May 2021",
        "Their headaches improved.",
        "Zinc may help with migraine in older adults.",
    ]
    assert page.quote(claims[0].strength_words) == "treated by"
    assert page.quote(claims[2].hedges[0]) == "may"


def test_the_sides_follow_the_grammar(page):
    first, _, second = find_claims([page], [])
    assert (first.subject, first.object) == ("zinc", "Migraine")
    assert (second.subject, second.object, second.population) == ("Zinc", "migraine in older adults", "older adults")


def test_a_claim_rests_on_the_study_of_its_section(page):
    claims = find_claims([page], [study(page, "before-after")])
    assert claims[0].rests_on == ("s1",)
    assert find_claims([page], [])[0].rests_on == ()


def test_an_uncontrolled_study_allows_an_association_at_most(page):
    one = study(page, "before-after")
    claim = find_claims([page], [one])[0]
    cap = ceiling_of(claim, {"s1": one})
    assert cap is not None
    assert cap.strength == 2
    assert claim.strength > cap.strength


@pytest.mark.parametrize(
    ("design", "strength"),
    [
        ("laboratory", 1),
        ("animal", 1),
        ("cohort", 2),
        ("case-control", 2),
        ("before-after", 2),
        ("randomised trial", 3),
        ("systematic review", 4),
    ],
)
def test_the_design_caps_the_claim(page, design, strength):
    cap = ceiling(study(page, design))
    assert cap is not None
    assert cap.strength == strength


def test_the_honest_wording_says_what_kind_of_study_it_was(page):
    one = study(page, "before-after")
    claim = find_claims([page], [one])[0]
    assert honest_wording(claim, one) == "Migraine improved in people given zinc, with no control group to compare with – May 2021"
    assert "no study is cited here" in honest_wording(claim)
    assert "may be" in honest_wording(claim, study(page, "randomised trial"))


def test_a_page_without_words_claims_nothing():
    assert find_claims([read_abstract("")], []) == ()


@pytest.mark.parametrize(
    ("direction", "sentence"),
    [
        ("better", "Fish oil reduces migraine."),
        ("worse", "Smoking increases the risk of stroke."),
        ("better", "Zinc reduces the risk of asthma."),
        ("worse", "Coffee decreased sleep quality in adults with insomnia."),
        ("unclear", "Fish oil changes the brain, which is linked to migraine."),
    ],
)
def test_the_direction_follows_what_is_raised_or_lowered(direction, sentence):
    assert find_claims([read_abstract(sentence)], [])[0].direction == direction


def test_a_sentence_that_names_another_study_rests_on_that_one() -> None:
    page = (
        "# Legs\n\nIn a randomised trial of 60 adults (Smith 2020, doi:10.1016/j.sleep.2020.01.001), iron reduced restless legs.\n\n"
        "In a prospective cohort of 500 adults (Jones 2018, doi:10.1093/sleep/zsy001), low vitamin D causes restless legs.\n\n"
        "In a cross-sectional study (Lee 2019, PMID 29425372), low magnesium causes insomnia.\n"
    )
    document = read_document(page.encode())
    claims = find_claims((document,), find_studies((document,)))
    rests = {claim.text.split(" (")[0]: claim.rests_on for claim in claims if claim.text.startswith("In a")}
    assert rests["In a randomised trial of 60 adults"] == ("doi:10.1016/j.sleep.2020.01.001",)
    assert rests["In a prospective cohort of 500 adults"] == ("doi:10.1093/sleep/zsy001",)
    assert rests["In a cross-sectional study"] == ("pmid:29425372",)
