"""Numbers whose verdict is known, of both kinds."""

import inspect

import pytest

from manystudies import measures
from manystudies.measures import (
    REGISTER,
    Margins,
    MeanOf,
    Printed,
    TwoByTwo,
    check_before_after,
    check_fold,
    check_grim,
    check_grimmer,
    check_margins,
    check_mean_of_groups,
    check_means_interval,
    check_means_p,
    check_parts,
    check_ratio_interval,
    check_ratio_p,
    check_share,
    check_statistic,
    check_table_chi2,
    check_table_estimate,
    check_table_interval,
    check_table_p,
    fill_before_of_fold,
    fill_table,
    tables_that_fit,
)

read = Printed.read


def test_an_odds_ratio_off_the_middle_of_its_interval_is_impossible():
    outcome = check_ratio_interval(read("3.4"), read("1.5"), read("6.3"))
    assert outcome.verdict == "inconsistent"
    assert outcome.recomputed == "3.07"
    assert "7.7" in outcome.needs


def test_a_p_value_at_the_edge_of_rounding_is_not_called_wrong():
    outcome = check_ratio_p(read("3.1"), read("1.51"), read("6.38"), read(".002"), comparator="<")
    assert outcome.verdict == "by_rounding"
    assert outcome.low == pytest.approx(0.00175, abs=5e-6)


def test_the_odds_ratio_of_a_table_is_right_and_its_cut_off_interval_is_no_error():
    table = TwoByTwo(59, 78, 52, 123)
    assert check_table_estimate(read("4.24"), table, "OR").verdict == "consistent"
    assert check_table_interval(read("2.3"), read("7.9"), table, "OR").verdict == "by_rounding"
    assert check_table_p(read(".001"), table, "<").verdict == "consistent"


def test_margins_and_an_odds_ratio_leave_one_table():
    tables = tables_that_fit(Margins(119, 36), read("5.085"), chi2=read("12.87"))
    assert tables == (TwoByTwo(60, 119, 6, 36),)
    assert tables[0].risk_ratio == pytest.approx(3.025, abs=5e-4)
    assert check_margins(Margins(119, 36), read("5.085"), chi2=read("12.87")).verdict == "consistent"
    assert [filled.value for filled in fill_table(Margins(119, 36), read("5.085"))] == [60, 6]
    assert check_table_chi2(read("12.87"), tables[0]).right
    assert check_table_chi2(read("14.87"), tables[0]).verdict == "inconsistent"


def test_a_before_after_p_value_names_the_correlation_it_needs():
    before, after = (read("24.9"), read("5.1")), (read("21.1"), read("2.9"))
    outcome = check_before_after(before, after, 19, read("0.001"), "<")
    assert outcome.verdict == "consistent"
    assert outcome.needs == "a correlation of at least .56"
    assert check_before_after(before, (read("24.8"), read("5.0")), 19, read("0.001"), "<").verdict == "cannot_tell"


def test_a_square_printed_as_degrees_of_freedom_is_told_apart_by_the_p_value():
    assert check_statistic("chi2", read("12.87"), (read("1"),), read("0.001"), comparator="<").right
    assert check_statistic("chi2", read("12.87"), (read("2"),), read("0.001"), comparator="<").verdict == "inconsistent"


@pytest.mark.parametrize(
    ("percent", "events", "total", "verdict"),
    [
        ("75.6", "59", "78", "consistent"),
        ("42.3", "52", "123", "consistent"),
        ("42", "52", "123", "consistent"),
        ("45.6", "52", "114", "consistent"),
        ("45.7", "52", "114", "inconsistent"),
        ("66.6", "2", "3", "by_rounding"),
        ("110", "11", "10", "inconsistent"),
        ("0", "0", "10", "consistent"),
        ("43", None, "10", "inconsistent"),
        ("40", None, "10", "consistent"),
        ("33.3", "7", None, "consistent"),
        ("66.7", "7", None, "inconsistent"),
    ],
)
def test_percents_are_held_against_their_counts(percent, events, total, verdict):
    assert check_share(read(percent), events and read(events), total and read(total)).verdict == verdict


