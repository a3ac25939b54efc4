"""HTML, alone and inside Markdown: tables, lists, hidden parts, links that may not be followed."""

import pytest

from manystudies.documents import read_document
from manystudies.documents.draft import is_safe


def html(body: str):
    return read_document(f"<!doctype html><html><body>{body}</body></html>".encode())


def cells(document, table):
    return [[document.view.text[cell.start : cell.end] for cell in row] for row in (table.header, *table.rows)]


def test_a_table_has_header_rows_and_caption():
    document = html("<table><caption>Table 1</caption><tr><th>Group<th>n<tr><td>Iron<td>39<tr><td>Sugar<td></table>")
    table = document.tables[0]
    assert cells(document, table) == [["Group", "n"], ["Iron", "39"], ["Sugar", ""]]
    assert document.view.text[table.caption.start : table.caption.end] == "Table 1"
    assert [(block.kind, document.block_text(block)) for block in document.blocks] == [
        ("paragraph", "Table 1"), ("row", "Group | n"), ("row", "Iron | 39"), ("row", "Sugar"),
    ]  # fmt: skip


def test_cells_that_cover_several_places_stand_in_each():
    document = html("<table><tr><th>a<th colspan=2>b</tr><tr><td rowspan=2>1<td>2<td>3</tr><tr><td>4<td>5</tr></table>")
    assert cells(document, document.tables[0]) == [["a", "b", "b"], ["1", "2", "3"], ["1", "4", "5"]]


def test_a_table_that_lays_out_a_page_is_no_table():
    document = html("<table><tr><td><h1>Iron</h1><p>It helps.</p></td><td><p>Menu</p></td></tr></table>")
    assert document.tables == ()
    assert [(block.kind, document.block_text(block)) for block in document.blocks] == [
        ("heading", "Iron"),
        ("paragraph", "It helps."),
        ("paragraph", "Menu"),
    ]


def test_a_html_table_inside_markdown_with_blank_lines_is_one_table():
    document = read_document(
        b"# Page\n\nTable 2\n\n<table>\n<tr><th>Group</th><th>n</th></tr>\n\n<tr><td>Iron **now**</td><td>39</td></tr>\n\n</table>\n\nAfter.\n"
    )
    assert cells(document, document.tables[0])[0] == ["Group", "n"]
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "row", "row", "paragraph"]


def test_a_pipe_table_keeps_its_cells_whatever_stands_in_them():
    document = read_document(
        b"Outcomes by group\n\n| Group | *Score* |  |\n|:--|--:|---|\n| Iron \\| zinc | **5.1** (2.9) |\n| [x](/y) | `a` | b | c |\n"
    )
    table = document.tables[0]
    assert cells(document, table) == [["Group", "Score", ""], ["Iron | zinc", "5.1 (2.9)", ""], ["x", "a", "b"]]
    assert document.view.text[table.caption.start : table.caption.end] == "Outcomes by group"


def test_a_table_of_tabs_in_plain_text_is_a_table():
    document = read_document(b"Results were these.\n\nGroup\tn\tScore\nIron\t39\t5.1\nSugar\t40\t5.2\n")
    assert cells(document, document.tables[0]) == [["Group", "n", "Score"], ["Iron", "39", "5.1"], ["Sugar", "40", "5.2"]]


def test_what_no_reader_sees_is_not_read():
    document = html(
        "<style>p{}</style><script>alert('<p>x</p>')</script><p>Iron<!-- no --> helps</p><template><p>no</p></template><div style='display: none'>no</div><p hidden>no</p>"
    )
    assert [document.block_text(block) for block in document.blocks] == ["Iron helps"]


def test_list_items_keep_their_depth():
    document = html("<ul><li>one<ol><li>two<li>three</ol><li>four</ul>")
    assert [(block.kind, block.level, document.block_text(block)) for block in document.blocks] == [
        ("item", 1, "one"), ("item", 2, "two"), ("item", 2, "three"), ("item", 1, "four"),
    ]  # fmt: skip


def test_two_line_breaks_part_paragraphs_and_one_does_not():
    document = html("<p>one<br>two<br><br>three<br/> <br/>four</p>")
    assert [document.block_text(block) for block in document.blocks] == ["one\ntwo", "three", "four"]


def test_deep_nesting_is_read_without_recursion():
    document = html("<div>" * 30_000 + "Iron" + "</div>" * 30_000)
    assert [document.block_text(block) for block in document.blocks] == ["Iron"]


def test_entities_of_a_document_type_are_not_expanded():
    laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b; &amp; iron</l>'
    document = read_document(laughs.encode())
    assert document.view.text.strip() == "&b; & iron"


@pytest.mark.parametrize(
    ("safe", "url"),
    [
        (True, "https://example.org"), (True, "http://example.org"), (True, "/posts/a"), (True, "#top"), (True, "a/b?c=d:e"), (True, "mailto:a@example.org"), (True, "doi:10.1/x"), (True, ""),
        (True, "10.1001/jama.2024.1"), (False, "javascript:alert(1)"), (False, "JaVaScRiPt:alert(1)"), (False, " javascript:alert(1)"), (False, "java\tscript:alert(1)"),
        (False, "data:text/html,x"), (False, "vbscript:x"), (False, "file:///etc/passwd"), (False, "\x01javascript:x"),
    ],
)  # fmt: skip
def test_only_addresses_that_may_be_followed_are_safe(safe, url):
    assert is_safe(url) == safe


def test_an_address_hidden_by_entities_is_seen_through():
    document = html("<a href='&#106;avascript&colon;alert(1)'>x</a> <a href='/a?b=1&amp;c=2'>y</a>")
    assert [(link.url, link.safe) for link in document.links] == [("javascript:alert(1)", False), ("/a?b=1&c=2", True)]


def test_the_head_of_a_page_is_its_front_matter():
    document = read_document(
        b"<html><head><title>Iron &amp; legs</title><meta name='keywords' content='iron, legs'><meta property='article:published_time' content='2024-03-05'></head><p>Text.</p></html>"
    )
    assert (document.front.title, document.front.date, document.front.tags) == ("Iron & legs", "2024-03-05", ("iron", "legs"))
    assert document.view.text.strip() == "Text."


def test_a_form_around_the_whole_page_does_not_make_it_furniture():
    whole = html("<form><nav>Home</nav><h1>Iron</h1><p>It helps.</p></form>")
    assert [block.role for block in whole.blocks] == ["furniture", "body", "body"]
    words = "<p>Iron was given to many people, and it helped some of them.</p>" * 30
    assert {block.role for block in html(f"<form>{words}</form>").blocks} == {"body"}
    assert {block.role for block in html(f"<div class='layout sidebar-right'>{words}</div>").blocks} == {"body"}


def test_lines_set_as_they_are_part_at_blank_lines_and_code_is_code():
    document = html("<pre>Iron helps\nmany.\n\nZinc &lt; iron, see https://e.org/x</pre><pre><code>a = 1\n\nb = 2</code></pre>")
    assert [(block.kind, document.block_text(block)) for block in document.blocks] == [
        ("paragraph", "Iron helps\nmany."),
        ("paragraph", "Zinc < iron, see https://e.org/x"),
        ("code", "a = 1\n\nb = 2"),
    ]
    assert [link.url for link in document.links] == ["https://e.org/x"]


def test_marks_of_a_word_processor_are_not_read():
    document = html("<!--[if gte mso 9]><xml>no</xml><![endif]--><p><![if !supportLists]>Iron<![endif]> helps<o:p>&nbsp;</o:p></p>")
    assert [document.block_text(block) for block in document.blocks] == ["Iron helps"]
