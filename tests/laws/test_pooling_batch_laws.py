"""A batch is a loop: what many rows give in one call, each row gives alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.errors import PoolingError
from manystudies.measures import Effect
from manystudies.pooling import Pooled, TauMethod, Test, pool, pool_rows
from manystudies.pooling.batch.cubic import reml_of_three
from manystudies.pooling.kernel import Series
from manystudies.pooling.likelihood import log_likelihood, maxima

METHODS: list[TauMethod] = ["DL", "EB", "HE", "HS", "HSk", "ML", "PM", "PMM", "REML", "SJ"]
TESTS: list[Test] = ["hartung-knapp", "hartung-knapp never narrower", "normal", "t"]


@given(
    st.integers(0, 2**32 - 1),
    st.integers(2, 9),
    st.sampled_from(METHODS),
    st.sampled_from(TESTS),
    st.floats(0.2, 4),
)
@settings(deadline=None, max_examples=60)
def test_a_batch_equals_a_loop(seed: int, k: int, method: TauMethod, test: Test, decades: float) -> None:
    chance = np.random.default_rng(seed)
    y, v = chance.normal(0, 1, (4, 3, k)), 10 ** chance.uniform(-decades, 0.5, (4, 3, k))
    mask = chance.random((4, 3, k)) < 0.8
    mask[..., :2] = True
    rows = pool_rows(y, v, mask=mask, method=method, test=test)
    low, high = rows.interval
    for at in np.ndindex(4, 3):
        there = mask[at]
        effects = [Effect("MD", a, b, str(index)) for index, (a, b) in enumerate(zip(y[at][there], v[at][there], strict=True))]
        single = pool(effects, method=method, test=test)
        assert isinstance(single, Pooled)
        assert rows.count[at] == len(effects)
        assert rows.tau2[at] == pytest.approx(single.tau2, rel=1e-7, abs=1e-9)
        assert rows.estimate[at] == pytest.approx(single.estimate, rel=1e-7, abs=1e-8)
        assert rows.standard_error[at] == pytest.approx(single.standard_error, rel=1e-7)
        assert (low[at], high[at]) == pytest.approx((single.interval.low, single.interval.high), rel=1e-6, abs=1e-7)
        assert rows.p[at] == pytest.approx(single.p, rel=1e-5, abs=1e-12)
        assert rows.q[at] == pytest.approx(single.q, rel=1e-9, abs=1e-9)
        assert rows.q_p[at] == pytest.approx(single.q_p, rel=1e-7, abs=1e-12)
        assert rows.i2[at] == pytest.approx(single.i2, rel=1e-6, abs=1e-8)


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-6, 1)), min_size=3, max_size=3))
@settings(deadline=None, max_examples=200)
def test_the_cubic_of_three_studies_has_the_highest_maximum(rows: list[tuple[float, float]]) -> None:
    y, v = np.array([row[0] for row in rows]), 10 ** np.array([row[1] for row in rows])
    found = float(reml_of_three(y[:, None], v[:, None])[0])
    series = Series.of(y, v)
    assert log_likelihood(series, found) == pytest.approx(log_likelihood(series, maxima(series)[0]), rel=1e-9, abs=1e-9)


def test_rows_of_one_and_of_no_study_are_what_they_are() -> None:
    mask = np.array([[True, False, False], [False, False, False], [True, True, True]])
    rows = pool_rows(np.array([[0.5, 9, 9], [9, 9, 9], [0.1, 0.2, 0.3]]), np.full((3, 3), 0.04), mask=mask)
    assert rows.count.tolist() == [1, 0, 3]
    assert rows.estimate[0] == 0.5
    assert rows.standard_error[0] == pytest.approx(0.2)
    assert np.isnan(rows.estimate[1])
    assert np.isnan(rows.prediction[0][0])
    assert not np.isnan(rows.prediction[0][2])


def test_common_effects_and_shapes() -> None:
    y, v = np.array([0.1, 0.4]), np.array([0.1, 0.2])
    rows = pool_rows(y, v, model="common")
    assert rows.estimate.shape == ()
    assert float(rows.estimate) == pytest.approx((1.0 + 2.0) / 15.0)
    assert float(rows.tau2) == 0
    with pytest.raises(PoolingError, match="one shape"):
        pool_rows(np.zeros((2, 3)), np.ones((3, 3)))


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 0.0, -1.0])
def test_a_variance_that_is_none_is_refused(wrong: float) -> None:
    with pytest.raises(PoolingError, match="variance above 0"):
        pool_rows(np.array([[0.1, 0.2]]), np.array([[0.1, wrong]]))
    with pytest.raises(PoolingError, match="finite estimate"):
        pool_rows(np.array([[0.1, np.nan]]), np.array([[0.1, 0.1]]))


@pytest.mark.parametrize(
    ("y", "v", "best"),
    [
        ([0.05, 0.3, -17.73], [0.26, 0.0871, 54.6334], "zero"),
        ([0.86, -7.37, 1.5], [0.0375, 8.5586, 1.1684], "large"),
        ([-0.09, 0.02, 1.12], [0.0027, 0.0052, 0.2094], "large"),
        ([0.12, -0.09, 1.94], [0.0097, 0.0064, 0.6697], "small"),
    ],
)
def test_of_two_maxima_the_higher_is_taken_in_a_batch_as_alone(y: list[float], v: list[float], best: str) -> None:
    tops = maxima(Series.of(y, v))
    assert len(tops) == 2
    assert tops[0] == (0.0 if best == "zero" else max(tops) if best == "large" else min(tops))
    assert float(reml_of_three(np.array(y)[:, None], np.array(v)[:, None])[0]) == pytest.approx(tops[0], rel=1e-9)
