"""What is a claim, whose it is and what it stands on: shapes that pages of a wiki bring."""

import pytest

from manystudies.checks import check
from manystudies.claims import find_claims, wording_of
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies

PAPER = """### Zinc and the common cold in young adults: a randomized trial

J Colds. 2019 Nov 14;12(3):101-9. https://doi.org/10.5555/12345678

Doe J, Roe R, Poe P.

METHODS: Fifty adults were randomized to zinc or placebo.

RESULTS: Colds were shorter with zinc.

PMID: 12345678
"""


def read(text: str):
    document = read_document(text.encode())
    studies = find_studies((document,))
    claims = find_claims((document,), studies)
    return document, claims, check((document,), studies, find_findings(document, studies), claims)


@pytest.mark.parametrize(
    "sentence",
    [
        "Trials must find out whether zinc prevents colds.",
        "Zinc saves lives only if it is the cause.",
        "It is not clear that zinc prevents colds.",
        "There is no known cure for colds.",
        "Treated mice found the platform sooner.",
        "Assume that zinc prevents colds.",
        "Zinc is intended to prevent colds.",
        "A blood test is the best way of measuring zinc.",
    ],
)
def test_what_is_asked_assumed_or_meant_is_not_claimed(sentence):
    assert wording_of(sentence).strength == 0


@pytest.mark.parametrize(
    "sentence", ["We looked at zinc, with or without copper, for preventing colds.", "Zinc was compared with placebo or no treatment in preventing colds."]
)  # fmt: skip
def test_what_something_was_compared_with_is_no_negation(sentence):
    assert wording_of(sentence).kind != "null"


def test_the_title_of_a_page_is_a_claim_that_stands_on_what_the_page_shows():
    document, claims, problems = read('{\n "title": "Zinc cures colds \\u2013 RCT",\n "date": "2019-11-20"\n}\n\n' + PAPER)
    (title,) = [claim for claim in claims if claim.is_title]
    assert title.rests_on == ("doi:10.5555/12345678",)
    assert document.words(title.span) == "Zinc cures colds – RCT"
    assert [problem.code for problem in problems if problem.spans[0] == title.span and problem.flagged] == ["MS406"]


def test_a_heading_that_is_the_title_of_the_paper_is_the_papers():
    _, claims, _ = read("# Colds\n\n" + PAPER.replace("Zinc and the common cold", "Zinc prevents the common cold"))
    assert {claim.voice for claim in claims if claim.is_heading} == {"study"}


def test_a_heading_over_the_heading_of_a_paper_stands_on_it():
    _, claims, _ = read("# Colds\n\n## Zinc prevents colds – RCT 2019\n\n" + PAPER)
    assert [claim.rests_on for claim in claims if claim.is_heading and claim.voice == "page"] == [("doi:10.5555/12345678",)]


def test_a_number_in_brackets_and_an_author_with_a_year_lead_to_the_list():
    listed = "## References\n\n1. Doe J, Roe R (2011) Zinc and colds: a cohort study. J Colds 4:11-19. https://doi.org/10.5555/87654321\n"
    _, claims, _ = read(f"# Colds\n\nZinc prevents colds [1].\n\nColds are shortened by zinc (Doe 2011).\n\n{listed}")
    assert [claim.rests_on for claim in claims if claim.voice == "page"] == [("doi:10.5555/87654321",)] * 2


def test_times_more_likely_in_a_title_is_told_at_the_title():
    body = "**Zinc and gout: a case-control study**\n\nJ Joints. 2018 Mar 3. https://doi.org/10.5555/12345678\n\nRESULTS: Gout was commoner with low zinc (OR 3.0, 95% CI 1.5-6.1).\n"
    document, _, problems = read(
        f"---\ntitle: Gout 3X more likely if low zinc\ndate: 2018-03-03\n---\n\n## Low zinc and gout in one study\n\n{body}"
    )
    (problem,) = [each for each in problems if each.code == "MS402"]
    assert problem.spans[0] == document.front.title_span


def test_a_title_over_a_trial_that_found_nothing_is_worded_so():
    null = PAPER.replace("Colds were shorter with zinc.", "Colds did not differ between zinc and placebo (P = 0.60).")
    _, _, problems = read('{\n "title": "Zinc reduces colds"\n}\n\n' + null)
    (problem,) = [each for each in problems if each.code == "MS401"]
    assert problem.replacement == "One randomised trial did not show that zinc helps colds; this does not show that it has no effect"
