"""Component reference values (additive models)."""

import numpy as np

from manystudies.pooling.intervals import chi2_p
from manystudies.pooling.network.additive import additive_fit, standard_fit
from manystudies.pooling.network.contrast import trials_of
from manystudies.pooling.network.network import design_of
from reference_ledger import Json, Ledger, guarded
from reference_network import contrasts_of

CLOSED = 1e-9


@guarded
def compare_components(ledger: Ledger, data: dict[str, Json]) -> None:
    """Both kinds of additive model of one network file."""
    for name in ("netcomb", "discomb"):
        theirs = data.get(name)
        if theirs and "error" not in theirs:
            compare_additive(ledger, data, name, theirs)


@guarded
def compare_additive(ledger: Ledger, data: dict[str, Json], name: str, theirs: dict[str, Json]) -> None:
    """One additive model."""
    trials = trials_of(contrasts_of(data))
    assert not isinstance(trials, str)
    treatments = [str(each) for each in theirs["C_rows"]]
    matrix = np.array(theirs["C_matrix"], dtype=float)
    present = {treatment for trial in trials for treatment in trial.treatments}
    kept = [index for index, treatment in enumerate(treatments) if treatment in present]
    treatments, matrix = [treatments[index] for index in kept], matrix[kept]
    random, common = additive_fit(trials, treatments, matrix, "DL"), additive_fit(trials, treatments, matrix, None)
    q_standard, df_standard = standard_fit(trials)
    ledger.compare(f"{name} Q additive", random.q, theirs["Q_additive"], CLOSED, size=1.0)
    ledger.compare(f"{name} df additive", random.df, theirs["df_Q_additive"], 0.0)
    ledger.compare(f"{name} p additive", chi2_p(random.q, random.df), theirs["pval_Q_additive"], CLOSED * 100)
    ledger.compare(f"{name} Q standard", q_standard, theirs["Q_standard"], CLOSED, size=1.0)
    ledger.compare(f"{name} Q difference", random.q - q_standard, theirs["Q_diff"], CLOSED, size=1.0)
    ledger.compare(f"{name} df difference", random.df - df_standard, theirs["df_Q_diff"], 0.0)
    if theirs["pval_Q_diff"] is not None:
        ledger.compare(f"{name} p difference", chi2_p(random.q - q_standard, random.df - df_standard), theirs["pval_Q_diff"], CLOSED * 100)
    typical = float(np.median(design_of(trials, treatments, matrix @ random.span).variances))
    ledger.compare(f"{name} tau2", random.tau2, theirs["tau2"], CLOSED, size=1e-3 * typical)
    for model, fit in (("common", common), ("random", random)):
        for kind, asked, labels in (("Comp", np.eye(matrix.shape[1]), theirs["comps"]), ("Comb", matrix, treatments)):
            blind = np.abs(asked - asked @ fit.span @ fit.span.T).max(axis=1) > 1e-7
            estimates = (asked @ fit.effects).tolist()
            errors = np.sqrt(np.maximum(0.0, np.einsum("ij,jk,ik->i", asked, fit.covariance, asked))).tolist()
            wanted, sizes = theirs[f"{kind}_{model}"], theirs[f"se{kind}_{model}"]
            if kind == "Comb":
                wanted, sizes = [wanted[index] for index in kept], [sizes[index] for index in kept]
            for index, label in enumerate(labels):
                if blind[index]:
                    # The reference prints a number here; the trials cannot tell it (see DISAGREEMENTS.md).
                    ledger.reference_wrong(
                        f"{name} {kind} {model}", CLOSED, f"{wanted[index]!r} for what no trial tells apart", at=str(label)
                    )
                    continue
                if sizes[index] is not None:
                    ledger.compare(f"{name} {kind} {model}", estimates[index], wanted[index], CLOSED, size=sizes[index], at=str(label))
                    ledger.compare(f"{name} {kind} {model} se", errors[index], sizes[index], CLOSED, at=str(label))
