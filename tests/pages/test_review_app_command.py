"""`manystudies review` on the command line: what it opens, and what it refuses in one line."""

import socket
import subprocess
import sys

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")


def run(*arguments: str, cwd) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "manystudies", "review", *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=60
    )


def test_two_libraries_are_one_too_many(tmp_path):
    done = run("a.sqlite", "b.sqlite", cwd=tmp_path)
    assert done.returncode == 2
    assert "one library; found 2" in done.stderr


def test_read_only_reads_no_new_page(tmp_path):
    done = run("a.sqlite", "page.md", "--read-only", cwd=tmp_path)
    assert done.returncode == 2
    assert "--read-only" in done.stderr


def test_read_only_needs_a_library_that_is_there(tmp_path):
    done = run("none.sqlite", "--read-only", "--no-browser", "--port", "0", cwd=tmp_path)
    assert done.returncode == 2
    assert "none.sqlite" in done.stderr
    assert not (tmp_path / "none.sqlite").exists()


def test_a_port_that_is_taken_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("--no-browser", "--port", str(port), cwd=tmp_path)
    assert done.returncode == 2
    assert f"port {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_that_is_not_there_is_told(tmp_path):
    done = run("missing.md", "--no-browser", "--port", "0", cwd=tmp_path)
    assert done.returncode == 2
    assert "missing.md" in done.stderr
    assert "Traceback" not in done.stderr
