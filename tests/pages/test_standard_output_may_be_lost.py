"""Standard output that is full, closed or no longer read: one line and the status of wrong use, or silence for a pipe."""

import subprocess
import sys
from pathlib import Path

import pytest

PAGE = b"# T\n\nIron cures RLS. 12 of 48 (35%).\n"


@pytest.mark.parametrize(("where", "found"), [(">/dev/full", "no space left on device"), (">&-", "it closed")])
def test_output_that_cannot_be_written_is_one_line(tmp_path: Path, where: str, found: str) -> None:
    if where.endswith("full") and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "page.md").write_bytes(PAGE)
    command = f'"{sys.executable}" -m manystudies check page.md {where}'
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == f"manystudies: standard output: needs to be written to; found {found}.\n"
    assert done.returncode == 2


def test_a_reader_who_goes_away_is_told_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(PAGE * 400)
    command = f'"{sys.executable}" -m manystudies check page.md --format json | head -1'
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("{\n", "")
