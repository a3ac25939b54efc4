"""A file whose name is not UTF-8: one line says so, with the byte escaped, and the other pages of its folder are read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from manystudies.pages.sarif import _uri

PAGE = b"# T\n\nIron cures RLS. 12 of 48 (35%).\n"


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    folder = tmp_path / "wiki"
    folder.mkdir()
    (folder / "a.md").write_bytes(PAGE)
    (folder / "z.md").write_bytes(PAGE)
    try:
        (folder / os.fsdecode(b"bad\xff.md")).write_bytes(PAGE)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    return folder


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "manystudies", *arguments], cwd=folder.parent, capture_output=True, check=False)


@pytest.mark.parametrize("shape", ["text", "json", "markdown"])
def test_a_folder_is_read_but_for_the_page_with_such_a_name(wiki: Path, shape: str) -> None:
    for _ in range(2):
        done = run(wiki, "wiki", "--format", shape)
        assert done.returncode == 0, done.stderr
        said = done.stdout.decode("utf-8")
        assert "a.md" in said
        assert "z.md" in said
        assert "bad\\xff.md: needs a name that is UTF-8" in (json.loads(said)["pages"][0]["trouble"] if shape == "json" else said)


def test_a_check_of_a_folder_names_it_once_and_goes_on(wiki: Path) -> None:
    joined = json.loads(run(wiki, "check", "wiki", "--format", "json").stdout.decode("utf-8"))
    assert [each["path"] for each in joined["unreadable"]] == ["wiki/bad\\xff.md"]
    assert {each["path"] for each in joined["problems"]} == {"wiki/a.md", "wiki/z.md"}
    assert run(wiki, "check", "wiki", "--format", "json", "--out", "o.json").returncode == 1
    assert json.loads((wiki.parent / "o.json").read_bytes()) == joined
    assert b"1 not readable" in run(wiki, "check", "wiki").stdout
    assert json.loads(run(wiki, "check", "wiki", "--format", "sarif").stdout.decode("utf-8"))["runs"]


@pytest.mark.parametrize("command", [[], ["check"], ["fix"]])
def test_such_a_page_given_alone_is_one_line(wiki: Path, command: list[str]) -> None:
    done = run(wiki, *command, os.fsdecode(b"wiki/bad\xff.md"))
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").count("\n") == 1
    assert b"bad\\xff.md: needs a name that is UTF-8" in done.stderr


def test_a_folder_with_such_a_name_is_one_line_a_page(wiki: Path) -> None:
    wiki.rename(wiki.parent / os.fsdecode(b"w\xff"))
    done = run(wiki, os.fsdecode(b"w\xff"))
    assert done.returncode == 0, done.stderr
    assert b"3 not readable" in done.stdout


def test_the_address_of_such_a_page_holds_its_bytes() -> None:
    assert _uri(os.fsdecode(b"w/bad\xff.md")) == "w/bad%FF.md"
