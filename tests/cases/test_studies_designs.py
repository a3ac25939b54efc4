"""Designs said in a study's own words: title, methods, heading, and what belongs to other studies."""

import time

import pytest

from manystudies.studies import read_design

# Each row: the title, the methods, the heading above them, and the design they say.
SAID = [
    # methods
    (
        "Zinc in secondary prevention",
        "A total of 2499 patients underwent randomization and were followed for 36 months.",
        "",
        "randomised trial",
    ),
    # titles
    ("Zinc for colds: a randomised controlled trial", "", "", "randomised trial"),
    ("Zinc for colds: a randomized, double-blind, placebo-controlled trial", "", "", "randomised trial"),
    ("A double-blind placebo-controlled crossover study of zinc", "", "", "randomised trial"),
    ("Zinc for colds: a cluster-randomised trial in schools", "", "", "randomised trial"),
    ("Zinc for colds: RCT in nurses", "", "", "randomised trial"),
    ("Zinc for colds: a non-randomised controlled trial", "", "", "non-randomised trial"),
    ("A quasi-randomized trial of zinc", "", "", "quasi-randomised"),
    ("Zinc and colds: a prospective cohort study", "", "", "cohort"),
    ("Colds in a Danish birth cohort", "", "", "cohort"),
    ("Zinc and colds: a nested case-control study", "", "", "case-control"),
    ("Zinc in people with colds: a population-based case\N{EN DASH}control study", "", "", "case-control"),
    ("Zinc status and colds: a cross-sectional study", "", "", "cross-sectional"),
    ("Zinc and colds: a systematic review", "", "", "systematic review"),
    ("Zinc and colds: systematic review and meta-analysis", "", "", "meta-analysis"),
    ("Zinc and colds: a meta-analysis of randomised trials", "", "", "meta-analysis"),
    ("Remedies for colds: a network meta-analysis", "", "", "network meta-analysis"),
    ("Zinc and colds: a scoping review", "", "", "systematic review"),
    ("Zinc and colds: a narrative review", "", "", "review"),
    ("Zinc and colds: A Review of Current Literature", "", "", "review"),
    ("Zinc levels and colds: a Mendelian randomisation study", "", "", "mendelian randomisation"),
    ("Genome-wide association study of colds", "", "", "genetic"),
    ("Genome-wide meta-analyses of colds", "", "", "genetic"),
    ("Practice guideline: treatment of the common cold", "", "", "guideline"),
    ("Zinc in critical care: a consensus statement", "", "", "guideline"),
    ("Effect of distributing a guideline for zinc: a randomised trial", "", "", "randomised trial"),
    ("Zinc repairs the airways of mice", "", "", "animal"),
    ("Zinc in a rat model of rhinitis", "", "", "animal"),
    ("Zinc in colds: a single-arm pilot study", "", "", "before-after"),
    ("Zinc in colds: a before-and-after study", "", "", "before-after"),
    ("Zinc in colds: a prospective self-controlled study", "", "", "before-after"),
    ("Zinc toxicity: a case report", "", "", "case report"),
    ("Zinc for warts: a case series", "", "", "case series"),
    ("Zinc in soil and colds: an ecological study", "", "", "ecological"),
    ("Colds and vaccination: a self-controlled case series", "", "", "observational"),
    ("Zinc and colds in a longitudinal study", "", "", "cohort"),
    # methods
    ("Zinc for colds", "Eighty adults were randomly assigned to zinc or placebo.", "", "randomised trial"),
    ("Zinc for colds", "Patients were randomised to receive zinc or nothing.", "", "randomised trial"),
    ("Zinc for colds", "In this randomised, open trial we gave zinc.", "", "randomised trial"),
    ("Zinc for colds", "Children received zinc in a double-blind fashion.", "", "randomised trial"),
    ("Zinc for colds", "Every second patient got zinc by alternate allocation.", "", "quasi-randomised"),
    ("Zinc for colds", "Patients were allocated to zinc or nothing by date of birth.", "", "quasi-randomised"),
    ("Zinc for colds", "Adults with colds were treated with zinc for 8 weeks and their symptoms re-assessed.", "", "before-after"),
    ("Zinc for colds", "Symptoms were scored before and after treatment with zinc in 20 adults.", "", "before-after"),
    ("Zinc for colds", "Zinc was given to 20 adults and to 20 controls; symptoms were re-assessed.", "", None),
    ("Zinc and colds", "We compared 50 patients with colds and 60 healthy controls.", "", "case-control"),
    ("Zinc and colds", "Consecutive patients were divided into two groups according to their serum zinc.", "", "cross-sectional"),
    ("Zinc and colds", "Data came from the National Health and Nutrition Examination Survey.", "", "cross-sectional"),
    ("Zinc and colds", "We conducted an online survey of nurses.", "", "cross-sectional"),
    ("Zinc and colds", "Medical records of 300 patients were reviewed.", "", "cohort"),
    ("Zinc and colds", "The mean follow-up was 4.2 years.", "", "cohort"),
    ("Zinc and colds", "Following a systematic literature search, we found few trials.", "", "systematic review"),
    ("Zinc and colds", "PubMed and Embase were searched to May 2020.", "", "systematic review"),
    ("Zinc and colds", "We performed meta-analyses of genome-wide association studies.", "", "genetic"),
    ("Zinc and colds", "This review tells what is known about zinc.", "", "review"),
    ("Zinc and colds: a review", "We searched MEDLINE and Scopus for trials.", "", "systematic review"),
    ("Zinc and colds: a systematic review", "We did a random-effects meta-analysis of 12 trials.", "", "meta-analysis"),
    ("Zinc and mucosa", "Human epithelial cells were treated with zinc in vitro.", "", "laboratory"),
    ("Zinc and mucosa", "Wistar rats were fed zinc; the rats were weighed weekly.", "", "animal"),
    ("Zinc and receptors", "Polymorphisms of the receptor were linked to colds.", "", "genetic"),
    ("Zinc for colds", "An uncontrolled pilot trial in 12 adults.", "", "before-after"),
    # headings count last
    ("Zinc for colds", "", "Zinc helps colds - RCT Nov 2018", "randomised trial"),
    ("", "", "Zinc linked to fewer colds - meta-analysis June 2024", "meta-analysis"),
    ("Zinc and colds: a cohort study", "", "Zinc cures colds - RCT 2018", "cohort"),
    ("", "", "Low zinc associated with colds - Dec 2021", "observational"),
    # what other studies are
    ("Zinc for colds", "Further randomised controlled trials are needed.", "", None),
    ("Zinc for colds", "A large randomised trial would be necessary to settle this.", "", None),
    ("Zinc for colds", "Previous meta-analyses disagree.", "", None),
    ("Zinc for colds", "Randomised trials are lacking.", "", None),
    ("Zinc for colds", "Animal models suggest a benefit. We gave zinc to patients and adults; patients were asked again.", "", None),
    (
        "Zinc for colds",
        "In a recent systematic review zinc did nothing. Fifty adults were randomly allocated to zinc or placebo.",
        "",
        "randomised trial",
    ),
    ("Zinc for colds", "", "", None),
]


@pytest.mark.parametrize(("title", "body", "heading", "design"), SAID)
def test_a_design_is_read_from_its_words(title, body, heading, design):
    found = read_design(title, body, heading)
    assert (found.design if found else None) == design


@pytest.mark.parametrize(("title", "body", "heading", "design"), SAID)
def test_the_words_of_a_design_stand_where_they_are_said_to_stand(title, body, heading, design):
    found = read_design(title, body, heading)
    if design is not None:
        words = {"title": title, "body": body, "heading": heading}[found.zone][found.start : found.end]
        assert words
        assert words == words.strip()


def test_a_text_that_tells_only_what_others_reported_is_a_review():
    body = "Colds are common everywhere. " * 12 + "Studies have reported that zinc may shorten colds, but the mechanism is unclear."
    assert read_design("Colds, the old foe", body).design == "review"


def test_a_row_of_dashes_behind_a_design_is_read_at_once():
    start = time.process_time()
    read_design("", "The patients were treated in a randomised trial " + "-" * 5000 + " " + "- " * 2000)
    assert time.process_time() - start < 1
