"""How many people a study had in all: the total, and not a group, a share or those who left."""

import pytest

from manystudies.studies.citation import authors_line, heading_year, journal_line
from manystudies.studies.people import population_words, total_people

COUNTED = [
    ("A total of 305 healthy women aged 60 years were recruited.", 305),
    ("The total number of subjects enrolled was 201, including 78 patients and 123 controls.", 201),
    ("Of 35 patients enrolled, 21 (60%) lacked zinc.", 35),
    ("Twelve adult subjects were recruited.", 12),
    ("One hundred and fifty-five consecutive patients, 18-65 years of age, were included.", 155),
    ("We randomised 1,234 nurses to zinc or placebo.", 1234),
    ("Zinc was given to 12 adults.", 12),
    ("Among 1900 recruited, a total of 995 participants completed the trial.", 995),
    ("The sample size was 48 and all took zinc.", 48),
    ("Patients (n = 216) were randomised; 110 patients received zinc.", 216),
    ("In 46 trials with 10,674 patients zinc helped.", 10674),
    ("Forty-two nurses were randomly assigned.", 42),
    ("Thirty-six patients dropped out. We enrolled 235 women.", 235),
    ("In this phase 3 study 80 patients were enrolled.", 80),
    ("There were 78 patients and 123 controls.", None),
    ("Colds are common.", None),
    ("In total, 54 (19%) patients had colds.", None),
    ("The trial was performed on 44 ventilated, adult patients. Fourteen males and 8 females were recruited in one group.", 44),
    ("Fourteen males and 8 females were recruited in the zinc group.", None),
    ("We enrolled 24 women.", 24),
]

JOURNALS = [
    ("Sleep Breath, 2020 Feb 20, DOI: 10.9999/x", "Sleep Breath", "2020"),
    ("J Clin Ex Med. 2018 Mar 30. pii: jc-17.", "J Clin Ex Med", "2018"),
    ("Nature Examples volume 56, pages1090\N{EN DASH}1099 (2024) https://doi.org/10.9999/x", "Nature Examples", "2024"),
    ("Neurology 86 DOI: https://doi.org/10.9999/x", "Neurology", None),
    ("Tremor Ex Mov (N Y). 2023; 13: 12.", "Tremor Ex Mov (N Y)", "2023"),
    ("eExample Volume 70, April 2024, https://doi.org/10.9999/x", "eExample", "2024"),
    ("Medical News Today, 16 May 2011", "Medical News Today", "2011"),
    (
        "The Journal of Made Up Endocrinology & Metabolism August 3, 2012 jc.2012",
        "The Journal of Made Up Endocrinology & Metabolism",
        "2012",
    ),
    ("Doe J and colleagues. Ex Med. 2004. PMID: 14707315", "Ex Med", "2004"),
    ("Doe J, Roe R. Ex Med. 2004;1:2-3.", "Ex Med", "2004"),
]

NO_JOURNALS = [
    "We enrolled 12 patients in May 2020.",
    "Published: 12 May 2020",
    "Vitamin D levels went from 9 to 25 (3-8 months)",
    "January 22, 2024",
    "Zinc helps colds",
    "",
]

AUTHORS = [
    ("Doe J1, Roe R2,3 and Poe E.", "Doe J, Roe R, Poe E"),
    ("Jane Doe 1, Rick Roe 2", "Jane Doe, Rick Roe"),
    ("Jane Q. Doe, PhD,1 Rick Roe, MD,2 and Edgar S. Poe, MD3", "Jane Q. Doe, Rick Roe, Edgar S. Poe"),
    ("Jane Doe, PhD;    Rick Roe, MD, PhD;    Edgar Poe, MS;", "Jane Doe, Rick Roe, Edgar Poe"),
    ("Iron, Magnesium, and Vitamin D", None),
    ("1Department of Examples, University of Nowhere, Nowhere", None),
    ("In heart disease, diabetes, migraine, and Parkinson disease", None),
    ("Zinc helps colds, and so does sleep, says a report.", None),
]


@pytest.mark.parametrize(("text", "people"), COUNTED)
def test_the_total_of_people_is_read_with_its_words(text, people):
    found = total_people(text)
    assert (found[0] if found else None) == people


@pytest.mark.parametrize(("line", "journal", "year"), JOURNALS)
def test_a_citation_line_names_its_journal_and_year(line, journal, year):
    found = journal_line(line)
    assert line[slice(*found.journal)] == journal
    assert (line[slice(*found.year)] if found.year else None) == year


@pytest.mark.parametrize("line", NO_JOURNALS)
def test_other_lines_are_no_citations(line):
    assert journal_line(line) is None


@pytest.mark.parametrize(("line", "names"), AUTHORS)
def test_a_line_of_names_gives_the_authors_without_marks_and_degrees(line, names):
    assert authors_line(line) == names


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("Zinc helps - RCT Nov 2018", "2018"),
        ("Zinc (8X if old) \N{EN DASH} March 2018", "2018"),
        ("Zinc - 2011", "2011"),
        ("Zinc in 2011 helped", None),
    ],
)
def test_the_date_behind_a_heading_gives_a_year(heading, year):
    found = heading_year(heading)
    assert (heading[slice(*found)] if found else None) == year


def test_the_people_studied_are_told_by_what_they_had():
    text = "We studied patients with a new cold who were given zinc."
    assert text[slice(*population_words(text, qualified=True))] == "patients with a new cold"
    assert population_words("Older adults often have colds.", qualified=True) is None
