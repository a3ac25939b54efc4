"""A decision is on the disk before its key is told done: kills, two windows and older files lose none."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from manystudies.decisions import Decision, Target, Value
from manystudies.errors import DecisionError
from manystudies.library import MIGRATIONS, Library

AT = "2026-11-22T10:00:00Z"

WRITER = """
import sys
from pathlib import Path
from manystudies.decisions import Decision, Target
from manystudies.library import Library
with Library(Path(sys.argv[1])) as library:
    for number in range(int(sys.argv[3])):
        made = library.decide(Decision(0, "2026-11-22T10:00:00Z", sys.argv[2], "accept", Target("problem", f"{sys.argv[2]} {number}")))
        print(made.number, made.target.key, flush=True)
"""


def decided(who: str, key: str) -> Decision:
    return Decision(0, AT, who, "accept", Target("problem", key))


def test_a_kill_after_any_key_loses_no_decision_that_was_told_done(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    told: list[str] = []
    for run, lines in enumerate((1, 2, 5)):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), f"run{run}", "100000"], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            told += [writer.stdout.readline().split(" ", 1)[1].strip() for _ in range(lines)]
            writer.send_signal(signal.SIGKILL)
            # What was written to the pipe before the kill counts as told, too; a line cut short does not.
            told += [line.split(" ", 1)[1].strip() for line in writer.stdout if line.endswith("\n")]
    with Library(file) as library:
        held = [each.target.key for each in library.decisions()]
    assert [key for key in told if key not in held] == []
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_processes_that_write_at_once_lose_nothing_and_share_one_order(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    with Library(file):
        pass
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(file), who, "60"], stdout=subprocess.PIPE, text=True) for who in ("Ada", "Bob")
    ]
    told = [writer.communicate(timeout=120)[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    with Library(file) as library:
        log = library.decisions()
    assert [each.number for each in log] == list(range(1, 121))
    for who, lines in zip(("Ada", "Bob"), told, strict=True):
        assert [f"{each.number} {each.target.key}" for each in log if each.who == who] == lines


def test_a_decision_that_may_not_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    def refuse(later: tuple[Decision, ...]) -> None:
        assert [each.who for each in later] == ["Ada"]
        raise DecisionError("No.")

    with Library(tmp_path / "l.sqlite") as library:
        library.decide(decided("Ada", "a"))
        with pytest.raises(DecisionError):
            library.decide(decided("Bob", "b"), allowed=refuse)
        assert [each.who for each in library.decisions()] == ["Ada"]


def test_all_that_a_decision_holds_comes_back(tmp_path: Path) -> None:
    value = Value(field="estimate", start=3, end=9, kind="Ratio", numbers=(("estimate", 3, 9),), names=(("outcome", "schläfrig ‹"),))
    made = Decision(0, AT, "Zoë", "add", Target("study", "doi:10.1/ü"), value, "page 4 “Table 2”", "ab" * 32, "4.24")
    with Library(tmp_path / "l.sqlite") as library:
        library.decide(made)
        (held,) = library.decisions()
    assert (held.value, held.why, held.document, held.words, held.who, held.target) == (
        *(made.value, made.why, made.document, made.words, made.who, made.target),
    )


def test_a_library_of_the_first_version_is_brought_up_and_keeps_its_pages(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(MIGRATIONS[0])
        connection.execute("INSERT INTO page (path, name, rules) VALUES ('a.md', 'a.md', 'r')")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    with Library(file) as library:
        library.decide(decided("Ada", "a"))
        assert [page.path for page in library.pages()] == ["a.md"]


@pytest.mark.parametrize(
    ("what", "kind", "value", "why"),
    [
        ("ignore", "problem", Value(), ""),
        ("edit", "problem", Value(), ""),
        ("number", "finding", Value(field="estimate"), ""),
        ("number", "finding", Value(start=1, end=2), ""),
        ("opinion", "row", Value(field="risk of bias", step=1), "low risk"),
        ("opinion", "row", Value(field="starting point", step=1), "why not"),
        ("opinion", "row", Value(field="risk of bias", step=-1), " "),
        ("accept", "study", Value(), ""),
        ("undo", "problem", Value(), ""),
        ("sign off", "finding", Value(), ""),
        ("reconcile", "problem", Value(field="verdict"), ""),
    ],
)
def test_a_decision_that_says_too_little_is_refused(what: str, kind: str, value: Value, why: str) -> None:
    with pytest.raises(DecisionError):
        Decision(0, AT, "Ada", what, Target(kind, "x"), value, why)  # type: ignore[arg-type]


def test_a_decision_without_a_name_is_refused() -> None:
    with pytest.raises(DecisionError, match="name of the person"):
        decided(" ", "a")


def test_half_a_letter_from_a_damaged_page_does_not_stop_a_decision(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        library.decide(Decision(0, AT, "Ada", "accept", Target("problem", "a"), words="caf\udce9"))
        assert [each.words for each in library.decisions()] == ["caf?"]
