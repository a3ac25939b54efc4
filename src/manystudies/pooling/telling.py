"""How a pooled result is told: numbers as printed, the methods paragraph, a small table in HTML."""

from collections.abc import Sequence
from html import escape
from math import exp, floor, inf, isfinite, log10

_LARGEST = 709.0

Cell = float | int | str | None
Row = dict[str, Cell]
"""One row of a result as a table: column names to values."""

REFERENCES = {
    "3L": "Konstantopoulos S. Fixed effects and variance components estimation in three-level meta-analysis. Res Synth Methods 2011;2:61-76. doi:10.1002/jrsm.35",
    "BEGG": "Begg CB, Mazumdar M. Operating characteristics of a rank correlation test for publication bias. Biometrics 1994;50:1088-101. doi:10.2307/2533446",
    "BAUJAT": "Baujat B et al. A graphical method for exploring heterogeneity in meta-analyses. Stat Med 2002;21:2641-52. doi:10.1002/sim.1221",
    "CI": "Higgins JPT, Thompson SG. Quantifying heterogeneity in a meta-analysis. Stat Med 2002;21:1539-58. doi:10.1002/sim.1186",
    "CNMA": "Welton NJ et al. Mixed treatment comparison meta-analysis of complex interventions. Am J Epidemiol 2009;169:1158-65. doi:10.1093/aje/kwp014",
    "CNMA2": "Rücker G, Petropoulou M, Schwarzer G. Network meta-analysis of multicomponent interventions. Biom J 2020;62:808-21. doi:10.1002/bimj.201800167",
    "CR2": "Tipton E. Small sample adjustments for robust variance estimation with meta-regression. Psychol Methods 2015;20:375-93. doi:10.1037/met0000011",
    "CR2B": "Pustejovsky JE, Tipton E. Small-sample methods for cluster-robust variance estimation. J Bus Econ Stat 2018;36:672-83. doi:10.1080/07350015.2016.1247004",
    "CUM": "Lau J et al. Cumulative meta-analysis of therapeutic trials for myocardial infarction. N Engl J Med 1992;327:248-54. doi:10.1056/NEJM199207233270406",
    "DL": "DerSimonian R, Laird N. Meta-analysis in clinical trials. Control Clin Trials 1986;7:177-88. doi:10.1016/0197-2456(86)90046-2",
    "EB": "Morris CN. Parametric empirical Bayes inference. J Am Stat Assoc 1983;78:47-55. doi:10.1080/01621459.1983.10477920",
    "DBT": "Krahn U, Binder H, König J. A graphical tool for locating inconsistency in network meta-analyses. BMC Med Res Methodol 2013;13:35. doi:10.1186/1471-2288-13-35",
    "DBT2": "Higgins JPT et al. Consistency and inconsistency in network meta-analysis. Res Synth Methods 2012;3:98-110. doi:10.1002/jrsm.1044",
    "EGGER": "Egger M et al. Bias in meta-analysis detected by a simple, graphical test. BMJ 1997;315:629-34. doi:10.1136/bmj.315.7109.629",
    "FLOW": "Davies AL et al. Network meta-analysis and random walks. Stat Med 2022;41:2091-114. doi:10.1002/sim.9346",
    "GLMM": "Stijnen T, Hamza TH, Özdemir P. Random effects meta-analysis of event outcome in the framework of the generalized linear mixed model. Stat Med 2010;29:3046-67. doi:10.1002/sim.4040",
    "GLMM2": "Jackson D et al. A comparison of seven random-effects models for meta-analyses that estimate the summary odds ratio. Stat Med 2018;37:1059-85. doi:10.1002/sim.7588",
    "HE": "Hedges LV, Olkin I. Statistical methods for meta-analysis. Academic Press 1985",
    "HK": "Hartung J, Knapp G. On tests of the overall treatment effect in meta-analysis. Stat Med 2001;20:1771-82. doi:10.1002/sim.791",
    "HKN": "Röver C, Knapp G, Friede T. Hartung-Knapp-Sidik-Jonkman approach and its modification. BMC Med Res Methodol 2015;15:99. doi:10.1186/s12874-015-0091-1",
    "HS": "Hunter JE, Schmidt FL. Methods of meta-analysis. Sage 2004",
    "INFLUENCE": "Viechtbauer W, Cheung MWL. Outlier and influence diagnostics for meta-analysis. Res Synth Methods 2010;1:112-25. doi:10.1002/jrsm.11",
    "IV": "Deeks JJ, Higgins JPT, Altman DG. Analysing data and undertaking meta-analyses. Cochrane Handbook ch. 10. doi:10.1002/9781119536604.ch10",
    "MH": "Mantel N, Haenszel W. Statistical aspects of the analysis of data. J Natl Cancer Inst 1959;22:719-48. doi:10.1093/jnci/22.4.719",
    "ML": "Viechtbauer W. Bias and efficiency of meta-analytic variance estimators. J Educ Behav Stat 2005;30:261-93. doi:10.3102/10769986030003261",
    "HSk": "Brannick MT, Potter SM, Benitez B, Morris SB. Bias and precision of alternate estimators in meta-analysis. Organ Res Methods 2019;22:490-514. doi:10.1177/1094428117741966",
    "KH": "Knapp G, Hartung J. Improved tests for a random effects meta-regression. Stat Med 2003;22:2693-710. doi:10.1002/sim.1482",
    "MR": "Thompson SG, Higgins JPT. How should meta-regression analyses be undertaken and interpreted? Stat Med 2002;21:1559-73. doi:10.1002/sim.1187",
    "MULTIARM": "Rücker G, Schwarzer G. Reduce dimension or reduce weights? Comparing two approaches to multi-arm studies in network meta-analysis. Stat Med 2014;33:4353-69. doi:10.1002/sim.6236",
    "NMA": "Rücker G. Network meta-analysis, electrical networks and graph theory. Res Synth Methods 2012;3:312-24. doi:10.1002/jrsm.1058",
    "PMM": "Viechtbauer W. Median-unbiased estimators for the amount of heterogeneity in meta-analysis. European Congress of Methodology 2021",
    "PETO": "Yusuf S et al. Beta blockade during and after myocardial infarction. Prog Cardiovasc Dis 1985;27:335-71. doi:10.1016/s0033-0620(85)80003-7",
    "PI": "Higgins JPT, Thompson SG, Spiegelhalter DJ. A re-evaluation of random-effects meta-analysis. J R Stat Soc A 2009;172:137-59. doi:10.1111/j.1467-985X.2008.00552.x",
    "PM": "Paule RC, Mandel J. Consensus values and weighting factors. J Res Natl Bur Stand 1982;87:377-85. doi:10.6028/jres.087.022",
    "PP": "Stanley TD, Doucouliagos H. Meta-regression approximations to reduce publication selection bias. Res Synth Methods 2014;5:60-78. doi:10.1002/jrsm.1095",
    "PSCORE": "Rücker G, Schwarzer G. Ranking treatments in frequentist network meta-analysis works without resampling methods. BMC Med Res Methodol 2015;15:58. doi:10.1186/s12874-015-0060-8",
    "QP": "Viechtbauer W. Confidence intervals for the amount of heterogeneity. Stat Med 2007;26:37-52. doi:10.1002/sim.2514",
    "REML": "Viechtbauer W. Bias and efficiency of meta-analytic variance estimators. J Educ Behav Stat 2005;30:261-93. doi:10.3102/10769986030003261",
    "STERNE": "Sterne JAC et al. Recommendations for examining and interpreting funnel plot asymmetry. BMJ 2011;343:d4002. doi:10.1136/bmj.d4002",
    "RANKS": "Trinquart L et al. Uncertainty in treatment rankings. Ann Intern Med 2016;164:666-73. doi:10.7326/M15-2521",
    "SEL": "Vevea JL, Hedges LV. A general linear model for estimating effect size in the presence of publication bias. Psychometrika 1995;60:419-35. doi:10.1007/BF02294384",
    "SEL2": "McShane BB, Böckenholt U, Hansen KT. Adjusting for publication bias in meta-analysis. Perspect Psychol Sci 2016;11:730-49. doi:10.1177/1745691616662243",
    "SPLIT": "König J, Krahn U, Binder H. Visualizing the flow of evidence in network meta-analysis and characterizing mixed treatment comparisons. Stat Med 2013;32:5414-29. doi:10.1002/sim.6001",
    "TF": "Duval S, Tweedie R. Trim and fill. Biometrics 2000;56:455-63. doi:10.1111/j.0006-341X.2000.00455.x",
    "SJ": "Sidik K, Jonkman JN. Simple heterogeneity variance estimation. J R Stat Soc C 2005;54:367-84. doi:10.1111/j.1467-9876.2005.00489.x",
}  # fmt: skip
_NAMES = {
    "DL": "the DerSimonian–Laird estimator",
    "EB": "the empirical Bayes estimator",
    "HE": "the Hedges–Olkin estimator",
    "HS": "the Hunter–Schmidt estimator",
    "HSk": "the Hunter–Schmidt estimator with small-sample correction",
    "ML": "maximum likelihood",
    "PM": "the Paule–Mandel estimator",
    "PMM": "the median-unbiased Paule–Mandel estimator",
    "REML": "restricted maximum likelihood",
    "SJ": "the Sidik–Jonkman estimator",
}


