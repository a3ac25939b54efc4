"""The command as a stranger meets it: one line for every trouble, the same bytes twice, no socket."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PAGE = b"---\ntitle: Iron\n---\n\n# Iron helps legs\n\nIron helped 12 of 40 people (30%) and placebo 6 of 40 (15%).\n"


def run(*arguments: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "manystudies", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def one_line(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode == 2, done
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("binary.md", bytes(range(256)) * 8),
        ("image.md", b"\x89PNG\r\n\x1a\n" + bytes(3000)),
        ("large.txt", b"word " * 4_000_000),
    ],
)
def test_what_cannot_be_read_is_one_line_that_names_the_file(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert name in one_line(run(name, cwd=tmp_path))


def test_a_page_given_as_a_library_is_told_from_one(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE)
    assert "page.md: needs a library made by manystudies" in one_line(run("search", "iron", "--library", "page.md", cwd=tmp_path))
    assert (tmp_path / "page.md").read_bytes() == PAGE


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    assert "absent.md: needs a file" in one_line(run("absent.md", cwd=tmp_path))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.md", b""),
        ("blank.txt", b"\n\n   \n"),
        ("latin.txt", "Caf\xe9 and na\xefve people slept better.".encode("latin-1")),
        ("nostudy.md", b"# Welcome\n\nThis page has no study.\n"),
        ("deep.html", b"<html><body>" + b"<div>" * 20_000 + b"legs" + b"</div>" * 20_000),
        ("laughs.xml", b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'),
        ("broken.md", b'{"title": "x", \n\n# Page\n\nIron helps legs.\n'),
        ("nul.txt", b"Iron\x00helps legs in 3 of 4 people."),
    ],
)
def test_odd_pages_give_an_honest_report(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    done = run(name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "build" / "report.html").stat().st_size > 1000
    assert "Traceback" not in done.stderr


def test_a_report_carries_no_script_and_no_javascript_link(tmp_path: Path) -> None:
    page = (
        b"# Legs\n\n<script>alert(1)</script> <img src=x onerror=alert(2)> [a](javascript:alert(3)) <a href='JaVaScRiPt:alert(4)'>b</a>\n"
    )
    (tmp_path / "evil.md").write_bytes(page)
    assert run("evil.md", cwd=tmp_path).returncode == 0
    html = (tmp_path / "build" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="javascript' not in html.lower()
    assert "href='javascript" not in html.lower()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE)
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "locked" in one_line(run("page.md", "--out", "locked/build", cwd=tmp_path))


def test_an_out_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE)
    assert "page.md" in one_line(run("page.md", "--out", "page.md", cwd=tmp_path))


@pytest.mark.parametrize("arguments", [["--format", "yaml", "page.md"], ["check"], ["explain", "MS999"], ["bulk", "a"], ["--nonsense"]])
def test_wrong_use_is_one_line_with_status_2(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "page.md").write_bytes(PAGE)
    one_line(run(*arguments, cwd=tmp_path))


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE)
    outputs = []
    for seed in ("1", "2"):
        done = run("page.md", "--format", "json", "--out", f"out{seed}", cwd=tmp_path, PYTHONHASHSEED=seed)
        outputs.append((done.stdout, (tmp_path / f"out{seed}" / "report.html").read_bytes()))
    assert outputs[0] == outputs[1]


def test_no_socket_is_opened(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE)
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.addaudithook(lambda event, _: (_ for _ in ()).throw(RuntimeError(event)) if event.startswith('socket.') else None)\n"
    )
    done = run("page.md", cwd=tmp_path, PYTHONPATH=f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    assert done.returncode == 0, done.stderr


def test_help_loads_no_heavy_library(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "manystudies", "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert done.returncode == 0
    assert "click" in loaded
    assert not loaded & {"jinja2", "markdown_it", "multiprocessing", "numpy", "rapidfuzz", "rich", "scipy", "sqlite3", "yaml"}


def test_the_json_has_the_promised_shape(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE)
    data = json.loads(run("page.md", "--format", "json", cwd=tmp_path).stdout)
    assert set(data) >= {"documents", "studies", "findings", "claims", "problems", "recomputed", "answer"}
    assert data["documents"][0]["doc"] == "page.md"
    assert len(data["documents"][0]["sha256"]) == 64


def test_a_malformed_page_in_a_folder_is_one_line_and_stops_nothing(tmp_path: Path) -> None:
    wiki = tmp_path / "wiki"
    wiki.mkdir()
    (wiki / "good.md").write_bytes(PAGE)
    (wiki / "bad.md").write_bytes(bytes(range(256)) * 8)
    done = run("wiki", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2 pages" in done.stdout
    assert "1 not readable" in done.stdout
    again = run("wiki", cwd=tmp_path)
    assert "1 unchanged" in again.stdout
    assert (tmp_path / "build" / "index.html").is_file()


def test_a_baseline_lets_an_old_wiki_start_clean(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"# Iron is proven to cure restless legs\n\nRisk fell (OR 3.4, 95% CI 1.5-6.3).\n")
    assert run("check", "page.md", "--fail-on", "low", cwd=tmp_path).returncode == 1
    assert run("check", "page.md", "--baseline", "known.json", "--update-baseline", cwd=tmp_path).returncode == 0
    assert run("check", "page.md", "--baseline", "known.json", "--fail-on", "low", cwd=tmp_path).returncode == 0


def test_changed_since_takes_only_pages_that_differ(tmp_path: Path) -> None:
    wiki = tmp_path / "wiki"
    wiki.mkdir()
    (wiki / "old.md").write_bytes(PAGE)
    git = ["git", "-C", str(wiki), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    (wiki / "new.md").write_bytes(PAGE + b"\nMore.\n")
    done = run("wiki", "--changed-since", "HEAD", cwd=tmp_path)
    assert "1 pages" in done.stdout or "1 page " in done.stdout, done.stdout + done.stderr
    assert "new.md" in done.stdout
    one_line(run("wiki", "--changed-since", "no-such-revision", cwd=tmp_path))


def test_a_file_named_like_an_option_is_told_how_to_be_named(tmp_path: Path) -> None:
    (tmp_path / "-page.md").write_bytes(PAGE)
    assert "write ./-page.md" in one_line(run("check", "-page.md", cwd=tmp_path))
    assert "--help" in one_line(run("check", "--colour", "./-page.md", cwd=tmp_path))


def test_a_name_with_a_line_break_is_refused_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "two\nlines.md").write_bytes(PAGE)
    assert "two\\nlines.md: needs a name that fits on a line" in one_line(run("check", "two\nlines.md", cwd=tmp_path))


def test_a_name_with_letters_and_spaces_of_any_language_is_read(tmp_path: Path) -> None:
    (tmp_path / "żelazo\N{NO-BREAK SPACE}и ноги.md").write_bytes(PAGE)
    assert run("check", "żelazo\N{NO-BREAK SPACE}и ноги.md", cwd=tmp_path).returncode in {0, 1}


def test_a_device_without_end_is_one_line(tmp_path: Path) -> None:
    assert "/dev/zero: needs a page of at most 16 MB" in one_line(run("check", "/dev/zero", cwd=tmp_path))


def test_a_baseline_that_is_no_json_says_how_one_is_made(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE)
    (tmp_path / "base.json").write_text('{"x":')
    assert "`check --update-baseline`" in one_line(run("check", "--baseline", "base.json", "page.md", cwd=tmp_path))


def test_an_out_folder_that_is_a_device_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE)
    assert "/dev/full: needs a folder" in one_line(run("page.md", "--out", "/dev/full", cwd=tmp_path))


def test_a_stopped_bulk_names_what_it_kept_and_goes_on(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": number, "text": PAGE.decode() * 20}) + "\n" for number in range(6000))
    (tmp_path / "in.jsonl").write_text(rows)
    command = [sys.executable, "-m", "manystudies", "bulk", "in.jsonl", "out.jsonl", "--workers", "1"]
    started = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    part = tmp_path / "out.jsonl.part"
    while started.poll() is None and not (part.exists() and part.stat().st_size > 10_000):
        time.sleep(0.05)
    started.send_signal(signal.SIGINT)
    said = started.communicate()[1]
    assert started.returncode == 130, said
    assert "out.jsonl.part; the same command goes on from there" in said
    assert "Traceback" not in said
