"""The 13 BCG trials pool to the numbers every textbook prints."""

import pickle
from math import exp, log

import pytest

from manystudies.measures import Effect
from manystudies.pooling import NotPooled, Pooled, Subgroups, pool, pool_subgroups

# Colditz et al. (1994), https://doi.org/10.1001/jama.1994.03510330076038
BCG = [
    ("Aronson 1948", 4, 123, 11, 139, "random"),
    ("Ferguson & Simes 1949", 6, 306, 29, 303, "random"),
    ("Rosenthal 1960", 3, 231, 11, 220, "random"),
    ("Hart & Sutherland 1977", 62, 13598, 248, 12867, "random"),
    ("Frimodt-Moller 1973", 33, 5069, 47, 5808, "alternate"),
    ("Stein & Aronson 1953", 180, 1541, 372, 1451, "alternate"),
    ("Vandiviere 1973", 8, 2545, 10, 629, "random"),
    ("TPT Madras 1980", 505, 88391, 499, 88391, "random"),
    ("Coetzee & Berjak 1968", 29, 7499, 45, 7277, "random"),
    ("Rosenthal 1961", 17, 1716, 65, 1665, "systematic"),
    ("Comstock 1974", 186, 50634, 141, 27338, "systematic"),
    ("Comstock & Webster 1969", 5, 2498, 3, 2341, "systematic"),
    ("Comstock 1976", 27, 16913, 29, 17854, "systematic"),
]


def trials() -> list[Effect]:
    return [
        Effect("RR", log(a * n2 / (c * n1)), 1 / a - 1 / n1 + 1 / c - 1 / n2, name, name, (), n1 + n2, group, (a, n1, c, n2))
        for name, a, n1, c, n2, group in BCG
    ]


def pooled() -> Pooled:
    result = pool(trials())
    assert isinstance(result, Pooled)
    return result


def test_the_bcg_trials_pool_to_the_textbook_risk_ratio_with_both_intervals() -> None:
    result = pooled()
    assert (result.method, result.model) == ("REML", "random")
    assert round(exp(result.estimate), 2) == 0.49
    assert [round(exp(end), 2) for end in (result.plain.low, result.plain.high)] == [0.34, 0.70]
    assert [round(exp(end), 2) for end in (result.interval.low, result.interval.high)] == [0.33, 0.73]


def test_the_bcg_trials_agree_with_metafor_to_nine_digits() -> None:
    result = pooled()
    assert result.estimate == pytest.approx(-0.7145323421581394, rel=1e-9)
    assert result.tau2 == pytest.approx(0.31324325813648085, rel=1e-9)
    assert (result.interval.low, result.interval.high) == pytest.approx((-1.108443713685551, -0.32062097063072803), rel=1e-9)
    assert (result.plain.low, result.plain.high) == pytest.approx((-1.0668976388103504, -0.36216704550592854), rel=1e-9)
    assert result.tau2_interval == pytest.approx((0.11971836114126093, 1.1114790840609285), rel=1e-9)
    assert result.prediction is not None
    assert result.prediction[0] == pytest.approx(-1.9960168341962023, rel=1e-9)
    assert result.i2 == pytest.approx(0.9222138452126896, rel=1e-9)
    assert result.i2_from_q == pytest.approx(0.9211734685456205, rel=1e-9)
    assert result.q == pytest.approx(152.2330080823733, rel=1e-9)
    assert result.q_p == pytest.approx(1.9967645908459738e-26, rel=1e-9)


def test_allocation_subgroups_of_the_bcg_trials_agree_with_metafor() -> None:
    result = pool_subgroups(trials())
    assert isinstance(result, Subgroups)
    assert [group.name for group in result.groups] == ["random", "alternate", "systematic"]
    assert result.q_between == pytest.approx(1.8614449461545606, rel=1e-9)
    assert result.p == pytest.approx(0.39426875888559976, rel=1e-9)


def test_a_result_pickles_compares_and_tells_itself() -> None:
    result = pooled()
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301
    assert "RR 0.489, 95% CI 0.330 to 0.726 (Hartung–Knapp, never narrower)" in result.summary()
    assert "95% CI 0.344 to 0.696 (plain)" in result.summary()
    assert "manystudies" in result.methods()
    assert "doi:10.3102/10769986030003261" in result.methods()
    assert len(result.rows()) == 14
    assert result._repr_html_().count("<tr>") == 15


def test_what_may_not_be_pooled_is_said_in_one_sentence() -> None:
    first, second, *_ = trials()
    assert pool([]) == NotPooled("There is no study to pool.")
    alone = pool([first])
    assert isinstance(alone, NotPooled)
    assert alone.reason.startswith("Only one study")
    twice = pool([first, second, first])
    assert isinstance(twice, NotPooled)
    assert "more than once" in twice.reason
    mixed = pool([first, Effect("OR", 0.1, 0.1, "other")])
    assert isinstance(mixed, NotPooled)
    assert "different measures" in mixed.reason
    shared = pool([Effect("MD", 1, 1, "a", study="s", control="placebo of s"), Effect("MD", 2, 1, "b", study="s", control="placebo of s")])
    assert isinstance(shared, NotPooled)
    assert "one control group" in shared.reason


def test_two_studies_give_the_plain_interval_and_a_warning_and_hartung_knapp_on_request() -> None:
    two = trials()[4:6]
    result = pool(two)
    assert isinstance(result, Pooled)
    assert result.interval.test == "normal"
    assert result.interval == result.plain
    assert result.prediction is None
    assert "Two studies only" in result.warnings[0]
    asked = pool(two, test="hartung-knapp")
    assert isinstance(asked, Pooled)
    assert asked.interval.high > result.interval.high
