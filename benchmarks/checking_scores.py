"""How well numbers are checked: one score for each row of the checking table, on gold sets and on the seed pages.

    python benchmarks/checking_scores.py SHARED          print every score on every row
    python benchmarks/checking_scores.py SHARED --pin    and keep them for the gate

Nothing here is trained. What differs from another tool on purpose stands in benchmarks/DISAGREEMENTS.md.
"""

import gzip
import importlib.util
import json
import re
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from manystudies.checks import check, problems_in
from manystudies.claims import find_claims
from manystudies.documents import read_abstract, read_document
from manystudies.findings import Test, find_findings
from manystudies.measures import (
    Printed,
    check_debit,
    check_grim,
    check_grimmer,
    check_sd_on_scale,
    check_statistic,
    decision_differs,
    p_range,
    sd_limits,
)
from manystudies.studies import find_studies

PINNED = Path(__file__).parents[1] / "tests" / "gate" / "checking_scores.json"
Row = dict[str, object]
Scores = dict[str, float]

STATISTIC = re.compile(
    r"\s*(?P<name>t|F|r|chi2|z|Q)\s*(?:\((?P<degrees>[\d., ]+)\))?\s*(?P<is>[<>=])\s*(?P<value>-?[\d.]+)\s*,"
    r"\s*(?:p\s*(?P<than>[<>=])\s*(?P<p>[\d.]+)|(?P<ns>ns))"
)


def gold_path(shared: Path, task: str) -> Path:
    """Where the gold set of a task lies."""
    name = TASKS[task][0]
    return shared / "bench" / "checks" / (name if name.endswith(".jsonl") else f"{name}.jsonl.gz")


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def measured(shared: Path, task: str) -> Scores:
    """The scores of a task on its gold set."""
    path = gold_path(shared, task)
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return {
        name: round(score, 4) for name, score in TASKS[task][1](shared, [json.loads(line) for line in data.splitlines() if line]).items()
    }


def flagged(text: str) -> bool:
    """Whether a check of numbers calls something in a text inconsistent."""
    return any(problem.verdict == "inconsistent" for problem in problems_in(text))


def _verdicts(_: Path, gold: list[Row]) -> Scores:
    """Agreement with statcheck at default options, as texts; what is ours on purpose is counted apart."""
    chosen = [row for row in gold if row["field"] == "error" and not row["options"]]
    different = [str(row["text"]) for row in chosen if flagged(str(row["text"])) != row["expected"]]
    meant = [text for text in different if "one-tailed" in text or ".000" in text]
    return {"agree": 1 - (len(different) - len(meant)) / len(chosen), "different_on_purpose": len(meant)}


def _options(_: Path, gold: list[Row]) -> Scores:
    """Agreement with statcheck on every row at its own options, by the identity alone; "p = .000" is notation here."""
    seen = right = 0
    for row in gold:
        match, options = STATISTIC.match(str(row["text"])), row["options"]
        if match is None or match["p"] == ".000" or not isinstance(options, dict):
            continue
        said = options.get("OneTailedTxt") == "TRUE" and re.search("one-tailed|directional", str(row["text"]))
        tails = 1 if said or options.get("OneTailedTests") == "TRUE" else 2
        degrees = tuple(float(part) for part in (match["degrees"] or "").split(",") if part.strip())
        value, p, than = Printed.read(match["value"]), Printed.read(match["p"] or ".05"), match["than"] or ">"
        computed = p_range(match["name"], value, degrees, match["is"], tails)
        printed = tuple(Printed.read(part.strip()) for part in (match["degrees"] or "").split(",") if part)
        wrong = not check_statistic(match["name"], value, printed, p, comparator=than, value_comparator=match["is"], tails=tails).right
        if row["field"] == "decision_error":
            equal = options.get("pEqualAlphaSig") != "FALSE"
            wrong = wrong and decision_differs(computed, p, than, float(options.get("alpha", 0.05)), equal_is_significant=equal)
        seen, right = seen + 1, right + (wrong == row["expected"])
    return {"agree": right / seen, "rows": seen}


def _manual(_: Path, gold: list[Row]) -> Scores:
    """The share of hand-copied test statistics that are read with their value and p-value."""
    read = 0
    for row in gold:
        tests = [each for each in find_findings(read_abstract(str(row["text"]))) if isinstance(each, Test)]
        value, p = _float(row["value"]), _float(row["p"])
        read += any(
            abs(abs(float(each.value)) - abs(value)) < 1e-9 and (p is None or (each.p is not None and abs(float(each.p.number) - p) < 1e-9))
            for each in tests
            if value is not None
        )
    return {"read": read / len(gold)}


