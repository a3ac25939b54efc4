"""From bytes to text: encodings, marks, files that are no text."""

import codecs

import pytest

from manystudies.documents import read_document
from manystudies.errors import InputError


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Iron ≥ 5".encode(), "Iron ≥ 5", "utf-8"),
        (codecs.BOM_UTF8 + b"Iron", "\ufeffIron", "utf-8"),
        (codecs.BOM_UTF16_LE + "Iron ≥ 5".encode("utf-16-le"), "\ufeffIron ≥ 5", "utf-16-le"),
        (codecs.BOM_UTF16_BE + "Iron ≥ 5".encode("utf-16-be"), "\ufeffIron ≥ 5", "utf-16-be"),
        ("Iron helped most".encode("utf-16-le"), "Iron helped most", "utf-16-le"),
        ("caf\xe9 “x”".encode("cp1252"), "café “x”", "windows-1252"),
        ("é and ".encode() + b"\x93iron\x94" + " é é é".encode(), "é and “iron” é é é", "utf-8 and windows-1252"),
        (b"<!doctype html><meta charset='iso-8859-2'><p>" + "Łódź".encode("iso-8859-2"), None, "iso-8859-2"),
        (b"", "", "utf-8"),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n", "utf-8"),
    ],
)
def test_bytes_become_the_text_they_hold(data, text, encoding):
    document = read_document(data)
    assert document.encoding == encoding
    if text is not None:
        assert document.text == text


def test_a_byte_order_mark_is_not_part_of_the_view():
    document = read_document(codecs.BOM_UTF8 + b"Iron")
    assert document.view.text == "Iron"
    assert [edit.reason for edit in document.edits] == ["byte order mark"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "# T\n\nIron cures RLS. 12 of 48 (35%).",
        "- Iron cured RLS.\n- Zinc did not.\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "> Iron cured RLS.\n",
        "---\ntitle: T\n---\n# U\n",
        "<!-- a --><h1>T</h1>\n<p>Iron cured RLS.</p>\n",
        "IRON AND LEGS\n\nIron cured RLS.\n",
        "",
    ],
)
def test_a_page_behind_a_byte_order_mark_is_read_as_the_page_without_it(encoding, text):
    bare, marked = read_document(text.encode()), read_document(("\ufeff" + text).encode(encoding))
    assert marked.text == "\ufeff" + text
    assert (marked.kind, marked.view.text, marked.blocks, marked.sections) == (bare.kind, bare.view.text, bare.blocks, bare.sections)
    for block in bare.blocks:
        theirs, ours = bare.span(block.start, block.end), marked.span(block.start, block.end)
        assert marked.quote(ours) == bare.quote(theirs)
        assert ours.start == theirs.start + 1


def test_wrong_bytes_are_told_and_not_lost():
    document = read_document(b"Caf\xe9 and \x81 na\xefve")
    assert document.text == "Café and \x81 naïve"
    assert [note.kind for note in document.notes] == ["encoding"]
    assert "windows-1252" in document.notes[0].message


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04word", "ZIP"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"{\\rtf1\\ansi Iron}", "RTF"),
        (bytes(range(256)) * 8, "control characters"),
        (b"\x00\x01\x02\x03" * 100, "control characters"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_what_was_found(data, named):
    with pytest.raises(InputError, match=named):
        read_document(data)


def test_an_empty_file_is_an_honest_empty_document():
    document = read_document(b"")
    assert (document.text, document.view.text, document.blocks, document.sections, document.kind) == ("", "", (), (), "text")


def test_a_zero_in_a_text_is_shown_as_a_replacement_character():
    document = read_document(b"Iron\x00helps in 3 of 4 people, they said.")
    assert document.view.text.startswith("Iron\ufffdhelps")
    assert document.quote(document.span(4, 5)) == "\x00"


def test_line_ends_are_one_in_the_view_and_untouched_in_the_text():
    document = read_document(b"one\r\n\r\ntwo\rthree")
    assert document.view.text == "one\n\ntwo\nthree"
    assert [document.block_text(block) for block in document.blocks] == ["one", "two", "three"]


def test_a_very_long_page_says_so():
    document = read_document(b"word " * 1_100_000)
    assert [note.kind for note in document.notes] == ["size"]
