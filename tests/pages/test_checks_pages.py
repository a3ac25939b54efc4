"""Whole pages, from careful to reckless: what must be said of each, and that a page with nothing wrong is left alone."""

from pathlib import Path

import pytest

from manystudies.checks import Problem, check
from manystudies.claims import find_claims
from manystudies.documents import Document, read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies

HERE = Path(__file__).parent
CAREFUL = sorted((HERE / "checks_careful").iterdir())
RECKLESS: dict[str, list[tuple[str, str]]] = {
    "garlic.md": [
        ("MS406", "Garlic cures high blood pressure"),
        ("MS402", "4X more likely"),
        ("MS407", "Garlic prevents heart attacks"),
        ("MS410", "it cured my dizziness"),
        ("MS414", "development of hypertension"),
    ],
    "magazine.txt": [
        ("MS407", "One common cause is zinc deficiency"),
        ("MS407", "How Zinc Cures Hair Loss"),
        ("MS407", "starving the roots"),
        ("MS407", "low zinc is associated"),
        ("MS411", "Medically Reviewed by"),
        ("MS106", "Ten foods"),
        ("MS107", "Ten foods"),
    ],
    "numbers.md": [
        ("MS201", "30 of 120"),
        ("MS202", "200"),
        ("MS211", "30 ng/mL (45"),
        ("MS301", "4.9, 95% CI 1.2-5.6"),
        ("MS302", "1.50"),
        ("MS306", "1.20, p = .01"),
        ("MS311", "1.31"),
    ],
    "placebo.md": [
        ("MS403", "treated by placebo"),
        ("MS404", "risk doubled"),
        ("MS408", "suspect too little magnesium"),
        ("MS416", "prevalence of seasickness"),
    ],
    "vitamin-d-dose.md": [
        ("MS401", "Back pain treated by"),
        ("MS409", "trend towards improvement"),
        ("MS212", "14.2 ng/mL (6.1-23.8"),
        ("MS212", "36.0 ng/mL (22.4-61.0"),
        ("MS501", "Back pain treated by"),
        ("MS504", "daily 50,000 IU"),
    ],
}


def checked(path: Path) -> tuple[Document, tuple[Problem, ...]]:
    document = read_document(path.read_bytes())
    studies = find_studies((document,))
    return document, check((document,), studies, find_findings(document, studies), find_claims((document,), studies))


@pytest.mark.parametrize("path", CAREFUL, ids=lambda path: path.name)
def test_a_careful_page_gets_no_problem(path):
    _, problems = checked(path)
    assert [(problem.code, problem.message) for problem in problems if problem.flagged] == []


@pytest.mark.parametrize("name", RECKLESS)
def test_a_reckless_page_is_told_each_of_its_problems(name):
    document, problems = checked(HERE / "checks_reckless" / name)
    flagged = [(problem.code, document.words(problem.spans[0])) for problem in problems if problem.flagged]
    missing = [(code, words) for code, words in RECKLESS[name] if not any(code == each and words in quote for each, quote in flagged)]
    assert missing == [], flagged


@pytest.mark.parametrize("name", RECKLESS)
def test_problems_come_worst_first_and_the_same_every_time(name):
    _, problems = checked(HERE / "checks_reckless" / name)
    order = ["high", "medium", "low", "info"]
    ranks = [(not problem.flagged, order.index(problem.severity)) for problem in problems]
    assert ranks == sorted(ranks)
    assert checked(HERE / "checks_reckless" / name)[1] == problems


def test_what_recomputes_is_told_as_well():
    _, problems = checked(HERE / "checks_careful" / "iron-casecontrol.md")
    right = {problem.code for problem in problems if problem.verdict in {"by_rounding", "consistent"}}
    assert {"MS201", "MS202", "MS203", "MS205", "MS301"} <= right
