"""Tails of t and χ² against SciPy's, and the numbers that tables print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtrc, chdtri, stdtr, stdtrit

from manystudies.measures import chi2_quantile_of, chi2_tail, student_quantile, student_tail

DEGREES = st.one_of(st.integers(1, 2000), st.floats(1, 2000))


@pytest.mark.parametrize(
    ("tail", "degrees", "printed"),
    [(0.025, 1, 12.7062047362), (0.025, 2, 4.3026527297), (0.025, 10, 2.2281388520), (0.005, 30, 2.7499956536), (0.05, 120, 1.6576508994)],
)
def test_quantiles_of_t_are_those_of_the_tables(tail: float, degrees: float, printed: float) -> None:
    assert student_quantile(tail, degrees) == pytest.approx(printed, abs=5e-11)
    assert student_quantile(1 - tail, degrees) == pytest.approx(-printed, abs=5e-11)
    assert student_tail(printed, degrees) == pytest.approx(tail, rel=1e-10)


@pytest.mark.parametrize(("tail", "degrees", "printed"), [(0.05, 1, 3.8414588207), (0.975, 12, 4.4037885070), (0.01, 3, 11.3448667301)])
def test_quantiles_of_chi_squared_are_those_of_the_tables(tail: float, degrees: float, printed: float) -> None:
    assert chi2_quantile_of(tail, degrees) == pytest.approx(printed, abs=5e-10)
    assert chi2_tail(printed, degrees) == pytest.approx(tail, rel=1e-9)


@given(st.floats(-60, 60), DEGREES)
def test_tails_of_t_are_scipys(statistic: float, degrees: float) -> None:
    assert student_tail(statistic, degrees) == pytest.approx(float(stdtr(degrees, -statistic)), rel=1e-9)


@given(st.floats(1e-12, 0.49), DEGREES)
def test_quantiles_of_t_are_scipys(tail: float, degrees: float) -> None:
    assert student_quantile(tail, degrees) == pytest.approx(-float(stdtrit(degrees, tail)), rel=1e-8)


@given(st.floats(0, 3), DEGREES)
def test_tails_of_chi_squared_are_scipys(share: float, degrees: float) -> None:
    assert chi2_tail(share * degrees, degrees) == pytest.approx(float(chdtrc(degrees, share * degrees)), rel=1e-8, abs=1e-280)


@given(st.floats(1e-4, 0.9999), DEGREES)
def test_quantiles_of_chi_squared_are_scipys(tail: float, degrees: float) -> None:
    assert chi2_quantile_of(tail, degrees) == pytest.approx(float(chdtri(degrees, tail)), rel=1e-8)


@pytest.mark.parametrize(("statistic", "degrees"), [(float("nan"), 5.0), (2.0, 0.0), (2.0, 1e7), (float("inf"), 5.0)])
def test_odd_arguments_give_what_scipy_gives(statistic: float, degrees: float) -> None:
    assert student_tail(statistic, degrees) == pytest.approx(float(stdtr(degrees, -statistic)), nan_ok=True)
    assert chi2_tail(statistic, degrees) == pytest.approx(float(chdtrc(degrees, statistic)), nan_ok=True)
