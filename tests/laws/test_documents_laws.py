"""Laws of reading: whatever the bytes, the text stays as given and everything points into it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.documents import ReadingView, read_abstract, read_document
from manystudies.errors import InputError

PARTS = [
    "*", "**", "_", "~~", "`", "[", "]", "](http://a.b)", '](/u "t")', "![x](y.png)", "[6](https://e.org/6)", "\\*", "&amp;", "&nbsp;", "&#0;", "<b>", "</b>",
    "<a href='x'>", "</a>", "<!-- c -->", "<!--", "<script>", "</script>", "<table>", "<tr>", "<td>", "<td colspan=3 rowspan=2>", "<th>", "</td>", "</table>",
    "<ul>", "<li>", "</ul>", "<blockquote>", "<h2>", "</h2>", "<pre>", "</pre>", "<p>", "</p>", "<br>", "<hr>", "<sup>2</sup>", "<sup>", "<div hidden>", "</div>",
    "<nav>", "</nav>", "<img src=a.png alt='x'>", "<title>t</title>", "<caption>c</caption>", "<", ">", "&", "{{< toc >}}", "{{<", "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "# ", "## ", "\n", "\n\n", "\r\n", "\r", "- ", "1. ", "> ", "    ", "\t", "---\n", "+++\n", "{\n", "}\n", '"title": "x",', "title: x\n", "```\n",
    "See also x", "References\n\n", "Doe J, Roe R (2012) Iron. Sleep Med 4:1-2\n\n", "Visit Source\n", "https://a.org/b", "www.x.y", "Ã©", "â€™", "Β\xa0", "πŸ‘‹", "μg", "\x00",
    "\xa0", "\u200b", "\ufeff", "5.085", " P < .001 ", "word ", "Words here. ", "é", "\U0001f44b", "\u2028", "[r]: /z\n", "[r]", "===\n",
]  # fmt: skip
PAGES = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), max_size=40).map("".join)
HTML = PAGES.map(lambda page: f"<!doctype html><html><body>{page}</body></html>")


def holds(data: bytes) -> None:
    try:
        document = read_document(data)
    except InputError:
        return
    text, view = document.text, document.view.text
    assert ReadingView.replay(text, document.edits) == document.view
    assert all(before.end <= after.start for before, after in pairwise(document.edits))
    ranges = [document.view.source_range(at, at + 1) for at in range(len(view))]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(before <= after for before, after in pairwise(ranges))
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(view)
        assert document.words(document.span(block.start, block.end)) == document.block_text(block)
        assert document.block_text(block) == document.block_text(block).strip()
    assert all(before.end <= after.start for before, after in pairwise(document.blocks))
    assert [section.index for section in document.sections] == list(range(len(document.sections)))
    for section in document.sections:
        first, last = section.blocks
        assert 0 <= first < last <= len(document.blocks)
        assert (section.start, section.end) == (document.blocks[first].start, document.blocks[last - 1].end)
    for link in document.links:
        assert 0 <= link.start <= link.end <= len(view)
        assert document.quote(link.source)
    for table in document.tables:
        assert all(len(row) == len(table.header) for row in table.rows)
        assert all(0 <= cell.start <= cell.end <= len(view) for row in table.rows for cell in row)
    for entry in document.references:
        assert entry.start < entry.end
    for mark in document.citations:
        assert 0 <= mark.start <= mark.end <= len(view)
    for repair in document.repairs:
        assert document.quote(repair.span) == repair.before
    # Where nothing was edited, what is quoted is what is read.
    done = 0
    for edit in (*document.edits, None):
        stop = edit.start if edit else len(text)
        if done < stop:
            start, end = document.view.view_start(done), document.view.view_end(stop)
            assert view[start:end] == text[done:stop]
        done = edit.end if edit else stop
    assert read_document(data) == document


@given(PAGES)
@settings(max_examples=120, deadline=None)
def test_any_markdown_or_text_reads_and_every_part_points_into_it(page):
    data = page.encode("utf-8", errors="replace")
    holds(data)


@given(HTML)
@settings(max_examples=120, deadline=None)
def test_any_html_reads_and_every_part_points_into_it(page):
    holds(page.encode("utf-8", errors="replace"))


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_read_or_are_refused(data):
    holds(data)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_utf8_text_is_kept_character_by_character(text):
    data = text.encode("utf-8", errors="ignore")
    try:
        document = read_document(data)
    except InputError:
        return
    if document.encoding == "utf-8":
        assert document.text == data.decode("utf-8")


@given(st.text(max_size=300))
def test_an_abstract_is_its_own_view(text):
    document = read_abstract(text)
    assert document.view.text == document.text == text
    for block in document.blocks:
        assert document.block_text(block) == document.block_text(block).strip() != ""
