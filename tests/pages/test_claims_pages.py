"""Thirty pages from careful to reckless: what must be said of the claims of each, and what must not."""

import json
from pathlib import Path

import pytest

from manystudies.checks import check
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies

HERE = Path(__file__).parent
GOLD = {
    f"{folder}/{name}": rows
    for folder in ("claims_pages", "claims_pages_more")
    for name, rows in json.loads((HERE / folder / "gold.json").read_text(encoding="utf-8")).items()
}
"""For each page the codes and words that must be flagged, those that may be (anything else is a wrong alarm), and those still missed."""


def flagged(name: str) -> list[tuple[str, str]]:
    document = read_document((HERE / name).read_bytes())
    studies = find_studies((document,))
    problems = check((document,), studies, find_findings(document, studies), find_claims((document,), studies))
    return [(problem.code, document.quote(problem.spans[0])) for problem in problems if problem.flagged]


def is_said(row: list[str], found: tuple[str, str]) -> bool:
    return found[0] in row[0].split() and (row[1] in found[1] or found[1] in row[1])


@pytest.mark.parametrize("name", GOLD)
def test_what_must_be_said_of_a_page_is_said(name):
    found = flagged(name)
    missing = [row for row in GOLD[name]["must"] if not any(is_said(row, each) for each in found)]
    assert missing == GOLD[name].get("waiting", []), found


@pytest.mark.parametrize("name", GOLD)
def test_nothing_else_is_said_of_a_page(name):
    allowed = GOLD[name]["must"] + GOLD[name]["may"]
    assert [each for each in flagged(name) if not any(is_said(row, each) for row in allowed)] == []
