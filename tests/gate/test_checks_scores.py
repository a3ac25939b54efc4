"""How well the checks of numbers do on gold sets: scores that may not sink."""

import gzip
import json
from pathlib import Path

from manystudies.checks import problems_in


def rows(shared: Path, name: str) -> list[dict]:
    with gzip.open(shared / "bench" / "checks" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_flagged(text: str) -> bool:
    return any(problem.verdict == "inconsistent" for problem in problems_in(text))


def test_no_real_ratio_is_called_wrong(shared):
    assert [row["text"] for row in rows(shared, "medical_ratio_ci_p") if is_flagged(row["text"])] == []


def test_detectable_errors_put_into_ratios_are_found(shared):
    wrong = [row for row in rows(shared, "medical_ratio_injected") if row["detectable"]]
    assert sum(is_flagged(row["text"]) for row in wrong) >= 0.95 * len(wrong)


def test_the_verdicts_of_statcheck_are_ours_but_for_said_tails_and_p_of_zero(shared):
    chosen = [row for row in rows(shared, "statcheck_verdicts") if row["field"] == "error" and not row["options"]]
    different = [row["text"] for row in chosen if is_flagged(row["text"]) != row["expected"]]
    assert different == ["t(28) = 2.20, p = .018, one-tailed", "t(28) = 22.20, p = .000"]


def test_every_share_is_read_and_judged_as_the_arithmetic_says(shared):
    for row in rows(shared, "percent_n_of_N"):
        verdicts = {problem.verdict for problem in problems_in(row["text"]) if problem.code == "MS201"}
        assert row["verdict"] in verdicts, row["text"]
