"""Which part of a page speaks of which study: pages written for these tests in the shapes that wikis have."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from manystudies.documents import read_abstract, read_document
from manystudies.studies import find_studies, study_of

PAGE = """---
title: "Zinc and the common cold - many studies"
tags: ["zinc"]
---

## Zinc shortens colds by two days - RCT March 2019

 **Zinc Lozenges for the Common Cold in Office Workers: A Double-Blind Placebo-Controlled Trial**

J Made Up Med. 2019 Mar;12(3):45-52. doi: 10.9999/jmum.2019.0045.

Doe J1, Roe R2, Poe E1,2.

1Department of Examples, University of Nowhere.

BACKGROUND: Colds are common.

METHODS: A total of 120 adults with a new cold were randomly assigned to zinc lozenges or placebo.

RESULTS: Colds lasted 5.1 ± 1.2 days with zinc and 7.0 ± 1.4 days with placebo (P < 0.001).

CONCLUSIONS: Zinc shortened colds.

PMID: 30999999

#### Discussion which was taken from the PDF

We found shorter colds. A larger randomized trial is ongoing (clinicaltrials.gov NCT09999999).

---

### Vitamin C levels and colds in nurses: a prospective cohort study

#### Abstract

Nurses often have colds.

#### Methods

We followed 340 nurses for two winters.

#### Results

Low vitamin C was associated with more colds (HR 1.4, 95% CI 1.1 to 1.8).

Example Nursing Journal 2020, 8(2), 100; https://doi.org/10.9999/enj.2020.100

---

## Low zinc associated with more colds - Jan 2021

<img src="https://example.org/zinc.png">

**<a href="https://example.org/attachments/zinc-jan-2021.pdf">Download the PDF</a>**

---

## Two studies of echinacea

**Echinacea purpurea in schoolchildren: a randomised trial**

Example J Pediatr. 2015;10:1-9. doi:10.9999/ejp.2015.1

Alpha A, Beta B, Gamma C.

In this trial 90 children were randomised to echinacea or placebo. There was no difference in days with a cold (P = 0.55).

**Echinacea and colds in the elderly: a before-and-after study**

Example J Geriatr. 2016;11:10-19. doi:10.9999/ejg.2016.2

Delta D, Epsilon E.

We gave echinacea to 25 residents of one nursing home and counted colds before and after. Colds fell from 3.1 to 2.0.

---

## Some recent studies

