"""The library file: the same bytes change nothing, a kill leaves whole pages only, decisions stay."""

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from manystudies.decisions import Decision, Target
from manystudies.errors import LibraryError
from manystudies.library import MIGRATIONS, Library, PageRecord, PageRow, pack


def record(path: str, text: str, high: int = 0, rows: int = 2) -> PageRecord:
    identity = sha256(text.encode()).hexdigest()
    row = PageRow(path, path.rsplit("/", 1)[-1], identity, high=high, studies=1, title=f"Title of {path}")
    records = tuple(("problem", number, number, number + 1, "MS001") for number in range(rows))
    study = ("doi:10.1/x", "A trial", "2020", "10.1/x", None, "randomised trial")
    tags = (("tag", "iron"), ("proposed", "sleep"))
    return PageRecord(row, pack(text.encode()), "text", text, pack(b'{"studies":[]}'), (study,), records, tags)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_adding_the_same_bytes_again_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "library.sqlite"
    with Library(file) as library:
        library.add([record("a.md", "iron helps legs")], "rules 1")
    before = dump(file)
    with Library(file) as library:
        library.add([record("a.md", "iron helps legs")], "rules 1")
    assert dump(file) == before


def test_a_page_edited_is_kept_beside_its_earlier_bytes(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        library.add([record("a.md", "first words")], "r")
        library.add([record("a.md", "second words")], "r")
        assert [row.identity for row in library.pages()] == [sha256(b"second words").hexdigest()]
        assert library.content(sha256(b"first words").hexdigest()) == b"first words"
        assert library.reading(sha256(b"second words").hexdigest()) == b'{"studies":[]}'
        assert [hit.path for hit in library.search("second")] == ["a.md"]
        assert library.search("first") == ()


def test_the_same_bytes_under_two_paths_are_two_pages_and_one_document(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        library.add([record("a.md", "same"), record("b.md", "same")], "r")
        assert [row.path for row in library.pages()] == ["a.md", "b.md"]


def test_the_page_list_is_worst_first_and_trouble_leads_it(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        library.add([record("mild.md", "m"), record("bad.md", "b", high=3)], "r")
        library.add_trouble("broken.md", "broken.md", "broken.md: needs text; found bytes.", "r")
        assert [row.path for row in library.pages()] == ["broken.md", "bad.md", "mild.md"]


def test_a_page_gone_from_the_folder_leaves_the_list_and_others_stay(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        library.add([record("wiki/a.md", "a"), record("wiki/b.md", "b"), record("wikis/c.md", "c")], "r")
        assert library.forget_pages("wiki", ["wiki/a.md"]) == 1
        assert [row.path for row in library.pages()] == ["wiki/a.md", "wikis/c.md"]


@pytest.mark.parametrize("words", ['"', "a AND", "NEAR(", "*", "title:", "-x", "'; drop table page; --", "(", "ä ö"])
def test_any_words_are_safe_to_search_for(tmp_path: Path, words: str) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        library.add([record("a.md", "iron")], "r")
        assert isinstance(library.search(words), tuple)


def test_tags_and_proposed_tags_find_their_pages(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        library.add([record("a.md", "iron")], "r")
        assert library.tagged("Iron") == (("a.md", "tag"),)
        assert library.tagged("sleep") == (("a.md", "proposed"),)


def test_decisions_can_be_added_and_never_changed_or_removed(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    with Library(file) as library:
        target = Target("problem", "3fa:MS301:10-20")
        made = Decision(0, "2026-11-22T10:00:00Z", "Ada", "ignore", target, why="checked the paper")
        assert library.decide(made).number == 1
        assert library.decisions() == (replace(made, number=1),)
    row = "(number, made_at, who, what, about, why) VALUES (1, '', 'Bob', 'accept', 'problem:x', '')"
    with closing(sqlite3.connect(file)) as connection:
        for statement in (
            "DELETE FROM decision",
            "UPDATE decision SET who = 'Bob'",
            f"INSERT INTO decision {row}",
            f"INSERT OR REPLACE INTO decision {row}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_a_file_that_is_no_library_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are notes, not a library. " * 40)
    with pytest.raises(LibraryError, match=r"notes\.txt: needs a library made by manystudies"):
        Library(file)


def test_a_library_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(LibraryError, match="made by a newer manystudies"):
        Library(file)


def test_a_library_of_the_first_version_keeps_its_documents_and_decisions_and_reads_its_pages_anew(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    identity = sha256(b"iron").hexdigest()
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(MIGRATIONS[0])
        connection.execute("INSERT INTO document VALUES (?, ?, 'text', 'Iron')", (identity, pack(b"iron")))
        connection.execute("INSERT INTO page (path, name, identity, rules, high) VALUES ('a.md', 'a.md', ?, 'r', 2)", (identity,))
        connection.execute("INSERT INTO page (path, name, rules, trouble) VALUES ('b.md', 'b.md', 'r', 'no text')")
        connection.execute("INSERT INTO decision (made_at, who, what, about, why) VALUES ('now', 'Ada', 'accept', 'x', 'read')")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    with Library(file) as library:
        assert library.content(identity) == b"iron"
        assert [(row.path, row.identity, row.high) for row in library.pages()] == [("b.md", None, 0), ("a.md", identity, 2)]
        assert library.known("a.md", "r") is None
        with pytest.raises(LibraryError, match="needs a document it has read"):
            library.reading(identity)
        library.add([record("a.md", "iron")], "r")
        assert library.reading(identity) == b'{"studies":[]}'
        assert [hit.path for hit in library.search("iron")] == ["a.md"]
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT who FROM decision").fetchall() == [("Ada",)]


def test_an_error_in_the_middle_keeps_none_of_the_batch(tmp_path: Path) -> None:
    def batch():
        yield record("a.md", "a")
        raise RuntimeError("the reader stopped")

    with Library(tmp_path / "l.sqlite") as library:
        with pytest.raises(RuntimeError):
            library.add(batch(), "r")
        assert list(library.pages()) == []


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_library_keeps_what_it_was_given import record
from manystudies.library import Library
with Library(Path(sys.argv[1])) as library:
    for number in range(100000):
        library.add([record(f"{number}.md", f"text {number} " * 50, rows=40)], "r")
        print(number, flush=True)
"""


def test_a_kill_at_any_moment_loses_nothing_committed_and_leaves_no_half_page(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    for wait in (0.0, 0.05, 0.2):
        command = [sys.executable, "-c", WRITER, str(file), str(Path(__file__).parent)]
        # Each writer starts its numbers anew, so what it adds again must change nothing.
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(wait)
            writer.send_signal(signal.SIGKILL)
            told = 1 + len(writer.stdout.read().splitlines())
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("SELECT count(*) FROM page").fetchone()[0] >= told
            half = "SELECT count(*) FROM (SELECT document FROM record GROUP BY document HAVING count(*) <> 40)"
            assert connection.execute(half).fetchone() == (0,)
            without = "SELECT count(*) FROM page WHERE document NOT IN (SELECT document FROM study)"
            assert connection.execute(without).fetchone() == (0,)
