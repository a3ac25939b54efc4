"""How well numbers are checked: scores on gold sets that may not sink below the pinned ones."""

import gzip
import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = json.loads((Path(__file__).parent / "checking_scores.json").read_text(encoding="utf-8"))
MAY_SINK = 0.002
LESS_IS_BETTER = {"different_on_purpose", "false_alarms", "wrongly_flagged"}


@pytest.fixture(scope="module")
def scores():
    spec = importlib.util.spec_from_file_location("checking_scores", ROOT / "benchmarks" / "checking_scores.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_row_of_checking_is_pinned(scores):
    assert set(scores.TASKS) == set(PINNED)


@pytest.mark.parametrize("task", sorted(PINNED))
def test_no_score_of_checking_sinks(shared, scores, task):
    pin = PINNED[task]
    gold = scores.gold_path(shared, task)
    if not gold.exists() or scores.digest_of(gold) != pin["sha256"]:
        pytest.skip(f"{pin['gold']} is not the gold set whose scores are pinned")
    found = scores.measured(shared, task)
    sunk = {
        name: (found[name], score)
        for name, score in pin["scores"].items()
        if (found[name] > score + MAY_SINK if name in LESS_IS_BETTER else found[name] < score - MAY_SINK)
    }
    assert sunk == {}


def test_the_verdicts_of_statcheck_are_ours_but_for_said_tails_and_p_of_zero(shared, scores):
    with gzip.open(shared / "bench" / "checks" / "statcheck_verdicts.jsonl.gz", "rt", encoding="utf-8") as lines:
        chosen = [row for row in map(json.loads, lines) if row["field"] == "error" and not row["options"]]
    different = [row["text"] for row in chosen if scores.flagged(row["text"]) != row["expected"]]
    assert different == ["t(28) = 2.20, p = .018, one-tailed", "t(28) = 22.20, p = .000"]
