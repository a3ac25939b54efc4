"""Several effects of one study are pooled as what they are, or not at all."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.measures import Effect
from manystudies.pooling import Multilevel, NotPooled, Regression, meta_regression, pool_dependent
from manystudies.pooling.multilevel.blocks import blocks_of, state

EFFECTS = [
    Effect("SMD", estimate, variance, f"{study}{index}", study=study)
    for index, (study, estimate, variance) in enumerate(
        [("a", 0.1, 0.02), ("a", 0.3, 0.03), ("b", 0.6, 0.02), ("b", 0.5, 0.05), ("c", -0.1, 0.04), ("d", 0.4, 0.02), ("d", 0.2, 0.01), ("e", 0.7, 0.06), ("f", 0.0, 0.03)]
    )
]  # fmt: skip


def test_dependent_effects_get_cluster_robust_intervals_and_tell_themselves() -> None:
    found = pool_dependent(EFFECTS, sampling_correlation=0.5)
    assert isinstance(found, Multilevel)
    assert found.studies == ("a", "b", "c", "d", "e", "f")
    (only,) = found.coefficients
    assert 3 < only.df < 6
    assert only.low < only.estimate < only.high
    assert "cluster-robust" in found.summary()
    assert "0.5 between sampling errors" in found.methods()
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


def test_a_moderator_with_too_few_studies_behind_it_is_warned_of() -> None:
    found = pool_dependent(EFFECTS, moderators={"dose": [float(index) for index in range(9)]})
    assert isinstance(found, Multilevel)
    assert [each.name for each in found.coefficients] == ["intercept", "dose"]
    assert "Fewer than four" in found.warnings[0]


def test_single_effects_and_single_studies_are_declined() -> None:
    alone = pool_dependent([effect for index, effect in enumerate(EFFECTS) if index in {0, 2, 4}])
    assert isinstance(alone, NotPooled)
    assert "single effect" in alone.reason
    one = pool_dependent(EFFECTS[:2])
    assert isinstance(one, NotPooled)
    assert "one study" in one.reason


@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(0.02, 1)), min_size=4, max_size=8), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
@settings(deadline=None, max_examples=40)
def test_the_slope_of_the_likelihood_is_its_slope(rows: list[tuple[float, float]], between: float, within: float) -> None:
    k = len(rows)
    clusters = [str(index // 2) for index in range(k)]
    same = np.array([[float(a == b) for a in clusters] for b in clusters])
    y, v = np.array([row[0] for row in rows]), np.diag([row[1] for row in rows])
    blocks = blocks_of(y, v, np.ones((k, 1)), clusters, [same, np.eye(k)])
    theta = np.array([between, within])
    here = state(blocks, theta)
    assert here is not None
    for index in range(2):
        step = np.zeros(2)
        step[index] = 1e-6
        up, down = state(blocks, theta + step), state(blocks, theta + step * 0.0)
        assert up is not None
        assert down is not None
        assert (up.value - down.value) / 1e-6 == pytest.approx(here.slope[index], rel=2e-3, abs=2e-3)


@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(0.02, 1)), min_size=4, max_size=8))
@settings(deadline=None, max_examples=20)
def test_one_effect_a_study_and_one_variance_is_a_plain_random_effects_likelihood(rows: list[tuple[float, float]]) -> None:
    k = len(rows)
    y, v = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    plain = meta_regression([Effect("MD", *row, str(index)) for index, row in enumerate(rows)], {}, test="normal")
    assert isinstance(plain, Regression)
    blocks = blocks_of(y, np.diag(v), np.ones((k, 1)), [str(index) for index in range(k)], [np.eye(k)])
    top = state(blocks, np.array([plain.tau2]))
    assert top is not None
    assert float(top.coefficients[0]) == pytest.approx(plain.coefficients[0].estimate, abs=1e-9)
    for other in (0.5 * plain.tau2, 1.5 * plain.tau2 + 0.01):
        there = state(blocks, np.array([other]))
        assert there is not None
        assert there.value <= top.value + 1e-9
