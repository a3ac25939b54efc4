"""The smaller identities, each with numbers that pass and numbers that fail."""

import pytest

from manystudies.errors import EffectError, NumberError
from manystudies.measures import (
    VITAMIN_D,
    MeanOf,
    Printed,
    Quantiles,
    TwoByTwo,
    absolute_effect,
    back_transformed,
    check_coefficient,
    check_conversion,
    check_difference_interval,
    check_i_squared,
    check_limit,
    check_mean_interval,
    check_mean_of_groups,
    check_means_p,
    check_number_needed,
    check_order,
    check_rank_test,
    check_rate,
    check_relative_change,
    check_sd_and_range,
    check_share_interval,
    check_standardised,
    effect_from_change,
    effect_from_counts,
    effect_from_difference_interval,
    effect_from_means,
    effect_from_ratio_interval,
    effect_from_ratio_p,
    fill_by_box_cox,
    fill_by_fit,
    fill_coefficient,
    fill_mean_of_quantiles,
    fill_ratio_of_change,
    fill_sd_from_difference_interval,
    fill_sd_from_error,
    fill_sd_from_interval,
    fill_sd_from_p,
    fill_sd_from_t,
    fill_sd_of_change,
    fill_sd_of_quantiles,
    odds_ratio_of_smd,
    risk_ratio_at,
    smd_of_odds_ratio,
)

read = Printed.read
WRONG, RIGHT, ROUNDED, OPEN = "inconsistent", "consistent", "by_rounding", "cannot_tell"


@pytest.mark.parametrize(
    ("ratio", "percent", "verdict"),
    [
        ("0.65", "35", RIGHT),
        ("1.2", "20", RIGHT),
        ("0.65", "-35", RIGHT),
        ("0.654", "35", RIGHT),
        ("0.65", "34.6", ROUNDED),
        ("0.65", "30", WRONG),
    ],
)
def test_a_ratio_and_its_percent_are_one(ratio, percent, verdict):
    assert check_relative_change(read(ratio), read(percent)).verdict == verdict


def test_a_ratio_told_as_percent_of_is_named():
    outcome = check_relative_change(read("3.1"), read("310"))
    assert outcome.verdict == WRONG
    assert "of" in outcome.needs


@pytest.mark.parametrize(
    ("needed", "difference", "verdict"),
    [("13", "8.0", RIGHT), ("12.5", "-8.0", RIGHT), ("12", "8.0", RIGHT), ("20", "8.0", WRONG), ("9", "0", OPEN)],
)
def test_numbers_needed_to_treat(needed, difference, verdict):
    assert check_number_needed(read(needed), read(difference)).verdict == verdict


@pytest.mark.parametrize(
    ("coefficient", "ratio", "verdict"),
    [("1.131", "3.1", RIGHT), ("1.13", "3.10", RIGHT), ("1.1", "3.1", ROUNDED), ("-1.131", "3.1", WRONG), ("0.5", "3.1", WRONG)],
)
def test_coefficients_and_ratios(coefficient, ratio, verdict):
    assert check_coefficient(read(coefficient), read(ratio)).verdict == verdict


def test_a_coefficient_of_the_other_direction_is_named():
    assert "opposite" in check_coefficient(read("-1.131"), read("3.1")).needs
    assert fill_coefficient(read("1")).value == 0
    assert fill_ratio_of_change(read("35"), lower=True).value == pytest.approx(0.65)


def test_rates_are_events_over_time():
    assert check_rate(read("12.5"), read("25"), read("2000"), per=1000).verdict == RIGHT
    assert check_rate(read("13.5"), read("25"), read("2000"), per=1000).verdict == WRONG


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [("65.1", "83.8", RIGHT), ("64.6", "84.7", RIGHT), ("66.1", "85.2", RIGHT), ("60", "90", WRONG), ("0.65", "0.84", WRONG)],
)
def test_the_interval_of_a_share_by_any_method(low, high, verdict):
    # 59 of 78: Wilson 65.1 to 83.8, plain 66.1 to 85.2, exact 64.6 to 84.7.
    outcome = check_share_interval(read(low), read(high), 59, 78)
    assert outcome.verdict == verdict or (verdict == RIGHT and outcome.right)


