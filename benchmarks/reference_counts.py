"""Binomial–normal and Poisson–normal reference values, which an optimiser limits to about three digits."""

import numpy as np

from manystudies.pooling.climb import climb
from manystudies.pooling.counts.likelihood import Arms, Conditional, Family, laplace
from manystudies.pooling.counts.models import CountFit, CountModel, Table, fit_shares, fit_tables
from manystudies.pooling.kernel import Series
from reference_ledger import Json, Ledger, guarded
from reference_tables import counts_of, inputs_with, rates_of

GLMM = 1e-3
MODELS: dict[str, CountModel] = {
    "UM.FS": "fixed studies",
    "UM.RS": "random studies",
    "CM.EL": "conditional exact",
    "CM.AL": "conditional approximate",
}


@guarded
def compare_counts(ledger: Ledger, data: dict[str, Json]) -> None:
    """Every GLMM of one pairwise file."""
    for name, theirs in (data.get("glmm") or {}).items():
        if "error" in theirs or theirs.get("b") is None:
            continue
        if name == "PLO":
            x, n = np.array(inputs_with(data, ("xi", "ni")), dtype=float).T
            arms = Arms("binomial", x[:, None], n[:, None], np.zeros((x.size, 1)), np.ones((x.size, 1)))
            compare_fit(ledger, "GLMM shares", fit_shares(arms), theirs, (data["effects"]["PLO"], None))
            continue
        model = name.split("_")[0]
        if model not in MODELS:
            ledger.unsupported(f"GLMM {model}", required=True)
            continue
        family, tables, effect = (
            ("poisson", rates_of(data), data["effects"]["IRR"])
            if "IRR" in data["effects"]
            else ("binomial", counts_of(data), data["effects"]["OR"])
        )
        fit = fit_tables(tables, MODELS[model], family=family, common=name.endswith("_FE"))
        kept = [table for table in tables if 0 < table[0] + table[2] < table[1] + table[3]] if family == "binomial" else None
        if model == "UM.RS" and not name.endswith("_FE"):
            compare_errors(ledger, fit, tables, family, theirs)
        compare_fit(ledger, f"GLMM {MODELS[model]}", fit, theirs, (effect, kept))


@guarded
def compare_errors(ledger: Ledger, ours: CountFit, tables: list[Table], family: Family, theirs: dict[str, Json]) -> None:
    """The standard error under Laplace's approximation: the reference ends its inner iterations early, so that its Hessian has noise.

    The judge is the same likelihood bent by steps of ten and of three times the width, from another start.
    """
    kept = [table for table in tables if table[0] + table[2] > 0 and (family == "poisson" or table[0] + table[2] < table[1] + table[3])]
    a, n1, c, n2 = np.array(kept, dtype=np.float64).T
    arms = Arms(family, np.stack((a, c), axis=1), np.stack((n1, n2), axis=1), np.zeros((a.size, 2)), np.array([[0.5, -0.5]] * a.size))

    def look(point: np.ndarray) -> float:
        return float(laplace(arms, float(point[1]) + float(point[0]) * arms.signs, abs(float(point[3])), abs(float(point[2]))).sum())

    level = float(np.log(a.sum() + c.sum()) - np.log(n1.sum() + n2.sum()))
    start = np.array([ours.theta, level, max(0.1, (ours.sigma2 or 0.0) ** 0.5), max(0.1, ours.tau2**0.5)])
    errors = []
    for width in (2.0, 0.6):
        climbed, _, _ = climb(look, start, np.full(4, 0.2))
        _, _, curvature = climb(look, climbed, np.full(4, width))
        free = [index for index in range(4) if index < 2 or abs(climbed[index]) > 1e-4]
        errors.append(float(np.linalg.inv(-curvature[np.ix_(free, free)])[0, 0]) ** 0.5)
    for error in errors:
        ledger.compare("GLMM random studies se against itself", ours.standard_error, error, GLMM)
    other = (theirs["se"] or [None])[0]
    settled = max(abs(error - ours.standard_error) for error in errors) <= 0.1 * GLMM * ours.standard_error
    if settled and other is not None and abs(other - ours.standard_error) > GLMM * other:
        told = f"{other!r} where the curvature of the same likelihood gives {errors[0]!r} and {errors[1]!r}, here {ours.standard_error!r}"
        ledger.reference_wrong("GLMM random studies se", GLMM, told)
        theirs["se"] = None


@guarded
def compare_fit(
    ledger: Ledger, name: str, ours: CountFit, theirs: dict[str, Json], context: tuple[dict[str, Json], list[Table] | None]
) -> None:
    """One model; the context is the effect it belongs to and, for odds ratios, the tables that say something."""
    effect, tables = context
    pairs = [(y, v) for y, v in zip(effect["yi"], effect["vi"], strict=True) if y is not None]
    series = Series.of([y for y, _ in pairs], [v for _, v in pairs])
    typical = series.df / series.slopes(0.0).a
    told = [str(each) for each in theirs.get("warnings") or []]
    # Where the reference says itself that it did not converge, or that its errors cannot be right, a difference is its own.
    lost = any("failed to converge" in each or "failure to converge" in each for each in told)
    wrong_error = lost or any("falling back" in each or "unusually small" in each for each in told)
    # The digits an optimiser leaves: of the estimate in its error, of τ² in what τ² is held against.
    values = [
        ("estimate", ours.theta, theirs["b"][0], ours.standard_error, GLMM, lost),
        ("tau2", ours.tau2, theirs["tau2"], typical, GLMM, lost),
        ("se", ours.standard_error, (theirs["se"] or [None])[0], 0.0, GLMM, wrong_error),
    ]
    if not name.endswith("random studies"):
        values.append(("Q", ours.q, theirs.get("QE_LRT"), 1.0, GLMM, False))
    if name.endswith("conditional exact") and ours.tau2 == 0.0 and tables is not None:
        # Without τ² the information is the sum of hypergeometric variances, a closed form that judges both.
        information = 1.0 / float(Conditional.of(tables).terms(np.full((len(tables), 1), ours.theta))[2].sum()) ** 0.5
        ledger.compare(f"{name} se against closed form", ours.standard_error, information, 1e-5)
        values[2] = (*values[2][:5], wrong_error or abs(information - ((theirs["se"] or [None])[0] or 9.0)) > GLMM * information)
    for what, mine, other, size, tolerance, excused in values:
        if other is None:
            continue
        if excused and abs(mine - other) > tolerance * max(abs(other), size):
            ledger.reference_wrong(f"{name} {what}", tolerance, f"{other!r} with its own warning, or against a closed form; here {mine!r}")
        else:
            ledger.compare(f"{name} {what}", mine, other, tolerance, size=size)
