"""Writing a file: whole or not at all, with the rights it had, and never in the place of something that is no file."""

import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from manystudies.errors import InputError
from manystudies.review import write_bytes, write_text


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[str] = []
    listener = Thread(target=lambda: heard.append(pipe.read_text(encoding="utf-8")))
    listener.start()
    write_text(pipe, ("one ", "two"))
    listener.join(10)
    assert heard == ["one two"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs the device that is always full")
def test_a_device_that_is_full_is_one_line_and_stays_a_device() -> None:
    with pytest.raises(InputError, match=r"/dev/full: needs a file that can be written; found: no space left on device\."):
        write_text(Path("/dev/full"), "words")
    assert Path("/dev/full").is_char_device()


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old")
    (tmp_path / "link.html").symlink_to("real.html")
    write_text(tmp_path / "link.html", "new")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text() == "new"


def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("old")
    file.chmod(0o640)
    write_bytes(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_text_that_stops_in_the_middle_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("old")

    def pieces():
        yield "new"
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        write_text(file, pieces())
    assert file.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["page.md"]
