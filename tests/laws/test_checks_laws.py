"""Laws of the checks: true numbers are never accused, clear errors always are, and no text makes a check fail."""

from math import exp

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from manystudies.checks import problems_in

PIECES = [
    "OR ",
    "1.5",
    " (95% CI ",
    "0.9",
    "-",
    "2.0",
    "), ",
    "p = ",
    "0.03",
    "12 of 48 ",
    "(25%)",
    " from ",
    "24.9 ± 5.1",
    " to ",
    "t(28) = ",
    "; ",
    ". ",
    "n = 20",
    "trend ",
    "[",
    "]",
    "≥",
    "%",
    "−",
    "\n",
]


def flagged(text: str) -> list[str]:
    return [problem.message for problem in problems_in(text) if problem.flagged]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_no_text_makes_a_check_fail_and_every_span_lies_in_the_text(text):
    for problem in problems_in(text):
        assert all(span.end <= len(text) for span in problem.spans)
        assert problem.message


@settings(max_examples=200, deadline=None)
@given(st.floats(-2.0, 2.0), st.floats(0.05, 1.0), st.integers(1, 3))
def test_a_true_ratio_with_its_interval_is_never_accused(middle, error, decimals):
    estimate, low, high = (exp(middle + step * 1.959964 * error) for step in (0, -1, 1))
    assume(round(low, decimals) > 0)
    assert flagged(f"Smoking was associated with gout (OR {estimate:.{decimals}f}, 95% CI {low:.{decimals}f}-{high:.{decimals}f}).") == []


@settings(max_examples=100, deadline=None)
@given(st.floats(0.2, 1.5), st.floats(0.1, 0.5), st.integers(2, 3))
def test_a_ratio_outside_its_interval_is_always_found(middle, error, decimals):
    low, high = exp(middle - 1.96 * error), exp(middle + 1.96 * error)
    wrong = high * 1.3
    assert flagged(f"Smoking was associated with gout (OR {wrong:.{decimals}f}, 95% CI {low:.{decimals}f}-{high:.{decimals}f}).")


@settings(max_examples=200, deadline=None)
@given(st.integers(5, 5000), st.data(), st.integers(0, 2))
def test_a_true_percent_is_never_accused(people, data, decimals):
    events = data.draw(st.integers(1, people))
    assert flagged(f"Fever was seen in {events} of {people} children ({100 * events / people:.{decimals}f}%).") == []


@settings(max_examples=100, deadline=None)
@given(st.integers(20, 500), st.data())
def test_a_percent_that_is_clearly_another_is_always_found(people, data):
    events = data.draw(st.integers(1, people // 2))
    wrong = 100 * events / people + 10
    assert flagged(f"Fever was seen in {events} of {people} children ({wrong:.1f}%).")


@settings(max_examples=150, deadline=None)
@given(st.floats(0.3, 4.0), st.integers(5, 200), st.integers(2, 3))
def test_a_true_test_statistic_with_its_p_is_never_accused(statistic, degrees, decimals):
    printed = f"{statistic:.2f}"
    p = 2 * student.sf(float(printed), degrees)
    assume(round(p, decimals) > 0)
    assert flagged(f"The groups were compared, t({degrees}) = {printed}, p = {p:.{decimals}f}.") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_the_same_text_gives_the_same_problems(text):
    assert problems_in(text) == problems_in(text)
