"""A byte order mark at the start of a page: the same problems at the same lines and columns, and the mark survives a fix."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from manystudies.cli.check import command
from manystudies.review import fix_page

CLAIM = "# T\n\nIron cures RLS. 12 of 48 (35%)."
FIXABLE = """# Zinc cures hay fever - 2020

**Zinc and hay fever: an uncontrolled before-after study**

J Noses. 2020 Feb 20. https://doi.org/10.5555/12345678

METHODS: Twenty adults with hay fever took zinc for two months. There was no control group.

RESULTS: The score improved from 20.1 to 15.2 (p < 0.001).
"""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def problems_of(path: Path) -> list[tuple[object, ...]]:
    done = CliRunner().invoke(command, [str(path), "--format", "json"], standalone_mode=False)
    return [tuple(each[name] for name in ("code", "line", "column", "quote")) for each in json.loads(done.output)["problems"]]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [CLAIM, "Iron cures RLS. 12 of 48 (35%)."])
def test_a_marked_page_has_the_problems_of_the_bare_one_at_the_same_places(tmp_path: Path, text: str, encoding: str) -> None:
    bare, marked = tmp_path / "bare.md", tmp_path / "marked.md"
    bare.write_bytes(text.encode())
    marked.write_bytes(("\ufeff" + text).encode(encoding))
    assert problems_of(bare)
    assert problems_of(marked) == problems_of(bare)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_fix_in_the_first_line_keeps_the_mark(tmp_path: Path, encoding: str) -> None:
    bare, marked = tmp_path / "bare.md", tmp_path / "marked.md"
    bare.write_bytes(FIXABLE.encode())
    marked.write_bytes(("\ufeff" + FIXABLE).encode(encoding))
    mended = fix_page(str(bare))
    assert mended.offered
    assert mended.data.splitlines()[0] != FIXABLE.encode().splitlines()[0]
    assert fix_page(str(marked)).data == ("\ufeff" + mended.data.decode()).encode(encoding)
