"""`manystudies check --notices`: a list of retracted and corrected papers, held against what pages rest on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from manystudies.cli import read
from manystudies.cli.check import command
from manystudies.errors import InputError
from manystudies.review import read_notices

PAGE = """# Zinc

Updated 3 May 2021.

## Zinc may help colds, one trial - Nov 2019

**Zinc lozenges for the common cold: a randomized controlled trial**

J Colds. 2019 Nov 14. https://doi.org/10.5555/12345678

RESULTS: Colds were shorter with zinc.

Ask your doctor before you take zinc.
"""
TABLE = "Record ID,Title,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n1,Correction of zinc deficiency,10.5555/notice,10.5555/12345678,0,{}\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("listed", "status", "words"),
    [
        ("10.5555/12345678\n", 1, "high MS419"),
        ("https://doi.org/10.5555/12345678 corrected in 2020\n", 0, "low MS419"),
        (TABLE.format("Retraction"), 1, "high MS419"),
        (TABLE.format("Expression of concern"), 1, "medium MS419"),
        (TABLE.format("Reinstatement") + "2,x,,10.5555/87654321,0,Retraction\n", 0, "0 problems"),
        ("PMID 87654321\n", 0, "0 problems"),
    ],
)
def test_what_the_list_says_of_a_paper_is_told_of_what_rests_on_it(page: Path, listed: str, status: int, words: str) -> None:
    notices = page.with_name("notices.txt")
    notices.write_text(listed, encoding="utf-8")
    done = CliRunner().invoke(command, [str(page), "--notices", str(notices)], catch_exceptions=False, standalone_mode=False)
    assert words in done.output
    assert done.return_value == status


def test_a_file_that_names_no_paper_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "notices.txt"
    empty.write_text("nothing here\n", encoding="utf-8")
    with pytest.raises(InputError, match="found none"):
        read_notices(str(empty))


def test_the_report_tells_of_the_list_too(page: Path) -> None:
    notices = page.with_name("notices.txt")
    notices.write_text("10.5555/12345678\n", encoding="utf-8")
    told = ["--notices", str(notices), "--out", str(page.parent / "out"), "--format", "json"]
    done = CliRunner().invoke(read.command, [str(page), *told], catch_exceptions=False, standalone_mode=False)
    assert "MS419" in {problem["code"] for problem in json.loads(done.output)["problems"]}


def test_the_list_goes_with_files_and_not_with_a_folder(page: Path) -> None:
    done = CliRunner().invoke(read.command, [str(page.parent), "--notices", str(page)])
    assert done.exit_code == 2
    assert "check FOLDER --notices" in done.output
