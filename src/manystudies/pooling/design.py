"""A weighted linear model at any τ²: what moderators explain and what they leave, for any design matrix of full rank.

The columns are made orthonormal under the weights of τ² = 0 first, so that years and doses need no centring by hand.
"""

from dataclasses import dataclass
from math import log, nan

import numpy as np

from manystudies.errors import PoolingError
from manystudies.pooling.kernel import Crude, FloatArray, Slopes


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Coefficients and their model-based covariance at one τ²; `q` is what is left, in weighted squares."""

    coefficients: FloatArray
    covariance: FloatArray
    q: float


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Estimates (k,), variances (k,) and moderators (k, p), laid out for weighted fits. Make one with `of`."""

    estimates: FloatArray
    variances: FloatArray
    columns: FloatArray
    start: FloatArray
    basis: FloatArray
    left: FloatArray
    triangle: FloatArray

    @classmethod
    def of(cls, estimates: FloatArray, variances: FloatArray, columns: FloatArray) -> "Design":
        """Lay out a model whose columns include the intercept, if it is to have one.

        Raises:
            PoolingError: the columns depend on each other, or are more than the estimates.
        """
        k, p = columns.shape
        root = np.sqrt(variances)
        if p > k:
            raise PoolingError(f"A model of {p} coefficients needs at least as many estimates; found {k}.")
        scale = np.sqrt((columns * columns).sum(axis=0))
        if not (scale > 0.0).all():
            raise PoolingError("A moderator needs at least one value that is not zero.")
        q, r = np.linalg.qr(columns / scale / root[:, None])
        sizes = np.abs(np.diag(r))
        if sizes.min() <= 1e-10 * sizes.max():
            raise PoolingError("Moderators must not depend on each other; one of them is a combination of the others.")
        basis = q * root[:, None]
        start = np.linalg.solve(r, q.T @ (estimates / root)) / scale
        left = estimates - columns @ start
        return cls(estimates, variances, columns, start, basis, left, r * scale)

    @property
    def count(self) -> int:
        """How many estimates."""
        return self.variances.size

    @property
    def df(self) -> int:
        """How many estimates beyond the coefficients."""
        return int(self.variances.size - self.basis.shape[1])

    def fit(self, tau2: float) -> Fit:
        """The coefficients at `tau2`, with covariance (XᵀWX)⁻¹."""
        w, inverse, move, e = self._residuals(tau2)
        back = np.linalg.inv(self.triangle)
        coefficients = self.start + back @ move
        return Fit(coefficients, back @ inverse @ back.T, float((w * e).dot(e)))

    def residuals(self, tau2: float) -> FloatArray:
        """The estimates minus their fitted values at `tau2`."""
        return self._residuals(tau2)[3]

    def leverages(self, tau2: float) -> FloatArray:
        """The diagonal of the hat matrix at `tau2`, shape (k,); they add up to the number of coefficients."""
        w, inverse, _, _ = self._residuals(tau2)
        shares: FloatArray = np.einsum("ij,jk,ik->i", self.basis, inverse, self.basis) * w
        return shares

    def q_and_r(self, tau2: float) -> tuple[float, float]:
        """The generalised Q and minus its derivative at `tau2`."""
        w, _, _, e = self._residuals(tau2)
        we = w * e
        return float(we.dot(e)), float(we.dot(we))

    def slopes(self, tau2: float) -> Slopes:
        """All quadratic forms and traces at `tau2`."""
        w, inverse, _, e = self._residuals(tau2)
        weighted = self.basis * w[:, None]
        w2, we = w * w, w * e
        # M⁻¹XᵀW²X and diag(X M⁻¹XᵀW), whose traces with powers of w are those of the parts of P.
        shares = weighted @ inverse
        second = weighted.T @ shares
        leverage = np.einsum("ij,ij->i", shares, weighted)
        pull = weighted.T @ we
        squares = we * we
        total, total2 = float(w.sum()), float(w2.sum())
        return Slopes(
            float(we.dot(e)),
            float(squares.sum()),
            max(0.0, float(w.dot(squares)) - float(pull @ inverse @ pull)),
            total - float(leverage.sum()),
            max(0.0, total2 - 2.0 * float(w.dot(leverage)) + float(np.einsum("ij,ji->", second, second))),
            total,
            total2,
            nan,
            nan,
        )

    def log_information(self, tau2: float) -> float:
        """Log det XᵀWX at `tau2`, columns as given."""
        w = 1.0 / (self.variances + tau2)
        _, value = np.linalg.slogdet((self.basis * w[:, None]).T @ self.basis)
        return float(value) + 2.0 * sum(log(abs(size)) for size in np.diag(self.triangle).tolist())

    def unweighted(self) -> Crude:
        """What an unweighted fit leaves."""
        q, _ = np.linalg.qr(self.basis)
        left = self.left - q @ (q.T @ self.left)
        v = self.variances
        return Crude(float(left.dot(left)), float((v * left).dot(left)), float(v.dot(1.0 - (q * q).sum(axis=1))))

    def sampling_spread(self) -> float:
        """The trace of MVMV, M the projection onto what an unweighted fit leaves."""
        q, _ = np.linalg.qr(self.basis)
        v = self.variances
        within = (q * v[:, None]).T @ q
        return float((v * v).dot(1.0 - 2.0 * (q * q).sum(axis=1)) + (within * within).sum())

    def crude(self) -> float:
        """The variance of the estimates as they stand, divisor k."""
        return float(self.estimates.var())

    def _residuals(self, tau2: float) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        w = 1.0 / (self.variances + tau2)
        weighted = self.basis * w[:, None]
        inverse: FloatArray = np.asarray(np.linalg.inv(weighted.T @ self.basis), dtype=np.float64)
        move = inverse @ (weighted.T @ self.left)
        return w, inverse, move, self.left - self.basis @ move
