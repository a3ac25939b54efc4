"""Effects enter; `Pooled` results, or the reason why not, leave. Knows no papers."""

from manystudies.pooling.pool import pool
from manystudies.pooling.pooled import Model, NotPooled, Pooled, PooledInterval, TauMethod, Test
from manystudies.pooling.subgroups import Subgroup, Subgroups, pool_subgroups

__all__ = ["Model", "NotPooled", "Pooled", "PooledInterval", "Subgroup", "Subgroups", "TauMethod", "Test", "pool", "pool_subgroups"]