* [Zinc and pneumonia in infants: a meta-analysis](https://pubmed.ncbi.nlm.nih.gov/31111111/) 2020
* [Zinc in pregnancy: systematic review](https://doi.org/10.9999/zip.2018.77) 2018
* My own note without any link

---

## See also

* [Overview of zinc](/posts/overview-zinc)
* [Buy zinc](https://shop.example.com/zinc)

## Zinc in the papers

Medical News Today, 4 May 2018

Zinc may help people with colds, according to a report.

## What is a cold?

A cold is an infection of the nose. It is caused by viruses and passes by itself.

## References

1. Doe J, Roe R, Poe E. Zinc lozenges for the common cold in office workers: a double-blind placebo-controlled trial. J Made Up Med. 2019;12(3):45-52.
2. Zeta Z (2001) Colds and wind. Ann Example Med 5:10–12
3. Meguro M (2011) Colds and iron in men with a long story. Int J Example 36:5. doi:10.1155/2011
4. Eta H. Personal page about colds. https://example.org/eta
"""

TABLE = """## Trials of zinc

Randomised trials of zinc for colds:

| Trial | Year | Allocation | Colds, zinc | Total, zinc | Colds, placebo | Total, placebo |
| --- | --- | --- | --- | --- | --- | --- |
| Doe and colleagues | 1990 | random | 4 | 12 | 9 | 12 |
| Roe | 1992 | alternate | 3 | 20 | 8 | 21 |
| Roe | 1995 | by birth date | 3 | 20 | 8 | 21 |
| Poe | 1999 | | 1 | 10 | 2 | 10 |
"""


@pytest.fixture(scope="module")
def page():
    return read_document(PAGE.encode())


@pytest.fixture(scope="module")
def studies(page):
    return find_studies([page])


def by_key(studies):
    return {study.key: study for study in studies}


def test_each_study_of_a_page_is_found_once_and_told_how_it_is_shown(studies):
    assert [(study.key, study.mention) for study in studies] == [
        ("doi:10.9999/jmum.2019.0045", "abstract"),
        ("doi:10.9999/enj.2020.100", "abstract"),
        ("place:low-zinc-associated-with-more-colds-jan-2021", "heading only"),
        ("doi:10.9999/ejp.2015.1", "abstract"),
        ("doi:10.9999/ejg.2016.2", "abstract"),
        ("title:zinc-in-the-papers", "heading only"),
        ("pmid:31111111", "cited"),
        ("doi:10.9999/zip.2018.77", "cited"),
        ("title:colds-and-wind", "listed"),
        ("title:colds-and-iron-in-men-with-a-long-story", "listed"),
    ]


def test_a_study_shows_its_title_authors_journal_year_people_and_design(studies, page):
    study = studies[0]
    assert study.title.value == "Zinc Lozenges for the Common Cold in Office Workers: A Double-Blind Placebo-Controlled Trial"
    assert (study.authors.value, study.journal.value, study.year.value) == ("Doe J, Roe R, Poe E", "J Made Up Med", "2019")
    assert (study.people.value, page.quote(study.people.span)) == ("120", "120")
    assert (study.design, page.quote(study.design_words)) == ("randomised trial", "Double-Blind Placebo-Controlled Trial")
    assert (study.identifier("doi"), study.identifier("pmid")) == ("10.9999/jmum.2019.0045", "30999999")
    assert study.name == "Doe 2019"


def test_designs_follow_the_words_of_each_section(studies):
    assert [study.design for study in studies] == [
        "randomised trial", "cohort", "observational", "randomised trial", "before-after", "news", "meta-analysis", "systematic review", "unknown", "unknown",
    ]  # fmt: skip


def test_the_same_study_met_in_a_list_of_references_is_one_with_two_places(studies, page):
    (other,) = studies[0].places
    assert page.words(other).startswith("Doe J, Roe R, Poe E. Zinc lozenges")


def test_a_truncated_doi_in_a_list_is_kept_as_truncated_and_never_as_the_key(studies):
    study = by_key(studies)["title:colds-and-iron-in-men-with-a-long-story"]
    assert [(each.value, each.state) for each in study.identifiers] == [("10.1155/2011", "truncated")]
    assert study.identifier("doi") is None


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Colds lasted 5.1", "doi:10.9999/jmum.2019.0045"),
        ("We found shorter colds", "doi:10.9999/jmum.2019.0045"),
        ("Low vitamin C was associated", "doi:10.9999/enj.2020.100"),
        ("There was no difference in days", "doi:10.9999/ejp.2015.1"),
        ("Colds fell from 3.1", "doi:10.9999/ejg.2016.2"),
        ("Zinc and pneumonia in infants", "pmid:31111111"),
        ("Colds and wind", "title:colds-and-wind"),
        ("A cold is an infection", None),
        ("Buy zinc", None),
    ],
)
def test_a_sentence_belongs_to_the_study_of_its_section(page, studies, words, key):
    study = study_of(page, page.view.text.index(words), studies)
    assert (study.key if study else None) == key


def test_each_row_of_a_table_of_trials_is_a_study_with_its_own_allocation():
    document = read_document(TABLE.encode())
    studies = find_studies([document])
    assert [(study.name, study.design, study.mention) for study in studies] == [
        ("Doe 1990", "randomised trial", "table row"),
        ("Roe 1992", "quasi-randomised", "table row"),
        ("Roe 1995", "quasi-randomised", "table row"),
        ("Poe 1999", "randomised trial", "table row"),
    ]
    assert (
        study_of(
            document, document.view.text.index("| 21") if "| 21" in document.view.text else document.view.text.index("21"), studies
        ).name
        == "Roe 1992"
    )


def test_the_row_of_a_table_and_the_section_of_the_same_author_and_year_are_one_study():
    section = "## Zinc\n\n**Zinc drops for colds: a randomised trial**\n\nExample J Med. 1992;1:1-5. doi:10.9999/ejm.1992.1\n\nRoe R, Doe J.\n\nFifty people were randomised to zinc drops.\n\n"
    studies = find_studies([read_document((section + TABLE).encode())])
    assert [study.name for study in studies] == ["Roe 1992", "Doe 1990", "Roe 1995", "Poe 1999"]
    assert len(studies[0].places) == 1


def test_the_same_study_on_two_pages_is_one():
    first = read_document(PAGE.encode())
    second = read_document(
        b"## Zinc works!\n\n**Zinc lozenges for the common cold in office workers: a double blind placebo controlled trial.**\n\nDoe J, Roe R. J Made Up Med. 2019;12:45\n"
    )
    studies = find_studies([first, second])
    assert len(studies) == len(find_studies([first]))
    assert {place.document for place in studies[0].places} == {first.identity, second.identity}


def test_two_studies_of_one_registration_stay_two():
    text = "## One\n\n**Zinc for colds in spring: the first results**\n\nEx J. 2019;1:1-2. doi:10.9999/a.1b\n\nNCT01234567\n\n## Two\n\n**Zinc for colds in spring: two years later**\n\nEx J. 2021;3:1-2. doi:10.9999/a.2b\n\nNCT01234567\n"
    assert [study.key for study in find_studies([read_document(text.encode())])] == ["doi:10.9999/a.1b", "doi:10.9999/a.2b"]


def test_links_that_a_chatbot_cites_are_cited_studies_bound_to_the_words_they_follow():
    text = (
        "#### Zinc review by [Perplexity AI Jan 2025](https://www.perplexity.ai/search/zinc-1)\n\nBased on the available evidence:\n\n"
        "* Zinc shortens colds &nbsp;[4](https://pubmed.ncbi.nlm.nih.gov/30000001/)\n\n* Vitamin C does little &nbsp;[6](https://www.neurology.org/doi/10.1212/WNL.0000000000001234)\n\n"
        "* Zinc is safe &nbsp;[4](https://pubmed.ncbi.nlm.nih.gov/30000001/)\n\n* Sleep helps &nbsp;[9](https://www.healthline.com/health/colds)\n"
    )
    document = read_document(text.encode())
    studies = find_studies([document])
    assert [(study.key, study.mention, 1 + len(study.places)) for study in studies] == [
        ("pmid:30000001", "cited", 2),
        ("doi:10.1212/wnl.0000000000001234", "cited", 1),
    ]
    assert study_of(document, document.view.text.index("Vitamin C"), studies).key == "doi:10.1212/wnl.0000000000001234"


def test_a_bare_abstract_is_one_study():
    document = read_abstract(
        "Zinc for colds in nurses: a randomised trial. Forty-two nurses were randomly assigned to zinc or placebo. "
        "Colds were shorter with zinc (P = 0.02). Trial registration: NCT01234567 and NCT01234568."
    )
    (study,) = find_studies([document])
    assert (study.title.value, study.design, study.people.value, study.mention) == (
        "Zinc for colds in nurses: a randomised trial",
        "randomised trial",
        "42",
        "abstract",
    )
    assert study_of(document, 120, [study]) is study


def test_a_magazine_page_without_studies_shows_none():
    text = "What is a cold?\n\nA cold is an infection of the nose. Studies have shown that zinc is associated with fewer colds.\n\nHow zinc helps\n\nZinc supports the immune system.\n"
    assert find_studies([read_document(text.encode())]) == ()


def test_an_empty_page_shows_no_study():
    assert find_studies([read_document(b"")]) == ()
    assert find_studies([]) == ()


def seed_rows(seeds):
    documents = {name: read_document(data) for name, data in seeds.items()}
    names = {document.identity: name for name, document in documents.items()}
    for study in find_studies(list(documents.values())):
        if study.mention != "listed":
            yield {
                "title": study.title.value if study.title else None,
                "year": int(study.year.value) if study.year else None,
                "journal": study.journal.value if study.journal else None,
                "doi": study.identifier("doi"),
                "pmid": study.identifier("pmid"),
                "pmcid": study.identifier("pmcid"),
                "design": study.design,
                "n": int(study.people.value) if study.people else None,
                "doc": names[study.place.document],
                "start": study.place.start,
                "end": study.place.end,
            }


def test_the_seed_pages_show_every_gold_study_that_they_name(seeds, shared, tmp_path):
    rows = list(seed_rows(seeds))
    out = tmp_path / "studies.json"
    out.write_text(json.dumps({"studies": rows}), encoding="utf-8")
    gold = Path(shared) / "bench" / "rls" / "seed_studies.json"
    done = subprocess.run(
        [sys.executable, str(Path(shared) / "score" / "score.py"), "studies", str(gold), str(out)],
        capture_output=True,
        text=True,
        check=True,
    )
    score = json.loads(done.stdout)
    right, asked = map(int, score["doi_right"].split("/"))
    assert score["dois_outside_gold"] == []
    assert right == asked
    # The scorer meets studies by DOI or title; four gold studies show neither on the page, only a PMID, a PMC number or a journal's link.
    assert score["found"] >= 11
    assert score["found"] - len(score["design_wrong"]) >= 9
    shown = json.loads(gold.read_text(encoding="utf-8"))["studies"]
    pmids = {study["pmid"] for study in shown if study.get("pmid_in_seed")}
    pmcids = {study["pmcid"] for study in shown if study.get("pmcid_in_seed")}
    assert pmids <= {row["pmid"] for row in rows}
    assert pmcids <= {row["pmcid"] for row in rows}


def test_the_people_of_the_seed_studies_are_those_the_page_prints(seeds):
    people = {row["doi"]: row["n"] for row in seed_rows(seeds) if row["n"]}
    assert people == {"10.1007/s11325-019-01984-3": 35, "10.1007/s11325-014-1049-y": 12, "10.2147/NDT.S63599": 155} | (
        {None: 201} if None in people else {}
    )
