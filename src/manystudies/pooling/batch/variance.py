"""τ² of many rows at once; blocks are (k, n): studies down, rows across; a study that is not there has infinite variance.

What `likelihood` proves for one row is done here for all at once: intervals are halved until bounds show no root of the
score in them or one, and the roots are polished by Newton.
"""

import numpy as np
from numpy.typing import NDArray

from manystudies.pooling.batch.cubic import reml_of_three, reml_of_two
from manystudies.pooling.heterogeneity import TauMethod
from manystudies.pooling.kernel import FloatArray

_LAST_STEP = 1e-8
_STEPS = 200
_NARROW = 1e-13


def tau2_of_rows(y: FloatArray, v: FloatArray, count: FloatArray, method: TauMethod) -> FloatArray:
    """τ² of each row by `method`, never below zero, 0 for rows of fewer than two studies; y is 0 where v is infinite."""
    df = count - 1.0
    w = 1.0 / v
    total = np.asarray(w.sum(axis=0), dtype=np.float64)
    found: FloatArray
    with np.errstate(divide="ignore", invalid="ignore"):
        if method in {"REML", "ML"}:
            found = _likelihood(y, v, count, restricted=method == "REML")
        elif method == "DL":
            left = y - (w * y).sum(axis=0) / total
            q = (w * left * left).sum(axis=0)
            found = (q - df) / (total - (w * w).sum(axis=0) / total)
        elif method in {"HS", "HSk"}:
            left = y - (w * y).sum(axis=0) / total
            q = (w * left * left).sum(axis=0)
            factor = np.ones_like(df) if method == "HS" else count / df
            found = (q * factor - count) / total
        elif method == "HE":
            squares = _spread(y, v, count)
            found = squares / df - np.where(np.isfinite(v), v, 0.0).sum(axis=0) / count
        elif method == "SJ":
            crude = _spread(y, v, count) / count
            q, _ = _q_and_r(y, v, crude)
            found = crude * q / df
        else:
            found = _q_root(y, v, df if method != "PMM" else _medians(df))
    return np.where((df >= 1.0) & (found > 0.0), found, 0.0)


def _medians(df: FloatArray) -> FloatArray:
    from scipy.special import chdtri

    return np.asarray(chdtri(np.maximum(df, 1.0), 0.5), dtype=np.float64)


def _spread(y: FloatArray, v: FloatArray, count: FloatArray) -> FloatArray:
    """The unweighted sum of squares of each row."""
    left = np.where(np.isfinite(v), y - y.sum(axis=0) / count, 0.0)
    found: FloatArray = (left * left).sum(axis=0)
    return found


def _q_and_r(y: FloatArray, v: FloatArray, tau2: FloatArray) -> tuple[FloatArray, FloatArray]:
    w = 1.0 / (v + tau2)
    left = y - (w * y).sum(axis=0) / w.sum(axis=0)
    pull = w * left
    return (pull * left).sum(axis=0), (pull * pull).sum(axis=0)


def _q_root(y: FloatArray, v: FloatArray, target: FloatArray) -> FloatArray:
    """The τ² at which the generalised Q of each row equals `target`, by Newton steps on 1/Q, which cannot fail."""
    tau2 = np.zeros(y.shape[1])
    q, r = _q_and_r(y, v, tau2)
    live = np.flatnonzero((q > target) & (target > 0.0))
    for _ in range(_STEPS):
        if not live.size:
            break
        q, r = _q_and_r(y[:, live], v[:, live], tau2[live])
        step = q * (q - target[live]) / (target[live] * r)
        tau2[live] += step
        live = live[np.abs(step) > _LAST_STEP * tau2[live]]
    return np.maximum(0.0, tau2)


def _likelihood(y: FloatArray, v: FloatArray, count: FloatArray, *, restricted: bool) -> FloatArray:
    k = y.shape[0]
    if restricted and k in {2, 3} and bool((count == k).all()):
        return reml_of_two(y, v) if k == 2 else reml_of_three(y, v)  # noqa: PLR2004
    found = np.zeros(y.shape[1])
    several = np.flatnonzero(count > 1.0)
    if several.size:
        found[several] = _highest(y[:, several], v[:, several], count[several], restricted=restricted)
    return found


def _highest(y: FloatArray, v: FloatArray, count: FloatArray, *, restricted: bool) -> FloatArray:
    """The highest maximum of each row: brackets of all maxima, the roots in them, and the best of these and zero."""
    ceiling = _spread(y, v, count)
    at_zero = _parts(y, v, np.zeros_like(ceiling), restricted=restricted)
    rows, left, right = _brackets(y, v, at_zero, ceiling, restricted=restricted)
    roots = _roots(y[:, rows], v[:, rows], left, right, restricted=restricted)
    best = np.zeros_like(ceiling)
    best[rows] = roots
    # Rows with one candidate are done; the others compare all of theirs, zero among them where the score falls from there.
    candidates = np.bincount(rows, minlength=best.size) + (at_zero[0] <= at_zero[1])
    open_rows = np.flatnonzero(candidates > 1)
    if open_rows.size:
        contested = np.isin(rows, open_rows)
        falling = open_rows[at_zero[0][open_rows] <= at_zero[1][open_rows]]
        rows, roots = np.concatenate((rows[contested], falling)), np.concatenate((roots[contested], np.zeros(falling.size)))
        height = _log_likelihood(y[:, rows], v[:, rows], roots, restricted=restricted)
        order = np.lexsort((height, rows))
        # The last of each row in this order is its highest.
        best[rows[order]] = roots[order]
    return best


