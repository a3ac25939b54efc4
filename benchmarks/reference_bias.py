"""Small-study effects and influence: reference values."""

from collections.abc import Sequence

import numpy as np

from manystudies.measures import Effect
from manystudies.pooling import NotPooled, Pooled, pool
from manystudies.pooling.design import Design
from manystudies.pooling.influence import cumulative, influence, leave_one_out
from manystudies.pooling.kernel import Series
from manystudies.pooling.selection import selection_model
from manystudies.pooling.small_study import asymmetry_test, kendall, pet_peese, rank_test
from manystudies.pooling.trim_fill import trim_and_fill
from reference_ledger import Json, Ledger, guarded
from reference_pairwise import CLOSED, ROOT, better, effects_of

SELECTION = 1e-4
TESTS = {
    "egger_lm": ("standard error", "multiplicative"),
    "rma_reml_sei": ("standard error", "random"),
    "rma_reml_vi": ("variance", "random"),
    "lm_vi": ("variance", "multiplicative"),
    "lm_ni": ("people", "multiplicative"),
    "lm_ninv": ("inverse people", "multiplicative"),
    "lm_sqrtninv": ("root inverse people", "multiplicative"),
}


@guarded
def compare_bias(ledger: Ledger, data: dict[str, Json]) -> None:
    """Everything of one pairwise file about small studies and single studies."""
    for item in data["bias"]:
        effects = effects_of(data["effects"][item["effect"]])
        y = np.array([effect.estimate for effect in effects])
        v = np.array([effect.variance for effect in effects])
        people = people_of(item.get("ni"), effects)
        for name, theirs in item["regtest"].items():
            if name in TESTS and isinstance(theirs, dict) and "error" not in theirs and (people is not None or "ni" not in name):
                compare_regtest(ledger, name, (y, v, people), theirs, item["effect"])
        compare_ranks(ledger, y, v, item)
        compare_pet(ledger, y, v, item)
        for name, theirs in item["trimfill"].items():
            if isinstance(theirs, dict) and "error" not in theirs:
                compare_trimfill(ledger, name, y, v, theirs)
        for name, theirs in (item.get("selmodel") or {}).items() if isinstance(item.get("selmodel"), dict) else ():
            if isinstance(theirs, dict) and "error" not in theirs:
                compare_selection(ledger, name, effects, theirs, item["effect"])
    for item in data["influence"]:
        effects = effects_of(data["effects"][item["effect"]])
        if fit := fitted(data, item["effect"]):
            found = pool(effects, model="random", test="normal")
            if isinstance(found, Pooled) and early(effects, found.tau2, fit["tau2"]):
                told = f"τ² {fit['tau2']!r} of all studies is not where the score is zero, {found.tau2!r} is"
                ledger.reference_wrong("influence", ROOT, told, at=item["effect"])
                continue
        compare_influence(ledger, effects, item)


def fitted(data: dict[str, Json], effect: str) -> dict[str, Json] | None:
    """The reference's fit by REML that influence is measured on."""
    fits = (fit for fit in data["fits"] if (fit["effect"], fit["method"], fit["test"]) == (effect, "REML", "z"))
    return next((fit["result"] for fit in fits if "error" not in fit["result"]), None)


def people_of(counts: Json, effects: list[Effect]) -> np.ndarray | None:
    """How many people each effect rests on, from a column over all studies or over those with an effect."""
    if not isinstance(counts, list):
        return None
    chosen = counts if len(counts) == len(effects) else [counts[int(effect.key)] for effect in effects]
    return np.array(chosen, dtype=float)


