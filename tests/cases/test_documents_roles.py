"""Whose voice a block is: furniture, by-lines, disclaimers, pointers, chatbots (all words written for this test)."""

import pytest

from manystudies.documents import read_document
from manystudies.documents.chatbots import names_chatbot
from manystudies.documents.furniture import role_by_words

BLOCKS = [
    ("furniture", "Visit Source"),
    ("furniture", "[signup]"),
    ("furniture", "Sign up for our newsletter"),
    ("furniture", "Oops! Something went wrong while sending."),
    ("furniture", "Thanks for subscribing!"),
    ("furniture", "Subscribe to the journal for free"),
    ("furniture", "Join the thousands of readers who care"),
    ("furniture", "No items found."),
    ("furniture", "Hey doctors! \U0001f44b Join Ann Lee for a course on sleep. Register here."),
    ("furniture", "© 2024 Sleep Site. All rights reserved."),
    ("furniture", "View more on Sleep"),
    ("furniture", "Download the PDF from our site"),
    ("furniture", "We make ordering quick and easy for you"),
    ("metadata", "Medically reviewed by Ann Lee, MD"),
    ("metadata", "Updated On"),
    ("metadata", "Last updated: March 5, 2024"),
    ("metadata", "By Ann Lee"),
    ("metadata", "Written by Ann Lee"),
    ("disclaimer", "This page is for informational purposes only."),
    ("disclaimer", "The words here are not a substitute for professional medical advice."),
    ("disclaimer", "These statements have not been evaluated by the Food and Drug Administration."),
    (None, "Iron was given to 59 of 78 people."),
    (None, "Published studies show that iron helps."),
    (None, "Peer Reviewed Journal"),
    (None, "Talk to your doctor about iron, which may cause nausea."),
    (None, "By week 8, ferritin had risen."),
    (None, "Updated guidelines recommend iron"),
    (None, "Order of treatment mattered."),
    (None, "Home visits reduced falls."),
    (None, "Search strategy and selection"),
    (None, "[95% CI 1.2 to 3.4]"),
]


@pytest.mark.parametrize(("role", "words"), BLOCKS)
def test_the_role_of_a_block_is_told_from_its_words(role, words):
    assert role_by_words(words) == role


HEADINGS = [
    (True, "Iron: review by Perplexity AI Jan 2025"), (True, "Claude AI summary"), (True, "ChatGPT 4o"), (True, "Questions answered by AI"),
    (True, "Summary by GLARP AI Jan 2025"), (True, "Iron – Claude, March 2024"), (True, "Asked Gemini: does iron help?"), (True, "AI overview"),
    (False, "ChatGPT misses half of all fractures"), (False, "Claude Bernard and the milieu"), (False, "AI helps radiologists find cancer"),
    (False, "Iron: RDA and AI"), (False, "A twin study of the Gemini cohort"), (False, "Review of large trials"),
]  # fmt: skip


@pytest.mark.parametrize(("named", "heading"), HEADINGS)
def test_a_heading_names_a_chatbot_only_where_its_words_follow(named, heading):
    assert names_chatbot(heading) == named


def roles(page: str) -> list[tuple[str, str]]:
    document = read_document(page.encode())
    return [(block.role, document.block_text(block)) for block in document.blocks]


def test_a_widget_of_names_between_buttons_is_furniture():
    page = "Iron helps many people to sleep, as several trials have shown over the years, they say in this long paragraph.\n\n"
    page += "Trusted Source\n" + "".join(
        f"{name}\nScience Journal\nVisit Source\nVisit Source\n" for name in ("Sleep Letters", "Iron Today", "Legs", "Annals of Rest")
    )
    assert [role for role, _ in roles(page)] == ["body"] + ["furniture"] * 17


def test_labels_of_abstracts_that_repeat_are_not_furniture():
    page = "".join(
        f"# Study {number}\n\nMAIN METHODS\n\nWe did {number} things.\n\nMAIN RESULTS\n\nThey worked.\n\n" for number in range(9)
    )
    assert {role for role, words in roles(page) if "METHODS" in words} == {"body"}


def test_a_see_also_section_and_its_inner_headings_are_pointers_up_to_the_next_section():
    page = "# Iron\n\nIt helps.\n\n## See also\n\n* [a](/a)\n\n### More\n\ntext\n\n## Nearby\n\nbody\n"
    assert [role for role, _ in roles(page)] == ["body", "body", "see also", "see also", "see also", "see also", "body", "body"]


def test_items_that_are_only_links_within_the_site_are_pointers():
    page = "# Iron\n\n* [Zinc helps sleep](/posts/zinc)\n* [Copper helps sleep](/posts/copper)\n\n* [Outside](https://e.org/a)\n* A fact with [a link](/posts/x) in it\n"
    assert [role for role, _ in roles(page)] == ["body", "see also", "see also", "body", "body"]


def test_a_section_with_numbered_links_is_a_chatbots():
    page = "# Iron\n\nOwn words.\n\n## Answer\n\nIron helps [1](https://a.org/1). Zinc too [2](https://a.org/2). And more [1](https://a.org/1).\n\n## Own\n\nMore.\n"
    document = read_document(page.encode())
    assert [role for role, _ in roles(page)] == ["body", "body", "chatbot", "chatbot", "body", "body"]
    assert [(mark.label, mark.url, document.view.text[mark.start : mark.end]) for mark in document.citations] == [
        ("1", "https://a.org/1", "[1]"),
        ("2", "https://a.org/2", "[2]"),
        ("1", "https://a.org/1", "[1]"),
    ]


def test_numbered_links_within_the_page_are_no_chatbots():
    page = "# Iron\n\nIron helps [1](#r1). Zinc too [2](#r2). And more [3](#r3).\n"
    assert {role for role, _ in roles(page)} == {"body"}


def test_a_paragraph_that_links_to_an_answer_makes_its_section_a_chatbots():
    page = "# Iron\n\n## One\n\nFrom [an answer](https://www.perplexity.ai/search/abc)\n\nIron helps all.\n\n## Two\n\nOwn words.\n"
    assert [role for role, _ in roles(page)] == ["body", "chatbot", "chatbot", "chatbot", "body", "body"]


def test_the_site_around_an_html_article_is_furniture():
    page = "<!doctype html><nav>Home</nav><h1>Iron</h1><p>It helps.</p><div class='newsletter'><p>Stay in touch</p></div><footer>Imprint</footer>"
    assert [role for role, _ in roles(page)] == ["furniture", "body", "body", "furniture", "furniture"]


def test_by_lines_of_plain_text_become_front_matter():
    page = (
        "Sleep\n|\nMarch 3, 2021\n\nDoes Iron Help Restless Legs?\n\nMedically Reviewed by\nUpdated On\nMay 4, 2022\n\n"
        "Iron is a metal that the body needs, and many people with restless legs have little of it, so they ask whether more of it helps.\n"
    )
    document = read_document(page.encode())
    assert (document.front.title, document.front.date) == ("Does Iron Help Restless Legs?", "March 3, 2021")
    assert ("Updated On", "May 4, 2022") in document.front.fields
    assert [block.role for block in document.blocks] == ["metadata"] * 3 + ["body"] + ["metadata"] * 3 + ["body"]
