"""The identities against gold sets of real and injected numbers; no score may sink."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from manystudies.measures import (
    Printed,
    check_debit,
    check_grim,
    check_grimmer,
    check_ratio_interval,
    check_ratio_p,
    check_sd_on_scale,
    check_share,
    check_statistic,
    decision_differs,
    p_range,
    sd_limits,
)

STATISTIC = re.compile(
    r"\s*(?P<name>t|F|r|chi2|z|Q)\s*(?:\((?P<degrees>[\d., ]+)\))?\s*(?P<is>[<>=])\s*(?P<value>-?[\d.]+)\s*,"
    r"\s*(?:p\s*(?P<than>[<>=])\s*(?P<p>[\d.]+)|(?P<ns>ns))"
)


def rows(shared: Path, name: str) -> list[dict[str, Any]]:
    path = shared / "bench" / "checks" / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip(f"no {name}")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_no_real_ratio_is_called_wrong(shared):
    for row in rows(shared, "medical_ratio_ci_p"):
        numbers = [Printed.read(row[name]) for name in ("estimate", "low", "high")]
        assert check_ratio_interval(*numbers, level=float(row["level"])).right, row["match"]
        if row["p"]:
            assert check_ratio_p(*numbers, Printed.read(row["p"]), comparator=row["p_cmp"], level=float(row["level"])).right, row["match"]


def test_injected_errors_are_found(shared):
    injected = rows(shared, "medical_ratio_injected")
    flagged = {
        row["id"]: check_ratio_interval(*(Printed.read(row[name]) for name in ("estimate", "low", "high"))).verdict == "inconsistent"
        for row in injected
    }
    detectable = [row["id"] for row in injected if row["detectable"]]
    harmless = [row["id"] for row in injected if row["expected"].startswith("consistent")]
    assert sum(flagged[name] for name in detectable) >= 0.95 * len(detectable)
    assert not any(flagged[name] for name in harmless)


def test_every_percent_of_a_total_recomputes(shared):
    for row in rows(shared, "percent_n_of_N"):
        numbers = (Printed.read(str(row[name])) for name in ("percent", "n", "N"))
        assert check_share(*numbers).right == (row["verdict"] == "consistent"), row


def test_grids_agree_with_every_uncontested_published_case(shared):
    wrong = []
    for row in rows(shared, "grim_grimmer_debit"):
        if row.get("contested"):
            continue
        mean, people = Printed.read(row["x"]), int(row["n"])
        rounding = row["rounding"].removeprefix("decimal.")
        match row["check"]:
            case "grim":
                outcome = check_grim(
                    mean, people, row["items"], percent=row["percent"], rounding=rounding, threshold=row.get("threshold", 5)
                )
            case "grimmer":
                outcome = check_grimmer(mean, Printed.read(row["sd"]), people, row["items"], rounding=rounding)
            case "debit":
                outcome = check_debit(mean, Printed.read(row["sd"]), people, rounding=rounding)
            case "boundary":
                outcome = check_sd_on_scale(mean, Printed.read(row["sd"]), people, row["min"], row["max"])
            case "sd_limits":
                limits = sd_limits(mean, people, row["min"], row["max"])
                if [round(limit, 2) for limit in limits] != row["expected_limits"]:
                    wrong.append((row["id"], limits, row["expected_limits"]))
                continue
        if outcome.right != row["expected_consistent"]:
            wrong.append(row)
    assert not wrong


def test_test_statistics_agree_with_statcheck(shared):
    wrong, seen = [], 0
    for row in rows(shared, "statcheck_verdicts"):
        match = STATISTIC.match(row["text"])
        options = row["options"]
        if match is None:
            continue
        seen += 1
        said = options.get("OneTailedTxt") == "TRUE" and re.search("one-tailed|directional", row["text"])
        tails = 1 if said or options.get("OneTailedTests") == "TRUE" else 2
        degrees = tuple(Printed.read(part.strip()) for part in (match["degrees"] or "").split(",") if part)
        value, p, than = Printed.read(match["value"]), Printed.read(match["p"] or ".05"), match["than"] or ">"
        outcome = check_statistic(match["name"], value, degrees, p, comparator=than, value_comparator=match["is"], tails=tails)
        verdict = not outcome.right
        if row["field"] == "decision_error":
            computed = p_range(match["name"], value, tuple(map(float, degrees)), match["is"], tails)
            verdict = verdict and decision_differs(
                computed, p, than, float(options.get("alpha", 0.05)), equal_is_significant=options.get("pEqualAlphaSig") != "FALSE"
            )
        # "p = .000" is a matter of notation here, with a code of its own.
        if verdict != row["expected"] and match["p"] != ".000":
            wrong.append((row["text"], row["options"], row["field"], row["expected"]))
    assert seen > 100
    assert not wrong
