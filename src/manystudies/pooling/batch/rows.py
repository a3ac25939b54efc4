"""One kernel for many meta-analyses: estimates and variances of shape (…, k), with a mask, to arrays of results (…).

A single meta-analysis is a batch of one: `pool_rows` of one row gives what `pool` gives.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from manystudies.errors import PoolingError
from manystudies.pooling.batch.variance import tau2_of_rows
from manystudies.pooling.heterogeneity import TauMethod
from manystudies.pooling.intervals import normal_quantile
from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.pooled import Model, Test
from manystudies.pooling.telling import Row, as_html, methods_paragraph, printed

# Numbers in a block: few enough to stay in the processor's cache, enough to make each call worth its while.
_BLOCK = 24576
_SHOWN = 100
"""Rows that a notebook shows."""


@dataclass(frozen=True, slots=True, eq=False)
class PooledRows:
    """Pooled results of many rows, each array of the shape of the rows; everything on the analysis scale.

    `count` is how many studies each row has; a row of none is not a number, a row of one is that study. `standard_error`
    belongs to the reported interval (`low`, `high`, `p`, made when asked for), `q` to the common effect.
    """

    count: FloatArray
    estimate: FloatArray
    standard_error: FloatArray
    tau2: FloatArray
    q: FloatArray
    i2: FloatArray
    test: Test
    level: float
    model: Model = "random"
    method: TauMethod = "REML"

    def __eq__(self, other: object) -> bool:
        """Whether all numbers are the same; what is not a number equals itself."""
        if not isinstance(other, PooledRows):
            return NotImplemented
        arrays = ("count", "estimate", "standard_error", "tau2", "q", "i2")
        return self._how() == other._how() and all(
            np.array_equal(getattr(self, name), getattr(other, name), equal_nan=True) for name in arrays
        )

    __hash__ = None  # type: ignore[assignment]

    def summary(self) -> str:
        """How many rows were pooled, and how they lie."""
        there = self.estimate[np.isfinite(self.estimate)]
        middle = f"; middle estimate {printed(float(np.median(there)))}" if there.size else ""
        return f"{self.estimate.size} rows pooled ({self.model} effects, {self.method if self.model == 'random' else 'IV'}){middle}"

    def rows(self) -> tuple[Row, ...]:
        """One row a row, in the order of the flattened arrays, on the analysis scale."""
        low, high = self.interval
        columns = {
            "studies": self.count,
            "estimate": self.estimate,
            "low": low,
            "high": high,
            "tau2": self.tau2,
            "q": self.q,
            "i2": self.i2,
        }
        values = zip(*(np.ravel(each).tolist() for each in columns.values()), strict=True)
        return tuple(dict(zip(columns, each, strict=True)) for each in values)

    def methods(self) -> str:
        """A paragraph for a methods section."""
        return methods_paragraph(
            model=self.model,
            method=self.method if self.model == "random" else "IV",
            tests=(self.test, "normal"),
            level=self.level,
            prediction=False,
            tau2_interval=False,
        )

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows()[:_SHOWN])

    def _how(self) -> tuple[str, float, str, str]:
        return self.test, self.level, self.model, self.method

    @property
    def interval(self) -> tuple[FloatArray, FloatArray]:
        """The lower and upper ends of the intervals."""
        reach = self._quantile() * self.standard_error
        return self.estimate - reach, self.estimate + reach

    @property
    def p(self) -> FloatArray:
        """Two-sided p-values of no effect."""
        from scipy.special import ndtr, stdtr

        with np.errstate(divide="ignore", invalid="ignore"):
            statistic = np.abs(self.estimate / self.standard_error)
        if self.test == "normal":
            return np.asarray(2.0 * ndtr(-statistic), dtype=np.float64)
        return np.asarray(2.0 * stdtr(self._df(), -statistic), dtype=np.float64)

    @property
    def q_p(self) -> FloatArray:
        """P-values of Cochran's Q."""
        from scipy.special import chdtrc

        found: FloatArray = np.where(self.count > 1.0, chdtrc(np.maximum(self.count - 1.0, 1.0), self.q), 1.0)
        return found

    @property
    def prediction(self) -> tuple[FloatArray, FloatArray]:
        """Prediction intervals with t(k − 1); not a number below three studies."""
        from scipy.special import stdtrit

        with np.errstate(invalid="ignore"):
            reach = stdtrit(np.where(self.count > 2.0, self.count - 1.0, np.nan), 0.5 + self.level / 2.0)  # noqa: PLR2004
            reach = reach * np.sqrt(self.tau2 + self.standard_error**2)
        return self.estimate - reach, self.estimate + reach

    def _df(self) -> FloatArray:
        return np.where(self.count > 1.0, self.count - 1.0, np.nan)

    def _quantile(self) -> FloatArray | float:
        if self.test == "normal":
            return normal_quantile(self.level)
        from scipy.special import stdtrit

        return np.asarray(stdtrit(self._df(), 0.5 + self.level / 2.0), dtype=np.float64)


