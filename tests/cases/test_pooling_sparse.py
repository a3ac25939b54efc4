"""Sparse events are pooled by Mantel–Haenszel without correction."""

from math import log

import pytest

from manystudies.measures import Effect
from manystudies.pooling import NotPooled, Pooled, pool


def table(name: str, a: int, n1: int, c: int, n2: int) -> Effect:
    b, d = n1 - a, n2 - c
    cells = [cell + 0.5 for cell in (a, b, c, d)] if 0 in (a, b, c, d) else [float(cell) for cell in (a, b, c, d)]
    a_, b_, c_, d_ = cells
    return Effect("OR", log(a_ * d_ / (b_ * c_)), sum(1 / cell for cell in cells), name, counts=(a, n1, c, n2))


def test_a_zero_cell_switches_to_mantel_haenszel_and_says_so() -> None:
    result = pool([table("one", 0, 50, 4, 50), table("two", 3, 60, 6, 62), table("three", 0, 40, 0, 41)])
    assert isinstance(result, Pooled)
    assert (result.method, result.model) == ("MH", "common")
    expected = (0 * 46 / 100 + 3 * 56 / 122) / (50 * 4 / 100 + 57 * 6 / 122)
    assert result.estimate == pytest.approx(log(expected), rel=1e-12)
    assert result.weights[2] == 0
    assert "sparse" in result.warnings[0]
    assert "Mantel–Haenszel" in result.methods()


def test_an_arm_in_which_everybody_had_the_event_is_no_sparse_events() -> None:
    result = pool([table("one", 100, 100, 20, 100), table("two", 30, 60, 26, 62), table("three", 20, 40, 18, 41)])
    assert isinstance(result, Pooled)
    assert (result.method, result.model) == ("REML", "random")
    assert "sparse" not in result.summary()


def test_few_events_are_sparse_beside_an_arm_in_which_everybody_had_one() -> None:
    result = pool([table("one", 3, 3, 2, 100), table("two", 3, 60, 6, 62), table("three", 2, 40, 4, 41)])
    assert isinstance(result, Pooled)
    assert result.method == "MH"


def test_a_study_in_which_everybody_had_the_event_has_no_weight_and_changes_nothing_for_the_others() -> None:
    others = [table("two", 30, 60, 26, 62), table("three", 20, 40, 18, 41), table("four", 25, 50, 30, 55)]
    result, alone = pool([table("one", 50, 50, 50, 50), *others]), pool(others)
    assert isinstance(result, Pooled)
    assert isinstance(alone, Pooled)
    assert (result.method, result.weights[0], result.weights[1:]) == ("REML", 0, alone.weights)
    assert (result.estimate, result.interval, result.prediction, result.q_df) == (alone.estimate, alone.interval, alone.prediction, 2)
    assert result.interval_at(0.9) == alone.interval_at(0.9)
    assert "no weight" in result.summary()


def test_a_study_in_which_nobody_had_the_event_is_treated_as_one_in_which_everybody_had() -> None:
    others = [table("two", 30, 60, 26, 62), table("three", 20, 40, 18, 41)]
    nobody, everybody = pool([table("one", 0, 50, 0, 50), *others]), pool([table("one", 50, 50, 50, 50), *others])
    assert isinstance(nobody, Pooled)
    assert isinstance(everybody, Pooled)
    assert (nobody.method, nobody.estimate) == (everybody.method, everybody.estimate)


def test_people_without_the_event_who_are_few_are_sparse_as_few_events_are() -> None:
    few = [table("one", 50, 50, 46, 50), table("two", 57, 60, 56, 62)]
    mirrored = [table("one", 0, 50, 4, 50), table("two", 3, 60, 6, 62)]
    result, mirror = pool(few), pool(mirrored)
    assert isinstance(result, Pooled)
    assert isinstance(mirror, Pooled)
    assert result.method == "MH"
    # By hand: (50*4/100 + 57*6/122) / (0*46/100 + 3*56/122) = (2 + 2.8032787) / 1.3770492 = 3.4880952.
    assert result.estimate == pytest.approx(log(3.488095238095238), rel=1e-12)
    assert result.estimate == pytest.approx(-mirror.estimate, rel=1e-12)


def test_a_median_below_five_people_without_the_event_is_sparse() -> None:
    result = pool([table("one", 47, 50, 46, 50), table("two", 58, 60, 58, 62), table("three", 39, 40, 36, 41)])
    assert isinstance(result, Pooled)
    assert result.method == "MH"


def test_one_telling_study_beside_silent_ones_is_not_weighed_by_a_correction() -> None:
    result = pool([table("one", 50, 50, 50, 50), table("two", 30, 60, 26, 62)])
    assert isinstance(result, Pooled)
    assert (result.method, result.weights) == ("MH", (0, 1))
    assert result.estimate == pytest.approx(log(30 * 36 / (30 * 26)), rel=1e-12)


def test_a_common_effect_of_studies_that_differ_says_so_beside_the_result() -> None:
    differing = [table("one", 0, 100, 12, 100), table("two", 30, 60, 10, 62), table("three", 8, 80, 20, 81)]
    result = pool(differing)
    assert isinstance(result, Pooled)
    assert (result.method, result.model) == ("MH", "common")
    assert result.i2 > 0.5
    assert result.q_p < 0.1
    assert result.summary().count("Studies differ more than chance explains") == 1
    peto = pool(differing, method="PETO")
    assert "Studies differ more than chance explains" in peto.summary()


def test_a_common_effect_of_studies_that_agree_says_nothing_of_differences() -> None:
    result = pool([table("one", 0, 50, 4, 50), table("two", 3, 60, 6, 62), table("three", 2, 40, 5, 41)])
    assert isinstance(result, Pooled)
    assert result.method == "MH"
    assert "differ" not in result.summary()


def test_many_events_stay_with_inverse_variance() -> None:
    result = pool([table("one", 20, 50, 30, 50), table("two", 13, 60, 26, 62), table("three", 10, 40, 15, 41)])
    assert isinstance(result, Pooled)
    assert result.method == "REML"


def test_no_event_in_one_arm_anywhere_is_not_pooled_as_a_ratio_by_tables() -> None:
    result = pool([table("one", 0, 50, 4, 50), table("two", 0, 60, 6, 62)], method="MH")
    assert isinstance(result, NotPooled)
    assert "no events" in result.reason
