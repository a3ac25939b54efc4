"""`ask --library` answers as people left the library: an opinion on certainty and a corrected page change it, signed."""

from importlib.resources import files
from pathlib import Path

from click.testing import CliRunner

from manystudies.cli.ask import command
from manystudies.decisions import Target, Value
from manystudies.desk import decide, import_text, open_desk, undo

PAGE = (files("manystudies") / "topics" / "restless-legs.md").read_text("utf-8")
BODY = "intravenous iron | placebo | IRLS | randomised"
AT = "2026-11-22T10:00:00Z"


def run(library: Path, *arguments: str) -> str:
    done = CliRunner().invoke(command, ["iron rls", "--library", str(library), *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_an_opinion_is_signed_in_the_answer_and_gone_when_it_is_undone(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    with open_desk(str(library)) as desk:
        import_text(desk, PAGE, at=AT, who="Ada", name="legs.md")
    before = run(library)
    assert "judged by" not in before
    with open_desk(str(library)) as desk:
        value = Value(field="risk of bias", step=-1)
        made = decide(desk, "Ada", "opinion", Target("row", BODY), at=AT, value=value, why="two trials lost many people")
    after = run(library)
    assert "risk of bias judged by Ada; low without that" in " ".join(after.split())
    assert "Certainty: very low" in " ".join(after.split()).split("Special groups")[0]
    with open_desk(str(library)) as desk:
        undo(desk, "Ada", made.number, at=AT)
    assert run(library) == before


def test_personal_facts_go_together_with_opinions(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    with open_desk(str(library)) as desk:
        import_text(desk, PAGE, at=AT, who="Ada", name="legs.md")
        decide(desk, "Ada", "opinion", Target("row", BODY), at=AT, value=Value(field="risk of bias", step=-1), why="many were lost")
    said = run(library, "--ferritin", "40")
    assert "Lee 2014 (“15-50 ng/mL”)" in said
    assert "judged by Ada" not in said
