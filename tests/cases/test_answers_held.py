"""Claims held against the certainty of the evidence that was put together for them."""

from manystudies.checks import CODES
from manystudies.review import check_pages, page_of_bytes, review, topic_pages

PAGE = """# Restless legs

Ropinirole is proven to relieve restless legs everywhere.

Ropinirole may help people with restless legs.

Vitamin K is proven to relieve restless legs.
"""


def codes(report, words):
    document = report.pages[0].document
    here = [problem for problem in report.problems if problem.flagged and problem.spans[0].document == document.identity]
    return [problem.code for problem in here if words in document.quote(problem.spans[0])]


def test_a_proof_is_held_against_the_pooled_certainty_and_not_called_unsourced():
    pages = (page_of_bytes("mine.md", PAGE.encode()), *topic_pages())
    report = review(pages)
    assert "MS407" in codes(check_pages(pages), "is proven to relieve restless legs everywhere")
    assert "MS407" not in codes(report, "is proven to relieve restless legs everywhere")
    (problem,) = [each for each in report.problems if each.code == "MS420" and each.spans[0].document == pages[0].document.identity]
    assert problem.severity == "high"
    assert problem.suggestion in {row.sentence.text for row in report.answer.rows}


def test_a_claim_as_careful_as_the_certainty_is_left_alone():
    report = review((page_of_bytes("mine.md", PAGE.encode()), *topic_pages()))
    assert "MS420" not in codes(report, "may help people")


def test_a_claim_that_nothing_on_the_pages_speaks_of_stays_unsourced():
    report = review((page_of_bytes("mine.md", PAGE.encode()), *topic_pages()))
    assert codes(report, "Vitamin K is proven") == ["MS407"]


def test_the_examples_of_the_code_fail_and_pass():
    fails, passes = (review((page_of_bytes("p.md", text.encode()),)) for text in (CODES["MS420"].fails, CODES["MS420"].passes))
    assert "MS420" in {problem.code for problem in fails.problems}
    assert "MS420" not in {problem.code for problem in passes.problems}
