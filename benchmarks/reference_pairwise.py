"""Pairwise reference values: fits, subgroups, Mantel–Haenszel, Peto."""

import numpy as np

from manystudies.measures import Effect
from manystudies.pooling import NotPooled, Pooled, pool
from manystudies.pooling.heterogeneity import tau2_error
from manystudies.pooling.intervals import chi2_quantile
from manystudies.pooling.kernel import Remainder, Series
from manystudies.pooling.likelihood import log_likelihood
from reference_ledger import Json, Ledger, guarded

TESTS = {"z": "normal", "knha": "hartung-knapp", "adhoc": "hartung-knapp never narrower", "t": "t"}
ITERATIVE = {"REML", "ML", "EB", "PM", "PMM"}
METHODS = {"FE", "DL", "HE", "HS", "HSk", "SJ", "ML", "REML", "EB", "PM", "PMM"}
CLOSED, ROOT = 1e-9, 1e-7


def effects_of(item: dict[str, Json]) -> list[Effect]:
    """The estimates of one effect of a file that are there, as effects without a meaning."""
    pairs = zip(item["yi"], item["vi"], strict=True)
    return [Effect("MD", y, v, str(index)) for index, (y, v) in enumerate(pairs) if y is not None and v]


@guarded
def compare_pairwise(ledger: Ledger, data: dict[str, Json]) -> None:
    """Everything of one pairwise file but regressions."""
    effects = {name: effects_of(item) for name, item in data["effects"].items() if "yi" in item}
    for item in data["fits"]:
        if "error" in item["result"] or item["effect"] not in effects:
            continue
        if item["method"] not in METHODS:
            ledger.unsupported(f"pool {item['method']}")
            continue
        compare_fit(ledger, effects[item["effect"]], item, "pool")


@guarded
def compare_fit(ledger: Ledger, effects: list[Effect], item: dict[str, Json], prefix: str) -> None:
    """One random- or common-effect fit."""
    method, test, theirs = item["method"], item["test"], item["result"]
    result = pool(effects, model="common" if method == "FE" else "random", method="IV" if method == "FE" else method, test=TESTS[test])
    at = f"{item['effect']} {method} {test}"
    if isinstance(result, NotPooled):
        ledger.unsupported(f"{prefix} {method}", required=True)
        return
    series = Series.of([effect.estimate for effect in effects], [effect.variance for effect in effects])
    tolerance = ROOT if method in ITERATIVE else CLOSED
    name = f"{prefix} {method} "
    typical = series.df / series.slopes(0.0).a
    if method in {"REML", "ML"} and better(series, result.tau2, theirs["tau2"], restricted=method == "REML"):
        ledger.reference_wrong(name + "tau2", tolerance, f"τ² {theirs['tau2']!r} is not where the score is zero, {result.tau2!r} is", at=at)
        return
    error = theirs["se"][0]
    ledger.compare(name + "tau2", result.tau2, theirs["tau2"], tolerance, size=1e-3 * typical, at=at)
    if theirs["se_tau2"] is not None:
        ledger.compare(name + "se tau2", tau2_error(series, result.method, result.tau2), theirs["se_tau2"], tolerance, at=at)  # type: ignore[arg-type]
    ledger.compare(name + "estimate", [result.estimate], theirs["b"], tolerance, size=error, at=at)
    ledger.compare(name + "se", [result.standard_error], theirs["se"], tolerance, at=at)
    ledger.compare(name + "interval", [result.interval.low], theirs["ci_lb"], tolerance, size=error, at=at)
    ledger.compare(name + "interval", [result.interval.high], theirs["ci_ub"], tolerance, size=error, at=at)
    ledger.compare(name + "p", [result.p], theirs["pval"], tolerance * 100, at=at)
    ledger.compare(name + "Q", result.q, theirs["QE"], CLOSED, size=1.0, at=at)
    ledger.compare(name + "Q p", result.q_p, theirs["QEp"], CLOSED * 100, at=at)
    ledger.compare(name + "I2", 100 * result.i2, theirs["I2"], tolerance, size=10.0, at=at)
    ledger.compare(name + "H2", result.h2, theirs["H2"], tolerance, size=1.0, at=at)
    ledger.compare(name + "weights", [100 * weight for weight in result.weights], theirs["weights_pct"], tolerance, at=at)
    compare_predictions(ledger, result, theirs, (name, at, tolerance))
    profile = theirs.get("confint_qp")
    if profile and "lb" in profile and method != "FE":
        compare_profile(ledger, f"{name}tau2 interval", series, (result.tau2_interval, profile), f"{at}")


