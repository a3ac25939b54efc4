"""`manystudies diff` as a reviewer meets it: old and new side by side, and what happened to each sentence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from manystudies.cli.diff import command
from manystudies.errors import InputError
from manystudies.review import compare_files

OLD = """# Zinc and colds

Zinc helps with colds in adults. Colds last 7 days in winter. Oysters hold much zinc and other minerals.

Poor soil leads to zinc deficiency in the people who live from it. This paragraph will soon be gone for good.
"""
NEW = """# Zinc and colds

Zinc may help with colds in adults. Colds last 5 days in winter. Oysters hold much zinc and other minerals.

Poor soil leads to zinc levels in the people who live from it. <script>alert(1)</script>Every spring our readers write us letters!
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "old.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.md").write_text(NEW, encoding="utf-8")
    return str(tmp_path / "old.md"), str(tmp_path / "new.md")


def run(*arguments: str) -> str:
    done = CliRunner().invoke(command, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_each_sentence_has_what_happened_to_it_in_the_order_of_the_page(files: tuple[str, str]) -> None:
    _, (compared,) = compare_files(*files)
    assert [each.kind for each in compared.changes] == ["weakened", "numbers", "meaning lost", "added", "cut"]
    assert compared.same == 2
    assert [(each.numbers_gone, each.numbers_come) for each in compared.changes if each.kind == "numbers"] == [(("7",), ("5",))]


def test_the_spans_of_a_change_are_its_sentences_in_their_own_files(files: tuple[str, str]) -> None:
    pages, (compared,) = compare_files(*files)
    for each in compared.reworded:
        assert pages[0].document.words(each.old) == each.old_text
        assert pages[1].document.words(each.new) == each.new_text


def test_a_claim_without_a_source_is_told_with_its_change(files: tuple[str, str]) -> None:
    said = run(*files)
    assert "+ Zinc may help with colds in adults.\n    still without a source" in said
    assert "Still without a source in" in said
    assert "prints other numbers (7 → 5)" in said


def test_a_page_against_itself_has_no_changes(files: tuple[str, str]) -> None:
    _, (compared,) = compare_files(files[0], files[0])
    assert compared.changes == ()


def test_the_page_for_sign_off_stands_alone_and_runs_nothing(files: tuple[str, str]) -> None:
    html = run(*files, "--format", "html")
    assert "<script" not in html
    assert "src=" not in html
    assert "Content-Security-Policy" in html
    assert "Zinc <mark>may help</mark> with colds in adults." in html
    assert "Approved as it is" in html
    assert html == run(*files, "--format", "html")


def test_json_counts_every_kind(files: tuple[str, str]) -> None:
    (compared,) = json.loads(run(*files, "--format", "json"))["comparisons"]
    assert compared["counts"] == {"strengthened": 0, "meaning lost": 1, "numbers": 1, "weakened": 1, "neutral": 0, "added": 1, "cut": 1}


def test_one_file_with_one_version_asks_for_another(files: tuple[str, str]) -> None:
    with pytest.raises(InputError, match="found one version"):
        compare_files(files[0])


def test_the_article_has_twenty_six_reworded_sentences_and_says_which_lost_their_meaning(shared: Path) -> None:
    (path,) = (shared / "seeds").glob("000*.txt")
    _, (compared,) = compare_files(str(path))
    kinds = [each.kind for each in compared.reworded]
    assert len(kinds) == 26
    assert kinds.count("meaning lost") == 4
    assert kinds.count("strengthened") == 0
    assert kinds.count("weakened") >= 18
