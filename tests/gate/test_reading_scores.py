"""How well texts are read: scores on gold sets that may not sink below the pinned ones."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = json.loads((Path(__file__).parent / "reading_scores.json").read_text(encoding="utf-8"))
MAY_SINK = 0.002
LESS_IS_BETTER = {"span_broken"}


@pytest.fixture(scope="module")
def scores():
    spec = importlib.util.spec_from_file_location("reading_scores", ROOT / "benchmarks" / "reading_scores.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_task_of_reading_is_pinned(scores):
    assert set(scores.TASKS) == set(PINNED)
    assert all(pin["cross_validated"] for task, pin in PINNED.items() if task not in {"estimates", "doses"})


@pytest.mark.parametrize("task", sorted(PINNED))
def test_no_score_of_reading_sinks(shared, scores, task):
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