def test_the_interval_of_a_mean_and_an_error_called_sd():
    group = MeanOf(read("24.9"), read("5.1"), 19)
    assert check_mean_interval(group, read("22.4"), read("27.4")).verdict == RIGHT
    assert check_mean_interval(group, read("20.4"), read("29.4")).verdict == WRONG
    assert "standard error" in check_mean_interval(MeanOf(read("24.9"), read("1.17"), 19), read("22.4"), read("27.4")).needs


def test_an_sd_within_its_range():
    assert check_sd_and_range(read("5.1"), 19, read("15"), read("35")).verdict == RIGHT
    assert check_sd_and_range(read("15.1"), 19, read("15"), read("35")).verdict == WRONG
    assert check_sd_and_range(read("0.5"), 19, read("15"), read("35")).verdict == WRONG


def test_quantiles_stand_in_order():
    assert check_order([read("2"), read("7"), read("10")]).verdict == RIGHT
    assert check_order([read("2"), read("12"), read("10")]).verdict == WRONG
    assert check_order([read("2"), read("10.4"), read("10")]).verdict == ROUNDED


def test_the_mean_of_groups():
    groups = [(read("17.3"), 36), (read("14.9"), 21)]
    assert check_mean_of_groups(read("16.4"), groups).verdict == RIGHT
    assert check_mean_of_groups(read("16.1"), groups).verdict == WRONG


def test_few_people_cannot_give_any_p_by_ranks():
    assert check_rank_test(read(".002"), "signed-rank", (12,)).verdict == RIGHT
    assert check_rank_test(read(".001"), "signed-rank", (5,), "<").verdict == WRONG
    assert check_rank_test(read(".04"), "rank-sum", (3, 3)).verdict == RIGHT
    assert check_rank_test(read(".001"), "rank-sum", (3, 3), "<").verdict == WRONG


def test_i_squared_follows_q_or_is_left_open():
    assert check_i_squared(read("92"), read("152.2"), read("12")).verdict == RIGHT
    assert check_i_squared(read("0"), read("8.2"), read("12")).verdict == RIGHT
    assert check_i_squared(read("50"), read("152.2"), read("12")).verdict == OPEN


@pytest.mark.parametrize("printed", ["0.75", "0.76", "-0.76", "0.82", "0.71"])
def test_a_standardised_difference_by_any_definition(printed):
    first, second = MeanOf(read("10.2"), read("3.1"), 20), MeanOf(read("8"), read("2.7"), 22)
    assert check_standardised(read(printed), first, second).right
    assert check_standardised(read("1.4"), first, second).verdict == WRONG


def test_means_whose_p_fits_only_standard_errors_say_so():
    first, second = MeanOf(read("10.2"), read("0.7"), 20), MeanOf(read("8.0"), read("0.6"), 22)
    outcome = check_means_p(first, second, read(".02"))
    assert outcome.verdict == WRONG
    assert "standard errors" in outcome.needs
    assert check_means_p(first, second, read(".001"), "<").verdict == RIGHT


def test_units_limits_and_reversed_limits():
    assert check_conversion(read("13.2"), read("32.9"), VITAMIN_D).verdict == RIGHT
    assert check_conversion(read("13.2"), read("30.9"), VITAMIN_D).verdict == WRONG
    assert check_limit(read("57.4"), "<", read("50")).verdict == WRONG
    assert check_limit(read("50"), "<", read("50")).verdict == ROUNDED
    assert check_limit(read("42.58"), ">", read("50")).verdict == WRONG
    assert check_limit(read("50"), ">=", read("50")).verdict == RIGHT
    assert check_difference_interval(read("-2"), read("-1"), read("-3")).verdict == RIGHT


def test_effects_say_how_they_were_derived():
    effect = effect_from_ratio_interval("OR", read("3.1"), read("1.51"), read("6.38"), "k", label="Study")
    assert effect.derivation == ("standard error of the log ratio from 1.51, 6.38 (ratio and its interval, assuming a 95 % interval)",)
    assert effect_from_ratio_p("HR", read("0.7"), read(".03"), "k").variance == pytest.approx(0.0270, abs=1e-4)
    assert effect_from_difference_interval("MD", read("-2.67"), read("-2.86"), read("-2.49"), "k").variance == pytest.approx(
        0.0089, abs=1e-4
    )
    table = TwoByTwo(0, 12, 5, 13)
    assert "½" in effect_from_counts("RR", table, "k").derivation[0]
    assert effect_from_counts("RR", table, "k").counts == (0, 12, 5, 13)
    first, second = MeanOf(read("10.2"), read("3.1"), 20), MeanOf(read("8"), read("2.7"), 22)
    assert effect_from_means("SMD", first, second, "k").estimate == pytest.approx(0.745089798)
    change = effect_from_change("MC", MeanOf(read("21.1"), read("2.9"), 19), MeanOf(read("24.9"), read("5.1"), 19), "k", correlation=0.5)
    assert change.estimate == pytest.approx(-3.8)
    assert "correlation of 0.5" in change.derivation[0]


