"""Weighted power sums: everything a pooling needs of its studies, at one value of τ².

With weights w = 1/(v + τ²) and estimates y, every estimator of this room is made of the nine sums Σ wᵃ yᵇ, a = 1…3, b = 0…2.
Estimates are centred first, so that the sums keep their digits when all studies lie far from zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


class Slopes(NamedTuple):
    """Quadratic forms of the projection P = W − WX(XᵀWX)⁻¹XᵀW at one τ², W = diag 1/(v + τ²).

    `q` = yᵀPy, `r` = yᵀPPy, `c` = yᵀPPPy, `a` = tr P, `b` = tr PP, `w` = Σw, `w2` = Σw².
    All of q, r, c, a, b, w fall as τ² grows: dq/dτ² = −r, dr/dτ² = −2c, da/dτ² = −b, dw/dτ² = −w2; and all are convex.
    """

    q: float
    r: float
    c: float
    a: float
    b: float
    w: float
    w2: float


class Remainder(Protocol):
    """What is left of estimates when their mean, or what moderators explain, is taken out: asked at any τ²."""

    @property
    def count(self) -> int:
        """How many estimates."""
        ...

    @property
    def df(self) -> int:
        """How many estimates beyond the coefficients."""
        ...

    @property
    def variances(self) -> FloatArray:
        """The variances of the estimates, shape (k,)."""
        ...

    def slopes(self, tau2: float) -> Slopes:
        """All quadratic forms and traces at `tau2`."""
        ...

    def q_and_r(self, tau2: float) -> tuple[float, float]:
        """The generalised Q and minus its derivative at `tau2`."""
        ...

    def log_information(self, tau2: float) -> float:
        """Log det XᵀWX at `tau2`, up to a constant."""
        ...

    def unweighted(self) -> tuple[float, float, float]:
        """What an unweighted fit leaves: Σe², its expectation tr MV, and tr MVMV, with M the projection onto what is left."""
        ...

    def crude(self) -> float:
        """The variance of the estimates as they stand, divisor k."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The estimates (centred) and variances of one meta-analysis, laid out for weighted sums."""

    centre: float
    variances: FloatArray
    features: FloatArray

    @classmethod
    def of(cls, estimates: Sequence[float] | FloatArray, variances: Sequence[float] | FloatArray) -> "Series":
        """Lay out estimates and variances, both of shape (k,)."""
        y = np.asarray(estimates, dtype=np.float64)
        v = np.asarray(variances, dtype=np.float64)
        weights = 1.0 / v
        centre = float(weights.dot(y) / weights.sum())
        features = np.empty((y.size, 3))
        features[:, 0] = 1.0
        np.subtract(y, centre, out=features[:, 1])
        np.multiply(features[:, 1], features[:, 1], out=features[:, 2])
        return cls(centre, v, features)

    @property
    def count(self) -> int:
        """How many studies."""
        return self.variances.size

    @property
    def df(self) -> int:
        """One fewer than studies."""
        return self.variances.size - 1

    def mean(self, tau2: float) -> tuple[float, float, float]:
        """The weighted mean (centred), Σw, and Q = Σ w (y − mean)² at `tau2`."""
        s0, s1, s2 = (1.0 / (self.variances + tau2)).dot(self.features).tolist()
        mean = s1 / s0
        return mean, s0, max(0.0, s2 - s1 * mean)

    def q_and_r(self, tau2: float) -> tuple[float, float]:
        """The generalised Q and minus its derivative at `tau2`."""
        w = 1.0 / (self.variances + tau2)
        s0, s1, s2 = w.dot(self.features).tolist()
        t0, t1, t2 = (w * w).dot(self.features).tolist()
        mean = s1 / s0
        return max(0.0, s2 - s1 * mean), max(0.0, t2 - 2.0 * mean * t1 + mean * mean * t0)

    def slopes(self, tau2: float) -> Slopes:
        """All quadratic forms and traces at `tau2`."""
        w = 1.0 / (self.variances + tau2)
        w2 = w * w
        s0, s1, s2 = w.dot(self.features).tolist()
        t0, t1, t2 = w2.dot(self.features).tolist()
        u0, u1, u2 = (w2 * w).dot(self.features).tolist()
        mean = s1 / s0
        ratio = t0 / s0
        r = max(0.0, t2 - 2.0 * mean * t1 + mean * mean * t0)
        pull = t1 - mean * t0
        c = max(0.0, u2 - 2.0 * mean * u1 + mean * mean * u0 - pull * pull / s0)
        return Slopes(max(0.0, s2 - s1 * mean), r, c, s0 - ratio, max(0.0, t0 - 2.0 * u0 / s0 + ratio * ratio), s0, t0)

    def log_information(self, tau2: float) -> float:
        """Log Σw at `tau2`."""
        return float(np.log((1.0 / (self.variances + tau2)).sum()))

    def unweighted(self) -> tuple[float, float, float]:
        """Σ(y − ȳ)², (1 − 1/k) Σv, and (1 − 2/k) Σv² + (Σv/k)²."""
        centred, v, k = self.features[:, 1], self.variances, self.count
        total = float(v.sum())
        mean = float(centred.sum()) / k
        squares = float(self.features[:, 2].sum()) - k * mean * mean
        return max(0.0, squares), total * (1.0 - 1.0 / k), float(v.dot(v)) * (1.0 - 2.0 / k) + (total / k) ** 2

    def crude(self) -> float:
        """Σ(y − ȳ)²/k."""
        return self.unweighted()[0] / self.count
