"""Scores of the claims room that may not sink."""

import gzip
import json

import pytest

from manystudies.claims import find_claims, strength_of_statement
from manystudies.documents import read_document
from manystudies.studies import find_studies


@pytest.mark.parametrize("name", ["pubmed", "press"])
def test_the_shipped_weights_are_those_that_were_trained(shared, name):
    with gzip.open(shared / f"bench/checks/claim_strength_{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][::7]
    right = sum(strength_of_statement(row["text"]) == row["label"] for row in rows)
    assert right / len(rows) > 0.97


def test_what_a_perfect_checker_calls_an_overclaim_is_found_as_a_claim(shared, seeds):
    spans = {}
    for name, data in seeds.items():
        document = read_document(data)
        spans[name[:3]] = [claim.span for claim in find_claims((document,), find_studies((document,)))]
    with (shared / "bench/checks/seed_gold_dev.jsonl").open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["must_flag"] and row["kind"] in {"overclaim", "unsupported"}]
    met = [row for row in rows if any(span.start < row["end"] and row["start"] < span.end for span in spans[row["doc"][:3]])]
    assert len(met) / len(rows) >= 0.8
