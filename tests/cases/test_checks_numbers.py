"""Sentences of both kinds for every check of numbers: what is called wrong, what is right, and what may not be accused."""

import pytest

from manystudies.checks import problems_in

WRONG = [
    ("MS201", "Rash was seen in 7 of 40 infants (27.5%)."),
    ("MS201", "Relapse: 33/60 (45%)."),
    ("MS201", "Fever occurred in 25% (9/48) of them."),
    ("MS202", "A total of 90 women were randomly assigned to yoga (n = 50) or walking (n = 45)."),
    ("MS301", "Rum was linked to gout (adjusted OR 4.10, 95% CI 1.20-3.90)."),
    ("MS301", "The hazard ratio was 0.45 (95% CI, 0.52 to 0.95)."),
    ("MS301", "Beer was linked to gout (RR 1.25; 95% CI 1.21 to 2.64)."),
    ("MS302", "The odds ratio was 1.10 (95% CI 0.80 to 1.51; P = 0.002)."),
    ("MS302", "The hazard ratio was 0.50 (95% CI 0.35 to 0.71; P = 0.20)."),
    ("MS304", "The mean difference was 5.5 (95% CI 1.0 to 4.0)."),
    (
        "MS304",
        "The difference in pain scores between oral iron and placebo was \N{MINUS SIGN}4.0 (95% CI \N{MINUS SIGN}3.0 to \N{MINUS SIGN}1.0).",
    ),
    ("MS304", "Sleep was longer with zinc (mean difference 2.0 hours, 95% CI -0.6 to 3.4)."),
    ("MS304", "Pain fell more with yoga (MD -2.0, 95% CI -3.4 to 0.6)."),
    ("MS304", "The difference in IRLS between iron and placebo was -9.0 (95% CI -11.0 to -8.5)."),
    ("MS304", "They needed less morphine, a difference of 46 mg (95% CI 14 to 38)."),
    ("MS305", "The mean difference was 0.2 (95% CI -1.1 to 1.5; P = 0.001)."),
    ("MS306", "The groups differed, F(1, 60) = 1.10, p = .01."),
    ("MS306", "The groups differed, χ²(1, N = 80) = 2.10, p < .01."),
    ("MS306", "Zinc and copper went together, r(30) = .12, p < .001."),
    ("MS306", "The groups differed, t(40) = 3.90, ns."),
    ("MS307", "The groups differed, t(40) = 9.90, p < .000."),
    ("MS311", "The area under the ROC curve was 1.32."),
    ("MS311", "Zinc was correlated with iron (r = 1.20, p < .01)."),
    ("MS211", "The mean 25(OH)D level was 20 ng/mL (80 nmol/L)."),
    ("MS211", "They took vitamin D 1000 IU (250 µg) each day."),
    (
        "MS212",
        "Patients with vitamin D deficiency (<25 nmol/L) were treated. The median vitamin D level was 18 nmol/L (9-40), which rose to 70 nmol/L (51-99).",
    ),
    ("MS204", "Cough was present in 25 of 50 patients and in 24 of 50 controls (P = 0.001)."),
    (
        "MS502",
        "Iron deficiency and serum ferritin level were associated with fatigue (OR 2.40, P=0.002 and OR 1.03, P=0.01, respectively).",
    ),
]
RIGHT = [
    ("MS201", "Rash was seen in 7 of 40 infants (17.5%)."),
    ("MS201", "Thirty of 120 women (25%) felt better."),
    ("MS201", "Fever occurred in 18.75% (9/48) of them."),
    ("MS202", "A total of 95 women were randomly assigned to yoga (n = 50) or walking (n = 45)."),
    ("MS301", "Rum was linked to gout (adjusted OR 2.16, 95% CI 1.20-3.90)."),
    ("MS301", "The hazard ratio was 0.70 (95% CI, 0.52 to 0.95)."),
    ("MS301", "Beer was linked to gout (RR 1\N{MIDDLE DOT}79; 95% CI 1\N{MIDDLE DOT}21\N{EN DASH}2\N{MIDDLE DOT}64)."),
    ("MS302", "The odds ratio was 1.10 (95% CI 0.80 to 1.51; P = 0.56)."),
    ("MS304", "The mean difference was 2.5 (95% CI 1.0 to 4.0)."),
    ("MS305", "The mean difference was 0.2 (95% CI -1.1 to 1.5; P = 0.76)."),
    ("MS306", "The groups differed, F(1, 60) = 7.10, p = .01."),
    ("MS306", "The groups differed, χ²(1, N = 80) = 7.10, p < .01."),
    ("MS306", "The groups did not differ, t(40) = 0.90, ns."),
    ("MS306", "The groups differed, t(28) = 2.20, p = .018, one-tailed."),
    ("MS211", "The mean 25(OH)D level was 20 ng/mL (50 nmol/L)."),
    ("MS204", "Cough was present in 30 of 50 patients and in 12 of 50 controls (P < 0.001)."),
]
NOT_ACCUSED = [
    "An unusual interval, symmetric on the plain scale: the relative risk was 1.46 (95% CI 1.05-1.87).",
    "They needed less morphine, with a difference of 46 mg; 95% CI 24\N{EN DASH}78, which grew later.",
    "Waking took longer (9.6 \N{PLUS-MINUS SIGN} 3.0 v 5.3 \N{PLUS-MINUS SIGN} 1.5 min), mean difference 4.3 min with 95% confidence interval (3.1, 6.0).",
    "Fever was rarer with rice (0% v 4%), with a difference of -4.0% (95% CI -10.2% to 5.0%).",
    "Nobody stopped (0% v 0%), with a difference of 0.0% (95% CI -1.9% to 7.1%).",
    "Glucose hardly differed (difference between groups = 0.13; CI 20.8\N{EN DASH}0.35).",
    "Pain was lower by 33 points (95% CI -47 to -20) with heat.",
    "The mean difference in cost was 25 (95% CI -\N{POUND SIGN}97 to \N{POUND SIGN}149).",
    "Survival was 62.3% in the zinc group (n = 114) and 51.2% in the placebo group (n = 129).",
    "The median survival was 13.1 months (95% CI, 8.7-17.5 months).",
    "At 12 months (95% CI 2.4 to 27.0) nobody was left.",
    "The number needed to treat was 5.1 (95% CI 3.4 to 10.7).",
    "Cure was seen in 87.2% (567/650, 95% CI 84.4% to 89.6%).",
    "One group took a 0.09% solution (n = 69), the other a 0.1% solution (n = 70).",
    "The haemorrhage rate was 4 per 100 woman-years (95% CI 3.1-5.2).",
    "Of 83 patients, 80 completed the study, 43 (53.8%) with vitamin D.",
    "The odds ratio was 2.41 (95% CI 2.22-2-61).",
    "Stage was linked to relapse (OR 2.69, CI 7.24-1.00).",
    "The area under the curve (AUC) was 1.8 mg\N{MIDDLE DOT}h/L.",
    "The groups differed in sleep (χ (2)=12.87, P<0.001).",
    "P = 4.9 × 10-4 was the smallest p-value.",
    "Smoking was not significantly associated with gout (OR 1.20, 95% CI 0.90-1.60).",
    "There was a linear trend over the quartiles (p for trend = 0.20).",
    "We aimed at HbA1c below 7.0%; HbA1c changed from 8.0 to 8.3%.",
    "In 14 369 people (35\N{MIDDLE DOT}8%) of 267 734 it was found.",
    "Vitamin D levels below 20 ng/mL (50 nmol/L) were called low; about 30 ng/mL (72 nmol/L) was called enough.",
    "Twelve volunteers ran from 2 km to 3 km.",
]