@guarded
def compare_regtest(
    ledger: Ledger, name: str, arrays: tuple[np.ndarray, np.ndarray, np.ndarray | None], theirs: dict[str, Json], at: str
) -> None:
    """One regression test."""
    predictor, model = TESTS[name]
    y, v, people = arrays
    ours = asymmetry_test(y, v, predictor=predictor, model=model, people=people)
    tolerance = ROOT if model == "random" else CLOSED
    name = f"asymmetry {name}"
    if model == "random" and ours.tau2 is not None and theirs["fit_tau2"] is not None:
        design = Design.of(y, v, np.column_stack((np.ones(y.size), v if predictor == "variance" else np.sqrt(v))))
        if better(design, ours.tau2, theirs["fit_tau2"], restricted=True):
            ledger.reference_wrong(
                f"{name} tau2", tolerance, f"τ² {theirs['fit_tau2']!r} is not where the score is zero, {ours.tau2!r} is", at=at
            )
            return
    ledger.compare(f"{name} statistic", ours.statistic, theirs["stat"], tolerance, size=1.0, at=at)
    ledger.compare(f"{name} p", ours.p, theirs["pval"], tolerance * 100, at=at)
    ledger.compare(f"{name} slope", ours.slope.estimate, theirs["fit_b"][1], tolerance, size=theirs["fit_se"][1], at=at)
    if ours.limit is not None and theirs["limit_est"] is not None:
        size = theirs["fit_se"][0]
        ledger.compare(f"{name} limit", ours.limit.estimate, theirs["limit_est"], tolerance, size=size, at=at)
        ledger.compare(f"{name} limit", ours.limit.low, theirs["ci_lb"], tolerance, size=size, at=at)
        ledger.compare(f"{name} limit", ours.limit.high, theirs["ci_ub"], tolerance, size=size, at=at)
    if theirs["fit_tau2"] is not None:
        ledger.compare(f"{name} tau2", ours.tau2, theirs["fit_tau2"], tolerance, size=1e-3 * float(np.median(v)), at=at)


@guarded
def compare_ranks(ledger: Ledger, y: np.ndarray, v: np.ndarray, item: dict[str, Json]) -> None:
    """Begg's test, exact and approximate."""
    ours, theirs = rank_test(y, v), item["ranktest"]
    ledger.compare("rank test tau", ours.tau, theirs["tau"], CLOSED, size=1e-6, at=item["effect"])
    ledger.compare("rank test p", ours.p, theirs["pval"], CLOSED, at=item["effect"])
    series = Series.of(y, v)
    mean, weight, _ = series.mean(0.0)
    standardised = (y - series.centre - mean) / np.sqrt(v - 1.0 / weight)
    ledger.compare("rank test normal p", kendall(standardised, v, exact=False).p, theirs["pval_normal_approx"], CLOSED, at=item["effect"])


@guarded
def compare_pet(ledger: Ledger, y: np.ndarray, v: np.ndarray, item: dict[str, Json]) -> None:
    """PET and PEESE."""
    ours, theirs = pet_peese(y, v), item["pet_peese"]
    for name, mine in (("pet", ours.pet), ("peese", ours.peese)):
        other = theirs[name]
        ledger.compare(f"{name} estimate", mine.estimate, other["b"][0], CLOSED, size=other["se"][0], at=item["effect"])
        ledger.compare(f"{name} se", mine.standard_error, other["se"][0], CLOSED, at=item["effect"])
        ledger.compare(f"{name} p", mine.p, other["p"][0], CLOSED * 100, at=item["effect"])


