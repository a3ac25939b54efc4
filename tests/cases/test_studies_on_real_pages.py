"""Studies as wikis, releases and loose notes show them: each its own, with the design, people and title its words say."""

import pytest

from manystudies.checks import check
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import Study, find_studies, read_design
from manystudies.studies.people import total_people


def studies_of(text: str) -> tuple[Study, ...]:
    return find_studies((read_document(text.encode()),))


def told(text: str) -> list[tuple[str, str]]:
    document = read_document(text.encode())
    studies = find_studies((document,))
    problems = check((document,), studies, find_findings(document, studies), find_claims((document,), studies))
    return [(problem.code, document.quote(problem.spans[0])) for problem in problems if problem.flagged and problem.code != "MS412"]


THREE = (
    "# Zinc and copper in colds\n\n"
    "In a randomised trial of 60 adults (Doe 2020, doi:10.5555/cold.2020.01), zinc reduced the cold score by -6.0 (95% CI -8.0 to -4.0).\n\n"
    "In a prospective cohort of 500 adults (Roe 2018, doi:10.5555/cold.2018.07), low copper causes colds.\n\n"
    "In a cross-sectional study (Poe 2019, PMID 12345678), low iron causes coughs.\n"
)


def test_paragraphs_that_each_cite_a_study_are_a_study_each():
    found = [
        (each.design, each.identifier("doi"), each.identifier("pmid"), each.people and each.people.value) for each in studies_of(THREE)
    ]
    assert found == [
        ("randomised trial", "10.5555/cold.2020.01", None, "60"),
        ("cohort", "10.5555/cold.2018.07", None, "500"),
        ("cross-sectional", None, "12345678", None),
    ]


def test_each_claim_of_such_a_page_is_held_against_its_own_study():
    assert [code for code, quote in told(THREE) if "copper" in quote] == ["MS404"]
    assert [code for code, quote in told(THREE) if "iron" in quote] == ["MS404"]
    assert [code for code, quote in told(THREE) if "zinc reduced" in quote] == []


def test_a_study_with_its_doi_in_one_line_and_its_pmid_in_another_is_one():
    text = "## Zinc and the common cold in nurses\n\nJ Cold Sci. 2019 May;12(3):45-51. doi: 10.5555/cold.2019.12\n\nWe studied 900 nurses in a cohort study and counted their colds for two years (p = .03).\n\nPMID: 12345678\n"
    [study] = studies_of(text)
    assert (study.identifier("doi"), study.identifier("pmid")) == ("10.5555/cold.2019.12", "12345678")


@pytest.mark.parametrize(
    ("title", "body", "design"),
    [
        ("", "In a cohort of 2,000 adults, low zinc went together with colds.", "cohort"),
        ("", "In the Northtown Children and Their Growth cohort, zinc (n = 4236) was measured once.", "cohort"),
        ("Zinc and colds in the Northtown Born Children Cohort", "Zinc was measured once.", "cohort"),
        (
            "",
            "The study used a pooled cohort of 4749 men and women from the third National Health and Nutrition Examination Survey.",
            "cohort",
        ),
        ("", "Thirty patients were randomised from a cohort of 2,000 adults.", "randomised trial"),
        ("", "A cohort of 30 patients was treated with zinc and was measured again before and after treatment.", "before-after"),
        (
            "Zinc as an add-on: a prospective interventional study",
            "Zinc was given daily. We compared colds with baseline values pre- and post-supplementation.",
            "before-after",
        ),
        (
            "Zinc for colds: an interventional study",
            "Children got zinc or nothing; the groups were compared with a control group.",
            "non-randomised trial",
        ),
        (
            "Why more zinc is needed",
            "Randomized clinical trials using 20 mg of zinc show that this prevents colds. Absorption rises with intake.",
            None,
        ),
        (
            "",
            "Animal models consistently demonstrate that zinc changes inflammation. What is known of zinc in the bowel will be discussed.",
            "review",
        ),
    ],
)
def test_designs_that_texts_say_in_passing_words(title, body, design):
    found = read_design(title, body)
    assert (found and found.design) == design


def test_a_journal_with_news_in_its_name_is_no_news():
    text = "## Zinc for dialysis patients in a bundled world\n\nZinc News Issues. 2012 Jul;26(8):22-4, 26.\n\nDoe J, Roe R, Poe E.\n\nWe investigated zinc in patients and found more zinc in all of them (p = .006) and this goes with fewer colds in their centres.\n"
    assert [each.design for each in studies_of(text)] != ["news"]


@pytest.mark.parametrize("words", ["Up to 1 billion people lack zinc.", "Some 3 million women take zinc.", "1 in 5 adults lacks zinc."])
def test_numbers_of_mankind_are_not_the_people_of_a_study(words):
    assert total_people(words) is None


def test_a_line_of_names_and_degrees_in_bold_is_no_title():
    text = "## Zinc\n\n**Jane Q. Doe, RN, MSN, ANP-C**\n\n*Zinc Pharm*. 2012;37(7):42-44.\n\nResearch literature suggests that zinc has been linked to colds in many reports of the last years, as this review shows.\n"
    assert [each.title and each.title.value for each in studies_of(text)] == ["Zinc"]


def test_a_page_without_headings_is_a_page():
    assert told("Iron cures restless legs.") == [("MS407", "Iron cures restless legs.")]
    assert [code for code, _ in told("Zinc prevents asthma.\n\nWe sell it. It also treats diabetes.\n")] == ["MS407", "MS407"]


RELEASE = (
    "Zinc prevents the common cold, study shows\n\nNORTHTOWN, 3 May 2020 - Nurses who eat more zinc have fewer colds, researchers said on Monday.\n\n"
    "The prospective cohort study of 2,000 nurses was carried out at Northtown University. “We are very pleased,” said Jane Doe, who led the study.\n"
)


def test_the_title_line_of_a_release_is_held_against_the_study_it_tells_of():
    assert ("MS401", "Zinc prevents the common cold, study shows") in told(RELEASE)


def test_a_bare_abstract_keeps_its_title():
    text = (
        "Zinc and the common cold in nurses: a cohort study\n\nMETHODS: We followed 2,000 nurses. RESULTS: Zinc prevents colds (p = .03).\n"
    )
    assert [each.title and each.title.value for each in studies_of(text)] == ["Zinc and the common cold in nurses: a cohort study"]
    assert told(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Of course, this study of nurses might just as well have asked them",
        "Publisher provided a free excerpt of this",
        "From the Zinc Newsletter of Dr. Doe and others",
    ],
)
def test_what_an_editor_writes_in_bold_is_no_title(line):
    text = f"## Zinc 2019\n\n**{line}**\n\nDoe J, Roe R, Poe E.\n\nJ Cold Sci. 2019 May;12(3):45-51.\n\nWe studied 900 nurses in a cohort study and counted their colds for two years (p = .03).\n"
    assert line not in [each.title and each.title.value for each in studies_of(text)]
