"""Sparse events by their own likelihood, and results that may have been selected by their p-values."""

import pickle
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.measures import Effect
from manystudies.pooling import NotPooled, Pooled, Selection, pool, pool_events, selection_model
from manystudies.pooling.counts.models import fit_tables


def table(name: str, a: int, n1: int, c: int, n2: int) -> Effect:
    cells = [a + 0.5, n1 - a + 0.5, c + 0.5, n2 - c + 0.5]
    return Effect("OR", log(cells[0] * cells[3] / (cells[1] * cells[2])), sum(1 / cell for cell in cells), name, counts=(a, n1, c, n2))


SPARSE = [table("a", 0, 50, 3, 50), table("b", 2, 60, 5, 62), table("c", 1, 40, 4, 41), table("d", 0, 30, 0, 31), table("e", 3, 90, 4, 88)]


def test_a_study_without_events_carries_no_weight_and_is_named_so() -> None:
    result = pool_events(SPARSE)
    assert isinstance(result, Pooled)
    assert result.method == "GLMM"
    assert result.weights[3] == 0
    assert "no event in either arm" in result.warnings[0]
    assert result == pool(SPARSE, method="GLMM")
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301
    assert "binomial–normal" in result.methods()
    without = pool_events([*SPARSE[:3], SPARSE[4]])
    assert isinstance(without, Pooled)
    assert without.estimate == pytest.approx(result.estimate, abs=1e-7)


def test_no_events_in_one_arm_of_all_studies_is_not_pooled() -> None:
    found = pool_events([table("a", 0, 50, 3, 50), table("b", 0, 50, 2, 50)])
    assert isinstance(found, NotPooled)
    assert "no events" in found.reason


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(10, 60), st.integers(1, 8), st.integers(10, 60)), min_size=2, max_size=4))
@settings(deadline=None, max_examples=15)
def test_swapping_the_arms_turns_the_odds_ratio_around(tables: list[tuple[int, int, int, int]]) -> None:
    for model in ("conditional exact", "fixed studies"):
        first = fit_tables(tables, model, common=True)  # type: ignore[arg-type]
        second = fit_tables([(c, n2, a, n1) for a, n1, c, n2 in tables], model, common=True)  # type: ignore[arg-type]
        assert first.theta == pytest.approx(-second.theta, abs=1e-6)
        assert first.standard_error == pytest.approx(second.standard_error, rel=1e-5)


def test_exact_and_unconditional_models_agree_where_events_are_many() -> None:
    tables = [(40, 400, 60, 410), (33, 300, 51, 305), (80, 900, 120, 880)]
    exact, fixed = fit_tables(tables, "conditional exact"), fit_tables(tables, "fixed studies")
    assert exact.theta == pytest.approx(fixed.theta, abs=0.005)


RESULTS = [
    Effect("SMD", estimate, variance, str(index))
    for index, (estimate, variance) in enumerate(
        [(0.9, 0.1), (0.8, 0.09), (0.7, 0.08), (0.75, 0.12), (0.5, 0.05), (0.45, 0.03), (0.2, 0.02), (0.1, 0.015), (0.05, 0.05), (-0.1, 0.06), (0.3, 0.2), (0.6, 0.06)]
    )
]  # fmt: skip


def test_selection_by_p_values_is_estimated_and_told_as_what_it_is() -> None:
    found = selection_model(RESULTS, steps=(0.025,), alternative="greater")
    assert isinstance(found, Selection)
    assert found.weights[0] == 1.0
    assert 0 < found.weights[1] < 1
    assert found.statistic >= 0
    plain = pool(RESULTS, method="ML", test="normal")
    assert isinstance(plain, Pooled)
    assert found.estimate < plain.estimate
    assert "doi:10.1007/BF02294384" in found.methods()
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


def test_a_step_without_any_study_is_declined() -> None:
    found = selection_model(RESULTS, steps=(0.0001, 0.025), alternative="less")
    assert isinstance(found, NotPooled)
    assert "cannot be told" in found.reason
    with pytest.raises(ValueError, match="ascend"):
        selection_model(RESULTS, steps=(0.5, 0.1))


def test_preferring_negative_results_mirrors_preferring_positive_ones() -> None:
    mirrored = [Effect("SMD", -effect.estimate, effect.variance, effect.key) for effect in RESULTS]
    first, second = selection_model(RESULTS, alternative="greater"), selection_model(mirrored, alternative="less")
    assert isinstance(first, Selection)
    assert isinstance(second, Selection)
    assert first.estimate == pytest.approx(-second.estimate, abs=1e-6)
    assert first.weights[1] == pytest.approx(second.weights[1], rel=1e-5)
