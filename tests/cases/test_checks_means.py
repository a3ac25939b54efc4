"""Means, their differences and changes: what is impossible, and what an analysis nobody named may explain."""

import pytest

from manystudies.checks import problems_in

TRIAL = "METHODS: 80 adults were randomized to zinc (n = 40) or placebo (n = 40). RESULTS: "


def verdicts(text: str) -> dict[str, str]:
    return {
        problem.code: problem.verdict
        for problem in problems_in(text)
        if problem.code in {"MS213", "MS308", "MS309", "MS313", "MS314", "MS315", "MS316"}
    }


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Pain was 4.0 (SD 2.0) with zinc and 5.0 (SD 2.2) with placebo (P = .04).", {"MS308": "consistent"}),
        ("Pain was 4.0 (SD 2.0) with zinc and 5.0 (SD 2.2) with placebo (P = .004).", {"MS308": "cannot_tell"}),
        ("Pain was 4.0 (SD 2.0) with zinc and 5.0 (SD 2.2) with placebo (independent t-test, P = .004).", {"MS308": "inconsistent"}),
        ("Pain was 4.0 (SD 2.0) with zinc and 6.9 (SD 2.2) with placebo (P = .42).", {"MS308": "inconsistent"}),
        ("Pain was 4.0 (SD 2.0) with zinc and 6.9 (SD 2.2) with placebo (ANCOVA, P = .42).", {"MS308": "cannot_tell"}),
        ("Pain was 4.0 (SD 0.3) with zinc and 4.6 (SD 0.3) with placebo (P = .16).", {"MS316": "inconsistent"}),
        (
            "Pain was 4.0 \N{PLUS-MINUS SIGN} 0.3 with zinc and 4.6 \N{PLUS-MINUS SIGN} 0.3 with placebo (P = .16).",
            {"MS316": "cannot_tell"},
        ),
        (
            "Pain was 4.0 (SD 2.0) with zinc and 5.0 (SD 2.2) with placebo (mean difference -1.0, 95% CI -1.9 to -0.1; P = .04).",
            {"MS308": "consistent", "MS314": "consistent", "MS315": "consistent"},
        ),
        (
            "Pain was 4.0 (SD 2.0) with zinc and 5.0 (SD 2.2) with placebo (mean difference -1.2, 95% CI -1.9 to -0.5; P = .001).",
            {"MS314": "cannot_tell", "MS315": "cannot_tell"},
        ),
        (
            "Pain was 4.0 (SD 2.0) with zinc and 5.0 (SD 2.2) with placebo (mean difference -3.0, 95% CI -3.9 to -2.1; P < .001).",
            {"MS314": "inconsistent", "MS315": "consistent"},
        ),
    ],
)
def test_two_groups_are_judged_in_three_states(told: str, expected: dict[str, str]) -> None:
    found = verdicts(TRIAL + told)
    assert {code: {"by_rounding": "consistent"}.get(verdict, verdict) for code, verdict in found.items()} == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("from 20.0 (5.0) to 16.0 (4.0) (mean change -4.0; P < .001)", "consistent"),
        ("from 20.0 (5.0) to 16.0 (4.0) (a decrease of 4.0; P < .001)", "consistent"),
        ("from 20.0 (5.0) to 16.0 (4.0) (mean change -4.1; P < .001)", "by_rounding"),
        ("from 20.0 (5.0) to 16.0 (4.0) (mean change -6.0; P < .001)", "inconsistent"),
        ("from 20.0 (5.0) to 16.0 (4.0) (adjusted mean change -6.0; P < .001)", None),
        ("from 20.0 (5.0) to 16.0 (4.0) (change, -20%; P < .001)", "consistent"),
        ("from 20.0 (5.0) to 16.0 (4.0) (change, -35%; P < .001)", "cannot_tell"),
    ],
)
def test_a_change_is_the_one_mean_less_the_other(told: str, expected: str | None) -> None:
    assert verdicts(f"In the 20 patients the mean (SD) score improved {told}.").get("MS313") == expected


def test_what_would_settle_an_open_matter_is_said() -> None:
    [problem] = [
        each
        for each in problems_in(TRIAL + "Pain was 4.0 (SD 2.0) with zinc and 5.0 (SD 2.2) with placebo (P = .004).")
        if each.code == "MS308"
    ]
    assert (
        problem.suggestion
        == "It would take an analysis that is not named: adjusted for the values at the start, of the changes, or of ranks."
    )
    assert problem.recomputed
    assert problem.consistent_range


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "Pain was lower after yoga (4.0 \N{PLUS-MINUS SIGN} 2.0 vs. 5.0 \N{PLUS-MINUS SIGN} 2.2 points, P = .04).",
            {"MS308": "consistent"},
        ),
        (
            "Pain was lower after yoga (4.0 \N{PLUS-MINUS SIGN} 2.0 vs. 6.9 \N{PLUS-MINUS SIGN} 2.2 points, P = .62).",
            {"MS308": "inconsistent"},
        ),
        (
            "Among women pain was lower (4.0 \N{PLUS-MINUS SIGN} 2.0 vs. 6.9 \N{PLUS-MINUS SIGN} 2.2 points, P = .62).",
            {"MS308": "cannot_tell"},
        ),
        (
            "Mean survival was longer (40.0 \N{PLUS-MINUS SIGN} 2.0 vs. 36.9 \N{PLUS-MINUS SIGN} 2.2 months, log-rank P = .62).",
            {"MS308": "cannot_tell"},
        ),
        ("Pain fell with yoga (from baseline, 6.9 \N{PLUS-MINUS SIGN} 2.0 vs. 4.0 \N{PLUS-MINUS SIGN} 2.2 points, P = .62).", {}),
    ],
)
def test_means_of_groups_that_are_not_named_are_judged_either_way_round(told: str, expected: dict[str, str]) -> None:
    found = verdicts(TRIAL + told)
    assert {code: {"by_rounding": "consistent"}.get(verdict, verdict) for code, verdict in found.items()} == expected
