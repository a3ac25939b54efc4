"""Printed numbers enter; verdicts of the register of identities and `Effect`s leave. Knows no papers."""

from manystudies.measures.adjustment import leave_open_difference, leave_open_interval, leave_open_p
from manystudies.measures.assumed_risk import (
    BASELINES,
    AbsoluteEffect,
    absolute_effect,
    fill_risk_difference,
    fill_risk_ratio,
    odds_ratio_at,
    risk_ratio_at,
)
from manystudies.measures.box import Box
from manystudies.measures.change import (
    check_before_after,
    check_change,
    check_fold,
    check_percent_change,
    correlation_needed,
    fill_before_of_fold,
    fill_change,
    fill_correlation,
    fill_sd_of_change,
    paired_p,
)
from manystudies.measures.change_effects import effects_of_changes
from manystudies.measures.conversions import odds_ratio_of_smd, smd_of_odds_ratio
from manystudies.measures.count_and_mean_effects import (
    effect_from_change,
    effect_from_counts,
    effect_from_mean,
    effect_from_means,
    effect_from_rates,
    effect_from_share,
    effect_from_values,
)
from manystudies.measures.counts_effects import AddTo, effects_of_counts
from manystudies.measures.effect import LOG_MEASURES, Effect, Measure
from manystudies.measures.estimates import Estimates
from manystudies.measures.grids import check_debit, check_grim, check_grimmer
from manystudies.measures.groups import (
    SPREADS_ARE_ERRORS,
    MeanOf,
    check_means_difference,
    check_means_interval,
    check_means_p,
    check_sd_and_error,
    fill_means_difference,
    fill_sd_from_difference_interval,
    fill_sd_from_error,
    fill_sd_from_interval,
    fill_sd_from_p,
    fill_sd_from_t,
)
from manystudies.measures.hazards import fill_log_standard_error_from_events
from manystudies.measures.identity import Filled, Identity, IdentityKind, Outcome, Register, Verdict
from manystudies.measures.inconsistency import check_i_squared, fill_q
from manystudies.measures.intervals import (
    check_difference_interval,
    check_ratio_interval,
    fill_difference,
    fill_log_standard_error,
    fill_ratio,
    fill_standard_error,
)
from manystudies.measures.means_effects import effects_of_means
from manystudies.measures.normal import normal_quantile, p_of_z, z_of_level, z_of_p
from manystudies.measures.printed import Comparator, Printed
from manystudies.measures.quantile_fits import fill_by_box_cox, fill_by_fit
from manystudies.measures.quantiles import Quantiles, fill_mean_of_quantiles, fill_sd_of_quantiles, looks_skewed
from manystudies.measures.rank_tests import check_rank_test
from manystudies.measures.rate_effects import effects_of_rate, effects_of_rates
from manystudies.measures.reconstruction import Margins, check_margins, fill_table, tables_that_fit
from manystudies.measures.reductions import (
    check_coefficient,
    check_number_needed,
    check_rate,
    check_relative_change,
    fill_coefficient,
    fill_ratio_of_change,
)
from manystudies.measures.register import REGISTER
from manystudies.measures.rounding import Range, Rounding, range_of
from manystudies.measures.scale import back_transformed
from manystudies.measures.scales import check_limit, check_on_scale, check_sd_on_scale, sd_limits
from manystudies.measures.share_effects import effects_of_correlations, effects_of_mean, effects_of_reliability, effects_of_shares
from manystudies.measures.shares import check_share, events_that_fit, fill_events, fill_percent, fill_total, totals_that_fit
from manystudies.measures.significance import (
    Tails,
    check_difference_p,
    check_ratio_p,
    fill_log_standard_error_from_p,
    fill_p_of_difference,
    fill_p_of_ratio,
    fill_standard_error_from_p,
)
from manystudies.measures.single_groups import (
    check_mean_interval,
    check_mean_of_groups,
    check_order,
    check_sd_and_range,
    check_share_interval,
    fill_mean_of_groups,
)
from manystudies.measures.standardised import check_standardised, fill_log_odds_ratio, fill_standardised_of_t
from manystudies.measures.statistic import Statistic, check_statistic, decision_differs, fill_p, p_of_statistic, p_range
from manystudies.measures.study_effects import (
    effect_from_difference_interval,
    effect_from_difference_p,
    effect_from_ratio_interval,
    effect_from_ratio_p,
)
from manystudies.measures.sums import check_parts, fill_part, fill_whole
from manystudies.measures.table_checks import (
    check_table_chi2,
    check_table_estimate,
    check_table_interval,
    check_table_p,
    fill_table_estimate,
    fill_table_p,
)
from manystudies.measures.tails import chi2_quantile_of, chi2_tail, student_quantile, student_tail
from manystudies.measures.two_by_two import TwoByTwo
from manystudies.measures.units import VITAMIN_D, Factor, check_conversion, fill_converted
from manystudies.measures.wording import shown, shown_p