def test_parts_add_up_to_their_whole():
    assert check_parts(read("155"), [read("36"), read("119")]).verdict == "consistent"
    assert check_parts(read("19"), [read("21"), read("2")], "difference").verdict == "consistent"
    assert check_parts(read("201"), [read("78"), read("124")]).verdict == "inconsistent"
    assert check_parts(read("100"), [read("33.3"), read("33.3"), read("33.3")]).verdict == "by_rounding"


def test_no_check_and_no_fill_lives_outside_the_register():
    registered = {identity.check for identity in REGISTER.identities.values()} | {
        fill for identity in REGISTER.identities.values() for fill in identity.fills
    }
    public = {name for name in measures.__all__ if name.startswith(("check_", "fill_"))}
    assert not {name for name in public if getattr(measures, name) not in registered}
    assert len(registered) > 60


def test_every_identity_has_a_name_a_formula_a_source_and_a_function_with_its_inputs():
    for identity in REGISTER.identities.values():
        assert identity.formula
        assert identity.source
        assert identity.check or identity.fills
        if identity.check:
            assert set(identity.inputs) <= set(inspect.signature(identity.check).parameters), identity.name


def test_an_interval_far_narrower_than_its_sds_is_found():
    first, second = MeanOf(read("0.96"), read("1.41"), 103), MeanOf(read("3.63"), read("2.20"), 96)
    outcome = check_means_interval(first, second, read("-2.86"), read("-2.49"))
    assert outcome.verdict == "inconsistent"
    assert outcome.low == pytest.approx(-3.19, abs=0.01)
    assert check_means_interval(first, second, read("-3.19"), read("-2.15")).right


def test_two_groups_their_p_and_the_mean_of_all():
    severe, mild = MeanOf(read("14.0"), read("4.9"), 21), MeanOf(read("17.3"), read("5.4"), 36)
    assert check_means_p(mild, severe, read(".023")).verdict == "consistent"
    assert check_mean_of_groups(read("16.1"), [(mild.mean, 36), (severe.mean, 21)]).verdict == "consistent"


def test_a_mean_and_sd_of_whole_numbers_that_real_scores_can_have():
    assert check_grim(read("24.9"), 19).verdict == "consistent"
    assert check_grimmer(read("24.9"), read("5.1"), 19).verdict == "consistent"
    assert check_grimmer(read("2.50"), read("0.49"), 4).verdict == "inconsistent"


def test_a_fold_change_told_in_round_words():
    assert fill_before_of_fold(read("164"), read("8")).value == 20.5
    assert check_fold(read("17"), read("164"), read("8")).verdict == "inconsistent"
    assert check_fold(read("20"), read("164"), read("8")).verdict == "consistent"


@pytest.mark.parametrize(("r", "p"), [("0.3741", "0.0004"), ("-0.10", "0.60"), ("0.42", "0.07"), ("0.77", "0.001"), ("0.6", "0.7")])
def test_a_correlation_and_its_p_value_tell_how_many_people_they_are_of(r: str, p: str) -> None:
    fitting = [people for people in range(3, 400) if check_statistic("r", read(r), (Printed.of(people - 2, 0),), read(p)).right]
    detail = check_statistic("r", read(r), (), read(p)).detail
    if fitting:
        assert (f"{fitting[0]} to {fitting[-1]} people fit" if len(fitting) > 1 else f"{fitting[0]} people fit") in detail
    else:
        assert "no number of people fits" in detail


def test_a_chi_square_without_degrees_of_freedom_names_those_that_fit() -> None:
    outcome = check_statistic("chi2", read("7.37"), (), read("0.007"))
    assert outcome.verdict == "cannot_tell"
    assert "1 fit" in outcome.detail


def test_a_correlation_whose_bracket_holds_the_people_says_so() -> None:
    outcome = check_statistic("r", read("-0.20"), (read("17"),), read("0.44"))
    assert outcome.verdict == "inconsistent"
    assert "17 to be the people" in outcome.needs