def _float(text: object) -> float | None:
    try:
        return float(str(text))
    except ValueError:
        return None


def _ratios(_: Path, gold: list[Row]) -> Scores:
    return {"false_alarms": sum(flagged(str(row["text"])) for row in gold)}


def _injected(_: Path, gold: list[Row]) -> Scores:
    wrong = [row for row in gold if row["detectable"]]
    return {"found": sum(flagged(str(row["text"])) for row in wrong) / len(wrong)}


def _shares(_: Path, gold: list[Row]) -> Scores:
    right = sum(row["verdict"] in {each.verdict for each in problems_in(str(row["text"])) if each.code == "MS201"} for row in gold)
    return {"right": right / len(gold)}


def _grids(_: Path, gold: list[Row]) -> Scores:
    rows = [row for row in gold if not row.get("contested")]
    return {"right": sum(map(_grid_agrees, rows)) / len(rows)}


def _grid_agrees(row: Row) -> bool:
    mean, people, items = Printed.read(str(row["x"])), int(str(row["n"])), int(str(row.get("items") or 1))
    rounding = str(row["rounding"]).removeprefix("decimal.")
    match row["check"]:
        case "grim":
            threshold = float(str(row.get("threshold", 5)))
            outcome = check_grim(mean, people, items, percent=bool(row["percent"]), rounding=rounding, threshold=threshold)
        case "grimmer":
            outcome = check_grimmer(mean, Printed.read(str(row["sd"])), people, items, rounding=rounding)
        case "debit":
            outcome = check_debit(mean, Printed.read(str(row["sd"])), people, rounding=rounding)
        case "boundary":
            outcome = check_sd_on_scale(mean, Printed.read(str(row["sd"])), people, int(str(row["min"])), int(str(row["max"])))
        case _:
            limits = sd_limits(mean, people, int(str(row["min"])), int(str(row["max"])))
            return [round(limit, 2) for limit in limits] == row["expected_limits"]
    return outcome.right == row["expected_consistent"]


def _pages(shared: Path, gold: list[Row]) -> Scores:
    """The seed pages against what a perfect checker says of them."""
    del gold
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "score" / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "check.json"
        out.write_text(json.dumps({"problems": _problems_of_pages(shared)}), encoding="utf-8")
        told = score.page(score.rows(str(shared / "bench" / "checks" / "seed_gold_dev.jsonl")), [str(out)])
    return {
        "recall": told["recall"],
        "recall_high": told["recall_high"],
        "recall_numeric": told["recall_numeric"],
        "wrongly_flagged": len(told["wrongly_flagged"]),
    }


@lru_cache(maxsize=1)
def _problems_of_pages(shared: Path) -> list[Row]:
    pages = {path.name: read_document(path.read_bytes()) for path in sorted((shared / "seeds").glob("*.txt"))}
    names = {page.identity: name for name, page in pages.items()}
    documents = tuple(pages.values())
    studies = find_studies(documents)
    findings = [finding for page in documents for finding in find_findings(page, studies)]
    return [
        {"doc": names[each.spans[0].document], "start": each.spans[0].start, "end": each.spans[0].end, "verdict": each.verdict}
        for each in check(documents, studies, findings, find_claims(documents, studies))
    ]


TASKS: dict[str, tuple[str, Callable[[Path, list[Row]], Scores]]] = {
    "statcheck_default": ("statcheck_verdicts", _verdicts),
    "statcheck_options": ("statcheck_verdicts", _options),
    "statcheck_manual": ("statcheck_manual_corpus", _manual),
    "ratios_real": ("medical_ratio_ci_p", _ratios),
    "ratios_injected": ("medical_ratio_injected", _injected),
    "percents": ("percent_n_of_N", _shares),
    "grids": ("grim_grimmer_debit", _grids),
    "seed_pages": ("seed_gold_dev.jsonl", _pages),
}
"""Task: its gold set and how its scores are measured."""


def main(shared: Path, *, pin: bool) -> None:
    """Print the scores of every task; with `pin`, keep them with the digests of the gold sets."""
    held: dict[str, object] = {}
    for task in TASKS:
        found = measured(shared, task)
        print(task, json.dumps(found))
        path = gold_path(shared, task)
        held[task] = {"gold": f"checks/{path.name}", "sha256": digest_of(path), "scores": found}
    if pin:
        PINNED.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), pin="--pin" in sys.argv[2:])
