"""Effects enter; `Pooled` results, or the reason why not, leave. Knows no papers."""

from manystudies.pooling.heterogeneity import TauMethod
from manystudies.pooling.influence import Influence, Step, Steps, cumulative, influence, leave_one_out
from manystudies.pooling.pool import pool
from manystudies.pooling.pooled import Model, NotPooled, Pooled, PooledInterval, Test
from manystudies.pooling.regression import Coefficient, Predicted, Regression, meta_regression
from manystudies.pooling.small_study import AsymmetryTest, PetPeese, RankTest, SmallStudyEffects, small_study_effects
from manystudies.pooling.subgroups import Subgroup, Subgroups, pool_subgroups
from manystudies.pooling.trim_fill import TrimFill, trim_and_fill

__all__ = [
    "AsymmetryTest",
    "Coefficient",
    "Influence",
    "Model",
    "NotPooled",
    "PetPeese",
    "Pooled",
    "PooledInterval",
    "Predicted",
    "RankTest",
    "Regression",
    "SmallStudyEffects",
    "Step",
    "Steps",
    "Subgroup",
    "Subgroups",
    "TauMethod",
    "Test",
    "TrimFill",
    "cumulative",
    "influence",
    "leave_one_out",
    "meta_regression",
    "pool",
    "pool_subgroups",
    "small_study_effects",
    "trim_and_fill",
]
