"""What a sensitivity analysis says, and when it declines."""

import pickle

import pytest

from manystudies.measures import Effect
from manystudies.pooling import (
    NotPooled,
    Regression,
    SmallStudyEffects,
    Steps,
    cumulative,
    influence,
    leave_one_out,
    meta_regression,
    small_study_effects,
)

TRIALS = [Effect("MD", estimate, variance, f"trial {index}") for index, (estimate, variance) in enumerate(
    [(-2.1, 0.9), (-1.7, 0.5), (-1.4, 0.4), (-1.2, 0.3), (-0.9, 0.2), (-0.8, 0.15), (-0.5, 0.1), (-0.4, 0.08), (-0.3, 0.05), (-0.2, 0.03)]
)]  # fmt: skip


def test_asymmetry_is_not_tested_below_ten_studies() -> None:
    found = small_study_effects(TRIALS[:9])
    assert isinstance(found, NotPooled)
    assert "ten are needed" in found.reason


def test_asymmetry_is_not_tested_where_all_studies_are_of_one_size() -> None:
    found = small_study_effects([Effect("MD", effect.estimate, 0.2, effect.key) for effect in TRIALS])
    assert isinstance(found, NotPooled)
    assert "equally precise" in found.reason


def test_a_slanted_funnel_is_found_and_the_expected_effect_is_smaller() -> None:
    found = small_study_effects(TRIALS)
    assert isinstance(found, SmallStudyEffects)
    assert found.egger.p < 0.01
    assert abs(found.pet_peese.estimate.estimate) < 0.5
    assert "small studies show other effects" in found.summary()
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert "PET" in found.methods()


def test_leaving_one_out_names_the_studies_on_which_the_verdict_rests() -> None:
    trials = [Effect("MD", 0.6, 0.01, "alone"), Effect("MD", 0.2, 0.1, "b"), Effect("MD", 0.3, 0.1, "c")]
    found = leave_one_out(trials, test="normal")
    assert isinstance(found, Steps)
    assert found.changes == ("alone",)
    assert len(found.rows()) == 3
    assert "without alone" in found.summary()
    assert "rests on alone" in found.summary()


def test_studies_added_one_by_one_end_with_the_result_of_all() -> None:
    found = cumulative(TRIALS)
    assert isinstance(found, Steps)
    assert found.steps[0].result is None
    assert found.steps[-1].estimate == pytest.approx(found.overall.estimate)


def test_influence_needs_three_studies() -> None:
    assert isinstance(influence(TRIALS[:2]), NotPooled)
    found = influence(TRIALS)
    assert not isinstance(found, NotPooled)
    assert sum(each.share for each in found) == pytest.approx(1.0)


def test_a_moderator_in_words_becomes_columns_and_few_studies_are_warned_of() -> None:
    found = meta_regression(TRIALS, {"dose": [float(index) for index in range(10)], "site": ["a", "b"] * 5})
    assert isinstance(found, Regression)
    assert [each.name for each in found.coefficients] == ["intercept", "dose", "site: b"]
    assert "Fewer than ten" in found.warnings[0]
    assert found.predict([1.0, 3.0, 1.0]).low < found.predict([1.0, 3.0, 1.0]).high


def test_more_coefficients_than_studies_are_refused() -> None:
    found = meta_regression(TRIALS[:2], {"dose": [1.0, 2.0]})
    assert isinstance(found, NotPooled)