def pool_rows(
    estimates: FloatArray,
    variances: FloatArray,
    *,
    mask: NDArray[np.bool_] | None = None,
    model: Model = "random",
    method: TauMethod = "REML",
    test: Test = "normal",
    level: float = 0.95,
) -> PooledRows:
    """Pool along the last axis: arrays (…, k) of estimates and variances; `mask` is true where a study is there.

    Cost is linear in rows and studies, in blocks that fit the processor's cache. τ² by REML and ML is the highest maximum
    of the likelihood in every row, as in `pool`.

    Raises:
        PoolingError: shapes differ, or a study that is there has no finite estimate or no finite variance above 0.
    """
    y, v = np.asarray(estimates, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    if y.shape != v.shape or y.ndim < 1 or (mask is not None and mask.shape != y.shape):
        raise PoolingError(f"Rows need estimates, variances and a mask of one shape; found {y.shape} and {v.shape}.")
    shape, k = y.shape[:-1], y.shape[-1]
    rows = int(np.prod(shape, dtype=np.int64))
    y, v = y.reshape(rows, k), v.reshape(rows, k)
    there = None if mask is None else np.asarray(mask, dtype=bool).reshape(rows, k)
    out = np.empty((6, rows))
    size = max(1, _BLOCK // max(1, k))
    for start in range(0, rows, size):
        part = slice(start, min(rows, start + size))
        _block(y[part], v[part], None if there is None else there[part], out[:, part], (model, method, test))
    found = [each.reshape(shape) for each in out]
    return PooledRows(found[0], found[1], found[2], found[3], found[4], found[5], test, level, model, method)


def _block(y: FloatArray, v: FloatArray, there: NDArray[np.bool_] | None, out: FloatArray, how: tuple[Model, TauMethod, Test]) -> None:
    """Pool one block of rows (n, k) into `out`: count, estimate, error, τ², Q, I²."""
    model, method, test = how
    y, v = np.ascontiguousarray(y.T), np.ascontiguousarray(v.T)
    count = np.full(y.shape[1], float(y.shape[0]))
    if there is not None:
        there = there.T
        count = there.sum(axis=0).astype(np.float64)
        y, v = np.where(there, y, 0.0), np.where(there, v, np.inf)
        whole = bool(np.isfinite(v[there]).all())
    else:
        whole = float(v.max()) < np.inf
    df = count - 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        w = 1.0 / v
        total = w.sum(axis=0)
        mean = (w * y).sum(axis=0) / total
        # An estimate that is not finite leaves none in its row.
        if not (whole and float(v.min()) > 0.0 and np.isfinite(mean[count > 0.0]).all()):
            raise PoolingError("Every study that is there needs a finite estimate and a finite variance above 0.")
        left = y - mean
        q = (w * left * left).sum(axis=0)
        typical = df / (total - (w * w).sum(axis=0) / total)
        tau2 = np.zeros_like(q)
        if model == "random":
            tau2 = np.maximum(0.0, (q / df - 1.0) * typical) if method == "DL" else tau2_of_rows(y, v, count, method)
            tau2 = np.where(df >= 1.0, tau2, 0.0)
            w = 1.0 / (v + tau2)
            total = w.sum(axis=0)
            mean = (w * y).sum(axis=0) / total
            out[5] = np.where(df >= 1.0, tau2 / (tau2 + typical), 0.0)
        else:
            out[5] = np.where(q > df, 1.0 - df / q, 0.0)
        error = 1.0 / np.sqrt(total)
        if test in {"hartung-knapp", "hartung-knapp never narrower"}:
            left = y - mean
            factor = (w * left * left).sum(axis=0) / df
            error = error * np.sqrt(factor if test == "hartung-knapp" else np.maximum(1.0, factor))
    out[0], out[1], out[2], out[3], out[4] = count, np.where(count > 0.0, mean, np.nan), np.where(count > 0.0, error, np.nan), tau2, q
