"""Shapes met at first sight in other journals: counts before an interval, blanks before a point, long decimals with commas, n beside r."""

import pytest

from manystudies.documents import read_abstract
from manystudies.findings import Difference, Ratio, Share, find_findings, read_estimates
from manystudies.findings import Test as Statistic
from manystudies.review import check_pages, page_of_bytes


def found(text, kind):
    return [each for each in find_findings(read_abstract(text)) if isinstance(each, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The swab had a sensitivity of 83.3% (55/66; 95% CI 72.1 to 91.4).",
        "The swab had a sensitivity of 83.3% (55 of 66 patients; 95% CI, 72.1-91.4).",
        "The swab had a sensitivity of 83.3% (55/66) (95% CI 72.1 to 91.4).",
        "The swab had a sensitivity of 83.3% [55/66; 95% CI 72.1 to 91.4].",
    ],
)
def test_an_estimate_stands_before_its_counts_and_its_interval(text):
    assert [(row["estimate"], row["low"], row["high"]) for row in read_estimates(text)] == [(83.3, 72.1, 91.4)]
    [share] = found(text, Share)
    assert (float(share.events), float(share.total), float(share.percent)) == (55, 66, 83.3)


def test_the_level_of_an_interval_is_no_percent_of_people():
    [share] = found("Fever was seen in some (55/66; 95% CI 72.1 to 91.4).", Share)
    assert share.percent is None


def test_a_blank_before_the_point_splits_no_number():
    [row] = read_estimates("Low zinc went with gout (OR = 1 .85, 95 % CI 1 .22 - 2 .81, p = 0 .004).")
    assert (row["estimate"], row["low"], row["high"], row["p"]) == (1.85, 1.22, 2.81, 0.004)


def test_a_group_before_a_decimal_without_its_nought_stays_a_group():
    assert read_estimates("The risk ratio in group 12 was .85 (95% CI .72 to .99).")[0]["estimate"] == 0.85


def test_long_decimals_with_commas_are_read_whole():
    [row] = read_estimates("The mean difference was 0,64 mmol/L (95% CI 0,31 to 0,97; p = 0,0001).")
    assert (row["estimate"], row["p"]) == (0.64, 0.0001)


def test_people_may_stand_between_a_correlation_and_its_p():
    [test] = found("Zinc went with sleep (r = 0.34, n = 86, p = 0.001).", Statistic)
    assert (test.statistic, float(test.value), float(test.p.number)) == ("r", 0.34, 0.001)


ESTIMATE_ROWS = [
    "| Outcome | Relative effect (95% CI) | Participants (studies) |\n|---|---|---|\n| Pain gone | RR 1.30 (1.05 to 1.61) | 812 (9) |\n",
    "| Outcome | RR (95% CI) | P |\n|---|---|---|\n| Pain gone | 1.30 (1.05-1.61) | .02 |\n",
    "| Outcome | Risk ratio [95% CI] | I² |\n|---|---|---|\n| Pain gone | 1.30 [1.05, 1.61] | 12% |\n",
    "| Outcome | Effect (95% CI) |\n|---|---|\n| Pain gone, risk ratio | 1.30 (1.05 to 1.61) |\n",
]


@pytest.mark.parametrize("table", ESTIMATE_ROWS)
def test_a_table_with_an_estimate_a_row_is_read_row_by_row(table):
    report = check_pages([page_of_bytes("yoga.md", f"# Yoga\n\nWhat was found:\n\n{table}".encode())])
    [ratio] = [each for each in report.findings if isinstance(each, Ratio)]
    assert (ratio.measure, float(ratio.estimate), float(ratio.interval.low), float(ratio.interval.high)) == ("RR", 1.3, 1.05, 1.61)
    assert ratio.context.outcome == "Pain gone"
    assert [problem for problem in report.problems if problem.verdict == "inconsistent"] == []


def test_a_mean_difference_in_a_table_keeps_its_p_and_a_wrong_interval_is_told():
    table = (
        "| Outcome | MD (95% CI) | P value |\n|---|---|---|\n| Pain | -1.2 (-2.0 to -0.4) | 0.003 |\n| Sleep | 4.0 (1.0 to 2.0) | 0.01 |\n"
    )
    report = check_pages([page_of_bytes("yoga.md", f"# Yoga\n\n{table}".encode())])
    [pain, sleep] = [each for each in report.findings if isinstance(each, Difference)]
    assert (pain.measure, float(pain.estimate), float(pain.p.number)) == ("MD", -1.2, 0.003)
    assert sleep.context.outcome == "Sleep"
    assert [problem.code for problem in report.problems if problem.verdict == "inconsistent"] == ["MS304"]


def test_rows_of_subgroups_name_people_and_no_outcomes():
    table = (
        "| Subgroup | HR (95% CI) | P for interaction |\n|---|---|---|\n| Men | 0.82 (0.70-0.96) | .41 |\n| Women | 0.91 (0.76-1.09) | |\n"
    )
    report = check_pages([page_of_bytes("salt.md", f"# Salt\n\n{table}".encode())])
    assert [(each.context.subject, each.context.outcome, each.p) for each in report.findings if isinstance(each, Ratio)] == [
        ("Men", "", None),
        ("Women", "", None),
    ]


def test_a_ratio_in_a_table_is_not_held_against_the_counts_of_another_row():
    table = (
        "| Outcome | Yoga (n = 120) | Usual care (n = 118) | RR (95% CI) |\n|---|---|---|---|\n"
        "| Recovered, n (%) | 54 (45.0) | 36 (30.5) | 1.48 (1.05 to 2.07) |\n| Adverse events, n (%) | 12 (10.0) | 9 (7.6) | 1.31 (0.57 to 3.00) |\n"
    )
    report = check_pages([page_of_bytes("yoga.md", f"# Yoga\n\n{table}".encode())])
    assert [float(each.estimate) for each in report.findings if isinstance(each, Ratio)] == [1.48, 1.31]
    assert [problem.message for problem in report.problems if problem.verdict == "inconsistent"] == []


@pytest.mark.parametrize(
    "table",
    [
        "| Food | Iron (range) |\n|---|---|\n| Lentils | 3.3 (1.2 to 4.5) |\n",
        "| Outcome | Mean (95% CI) |\n|---|---|\n| Pain | 3.3 (1.2 to 4.5) |\n",
    ],
)
def test_other_numbers_with_bounds_in_a_table_are_no_effects(table):
    report = check_pages([page_of_bytes("yoga.md", f"# Yoga\n\n{table}".encode())])
    assert [each for each in report.findings if isinstance(each, Ratio | Difference)] == []
