"""`manystudies ask` as a reader meets it: an answer with places, or an honest word that there is none."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from manystudies.cli.ask import command
from manystudies.errors import InputError
from manystudies.library import Library
from manystudies.review import ask, check_pages, read_page, record_of

PAGE = (files("manystudies") / "topics" / "restless-legs.md").read_bytes()


def run(*arguments: str) -> str:
    done = CliRunner().invoke(command, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_two_words_are_a_question_and_every_result_is_followed_by_its_places() -> None:
    said = run("iron rls")
    assert said.startswith("iron rls\nFrom the topics that come with manystudies")
    assert "What it does\n  Intravenous iron may reduce the IRLS score" in said
    results = said.split("What it does\n")[1].split("\n\n")[0].split("\n  ")
    assert any(line.lstrip().startswith("at restless-legs.md:") for line in results)


def test_what_nobody_has_heard_of_gets_no_answer_made_of_something_else() -> None:
    said = run("does flurbing help glorp")
    assert "No page here speaks of “flurbing” and “glorp”" in said or "No answer: no page here speaks of “flurbing” and “glorp”" in said
    assert "What it does" not in said
    assert "Nothing on these pages answers the question." in said


def test_an_unknown_word_beside_a_known_one_is_told() -> None:
    assert "No page here speaks of “homeopathy”; the answer is to the rest of the question." in run("homeopathy restless legs")


def test_a_known_treatment_without_a_result_is_told_and_not_replaced() -> None:
    said = run("does vitamin k help rls")
    assert "These pages hold no result of a study that answers the question." in said
    assert "What it does" not in said


def test_json_carries_kind_text_and_the_quoted_place_of_every_support() -> None:
    whole = json.loads(run("iron rls", "--format", "json"))
    effects = [each for each in whole["sentences"] if each["kind"] == "effect"]
    assert effects
    for each in effects:
        assert each["label"] == "What it does"
        for support in each["support"]:
            assert support["words"] in each["text"]
            assert support["places"] or support["computed"]


def test_people_asked_for_choose_the_studies_and_unknown_people_are_refused() -> None:
    said = run("iron rls", "--population", "dialysis")
    assert "one randomised trial, 32 people" in " ".join(said.split())
    with pytest.raises(InputError, match="martians"):
        ask("iron rls", population="martians")


def test_measured_values_choose_the_studies_and_a_bare_vitamin_d_is_refused() -> None:
    said = run("what helps rls", "--ferritin", "40", "--vitamin-d", "12 ng/mL")
    assert "Cut-offs" in said
    assert "Lee 2014 (“15-50 ng/mL”)" in said
    with pytest.raises(InputError, match="needs a unit"):
        ask("iron rls", facts=[("25(OH)D", "12")])


def test_files_are_answered_from_before_anything_else(tmp_path: Path) -> None:
    (tmp_path / "legs.md").write_bytes(PAGE)
    said = run("iron rls", str(tmp_path / "legs.md"))
    assert "From the topics" not in said
    assert "legs.md:20" in said


def test_a_library_is_answered_from_the_bytes_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "legs.md"
    path.write_bytes(PAGE)
    page = read_page(str(path))
    with Library(tmp_path / "library.sqlite") as library:
        library.add([record_of(page, check_pages((page,)))], "rules")
    path.unlink()
    said = run("iron rls", "--library", str(tmp_path / "library.sqlite"))
    assert "From 1 pages" not in said
    # Where a line breaks depends on how long the path is.
    assert f"From one page of {tmp_path / 'library.sqlite'}." in " ".join(said.split())
    assert "legs.md:20" in said


def test_an_empty_question_is_refused() -> None:
    with pytest.raises(InputError, match="needs words"):
        ask("  ")