@pytest.mark.parametrize(("code", "text"), WRONG)
def test_numbers_that_cannot_stand_together_are_reported(code, text):
    assert code in {problem.code for problem in problems_in(text) if problem.flagged}


@pytest.mark.parametrize(("code", "text"), WRONG)
def test_the_place_of_a_problem_lies_in_the_text_and_holds_a_number(code, text):
    for problem in problems_in(text):
        if problem.code == code and problem.flagged:
            place = text[problem.spans[0].start : problem.spans[0].end]
            assert any(character.isdigit() for character in place)


@pytest.mark.parametrize(("code", "text"), RIGHT)
def test_numbers_that_agree_are_told_as_right(code, text):
    found = [problem for problem in problems_in(text) if problem.code == code]
    assert {problem.verdict for problem in found} <= {"by_rounding", "consistent"}
    assert found
    assert not any(problem.flagged for problem in problems_in(text))


@pytest.mark.parametrize("text", NOT_ACCUSED)
def test_what_has_another_explanation_is_not_accused(text):
    assert [(problem.code, problem.message) for problem in problems_in(text) if problem.flagged] == []


@pytest.mark.parametrize(
    "text",
    [
        "Of the nonresponders, 210 people were asked by telephone, others by mail. A total of 197 respondents (51.8%) named email; 144 (37.9%) named the survey itself.",
        "METHODS: 139 adults were randomized to a 0.09% solution (n = 69) or a 0.1% solution (n = 70).",
        "Vitamin D was low in 41 patients (31.5%), middling in 66 (50.7%) and high in 23 (17.6%).",
        "The change was small (difference between groups = 20.02; CI 20.26 to 0.22).",
        "The effect was smaller in men (OR 0.41, 95% CI 0.22-0.76, Pbonferroni=0.02; heterogeneity test: \u03c72=2.59, P=0.11).",
        "The advice was raised from 400 IU to 600 IU a day. Later it was raised from 400 IU to 600 to 800 IU a day.",
        "Anaemia was commoner in women (44. 8% (66/147) vs 11. 7% (35/300), P<0. 0001).",
        "Children aged 3 to 5 (97%) had the highest rates; about one third (32%) had low levels.",
        "Doses of up to 10 000 IU (250 \u00b5g) of vitamin D a day were safe, and so were 4\u2009000 IU (100 \u00b5g).",
        "Deficiency was mended but nobody reached levels > 40 ng/mL. Vitamin D deficiency was treated; vitamin D rose from 20.4 ng/mL to 31.6 ng/mL.",
    ],
)
def test_what_other_readings_explain_is_not_called_impossible(text):
    assert [problem.message for problem in problems_in(text) if problem.flagged] == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The median age was 63 years (range 41-84).", "consistent"),
        ("The median stay was 12 days (IQR, 4 to 9 days).", "inconsistent"),
        ("The mean stay was 12 days (IQR, 4 to 9 days).", None),
        ("The mean age was 93 years (range 41-84 years).", "inconsistent"),
        ("The median follow-up was 14 months (range 1-5 years).", None),
        ("Deaths were rarer (risk difference -4.0%, 95% CI -6.0% to -2.0%; NNT 25).", "consistent"),
        ("Deaths were rarer (risk difference -4.0%, 95% CI -6.0% to -2.0%; NNT 40).", "inconsistent"),
        ("Deaths were rarer (adjusted risk difference -4.0%, 95% CI -6.0% to -2.0%; NNT 40).", "cannot_tell"),
    ],
)
def test_medians_lie_in_their_ranges_and_numbers_needed_follow_from_differences(text, verdict):
    found = [problem.verdict for problem in problems_in(text) if problem.code in {"MS214", "MS215"}]
    assert found == ([] if verdict is None else [verdict])


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Mean haemoglobin was 12.4 g/dL (124 g/L).", "consistent"),
        ("Mean haemoglobin was 12.4 g/dL (142 g/L).", "inconsistent"),
        ("Serum calcium was 9.6 mg/dL (2.40 mmol/L).", "consistent"),
        ("Serum calcium was 9.6 mg/dL (3.10 mmol/L).", "inconsistent"),
        ("Homocysteine fell to 12.0 umol/L (1.62 mg/L).", "consistent"),
        ("Ferritin was 45 ng/mL (45 ug/L).", "consistent"),
        ("The dose was 45 ng/mL (3 mmol/L).", None),
    ],
)
def test_a_value_in_two_units_is_held_against_the_conversion_of_its_analyte(text, verdict):
    assert [problem.verdict for problem in problems_in(text) if problem.code == "MS211"] == ([] if verdict is None else [verdict])
