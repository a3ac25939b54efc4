"""What is at stake in a claim, by its words alone."""

import pytest

from manystudies.checks import check
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies


def unsourced(sentence: str) -> list[str]:
    document = read_document(f"# A page\n\nUpdated 3 May 2021.\n\n{sentence}\n".encode())
    studies = find_studies((document,))
    problems = check((document,), studies, find_findings(document, studies), find_claims((document,), studies))
    return [problem.severity for problem in problems if problem.code == "MS407"]


@pytest.mark.parametrize(
    ("sentence", "severities"),
    [
        ("Garlic prevents heart attacks.", ["medium"]),
        ("Zinc cures gout.", ["medium"]),
        ("Sunscreen lowers vitamin D levels.", ["low"]),
        ("Zinc may help with gout.", ["low"]),
        ("Zinc plays a role in immune function.", ["low"]),
        ("Kate Lind argued that vitamin D helps people with asthma.", ["low"]),
        ("Ana Keller helped to develop the asthma guidelines of the county.", []),
        ("She is committed to improving women's health.", []),
        ("The scheme aims to reduce asthma in schools.", []),
        ("Trials are needed to find out whether zinc prevents colds.", []),
        ("There is no known cure for gout.", []),
        ("Gout may be reduced by zinc (Doe et al. 2020).", []),
        ("Zinc prevents colds [3].", []),
    ],
)
def test_a_claim_without_a_source_is_told_as_loudly_as_it_matters(sentence, severities):
    assert unsourced(sentence) == severities


def test_a_list_of_sources_at_the_end_carries_a_leaflet_that_marks_no_sentence():
    leaflet = "Your inhaler helps to prevent asthma attacks.\n\n## Sources\n\n* Guideline on asthma, 2021. https://guideline.example/asthma"
    assert unsourced(leaflet) == []


def test_a_list_of_the_publishers_own_pages_carries_nothing():
    own = "\n".join(f"* Doe, J. (202{n}). Asthma tips {n}. Good Air. https://www.goodair.example/tips-{n}" for n in range(5))
    assert unsourced(f"Our pills prevent asthma attacks.\n\n## References\n\n{own}") == ["medium"]


def test_a_claim_beside_a_citation_is_near_a_source_and_a_cure_is_not():
    cited = "In one survey people with asthma took zinc ([the survey](https://www.asthma.example/survey)).\n\n"
    assert unsourced(cited + "It may help with asthma.") == []
    assert unsourced(cited + "It cures asthma.") == ["medium"]
