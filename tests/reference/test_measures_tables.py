"""Tests and intervals of 2×2 tables against scipy and published examples."""

import numpy as np
import pytest
from scipy import stats
from scipy.stats import contingency

from manystudies.measures import TwoByTwo, p_of_statistic, p_of_z
from manystudies.measures.score_intervals import profile_interval, score_interval
from manystudies.measures.single_groups import clopper_pearson
from manystudies.measures.two_by_two import (
    agresti_caffo,
    chi2_of_table,
    exact_odds_interval,
    fisher_p,
    g_of_table,
    katz,
    newcombe,
    wald_difference,
    wilson,
    woolf,
)

TABLES = [TwoByTwo(59, 78, 52, 123), TwoByTwo(60, 119, 6, 36), TwoByTwo(4, 123, 11, 139), TwoByTwo(1, 12, 9, 13), TwoByTwo(56, 70, 48, 80)]


@pytest.mark.parametrize("table", TABLES)
def test_tests_of_a_table_agree_with_scipy(table):
    a, b, c, d = table.cells
    cells = np.array([[a, b], [c, d]])
    for yates in (False, True):
        expected = stats.chi2_contingency(cells, correction=yates)
        assert chi2_of_table(table, yates=yates) == pytest.approx(expected.statistic, rel=1e-9)
    assert g_of_table(table) == pytest.approx(stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic, rel=1e-9)
    assert fisher_p(table) == pytest.approx(stats.fisher_exact(cells).pvalue, rel=1e-7)


@pytest.mark.parametrize("table", TABLES)
def test_intervals_of_a_table_agree_with_scipy(table):
    a, b, c, d = table.cells
    exact = contingency.odds_ratio([[a, b], [c, d]], kind="conditional").confidence_interval()
    assert exact_odds_interval(table) == pytest.approx((exact.low, exact.high), rel=1e-4)
    sample = contingency.odds_ratio([[a, b], [c, d]], kind="sample").confidence_interval()
    assert woolf(table) == pytest.approx((sample.low, sample.high), rel=1e-9)
    risk = contingency.relative_risk(table.events_1, table.total_1, table.events_2, table.total_2).confidence_interval()
    assert katz(table) == pytest.approx((risk.low, risk.high), rel=1e-9)


@pytest.mark.parametrize("table", TABLES)
def test_score_and_profile_limits_have_the_p_value_of_their_level(table):
    for scale in ("OR", "RR"):
        for interval in (score_interval(table, scale), score_interval(table, scale, corrected=False), profile_interval(table, scale)):
            ratio = table.odds_ratio if scale == "OR" else table.risk_ratio
            assert interval[0] < ratio < interval[1]
    # Where the test of no effect rejects at 5 %, the interval leaves out 1, and otherwise not.
    low, high = score_interval(table, "OR", corrected=False)
    assert (low > 1 or high < 1) == (p_of_statistic("chi2", chi2_of_table(table), (1.0,)) < 0.05)
    low, high = profile_interval(table, "RR")
    assert (low > 1 or high < 1) == (p_of_statistic("chi2", g_of_table(table), (1.0,)) < 0.05)


def test_intervals_of_shares_and_differences_are_those_of_the_papers():
    # Newcombe (1998), tables II: 56/70 against 48/80.
    assert newcombe(TwoByTwo(56, 70, 48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert wald_difference(TwoByTwo(56, 70, 48, 80)) == pytest.approx((0.0575, 0.3425), abs=5e-5)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert clopper_pearson(81, 263) == pytest.approx((0.2527, 0.3676), abs=5e-5)
    low, high = agresti_caffo(TwoByTwo(56, 70, 48, 80))
    assert 0.04 < low < 0.06
    assert 0.32 < high < 0.34


@pytest.mark.parametrize(
    ("name", "value", "degrees", "expected"),
    [
        ("t", 2.2, (28,), 2 * stats.t.sf(2.2, 28)),
        ("F", 3.3, (2, 40), stats.f.sf(3.3, 2, 40)),
        ("chi2", 12.87, (1,), stats.chi2.sf(12.87, 1)),
        ("chi2", 12.87, (4,), stats.chi2.sf(12.87, 4)),
        ("Q", 30.0, (12,), stats.chi2.sf(30.0, 12)),
        ("z", -1.96, (), 2 * stats.norm.sf(1.96)),
        ("r", 0.5, (30,), 2 * stats.t.sf(0.5 * np.sqrt(30 / 0.75), 30)),
    ],
)
def test_p_values_of_statistics_agree_with_scipy(name, value, degrees, expected):
    assert p_of_statistic(name, value, degrees) == pytest.approx(float(expected), rel=1e-10)


def test_tiny_p_values_keep_their_digits():
    assert p_of_z(30.0) == pytest.approx(float(2 * stats.norm.sf(30.0)), rel=1e-9)
