"""Laws of pooling: what must hold for any studies."""

from math import isclose, sqrt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.measures import Effect
from manystudies.pooling import Pooled, TauMethod, pool
from manystudies.pooling.design import Design
from manystudies.pooling.kernel import Series
from manystudies.pooling.likelihood import log_likelihood, maxima

METHODS: list[TauMethod] = ["DL", "EB", "HE", "HS", "ML", "PM", "REML", "SJ"]
studies = st.lists(st.tuples(st.floats(-3, 3), st.floats(0.01, 2)), min_size=3, max_size=9)


def pooled(rows: list[tuple[float, float]], method: TauMethod = "REML") -> Pooled:
    result = pool([Effect("MD", y, v, str(index)) for index, (y, v) in enumerate(rows)], method=method)
    assert isinstance(result, Pooled)
    return result


def close(first: float, second: float, scale: float = 1.0) -> bool:
    return isclose(first, second, rel_tol=1e-7, abs_tol=1e-7 * scale)


@given(studies, st.sampled_from(METHODS), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_studies_changes_nothing(rows: list[tuple[float, float]], method: TauMethod, chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = pooled(rows, method), pooled(shuffled, method)
    assert close(first.estimate, second.estimate)
    assert close(first.tau2, second.tau2)
    assert close(first.standard_error, second.standard_error)


@given(studies, st.sampled_from(METHODS), st.floats(0.001, 1000), st.floats(-50, 50))
@settings(deadline=None, max_examples=60)
def test_a_change_of_unit_or_origin_only_changes_unit_and_origin(
    rows: list[tuple[float, float]], method: TauMethod, scale: float, shift: float
) -> None:
    first = pooled(rows, method)
    second = pooled([(y * scale + shift, v * scale * scale) for y, v in rows], method)
    assert close(second.estimate, first.estimate * scale + shift, scale + abs(shift))
    assert close(second.tau2, first.tau2 * scale * scale, scale * scale)
    assert close(second.i2, first.i2)


@given(studies, st.integers(2, 4))
@settings(deadline=None, max_examples=40)
def test_copies_of_all_studies_keep_the_common_estimate_and_shrink_its_error(rows: list[tuple[float, float]], copies: int) -> None:
    once = pool([Effect("MD", y, v, str(index)) for index, (y, v) in enumerate(rows)], model="common")
    many = pool([Effect("MD", y, v, f"{copy} {index}") for copy in range(copies) for index, (y, v) in enumerate(rows)], model="common")
    assert isinstance(once, Pooled)
    assert isinstance(many, Pooled)
    assert close(once.estimate, many.estimate)
    assert close(once.standard_error, many.standard_error * sqrt(copies))


@given(studies)
@settings(deadline=None, max_examples=60)
def test_splitting_a_study_into_two_of_double_variance_changes_no_common_estimate(rows: list[tuple[float, float]]) -> None:
    whole = [Effect("MD", y, v, str(index)) for index, (y, v) in enumerate(rows)]
    halves = [Effect("MD", rows[0][0], 2 * rows[0][1], "a"), Effect("MD", rows[0][0], 2 * rows[0][1], "b"), *whole[1:]]
    first, second = pool(whole, model="common"), pool(halves, model="common")
    assert isinstance(first, Pooled)
    assert isinstance(second, Pooled)
    assert close(first.estimate, second.estimate)
    assert close(first.q, second.q)


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-7, 1)), min_size=3, max_size=7), st.booleans())
@settings(deadline=None, max_examples=60)
def test_no_place_of_a_fine_grid_beats_the_maximum_of_the_likelihood(rows: list[tuple[float, float]], restricted: bool) -> None:  # noqa: FBT001
    series = Series.of([y for y, _ in rows], [10**power for _, power in rows])
    best = log_likelihood(series, maxima(series, restricted=restricted)[0], restricted=restricted)
    grid = [0.0, *(10 ** (power / 20) for power in range(-180, 60))]
    assert all(log_likelihood(series, tau2, restricted=restricted) <= best + 1e-9 * (1 + abs(best)) for tau2 in grid)


@given(studies)
@settings(deadline=None, max_examples=40)
def test_a_regression_on_an_intercept_alone_is_the_plain_pooling(rows: list[tuple[float, float]]) -> None:
    y, v = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    design, series = Design.of(y, v, np.ones((len(rows), 1))), Series.of(y, v)
    for tau2 in (0.0, 0.3):
        # The mean and its slope belong to a plain pooling only.
        for mine, other in zip(design.slopes(tau2)[:7], series.slopes(tau2)[:7], strict=True):
            assert close(mine, other, 1e3)
    assert close(maxima(design)[0], maxima(series)[0])


@given(studies)
@settings(deadline=None, max_examples=60)
def test_weights_add_up_and_intervals_hold_the_estimate(rows: list[tuple[float, float]]) -> None:
    result = pooled(rows)
    assert isclose(sum(result.weights), 1.0)
    assert result.interval.low <= result.estimate <= result.interval.high
    assert result.prediction is not None
    assert result.prediction[0] <= result.interval.low + 1e-12
    assert result.tau2_interval is not None
    assert result.tau2_interval[0] <= result.tau2_interval[1]


arms = st.integers(1, 60).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people)))


def odds_of(index: int, table: tuple[tuple[int, int], tuple[int, int]]) -> Effect:
    (a, n1), (c, n2) = table
    cells = [float(cell) for cell in (a, n1 - a, c, n2 - c)]
    cells = [cell + 0.5 for cell in cells] if 0 in cells else cells
    estimate = float(np.log(cells[0] * cells[3] / (cells[1] * cells[2])))
    return Effect("OR", estimate, sum(1 / cell for cell in cells), str(index), counts=(a, n1, c, n2))


@given(st.lists(st.tuples(arms, arms), min_size=2, max_size=6))
@settings(deadline=None, max_examples=200)
def test_an_odds_ratio_is_pooled_alike_whether_events_or_people_without_one_are_counted(
    tables: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    swapped = [((n1 - a, n1), (n2 - c, n2)) for (a, n1), (c, n2) in tables]
    first = pool([odds_of(index, table) for index, table in enumerate(tables)])
    second = pool([odds_of(index, table) for index, table in enumerate(swapped)])
    if isinstance(first, Pooled) and isinstance(second, Pooled):
        assert first.method == second.method
        assert close(first.estimate, -second.estimate)
        assert close(first.standard_error, second.standard_error)
    else:
        assert type(first) is type(second)
