"""The two pages users bring, against what a perfect checker says of them; scores that may not sink."""

import importlib.util
import json
from pathlib import Path

import pytest

from manystudies.checks import check
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies


@pytest.fixture(scope="module")
def scores(shared: Path, seeds: dict[str, bytes], tmp_path_factory) -> dict:
    specification = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    score = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(score)
    documents = {name: read_document(data) for name, data in seeds.items()}
    names = {document.identity: name for name, document in documents.items()}
    studies = find_studies(tuple(documents.values()))
    findings = [finding for document in documents.values() for finding in find_findings(document, studies)]
    claims = find_claims(tuple(documents.values()), studies)
    found = [
        {"doc": names[problem.spans[0].document], "start": problem.spans[0].start, "end": problem.spans[0].end, "verdict": problem.verdict}
        for problem in check(tuple(documents.values()), studies, findings, claims)
    ]
    out = tmp_path_factory.mktemp("checks") / "check.json"
    out.write_text(json.dumps({"problems": found}), encoding="utf-8")
    return score.page(score.rows(str(shared / "bench" / "checks" / "seed_gold_dev.jsonl")), [str(out)])


def test_nothing_that_is_right_is_called_impossible(scores):
    assert scores["wrongly_flagged"] == []


def test_every_number_that_is_wrong_is_found(scores):
    assert scores["recall_numeric"] == 1


def test_most_of_what_should_be_said_is_said(scores):
    assert scores["recall"] >= 0.9
    assert scores["recall_high"] >= 0.95


def test_changes_between_the_revisions_are_found_as_pairs(seeds):
    article = next(data for name, data in seeds.items() if name.startswith("000"))
    document = read_document(article)
    changed = [problem for problem in check((document,), (), (), ()) if problem.code.startswith("MS51")]
    assert len(changed) == 26
