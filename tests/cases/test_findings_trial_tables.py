"""Tables of one trial: the arms as columns or as rows, and what each cell holds."""

import pytest

from manystudies.findings import TwoArms, find_findings
from manystudies.review import check_pages, page_of_bytes

HEAD = "Zinc and coughs: a randomised trial. We gave zinc or placebo.\n\n"


def told(number):
    return None if number is None else float(number)


def arm(result):
    summary = result.summary
    held = (
        (told(result.events), told(result.percent))
        if summary is None
        else (told(summary.centre), told(summary.spread), told(summary.low), told(summary.high))
    )
    return result.arm.name, result.arm.role, told(result.arm.people), *held


def rows(table, head=HEAD):
    document = page_of_bytes("page.md", (head + table).encode()).document
    found = [each for each in find_findings(document) if isinstance(each, TwoArms)]
    return [(each.context.outcome, arm(each.first), arm(each.second), told(each.p.number) if each.p else None) for each in found]


ZINC, PLACEBO = ("Zinc", "intervention", 40.0), ("Placebo", "control", 40.0)
COUGH = [("Cough at week 4", (*ZINC, 5.0, 12.5), (*PLACEBO, 12.0, 30.0), None)]
PAIN = [("Pain score", (*ZINC, 3.1, 1.2, None, None), (*PLACEBO, 4.0, 1.1, None, None), None)]

ARM_ROWS = [
    ("| Group | N | Cough at week 4 |\n|---|---|---|\n| Zinc | 40 | 5 (12.5 %) |\n| Placebo | 40 | 12 (30 %) |\n", COUGH),
    ("| Arm | Randomised | Cough at week 4, n (%) |\n|---|---|---|\n| Zinc | 40 | 5 (12.5) |\n| Placebo | 40 | 12 (30) |\n", COUGH),
    ("| | n | Cough at week 4 |\n|---|---|---|\n| Zinc | 40 | 5 (12.5) |\n| Placebo | 40 | 12 (30) |\n", COUGH),
    (
        "| Treatment | No. of patients | Pain score, mean (SD) |\n|---|---|---|\n| Zinc | 40 | 3.1 (1.2) |\n| Placebo | 40 | 4.0 (1.1) |\n",
        PAIN,
    ),
    ("| Group | Pain score |\n|---|---|\n| Zinc (n = 40) | 3.1 ± 1.2 |\n| Placebo (n = 40) | 4.0 ± 1.1 |\n", PAIN),
]
ARM_COLUMNS = [
    ("| Outcome | Zinc (n = 40) | Placebo (n = 40) |\n|---|---|---|\n| Cough at week 4, n (%) | 5 (12.5) | 12 (30) |\n", COUGH),
    ("| | Zinc, n=40 | Placebo, n=40 |\n|---|---|---|\n| Cough at week 4 | 5 (12.5%) | 12 (30%) |\n", COUGH),
    ("| Outcome | Zinc (N=40) | Placebo (N=40) |\n|---|---|---|\n| Cough at week 4 | 5/40 (12.5%) | 12/40 (30%) |\n", COUGH),
    ("| Measure | Zinc (n = 40) | Placebo (n = 40) |\n|---|---|---|\n| Pain score, mean (SD) | 3.1 (1.2) | 4.0 (1.1) |\n", PAIN),
    (
        "| Variable | Zinc group (n = 40) | Placebo group (n = 40) |\n|---|---|---|\n| Pain score (mean ± SD) | 3.1 ± 1.2 | 4.0 ± 1.1 |\n",
        PAIN,
    ),
]


@pytest.mark.parametrize(("table", "expected"), ARM_ROWS)
def test_a_table_with_an_arm_a_row_is_one_comparison_a_column(table, expected):
    assert rows(table) == expected


@pytest.mark.parametrize(("table", "expected"), ARM_COLUMNS)
def test_a_table_with_an_arm_a_column_is_one_comparison_a_row(table, expected):
    assert rows(table) == expected


def test_p_values_medians_and_several_outcomes_are_read_row_by_row():
    table = (
        "| Outcome | Zinc (n = 40) | Placebo (n = 40) | P value |\n|---|---|---|---|\n"
        "| Cough at week 4, No. (%) | 5 (12.5) | 12 (30) | .05 |\n"
        "| Stay (days), median (IQR) | 3 (2-5) | 4 (3-6) | <0.001 |\n"
        "| Note | see text | see text | |\n"
    )
    assert rows(table) == [
        ("Cough at week 4", (*ZINC, 5.0, 12.5), (*PLACEBO, 12.0, 30.0), 0.05),
        ("Stay (days)", (*ZINC, 3.0, None, 2.0, 5.0), (*PLACEBO, 4.0, None, 3.0, 6.0), 0.001),
    ]


def test_every_arm_is_held_against_the_one_control():
    table = "| Group | N | Cough |\n|---|---|---|\n| Zinc | 40 | 5 (12.5%) |\n| Iron | 50 | 10 (20%) |\n| Placebo | 40 | 12 (30%) |\n"
    assert [(first[0], second[0], first[2], first[3]) for _, first, second, _ in rows(table)] == [
        ("Zinc", "Placebo", 40.0, 5.0),
        ("Iron", "Placebo", 50.0, 10.0),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Group | N | Score |\n|---|---|---|\n| Zinc | 40 | 5 (2.1) |\n| Placebo | 40 | 12 (3) |\n",
        "| Food | Iron | Zinc |\n|---|---|---|\n| Lentils | 3.3 (1.2) | 1.3 (0.4) |\n| Beef | 2.6 (0.8) | 4.8 (1.1) |\n",
        "| Group | Dose | Days |\n|---|---|---|\n| Zinc | 40 | 5 |\n| Placebo | 40 | 12 |\n",
        "| Characteristic | Zinc (n = 40) | Placebo (n = 40) |\n|---|---|---|\n| Age, mean (SD) | 54.2 (8.1) | 53.0 (7.9) |\n| Women, n (%) | 20 (50) | 21 (52.5) |\n",
    ],
)
def test_what_a_table_does_not_say_is_not_read(table):
    assert rows(table) == []


def test_counts_of_those_with_data_are_not_held_to_be_of_all():
    table = "| Outcome | Zinc (n = 60) | Placebo (n = 58) |\n|---|---|---|\n| Good sleep, n (%) | 27 (48.2) | 14 (25.9) |\n"
    assert rows(table) == [("Good sleep", ("Zinc", "intervention", None, 27.0, 48.2), ("Placebo", "control", None, 14.0, 25.9), None)]
    report = check_pages([page_of_bytes("page.md", (HEAD + table).encode())])
    assert [problem.code for problem in report.problems if problem.verdict == "inconsistent"] == []


def test_a_percent_in_a_table_is_held_against_its_count():
    table = "| Group | N | Cough |\n|---|---|---|\n| Zinc | 40 | 5 (22.5%) |\n| Placebo | 40 | 12 (30%) |\n"
    report = check_pages([page_of_bytes("page.md", (HEAD + table).encode())])
    assert [problem.code for problem in report.problems if problem.verdict == "inconsistent"] == ["MS201"]
