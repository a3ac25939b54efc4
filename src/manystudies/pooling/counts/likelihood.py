"""Likelihoods of counts with a normal random effect, integrated where each study's own peak is.

A study has arms with counts y of n (or events y over time t); the linear predictor of arm j is o_j + α x_0j + θ x_j + τ z c_j,
z standard normal. The integral over z is taken by Gauss–Hermite quadrature moved to the peak of the integrand and scaled
to its width (adaptive quadrature), for all studies at once.

Source:
    Pinheiro & Bates (1995), Journal of Computational and Graphical Statistics 4, 12-35. https://doi.org/10.1080/10618600.1995.10474663
    Stijnen, Hamza & Özdemir (2010), Statistics in Medicine 29, 3046-3067. https://doi.org/10.1002/sim.4040
    Jackson et al. (2018), Statistics in Medicine 37, 1059-1085 (the models compared). https://doi.org/10.1002/sim.7588
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log, pi
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from manystudies.pooling.kernel import FloatArray

Family = Literal["binomial", "poisson"]
NODES = 21
_STEPS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Arms:
    """Counts of k studies in arms, all arrays (k, arms): events, people or time, offset, and how the random effect enters."""

    family: Family
    events: FloatArray
    total: FloatArray
    offset: FloatArray
    signs: FloatArray

    def terms(self, predictor: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Log likelihood without its constant, its slope and minus its curvature, for predictors (…, arms)."""
        if self.family == "poisson":
            rate = self.total * np.exp(np.minimum(predictor, 600.0))
            return self.events * predictor - rate, self.events - rate, rate
        share = 1.0 / (1.0 + np.exp(-np.clip(predictor, -600.0, 600.0)))
        value = self.events * predictor - self.total * np.logaddexp(0.0, predictor)
        return value, self.events - self.total * share, self.total * share * (1.0 - share)