def test_effects_refuse_what_gives_none():
    with pytest.raises(EffectError, match="Ames"):
        effect_from_counts("RR", TwoByTwo(0, 12, 0, 13), "k", label="Ames")
    with pytest.raises(EffectError, match="limits"):
        effect_from_ratio_interval("OR", read("3.1"), read("0"), read("6.38"), "k")
    with pytest.raises(EffectError, match="not 1"):
        effect_from_ratio_p("OR", read("1.0"), read(".3"), "k")
    with pytest.raises(EffectError, match="variance above 0"):
        effect_from_means("MD", MeanOf(read("1"), read("0"), 9), MeanOf(read("1"), read("0"), 9), "k")
    with pytest.raises(EffectError, match="same people"):
        effect_from_change("MC", MeanOf(read("1"), read("1"), 9), MeanOf(read("1"), read("1"), 8), "k", correlation=0.5)
    with pytest.raises(EffectError):
        TwoByTwo(5, 4, 1, 2)
    with pytest.raises(NumberError):
        Quantiles(read("10"), 20)
    with pytest.raises(NumberError):
        Quantiles(read("10"), 20, (read("11"), read("15")))


def test_standard_deviations_are_filled_in():
    assert fill_sd_from_error(read("1.17"), 19).value == pytest.approx(5.1, abs=0.01)
    assert fill_sd_from_interval(read("22.4"), read("27.4"), 19).value == pytest.approx(5.19, abs=0.01)
    # Cochrane Handbook, section 6.5.2.3: difference 3.8, p = .008, 25 and 22 people give t 2.78 and SD 4.68.
    assert fill_sd_from_p(read("3.8"), read("0.008"), 25, 22).value == pytest.approx(4.69, abs=0.02)
    assert fill_sd_from_t(read("3.8"), read("2.78"), 25, 22).value == pytest.approx(4.68, abs=0.01)
    assert fill_sd_from_difference_interval(read("1.05"), read("6.55"), 25, 22).value == pytest.approx(4.67, abs=0.02)
    assert fill_sd_of_change(read("6.4"), read("7.1"), 0.78).value == pytest.approx(4.526, abs=0.001)


def test_means_and_sds_from_quantiles():
    both = Quantiles(read("10"), 40, (read("7"), read("15")), (read("2"), read("40")))
    assert "skewed" in fill_mean_of_quantiles(both).assumption
    symmetrical = Quantiles(read("10"), 40, (read("7"), read("13")), (read("2"), read("18")))
    for fill in (fill_mean_of_quantiles(symmetrical), fill_by_fit(symmetrical)[0]):
        assert fill.value == pytest.approx(10, abs=0.3)
    assert fill_sd_of_quantiles(symmetrical).value == pytest.approx(4.1, abs=0.3)
    mean, sd = fill_by_box_cox(both)
    assert mean.value > 11
    assert sd.value > 7
    assert fill_by_box_cox(Quantiles(read("0"), 40, (read("-1"), read("1")))) is None


def test_conversions_at_stated_baselines_and_back():
    assert [round(risk_ratio_at(5.085, baseline), 2) for baseline in (0.05, 0.1, 0.15)] == [4.22, 3.61, 3.15]
    effect = absolute_effect("RR", 0.5, 0.2)
    assert effect.needed == pytest.approx(10)
    assert absolute_effect("HR", 0.5, 0.19).risk == pytest.approx(0.1)
    smd = effect_from_means("SMD", MeanOf(read("10.2"), read("3.1"), 20), MeanOf(read("8"), read("2.7"), 22), "k")
    assert smd_of_odds_ratio(odds_ratio_of_smd(smd)).estimate == pytest.approx(smd.estimate)
    assert back_transformed("RR", -0.7145) == pytest.approx(0.4894, abs=1e-4)
    assert back_transformed("PLO", 0.0) == 0.5
    assert back_transformed("MD", 3.0) == 3.0
    with pytest.raises(EffectError):
        back_transformed("PFT", 0.5)
