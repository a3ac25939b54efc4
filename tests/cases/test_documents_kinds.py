"""Kinds of pages, told from what they hold."""

import pytest

from manystudies.documents import read_document

KINDS = [
    ("html", "<!DOCTYPE html><p>Iron</p>"),
    ("html", "\n<html><body>Iron</body></html>"),
    ("html", "<!-- saved --><html>Iron</html>"),
    ("html", '<?xml version="1.0"?><page>Iron</page>'),
    ("html", "<div><p>Iron helped.</p><p>Zinc did not.</p></div>"),
    ("markdown", "# Iron\n\nText"),
    ("markdown", "Iron was **given** daily"),
    ("markdown", "See [the trial](https://example.org/1)"),
    ("markdown", "| a | b |\n|---|---|\n| 1 | 2 |"),
    ("markdown", "{{< toc >}}\n\nText"),
    ("markdown", "---\ntitle: Iron\n---\nText"),
    ("markdown", '{"title": "Iron"}\n\nText'),
    ("markdown", "Text with <span>[CI]</span> in it"),
    ("markdown", "* one\n* two\n* three\n\n> quoted"),
    ("text", "Iron was given to 59 of 78 people.\n\nIt helped."),
    ("text", "[signup]\n\nWhat is iron?\n\nIron is a metal."),
    ("text", "P < .001 and x > 3; 5 * 4 * 3 = 60; a_b_c; #1 of 4"),
    ("text", "- one\n- two\n"),
    ("text", "{not json} at all"),
    ("text", "---\nA rule, then words.\n---\nMore."),
    ("text", ""),
]


@pytest.mark.parametrize(("kind", "page"), KINDS)
def test_the_kind_of_a_page_is_told_from_what_it_holds(kind, page):
    assert read_document(page.encode()).kind == kind