@guarded
def compare_trimfill(ledger: Ledger, name: str, y: np.ndarray, v: np.ndarray, theirs: dict[str, Json]) -> None:
    """One trim-and-fill."""
    estimator, method = name.split("_")
    ours = trim_and_fill(y, v, estimator=estimator, method=None if method == "FE" else method)
    quantity = f"trim and fill {name.replace('_', ' ')}"
    if ours is None:
        ledger.unsupported(quantity, required=True)
        return
    tolerance = ROOT if method == "REML" else CLOSED
    ledger.compare(f"{quantity} missing", ours.missing, theirs["k0"], 0.0, at=method)
    if ours.missing >= y.size - 1:
        # The one study that is left is its own centre: the reference counts the sign of its rounding error.
        ledger.reference_wrong(
            f"{quantity} missing se", CLOSED, "one study is left, which lies on the centre and on neither side", at=method
        )
    else:
        ledger.compare(f"{quantity} missing se", ours.missing_error, theirs["se_k0"], CLOSED, at=method)
    ledger.compare(f"{quantity} side", float(ours.side == theirs["side"]), 1.0, 0.0, at=method)
    ledger.compare(f"{quantity} p", ours.p, theirs["p_k0"], CLOSED, at=method)
    # The reference refits with its default stopping rule; what it leaves is told apart from a difference by the likelihood.
    if method == "REML" and better(Series.of(ours.estimates, ours.variances), ours.tau2, theirs["tau2"], restricted=True):
        ledger.reference_wrong(f"{quantity} tau2", tolerance, f"τ² {theirs['tau2']!r} is not where the score is zero, {ours.tau2!r} is")
        return
    ledger.compare(f"{quantity} estimate", [ours.estimate], theirs["b"], tolerance, size=theirs["se"][0], at=method)
    ledger.compare(f"{quantity} se", [ours.standard_error], theirs["se"], tolerance, at=method)
    ledger.compare(f"{quantity} tau2", ours.tau2, theirs["tau2"], tolerance, size=1e-3 * float(np.median(v)), at=method)
    ledger.compare(f"{quantity} filled", sorted(ours.estimates), sorted(theirs["yi"]), tolerance, size=theirs["se"][0], at=method)


@guarded
def compare_selection(ledger: Ledger, name: str, effects: list[Effect], theirs: dict[str, Json], at: str) -> None:
    """One selection model: step functions; a weight that runs to a bound is held against the likelihood only."""
    kind, *cuts, alternative = name.split("_")
    if kind != "step":
        ledger.unsupported(f"selection {kind}")
        return
    if any("do not contain any observed" in str(each) for each in theirs.get("warnings") or []):
        # Declined here: the reference's number is its bound or its start.
        ledger.reference_wrong("selection step", SELECTION, "a step without any study has no weight to estimate", at=f"{at} {name}")
        return
    ours = selection_model(
        effects, steps=[float(cut) for cut in cuts], alternative="two sided" if alternative == "two.sided" else alternative
    )
    if isinstance(ours, NotPooled):
        ledger.unsupported("selection step", required=True)
        return
    at = f"{at} {name}"
    size = ours.standard_error
    typical = float(np.median([effect.variance for effect in effects]))
    values = [
        ("estimate", ours.estimate, theirs["b"][0], size, SELECTION),
        ("se", ours.standard_error, theirs["se"][0], 0.0, SELECTION * 10),
        ("tau2", ours.tau2, theirs["tau2"], typical, SELECTION),
        *(("weights", mine, other, 1.0, SELECTION) for mine, other in zip(ours.weights, theirs["delta"], strict=True)),
        *(
            ("weights se", mine, other, 1.0, SELECTION * 10)
            for mine, other in zip(ours.weight_errors, theirs["se_delta"], strict=True)
            if mine
        ),
        ("test", ours.statistic, theirs["LRT"], 1.0, SELECTION),
    ]
    # Where ours is higher on the same likelihood, the reference stopped below the top: a difference is its own.
    ledger.compare("selection step log likelihood", min(ours.log_likelihood, theirs["ll"]), theirs["ll"], 1e-9, size=1.0, at=at)
    higher = ours.log_likelihood > theirs["ll"] + 1e-9
    for what, mine, other, scale, tolerance in values:
        if other is None:
            continue
        if higher and abs(mine - other) > tolerance * max(abs(other), scale):
            ledger.reference_wrong(
                f"selection step {what}",
                tolerance,
                f"{other!r} where {mine!r} is likelier by {ours.log_likelihood - theirs['ll']:.1e}",
                at=at,
            )
        else:
            ledger.compare(f"selection step {what}", mine, other, tolerance, size=scale, at=at)


def early(effects: Sequence[Effect], ours: float, theirs: Json) -> bool:
    """Whether the reference's τ² by REML is proven to have stopped beside the root."""
    series = Series.of([effect.estimate for effect in effects], [effect.variance for effect in effects])
    if not isinstance(theirs, int | float) or series.df < 1:
        return False
    # Studies' influence has up to ten times the relative error of τ².
    return better(series, ours, float(theirs), restricted=True, beyond=0.1 * ROOT)


