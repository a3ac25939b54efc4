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

    `q` = yᵀPy, `r` = yᵀPPy, `c` = yᵀPPPy, `a` = tr P, `b` = tr PP, `w` = Σw, `w2` = Σw²; `mean` is the (centred) weighted
    mean of a plain pooling and `drift` its slope in τ², not numbers where there are moderators.
    All of q, r, c, a, b, w fall as τ² grows: dq/dτ² = −r, dr/dτ² = −2c, da/dτ² = −b, dw/dτ² = −w2; and all are convex.
    """

    q: float
    r: float
    c: float
    a: float
    b: float
    w: float
    w2: float
    mean: float
    drift: float

    def moved(self, step: float) -> "Slopes":
        """The same a tiny step of τ² further; wrong by the square of the step, c and b by the step itself."""
        return Slopes(
            self.q - step * self.r,
            self.r - 2.0 * step * self.c,
            self.c,
            self.a - step * self.b,
            self.b,
            self.w - step * self.w2,
            self.w2,
            self.mean + step * self.drift,
            self.drift,
        )


class Crude(NamedTuple):
    """What an unweighted fit leaves, e: `squares` = Σe², `pulled` = Σve², and `sampling` = tr MV, expected of Σe² by sampling alone."""

    squares: float
    pulled: float
    sampling: float


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

    def unweighted(self) -> Crude:
        """What an unweighted fit leaves."""
        ...

    def sampling_spread(self) -> float:
        """The trace of MVMV, M the projection onto what an unweighted fit leaves."""
        ...

    def crude(self) -> float:
        """The variance of the estimates as they stand, divisor k."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The estimates (centred) and variances of one meta-analysis, laid out for weighted sums.

    `features` has the columns 1, y, y²; `scratch` is room for three powers of the weights and each of its rows, written anew
    at every look, so that one series serves one thread.
    """

    centre: float
    variances: FloatArray
    features: FloatArray
    scratch: tuple[FloatArray, FloatArray, FloatArray, FloatArray]

    @classmethod
    def of(cls, estimates: Sequence[float] | FloatArray, variances: Sequence[float] | FloatArray) -> "Series":
        """Lay out estimates and variances, both of shape (k,)."""
        v = np.asarray(variances, np.float64)
        features = np.ones((v.size, 3))
        column = features[:, 1]
        column[:] = np.asarray(estimates, np.float64)
        total, pulled, _ = (1.0 / v).dot(features).tolist()
        centre = pulled / total
        column -= centre
        np.multiply(column, column, features[:, 2])
        powers = np.empty((3, v.size))
        return cls(centre, v, features, (powers, *powers))

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
        powers, w, w2, _ = self.scratch
        np.add(self.variances, tau2, w)
        np.reciprocal(w, w)
        np.multiply(w, w, w2)
        (s0, s1, s2), (t0, t1, t2) = powers[:2].dot(self.features).tolist()
        mean = s1 / s0
        q, r = s2 - s1 * mean, t2 + mean * (mean * t0 - 2.0 * t1)
        return max(0.0, q), max(0.0, r)

    def slopes(self, tau2: float) -> Slopes:
        """All quadratic forms and traces at `tau2`."""
        powers, w, w2, w3 = self.scratch
        np.add(self.variances, tau2, w)
        np.reciprocal(w, w)
        np.multiply(w, w, w2)
        np.multiply(w2, w, w3)
        (s0, s1, s2), (t0, t1, t2), (u0, u1, u2) = powers.dot(self.features).tolist()
        mean, ratio = s1 / s0, t0 / s0
        pull = t1 - mean * t0
        q, r = s2 - s1 * mean, t2 + mean * (mean * t0 - 2.0 * t1)
        c = u2 + mean * (mean * u0 - 2.0 * u1) - pull * pull / s0
        b = t0 - 2.0 * u0 / s0 + ratio * ratio
        # Sums of squares; below zero only by rounding.
        return Slopes(max(0.0, q), max(0.0, r), max(0.0, c), s0 - ratio, max(0.0, b), s0, t0, mean, -pull / s0)

    def log_information(self, tau2: float) -> float:
        """Log Σw at `tau2`."""
        return float(np.log((1.0 / (self.variances + tau2)).sum()))

    def unweighted(self) -> Crude:
        """Σ(y − ȳ)², Σv(y − ȳ)² and (1 − 1/k) Σv."""
        k = self.variances.size
        powers, first, second, _ = self.scratch
        first.fill(1.0)
        second[:] = self.variances
        (_, s1, s2), (v0, v1, v2) = powers[:2].dot(self.features).tolist()
        mean = s1 / k
        return Crude(max(0.0, s2 - s1 * mean), max(0.0, v2 - 2.0 * mean * v1 + mean * mean * v0), v0 * (1.0 - 1.0 / k))

    def sampling_spread(self) -> float:
        """(1 − 2/k) Σv² + (Σv/k)²."""
        v, k = self.variances, self.count
        return float(v.dot(v)) * (1.0 - 2.0 / k) + (float(v.sum()) / k) ** 2

    def crude(self) -> float:
        """Σ(y − ȳ)²/k."""
        return self.unweighted().squares / self.count
