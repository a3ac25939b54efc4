"""How well designs are read on gold sets: floors that may not sink."""

import gzip
import json

import pytest

from manystudies.documents import read_abstract
from manystudies.studies import find_studies


def rows(shared, name):
    with gzip.open(shared / "bench" / "reading" / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][:300]


@pytest.mark.parametrize(
    ("name", "floor"),
    [("roles_ei_structured.jsonl.gz", 0.78), ("numeric_pico_corpus.jsonl.gz", 0.88), ("pico_evidence_outcomes.jsonl.gz", 0.88)],
)
def test_abstracts_of_trials_are_mostly_read_as_trials(shared, name, floor):
    designs = []
    for row in rows(shared, name):
        studies = find_studies([read_abstract("\n".join(filter(None, (row.get("title"), row["text"]))))])
        designs += [study.design for study in studies]
    assert designs.count("randomised trial") >= floor * len(designs)
