"""One group's mean or median with its spread: what is read of the many ways it is printed, and what is none."""

import pytest

from manystudies.checks import check_numbers, problems_in
from manystudies.decisions import cells_of, choices_of, numbers_by_field, rebuilt, words_by_field
from manystudies.documents import read_abstract
from manystudies.errors import FindingError
from manystudies.findings import OneArm, find_findings, numbers_of

READ = [
    ("The mean (SD) age was 54.2 (8.1) years.", "mean", 54.2, "sd", 8.1, "age"),
    ("Mean age 54.2 \N{PLUS-MINUS SIGN} 8.1.", "mean", 54.2, "unlabelled", 8.1, "age"),
    ("Mean \N{PLUS-MINUS SIGN} SD age was 54.2 \N{PLUS-MINUS SIGN} 8.1 years.", "mean", 54.2, "sd", 8.1, "age"),
    ("Age, mean (SD), 54.2 (8.1) years.", "mean", 54.2, "sd", 8.1, "Age"),
    ("The mean age [SD] was 54 [8] years; 12 were men.", "mean", 54, "sd", 8, "age"),
    ("The mean [SD] age, 54 [8] years.", "mean", 54, "sd", 8, "age"),
    ("Patients (mean age, 54.2 years [SD, 8.1]) took part.", "mean", 54.2, "sd", 8.1, "age"),
    ("Women with a mean body mass index of 27.1 kg/m\N{SUPERSCRIPT TWO} (SD 4.2) took part.", "mean", 27.1, "sd", 4.2, "body mass index"),
    ("The mean baseline pain score was 6.1 (SD = 1.2).", "mean", 6.1, "sd", 1.2, "baseline pain score"),
    ("Mean serum ferritin was 21.4 \N{PLUS-MINUS SIGN} 3.3 (SEM) ng/mL.", "mean", 21.4, "se", 3.3, "serum ferritin"),
    ("Participants were aged 54.2 \N{PLUS-MINUS SIGN} 8.1 years.", "mean", 54.2, "unlabelled", 8.1, "aged"),
    ("The average duration of illness was 9.4 (SD 3.0) years.", "mean", 9.4, "sd", 3.0, "duration of illness"),
    ("Mean (standard deviation) time to walking was 3.4 (1.1) days.", "mean", 3.4, "sd", 1.1, "time to walking"),
    ("The mean age was 54\N{MIDDLE DOT}2 years (SD 8\N{MIDDLE DOT}1).", "mean", 54.2, "sd", 8.1, "age"),
    ("In all, mean (SD) HbA1c was 7.9% (0.8%).", "mean", 7.9, "sd", 0.8, "HbA1c"),
]
RANGES = [
    ("The median age was 63 years (range 41-84).", 63, "range", (41, 84)),
    ("Median (IQR) stay was 7 (4 to 9) days.", 7, "quartiles", (4, 9)),
    ("Median follow-up was 14 months (interquartile range, 9-22).", 14, "quartiles", (9, 22)),
    ("The median [Q1, Q3] blood loss was 120 [80, 210] mL.", 120, "quartiles", (80, 210)),
]
NONE = [
    "The mean (SD) age was not told by 54 (8.1%) of the sites.",
    "We compared means (SD) of 54 patients (8 women).",
    "Pain was seen in 54 (8.1%) of them.",
    "The mean difference was 5.4 (SD 8.1).",
    "Mean weight change was -3.2 (SD 4.1) kg.",
    "Mean pain fell from 6.1 (SD 1.2) to 3.0 (SD 1.1).",
    "People aged 18 to 65 years (see table 2) were asked.",
    "The mean age was 54 (n = 30).",
    "Mean scores were 54 (8), 53 (7) and 55 (9) in the three groups.",
    "Means were 3.1 (SD 1.2) v 4.0 (SD 1.1) points.",
    "The mean age was 54.2 (95% CI 52.1 to 56.3) years.",
    "By week 12 (3 months) the average patient slept well.",
    "The mean was taken of 3 (2 weekly) visits.",
    "Turnover fell (mean zinc 76% \N{PLUS-MINUS SIGN} 29 (SD) versus mean iron 73% \N{PLUS-MINUS SIGN} 47).",
    "Mean HbA1c was alike with zinc (7.8 \N{PLUS-MINUS SIGN} 0.8%), iron (8.0 \N{PLUS-MINUS SIGN} 1.0%), and rice (7.6 \N{PLUS-MINUS SIGN} 0.8%).",
    "Walkers were fast (mean 0.92 \N{PLUS-MINUS SIGN} 0.15 m/s) or slow (0.58 \N{PLUS-MINUS SIGN} 0.12 m/s).",
    "The mean dose given at week 12 (3) was not told.",
]