def printed(value: float, digits: int = 3) -> str:
    """A number with `digits` significant digits, never fewer than two decimals from 1 to 10, no exponent between 1e-4 and 1e6.

    >>> printed(0.4894), printed(12345.6), printed(1.0)
    ('0.489', '12346', '1.00')
    """
    if not isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "–"
    if value == 0:
        return "0"
    size = floor(log10(abs(value)))
    if not -4 <= size < 6:  # noqa: PLR2004
        return f"{value:.{digits - 1}e}".replace("-", "−")
    return f"{value:.{max(0, digits - 1 - size)}f}".replace("-", "−")


def shown_value(value: float, *, on_log_scale: bool) -> float:
    """A value of the analysis scale on the scale a reader sees: exp for logarithms (infinite beyond any double), else unchanged."""
    if not on_log_scale:
        return value
    return exp(value) if value < _LARGEST else inf


def printed_p(value: float) -> str:
    """A p-value with its comparator: '= 0.031' or '< 0.001'."""
    return "< 0.001" if value < 0.001 else f"= {value:.3f}" if value < 0.1 else f"= {value:.2f}"  # noqa: PLR2004


def percent(share: float) -> str:
    """A share (0–1) in percent: '95%', '97.5%'.

    >>> percent(0.95), percent(0.975)
    ('95%', '97.5%')
    """
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def versions() -> str:
    """Which versions computed a result."""
    import sys

    import numpy as np
    import scipy

    # The package itself imports rooms that this one may not, so its version is read, not imported.
    package = __name__.partition(".")[0]
    own = getattr(sys.modules[package], "__version__", "")
    return f"{package} {own}, numpy {np.__version__}, scipy {scipy.__version__}"


