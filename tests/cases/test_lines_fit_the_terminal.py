"""On a terminal lines are as wide as it is; without one they are always the same."""

import os
import sys

import pytest

from manystudies.cli.width import line_width


def shown(columns: int, monkeypatch, *, terminal: bool) -> int:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    monkeypatch.setenv("COLUMNS", str(columns))
    return line_width(100)


@pytest.mark.parametrize(("columns", "width"), [(20, 24), (60, 60), (300, 100)])
def test_lines_are_as_wide_as_the_terminal(columns, width, monkeypatch):
    assert shown(columns, monkeypatch, terminal=True) == width


def test_lines_that_go_into_a_file_are_always_as_wide(monkeypatch):
    assert shown(20, monkeypatch, terminal=False) == 100


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of its own")
@pytest.mark.parametrize("arguments", [["explain", "MS304"], ["ask", "what helps restless legs?"]])
def test_a_narrow_terminal_gets_lines_that_fit(arguments):
    import subprocess

    leader, follower = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "manystudies", *arguments], stdout=follower, stderr=subprocess.DEVNULL, env={**os.environ, "COLUMNS": "30"}
    ) as run:
        os.close(follower)
        told = b""
        while True:
            try:
                more = os.read(leader, 4096)
            except OSError:
                break
            if not more:
                break
            told += more
        run.wait()
    os.close(leader)
    lines = told.decode().splitlines()
    long = [line for line in lines if len(line) > 40 and " " in line.strip()]
    assert lines
    assert len(long) <= len(lines) // 8  # examples are shown as they are written