@guarded
def compare_profile(
    ledger: Ledger, name: str, remainder: Remainder, pair: tuple[tuple[float, float] | None, dict[str, Json]], at: str
) -> None:
    """A Q-profile interval of τ²; the reference cuts its upper limit off, which shows in the Q it has there."""
    ours, profile = pair
    low, high = ours or (0.0, 0.0)
    size = 1e-3 * remainder.df / remainder.slopes(0.0).a
    ledger.compare(name, low, profile["lb"][0], ROOT, size=size, at=at)
    theirs, target = profile["ub"][0], chi2_quantile(0.975, remainder.df)
    if isinstance(theirs, float) and abs(theirs - high) > ROOT * max(high, size):
        there, here = remainder.q_and_r(theirs)[0], remainder.q_and_r(high)[0]
        if abs(there - target) > 1e-6 * target and abs(here - target) <= 1e-9 * target:
            ledger.reference_wrong(name, ROOT, f"at its upper limit {theirs!r} Q is {there!r}, not {target!r}; at {high!r} it is", at=at)
            return
    ledger.compare(name, high, theirs, ROOT, size=size, at=at)


@guarded
def compare_predictions(ledger: Ledger, result: Pooled, theirs: dict[str, Json], context: tuple[str, str, float]) -> None:
    """Prediction intervals: t(k − 1) under t tests, and Riley's t(k − 2)."""
    name, at, tolerance = context
    predicted = theirs.get("predict") or {}
    error = theirs["se"][0]
    if predicted.get("pi_dist") == "t" and result.prediction is not None:
        ledger.compare(name + "prediction", [result.prediction[0]], predicted["pi_lb"], tolerance, size=error, at=at)
        ledger.compare(name + "prediction", [result.prediction[1]], predicted["pi_ub"], tolerance, size=error, at=at)
    riley = theirs.get("predict_riley") or {}
    if riley.get("pi_lb") and len(result.effects) > 2:
        other = pool(result.effects, model="random", method=result.method, test=result.interval.test, prediction_df="k-2")
        assert isinstance(other, Pooled)
        assert other.prediction is not None
        ledger.compare(name + "prediction", [other.prediction[0]], riley["pi_lb"], tolerance, size=error, at=at)
        ledger.compare(name + "prediction", [other.prediction[1]], riley["pi_ub"], tolerance, size=error, at=at)


def better(remainder: Remainder, ours: float, theirs: float, *, restricted: bool, beyond: float = ROOT) -> bool:
    """Whether the reference's τ² is proven not to be the highest maximum of the likelihood, and ours to be one.

    The proof: the score is positive just below ours and negative just above (a billionth away; at zero: negative), so a
    maximum lies there, and the likelihood at the reference's value is not higher. Differences up to `beyond` are none.
    """
    if abs(ours - theirs) <= beyond * max(ours, theirs, 1e-3 * float(np.median(remainder.variances))):
        return False

    def score(tau2: float) -> float:
        slopes = remainder.slopes(tau2)
        return slopes.r - (slopes.a if restricted else slopes.w)

    rises = ours == 0.0 or score(ours * (1.0 - 1e-9)) > 0.0
    falls = score(ours * (1.0 + 1e-9)) < 0.0
    gain = log_likelihood(remainder, ours, restricted=restricted) - log_likelihood(remainder, theirs, restricted=restricted)
    return rises and falls and gain > -1e-12
