"""`manystudies decisions`: the whole log for an audit, and nothing that a blind reviewer may not see."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from manystudies.cli.decisions import command
from manystudies.decisions import Target
from manystudies.desk import decide, import_text, open_desk, page_view, undo

AT = "2026-11-22T10:00:00Z"
TEXT = "# Colds\n\nOf 78 people, 59 (12.3 %) had a cold. Of 50 people, 10 (40 %) had a cough.\n"


def test_every_decision_is_told_with_who_when_and_why(tmp_path: Path) -> None:
    file = str(tmp_path / "l.sqlite")
    with open_desk(file) as desk:
        (page,) = import_text(desk, TEXT, at=AT, who="Ada").added
        first, second = page_view(desk, "Ada", page.identity).targets[:2]
        decide(desk, "Ada", "ignore", first, at=AT, why="another total")
        undo(desk, "Ada", decide(desk, "Ada", "accept", second, at=AT).number, at=AT)
        decide(desk, "Bob", "accept", first, at=AT)
    told = CliRunner().invoke(command, [file]).output.splitlines()
    assert told[0].startswith(f"1  {AT}  Ada: ignore {first}, “")
    assert told[0].endswith("because another total")
    assert told[1].endswith("(undone)")
    assert told[4].startswith("Agreement, problem: verdict: 0 of 1 (0%) the same")
    held = json.loads(CliRunner().invoke(command, [file, "--format", "json"]).output)
    assert [each["what"] for each in held["decisions"]] == ["ignore", "accept", "undo", "accept"]
    assert held["agreement"]["problem: verdict"]["count"] == 1


def test_two_reviewers_stay_blind_on_the_command_line(tmp_path: Path) -> None:
    file = str(tmp_path / "l.sqlite")
    with open_desk(file, two_reviewers=True) as desk:
        (page,) = import_text(desk, TEXT, at=AT, who="Ada").added
        target = page_view(desk, "Ada", page.identity).targets[0]
        decide(desk, "Ada", "ignore", target, at=AT, why="a secret reason")
    with pytest.raises(Exception, match="needs --as NAME"):
        CliRunner().invoke(command, [file], catch_exceptions=False, standalone_mode=False)
    told = CliRunner().invoke(command, [file, "--as", "Bob"]).output
    assert "secret" not in told
    assert "Nothing was decided yet" in told
    assert "secret" in CliRunner().invoke(command, [file, "--as", "Ada"]).output


def test_nothing_decided_is_said(tmp_path: Path) -> None:
    file = str(tmp_path / "l.sqlite")
    with open_desk(file) as desk:
        assert desk.ledger().last == 0
        with pytest.raises(Exception, match="no problem"):
            decide(desk, "Ada", "accept", Target("problem", "abc:MS301:1-2"), at=AT)
    assert CliRunner().invoke(command, [file]).output == "Nothing was decided yet.\n"
