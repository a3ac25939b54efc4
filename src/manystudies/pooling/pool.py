"""From several effects to one pooled result, or to the reason why there is none."""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import Literal

from manystudies.measures import Effect
from manystudies.pooling.counts.events import pool_events
from manystudies.pooling.heterogeneity import TauMethod, q_profile, tau2_of
from manystudies.pooling.intervals import chi2_p, normal_p, normal_quantile, prediction_interval, statistic_of, t_p, t_quantile
from manystudies.pooling.kernel import Series
from manystudies.pooling.likelihood import summit
from manystudies.pooling.mantel_haenszel import Table, Tabled, is_sparse, mantel_haenszel, peto, peto_heterogeneity, says_nothing
from manystudies.pooling.pooled import Method, Model, NotPooled, Pooled, PooledInterval, Test
from manystudies.pooling.refusals import refusal

TWO_STUDIES = "Two studies only: the plain interval is shown, and how much studies differ cannot be judged from two."
SEVERAL_OPTIMA = "The likelihood of τ² has more than one maximum; the highest was taken, the others are listed."
SPARSE = "Events (or people without one) are sparse: pooled by Mantel–Haenszel without continuity correction, in a common-effect model."
DIFFERING = (
    "Studies differ more than chance explains (I² above 50%, p below 0.1), yet one common effect was pooled: "
    "its interval leaves out how much they differ, and is too narrow for an average of different effects."
)
_LARGE_I2, _SMALL_P = 0.5, 0.1
SILENT = "A study in which nobody or everybody in both arms had the event says nothing of a ratio: it is shown and has no weight."
PETO_UNEQUAL = "Peto's method is a first step from no effect: not to be believed where arms are very unequal or effects large."


def pool(
    effects: Sequence[Effect],
    *,
    model: Model | None = None,
    method: Method | None = None,
    test: Test | None = None,
    level: float = 0.95,
    prediction_df: Literal["k-1", "k-2"] = "k-1",
) -> Pooled | NotPooled:
    """Pool effects of one measure, each of another study.

    Left alone it does what the Cochrane Handbook (chapter 10) advises: random effects with τ² by REML, Hartung and
    Knapp's interval with a variance factor of at least 1 and t(k − 1) beside the plain one, a prediction interval from
    three studies on, and Mantel–Haenszel without correction where `Effect.counts` are known for all and events, or people
    without one, are sparse. A study in which nobody or everybody had the event has no weight in a pooled ratio. Two studies give the plain interval and a warning unless `test` asks for another; one or none
    are not pooled.

    Formula: μ = Σ w y / Σ w, w = 1/(v + τ²); se² = 1/Σ w; Hartung–Knapp se² · Σ w (y − μ)²/(k − 1).
    Shapes and units: everything on the analysis scale of the measure (natural log for ratios); `level` 0–1.
    Raises: nothing for what studies say; refusals are returned as `NotPooled`.
    Source: see `Pooled.methods()` of the result.
    Not to be believed when studies were chosen by their results, or differ in what they measured.
    """
    effects = tuple(effects)
    reason = refusal(effects)
    if reason is not None:
        return NotPooled(reason, effects)
    tables = tuple([effect.counts for effect in effects if effect.counts is not None])
    if method is None and model is None and len(tables) == len(effects) and effects[0].measure in {"OR", "RD", "RR"}:
        telling = [not says_nothing(table) for table in tables]
        silent = telling.count(False)
        if is_sparse(tables) or (silent and (effects[0].measure == "RD" or len(tables) - silent < 2)):  # noqa: PLR2004
            tabled = _by_tables(effects, tables, "MH", level, (SPARSE,) if is_sparse(tables) else (SILENT,))
            if isinstance(tabled, Pooled):
                return tabled
        elif silent:
            return _without_silent(effects, telling, test=test, level=level, lost=1 if prediction_df == "k-1" else 2)
    if method in {"MH", "PETO"}:
        if len(tables) != len(effects):
            return NotPooled("The counts of every study are needed for this method, and not all are known.", effects)
        return _by_tables(effects, tables, "MH" if method == "MH" else "PETO", level, ())
    if method == "GLMM":
        return pool_events(effects, level=level)
    tau_method: TauMethod = "REML"
    if method == "IV":
        model = "common"
    elif method is not None and method != "MH" and method != "PETO":  # noqa: PLR1714 - the type narrows this way only
        tau_method = method
    return _by_variance(effects, model or "random", tau_method, test=test, level=level, lost=1 if prediction_df == "k-1" else 2)


def _without_silent(effects: tuple[Effect, ...], telling: Sequence[bool], *, test: Test | None, level: float, lost: int) -> Pooled:
    """The studies that say something pooled by variance, and the others beside them without weight."""
    told = tuple(effect for effect, tells in zip(effects, telling, strict=True) if tells)
    pooled = _by_variance(told, "random", "REML", test=test, level=level, lost=lost)
    weights = iter(pooled.weights)
    return replace(
        pooled,
        effects=effects,
        weights=tuple(next(weights) if tells else 0.0 for tells in telling),
        warnings=(*pooled.warnings, SILENT),
    )


