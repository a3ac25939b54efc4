"""Cluster-robust covariances with small-sample corrections and Satterthwaite degrees of freedom.

Source:
    Hedges, Tipton & Johnson (2010), Research Synthesis Methods 1, 39-65. https://doi.org/10.1002/jrsm.5
    Tipton (2015), Psychological Methods 20, 375-393 (CR2 in meta-regression). https://doi.org/10.1037/met0000011
    Pustejovsky & Tipton (2018), Journal of Business & Economic Statistics 36, 672-683. https://doi.org/10.1080/07350015.2016.1247004
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.multilevel.blocks import Block, State, covariance_of

Correction = Literal["CR0", "CR1", "CR1p", "CR1S", "CR2", "CR3"]


@dataclass(frozen=True, slots=True, eq=False)
class Robust:
    """A cluster-robust covariance (p, p) and the Satterthwaite degrees of freedom of each coefficient."""

    covariance: FloatArray
    df: FloatArray


def robust(blocks: Sequence[Block], theta: FloatArray, fit: State, correction: Correction = "CR2") -> Robust:
    """The covariance of the coefficients from residuals summed by cluster, with θ as working model.

    Formula: B (Σ XᵀWA e eᵀAᵀWX) B, B = (XᵀWX)⁻¹; CR2 chooses A so that the sandwich is unbiased under the working model.
    Degrees of freedom: 2 E²/var of the sandwich under that model.
    Not to be believed where they are below 4 (Tipton 2015).
    """
    bread = fit.covariance
    clusters, rows, p = len(blocks), sum(block.estimates.size for block in blocks), bread.shape[0]
    meat = np.zeros((p, p))
    adjusted, working = [], []
    for block in blocks:
        m = covariance_of(block, theta)
        weighted = np.asarray(np.linalg.solve(m, block.columns), dtype=np.float64)
        a = _adjustment(correction, block, m, weighted, bread)
        turned = a.T @ weighted
        score = turned.T @ (block.estimates - block.columns @ fit.coefficients)
        meat += np.outer(score, score)
        adjusted.append(turned @ bread)
        working.append(m)
    factor = 1.0
    if correction == "CR1":
        factor = clusters / (clusters - 1)
    elif correction == "CR1p":
        factor = clusters / (clusters - p)
    elif correction == "CR1S":
        factor = clusters * (rows - 1) / ((clusters - 1) * (rows - p))
    covariance: FloatArray = factor * bread @ meat @ bread
    df = np.array([_degrees([turned[:, index] for turned in adjusted], blocks, working, bread) for index in range(p)])
    return Robust(covariance, df)


def _adjustment(correction: Correction, block: Block, m: FloatArray, weighted: FloatArray, bread: FloatArray) -> FloatArray:
    n = block.estimates.size
    if correction == "CR3":
        return np.asarray(np.linalg.pinv(np.eye(n) - block.columns @ bread @ weighted.T), dtype=np.float64)
    if correction != "CR2":
        return np.eye(n)
    root = np.linalg.cholesky(m)
    left = m - block.columns @ bread @ block.columns.T
    values, vectors = np.linalg.eigh(root.T @ left @ root)
    kept = values > 1e-10 * max(float(values[-1]), 0.0)
    half = (vectors[:, kept] / np.sqrt(values[kept])) @ vectors[:, kept].T
    found: FloatArray = root @ half @ root.T
    return found


def _degrees(parts: list[FloatArray], blocks: Sequence[Block], working: list[FloatArray], bread: FloatArray) -> float:
    """(tr S)²/tr SS, S the matrix of covariances, under the working model, of what clusters add to one coefficient's variance."""
    # cov(e_j, e_k) = [j = k] M_j − X_j B X_kᵀ, so S is a diagonal minus a product of small matrices.
    own = np.array([part @ m @ part for part, m in zip(parts, working, strict=True)])
    shared = np.array([part @ block.columns for part, block in zip(parts, blocks, strict=True)])
    matrix = np.diag(own) - shared @ bread @ shared.T
    return float(np.trace(matrix)) ** 2 / float((matrix * matrix).sum())
