"""Truths about robust errors, rank tests and pooled rates that need no reference program."""

from math import log

import numpy as np
import pytest
from scipy.stats import kendalltau

from manystudies.pooling.mantel_haenszel import mantel_haenszel_rates
from manystudies.pooling.multilevel.blocks import Block, blocks_of, state
from manystudies.pooling.multilevel.robust import robust
from manystudies.pooling.regression import permutation_p
from manystudies.pooling.selection import Results
from manystudies.pooling.small_study import kendall, rank_test

THETA = np.array([0.3])


def clusters(estimates: np.ndarray) -> tuple[Block, ...]:
    """Nine effects of four studies, which a moderator and a random effect of studies belong to."""
    names = ["a", "a", "b", "b", "b", "c", "d", "d", "d"]
    sampling = np.diag([0.1, 0.2, 0.3, 0.15, 0.1, 0.05, 0.4, 0.2, 0.3])
    columns = np.column_stack((np.ones(9), [0.0, 1.0, 2.0, 0.5, 1.5, 3.0, 0.2, 0.9, 1.1]))
    same = np.array([[float(one == other) for one in names] for other in names])
    return blocks_of(estimates, sampling, columns, names, [same])


def test_the_cr2_covariance_is_right_on_average_where_the_working_model_holds():
    blocks = clusters(np.zeros(9))
    fit = state(blocks, THETA)
    assert fit is not None
    total = np.zeros((2, 2))
    # A quadratic form has as its mean the sum over independent directions, one root of the covariance each.
    start = 0
    for block in blocks:
        size = block.estimates.size
        root = np.linalg.cholesky(block.sampling + 0.3 * block.patterns[0])
        for column in root.T:
            y = np.zeros(9)
            y[start : start + size] = column
            moved = clusters(y)
            there = state(moved, THETA)
            assert there is not None
            total += robust(moved, THETA, there, "CR2").covariance
        start += size
    assert total == pytest.approx(fit.covariance, rel=1e-9)


@pytest.mark.parametrize("count", [3, 8])
def test_equal_studies_leave_one_degree_of_freedom_fewer_than_studies(count):
    y = np.linspace(-1.0, 2.0, count)
    names = [str(index) for index in range(count)]
    blocks = blocks_of(y, np.eye(count) * 0.2, np.ones((count, 1)), names, [np.eye(count)])
    fit = state(blocks, THETA)
    assert fit is not None
    found = robust(blocks, THETA, fit, "CR2")
    assert found.df.tolist() == pytest.approx([count - 1])
    assert found.covariance[0, 0] == pytest.approx(np.var(y, ddof=1) / count)


def test_one_table_of_rates_has_the_error_of_its_two_counts():
    found = mantel_haenszel_rates([(7, 410.0, 12, 298.0)], "IRR")
    assert found is not None
    assert found.estimate == pytest.approx(log((7 / 410) / (12 / 298)))
    assert found.standard_error**2 == pytest.approx(1 / 7 + 1 / 12)
    apart = mantel_haenszel_rates([(7, 410.0, 12, 298.0)], "IRD")
    assert apart is not None
    assert apart.standard_error**2 == pytest.approx(7 / 410**2 + 12 / 298**2)


def test_the_rank_test_takes_out_what_a_study_shares_with_the_mean():
    y = np.array([0.55, -0.6, 0.9, 1.0, -0.7, -0.5])
    v = np.array([0.01, 0.5, 0.6, 0.7, 0.8, 0.9])
    weights = 1.0 / v
    mean = (weights * y).sum() / weights.sum()
    away = (y - mean) / np.sqrt(v - 1.0 / weights.sum())
    expected = kendalltau(away, v, method="exact")
    found = rank_test(y, v)
    assert (found.tau, found.p) == (pytest.approx(expected.statistic), pytest.approx(expected.pvalue))
    assert found.tau != pytest.approx(kendalltau((y - mean) / np.sqrt(v), v).statistic)


@pytest.mark.parametrize("count", [2, 5, 40, 90])
def test_orders_are_counted_exactly_for_few_and_for_many(count):
    first = np.sin(np.arange(count) * 1.7)
    second = np.cos(np.arange(count) * 0.9)
    expected = kendalltau(first, second, method="exact")
    found = kendall(first, second)
    assert found.exact
    assert (found.tau, found.p) == (pytest.approx(expected.statistic), pytest.approx(expected.pvalue, rel=1e-9))


@pytest.mark.parametrize("alternative", ["greater", "less", "two sided"])
def test_the_chances_of_what_can_be_seen_add_up_to_one(alternative):
    grid = np.linspace(-12.0, 12.0, 24001)
    density = [
        np.exp(Results.of(np.array([y]), np.array([0.25]), (0.025, 0.5), alternative).log_likelihood(np.array([0.4, 0.7, -0.9, -1.6])))
        for y in grid.tolist()[::20]
    ]
    assert float(np.trapezoid(density, grid[::20])) == pytest.approx(1.0, abs=1e-2)


def test_the_real_order_counts_among_the_permutations():
    y, v = np.array([0.1, 0.2, 0.32, 0.41, 0.5, 0.62]), np.full(6, 0.01)
    columns = np.column_stack((np.ones(6), np.arange(6.0)))
    none = permutation_p(y, v, columns, [])
    assert none == (1.0, 1.0)
    shuffled = [(1, 0, 3, 2, 5, 4), (2, 4, 0, 5, 1, 3), (0, 2, 1, 4, 3, 5)]
    assert permutation_p(y, v, columns, shuffled)[1] == pytest.approx(1 / 4)