def _by_variance(effects: tuple[Effect, ...], model: Model, method: TauMethod, *, test: Test | None, level: float, lost: int) -> Pooled:
    count = len(effects)
    series = Series.of([effect.estimate for effect in effects], [effect.variance for effect in effects])
    at_zero = series.slopes(0.0)
    warnings: tuple[str, ...] = ()
    several: tuple[float, ...] = ()
    tau2, at = 0.0, at_zero
    if model == "random":
        if method == "REML" or method == "ML":  # noqa: PLR1714 - no container made
            tops, at = summit(series, at_zero, restricted=method == "REML")
            tau2 = tops[0]
            if len(tops) > 1:
                several = tops
                warnings += (SEVERAL_OPTIMA,)
        else:
            tau2 = tau2_of(series, method)
            at = series.slopes(tau2) if tau2 > 0.0 else at_zero
    estimate, plain_error = series.centre + at.mean, sqrt(1.0 / at.w)
    if test is None:
        test = "hartung-knapp never narrower" if count > 2 and model == "random" else "normal"  # noqa: PLR2004
    if count == 2 and model == "random":  # noqa: PLR2004
        warnings += (TWO_STUDIES,)
    factor = 1.0
    if test in {"hartung-knapp", "hartung-knapp never narrower"}:
        factor = at.q / (count - 1)
        if test == "hartung-knapp never narrower":
            factor = max(1.0, factor)
    error = plain_error * sqrt(factor)
    reach = normal_quantile(level)
    plain = PooledInterval(estimate - reach * plain_error, estimate + reach * plain_error, "normal", level)
    if test == "normal":
        interval, p = plain, normal_p(statistic_of(estimate, error))
    else:
        reach = t_quantile(level, count - 1)
        interval = PooledInterval(estimate - reach * error, estimate + reach * error, test, level)
        p = t_p(statistic_of(estimate, error), count - 1)
    prediction = None
    if model == "random" and count > 2:  # noqa: PLR2004
        prediction = prediction_interval(estimate, error, tau2, level, count - lost)
    typical = (count - 1) / at_zero.a
    i2_from_q = max(0.0, 1.0 - (count - 1) / at_zero.q) if at_zero.q > 0.0 else 0.0
    shares = 1.0 / (series.variances + tau2)
    return Pooled(
        effects=effects,
        weights=tuple((shares / at.w).tolist()),
        model=model,
        method=method if model == "random" else "IV",
        estimate=estimate,
        standard_error=error,
        interval=interval,
        plain=plain,
        tau2=tau2,
        tau2_interval=q_profile(series, level, (tau2, at)) if model == "random" else None,
        q=at_zero.q,
        q_p=chi2_p(at_zero.q, count - 1),
        i2=tau2 / (tau2 + typical) if model == "random" else i2_from_q,
        h2=1.0 + tau2 / typical if model == "random" else at_zero.q / (count - 1),
        p=p,
        prediction=prediction,
        warnings=warnings,
        i2_from_q=i2_from_q,
        q_df=count - 1,
        optima=several,
    )


def _by_tables(
    effects: tuple[Effect, ...], tables: tuple[Table, ...], method: Literal["MH", "PETO"], level: float, warnings: tuple[str, ...]
) -> Pooled | NotPooled:
    measure = effects[0].measure
    tabled: Tabled | None
    if method == "PETO":
        if measure not in {"OR", "PETO"}:
            return NotPooled("Peto's method gives an odds ratio, and these effects are none.", effects)
        tabled = peto(tables)
        warnings += (PETO_UNEQUAL,)
    elif measure == "OR" or measure == "RD" or measure == "RR":  # noqa: PLR1714
        tabled = mantel_haenszel(tables, measure)
    else:
        return NotPooled("Mantel–Haenszel needs odds ratios, risk ratios or risk differences.", effects)
    if tabled is None:
        return NotPooled("One arm has no events in any study, so that no ratio can be pooled.", effects)
    if method == "PETO":
        q, df = peto_heterogeneity(tables)
    else:
        # A table without events, or with nothing else, says nothing about how effects differ.
        telling = [effect for effect, (a, n1, c, n2) in zip(effects, tables, strict=True) if 0 < a + c < n1 + n2]
        q = sum((effect.estimate - tabled.estimate) ** 2 / effect.variance for effect in telling)
        df = len(telling) - 1
    i2, q_p = max(0.0, 1.0 - df / q) if q > 0.0 else 0.0, chi2_p(q, df)
    if df > 0 and i2 > _LARGE_I2 and q_p < _SMALL_P:
        warnings += (DIFFERING,)
    reach = normal_quantile(level) * tabled.standard_error
    plain = PooledInterval(tabled.estimate - reach, tabled.estimate + reach, "normal", level)
    return Pooled(
        effects=effects,
        weights=tabled.weights,
        model="common",
        method=method,
        estimate=tabled.estimate,
        standard_error=tabled.standard_error,
        interval=plain,
        plain=plain,
        tau2=0.0,
        tau2_interval=None,
        q=q,
        q_p=q_p,
        i2=i2,
        h2=q / df if df > 0 else 1.0,
        p=normal_p(statistic_of(tabled.estimate, tabled.standard_error)),
        warnings=warnings,
        i2_from_q=i2,
        q_df=df,
    )
