"""Up the likelihood of variance components: Newton where it climbs, Fisher scoring where it does not, bounds kept.

Variances may end at zero (they are held there while the slope points out of bounds); a covariance matrix of outcomes is
climbed through its Cholesky factor, so that it stays one.
"""

from collections.abc import Callable, Sequence

import numpy as np

from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.multilevel.blocks import Block, State, state

_STEPS = 200
_SMALL = 1e-11


def climb_variances(blocks: Sequence[Block], start: FloatArray, *, restricted: bool = True) -> tuple[FloatArray, State]:
    """Variances θ ≥ 0 at the top of the likelihood, from `start`."""
    theta = start.copy()
    here = _known(state(blocks, theta, restricted=restricted))
    scale = float(start.sum()) or 1.0
    for _ in range(_STEPS):
        free = (theta > 0.0) | (here.slope > 0.0)
        if not free.any():
            break
        step = np.zeros_like(theta)
        step[free] = _ascent(here.slope[free], here.observed[np.ix_(free, free)], here.expected[np.ix_(free, free)])

        def moved(length: float, step: FloatArray = step, theta: FloatArray = theta) -> FloatArray:
            clipped: FloatArray = np.maximum(0.0, theta + length * step)
            return clipped

        new, there = _walk(lambda point: state(blocks, point, restricted=restricted), moved, here)
        change = float(np.abs(new - theta).max())
        theta, here = new, there
        if change <= _SMALL * scale:
            break
    return theta, here


def climb_factor(blocks: Sequence[Block], factor: FloatArray, *, restricted: bool = True) -> tuple[FloatArray, State]:
    """The lower-triangular factor L of G = LLᵀ at the top; θ are the elements of G, row by row of its lower triangle."""
    size = factor.shape[0]
    low = [(i, j) for i in range(size) for j in range(i + 1)]
    scale = float(np.abs(factor).max()) or 1.0
    entries = np.array([factor[i, j] for i, j in low])

    def elements(entries: FloatArray) -> FloatArray:
        matrix = np.zeros((size, size))
        for value, (i, j) in zip(entries.tolist(), low, strict=True):
            matrix[i, j] = value
        product = matrix @ matrix.T
        return np.array([product[i, j] for i, j in low])

    here = _known(state(blocks, elements(entries), restricted=restricted))
    for _ in range(_STEPS):
        jacobian = np.zeros((len(low), len(low)))
        bend = np.zeros((len(low), len(low)))
        for row, (a, b) in enumerate(low):
            for column, (i, j) in enumerate(low):
                # G_ab = Σ_k L_ak L_bk.
                if i == a and j <= b:
                    jacobian[row, column] += entries[low.index((b, j))]
                if i == b and j <= a:
                    jacobian[row, column] += entries[low.index((a, j))]
                for other, (m, n) in enumerate(low):
                    if j == n:
                        bend[column, other] += here.slope[row] * ((i == a and m == b) + (i == b and m == a))
        slope = jacobian.T @ here.slope
        observed = jacobian.T @ here.observed @ jacobian - bend
        expected = jacobian.T @ here.expected @ jacobian
        step = _ascent(slope, observed, expected)

        def moved(length: float, step: FloatArray = step, entries: FloatArray = entries) -> FloatArray:
            forward: FloatArray = entries + length * step
            return forward

        new, there = _walk(lambda point: state(blocks, elements(point), restricted=restricted), moved, here)
        change = float(np.abs(new - entries).max())
        entries, here = new, there
        if change <= _SMALL * scale:
            break
    return elements(entries), here


def _ascent(slope: FloatArray, observed: FloatArray, expected: FloatArray) -> FloatArray:
    """Newton's step where the likelihood is curved downward there, Fisher's (with a ridge, if need be) otherwise."""
    for information in (observed, expected):
        values = np.linalg.eigvalsh(information)
        if values[0] > 1e-10 * max(values[-1], 0.0) and values[-1] > 0.0:
            return np.asarray(np.linalg.solve(information, slope), dtype=np.float64)
    ridge = 1e-3 * float(np.abs(np.diag(expected)).max()) + 1e-12
    return np.asarray(np.linalg.solve(expected + ridge * np.eye(slope.size), slope), dtype=np.float64)


def _walk(look: Callable[[FloatArray], State | None], moved: Callable[[float], FloatArray], here: State) -> tuple[FloatArray, State]:
    """The first point on the way back to where we stand that is not lower."""
    length = 1.0
    for _ in range(60):
        point = moved(length)
        there = look(point)
        if there is not None and there.value >= here.value - 1e-13 * abs(here.value):
            return point, there
        length *= 0.5
    return moved(0.0), here


def _known(found: State | None) -> State:
    if found is None:  # pragma: no cover - V is positive definite, and so is the start
        raise ArithmeticError("A starting covariance must be positive definite.")
    return found
