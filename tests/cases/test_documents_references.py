"""Reference lists, with and without heading and numbers (all entries invented)."""

import pytest

from manystudies.documents import read_document
from manystudies.documents.references import looks_like_reference

ENTRIES = [
    (True, "Doe J, Roe R (2012) Iron and sleep. Sleep Med 4:121-132"),
    (True, "Doe, J. (2019, June 6). How to sleep: An overview. Some Health. https://example.org/sleep"),
    (True, "Doe J, Roe RS, et al. Iron and sleep. Lancet. 2012;380(9):1-9."),
    (True, "12. Doe J, Poe E. Legs at night. Sleep. 2001;24:5-9. doi:10.1000/x"),
    (True, "O'Hara M, van der Berg K, Müller-Thal S (2009) Zinc in legs. J Legs 12(3):1–9"),
    (True, "Ann B. Doe, Roe, R., & Poe, E. S. (2023). Iron. Tremors, 13(1). https://doi.org/10.1000/abc"),
    (False, "In 2012 Doe and Roe measured iron in 121 people."),
    (False, "Doe J, Roe R, Poe E."),
    (False, "Sleep Med. 2014 Aug 23. https://doi.org/10.1000/x"),
    (False, "Iron helped 59 of 78 people (75.6%), P < .001, in 2012; https://example.org"),
    (False, "RESULTS: Of 35 patients enrolled in 2019, 21 (60%) had iron 1:2."),
]  # fmt: skip


@pytest.mark.parametrize(("is_reference", "words"), ENTRIES)
def test_a_reference_is_names_a_year_and_a_place(is_reference, words):
    assert looks_like_reference(words) == is_reference


def entries(page: str) -> list[tuple[int, int, str]]:
    document = read_document(page.encode())
    assert all(
        any(block.start <= entry.start < block.end and block.role == "reference" for block in document.blocks)
        for entry in document.references
    )
    return [(entry.listing, entry.number, document.view.text[entry.start : entry.end]) for entry in document.references]


LIST = "Doe J (2012) Iron. Sleep 4:1-2\n\nRoe R (2013) Zinc. Sleep 5:1-2\n\nPoe E (2014) Lead. Sleep 6:1-2\n"


def test_a_list_without_heading_or_numbers_is_found_by_its_shape():
    assert entries(f"Iron helps.\n\n{LIST}\nMore words.\n") == [
        (0, 1, "Doe J (2012) Iron. Sleep 4:1-2"),
        (0, 2, "Roe R (2013) Zinc. Sleep 5:1-2"),
        (0, 3, "Poe E (2014) Lead. Sleep 6:1-2"),
    ]


def test_two_such_lines_are_not_yet_a_list():
    assert entries("Iron helps.\n\nDoe J (2012) Iron. Sleep 4:1-2\n\nRoe R (2013) Zinc. Sleep 5:1-2\n") == []


def test_items_below_the_heading_are_entries_whatever_they_hold():
    page = "# Iron\n\nIt helps.\n\n**References** \n\n1. Doe J (2012) Iron. Sleep 4:1-2\n\n1. [A page](https://example.org)\n\n---\n\n* an item\n"
    assert [(number, words) for _, number, words in entries(page)] == [(1, "Doe J (2012) Iron. Sleep 4:1-2"), (2, "A page")]


def test_each_list_of_a_page_is_its_own():
    page = "# A\n\n## References (some of them)\n\n1. Doe J (2012) Iron. Sleep 4:1-2\n\n# B\n\n## Bibliography\n\n1. Roe R (2013) Zinc. Sleep 5:1-2\n"
    assert [(listing, number) for listing, number, _ in entries(page)] == [(0, 1), (1, 1)]


def test_an_html_list_of_references_is_found():
    page = "<!doctype html><h2>References</h2><ol><li>Doe J (2012) Iron. Sleep 4:1-2<li>Roe R (2013) <i>Zinc</i>. Sleep 5:1-2</ol><p>After.</p>"
    assert [words for _, _, words in entries(page)] == ["Doe J (2012) Iron. Sleep 4:1-2", "Roe R (2013) Zinc. Sleep 5:1-2"]
