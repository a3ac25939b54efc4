"""Do trials of different designs agree? Q split by design, designs set free one by one, and the full interaction model.

A design is the set of treatments compared in one trial.

Source:
    Krahn, Binder & König (2013), BMC Medical Research Methodology 13, 35. https://doi.org/10.1186/1471-2288-13-35
    Higgins et al. (2012), Research Synthesis Methods 3, 98-110 (design-by-treatment interaction). https://doi.org/10.1002/jrsm.1044
    Jackson et al. (2014), Statistics in Medicine 33, 3639-3654. https://doi.org/10.1002/sim.6188
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from manystudies.pooling.design import Design
from manystudies.pooling.intervals import chi2_p
from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.network.contrast import Trial, trials_of, whitened
from manystudies.pooling.network.network import Network, design_of, within_each_design
from manystudies.pooling.telling import Row, as_html, printed, printed_p, with_references


@dataclass(frozen=True, slots=True)
class Quadratic:
    """A Q statistic with its degrees of freedom; `p` is None without any."""

    q: float
    df: int

    @property
    def p(self) -> float | None:
        """The upper tail of χ²."""
        return chi2_p(self.q, self.df) if self.df > 0 else None


@dataclass(frozen=True, slots=True)
class Designs:
    """Cochran's Q of a network, split by designs.

    `within` holds each design's own; `between` is what designs disagree by under common effects, `between_random` under
    random effects with τ² taken from within designs (`tau2_within`); `detached` is `between` with one design set free, for designs where that changes it: the
    one after which little is left is the one that disagrees.
    """

    network: Network
    total: Quadratic
    within_all: Quadratic
    between: Quadratic
    within: tuple[tuple[tuple[str, ...], Quadratic], ...]
    detached: tuple[tuple[tuple[str, ...], Quadratic], ...]
    between_random: Quadratic
    tau2_within: float

    def summary(self) -> str:
        """Total, within, between, and the design that matters most."""
        lines = [
            f"{name}: Q {printed(each.q)} on {each.df} df" + ("" if each.p is None else f", p {printed_p(each.p)}")
            for name, each in (
                ("total", self.total),
                ("within designs", self.within_all),
                ("between designs", self.between),
                ("between designs, random effects", self.between_random),
            )
        ]
        if self.detached:
            design, left = min(self.detached, key=lambda pair: pair[1].q)
            lines.append(f"without tying {' – '.join(design)} to the network, Q between falls to {printed(left.q)} on {left.df} df")
        return "\n".join(lines)

    def rows(self) -> tuple[Row, ...]:
        """One row a design."""
        free = dict(self.detached)
        return tuple(
            {"design": ":".join(design), "q": each.q, "df": each.df, "p": each.p, "q_detached": free[design].q if design in free else None}
            for design, each in self.within
        )

    def methods(self) -> str:
        """A paragraph for a methods section."""
        text = "Inconsistency was judged by decomposing Cochran's Q by designs and by a full design-by-treatment interaction model."
        return with_references(text, ("DBT", "DBT2"))

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def split_by_design(network: Network) -> Designs:
    """Split the network's Q by designs."""
    trials = trials_of(network.contrasts)
    if isinstance(trials, str):  # pragma: no cover - a network is made of trials that can be used
        raise TypeError(trials)
    designs = sorted({trial.treatments for trial in trials})
    within = within_each_design(trials)
    q_within, df_within = sum(q for q, _ in within.values()), sum(df for _, df in within.values())
    df_between = network.q_df - df_within
    detached = []
    for design in designs:
        free = _freed(trials, network.treatments, (design,))
        df = free.df - df_within
        if df < df_between:
            detached.append((design, Quadratic(max(0.0, free.q_and_r(0.0)[0] - q_within) if df > 0 else 0.0, max(0, df))))
    everything = _freed(trials, network.treatments, designs)
    tau2 = 0.0
    if df_within > 0:
        # The DerSimonian–Laird estimator of the model in which every design has effects of its own.
        slopes = everything.slopes(0.0)
        tau2 = max(0.0, (slopes.q - df_within) / slopes.a)
    random = design_of(trials, network.treatments).q_and_r(tau2)[0] - everything.q_and_r(tau2)[0]
    return Designs(
        network,
        Quadratic(network.q, network.q_df),
        Quadratic(q_within, df_within),
        Quadratic(network.q_between, network.q_between_df),
        tuple((design, Quadratic(q, df)) for design, (q, df) in within.items()),
        tuple(detached),
        Quadratic(max(0.0, random) if df_between > 0 else 0.0, df_between),
        tau2,
    )


def _freed(trials: Sequence[Trial], treatments: Sequence[str], designs: Sequence[tuple[str, ...]]) -> Design:
    """The network model in which trials of each of `designs` have effects of their own; columns that add nothing are left out."""
    place = {name: index for index, name in enumerate(treatments)}
    shared = len(treatments) - 1
    start: dict[tuple[str, ...], int] = {}
    width = shared
    for design in designs:
        start[design] = width
        width += len(design) - 1
    rows, estimates, variances = [], [], []
    for trial in trials:
        transform, y, d = whitened(trial)
        n = len(trial.treatments) - 1
        block = np.zeros((n, width))
        if trial.treatments in start:
            at = start[trial.treatments]
            block[:, at : at + n] = np.eye(n)
        else:
            for row, name in enumerate(trial.treatments[1:]):
                block[row, place[name] - 1] += 1.0
                if place[trial.treatments[0]]:
                    block[row, place[trial.treatments[0]] - 1] -= 1.0
        rows.append(transform @ block)
        estimates.append(y)
        variances.append(d)
    columns = _independent(np.vstack(rows))
    return Design.of(np.concatenate(estimates), np.concatenate(variances), columns)


def _independent(columns: FloatArray) -> FloatArray:
    """An orthonormal basis of the columns' span."""
    vectors, sizes, _ = np.linalg.svd(columns, full_matrices=False)
    basis: FloatArray = vectors[:, sizes > 1e-10 * sizes[0]]
    return basis
