"""Direct against indirect evidence, comparison by comparison.

Source:
    Bucher et al. (1997), Journal of Clinical Epidemiology 50, 683-691. https://doi.org/10.1016/S0895-4356(97)00049-8
    König, Krahn & Binder (2013), Statistics in Medicine 32, 5414-5429 (back-calculation). https://doi.org/10.1002/sim.6001
    Dias et al. (2010), Statistics in Medicine 29, 932-944. https://doi.org/10.1002/sim.3767
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from manystudies.pooling.heterogeneity import tau2_of
from manystudies.pooling.intervals import normal_p, normal_quantile
from manystudies.pooling.network.contrast import trials_of
from manystudies.pooling.network.islands import islands
from manystudies.pooling.network.network import Network, design_of
from manystudies.pooling.telling import Row, as_html, percent, printed, printed_p, with_references


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of evidence on a comparison: estimate, error, interval and p on the analysis scale."""

    estimate: float
    standard_error: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Split:
    """One comparison (first minus second) split into its evidence.

    `share` of the information is direct, from `trials` trials; `difference` is direct minus indirect. A part is None where
    there is none.
    """

    first: str
    second: str
    trials: int
    share: float
    network: Part
    direct: Part | None
    indirect: Part | None
    difference: Part | None


@dataclass(frozen=True, slots=True)
class Splits:
    """All comparisons of a network, split."""

    network: Network
    comparisons: tuple[Split, ...]

    @property
    def disagreeing(self) -> tuple[Split, ...]:
        """Comparisons whose direct and indirect evidence differ at p < 0.05; with many comparisons, one in twenty does by chance."""
        return tuple(each for each in self.comparisons if each.difference is not None and each.difference.p < 0.05)  # noqa: PLR2004

    def summary(self) -> str:
        """The comparisons that have both kinds of evidence."""
        shown = self.network.shown
        lines = []
        for each in self.comparisons:
            if each.direct is None or each.indirect is None or each.difference is None:
                continue
            lines.append(
                f"{each.first} against {each.second}: direct {printed(shown(each.direct.estimate))} ({percent(each.share)}, {each.trials} trials), "
                f"indirect {printed(shown(each.indirect.estimate))}, difference p {printed_p(each.difference.p)}"
            )
        return "\n".join(lines) if lines else "No comparison has both direct and indirect evidence."

    def rows(self) -> tuple[Row, ...]:
        """One row a comparison, on the scale a reader sees."""
        shown = self.network.shown
        return tuple(
            {
                "first": each.first,
                "second": each.second,
                "trials": each.trials,
                "share": each.share,
                "network": shown(each.network.estimate),
                "direct": None if each.direct is None else shown(each.direct.estimate),
                "indirect": None if each.indirect is None else shown(each.indirect.estimate),
                "p": None if each.difference is None else each.difference.p,
            }
            for each in self.comparisons
        )

    def methods(self) -> str:
        """A paragraph for a methods section."""
        return (
            with_references("Direct and indirect evidence were separated by back-calculation.", ("SPLIT",)) + "\n" + self.network.methods()
        )

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def split_network(network: Network, *, indirect: Literal["back-calculation", "other designs"] = "back-calculation") -> Splits:
    """Split every comparison of a network into direct and indirect evidence.

    Back-calculation takes the direct evidence out of the network estimate by its share of the information, var(network)/
    var(direct), all with the network's τ². "Other designs" pools again, with a τ² of their own, the trials that do not have
    both treatments.

    Not to be believed to prove agreement: a difference that is not seen may still be there, for such tests are weak.
    """
    reach = normal_quantile(network.level)
    pairs = [(first, second) for j, second in enumerate(network.treatments) for first in network.treatments[j + 1 :]]
    return Splits(network, tuple(_split(network, first, second, reach, indirect) for first, second in pairs))


def _split(network: Network, first: str, second: str, reach: float, kind: Literal["back-calculation", "other designs"]) -> Split:
    pooled = network.effect(first, second)
    whole = _part(pooled.estimate, pooled.standard_error**2, reach)
    members = [each for each in network.contrasts if {each.first, each.second} == {first, second}]
    weights = [1.0 / (each.effect.variance + network.tau2) for each in members]
    if not members:
        return Split(first, second, 0, 0.0, whole, None, whole, None)
    total = sum(weights)
    estimates = [each.effect.estimate if each.first == first else -each.effect.estimate for each in members]
    direct = _part(sum(weight * estimate for weight, estimate in zip(weights, estimates, strict=True)) / total, 1.0 / total, reach)
    share = min(1.0, whole.standard_error**2 * total)
    other = _back(whole, direct, share, reach) if kind == "back-calculation" else _without(network, first, second, reach)
    difference = None
    if other is not None:
        difference = _part(direct.estimate - other.estimate, direct.standard_error**2 + other.standard_error**2, reach)
    return Split(first, second, len(members), share, whole, direct, other, difference)


def _back(whole: Part, direct: Part, share: float, reach: float) -> Part | None:
    """What is left of the network estimate without the direct one; None where nothing is (up to rounding)."""
    if share > 1.0 - 1e-9:
        return None
    estimate = (whole.estimate - share * direct.estimate) / (1.0 - share)
    return _part(estimate, whole.standard_error**2 / (1.0 - share), reach)


def _without(network: Network, first: str, second: str, reach: float) -> Part | None:
    """The estimate of all trials that do not have both treatments; None where they do not connect them."""
    trials = trials_of(network.contrasts)
    if isinstance(trials, str):
        return None
    rest = [trial for trial in trials if not {first, second} <= set(trial.treatments)]
    treatments: Sequence[str] = sorted({name for trial in rest for name in trial.treatments})
    part = next((part for part in islands(treatments, [trial.treatments for trial in rest]) if first in part and second in part), None)
    if part is None:
        return None
    design = design_of([trial for trial in rest if trial.treatments[0] in part], part)
    fit = design.fit(tau2_of(design, network.method) if network.method is not None else 0.0)
    i, j = part.index(first) - 1, part.index(second) - 1
    estimate = variance = 0.0
    for index, sign in ((i, 1.0), (j, -1.0)):
        if index >= 0:
            estimate += sign * float(fit.coefficients[index])
            variance += float(fit.covariance[index, index])
    if i >= 0 and j >= 0:
        variance -= 2.0 * float(fit.covariance[i, j])
    return _part(estimate, variance, reach)


def _part(estimate: float, variance: float, reach: float) -> Part:
    error = sqrt(variance)
    return Part(estimate, error, estimate - reach * error, estimate + reach * error, normal_p(estimate / error))
