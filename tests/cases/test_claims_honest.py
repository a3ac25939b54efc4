"""Honest headlines: a sentence a reader can trust, or none (all written for this test)."""

import pytest

from manystudies.claims import find_claims, honest_wording
from manystudies.claims.softened import softened
from manystudies.documents import read_document
from manystudies.studies import find_studies

KEPT = [
    ("Zinc reduces the length of colds", "Zinc may reduce the length of colds"),
    ("Iron tablets will prevent restless legs", "Iron tablets may prevent restless legs"),
    ("Migraine is treated by magnesium", "Migraine may be treated by magnesium"),
    ("Zinc stopped colds in nurses", "Zinc may stop colds in nurses"),
    ("Zinc does not prevent colds", ""),
    ("Patients had improved sleep", ""),
    ("Proven: zinc treats colds", ""),
    ("Treated by zinc", ""),
]


@pytest.mark.parametrize(("claimed", "kept"), KEPT)
def test_a_sentence_keeps_its_words_and_only_its_verb_is_made_weaker(claimed, kept):
    assert softened(claimed, 3) == kept


def wording_on(heading: str, title: str = "Zinc for the common cold: a randomised controlled trial") -> str:
    page = f"#### {heading}\n\n**{title}**\n\nNutr J. 2019;8:1. doi: 10.9999/demo.2019.1\n"
    document = read_document(page.encode())
    (study,) = find_studies((document,))
    claim = next(claim for claim in find_claims((document,), (study,)) if claim.is_heading)
    return honest_wording(claim, study)


def test_a_dose_with_a_comma_is_still_a_name():
    assert (
        wording_on("Colds helped by 100,000 IU vitamin D monthly - May 2019")
        == "Colds may be helped by 100,000 IU vitamin D monthly, according to one randomised trial – May 2019"
    )


@pytest.mark.parametrize(
    "heading",
    ["Each of the following treats colds", "Half of people with a cold are cured with eight ways", "The common cold reduces hospital days"],
)
def test_words_that_point_elsewhere_give_only_what_was_studied(heading):
    assert wording_on(heading) in {"What one randomised trial of Zinc in common cold found", "What one randomised trial of Zinc found", ""}


def test_nothing_is_said_where_not_even_the_title_names_what_was_given():
    assert wording_on("It cures colds", "A randomised controlled trial in nurses") == ""