@guarded
def compare_influence(ledger: Ledger, effects: list[Effect], item: dict[str, Json]) -> None:
    """Leave-one-out, cumulative, and what each study does."""
    at = item["effect"]
    overall = item["leave1out"]["se"]
    for name, steps in (("leave1out", leave_one_out(effects, test="normal")), ("cumul", cumulative(effects, test="normal"))):
        assert not isinstance(steps, NotPooled)
        theirs = item[name]
        size = max(each for each in overall if each is not None)
        for index, step in enumerate(steps.steps):
            here = f"{at} [{index}]"
            if step.result is not None and early(step.result.effects, step.result.tau2, theirs["tau2"][index]):
                told = f"τ² {theirs['tau2'][index]!r} is not where the score is zero, {step.result.tau2!r} is"
                ledger.reference_wrong(f"{name} tau2", ROOT, told, at=here)
                continue
            ledger.compare(f"{name} estimate", step.estimate, theirs["est"][index], ROOT, size=size, at=here)
            ledger.compare(f"{name} interval", step.low, theirs["ci_lb"][index], ROOT, size=size, at=here)
            ledger.compare(f"{name} interval", step.high, theirs["ci_ub"][index], ROOT, size=size, at=here)
            if step.result is None:
                continue
            typical = float(np.median([effect.variance for effect in step.result.effects]))
            ledger.compare(f"{name} se", step.result.standard_error, theirs["se"][index], ROOT, at=here)
            ledger.compare(f"{name} p", step.result.p, theirs["pval"][index], ROOT * 100, at=here)
            ledger.compare(f"{name} Q", step.result.q, theirs["Q"][index], CLOSED, size=1.0, at=here)
            ledger.compare(f"{name} tau2", step.result.tau2, theirs["tau2"][index], ROOT, size=1e-3 * typical, at=here)
            ledger.compare(f"{name} I2", 100 * step.result.i2, theirs["I2"][index], ROOT, size=10.0, at=here)
    found = influence(effects)
    assert not isinstance(found, NotPooled)
    theirs = item["influence"]
    pairs = {
        "rstudent": "studentized", "dffits": "dffits", "cook_d": "cook", "cov_r": "covariance_ratio", "tau2_del": "tau2_without",
        "QE_del": "q_without", "hat": "share", "dfbs": "dfbeta",
    }  # fmt: skip
    typical = float(np.median([effect.variance for effect in effects]))
    for index, each in enumerate(found):
        without = [*effects[:index], *effects[index + 1 :]]
        if early(without, each.tau2_without, theirs["tau2_del"][index]):
            told = f"τ² {theirs['tau2_del'][index]!r} is not where the score is zero, {each.tau2_without!r} is"
            ledger.reference_wrong("influence tau2_without", ROOT, told, at=f"{at} [{index}]")
            continue
        for key, name in pairs.items():
            size = 1e-3 * typical if key == "tau2_del" else 1e-2
            ledger.compare(f"influence {name}", getattr(each, name), theirs[key][index], ROOT, size=size, at=f"{at} [{index}]")
    ledger.compare("influence residual", [each.residual for each in found], item["rstandard"]["z"], ROOT, size=1e-3, at=at)
    ledger.compare("influence shrunken", [each.shrunken[0] for each in found], item["blup"]["pred"], ROOT, size=max(overall), at=at)
    ledger.compare("influence shrunken", [each.shrunken_error for each in found], item["blup"]["se"], ROOT, size=max(overall), at=at)
    if item.get("baujat_fe"):
        ledger.compare("baujat", [each.baujat[0] for each in found], item["baujat_fe"]["x"], CLOSED, size=1e-3, at=at)
        ledger.compare("baujat", [each.baujat[1] for each in found], item["baujat_fe"]["y"], CLOSED, size=1e-3, at=at)
