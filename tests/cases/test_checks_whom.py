"""Whom a heading speaks of: what names the people of a study without saying so, and what speaks of everybody."""

import pytest

from manystudies.checks import check
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies


def widened(title: str, who: str, front: str = "") -> list[str]:
    text = (
        f'---\ntitle: "{title}"\ndate: 2020-01-01\n{front}---\n\n#### Zinc and what goes with it among healthy {who} with colds\n\nJ Cold Sci. 2019 May;12(3):45-51. doi: 10.5555/cold.2019.12\n\n'
        f"METHODS: This prospective cohort study recruited 400 {who} and followed them for two years. RESULTS: There was an association (p = .03).\n"
    )
    document = read_document(text.encode())
    studies = find_studies((document,))
    return [
        each.severity
        for each in check((document,), studies, find_findings(document, studies), find_claims((document,), studies))
        if each.code == "MS405"
    ]


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Rickets cured by zinc", "children"),
        ("Obesity of girls associated with low zinc", "adolescents"),
        ("Mothers had fewer colds with zinc, preeclampsia prevented", "pregnant women"),
        ("Falls prevented by zinc", "elderly people"),
        ("ICU deaths prevented by zinc", "critically ill adults"),
    ],
)
def test_a_heading_that_names_them_without_saying_so_is_not_wider(title, who):
    assert widened(title, who) == []


def test_what_the_page_is_filed_under_names_them_too():
    assert widened("Colds prevented by zinc", "children", 'categories:\n  - "Infant-Child"\n') == []


def test_a_heading_that_speaks_of_everybody_is_wider_and_louder_the_more_it_claims():
    assert widened("Colds prevented by zinc", "children") == ["medium"]
    assert widened("Colds associated with low zinc", "children") == ["low"]
