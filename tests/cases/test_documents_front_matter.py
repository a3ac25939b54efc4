"""Front matter in three languages, whole and broken."""

import pytest

from manystudies.documents import read_document

WHOLE = [
    '{\n  "title": "Iron",\n  "date": "2014-08-26",\n  "tags": ["a", "b"],\n  "categories": ["c"],\n  "page": 57,\n  "draft": false\n}\n\nText.\n',
    "---\ntitle: Iron\ndate: 2014-08-26\ntags: [a, b]\ncategories:\n  - c\npage: 57\ndraft: false\n---\nText.\n",
    '---\ntitle: "Iron"\ndate: 2014-08-26\ntags: a, b\ncategories: c\npage: 57\ndraft: false\n...\nText.\n',
    '+++\ntitle = "Iron"\ndate = 2014-08-26\ntags = ["a", "b"]\ncategories = ["c"]\npage = 57\ndraft = false\n+++\nText.\n',
    '\ufeff{"title": "Iron", "date": "2014-08-26", "tags": ["a", "b"], "categories": ["c"], "page": 57, "draft": false}\r\nText.\n',
]


@pytest.mark.parametrize("page", [*WHOLE, *(page.replace("\n", "\r\n") for page in WHOLE[:4])])
def test_front_matter_is_read_in_each_language(page):
    document = read_document(page.encode())
    front = document.front
    assert (front.title, front.date, front.tags, front.categories) == ("Iron", "2014-08-26", ("a", "b"), ("c",))
    assert {("page", "57"), ("draft", "false")} <= set(front.fields)
    assert document.view.text.strip() == "Text."
    assert front.span is not None
    assert document.quote(front.span).strip("\ufeff")[0] in "{-+"
    assert document.notes == ()


BROKEN = [
    ('{\n  "title": "Iron and sleep",\n  "date": "2020-01-01",\n  "tags": ["a" "b"]\n}\n\nText.\n', "JSON"),
    ('{\n  "title": "Iron and sleep",\n  "date": "2020-01-01",\n}\n\nText.\n', "JSON"),
    ("---\ntitle: Iron and sleep\ndate: 2020-01-01\nnote: a: b: c\n---\nText.\n", "YAML"),
    ('---\ntitle: "Iron and sleep\ndate: 2020-01-01\n---\nText.\n', "YAML"),
    ("---\ntitle: Iron and sleep\ndate: 2020-01-01\na: &x [1, 2]\nb: [*x, *x]\n---\nText.\n", "aliases"),
    ('+++\ntitle = "Iron and sleep"\ndate = 2020-01-01\ntags = ["a"\n+++\nText.\n', "TOML"),
    ("---\ntitle: Iron and sleep\ndate: 2020-01-01\nx: " + "[" * 5000 + "\n---\nText.\n", "nested"),
    ('{"title": "Iron and sleep", "date": "2020-01-01",\n"x": ' + "[" * 50_000 + "\n}\n\nText.\n", "nested"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "told"), BROKEN)
def test_front_matter_that_does_not_parse_is_told_and_the_page_read(page, told):
    document = read_document(page.encode())
    assert [note.kind for note in document.notes] == ["front matter"]
    assert told in document.notes[0].message
    assert document.view.text.strip() == "Text."


@pytest.mark.parametrize("page", [page for page, _ in BROKEN[:5]])
def test_lines_of_broken_front_matter_that_make_sense_are_kept(page):
    front = read_document(page.encode()).front
    assert front.title == "Iron and sleep"
    assert front.date == "2020-01-01"


def test_front_matter_that_never_closes_is_part_of_the_page():
    document = read_document(b"---\ntitle: Iron\n\nText.\n")
    assert [note.kind for note in document.notes] == ["front matter"]
    assert "Text." in document.view.text


def test_nested_values_keep_their_path_and_lists_their_name():
    document = read_document(b"---\ntitle: Iron\nauthor:\n  name: Ann\naliases:\n  - /a\n  - /b\n---\nText.\n")
    assert document.front.fields == (("title", "Iron"), ("author.name", "Ann"), ("aliases", "/a"), ("aliases", "/b"))


def test_a_rule_above_text_is_not_front_matter():
    document = read_document(b"---\n\nIron was given.\n\n---\n\nMore **words**.\n")
    assert document.front.title is None
    assert "Iron was given." in document.view.text