def one_arms(text):
    return [each for each in find_findings(read_abstract(text)) if isinstance(each, OneArm)]


@pytest.mark.parametrize(("text", "told"), [(text, told) for text, *told in READ])
def test_a_mean_with_its_spread_is_read_as_it_is_printed(text, told):
    [found] = one_arms(text)
    summary = found.summary
    assert [summary.kind, float(summary.centre), summary.spread_kind, float(summary.spread), found.context.outcome] == told
    assert found.arm.role == "all"


@pytest.mark.parametrize(("text", "centre", "range_kind", "ends"), RANGES)
def test_a_median_is_read_with_its_range(text, centre, range_kind, ends):
    [found] = one_arms(text)
    summary = found.summary
    assert (summary.kind, float(summary.centre), summary.range_kind) == ("median", centre, range_kind)
    assert (float(summary.low), float(summary.high)) == ends


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_mean_of_one_group_is_not_read_as_one(text):
    assert [[float(number) for number in numbers_of(each)] for each in one_arms(text)] == []


def test_several_means_in_a_row_are_one_each():
    text = "The mean (SD) age was 54.2 (8.1) years, mean (SD) weight was 71 (12) kg, and the median (IQR) pain score was 6 (4-7)."
    assert [(float(each.summary.centre), each.context.outcome) for each in one_arms(text)] == [
        (54.2, "age"),
        (71, "weight"),
        (6, "pain score"),
    ]


def test_a_group_named_beside_its_mean_is_its_arm():
    text = "Forty adults took part. In the yoga group, mean (SD) age was 54.2 (8.1) years. Mean pain was 3.1 (SD 1.2) in the control group."
    assert [(each.arm.name, each.arm.role) for each in one_arms(text)] == [("yoga", "unknown"), ("control", "control")]


@pytest.mark.parametrize(
    ("text", "outcome", "name", "role"),
    [
        ("We gave zinc (n = 30) or rice (n = 31, the rice group); median follow-up was 9 months (IQR 7-12).", "follow-up", "", "unknown"),
        ("Median stay in both groups was 5 days (IQR 2-6).", "stay in both groups", "", "all"),
        ("Participants were a mean 59.4 (SD, 5.4) years of age.", "age", "", "all"),
        ("They were short of breath (Borg score: mean 0.6 (SD 2.1)).", "Borg score", "", "all"),
        ("Children aged 2 to 7 years (mean 4.9 \N{PLUS-MINUS SIGN} 1.2) took part.", "aged 2 to 7 years", "", "all"),
    ],
)
def test_the_words_around_a_mean_name_it(text, outcome, name, role):
    assert [(each.context.outcome, each.arm.name, each.arm.role) for each in one_arms(text)] == [(outcome, name, role)]


def test_two_means_of_one_name_are_not_of_all_people():
    text = "Pain was alike with heat (mean pain 2.6 (SD 1.1)) and with cold (mean pain 2.8 (SD 1.2))."
    assert [each.arm.role for each in one_arms(text)] == ["unknown", "unknown"]


def test_two_groups_told_together_stay_one_comparison():
    text = "Mean age was 54.2 (SD 8.1) years in the yoga group and 53.0 (SD 7.9) years in the control group."
    assert one_arms(text) == []


def test_a_mean_of_one_group_can_be_corrected_field_by_field():
    [found] = one_arms("The mean (SD) age was 54.2 (8.1) years.")
    numbers, words = numbers_by_field(found), words_by_field(found)
    assert rebuilt(found, numbers, words) == found
    assert set(words) <= set(choices_of(found))
    assert {cell.field for cell in cells_of(found) if cell.number} == {"summary.centre", "summary.spread"}
    assert rebuilt(found, numbers, {**words, "summary.kind": "median", "arm": "yoga"}).summary.kind == "median"
    with pytest.raises(FindingError, match="needs its mean or median"):
        rebuilt(found, {}, words)


def test_no_check_of_numbers_rests_on_a_mean_of_one_group():
    text = "Mean (SD) age was 54.2 (8.1) years. The groups differed, t(40) = 1.20, p = .01 (mean difference 2.0, 95% CI 3.0 to 4.0)."
    document = read_abstract(text)
    assert check_numbers(document, find_findings(document)) == tuple(problems_in(text))
