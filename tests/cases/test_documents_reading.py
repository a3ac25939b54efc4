"""What pages of Markdown, HTML and plain text read as."""

import pytest

from manystudies.documents import read_document

READS_AS = [
    ("Iron **5.085** , P<0.001", "Iron 5.085 , P<0.001"),
    ("# A\n\nan interval <span>[CI]</span> of 2", "A\n\nan interval [CI] of 2"),
    ("# A\n\nat 75 μg/L&nbsp;daily", "A\n\nat 75 μg/L daily"),
    ('# A\n\n[the trial](https://example.org/a_(b) "title") ended', "A\n\nthe trial ended"),
    ("# A\n\n{{< toc >}}\n\nwords", "A\n\n\n\nwords"),
    ("# A\n\np * q * r and snake_case_name", "A\n\np * q * r and snake_case_name"),
    ("# A\n\nwell<!-- note --> said<script>alert(1)</script>", "A\n\nwell said"),
    ("# A\n\n- one\n- *two*\n  1. three", "A\n\none\ntwo\n  three"),
    ("# A\n\nfalls by 12% [6](https://example.org/6)", "A\n\nfalls by 12% [6]"),
    ("# A\n\n10<sup>9</sup>/L, kg/m<sup>2</sup>, known<sup>12</sup>", "A\n\n10^9/L, kg/m2, known[12]"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), READS_AS)
def test_markdown_reads_as_its_words(written, read):
    assert read_document(written.encode()).view.text == read


def test_blocks_of_a_page_have_kinds_and_levels():
    page = "# Iron\n\nText.\n\n* one\n  * two\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n```\ncode\n```\n"
    document = read_document(page.encode())
    assert [(block.kind, block.level, document.block_text(block)) for block in document.blocks] == [
        ("heading", 1, "Iron"),
        ("paragraph", 0, "Text."),
        ("item", 1, "one"),
        ("item", 2, "two"),
        ("quote", 1, "quoted"),
        ("row", 0, "a | b"),
        ("row", 0, "1 | 2"),
        ("rule", 0, "---"),
        ("code", 0, "code"),
    ]


def test_a_section_reaches_to_the_next_heading_of_its_level_or_above():
    document = read_document(b"before\n\n# A\n\na\n\n## B\n\nb\n\n# C\n\nc\n")
    assert [(document.heading_text(section), section.level, section.blocks) for section in document.sections] == [
        (None, 0, (0, 1)),
        ("A", 1, (1, 5)),
        ("B", 2, (3, 5)),
        ("C", 1, (5, 7)),
    ]


def test_front_matter_is_read_and_left_out_of_the_view():
    document = read_document(b'{\n  "title": "Iron",\n  "date": "2014-08-26",\n  "tags": ["a", "b"],\n  "id": 7\n}\n\nText.\n')
    assert (document.front.title, document.front.date, document.front.tags) == ("Iron", "2014-08-26", ("a", "b"))
    assert ("id", "7") in document.front.fields
    assert document.view.text == "\nText.\n"


FAULTS = [
    ("# A\n\n{{< toc >\n\nText", "{{<", "shortcode"),
    ("# A\n\n```\ncode\n\nText that was meant", "code"[:1], "fence"),
    ("<!doctype html><p>Iron</p><!-- note <p>Zinc</p>", "<!--", "comment"),
]


@pytest.mark.parametrize(("page", "place", "named"), FAULTS)
def test_marks_that_never_close_are_told_with_their_place(page, place, named):
    document = read_document(page.encode())
    assert [note.kind for note in document.notes] == ["markup"]
    assert named in document.notes[0].message
    assert document.quote(document.notes[0].span) == place


def test_marks_of_footnotes_and_attributes_of_headings_are_read():
    document = read_document(b"## Iron {#iron .x}\n\nIt helps.[^1] More[^note].\n\n[^1]: Doe J (2012) Iron. Sleep 4:1-2\n")
    assert document.heading_text(document.sections[0]) == "Iron"
    assert [(mark.label, document.view.text[mark.start : mark.end]) for mark in document.citations][:2] == [
        ("1", "[1]"),
        ("note", "[note]"),
    ]


def test_brackets_that_a_converter_took_for_a_link_stay_brackets():
    document = read_document(b"# A\n\nfell by 30 ng/mL [95% CI, 27 to 33 ng/mL](95%%20CI,%2027%20to%2033%20ng/mL); P")
    assert document.view.text == "A\n\nfell by 30 ng/mL [95% CI, 27 to 33 ng/mL]; P"
    assert document.links == ()


def test_what_a_converter_left_of_an_older_wiki_is_cut():
    document = read_document(b'# A\n\n{DIV(class="x")}{maketoc Title=""}{DIV}\n\n~tc~ Iron {FONT(size="18")}helps{FONT} ~/tc~ {CI} {a|b}\n')
    assert document.view.text.split() == ["A", "Iron", "helps", "{CI}", "{a|b}"]


def test_code_is_kept_apart_and_its_addresses_are_no_links():
    document = read_document(b"# A\n\n<pre><code>\n# no heading\n\nhttps://example.org/x &lt;b&gt;\n</code></pre>\n\nAfter.\n")
    assert [block.kind for block in document.blocks] == ["heading", "code", "paragraph"]
    assert document.links == ()
