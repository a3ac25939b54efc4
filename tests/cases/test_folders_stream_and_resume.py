"""Folders: the same problems as page by page, and the same library after a kill as without one."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from zlib import decompress

import pytest

from manystudies.library import Library
from manystudies.review import read_folder

PAGES = 60


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    """A small wiki: claims stronger than their studies, a share that is off, a page without a problem, and one that is no text."""
    folder = tmp_path / "wiki"
    (folder / "more").mkdir(parents=True)
    for number in range(PAGES):
        right = "30%" if number % 3 else "45%"
        page = (
            f"---\ntitle: Iron and legs {number}\ntags: [iron, legs]\n---\n\n# Iron cures restless legs\n\n"
            f"**Iron for restless legs: a trial in {40 + number} adults**\n\nSleep Med. 2014;5:{100 + number}. doi: 10.1234/iron.{number:04d}\n\n"
            f"RESULTS: Legs were restless in 12 of 40 ({right}) with iron and in 20 of 40 (50%) of the controls (OR 3.4, 95% CI 1.5-6.3).\n"
        )
        (folder / ("more" if number % 2 else ".") / f"page-{number:03d}.md").write_text(page, encoding="utf-8")
    (folder / "plain.md").write_text("# Welcome\n\nNothing is claimed here.\n", encoding="utf-8")
    (folder / "broken.md").write_bytes(bytes(range(256)) * 8)
    return folder


def manystudies(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "manystudies", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def pages_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.md") if path.name != "broken.md")


def test_a_folder_has_the_problems_of_its_pages(wiki: Path) -> None:
    done = manystudies("check", str(wiki), "--format", "json")
    assert done.returncode == 1, done.stderr
    joined = json.loads(done.stdout)
    assert joined["unreadable"][0]["path"].endswith("broken.md")
    some = [path for path in pages_of(wiki) if path.name in {"page-000.md", "page-001.md", "page-059.md", "plain.md"}]
    assert len(some) == 4
    for path in some:
        alone = json.loads(manystudies("check", str(path), "--format", "json").stdout)
        for part in ("problems", "recomputed"):
            assert [each for each in joined[part] if each["path"] == str(path)] == alone[part]


def test_the_log_of_a_folder_names_every_file_and_every_problem(wiki: Path) -> None:
    log = json.loads(manystudies("check", str(wiki), "--format", "sarif").stdout)["runs"][0]
    problems = json.loads(manystudies("check", str(wiki), "--format", "json").stdout)["problems"]
    assert [each["ruleId"] for each in log["results"]] == [each["code"] for each in problems]
    assert len(log["artifacts"]) == len(pages_of(wiki))
    for result, problem in zip(log["results"], problems, strict=True):
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert log["artifacts"][place["index"]]["location"]["uri"] == place["uri"]
        assert place["uri"].endswith(problem["doc"])
        assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == problem["code"]


def test_the_text_of_a_folder_ends_in_its_counts_and_a_file_holds_the_same(wiki: Path, tmp_path: Path) -> None:
    done = manystudies("check", str(wiki))
    assert done.stdout.endswith(
        f"{PAGES + 2} pages · {done.stdout.count(': high ') + done.stdout.count(': medium ') + done.stdout.count(': low ') + done.stdout.count(': info ')} problems · 1 not readable\n"
    )
    assert manystudies("check", str(wiki), "--out", str(tmp_path / "said.txt")).returncode == 1
    assert (tmp_path / "said.txt").read_text(encoding="utf-8") == done.stdout


def content(library: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a library holds, in an order of its own."""
    with sqlite3.connect(library) as connection:
        tables = ("page", "document", "study", "record", "tag", "search")
        held = {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608 - names from above
    held["document"] = [(*row[:4], decompress(row[4]), decompress(row[5])) for row in held["document"]]
    connection.close()
    return held


def test_a_reading_that_was_killed_goes_on_to_the_same_library(wiki: Path, tmp_path: Path) -> None:
    assert manystudies(str(wiki), "--out", str(tmp_path / "whole")).returncode == 0
    command = [sys.executable, "-m", "manystudies", str(wiki), "--out", str(tmp_path / "torn")]
    library = tmp_path / "torn" / "library.sqlite"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None and not _begun(library):
            time.sleep(0.005)
        running.send_signal(signal.SIGKILL)
    assert len(content(library)["page"]) > 0
    assert manystudies(str(wiki), "--out", str(tmp_path / "torn")).returncode == 0
    assert content(library) == content(tmp_path / "whole" / "library.sqlite")
    assert (tmp_path / "torn" / "index.html").read_bytes() == (tmp_path / "whole" / "index.html").read_bytes()


def _begun(library: Path) -> bool:
    """Whether the first pages are in the library."""
    if not library.exists():
        return False
    try:
        with sqlite3.connect(f"file:{library}?mode=ro", uri=True) as connection:
            found = connection.execute("SELECT count(*) FROM page").fetchone()[0] > 0
        connection.close()
    except sqlite3.Error:
        return False
    return found


def test_one_worker_and_two_keep_the_same_library(wiki: Path, tmp_path: Path) -> None:
    paths = [str(path) for path in sorted(wiki.rglob("*.md"))]
    for workers in (1, 2):
        with Library(tmp_path / f"{workers}.sqlite") as library:
            count = read_folder(paths, library, workers=workers)
        assert (count.pages, count.read, count.troubled) == (PAGES + 2, PAGES + 1, 1)
    assert content(tmp_path / "1.sqlite") == content(tmp_path / "2.sqlite")


def test_unchanged_pages_are_not_read_twice(wiki: Path, tmp_path: Path) -> None:
    paths = [str(path) for path in sorted(wiki.rglob("*.md"))]
    with Library(tmp_path / "library.sqlite") as library:
        read_folder(paths, library, workers=1)
        os.utime(paths[0])
        Path(paths[1]).write_text("# Rewritten\n\nNothing is claimed here.\n", encoding="utf-8")
        again = read_folder(paths, library, workers=1)
    assert (again.read, again.troubled, again.unchanged) == (1, 1, PAGES)