def integrated(arms: Arms, predictor: FloatArray, tau: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Log of each study's likelihood at fixed predictors (k, arms), its slope and curvature in a shift of all arms; each (k,)."""
    value, slope, curve = arms.terms(predictor)
    if tau == 0.0:
        return value.sum(axis=1), slope.sum(axis=1), -curve.sum(axis=1)
    signs = tau * arms.signs
    peak = np.zeros(predictor.shape[0])
    for _ in range(_STEPS):
        _, slope, curve = arms.terms(predictor + signs * peak[:, None])
        step = ((signs * slope).sum(axis=1) - peak) / ((signs * signs * curve).sum(axis=1) + 1.0)
        peak += np.clip(step, -2.0, 2.0)
        if float(np.abs(step).max()) < 1e-10:  # noqa: PLR2004
            break
    _, _, curve = arms.terms(predictor + signs * peak[:, None])
    width = 1.0 / np.sqrt((signs * signs * curve).sum(axis=1) + 1.0)
    nodes, logs = _rule(NODES)
    z = peak[:, None] + width[:, None] * nodes[None, :]
    value, slope, curve = _wide(arms).terms(predictor[:, None, :] + signs[:, None, :] * z[:, :, None])
    density = value.sum(axis=2) - 0.5 * z * z + logs[None, :]
    top = density.max(axis=1)
    weights = np.exp(density - top[:, None])
    total = weights.sum(axis=1)
    shares = weights / total[:, None]
    once = slope.sum(axis=2)
    mean = (shares * once).sum(axis=1)
    bend = (shares * (once * once - curve.sum(axis=2))).sum(axis=1) - mean * mean
    return top + np.log(total) + np.log(width) - 0.5 * log(2.0 * pi), mean, bend


def laplace(arms: Arms, predictor: FloatArray, tau: float, sigma: float) -> FloatArray:
    """The same with a second random effect σ on all arms, by Laplace's approximation at the peak of both."""
    k = predictor.shape[0]
    loads = np.stack((np.full_like(arms.signs, sigma), tau * arms.signs), axis=2)
    z = np.zeros((k, 2))
    for _ in range(_STEPS):
        value, slope, curve = arms.terms(predictor + np.einsum("kjr,kr->kj", loads, z))
        information = np.einsum("kjr,kj,kjs->krs", loads, curve, loads) + np.eye(2)
        gradient = np.einsum("kjr,kj->kr", loads, slope) - z
        step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
        z += np.clip(step, -2.0, 2.0)
        if float(np.abs(step).max()) < 1e-10:  # noqa: PLR2004
            break
    value, _, curve = arms.terms(predictor + np.einsum("kjr,kr->kj", loads, z))
    information = np.einsum("kjr,kj,kjs->krs", loads, curve, loads) + np.eye(2)
    found: FloatArray = value.sum(axis=1) - 0.5 * (z * z).sum(axis=1) - 0.5 * np.linalg.slogdet(information)[1]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Conditional:
    """Events of the first arm given all events, over their whole support, studies one after the other.

    `support` and `weights` (log, adding up to 1 in each study) are flat; a study starts at `starts` and `owner` says whose
    each count is; `seen` is what was seen, less the least possible.
    """

    support: FloatArray
    weights: FloatArray
    owner: NDArray[np.intp]
    starts: NDArray[np.intp]
    seen: FloatArray

    @classmethod
    def of(cls, tables: Sequence[tuple[float, float, float, float]]) -> "Conditional":
        """The noncentral hypergeometric distributions of tables (events, people, events, people)."""
        from scipy.special import gammaln

        supports, weights, seen = [], [], []
        for a, n1, c, n2 in tables:
            events = a + c
            least = max(0.0, events - n2)
            x = np.arange(least, min(n1, events) + 1.0)
            ways = -(gammaln(x + 1) + gammaln(n1 - x + 1) + gammaln(events - x + 1) + gammaln(n2 - events + x + 1))
            supports.append(x - least)
            weights.append(ways - np.logaddexp.reduce(ways))
            seen.append(a - least)
        sizes = np.array([each.size for each in supports])
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
        owner = np.repeat(np.arange(len(supports)), sizes)
        return cls(np.concatenate(supports), np.concatenate(weights), owner, starts, np.array(seen))

    def terms(self, predictor: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Log likelihood, slope and minus curvature of each study at log odds ratios (k, nodes)."""
        support = self.support[:, None]
        tilted = self.weights[:, None] + support * predictor[self.owner]
        top = np.maximum.reduceat(tilted, self.starts, axis=0)
        mass = np.exp(tilted - top[self.owner])
        total = np.add.reduceat(mass, self.starts, axis=0)
        mass *= support
        mean = np.add.reduceat(mass, self.starts, axis=0) / total
        mass *= support
        square = np.add.reduceat(mass, self.starts, axis=0) / total
        seen = self.seen[:, None]
        chance = self.weights[self.starts + self.seen.astype(np.intp)][:, None]
        return chance + seen * predictor - top - np.log(total), seen - mean, np.maximum(0.0, square - mean * mean)

    def best(self) -> float:
        """The sum of the highest log likelihoods when each study has an odds ratio of its own."""
        last = np.concatenate((self.support[self.starts[1:] - 1], self.support[-1:]))
        inside = (self.seen > 0.0) & (self.seen < last)
        theta, reach, before = np.zeros((self.seen.size, 1)), np.full((self.seen.size, 1), 2.0), np.zeros((self.seen.size, 1))
        for _ in range(_STEPS):
            _, slope, curve = self.terms(theta)
            # A step that turns back has gone too far: the next ones are shorter.
            reach = np.where(slope * before < 0.0, 0.5 * reach, reach)
            step = np.clip(slope / np.maximum(curve, 1e-12), -reach, reach) * inside[:, None]
            theta, before = theta + step, slope
            if float(np.abs(step).max()) < 1e-10:  # noqa: PLR2004
                break
        # At an end of its support a study is certain in the limit, and its log likelihood is 0.
        return float(self.terms(theta)[0][inside].sum())


def integrated_conditional(given: Conditional, theta: float, tau: float) -> FloatArray:
    """Log of each study's conditional likelihood with a normal random effect on the log odds ratio, shape (k,)."""
    peak = np.zeros((given.seen.size, 1))
    if tau == 0.0:
        return given.terms(peak + theta)[0][:, 0]
    for _ in range(_STEPS):
        _, slope, curve = given.terms(theta + tau * peak)
        step = (tau * slope - peak) / (tau * tau * curve + 1.0)
        peak += np.clip(step, -2.0, 2.0)
        if float(np.abs(step).max()) < 1e-8:  # noqa: PLR2004
            break
    width = 1.0 / np.sqrt(tau * tau * curve + 1.0)
    nodes, logs = _rule(NODES)
    z = peak + width * nodes[None, :]
    density = given.terms(theta + tau * z)[0] - 0.5 * z * z + logs[None, :]
    found: FloatArray = np.logaddexp.reduce(density, axis=1) + np.log(width[:, 0]) - 0.5 * log(2.0 * pi)
    return found


@cache
def _rule(count: int) -> tuple[FloatArray, FloatArray]:
    """Gauss–Hermite nodes for ∫ f(z) dz and the logs of their weights e^{z²/2} w."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, np.log(weights) + 0.5 * nodes * nodes


def _wide(arms: Arms) -> Arms:
    """The same arms with an axis for nodes."""
    return Arms(arms.family, arms.events[:, None, :], arms.total[:, None, :], arms.offset[:, None, :], arms.signs[:, None, :])
