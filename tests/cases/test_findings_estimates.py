"""Estimates with intervals and p-values, in the shapes in which reports print them."""

import pytest

from manystudies.documents import read_abstract
from manystudies.findings import Difference, Ratio, find_findings, read_estimates

RATIOS = [
    ("Fractures fell (OR 0.61, 95% CI 0.42 to 0.89; P = .01).", "OR", 0.61, 0.42, 0.89, 0.01),
    ("Smoking raised the risk (OR 3.1, P< .002, 95% CI 1.51-6.38).", "OR", 3.1, 1.51, 6.38, 0.002),
    ("The hazard ratio [HR] was 1.30 (95% confidence interval [CI] 0.96\N{EN DASH}1.76).", "HR", 1.30, 0.96, 1.76, None),
    (
        "The odds ratio (OR) of falls was 4.24 for those with a level < 50 nmol/L (P< .001, 95% confidence interval [CI] 2.3-7.9).",
        "OR",
        4.24,
        2.3,
        7.9,
        0.001,
    ),
    ("Relative risk 1\N{MIDDLE DOT}45, 95 per cent c.i. 1\N{MIDDLE DOT}04 to 2\N{MIDDLE DOT}02.", "RR", 1.45, 1.04, 2.02, None),
    ("More people stayed well (RR=1.8; CI 95%: 0.9\N{EN DASH}3.5; p\N{THIN SPACE}=\N{THIN SPACE}0.14).", "RR", 1.8, 0.9, 3.5, 0.14),
    ("Death was rarer (adjusted HR = 0.66 [0.41; 1.07]).", "HR", 0.66, 0.41, 1.07, None),
    ("Prevalence fell (prevalence ratio 0.47, 95% CI: 0.30\N{EN DASH}0.73).", "ratio", 0.47, 0.30, 0.73, None),
    ("Odds ratio, 95% confidence interval: 1.85 (0.91 to 3.77).", "OR", 1.85, 0.91, 3.77, None),
    ("The risk was higher (90% CI 1.2 to 3.4; OR 2.0).", "OR", 2.0, 1.2, 3.4, None),
]

DIFFERENCES = [
    ("The groups did not differ (mean difference 0.17%, 95% CI -8.85;8.51).", 0.17, -8.85, 8.51, None),
    ("The group difference was 1.1 (95% CI -7.4 - 5.2).", 1.1, -7.4, 5.2, None),
    ("Scores differed by \N{MINUS SIGN}0.98 (95% CI, \N{MINUS SIGN}1.32 to \N{MINUS SIGN}0.64; P < 0.001).", -0.98, -1.32, -0.64, 0.001),
    ("The risk difference was -6.0% (95% confidence interval, -17.2% to 5.2%).", -6.0, -17.2, 5.2, None),
    ("Sleep was longer with zinc (\N{GREEK SMALL LETTER BETA} = 0.31, 95% CI 0.10 to 0.52, p=0.004).", 0.31, 0.10, 0.52, 0.004),
]


@pytest.mark.parametrize("case", RATIOS)
def test_a_ratio_is_read_with_its_interval_and_p(case: tuple[str, str, float, float, float, float | None]) -> None:
    text, measure, estimate, low, high, p = case
    [ratio] = [each for each in find_findings(read_abstract(text)) if isinstance(each, Ratio)]
    assert ratio.measure == measure
    assert ratio.interval is not None
    assert (float(ratio.estimate), float(ratio.interval.low), float(ratio.interval.high)) == (estimate, low, high)
    assert (float(ratio.p.number) if ratio.p else None) == p


@pytest.mark.parametrize("case", DIFFERENCES)
def test_a_difference_is_read_with_its_interval_and_p(case: tuple[str, float, float, float, float | None]) -> None:
    text, estimate, low, high, p = case
    [difference] = [each for each in find_findings(read_abstract(text)) if isinstance(each, Difference)]
    assert difference.interval is not None
    assert (float(difference.estimate), float(difference.interval.low), float(difference.interval.high)) == (estimate, low, high)
    assert (float(difference.p.number) if difference.p else None) == p


def test_a_list_closed_by_respectively_gives_each_estimate_its_own_p() -> None:
    found = find_findings(read_abstract("Both were linked to pain (odds ratio [OR] 5.085, P<0.001 and OR 1.047, P=0.006, respectively)."))
    assert [(float(each.estimate), float(each.p.number)) for each in found if isinstance(each, Ratio) and each.p] == [
        (5.085, 0.001),
        (1.047, 0.006),
    ]


def test_an_interval_without_words_goes_on_where_the_first_one_was_named() -> None:
    text = "Foam was faster (hazard ratio 1.43, 95% CI 1.11 to 1.85) for work, for caring (1.45, 1.04 to 2.02) and for walking (1.48, 1.19 to 1.84)."
    found = [each for each in find_findings(read_abstract(text)) if isinstance(each, Ratio)]
    assert [(each.measure, float(each.estimate)) for each in found] == [("HR", 1.43), ("HR", 1.45), ("HR", 1.48)]


def test_heart_rates_and_conjunctions_are_no_ratios() -> None:
    text = "HR was 72.5 bpm (95% CI 70.1 to 74.9). They took 50,000 IU a week OR 200,000 IU a month."
    assert not [each for each in find_findings(read_abstract(text)) if isinstance(each, Ratio)]


def test_a_rationale_names_no_ratio() -> None:
    assert [row["measure"] for row in read_estimates("By this rationale, 2.5 (95% CI 2.1 to 2.9) was kept.")] == ["mean"]
    assert [row["measure"] for row in read_estimates("The odds ratio1.5 (95% CI 1.1 to 2.0) lost a blank.")] == ["OR"]


def test_the_level_is_kept_where_it_is_printed() -> None:
    [ratio] = find_findings(read_abstract("Relapse was rarer (RR 0.7, 99% CI 0.5 to 0.98)."))
    assert isinstance(ratio, Ratio)
    assert ratio.interval is not None
    assert ratio.interval.level == 99