__all__ = [
    "BASELINES",
    "LOG_MEASURES",
    "REGISTER",
    "SPREADS_ARE_ERRORS",
    "VITAMIN_D",
    "AbsoluteEffect",
    "AddTo",
    "Box",
    "Comparator",
    "Effect",
    "Estimates",
    "Factor",
    "Filled",
    "Identity",
    "IdentityKind",
    "Margins",
    "MeanOf",
    "Measure",
    "Outcome",
    "Printed",
    "Quantiles",
    "Range",
    "Register",
    "Rounding",
    "Statistic",
    "Tails",
    "TwoByTwo",
    "Verdict",
    "absolute_effect",
    "back_transformed",
    "check_before_after",
    "check_change",
    "check_coefficient",
    "check_conversion",
    "check_debit",
    "check_difference_interval",
    "check_difference_p",
    "check_fold",
    "check_grim",
    "check_grimmer",
    "check_i_squared",
    "check_limit",
    "check_margins",
    "check_mean_interval",
    "check_mean_of_groups",
    "check_means_difference",
    "check_means_interval",
    "check_means_p",
    "check_number_needed",
    "check_on_scale",
    "check_order",
    "check_parts",
    "check_percent_change",
    "check_rank_test",
    "check_rate",
    "check_ratio_interval",
    "check_ratio_p",
    "check_relative_change",
    "check_sd_and_error",
    "check_sd_and_range",
    "check_sd_on_scale",
    "check_share",
    "check_share_interval",
    "check_standardised",
    "check_statistic",
    "check_table_chi2",
    "check_table_estimate",
    "check_table_interval",
    "check_table_p",
    "chi2_quantile_of",
    "chi2_tail",
    "correlation_needed",
    "decision_differs",
    "effect_from_change",
    "effect_from_counts",
    "effect_from_difference_interval",
    "effect_from_difference_p",
    "effect_from_mean",
    "effect_from_means",
    "effect_from_rates",
    "effect_from_ratio_interval",
    "effect_from_ratio_p",
    "effect_from_share",
    "effect_from_values",
    "effects_of_changes",
    "effects_of_correlations",
    "effects_of_counts",
    "effects_of_mean",
    "effects_of_means",
    "effects_of_rate",
    "effects_of_rates",
    "effects_of_reliability",
    "effects_of_shares",
    "events_that_fit",
    "fill_before_of_fold",
    "fill_by_box_cox",
    "fill_by_fit",
    "fill_change",
    "fill_coefficient",
    "fill_converted",
    "fill_correlation",
    "fill_difference",
    "fill_events",
    "fill_log_odds_ratio",
    "fill_log_standard_error",
    "fill_log_standard_error_from_events",
    "fill_log_standard_error_from_p",
    "fill_mean_of_groups",
    "fill_mean_of_quantiles",
    "fill_means_difference",
    "fill_p",
    "fill_p_of_difference",
    "fill_p_of_ratio",
    "fill_part",
    "fill_percent",
    "fill_q",
    "fill_ratio",
    "fill_ratio_of_change",
    "fill_risk_difference",
    "fill_risk_ratio",
    "fill_sd_from_difference_interval",
    "fill_sd_from_error",
    "fill_sd_from_interval",
    "fill_sd_from_p",
    "fill_sd_from_t",
    "fill_sd_of_change",
    "fill_sd_of_quantiles",
    "fill_standard_error",
    "fill_standard_error_from_p",
    "fill_standardised_of_t",
    "fill_table",
    "fill_table_estimate",
    "fill_table_p",
    "fill_total",
    "fill_whole",
    "leave_open_difference",
    "leave_open_interval",
    "leave_open_p",
    "looks_skewed",
    "normal_quantile",
    "odds_ratio_at",
    "odds_ratio_of_smd",
    "p_of_statistic",
    "p_of_z",
    "p_range",
    "paired_p",
    "range_of",
    "risk_ratio_at",
    "sd_limits",
    "shown",
    "shown_p",
    "smd_of_odds_ratio",
    "student_quantile",
    "student_tail",
    "tables_that_fit",
    "totals_that_fit",
    "z_of_level",
    "z_of_p",
]
