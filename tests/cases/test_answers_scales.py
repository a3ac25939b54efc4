"""A smallest difference that matters belongs to one scale, and is not laid on another (all written for this test)."""

import pytest

from manystudies.answers.scales import prints_scale
from manystudies.checks import problems_in
from manystudies.terms import concept


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Pain was measured on a 100-mm visual analogue scale.", True),
        ("VAS (0-100) fell by 20.", True),
        ("The VAS fell by 20 mm.", True),
        ("VAS (0-10) fell by 2.", False),
        ("Pain on a 10-cm VAS fell.", False),
        ("The VAS fell by 2, and glucose by 1 mmol/L.", False),
    ],
)
def test_a_visual_analogue_scale_is_the_known_one_only_where_its_ends_or_unit_are_printed(text, known):
    scale = concept("pain on a visual analogue scale")
    assert scale is not None
    assert prints_scale(text, scale) == known


def test_pain_itself_is_no_scale():
    found = concept("pain")
    assert found is not None
    assert found.important is None
    assert found.better == "lower"


def test_means_are_not_held_against_the_ends_of_a_visual_analogue_scale_that_may_be_another():
    text = "RESULTS: The VAS was 112 (SD 20) in 40 people with zinc and 121 (SD 22) in 40 people with placebo."
    assert [problem.code for problem in problems_in(text) if problem.flagged] == []
