"""Closed-form fits in exact fractions: the judge where this library and a reference differ in their last digits."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from reference_ledger import Json

Matrix = list[list[Fraction]]


@dataclass(frozen=True, slots=True)
class Exact:
    """A fit without any rounding but the last."""

    coefficients: list[float]
    q: float
    tau2: float


def exact_fit(y: NDArray[np.float64], v: NDArray[np.float64], x: NDArray[np.float64], method: str) -> Exact:
    """FE, DL, HE, HS, HSk or SJ in fractions, from the doubles as they are."""
    ys, vs = [Fraction(each) for each in y.tolist()], [Fraction(each) for each in v.tolist()]
    rows = [[Fraction(each) for each in row] for row in x.tolist()]
    k, p = len(ys), len(rows[0])
    precise = [1 / each for each in vs]
    _, q0, trace0 = _weighted(ys, rows, precise)
    tau2 = Fraction(0)
    if method == "DL":
        tau2 = (q0 - (k - p)) / trace0
    elif method in {"HS", "HSk"}:
        tau2 = (q0 * (1 if method == "HS" else Fraction(k, k - p)) - k) / sum(precise)
    elif method == "HE":
        ones = [Fraction(1)] * k
        inverse = _inverse(_cross(rows, ones))
        _, squares, _ = _weighted(ys, rows, ones)
        sampling = sum(each * (1 - _form(row, inverse)) for each, row in zip(vs, rows, strict=True))
        tau2 = (squares - sampling) / (k - p)
    elif method == "SJ":
        mean = sum(ys) / k
        crude = sum((each - mean) ** 2 for each in ys) / k
        _, q, _ = _weighted(ys, rows, [1 / (each + crude) for each in vs])
        tau2 = crude * q / (k - p)
    tau2 = max(Fraction(0), tau2)
    coefficients, _, _ = _weighted(ys, rows, [1 / (each + tau2) for each in vs])
    return Exact([float(each) for each in coefficients], float(q0), float(tau2))


def digits_kept(exact: Exact, theirs: dict[str, Json]) -> bool:
    """Whether the reference's coefficients, Q and τ² agree with exact arithmetic to nine digits."""
    pairs = [(exact.q, theirs["QE"]), (exact.tau2, theirs["tau2"]), *zip(exact.coefficients, theirs["b"], strict=True)]
    return all(abs(mine - other) <= 1e-9 * max(abs(mine), abs(other)) for mine, other in pairs)


def _cross(rows: Matrix, weights: list[Fraction]) -> Matrix:
    size = range(len(rows[0]))
    return [[sum((w * row[i] * row[j] for w, row in zip(weights, rows, strict=True)), Fraction(0)) for j in size] for i in size]


def _form(row: list[Fraction], inverse: Matrix) -> Fraction:
    return sum((a * b * inverse[i][j] for i, a in enumerate(row) for j, b in enumerate(row)), Fraction(0))


def _weighted(ys: list[Fraction], rows: Matrix, weights: list[Fraction]) -> tuple[list[Fraction], Fraction, Fraction]:
    """Coefficients, what is left in weighted squares, and the trace of P."""
    inverse = _inverse(_cross(rows, weights))
    size = range(len(rows[0]))
    right = [sum((w * row[i] * y for w, row, y in zip(weights, rows, ys, strict=True)), Fraction(0)) for i in size]
    coefficients = [sum((inverse[i][j] * right[j] for j in size), Fraction(0)) for i in size]
    left = [y - sum((a * b for a, b in zip(row, coefficients, strict=True)), Fraction(0)) for y, row in zip(ys, rows, strict=True)]
    trace = sum((w - w * w * _form(row, inverse) for w, row in zip(weights, rows, strict=True)), Fraction(0))
    return coefficients, sum((w * e * e for w, e in zip(weights, left, strict=True)), Fraction(0)), trace


def _inverse(matrix: Matrix) -> Matrix:
    size = len(matrix)
    work = [[*row, *(Fraction(int(i == j)) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = next(row for row in range(i, size) if work[row][i] != 0)
        work[i], work[pivot] = work[pivot], work[i]
        work[i] = [each / work[i][i] for each in work[i]]
        for j in range(size):
            if j != i:
                work[j] = [a - work[j][i] * b for a, b in zip(work[j], work[i], strict=True)]
    return [row[size:] for row in work]
