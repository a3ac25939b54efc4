"""Effects enter; `Pooled` results, or the reason why not, leave. Knows no papers."""

from manystudies.pooling.pooled import Model, NotPooled, Pooled, PooledInterval, TauMethod, Test

__all__ = ["Model", "NotPooled", "Pooled", "PooledInterval", "TauMethod", "Test"]
