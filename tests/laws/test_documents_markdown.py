"""Law: what our reader shows of Markdown is what an independent CommonMark parser shows."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from manystudies.documents import read_document

PARTS = [
    "*", "**", "***", "_", "__", "`", "``", "[", "]", "](/u)", "](<x y>)", '](/u "t")', "![", "(", ")", "\\", "\\*", "&amp;", "&lt;", "<b>", "</b>", '<a href="x">', "</a>",
    "<!-- c -->", "a", "b", "word", " ", " ", "\n", "\n", "\n\n", "# ", "## ", "- ", "* ", "1. ", "2) ", "> ", "  ", "\n---\n", "===", "\n```\n", ".", ",", '"',
    "x_y", "é", "“", "\n\n| a | b |\n|---|---|\n| c | *d* |\n\n",
]  # fmt: skip


def shown(tokens: list[Token]) -> str:
    """The words of parsed Markdown."""
    out: list[str] = []
    for token in tokens:
        if token.type == "inline":
            out += [
                child.content if child.type in {"text", "code_inline"} else " " for child in token.children or [] if child.type != "image"
            ]
        elif token.type in {"fence", "code_block"}:
            out.append(token.content)
        elif token.type == "html_block":
            out.append(re.sub(r"<!--.*?-->|</?\w[^>]*>", "", token.content).replace("&amp;", "&").replace("&lt;", "<"))
        elif token.type == "hr":
            # The parser counts one mark too many.
            out.append(token.markup[1:])
    return "".join(out)


def bare(text: str) -> str:
    """Letters and marks without blanks and the pipes of tables."""
    return re.sub(r"[\s|]+", "", text)


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
@settings(max_examples=150, deadline=None)
def test_the_view_of_markdown_is_what_commonmark_shows(page):
    # A first heading makes sure that the page is taken for Markdown.
    page = f"# Page\n\n{page}"
    parser = MarkdownIt("commonmark").enable("table")
    document = read_document(page.encode())
    assert document.kind == "markdown"
    assert bare(document.view.text) == bare(shown(parser.parse(page)))
