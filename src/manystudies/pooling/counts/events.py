"""Sparse events pooled by a likelihood of the counts: no continuity correction, and still a between-study variance."""

from collections.abc import Sequence
from math import isnan

from manystudies.measures import Effect
from manystudies.pooling.counts.models import CountModel, fit_tables
from manystudies.pooling.intervals import chi2_p, normal_p, normal_quantile, prediction_interval, statistic_of
from manystudies.pooling.mantel_haenszel import is_sparse
from manystudies.pooling.pooled import NotPooled, Pooled, PooledInterval
from manystudies.pooling.refusals import refusal

NOTHING_TOLD = "The study had no event in either arm, or only events, and carries nothing about a ratio; it has no weight."


def pool_events(effects: Sequence[Effect], *, model: CountModel = "conditional exact", level: float = 0.95) -> Pooled | NotPooled:
    """Pool odds ratios of sparse events by a binomial–normal model of `Effect.counts`.

    The exact conditional model takes each study's total of events as given (noncentral hypergeometric) and needs neither
    corrections nor a model of the control risks; "fixed studies" and "random studies" model those. Maximum likelihood,
    so τ² tends to be too small with few studies, and intervals are plain.

    Formula: y ~ binomial(logit = level_i ± (θ + u_i)/2), u ~ N(0, τ²); Q is the likelihood-ratio statistic of one θ.
    Source: Stijnen, Hamza & Özdemir (2010), https://doi.org/10.1002/sim.4040; Jackson et al. (2018), https://doi.org/10.1002/sim.7588
    Not to be believed with a handful of events in all: no method makes information out of none.
    """
    effects = tuple(effects)
    reason = refusal(effects)
    if reason is not None:
        return NotPooled(reason, effects)
    if effects[0].measure != "OR":
        return NotPooled("The model of counts gives an odds ratio, and these effects are none.", effects)
    tables = [effect.counts for effect in effects if effect.counts is not None]
    if len(tables) < len(effects):
        return NotPooled("The counts of every study are needed for this method, and not all are known.", effects)
    telling = [0 < a + c < n1 + n2 for a, n1, c, n2 in tables]
    events = [(a, c) for (a, _, c, _), told in zip(tables, telling, strict=True) if told]
    if sum(telling) < 2 or not any(a for a, _ in events) or not any(c for _, c in events):  # noqa: PLR2004
        return NotPooled("One arm has no events in any study, or all but one study had none, so that no ratio can be pooled.", effects)
    fit = fit_tables(tables, model)
    reach = normal_quantile(level) * fit.standard_error
    plain = PooledInterval(fit.theta - reach, fit.theta + reach, "normal", level)
    df = sum(telling) - 1
    # Weights of a likelihood are not linear; these are the shares of information at the fitted variances.
    shares = [1.0 / (effect.variance + fit.tau2) if told else 0.0 for effect, told in zip(effects, telling, strict=True)]
    precise = [1.0 / effect.variance for effect, told in zip(effects, telling, strict=True) if told]
    typical = df / (sum(precise) - sum(each * each for each in precise) / sum(precise))
    q = 0.0 if isnan(fit.q) else fit.q
    warnings = (NOTHING_TOLD,) if not all(telling) else ()
    if not is_sparse(tables):
        warnings = (*warnings, "Events are not sparse; inverse-variance pooling would do.")
    return Pooled(
        effects=effects,
        weights=tuple(share / sum(shares) for share in shares),
        model="random",
        method="GLMM",
        estimate=fit.theta,
        standard_error=fit.standard_error,
        interval=plain,
        plain=plain,
        tau2=fit.tau2,
        tau2_interval=None,
        q=q,
        q_p=chi2_p(q, df),
        i2=fit.tau2 / (fit.tau2 + typical),
        h2=1.0 + fit.tau2 / typical,
        p=normal_p(statistic_of(fit.theta, fit.standard_error)),
        prediction=prediction_interval(fit.theta, fit.standard_error, fit.tau2, level, df) if df > 1 else None,
        warnings=warnings,
        i2_from_q=max(0.0, 1.0 - df / q) if q > 0.0 else 0.0,
        q_df=df,
    )
