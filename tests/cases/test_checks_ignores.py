"""Comments by which an author sets a problem aside: what they speak of, and what they must say."""

import pytest

from manystudies.checks import CODES
from manystudies.documents import read_document
from manystudies.pages import check_text, report_html
from manystudies.review import check_pages, page_of_bytes

PAGE = """{above}
## Zinc cures hay fever - 2020{beside}

**Zinc and hay fever: an uncontrolled before-after study**

J Noses. 2020 Feb 20. https://doi.org/10.5555/12345678

METHODS: Twenty adults with hay fever took zinc for two months. There was no control group.

RESULTS: The score improved from 20.1 to 15.2 (p < 0.001).
"""
(CODE,) = {
    problem.code
    for problem in check_pages((page_of_bytes("page.md", PAGE.format(above="", beside="").encode()),)).problems
    if problem.flagged and problem.replacement
}


def report_of(above: str = "", beside: str = "", name: str = "page.md"):
    return check_pages((page_of_bytes(name, PAGE.format(above=above, beside=beside).encode()),))


def flagged(report) -> list[str]:
    return [problem.code for problem in report.problems if problem.flagged]


@pytest.mark.parametrize(
    "places",
    [
        {"above": f"<!-- manystudies: ignore {CODE} because the editor wants it so -->"},
        {"above": f"<!-- manystudies: ignore {CODE} because the editor wants it so -->\n"},
        {"beside": f" <!-- manystudies: ignore {CODE} because the editor wants it so -->"},
        {"above": f"<!-- manystudies: ignore MS407, {CODE.lower()} because the editor\n wants it so -->"},
    ],
)
def test_a_comment_with_code_and_reason_sets_a_problem_aside_and_lists_it(places):
    report = report_of(**places)
    assert CODE not in flagged(report)
    (aside,) = [problem for problem in report.problems if problem.ignored]
    assert (aside.code, aside.verdict, aside.ignored, aside.replacement) == (CODE, "info", "the editor wants it so", "")
    assert aside.message.startswith("Set aside on the page, because the editor wants it so. ")
    assert "Set aside on the page, because the editor wants it so" in report_html(report)
    said = check_text(report)
    assert "because the editor wants it so" in said
    assert "1 ignored with a reason" in said


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        (f"<!-- manystudies: ignore {CODE} -->", "gives no reason"),
        (f"<!-- manystudies: ignore {CODE} because -->", "gives no reason"),
        ("<!-- manystudies: ignore MS999 because it is so -->", "There is no code MS999"),
        ("<!-- manystudies: ignore because it is so -->", "names no code"),
    ],
)
def test_a_comment_that_says_too_little_is_told_and_sets_nothing_aside(comment, words):
    report = report_of(above=comment)
    assert CODE in flagged(report)
    assert words in next(problem.message for problem in report.problems if problem.code == "MS005" and problem.flagged)


def test_a_reason_may_hold_any_letters():
    report = report_of(above=f"<!-- manystudies: ignore {CODE} because p < .05 > all - the editor -->")
    assert [problem.ignored for problem in report.problems if problem.ignored] == ["p < .05 > all - the editor"]


def test_a_comment_speaks_only_of_the_next_block():
    comment = f"<!-- manystudies: ignore {CODE} because it is so -->"
    assert CODE in flagged(report_of(above=f"{comment}\n\nA block between.\n"))


def test_a_comment_with_nothing_left_to_ignore_is_told_as_a_note():
    report = report_of(above="<!-- manystudies: ignore MS301 because it is so -->")
    (note,) = [problem for problem in report.problems if problem.code == "MS005"]
    assert not note.flagged
    assert "no such problem here any more" in note.message


def test_a_comment_shown_inside_code_speaks_of_nothing():
    report = report_of(above=f"```\n<!-- manystudies: ignore {CODE} because it is so -->\n```\n")
    assert CODE in flagged(report)
    assert "MS005" not in {problem.code for problem in report.problems}


def test_thousands_of_comments_take_no_longer_than_text():
    text = "<!-- manystudies: ignore MS401 because so -->\n\nZinc was studied.\n\n" * 2000 + "<!-- manystudies: ignore " * 5000
    assert read_document(text.encode()).text
    assert "MS005" in CODES
    assert len([each for each in check_pages((page_of_bytes("p.md", text.encode()),)).problems if each.code == "MS005"]) == 2000


def test_a_comment_can_speak_of_the_title_in_the_front_matter():
    page = '{{\n    "title": "Zinc cures hay fever",\n    "date": "2020-02-20"\n}}\n\n{}\n\n## Hay fever\n\nZinc is a mineral.\n'
    told = page.format("<!-- manystudies: ignore MS407 in title because the board decided so -->")
    left = check_pages((page_of_bytes("p.md", page.format("").encode()),))
    aside = check_pages((page_of_bytes("p.md", told.encode()),))
    assert [problem.code for problem in left.problems if problem.flagged] == ["MS407"]
    assert [problem.code for problem in aside.problems if problem.flagged] == []
    assert [problem.ignored for problem in aside.problems if problem.ignored] == ["the board decided so"]
