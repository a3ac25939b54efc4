"""Plain text: headings, wrapped lines, items."""

import pytest

from manystudies.documents import read_document
from manystudies.documents.headings import is_heading

LINES = [
    (True, "What is Iron?"),
    (True, "How Iron May Help with Restless Legs"),
    (True, "Neuroprotection"),
    (True, "Iron and Restless Legs: Final Thoughts"),
    (True, "Side effects of iron"),
    (True, "Learn more"),
    (False, "Iron helps."),
    (False, "[signup]"),
    (False, "January 22, 2024"),
    (False, "2024-01-22"),
    (False, "Doe J, Roe R, Poe E"),
    (False, "Ann Lee, MD, and Bo Ray, PhD"),
    (False, "https://example.org/iron"),
    (False, "|"),
    (False, "We asked them twice"),
    (False, "iron"),
    (False, "They were given iron every day for eight weeks and then asked how they slept at night by two nurses who did not know"),
]


@pytest.mark.parametrize(("heading", "line"), LINES)
def test_a_heading_in_plain_text_is_a_short_title_or_question(heading, line):
    assert is_heading(line) == heading


def blocks(page: str) -> list[tuple[str, str]]:
    document = read_document(page.encode())
    return [(block.kind, document.block_text(block)) for block in document.blocks]


def test_lines_broken_to_fit_a_width_are_one_paragraph():
    page = (
        "Iron is a metal that the body needs to carry oxygen in the blood and\nto build the enzymes that make dopamine in the brain. People with\n"
        "restless legs often have little of it, and some feel better when they\nare given more.\n\nNext."
    )
    assert [kind for kind, _ in blocks(page)] == ["paragraph", "paragraph"]


def test_short_lines_in_a_row_are_each_their_own():
    assert blocks("Visit Source\nVisit Source\nSleep Letters\n") == [
        ("paragraph", "Visit Source"),
        ("paragraph", "Visit Source"),
        ("paragraph", "Sleep Letters"),
    ]


def test_items_are_told_by_their_marks_and_go_on_over_lines():
    assert blocks("Doses:\n- 50 mg of iron\n  every day\n- 100 mg\n1. first\n2) second") == [
        ("paragraph", "Doses:"),
        ("item", "50 mg of iron\n  every day"),
        ("item", "100 mg"),
        ("item", "first"),
        ("item", "second"),
    ]


def test_only_a_line_alone_is_a_heading():
    assert blocks("What Is Iron?\n\nIron is a metal.\n\nSleep\n|\nLegs") == [
        ("heading", "What Is Iron?"),
        ("paragraph", "Iron is a metal."),
        ("paragraph", "Sleep"),
        ("paragraph", "|"),
        ("paragraph", "Legs"),
    ]


def test_addresses_in_plain_text_are_links_without_the_sentence_around_them():
    document = read_document(b"See (https://example.org/a_(b)), www.example.org/x. And https://example.org/c;")
    assert [(link.kind, link.url) for link in document.links] == [
        ("bare", "https://example.org/a_(b)"),
        ("bare", "http://www.example.org/x"),
        ("bare", "https://example.org/c"),
    ]
