"""Versions of one page in one file: found and split at the right place (all words written for this test)."""

from manystudies.documents import read_document

PARAGRAPHS = [
    "Iron is a metal that the body needs to carry oxygen in the blood and to build the enzymes that make dopamine in the brain.",
    "People with restless legs feel an urge to move them in the evening, and many of them have little iron in their brain stores.",
    "Doctors measure ferritin in the blood, and a level below seventy five is seen as a reason to think about giving iron tablets.",
    "Tablets can upset the stomach, so that some people take them every second day with a glass of orange juice to help absorption.",
    "Infusions work faster than tablets, but they cost more and need a clinic, so that they are kept for those who cannot swallow iron.",
]
HEADINGS = ["What Is Iron?", "Who Has Restless Legs?", "How Is It Measured?", "Which Tablets?", "What About Infusions?"]
INTRO = "Restless legs keep people awake, and iron may be the answer that everyone has been waiting for. Let us look at the evidence."
OTHER_INTRO = "Restless legs keep people awake, and some ask about iron. Let us look at what is known so far."


def article(paragraphs, headings=HEADINGS):
    return "".join(f"{heading}\n\n{paragraph}\n\n" for heading, paragraph in zip(headings, paragraphs, strict=True))


def starts(page: str) -> list[int]:
    document = read_document(page.encode())
    assert [revision.number for revision in document.revisions] == list(range(len(document.revisions)))
    return [document.view.source_start(revision.start) for revision in document.revisions]


def test_a_reworded_second_version_starts_at_its_reworded_introduction():
    softened = [paragraph.replace(" is ", " may be ").replace("work", "might work") for paragraph in PARAGRAPHS]
    first = f"Iron And Legs\n\n{INTRO}\n\n{article(PARAGRAPHS)}"
    assert starts(f"{first}{OTHER_INTRO}\n\n{article(softened)}") == [0, len(first)]


def test_sections_do_not_cross_from_one_version_into_the_next():
    first = f"{INTRO}\n\n{article(PARAGRAPHS)}"
    document = read_document(f"{first}{OTHER_INTRO}\n\n{article(PARAGRAPHS)}".encode())
    assert [section.revision for section in document.sections] == [0] * 6 + [1] * 6
    assert [document.heading_text(section) for section in document.sections] == [None, *HEADINGS, None, *HEADINGS]


def test_three_versions_are_three():
    page = f"{INTRO}\n\n{article(PARAGRAPHS)}"
    assert starts(page * 3) == [0, len(page), 2 * len(page)]


def test_versions_with_a_heading_each_are_split_at_the_heading():
    page = f"# Iron\n\n{article(PARAGRAPHS, [f'## {heading}' for heading in HEADINGS])}"
    # The marks of a heading are not part of the view.
    assert starts(page + page) == [2, len(page) + 2]


def test_a_page_that_stands_once_has_no_revisions():
    assert starts(f"{INTRO}\n\n{article(PARAGRAPHS)}") == []


def test_repeated_labels_and_sentences_make_no_version():
    page = "".join(
        f"# Study {number}\n\nMethods\n\nWe gave {number * 7} people iron for {number} weeks, and asked them about their legs each evening at {number} o'clock.\n\nResults\n\n"
        f"Iron helped {number * 3} of them, while {number} felt no change at all after their {number * 5} days of treatment in this study.\n\nPatients should talk to their doctor.\n\n"
        for number in range(2, 12)
    )
    assert starts(page) == []


def test_one_abstract_pasted_twice_into_a_long_page_is_no_version():
    others = [
        f"Study {number} asked {number * 11} other people about entirely different things, among them sleep, food, work, noise and the weather in town {number}."
        for number in range(20)
    ]
    page = "\n\n".join(
        [
            *others,
            *PARAGRAPHS[:3],
            *reversed(others[:0]),
            "In between stand other words about copper, which nobody has studied in legs so far as we know.",
            *PARAGRAPHS[:3],
        ]
    )
    assert starts(page) == []
