"""`manystudies fix`: honest wordings as a patch that touches no byte outside the words it replaces."""

import codecs
import subprocess
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from manystudies.checks import CODES
from manystudies.cli.fix import command
from manystudies.pages import ByteEdit, edited, patch
from manystudies.review import fix_page

TEXT = """# Café pages

## Zinc cures hay fever - 2020

**Zinc and hay fever: an uncontrolled before-after study**

J Noses. 2020 Feb 20. https://doi.org/10.5555/12345678

METHODS: Twenty adults with hay fever took zinc for two months. There was no control group.

RESULTS: The score improved from 20.1 to 15.2 (p < 0.001).

## Elsewhere

A last line without an end"""
FORMS = {
    "plain": TEXT.encode(),
    "ended": TEXT.encode() + b"\n",
    "crlf": TEXT.replace("\n", "\r\n").encode(),
    "marked": codecs.BOM_UTF8 + TEXT.replace("\n", "\r\n").encode(),
    "western": TEXT.encode("cp1252"),
    "garbled": TEXT.replace("é", "é".encode().decode("cp1252")).encode() + b"\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_byte_outside_the_replaced_words_stays(tmp_path: Path, form: str) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(FORMS[form])
    fix = fix_page(str(path))
    assert any(each.problem.code.startswith("MS4") for each in fix.offered), fix
    document = fix.page.document
    rest = fix.page.data
    new = fix.data
    at = 0
    for each in fix.offered:
        before = document.text[at : each.span.start].encode(document.encoding)
        assert rest.startswith(before)
        assert new.startswith(before)
        old_words = document.quote(each.span).encode(document.encoding)
        words = each.words.encode(document.encoding)
        rest, new = rest[len(before) :], new[len(before) :]
        assert rest.startswith(old_words)
        assert new.startswith(words)
        rest, new = rest[len(old_words) :], new[len(words) :]
        at = each.span.end
    assert rest == new


@pytest.mark.parametrize("form", FORMS)
def test_git_applies_the_patch_to_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    (tmp_path / "a folder").mkdir()
    path = tmp_path / "a folder" / "page.md"
    path.write_bytes(FORMS[form])
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, ["a folder/page.md"], catch_exceptions=False)
    assert done.exit_code == 0
    wanted = fix_page("a folder/page.md").data
    applied = subprocess.run(["git", "apply", "-"], input=done.stdout_bytes, cwd=tmp_path, check=False, capture_output=True)
    assert applied.returncode == 0, applied.stderr
    assert path.read_bytes() == wanted != FORMS[form]


def test_writing_gives_the_same_bytes_keeps_the_rights_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(FORMS["marked"])
    path.chmod(0o640)
    wanted = fix_page(str(path)).data
    done = CliRunner().invoke(command, [str(path), "--write"], catch_exceptions=False)
    assert done.exit_code == 0
    assert path.read_bytes() == wanted
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["page.md"]


def test_a_second_run_has_nothing_more_to_offer(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(FORMS["plain"])
    path.write_bytes(fix_page(str(path)).data)
    assert fix_page(str(path)).offered == ()


def test_words_that_hold_a_link_are_held_back_and_told(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(TEXT.replace("Zinc cures hay fever -", "Zinc [cures](https://example.org) hay fever -"), encoding="utf-8")
    fix = fix_page(str(path))
    assert [each.obstacle for each in fix.held_back if each.problem.code.startswith("MS4")] == [
        "the words hold marks or a link that would be lost"
    ]
    assert b"example.org" in fix.data


def test_a_page_in_two_bytes_a_letter_has_no_patch_and_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(TEXT.encode("utf-16"))
    fix = fix_page(str(path))
    assert fix.offered
    assert fix.patch == b""
    assert fix.data.decode("utf-16").startswith("# Café pages")


def test_a_careful_page_gets_no_patch(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(CODES["MS407"].passes, encoding="utf-8")
    assert fix_page(str(path)).patch == b""


@given(st.lists(st.sampled_from(["a", "bb", "", "c c"]), min_size=1, max_size=30), st.data())
def test_the_lines_of_a_patch_are_the_lines_of_both_sides(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines).encode() + b"x"
    places = sorted(data.draw(st.sets(st.integers(0, len(text) - 1), min_size=1, max_size=4)))
    edits = [ByteEdit(at, at + 1, b"new" if text[at : at + 1] != b"\n" else b"\n") for at in places]
    body = patch("p", text, edits).split(b"\n")[2:]
    gone = [line[1:] for line in body if line[:1] in {b"-", b" "}]
    come = [line[1:] for line in body if line[:1] in {b"+", b" "}]
    before, after = text.split(b"\n"), edited(text, edits).split(b"\n")
    for part, whole in ((gone, before), (come, after)):
        matched = sum(block.size for block in SequenceMatcher(None, part, whole, autojunk=False).get_matching_blocks())
        assert matched == len(part)


@pytest.mark.parametrize(
    ("front", "fixed"),
    [
        ('{\n "title": "Zinc cures hay fever"\n}\n', '{\n "title": "Hay fever improved in people given zinc, with no control group to compare with"\n}\n'),
        ("---\ntitle: Zinc cures hay fever\n---\n", "---\ntitle: Hay fever improved in people given zinc, with no control group to compare with\n---\n"),
        ("+++\ntitle = 'Zinc cures hay fever'\n+++\n", "+++\ntitle = 'Hay fever improved in people given zinc, with no control group to compare with'\n+++\n"),
    ],
)  # fmt: skip
def test_the_title_of_a_page_is_put_between_its_marks(tmp_path: Path, front: str, fixed: str) -> None:
    path = tmp_path / "page.md"
    body = TEXT.replace("## Zinc cures hay fever - 2020", "## What was seen")
    path.write_text(front + "\n" + body, encoding="utf-8")
    assert fix_page(str(path)).data.decode() == fixed + "\n" + body
