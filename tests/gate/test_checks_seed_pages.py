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


@pytest.fixture(scope="module")
def numbers(seeds: dict[str, bytes]) -> list:
    wiki = read_document(next(data for name, data in seeds.items() if name.startswith("003")))
    studies = find_studies((wiki,))
    return [each for each in check((wiki,), studies, find_findings(wiki, studies), find_claims((wiki,), studies)) if each.code >= "MS2"]


def test_the_odds_ratio_of_the_case_control_study_is_confirmed_and_turned_into_a_risk_ratio_only_at_stated_baselines(numbers):
    confirmed = next(each for each in numbers if each.code == "MS203")
    assert (confirmed.verdict, confirmed.recomputed) == ("consistent", "4.240")
    [told] = [each for each in numbers if each.code == "MS402" and "3.1" in each.consistent_range]
    assert "an assumption" in told.message
    assert told.recomputed == "2.81 / 2.56 / 2.36"


def test_the_only_table_of_the_cross_sectional_study_is_shown_with_its_risk_ratio(numbers):
    [table] = [each for each in numbers if each.code == "MS206"]
    assert table.recomputed == "60/119 against 6/36"
    assert "a risk ratio of 3.0" in table.message
    [told] = [each for each in numbers if each.code == "MS402" and "5.085" in each.consistent_range]
    assert told.recomputed == "3.0"


def test_values_outside_the_limits_of_their_own_study_are_shown_with_both_places(numbers):
    outside = [each for each in numbers if each.code == "MS212" and each.flagged]
    assert sorted((each.recomputed, each.consistent_range) for each in outside) == [("42.58", "> 50 nmol/l"), ("57.4", "< 50 nmol/l")]
    assert all(len(each.spans) == 2 for each in outside)


def test_a_change_names_the_correlation_that_its_p_value_needs(numbers):
    [change] = [each for each in numbers if each.code == "MS309"]
    assert (change.verdict, change.suggestion) == ("consistent", "It would take a correlation of at least .56.")
