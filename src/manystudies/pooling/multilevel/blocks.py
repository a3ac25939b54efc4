"""Independent blocks of dependent estimates, and the likelihood of variance components in them.

Formula: in each block y ~ N(Xβ, M), M = V + Σ θ_c Z_c. Everything about θ comes from sums over blocks, so cost is linear in blocks.

Source:
    Harville (1977), Journal of the American Statistical Association 72, 320-338. https://doi.org/10.1080/01621459.1977.10480998
    Jackson, Riley & White (2011), Statistics in Medicine 30, 2481-2498 (multivariate). https://doi.org/10.1002/sim.4172
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, pi

import numpy as np

from manystudies.pooling.kernel import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The estimates (n,) of one cluster, their sampling covariance (n, n), moderators (n, p) and component patterns (c, n, n)."""

    estimates: FloatArray
    sampling: FloatArray
    columns: FloatArray
    patterns: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What blocks say at one θ: log likelihood, its slope and observed and expected information; coefficients and covariance."""

    value: float
    slope: FloatArray
    observed: FloatArray
    expected: FloatArray
    coefficients: FloatArray
    covariance: FloatArray
    q: float


def blocks_of(
    estimates: FloatArray, sampling: FloatArray, columns: FloatArray, clusters: Sequence[str], patterns: Sequence[FloatArray]
) -> tuple[Block, ...]:
    """Split estimates (k,), sampling covariance (k, k) and patterns (k, k) by clusters, in order of first appearance."""
    members: dict[str, list[int]] = {}
    for index, cluster in enumerate(clusters):
        members.setdefault(cluster, []).append(index)
    found = []
    for rows in members.values():
        at = np.ix_(rows, rows)
        found.append(Block(estimates[rows], sampling[at], columns[rows], np.array([pattern[at] for pattern in patterns])))
    return tuple(found)


def covariance_of(block: Block, theta: FloatArray) -> FloatArray:
    """M = V + Σ θ_c Z_c of one block."""
    total: FloatArray = block.sampling + np.tensordot(theta, block.patterns, axes=1)
    return total


def state(blocks: Sequence[Block], theta: FloatArray, *, restricted: bool = True) -> State | None:
    """Everything at θ, constants of the log likelihood included; None where a covariance is not positive definite."""
    p, size = blocks[0].columns.shape[1], theta.size
    count = 0
    inverses = []
    cross, right, plain = np.zeros((p, p)), np.zeros(p), np.zeros((p, p))
    log_det = 0.0
    for block in blocks:
        sign, value = np.linalg.slogdet(covariance_of(block, theta))
        if sign <= 0:
            return None
        inverse = np.linalg.inv(covariance_of(block, theta))
        inverses.append(inverse)
        log_det += float(value)
        weighted = inverse @ block.columns
        cross += block.columns.T @ weighted
        right += weighted.T @ block.estimates
        plain += block.columns.T @ block.columns
        count += block.estimates.size
    covariance = np.asarray(np.linalg.inv(cross), dtype=np.float64)
    coefficients = covariance @ right
    q, slope = 0.0, np.zeros(size)
    quadratic, traces = np.zeros((size, size)), np.zeros((size, size))
    pulled, between = np.zeros((size, p)), np.zeros((size, p, p))
    for block, inverse in zip(blocks, inverses, strict=True):
        residual = block.estimates - block.columns @ coefficients
        v = inverse @ residual
        q += float(residual @ v)
        zv = block.patterns @ v
        products = inverse @ block.patterns
        weighted = inverse @ block.columns
        slope += 0.5 * (zv @ v - np.trace(products, axis1=1, axis2=2))
        quadratic += zv @ inverse @ zv.T
        pulled += zv @ weighted
        traces += np.einsum("cij,dji->cd", products, products)
        if restricted:
            half = block.patterns @ weighted
            inner = weighted.T @ half
            between += inner
            slope += 0.5 * np.einsum("ij,cji->c", covariance, inner)
            turned = inverse @ half
            traces -= 2.0 * np.einsum("ij,cnj,dni->cd", covariance, half, turned)
    if restricted:
        scaled = covariance @ between
        traces += np.einsum("cij,dji->cd", scaled, scaled)
    quadratic -= pulled @ covariance @ pulled.T
    expected = 0.5 * traces
    value = -0.5 * ((count - (p if restricted else 0)) * log(2.0 * pi) + log_det + q)
    if restricted:
        value += 0.5 * (float(np.linalg.slogdet(plain)[1]) - float(np.linalg.slogdet(cross)[1]))
    return State(value, slope, quadratic - expected, expected, coefficients, covariance, q)
