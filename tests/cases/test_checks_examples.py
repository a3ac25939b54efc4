"""Every code's own examples: the failing one makes its check speak up, the passing one gives it nothing to complain of."""

import pytest

from manystudies.checks import CODES, check
from manystudies.claims import find_claims
from manystudies.documents import read_document
from manystudies.findings import find_findings
from manystudies.studies import find_studies


def problems_of(text: str):
    document = read_document(text.encode())
    studies = find_studies((document,))
    return check((document,), studies, find_findings(document, studies), find_claims((document,), studies))


WAITING: set[str] = {"MS420"}
"""Held against the certainty of an answer, which stands behind the checks."""


@pytest.mark.parametrize("code", [code for code in CODES if CODES[code].fails and code not in WAITING])
def test_the_failing_example_of_a_code_makes_it_speak_up(code):
    found = problems_of(CODES[code].fails)
    assert code in {problem.code for problem in found}, [problem.code for problem in found]


@pytest.mark.parametrize("code", [code for code in CODES if CODES[code].passes])
def test_the_passing_example_of_a_code_gives_it_nothing_to_complain_of(code):
    found = problems_of(CODES[code].passes)
    assert [problem.message for problem in found if problem.code == code and problem.flagged] == []


NUMBERS = [code for code in CODES if code.startswith(("MS2", "MS3"))]
NO_TEXT_FAILS = {"MS003"}
"""Bytes that are no text cannot stand in a text."""


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_its_idea_formula_and_source_with_an_example_of_each_kind(code):
    entry = CODES[code]
    assert all((entry.name, entry.idea, entry.formula, entry.source, entry.passes))
    assert bool(entry.fails) == (code not in NO_TEXT_FAILS)


@pytest.mark.parametrize("code", NUMBERS)
def test_a_problem_with_numbers_says_what_is_right_and_what_would_settle_it(code):
    found = [problem for problem in problems_of(CODES[code].fails) if problem.code == code and problem.flagged]
    for problem in found:
        assert problem.recomputed or problem.consistent_range
        assert problem.suggestion
        assert problem.spans
        assert problem.severity in {"high", "medium", "low"}
