"""The one list of identities: no check and no imputation lives outside it."""

from manystudies.measures.assumed_risk import ABSOLUTE, RISK_RATIO_AT
from manystudies.measures.change import BEFORE_AFTER, CHANGE, FOLD, PERCENT_CHANGE
from manystudies.measures.grids import DEBIT, GRIM, GRIMMER
from manystudies.measures.groups import MEANS_DIFFERENCE, MEANS_INTERVAL, MEANS_P, SPREAD
from manystudies.measures.hazards import HAZARD_EVENTS
from manystudies.measures.identity import Register
from manystudies.measures.inconsistency import I_SQUARED
from manystudies.measures.intervals import DIFFERENCE_INTERVAL, RATIO_INTERVAL
from manystudies.measures.quantile_fits import BOX_COX, FITTED
from manystudies.measures.quantiles import MEAN_OF_QUANTILES, SD_OF_QUANTILES
from manystudies.measures.rank_tests import RANK_TEST
from manystudies.measures.reconstruction import RECONSTRUCTION
from manystudies.measures.reductions import COEFFICIENT, NUMBER_NEEDED, RATE, RELATIVE_CHANGE
from manystudies.measures.scales import LIMIT, ON_SCALE, SD_ON_SCALE
from manystudies.measures.shares import SHARE
from manystudies.measures.significance import DIFFERENCE_P, RATIO_P
from manystudies.measures.single_groups import MEAN_INTERVAL, ORDER, SD_AND_RANGE, SHARE_INTERVAL, WEIGHTED_MEAN
from manystudies.measures.standardised import STANDARDISED, STANDARDISED_ODDS
from manystudies.measures.statistic import STATISTIC
from manystudies.measures.sums import PARTS
from manystudies.measures.table_checks import TABLE_CHI2, TABLE_ESTIMATE, TABLE_INTERVAL, TABLE_P
from manystudies.measures.units import UNITS

REGISTER = Register.of(
    (
        SHARE, PARTS, RATIO_INTERVAL, DIFFERENCE_INTERVAL, RATIO_P, DIFFERENCE_P, STATISTIC, TABLE_ESTIMATE, TABLE_INTERVAL, TABLE_CHI2, TABLE_P,
        RECONSTRUCTION, GRIM, GRIMMER, DEBIT, ON_SCALE, SD_ON_SCALE, LIMIT, CHANGE, BEFORE_AFTER, PERCENT_CHANGE, FOLD, MEANS_P, MEANS_INTERVAL,
        MEANS_DIFFERENCE, SPREAD, UNITS, RISK_RATIO_AT, ABSOLUTE, MEAN_OF_QUANTILES, SD_OF_QUANTILES,
        BOX_COX, FITTED, RELATIVE_CHANGE, NUMBER_NEEDED, COEFFICIENT, RATE, SHARE_INTERVAL, MEAN_INTERVAL, SD_AND_RANGE, ORDER, WEIGHTED_MEAN,
        RANK_TEST, I_SQUARED, STANDARDISED, STANDARDISED_ODDS, HAZARD_EVENTS,
    )
)  # fmt: skip
"""Every identity, read backward by its `check` and forward by its `fills`."""
