"""Effects enter; `Pooled` results, or the reason why not, leave. Knows no papers."""

from manystudies.pooling.heterogeneity import TauMethod
from manystudies.pooling.pool import pool
from manystudies.pooling.pooled import Model, NotPooled, Pooled, PooledInterval, Test
from manystudies.pooling.regression import Coefficient, Predicted, Regression, meta_regression
from manystudies.pooling.subgroups import Subgroup, Subgroups, pool_subgroups

__all__ = [
    "Coefficient",
    "Model",
    "NotPooled",
    "Pooled",
    "PooledInterval",
    "Predicted",
    "Regression",
    "Subgroup",
    "Subgroups",
    "TauMethod",
    "Test",
    "meta_regression",
    "pool",
    "pool_subgroups",
]
