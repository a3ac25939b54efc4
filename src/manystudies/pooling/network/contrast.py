"""What a trial of several treatments says, as one vector with its covariance.

A trial of m arms has m − 1 independent contrasts. Their covariances follow from the variances of all its contrasts:
cov(A − C, B − C) = (v_AC + v_BC − v_AB)/2, so that no result depends on which arm is written first.

Source:
    Rücker & Schwarzer (2014), Statistics in Medicine 33, 4353-4369. https://doi.org/10.1002/sim.6236
    Franchini et al. (2012), Research Synthesis Methods 3, 142-160 (covariances from contrasts). https://doi.org/10.1002/jrsm.1049
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from manystudies.errors import PoolingError
from manystudies.measures import Effect
from manystudies.pooling.kernel import FloatArray

# Contrasts of one trial may disagree by the rounding of a page, not by more: a twentieth of a standard error.
_ROUNDING = 0.05


@dataclass(frozen=True, slots=True)
class Contrast:
    """One trial's effect of `first` against `second` (first minus second on the analysis scale)."""

    study: str
    first: str
    second: str
    effect: Effect

    def __post_init__(self) -> None:
        if not self.first or self.first == self.second:
            raise PoolingError(f"{self.study}: a contrast needs two treatments; found {self.first!r} and {self.second!r}.")


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One trial: its treatments in order of name, the effects of all but the first against the first, and their covariance."""

    study: str
    treatments: tuple[str, ...]
    estimates: FloatArray
    covariance: FloatArray


def trials_of(contrasts: Sequence[Contrast]) -> tuple[Trial, ...] | str:
    """The trials behind contrasts, in order of first appearance; or the sentence that says which cannot be used and why."""
    by_study: dict[str, list[Contrast]] = {}
    for contrast in contrasts:
        by_study.setdefault(contrast.study, []).append(contrast)
    trials = []
    for study, members in by_study.items():
        trial = _pair(members[0]) if len(members) == 1 else _several(study, members)
        if isinstance(trial, str):
            return trial
        trials.append(trial)
    return tuple(trials)


def whitened(trial: Trial) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Turn a trial into independent rows, whatever τ² is: a transform T (m − 1, m − 1), its estimates T·y and their variances d.

    Random effects of a trial of m arms have covariance τ²Σ, Σ = ½(I + J). With TΣTᵀ = I and TVTᵀ = diag(d) each row has
    variance d + τ², so that the trial is m − 1 studies of a plain meta-regression.
    """
    n = trial.estimates.size
    if n == 1:
        return np.ones((1, 1)), trial.estimates, trial.covariance[0]
    average = np.full((n, n), 1.0 / n)
    root = sqrt(2.0) * (np.eye(n) - average) + sqrt(2.0 / (n + 1)) * average
    variances, vectors = np.linalg.eigh(root @ trial.covariance @ root)
    transform = np.asarray(vectors.T @ root, dtype=np.float64)
    return transform, transform @ trial.estimates, variances


def _pair(contrast: Contrast) -> Trial:
    sign = 1.0 if contrast.first > contrast.second else -1.0
    low, high = sorted((contrast.first, contrast.second))
    return Trial(contrast.study, (low, high), np.array([sign * contrast.effect.estimate]), np.array([[contrast.effect.variance]]))


def _several(study: str, members: list[Contrast]) -> Trial | str:
    treatments = tuple(sorted({name for member in members for name in (member.first, member.second)}))
    m = len(treatments)
    place = {name: index for index, name in enumerate(treatments)}
    effect, variance = np.zeros((m, m)), np.zeros((m, m))
    seen: set[frozenset[str]] = set()
    for member in members:
        pair = frozenset((member.first, member.second))
        if pair in seen:
            return f"{study} gives one comparison twice; its people may not be counted twice."
        seen.add(pair)
        i, j = place[member.first], place[member.second]
        effect[i, j], effect[j, i] = member.effect.estimate, -member.effect.estimate
        variance[i, j] = variance[j, i] = member.effect.variance
    if len(seen) < m * (m - 1) // 2:
        return f"{study} has more than two arms but not every comparison of them, so that what they share is unknown."
    covariance = (variance[1:, :1] + variance[:1, 1:] - variance[1:, 1:]) / 2.0
    if np.linalg.eigvalsh(covariance)[0] <= 1e-12 * covariance.max():
        return f"{study} gives standard errors of its comparisons that cannot belong together."
    # Rows of contrasts may be rounded: the mean over all routes is free of the choice of arm.
    estimates = effect.mean(axis=1)[1:] - effect.mean(axis=1)[0]
    routes = np.concatenate(([0.0], estimates))
    apart = np.abs(effect - (routes[:, None] - routes[None, :]))
    if (apart > _ROUNDING * np.sqrt(variance)).any():
        return f"{study} gives comparisons that contradict each other."
    return Trial(study, treatments, estimates, covariance)
