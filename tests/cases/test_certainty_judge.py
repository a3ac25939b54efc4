"""Certainty by GRADE on bodies of evidence made for this test."""

from math import log

import pytest

from manystudies.certainty import Body, Opinion, Reason, judge, points, usual_thresholds
from manystudies.documents import Span
from manystudies.errors import EvidenceError
from manystudies.measures import Effect
from manystudies.pooling import NotPooled, Pooled, pool
from manystudies.studies import Study

PAGE = "f" * 64


def trial(number, design="randomised trial"):
    return Study(
        f"s{number}",
        design,
        Span(PAGE, 100 * number, 100 * number + 90),
        "abstract",
        design_words=Span(PAGE, 100 * number, 100 * number + 5),
    )


def difference(number, estimate, variance, people=200):
    return Effect("MD", estimate, variance, f"e{number}", people=people, study=f"s{number}")


def ratio(number, counts):
    a, n, c, m = counts
    return Effect("RR", log(a / n / (c / m)), 1 / a - 1 / n + 1 / c - 1 / m, f"e{number}", people=n + m, study=f"s{number}", counts=counts)


def body(effects, footing="randomised", design="randomised trial", thresholds=None, people=None):
    studies = tuple(trial(int(effect.study[1:]), design) for effect in effects)
    result = pool(effects)
    total = sum(effect.people for effect in effects) if people is None else people
    return Body(footing, studies, result, total, thresholds, (Span(PAGE, 1, 2),))


def step(certainty, domain):
    return next(reason.step for reason in certainty.reasons if reason.domain == domain)


AGREEING = [difference(number, -8.0 + 0.1 * number, 0.5) for number in range(1, 5)]


def test_good_randomised_evidence_is_provisional_and_at_most_moderate_while_nobody_judged_it():
    certainty = judge(body(AGREEING, thresholds=points(3, "3 points")))
    assert (certainty.level, certainty.provisional) == ("moderate", True)
    assert [reason.domain for reason in certainty.reasons if not reason.judged] == ["risk of bias", "indirectness"]


def test_it_rises_to_high_only_where_a_person_signs():
    opinions = [Opinion("risk of bias", 0, "All trials were blinded", "A. Reader"), Opinion("indirectness", 0, "Same people", "A. Reader")]
    certainty = judge(body(AGREEING, thresholds=points(3, "3 points")), opinions)
    assert (certainty.level, certainty.provisional) == ("high", False)
    assert any("A. Reader" in reason.why for reason in certainty.reasons)


def test_an_opinion_without_reason_or_name_cannot_be_made():
    with pytest.raises(EvidenceError):
        Opinion("risk of bias", 0, " ", "A. Reader")


def test_a_wide_interval_lowers_by_one_or_two():
    one = judge(body([difference(1, -4.0, 2.0, 500)], thresholds=points(3, "3 points")))
    both = judge(body([difference(1, -1.0, 9.0, 500)], thresholds=points(3, "3 points")))
    assert step(one, "imprecision") == -1
    assert step(both, "imprecision") == -2


def test_few_people_lower_even_a_clear_result():
    assert step(judge(body([difference(1, -6.5, 0.4, 32)], thresholds=points(3, "3 points"))), "imprecision") == -1


def test_without_a_scale_threshold_no_effect_is_the_threshold():
    assert step(judge(body([difference(1, -6.5, 0.4, 900)])), "imprecision") == 0
    assert step(judge(body([difference(1, -0.5, 0.4, 900)])), "imprecision") == -1


def test_considerable_heterogeneity_lowers_and_disagreement_lowers_twice():
    same_side = [
        ratio(1, (4, 1000, 40, 1000)),
        ratio(2, (80, 1000, 100, 1000)),
        ratio(3, (30, 1000, 100, 1000)),
        ratio(4, (99, 1000, 100, 1000)),
    ]
    both_sides = [
        ratio(1, (40, 1000, 100, 1000)),
        ratio(2, (100, 1000, 40, 1000)),
        ratio(3, (90, 1000, 30, 1000)),
        ratio(4, (30, 1000, 90, 1000)),
    ]
    assert step(judge(body(same_side, thresholds=usual_thresholds("RR"))), "inconsistency") == -1
    assert step(judge(body(both_sides, thresholds=usual_thresholds("RR"))), "inconsistency") == -2


def test_observational_evidence_starts_low_and_a_large_effect_raises_it_only_unlowered():
    clear = judge(body([ratio(1, (590, 780, 120, 780))], "observational", "cohort", usual_thresholds("RR")))
    assert step(clear, "large effect") == 1
    assert clear.level == "moderate"
    vague = judge(body([ratio(1, (12, 78, 4, 78))], "observational", "case-control", usual_thresholds("RR")))
    assert step(vague, "large effect") == 0
    assert "does not raise what another domain has lowered" in why(vague, "large effect")


def test_no_control_group_is_very_low():
    assert judge(body([difference(1, -4.0, 1.0, 19)], "uncontrolled", "before-after", points(3, "3 points"))).level == "very low"


def test_mostly_quasi_randomised_evidence_loses_a_step():
    assert step(judge(body(AGREEING, design="quasi-randomised", thresholds=points(3, "3 points"))), "risk of bias") == -1


def test_no_estimate_is_imprecise():
    effects = tuple(AGREEING[:2])
    certainty = judge(Body("randomised", (trial(1), trial(2)), NotPooled("They measure different things.", effects), None))
    assert step(certainty, "imprecision") == -1


def test_every_reason_points_at_evidence():
    certainty = judge(body(AGREEING))
    assert isinstance(pool(AGREEING), Pooled)
    assert all(reason.spans or reason.studies for reason in certainty.reasons)
    with pytest.raises(EvidenceError):
        Reason("imprecision", 0, "because")


def why(certainty, domain):
    return next(reason.why for reason in certainty.reasons if reason.domain == domain)


def test_every_threshold_is_told():
    told = judge(body([difference(1, -4.0, 2.0, 60)], thresholds=points(3, "3 points on the scale")))
    assert "threshold: 3 points on the scale; no effect, 0, is outside" in why(told, "imprecision")
    assert "60 people are fewer than the 400 a firm answer needs" in why(told, "imprecision")
    assert "ten are needed" in why(told, "publication bias")
    ratios = judge(body([ratio(1, (30, 60, 33, 60))], thresholds=usual_thresholds("RR")))
    assert "no effect, a ratio of 1, is inside" in why(ratios, "imprecision")


def test_differing_studies_tell_what_a_new_one_is_expected_to_find():
    told = judge(body([difference(number, -8.0 + 4 * number, 0.5) for number in range(1, 5)], thresholds=points(3, "3 points")))
    assert "; a new study is expected between \N{MINUS SIGN}" in why(told, "inconsistency")


def test_from_ten_studies_on_a_lopsided_funnel_lowers_and_a_straight_one_does_not():
    lopsided = [difference(number, -1.0 - number, 0.05 * number**2) for number in range(1, 12)]
    straight = [difference(number, -4.0 + 0.4 * (-1) ** number, 0.05 * number**2) for number in range(1, 12)]
    assert step(judge(body(lopsided)), "publication bias") == -1
    assert "below 0.1" in why(judge(body(lopsided)), "publication bias")
    assert step(judge(body(straight)), "publication bias") == 0
    assert "not below 0.1" in why(judge(body(straight)), "publication bias")