def with_references(text: str, keys: Sequence[str]) -> str:
    """A paragraph that ends with the versions that computed it, followed by its numbered references, each once."""
    unique = list(dict.fromkeys(REFERENCES[key] for key in keys))
    return f"{text} Computed with {versions()}.\n" + "\n".join(f"[{number}] {reference}." for number, reference in enumerate(unique, 1))


def methods_paragraph(*, model: str, method: str, tests: Sequence[str], level: float, prediction: bool, tau2_interval: bool) -> str:
    """What was done, in the words of a methods section."""
    keys = [method]
    if model == "common":
        how = {
            "IV": "by inverse variance",
            "MH": "by the Mantel–Haenszel method without continuity correction",
            "PETO": "by Peto's one-step odds ratio",
        }
        text = f"Effects were pooled in a common-effect model {how[method]}."
    elif method == "GLMM":
        text = "Odds ratios were pooled by maximum likelihood in a binomial–normal model of the counts, without continuity correction."
        keys.append("GLMM2")
    else:
        text = f"Effects were pooled in a random-effects model with inverse-variance weights; the between-study variance τ² was estimated by {_NAMES[method]}."
    if "hartung-knapp never narrower" in tests:
        text += f" The {percent(level)} confidence interval is Hartung and Knapp's, with t quantiles on k − 1 degrees of freedom and a variance factor of at least 1; the plain normal interval is shown beside it."
        keys += ["HK", "HKN"]
    elif "hartung-knapp" in tests:
        text += f" The {percent(level)} confidence interval is Hartung and Knapp's, with t quantiles on k − 1 degrees of freedom; the plain normal interval is shown beside it."
        keys.append("HK")
    else:
        text += f" The {percent(level)} confidence interval rests on the normal distribution."
    text += " Heterogeneity is described by Cochran's Q and I²"
    keys.append("CI")
    if tau2_interval:
        text += ", and τ² with its Q-profile interval"
        keys.append("QP")
    text += "."
    if prediction:
        text += " The prediction interval uses t quantiles on k − 1 degrees of freedom."
        keys.append("PI")
    return with_references(text, keys)


