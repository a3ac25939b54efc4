"""What is brought to the desk: read within limits as it comes, and anything hostile refused in one clear line."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from manystudies.desk import Desk, import_file, import_paths, import_text, library_view, open_desk
from manystudies.desk.archives import LARGEST_UPLOAD, MOST_ENTRIES
from manystudies.errors import InputError

AT = "2026-11-22T10:00:00Z"
PAGE = b"# Zinc\n\nZinc was given to 40 of 80 people (50 %).\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(str(tmp_path / "l.sqlite")) as opened:
        yield opened


def archive(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as made:
        for name, data in entries:
            made.writestr(name, data)
    return held.getvalue()


def refused(desk: Desk, name: str, data: bytes) -> tuple[str, ...]:
    found = import_file(desk, name, [data], at=AT, who="Ada")
    assert found.added == ()
    assert library_view(desk, "Ada").total == 0
    assert all("\n" not in line for line in found.refused)
    return found.refused


def test_an_archive_brings_its_pages_and_leaves_the_rest_alone(desk: Desk) -> None:
    data = archive(("wiki/zinc.md", PAGE), ("wiki/iron.html", b"<p>Iron helped 3 of 4 people.</p>"), ("wiki/x.png", b"\x89PNG"))
    found = import_file(desk, "wiki.zip", [data], at=AT, who="Ada")
    assert [page.path for page in found.added] == ["sent:wiki.zip › wiki/zinc.md", "sent:wiki.zip › wiki/iron.html"]
    assert found.refused == ("wiki.zip: 1 file in it left alone; pages end in .htm, .html, .markdown, .md, .txt.",)
    assert import_file(desk, "wiki.zip", [data], at=AT, who="Ada").already == ("wiki.zip › wiki/zinc.md", "wiki.zip › wiki/iron.html")


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "a/../../b.md", "..\\..\\b.md", "C:/b.md", "C:\\b.md"])
def test_a_path_that_climbs_out_is_refused_and_nothing_is_written(desk: Desk, name: str, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    (line,) = refused(desk, "x.zip", archive((name, PAGE)))
    assert "climbs out" in line
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_in_an_archive_is_refused(desk: Desk) -> None:
    entry = zipfile.ZipInfo("a.md")
    entry.external_attr = 0o120777 << 16
    (line,) = refused(desk, "x.zip", archive((entry, b"/etc/passwd")))
    assert "found a link" in line


def test_a_zip_bomb_is_refused_without_unpacking_it(desk: Desk) -> None:
    data = archive(("a.md", b"0" * (100 * 2**20)))
    assert len(data) < 200_000
    tracemalloc.start()
    (line,) = refused(desk, "bomb.zip", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "packed at most 200 times" in line
    assert peak < 10 * 2**20


def test_an_entry_whose_header_lies_is_stopped_while_it_is_read(desk: Desk) -> None:
    data = bytearray(archive(("a.md", b"words " * 200_000), method=zipfile.ZIP_DEFLATED))
    # Both headers promise ten bytes.
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + place
        data[at : at + 4] = (10).to_bytes(4, "little")
    assert len(refused(desk, "x.zip", bytes(data))) == 1


def test_too_many_entries_are_refused(desk: Desk) -> None:
    (line,) = refused(desk, "x.zip", archive(*((f"{number}.md", b"") for number in range(MOST_ENTRIES + 1)), method=zipfile.ZIP_STORED))
    assert "at most 5,000 files" in line


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 and then nothing of an archive", archive(("a.md", PAGE))[:-30], b"PK\x05\x06" + bytes(18) + b"more"],
    ids=["words", "cut", "trailing"],
)
def test_a_broken_archive_is_one_line(desk: Desk, data: bytes) -> None:
    assert len(refused(desk, "x.zip", data)) <= 1


def test_an_archive_with_a_password_is_refused(desk: Desk) -> None:
    data = bytearray(archive(("a.md", PAGE)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    (line,) = refused(desk, "x.zip", bytes(data))
    assert "password" in line


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?>\n<!-- a -->\n<!DOCTYPE svg PUBLIC 'x' 'y'>\n<svg onload='alert(1)'></svg>",
        b"\xef\xbb\xbf<SVG><script/></SVG>",
    ],
)
def test_a_picture_with_a_script_is_refused(desk: Desk, data: bytes) -> None:
    (line,) = refused(desk, "picture.md", data)
    assert line == "picture.md: needs a page of text; found an SVG picture with a script, which is never run."


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"%PDF-1.7\n", "a PDF"), (b"\x89PNG\r\n\x1a\n", "a picture"), (b"\x7fELF", "a program"), (b"SQLite format 3\x00", "a database")],
)
def test_what_is_no_page_is_named(desk: Desk, data: bytes, told: str) -> None:
    assert refused(desk, "thing", data + bytes(100)) == (f"thing: needs a page of text, Markdown or HTML; found {told}.",)


def test_two_hundred_megabytes_are_refused_while_they_come(desk: Desk) -> None:
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(200 * 16):
            sent += 2**16
            yield b"words and " * 6553 + b"more  "

    tracemalloc.start()
    found = import_file(desk, "drop.txt", chunks(), at=AT, who="Ada")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.refused == ("drop.txt: needs a file of at most 64 MB; found more. Read larger ones as a folder.",)
    assert sent <= LARGEST_UPLOAD + 2**17
    assert peak < 10 * 2**20


def test_a_page_that_is_too_large_is_refused_before_it_is_held_whole(desk: Desk) -> None:
    (line,) = refused(desk, "long.txt", b"word " * (4 * 2**20))
    assert line == "long.txt: needs a page of at most 16 MB; found 20 MB."


def test_empty_and_unreadable_things_are_refused_by_name(desk: Desk) -> None:
    assert refused(desk, "empty.md", b"") == ("empty.md: needs words; found an empty file.",)
    assert len(refused(desk, "noise", bytes(range(256)) * 20)) == 1
    with pytest.raises(InputError, match="nothing to read"):
        import_text(desk, "  \n", at=AT, who="Ada")


def test_a_name_from_outside_is_shown_on_one_line_without_control_characters(desk: Desk) -> None:
    (page,) = import_file(desk, "..\\..\\evil\n\x1b[31m.md", [PAGE], at=AT, who="Ada").added
    assert page.path.isprintable()
    assert page.path.startswith("sent:")


def test_one_page_that_cannot_be_read_stops_no_other(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(PAGE)
    (tmp_path / "b.md").write_bytes(bytes(range(256)) * 20)
    found = import_paths(desk, [str(tmp_path / "a.md"), str(tmp_path / "b.md")], at=AT, who="Ada")
    assert [page.title for page in found.added] == ["Zinc"]
    assert len(found.refused) == 1
    again = import_paths(desk, [str(tmp_path / "a.md")], at=AT, who="Ada")
    assert again.added == ()
    assert again.already == (str(tmp_path / "a.md"),)
