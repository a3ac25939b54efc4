"""The top of a smooth log likelihood of a few parameters, and its curvature there, from values alone.

Steps follow a quadratic fitted to values around the point (central differences); what does not climb is shortened.
"""

from collections.abc import Callable

import numpy as np

from manystudies.pooling.kernel import FloatArray

_ROUNDS = 100


def climb(look: Callable[[FloatArray], float], start: FloatArray, steps: FloatArray) -> tuple[FloatArray, float, FloatArray]:
    """The top near `start`, the value and the matrix of second derivatives there; `steps` are the natural sizes of the parameters."""
    point, value = start.astype(np.float64), look(start)
    radius = 1.0
    curvature = np.zeros((start.size, start.size))
    for _ in range(_ROUNDS):
        slope, curvature = _derivatives(look, point, value, steps)
        scaled = curvature * np.outer(steps, steps)
        gradient = slope * steps
        values, vectors = np.linalg.eigh(-scaled)
        # Where the likelihood is not curved downward, go uphill by a step of the radius instead of Newton's.
        bent = np.maximum(np.abs(values), 1e-8 * max(1.0, float(np.abs(values).max())))
        step = vectors @ ((vectors.T @ gradient) / bent)
        length = float(np.linalg.norm(step))
        if length > 10.0 * radius:
            step *= 10.0 * radius / length
        moved = False
        for _ in range(40):
            there = point + step * steps
            found = look(there)
            if np.isfinite(found) and found >= value - 1e-12 * abs(value):
                moved = True
                break
            step = step * 0.5
        if not moved:
            break
        change = float(np.abs(step).max())
        point, value = there, max(found, value)
        if change < 1e-7:  # noqa: PLR2004
            break
    return point, value, _derivatives(look, point, value, steps)[1]


def _derivatives(look: Callable[[FloatArray], float], point: FloatArray, value: float, steps: FloatArray) -> tuple[FloatArray, FloatArray]:
    size = point.size
    h = 1e-3 * steps
    up = np.array([look(point + h[i] * _unit(size, i)) for i in range(size)])
    down = np.array([look(point - h[i] * _unit(size, i)) for i in range(size)])
    slope = (up - down) / (2.0 * h)
    curvature = np.zeros((size, size))
    for i in range(size):
        curvature[i, i] = (up[i] - 2.0 * value + down[i]) / (h[i] * h[i])
        for j in range(i):
            both = h[i] * _unit(size, i) + h[j] * _unit(size, j)
            apart = h[i] * _unit(size, i) - h[j] * _unit(size, j)
            mixed = look(point + both) - look(point + apart) - look(point - apart) + look(point - both)
            curvature[i, j] = curvature[j, i] = mixed / (4.0 * h[i] * h[j])
    return slope, curvature


def _unit(size: int, index: int) -> FloatArray:
    vector = np.zeros(size)
    vector[index] = 1.0
    return vector
