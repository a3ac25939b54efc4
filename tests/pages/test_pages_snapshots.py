"""What the pages look like, kept as files: a change of form is seen in review. MANYSTUDIES_SNAPSHOTS=write renews them."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from manystudies.pages import check_text, forest_svg, report_html, report_markdown
from manystudies.review import page_of_bytes, review, topic_pages

KEPT = Path(__file__).parent / "snapshots"
SEED_LIMIT = 200_000


def first_three(report) -> str:
    """The plot of a small pooled result."""
    from manystudies.pooling import pool

    row = report.answer.rows[0]
    return forest_svg(report, replace(row, result=pool(row.result.effects[:3])))


@pytest.mark.parametrize(("name", "shape"), [("box.md", report_markdown), ("check.txt", check_text), ("three.svg", first_three)])
def test_the_shape_is_the_one_kept(rich_report, name, shape):
    made = shape(rich_report)
    if os.environ.get("MANYSTUDIES_SNAPSHOTS") == "write":
        KEPT.mkdir(exist_ok=True)
        (KEPT / name).write_text(made, encoding="utf-8")
    assert made == (KEPT / name).read_text("utf-8")


def test_the_bundled_topics_make_a_report_of_moderate_size():
    assert len(report_html(review(topic_pages())).encode()) < 350_000


def test_the_report_of_a_seed_page_is_below_its_limit(seeds):
    for name, data in seeds.items():
        assert len(report_html(review([page_of_bytes(name, data)])).encode()) < SEED_LIMIT, name


def test_two_processes_write_the_same_bytes_whatever_their_hash_seed():
    program = "from manystudies.review import *; from manystudies.pages import *; r = review(topic_pages()); print(hash('x'), report_html(r) + report_json(r) + check_sarif(r))"
    runs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        runs.append(done.stdout.split(b" ", 1))
    assert runs[0][0] != runs[1][0]
    assert runs[0][1] == runs[1][1]
