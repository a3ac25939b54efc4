"""Meta-regression and subgroup reference values."""

from math import inf, sqrt

import numpy as np

from manystudies.measures import Effect
from manystudies.pooling import pool_subgroups
from manystudies.pooling.design import Design
from manystudies.pooling.heterogeneity import tau2_of, typical_variance
from manystudies.pooling.kernel import Series
from manystudies.pooling.regression import Regression, regress
from reference_exact import digits_kept, exact_fit
from reference_ledger import Json, Ledger, guarded
from reference_pairwise import CLOSED, ITERATIVE, METHODS, ROOT, TESTS, better, compare_fit, compare_profile, effects_of


@guarded
def compare_regressions(ledger: Ledger, data: dict[str, Json]) -> None:
    """The meta-regressions and subgroups of one pairwise file."""
    for item in data["metareg"]:
        theirs = item["result"]
        if "error" in theirs or item["method"] not in METHODS:
            continue
        compare_regression(ledger, data["effects"][item["effect"]], item, theirs)
    for item in data["subgroup"]:
        compare_subgroups(ledger, data, item)


@guarded
def compare_regression(ledger: Ledger, effect: dict[str, Json], item: dict[str, Json], theirs: dict[str, Json]) -> None:
    """One meta-regression."""
    method = item["method"]
    rows = theirs["rows_used"]
    y = np.array([effect["yi"][row] for row in rows])
    v = np.array([effect["vi"][row] for row in rows])
    x = np.array(theirs["X"], dtype=float)
    names = ["intercept" if name == "intrcpt" else name for name in theirs["coef_names"]]
    ours = regress(
        y,
        v,
        x,
        names,
        model="common" if method == "FE" else "random",
        method="REML" if method == "FE" else method,
        test=TESTS[item["test"]],
    )
    at = f"{item['effect']} {item['formula']} {method} {item['test']}"
    tolerance = ROOT if method in ITERATIVE else CLOSED
    design = Design.of(y, v, x)
    typical = typical_variance(design)
    if method in {"REML", "ML"} and better(design, ours.tau2, theirs["tau2"], restricted=method == "REML"):
        ledger.reference_wrong(
            "regression tau2", tolerance, f"τ² {theirs['tau2']!r} is not where the score is zero, {ours.tau2!r} is", at=at
        )
        return
    agrees = close(ours.q, theirs["QE"]) and close(ours.tau2, theirs["tau2"])
    agrees = agrees and all(close(mine.estimate, other) for mine, other in zip(ours.coefficients, theirs["b"], strict=True))
    if method not in ITERATIVE and not agrees and not digits_kept(exact := exact_fit(y, v, x, method), theirs):
        ledger.reference_wrong("regression closed", CLOSED, f"Q {theirs['QE']!r} is {exact.q!r} in exact fractions", at=at)
        errors = theirs["se"]
        ledger.compare(
            "regression against exact fractions",
            [each.estimate for each in ours.coefficients],
            exact.coefficients,
            CLOSED,
            size=errors,
            at=at,
        )
        ledger.compare("regression against exact fractions", ours.q, exact.q, CLOSED, at=at)
        ledger.compare("regression against exact fractions", ours.tau2, exact.tau2, CLOSED, size=1e-3 * typical, at=at)
        return
    kind = "iterative" if method in ITERATIVE else "closed"
    name = f"regression {kind} "
    ledger.compare(name + "tau2", ours.tau2, theirs["tau2"], tolerance, size=1e-3 * typical, at=at)
    errors = theirs["se"]
    ledger.compare(name + "coefficients", [each.estimate for each in ours.coefficients], theirs["b"], tolerance, size=errors, at=at)
    ledger.compare(name + "se", [each.standard_error for each in ours.coefficients], errors, tolerance, at=at)
    ledger.compare(name + "interval", [each.low for each in ours.coefficients], theirs["ci_lb"], tolerance, size=errors, at=at)
    ledger.compare(name + "interval", [each.high for each in ours.coefficients], theirs["ci_ub"], tolerance, size=errors, at=at)
    ledger.compare(name + "p", [each.p for each in ours.coefficients], theirs["pval"], tolerance * 100, at=at)
    sizes = [[a * b for b in errors] for a in errors]
    ledger.compare(name + "covariance", ours.covariance, theirs["vb"], tolerance, size=sizes, at=at)
    if method not in ITERATIVE or close(ours.q, theirs["QE"]) or close(exact_fit(y, v, x, "FE").q, theirs["QE"]):
        ledger.compare(name + "Q", ours.q, theirs["QE"], CLOSED, size=1.0, at=at)
    else:
        ledger.reference_wrong(name + "Q", CLOSED, f"Q {theirs['QE']!r} is {exact_fit(y, v, x, 'FE').q!r} in exact fractions", at=at)
    ledger.compare(name + "moderators", ours.statistic, theirs["QM"], tolerance, size=1e-3, at=at)
    ledger.compare(name + "moderators p", ours.p, theirs["QMp"], tolerance * 100, at=at)
    ledger.compare(name + "I2", 100 * ours.i2, theirs["I2"], tolerance, size=10.0, at=at)
    ledger.compare(name + "H2", ours.h2, theirs["H2"], tolerance, size=1.0, at=at)
    compare_explained(ledger, ours, tau2_of(Series.of(y, v), ours.method or "REML"), theirs["R2"], (name + "R2", at, tolerance))
    profile = theirs.get("confint_qp")
    if profile and "lb" in profile and ours.tau2_interval:
        compare_profile(ledger, f"{name}tau2 interval", design, (ours.tau2_interval, profile), at)
    compare_fitted(ledger, ours, x.tolist(), theirs, (name, at, tolerance))


