"""The two seed pages through the real command: what a perfect checker says of them may not be said less well."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def outputs(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The JSON of `manystudies check` and of the bare form on both seeds."""
    folder = tmp_path_factory.mktemp("seeds")
    pages = [str(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    command = [sys.executable, "-m", "manystudies"]
    found: dict[str, Path] = {}
    for name, arguments in (("check", ["check", *pages, "--format", "json"]), ("all", [*pages, "--format", "json"])):
        done = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True, check=False, env=dict(os.environ))
        assert done.returncode in {0, 1}, done.stderr
        found[name] = folder / f"{name}.json"
        found[name].write_text(done.stdout, encoding="utf-8")
    return found


def score(shared: Path, *arguments: Path | str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(shared / "score" / "score.py"), *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def test_no_right_number_is_flagged_and_every_numeric_problem_is_found(shared: Path, outputs: dict[str, Path]) -> None:
    page = score(shared, "page", shared / "bench" / "checks" / "seed_gold_dev.jsonl", outputs["check"])
    assert page["wrongly_flagged"] == []
    assert page["recall_numeric"] == 1
    assert float(str(page["recall"])) >= 0.9


def test_every_study_that_the_pages_name_is_found_and_none_is_invented(shared: Path, outputs: dict[str, Path]) -> None:
    studies = score(shared, "studies", shared / "bench" / "rls" / "seed_studies.json", outputs["all"])
    assert studies["found"] == 11
    assert studies["doi_right"] == "9/9"
    assert studies["dois_outside_gold"] == []
    assert str(studies["design_right"]).startswith(("9/", "10/", "11/"))


def test_studies_shown_without_title_or_doi_are_listed_by_what_is_shown(outputs: dict[str, Path]) -> None:
    studies = json.loads(outputs["all"].read_text(encoding="utf-8"))["studies"]
    shown = {study["pmid"] for study in studies} | {study["pmcid"] for study in studies}
    assert {"34764852", "22317944", "PMC11280425"} <= shown
