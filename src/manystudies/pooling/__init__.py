"""Effects enter; `Pooled` results, or the reason why not, leave. Knows no papers."""

from manystudies.pooling.batch.rows import PooledRows, pool_rows
from manystudies.pooling.counts.events import pool_events
from manystudies.pooling.counts.models import CountModel
from manystudies.pooling.heterogeneity import TauMethod
from manystudies.pooling.influence import Influence, Influences, Step, Steps, cumulative, influence, leave_one_out
from manystudies.pooling.mantel_haenszel import Homogeneity, cochran_mantel_haenszel, homogeneity, mantel_haenszel_rates
from manystudies.pooling.multilevel.multilevel import Multilevel, RobustCoefficient, pool_dependent
from manystudies.pooling.network.additive import ComponentEffect, Components, pool_components
from manystudies.pooling.network.combinations import Combination, judge_combinations
from manystudies.pooling.network.contrast import Contrast
from manystudies.pooling.network.contributions import Contributions, contributions
from manystudies.pooling.network.designs import Designs, split_by_design
from manystudies.pooling.network.factorial import Interaction
from manystudies.pooling.network.identify import Identification
from manystudies.pooling.network.network import Islands, Network, NetworkEffect, pool_network
from manystudies.pooling.network.ranking import Rank, Ranking, rank_treatments
from manystudies.pooling.network.splits import Split, Splits, split_network
from manystudies.pooling.pool import pool
from manystudies.pooling.pooled import Method, Model, NotPooled, Pooled, PooledInterval, Test
from manystudies.pooling.regression import Coefficient, Predicted, Regression, meta_regression, permutation_p
from manystudies.pooling.selection import Selection, selection_model
from manystudies.pooling.small_study import AsymmetryTest, PetPeese, RankTest, SmallStudyEffects, small_study_effects
from manystudies.pooling.subgroups import Subgroup, Subgroups, pool_subgroups
from manystudies.pooling.trim_fill import TrimFill, trim_and_fill

__all__ = [
    "AsymmetryTest",
    "Coefficient",
    "Combination",
    "ComponentEffect",
    "Components",
    "Contrast",
    "Contributions",
    "CountModel",
    "Designs",
    "Homogeneity",
    "Identification",
    "Influence",
    "Influences",
    "Interaction",
    "Islands",
    "Method",
    "Model",
    "Multilevel",
    "Network",
    "NetworkEffect",
    "NotPooled",
    "PetPeese",
    "Pooled",
    "PooledInterval",
    "PooledRows",
    "Predicted",
    "Rank",
    "RankTest",
    "Ranking",
    "Regression",
    "RobustCoefficient",
    "Selection",
    "SmallStudyEffects",
    "Split",
    "Splits",
    "Step",
    "Steps",
    "Subgroup",
    "Subgroups",
    "TauMethod",
    "Test",
    "TrimFill",
    "cochran_mantel_haenszel",
    "contributions",
    "cumulative",
    "homogeneity",
    "influence",
    "judge_combinations",
    "leave_one_out",
    "mantel_haenszel_rates",
    "meta_regression",
    "permutation_p",
    "pool",
    "pool_components",
    "pool_dependent",
    "pool_events",
    "pool_network",
    "pool_rows",
    "pool_subgroups",
    "rank_treatments",
    "selection_model",
    "small_study_effects",
    "split_by_design",
    "split_network",
    "trim_and_fill",
]
