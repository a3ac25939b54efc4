"""Binomial–normal and Poisson–normal reference values, which an optimiser limits to about three digits."""

import numpy as np

from manystudies.pooling.counts.likelihood import Arms, Conditional
from manystudies.pooling.counts.models import CountFit, CountModel, Table, fit_shares, fit_tables
from manystudies.pooling.kernel import Series
from reference_ledger import Json, Ledger, guarded

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
            inputs = data["effects"]["PLO"]["inputs"]
            x, n = np.array(inputs["xi"], dtype=float), np.array(inputs["ni"], dtype=float)
            arms = Arms("binomial", x[:, None], n[:, None], np.zeros((x.size, 1)), np.ones((x.size, 1)))
            compare_fit(ledger, "GLMM shares", fit_shares(arms), theirs, (data["effects"]["PLO"], None))
            continue
        model = name.split("_")[0]
        if "IRR" in data["effects"]:
            inputs, family, effect = data["effects"]["IRR"]["inputs"], "poisson", data["effects"]["IRR"]
            tables = list(zip(inputs["x1i"], inputs["t1i"], inputs["x2i"], inputs["t2i"], strict=True))
        else:
            inputs, family, effect = data["effects"]["OR"]["inputs"], "binomial", data["effects"]["OR"]
            tables = list(zip(inputs["ai"], inputs["n1i"], inputs["ci"], inputs["n2i"], strict=True))
        fit = fit_tables(tables, MODELS[model], family=family, common=name.endswith("_FE"))
        kept = [table for table in tables if 0 < table[0] + table[2] < table[1] + table[3]] if family == "binomial" else None
        compare_fit(ledger, f"GLMM {MODELS[model]}", fit, theirs, (effect, kept))


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
        # Under Laplace's approximation the reference's numerical Hessian is good to two digits.
        ("se", ours.standard_error, (theirs["se"] or [None])[0], 0.0, 1e-2 if name.endswith("random studies") else GLMM, wrong_error),
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
