"""REML of two and three studies in closed form: the score is a polynomial of degree 1 and 3, so that every maximum is known.

With e_k = (y_i − y_j)² for the two studies other than k, S = Σe/3, C = Σ v_k e_k/3, T = ⅔Σv and D = (v₁v₂ + v₁v₃ + v₂v₃)/3:
Q(τ²) = (Sτ² + C)/N, N = τ⁴ + Tτ² + D, and the score is zero where 2t³ + (3T − S)t² + (T² + 2D − 2C)t + (S + T)D − CT = 0.
"""

import numpy as np

from manystudies.pooling.kernel import FloatArray


def reml_of_two(y: FloatArray, v: FloatArray) -> FloatArray:
    """τ² = ½(y₁ − y₂)² − ½(v₁ + v₂), not below zero; arrays (2, n)."""
    difference = y[0] - y[1]
    found: FloatArray = np.maximum(0.0, 0.5 * (difference * difference - v[0] - v[1]))
    return found


def reml_of_three(y: FloatArray, v: FloatArray) -> FloatArray:
    """The highest maximum of the restricted likelihood on τ² ≥ 0; arrays (3, n)."""
    e = np.empty_like(y)
    np.subtract(y[1], y[2], out=e[0])
    np.subtract(y[0], y[2], out=e[1])
    np.subtract(y[0], y[1], out=e[2])
    e *= e
    third = 1.0 / 3.0
    s = e.sum(axis=0) * third
    c = (e * v).sum(axis=0) * third
    t = v.sum(axis=0) * (2.0 * third)
    d = (v[0] * v[1] + (v[0] + v[1]) * v[2]) * third
    # Rows whose score is negative everywhere on τ² ≥ 0 are done: all coefficients of the falling cubic are.
    square, linear, constant = s - 3.0 * t, 2.0 * (c - d) - t * t, c * t - (s + t) * d
    found: FloatArray = np.zeros_like(s)
    live = np.flatnonzero((square > 0.0) | (linear > 0.0) | (constant > 0.0))
    if live.size:
        found[live] = _highest(s[live], c[live], t[live], d[live])
    return found


def _highest(s: FloatArray, c: FloatArray, t: FloatArray, d: FloatArray) -> FloatArray:
    """The best of zero, the smallest and the largest root of each cubic."""
    a2, a1, a0 = 1.5 * t - 0.5 * s, 0.5 * t * t + d - c, 0.5 * ((s + t) * d - c * t)
    shift = a2 / 3.0
    p = a1 / 3.0 - shift * shift
    q = shift * (shift * shift - 0.5 * a1) + 0.5 * a0
    discriminant = q * q + p * p * p
    single = discriminant > 0.0
    root = np.sqrt(np.abs(discriminant))
    # One real root: by radicals, without cancellation. Three: by an angle.
    cube = np.cbrt(-q - np.where(q > 0.0, root, -root))
    with np.errstate(divide="ignore", invalid="ignore"):
        alone = cube - p / cube
    largest = np.where(single, np.where(cube == 0.0, 0.0, alone), 0.0)
    smallest = largest.copy()
    many = np.flatnonzero(~single)
    if many.size:
        radius = np.sqrt(-p[many])
        angle = np.arctan2(root[many], -q[many]) / 3.0
        largest[many] = 2.0 * radius * np.cos(angle)
        smallest[many] = 2.0 * radius * np.cos(angle + 2.0 * np.pi / 3.0)
    largest, smallest = _polished(largest - shift, a2, a1, a0), _polished(smallest - shift, a2, a1, a0)
    largest = np.maximum(0.0, largest)
    other = np.where(a0 >= 0.0, 0.0, np.maximum(0.0, smallest))
    rival = np.flatnonzero((largest > 0.0) & (np.abs(other - largest) > 1e-9 * largest) & ~(single & (a0 < 0.0)))
    if rival.size:
        s, c, t, d = s[rival], c[rival], t[rival], d[rival]
        worse = _cost(other[rival], s, c, t, d) < _cost(largest[rival], s, c, t, d)
        largest[rival[worse]] = other[rival[worse]]
    return largest


def _polished(x: FloatArray, a2: FloatArray, a1: FloatArray, a0: FloatArray) -> FloatArray:
    """Two Newton steps on t³ + a₂t² + a₁t + a₀."""
    for _ in range(2):
        value = ((x + a2) * x + a1) * x + a0
        slope = (3.0 * x + 2.0 * a2) * x + a1
        with np.errstate(divide="ignore", invalid="ignore"):
            step = value / slope
        x = x - np.where(np.isfinite(step) & (np.abs(step) < 0.1 * np.abs(x)), step, 0.0)
    return x


def _cost(x: FloatArray, s: FloatArray, c: FloatArray, t: FloatArray, d: FloatArray) -> FloatArray:
    """Minus twice the restricted log likelihood, up to a constant: log N + Q."""
    n = (x + t) * x + d
    found: FloatArray = np.log(n) + (s * x + c) / n
    return found
