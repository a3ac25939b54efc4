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


TALK = "**DM:** What of zinc?\n\n**KB:** Zinc prevents asthma.\n\n**DM:** And copper?\n\n**KB:** It treats gout.\n\n**DM:** Really?\n\n**KB:** Yes.\n\n**DM:** Thank you.\n"
VIDEO = "\n\n".join(
    f"{minute}:0{minute} {words}"
    for minute, words in enumerate(["Welcome", "Zinc prevents asthma", "It treats gout", "Some ask why", "That is all", "Good night"])
)


@pytest.mark.parametrize("text", [TALK, VIDEO])
def test_what_is_said_in_an_interview_or_a_video_is_told_quietly(text):
    assert set(unsourced(text)) == {"low"}


def test_labels_of_an_abstract_are_no_speakers():
    lines = "Zinc: it prevents asthma.\n\nCopper: it treats gout.\n\nZinc: it prevents colds.\n\nTin: it treats gout."
    assert "medium" in unsourced(lines)


@pytest.mark.parametrize(
    "sentence",
    [
        "There are no randomised trials of zinc helping asthma.",
        "A benefit of zinc has not yet been demonstrated for the prevention of asthma.",
        "Support from trials for a beneficial effect on asthma is still lacking.",
        "Some asked: what if zinc deficiency is a cause of asthma.",
        "This review will focus on factors that contribute to asthma.",
    ],
)
def test_what_nobody_has_shown_needs_no_source(sentence):
    assert unsourced(sentence) == []


def test_a_numbered_line_of_a_manuscript_is_told_quietly():
    assert unsourced("197 prevents asthma together with zinc") == ["low"]


MANUSCRIPT = [f"Some {word} is said of people with it in the towns." for word in ("much", "little", "more", "less", "most", "least", "all")]


@pytest.mark.parametrize("mark", [" (28).", ".63,95", '<a class="wiki" href="17" rel="">17</a>.'])
def test_a_pasted_article_that_cites_by_numbers_is_told_quietly_where_a_sentence_has_none(mark):
    cited = "\n\n".join(line.rstrip(".") + mark for line in MANUSCRIPT)
    assert unsourced(f"{cited}\n\nZinc prevents asthma.") == ["low"]
    assert unsourced("\n\n".join(MANUSCRIPT) + "\n\nZinc prevents asthma.") == ["medium"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A positive effect on cells in the lab does not guarantee that asthma is prevented.",
        "Future research should investigate how zinc prevents asthma.",
    ],
)
def test_what_is_not_implied_or_still_to_be_studied_needs_no_source(sentence):
    assert unsourced(sentence) == []


def test_a_page_that_says_it_is_an_interview_is_told_quietly():
    text = (
        '---\ntitle: "Interview of Dr. Doe on zinc"\ndate: 2020-01-01\n---\n\n# Zinc\n\n'
        + "It is a nice day in the towns. " * 120
        + "\n\nZinc prevents asthma.\n"
    )
    document = read_document(text.encode())
    problems = check((document,), (), (), find_claims((document,), ()))
    assert [each.severity for each in problems if each.code == "MS407"] == ["low"]


def test_what_somebody_did_with_data_is_no_story_of_an_effect():
    def stories(sentence: str) -> list[str]:
        document = read_document(f"# A page\n\nUpdated 3 May 2021.\n\n{sentence}\n".encode())
        return [each.code for each in check((document,), (), (), find_claims((document,), ())) if each.code == "MS410"]

    assert stories("I used two sets of data and found that zinc reduces asthma.") == []
    assert stories("I took zinc and found that it reduces my asthma.") == ["MS410"]