def regression_methods(*, model: str, method: str, test: str, level: float) -> str:
    """What a meta-regression did, in the words of a methods section."""
    if model == "common":
        text = "Effects were regressed on moderators by inverse-variance weighted least squares, without a between-study variance."
    else:
        text = f"Effects were regressed on moderators in a random-effects model; the residual between-study variance τ² was estimated by {_NAMES[method]}."
    keys = ["MR", method]
    if test.startswith("hartung-knapp"):
        text += f" Tests and {percent(level)} intervals use Knapp and Hartung's variance and t quantiles."
        keys.append("KH")
    return with_references(text, keys)


def network_methods(*, model: str, method: str, level: float) -> str:
    """What a network meta-analysis did, in the words of a methods section."""
    text = "All treatments were compared in a frequentist network meta-analysis; contrasts of trials with more than two arms entered with their covariances."
    keys = ["NMA", "MULTIARM"]
    if model == "random":
        text += f" One between-study variance τ² for all comparisons was estimated by {_NAMES[method]}."
        keys.append(method)
    text += f" Intervals ({percent(level)}) rest on the normal distribution; consistency was tested by Q between designs."
    keys.append("DBT")
    return with_references(text, keys)


def component_methods(*, model: str, method: str, level: float) -> str:
    """What a component network meta-analysis did, in the words of a methods section."""
    text = (
        "Effects of combinations were modelled as sums of the effects of their components in a component network meta-analysis; "
        "it was stated first which components the trials can tell apart. Additivity was tested against the network without it."
    )
    keys = ["CNMA", "CNMA2"]
    if model == "random":
        text += f" The between-study variance τ² was estimated by {_NAMES[method]}."
        keys.append(method)
    text += f" Intervals ({percent(level)}) rest on the normal distribution."
    return with_references(text, keys)


def multilevel_methods(*, correlation: float, level: float) -> str:
    """What a three-level meta-analysis did, in the words of a methods section."""
    text = (
        "Dependent effects were pooled in a three-level model with variances between studies and between effects of one study, "
        f"estimated by restricted maximum likelihood, assuming a correlation of {correlation:g} between sampling errors of one study. "
        f"{percent(level)} intervals are cluster-robust (CR2) with Satterthwaite degrees of freedom."
    )
    return with_references(text, ("3L", "CR2", "CR2B"))


def as_html(summary: str, rows: Sequence[Row]) -> str:
    """The summary and its rows as a small HTML table, for a notebook."""
    body = ""
    if rows:
        head = "".join(f"<th>{escape(name)}</th>" for name in rows[0])
        lines = "".join("<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row.values()) + "</tr>" for row in rows)
        body = f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    return f"<div><pre>{escape(summary)}</pre>{body}</div>"


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return printed(value) if isinstance(value, float) else str(value)