def _parts(y: FloatArray, v: FloatArray, tau2: FloatArray, *, restricted: bool) -> FloatArray:
    """The two falling parts of the score and how fast each falls, for each row, shape (4, n)."""
    w = 1.0 / (v + tau2)
    w2 = w * w
    total, total2 = w.sum(axis=0), w2.sum(axis=0)
    left = y - (w * y).sum(axis=0) / total
    pull = w * left
    squares = pull * pull
    out = np.empty((4, y.shape[1]))
    squares.sum(axis=0, out=out[0])
    bend = (w * pull).sum(axis=0)
    out[2] = 2.0 * ((w * squares).sum(axis=0) - bend * bend / total)
    if restricted:
        ratio = total2 / total
        out[1] = total - ratio
        out[3] = total2 - 2.0 * (w2 * w).sum(axis=0) / total + ratio * ratio
    else:
        out[1], out[3] = total, total2
    return out


def _brackets(
    y: FloatArray, v: FloatArray, at_zero: FloatArray, ceiling: FloatArray, *, restricted: bool
) -> tuple[NDArray[np.intp], FloatArray, FloatArray]:
    """Every interval in which the score of a row falls through zero once: rows, left and right ends (see `likelihood`)."""
    rows = np.flatnonzero(ceiling > 0.0)
    left, right = np.zeros(rows.size), ceiling[rows]
    first, last = at_zero[:, rows], _parts(y[:, rows], v[:, rows], right, restricted=restricted)
    found: list[tuple[NDArray[np.intp], FloatArray, FloatArray]] = []
    for _ in range(_STEPS):
        keep = ~_empty(first, last, right - left)
        rows, left, right, first, last = rows[keep], left[keep], right[keep], first[:, keep], last[:, keep]
        falls, rises = first[3] < last[2], first[2] < last[3]
        narrow = (right - left <= _NARROW * right) | (right <= _NARROW * ceiling[rows])
        done = falls | rises | narrow
        crossing = done & ~rises & (first[0] > first[1]) & (last[0] <= last[1])
        found.append((rows[crossing], left[crossing], right[crossing]))
        rows, left, right, first, last = rows[~done], left[~done], right[~done], first[:, ~done], last[:, ~done]
        if not rows.size:
            break
        middle = np.where(left > 0.0, np.where(right > 2.0 * left, np.sqrt(left * right), 0.5 * (left + right)), 0.0625 * right)
        there = _parts(y[:, rows], v[:, rows], middle, restricted=restricted)
        rows = np.concatenate((rows, rows))
        left, right = np.concatenate((left, middle)), np.concatenate((middle, right))
        first, last = np.concatenate((first, there), axis=1), np.concatenate((there, last), axis=1)
    return (
        np.concatenate([each[0] for each in found]),
        np.concatenate([each[1] for each in found]),
        np.concatenate([each[2] for each in found]),
    )


def _empty(first: FloatArray, last: FloatArray, width: FloatArray) -> NDArray[np.bool_]:
    """Whether bounds by chords and tangents keep the score on one side of zero all through the interval."""
    up, down, up_fall, down_fall = first
    up2, down2, up_fall2, down_fall2 = last
    none: NDArray[np.bool_] = (up < down2) | (up2 > down)
    none |= (up < down) & (up2 < down - down_fall * width)
    none |= (up2 < down2) & (up < down2 + down_fall2 * width)
    none |= (up > down) & (up - up_fall * width > down2)
    none |= (up2 > down2) & (up2 + up_fall2 * width > down)
    return none


def _roots(y: FloatArray, v: FloatArray, left: FloatArray, right: FloatArray, *, restricted: bool) -> FloatArray:
    """The one root in each bracket, by Newton on down/up − 1 (nearly straight) kept inside the bracket."""
    tau2 = np.where(left > 0.0, left, 0.5 * right)
    left, right = left.copy(), right.copy()
    live = np.arange(tau2.size)
    for _ in range(_STEPS):
        if not live.size:
            break
        here = tau2[live]
        up, down, up_fall, down_fall = _parts(y[:, live], v[:, live], here, restricted=restricted)
        climbing = up > down
        low, high = np.where(climbing, here, left[live]), np.where(climbing, right[live], here)
        with np.errstate(divide="ignore", invalid="ignore"):
            new = here - (down - up) * up / (down * up_fall - down_fall * up)
        inside = (new >= low) & (new <= high)
        done = (inside & (np.abs(new - here) <= _LAST_STEP * new)) | (high - low <= _NARROW * high)
        tau2[live], left[live], right[live] = np.where(inside, new, 0.5 * (low + high)), low, high
        live = live[~done]
    return tau2


def _log_likelihood(y: FloatArray, v: FloatArray, tau2: FloatArray, *, restricted: bool) -> FloatArray:
    """Twice the (restricted) log likelihood of each row without its constant; studies that are not there count for nothing."""
    spread = v + tau2
    q, _ = _q_and_r(y, v, tau2)
    height: FloatArray = -np.log(np.where(np.isfinite(spread), spread, 1.0)).sum(axis=0) - q
    return height - np.log((1.0 / spread).sum(axis=0)) if restricted else height