@guarded
def compare_explained(ledger: Ledger, ours: Regression, before: float, theirs: Json, context: tuple[str, str, float]) -> None:
    """The share of τ² explained; `before` is τ² without moderators.

    Where there was none to explain, the reference prints 0 % or a ratio of two rounding errors, and this library nothing.
    """
    name, at, tolerance = context
    if ours.r2 is not None:
        ledger.compare(name, 100 * ours.r2, theirs, tolerance, size=10.0, at=at)
    elif theirs and before == 0.0:
        ledger.reference_wrong(name, tolerance, f"{theirs!r} % of nothing: without moderators the likelihood is highest at τ² = 0", at=at)
    elif theirs:
        ledger.note(name, inf, tolerance, f"{at} (none)")


@guarded
def compare_fitted(
    ledger: Ledger, ours: Regression, rows: list[list[float]], theirs: dict[str, Json], context: tuple[str, str, float]
) -> None:
    """Fitted values with their intervals."""
    name, at, tolerance = context
    predicted = theirs.get("pred")
    if isinstance(predicted, dict) and "pred" in predicted:
        each = [ours.predict(row) for row in rows]
        size = max(theirs["se"])
        ledger.compare(name + "fitted", [one.estimate for one in each], predicted["pred"], tolerance, size=size, at=at)
        ledger.compare(name + "fitted", [one.standard_error for one in each], predicted["se"], tolerance, at=at)
        ledger.compare(name + "fitted", [one.low for one in each], predicted["ci_lb"], tolerance, size=size, at=at)
        if predicted.get("pi_lb") and ours.model == "random":
            ledger.compare(name + "prediction", [one.prediction[0] for one in each], predicted["pi_lb"], tolerance, size=size, at=at)


def close(mine: float, other: float) -> bool:
    """Whether two numbers agree to nine digits."""
    return abs(mine - other) <= CLOSED * max(abs(mine), abs(other))


def effect_levels(effects: list[Effect], values: list[Json]) -> list[str]:
    """What a column of the file says of each effect, empty where it says nothing."""
    rows = (values[int(effect.key)] if int(effect.key) < len(values) else None for effect in effects)
    return ["" if value is None else as_printed(value) for value in rows]


def as_printed(value: Json) -> str:
    """A value as R prints it as the name of a level."""
    if isinstance(value, bool):
        return str(value).upper()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@guarded
def compare_subgroups(ledger: Ledger, data: dict[str, Json], item: dict[str, Json]) -> None:
    """Subgroups with τ² of their own and, as a meta-regression, with a common one."""
    effects = effects_of(data["effects"][item["effect"]])
    wanted = {str(group["level"]): group["k"] for group in item["groups"]}
    levels = [effect_levels(effects, values) for values in data["data"].values()]
    labels = next((each for each in levels if {level: each.count(level) for level in wanted} == wanted), None)
    if labels is None:
        ledger.unsupported("subgroups", required=True)
        return
    grouped = [
        Effect(effect.measure, effect.estimate, effect.variance, effect.key, group=label)
        for effect, label in zip(effects, labels, strict=True)
        if label in wanted
    ]
    for group in item["groups"]:
        members = [effect for effect in grouped if effect.group == str(group["level"])]
        if len(members) > 1 and "error" not in group["result"]:
            compare_fit(
                ledger, members, {"effect": f"{item['effect']} {group['level']}", "method": "REML", "test": "z", **group}, "subgroup"
            )
    result = pool_subgroups(grouped, model="random", method="REML", test="normal")
    separate = item["separate_tau2"]
    ledger.compare("subgroups between Q", result.q_between, separate["Q_between"], ROOT, size=1e-2, at=item["effect"])
    ledger.compare("subgroups between p", result.p, separate["p"], ROOT, at=item["effect"])
    common = item["common_tau2"]
    y = np.array([effect.estimate for effect in grouped])
    v = np.array([effect.variance for effect in grouped])
    names = [str(level) for level in common["levels"]]
    x = np.array([[float(effect.group == name) for name in names] for effect in grouped])
    fitted = regress(y, v, x, names)
    size = sqrt(float(v.mean()))
    ledger.compare("subgroups common tau2", fitted.tau2, common["tau2"], ROOT, size=1e-3 * float(np.median(v)), at=item["effect"])
    ledger.compare("subgroups common tau2 estimates", [each.estimate for each in fitted.coefficients], common["b"], ROOT, size=size)
