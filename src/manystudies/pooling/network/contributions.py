"""How much each direct comparison contributes to each estimate of a network, by the paths its evidence flows along.

Source:
    Papakonstantinou et al. (2018), F1000Research 7, 610. https://doi.org/10.12688/f1000research.14770.3
    Davies, Papakonstantinou, Nikolakopoulou, Rücker & Galla (2022), Statistics in Medicine 41, 2091-2114 (random walk). https://doi.org/10.1002/sim.9346
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.network.contrast import trials_of
from manystudies.pooling.network.network import Network
from manystudies.pooling.telling import Row, as_html, percent, with_references

Pair = tuple[str, str]
Edge = tuple[int, int, float]
# Flows below this share of the whole are rounding.
_NOTHING = 1e-12
# What is left of a flow of 1 after its paths were taken out one by one.
_EMPTY = 1e-10


@dataclass(frozen=True, slots=True)
class Contributions:
    """Shares of direct comparisons (`columns`) in the estimates of `estimates`; each row adds up to 1."""

    network: Network
    estimates: tuple[Pair, ...]
    columns: tuple[Pair, ...]
    shares: tuple[tuple[float, ...], ...]

    def of(self, first: str, second: str) -> dict[Pair, float]:
        """The shares of one estimate, largest first."""
        wanted = {first, second}
        row = next(shares for pair, shares in zip(self.estimates, self.shares, strict=True) if set(pair) == wanted)
        return dict(sorted(zip(self.columns, row, strict=True), key=lambda each: (-each[1], each[0])))

    def summary(self) -> str:
        """The largest contributor of each estimate."""
        lines = []
        for pair, row in zip(self.estimates, self.shares, strict=True):
            best = max(range(len(row)), key=row.__getitem__)
            lines.append(f"{pair[0]} – {pair[1]}: {percent(row[best])} from {' – '.join(self.columns[best])}")
        return "\n".join(lines)

    def rows(self) -> tuple[Row, ...]:
        """One row an estimate, one column a direct comparison."""
        return tuple(
            {"estimate": " – ".join(pair), **{" – ".join(column): share for column, share in zip(self.columns, row, strict=True)}}
            for pair, row in zip(self.estimates, self.shares, strict=True)
        )

    def methods(self) -> str:
        """A paragraph for a methods section."""
        return with_references(
            "Contributions of direct comparisons were computed from a random walk along the flow of evidence.", ("FLOW",)
        )

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def contributions(network: Network, *, paths: Literal["random walk", "shortest path"] = "random walk") -> Contributions:
    """The contribution matrix of a network at its own τ², by all paths of the evidence flow.

    The row of the hat matrix of an estimate is a flow from one treatment to the other; a walker who takes each comparison
    with the chance of its flow walks a path of n comparisons, and each of them earns 1/n. "Shortest path" empties the
    flow path by path instead, shortest first; where two are equally short the names decide, so prefer the walk.
    """
    columns, hat, estimates = comparison_hat(network)
    places = {name: index for index, name in enumerate(network.treatments)}
    edges = [(places[first], places[second]) for first, second in columns]
    rule = _walk if paths == "random walk" else _shortest
    shares = [rule(_directed(hat[row], edges), places[pair[0]], places[pair[1]], len(places)) for row, pair in enumerate(estimates)]
    return Contributions(network, estimates, columns, tuple(tuple(each.tolist()) for each in shares))


def comparison_hat(network: Network) -> tuple[tuple[Pair, ...], FloatArray, tuple[Pair, ...]]:
    """Direct comparisons, the hat matrix that makes network estimates of them, and those estimates, pairs in order of name."""
    trials = trials_of(network.contrasts)
    if isinstance(trials, str):  # pragma: no cover - a network is made of trials that can be used
        raise TypeError(trials)
    weights: dict[Pair, float] = {}
    for trial in trials:
        n = trial.estimates.size
        inverse = np.linalg.inv(trial.covariance + network.tau2 / 2.0 * (np.eye(n) + 1.0))
        full = np.zeros((n + 1, n + 1))
        full[1:, 1:] = inverse
        full[0, 1:] = full[1:, 0] = -inverse.sum(axis=0)
        for i, first in enumerate(trial.treatments):
            for j in range(i + 1, n + 1):
                pair = (first, trial.treatments[j])
                weights[pair] = weights.get(pair, 0.0) - float(full[i, j])
    columns = tuple(sorted(weights))
    treatments = network.treatments
    incidence = np.zeros((len(columns), len(treatments)))
    for row, (first, second) in enumerate(columns):
        incidence[row, treatments.index(first)], incidence[row, treatments.index(second)] = 1.0, -1.0
    weight = np.array([weights[pair] for pair in columns])
    laplacian = (incidence * weight[:, None]).T @ incidence
    inverse = np.linalg.pinv(laplacian, hermitian=True)
    estimates = tuple((first, second) for i, first in enumerate(treatments) for second in treatments[i + 1 :])
    asked = np.zeros((len(estimates), len(treatments)))
    for row, (first, second) in enumerate(estimates):
        asked[row, treatments.index(first)], asked[row, treatments.index(second)] = 1.0, -1.0
    hat: FloatArray = asked @ inverse @ incidence.T * weight[None, :]
    return columns, hat, estimates


def _directed(flow: FloatArray, edges: list[tuple[int, int]]) -> list[Edge]:
    """The edges in the direction of their flow, and how much flows."""
    return [(i, j, f) if f > 0.0 else (j, i, -f) for (i, j), f in zip(edges, flow.tolist(), strict=True)]


def _shortest(directed: list[Edge], source: int, sink: int, size: int) -> FloatArray:
    """The shares of the edges when the flow is emptied along shortest paths; treatments are tried in order of appearance."""
    left = [f for _, _, f in directed]
    found = np.zeros(len(directed))
    order = list(dict.fromkeys(end for (i, j, f) in directed if f > _EMPTY for end in (i, j)))
    rank = {node: index for index, node in enumerate(order)}
    for _ in range(len(directed) * size):
        after: dict[int, list[int]] = {}
        for index, (i, _, _) in enumerate(directed):
            if left[index] > _EMPTY:
                after.setdefault(i, []).append(index)
        came: dict[int, int] = {}
        queue = [source]
        for node in queue:
            for index in sorted(after.get(node, ()), key=lambda index: rank[directed[index][1]]):
                other = directed[index][1]
                if other not in came and other != source:
                    came[other] = index
                    queue.append(other)
        if sink not in came:
            break
        path = []
        node = sink
        while node != source:
            path.append(came[node])
            node = directed[came[node]][0]
        flow = min(left[index] for index in path)
        for index in path:
            left[index] -= flow
            found[index] += flow / len(path)
    return found


def _walk(directed: list[Edge], source: int, sink: int, size: int) -> FloatArray:
    """The shares of the edges in a flow of 1 from source to sink, over all paths, by counting walks of each length."""
    out = [0.0] * size
    for i, _, f in directed:
        if f > _NOTHING:
            out[i] += f
    order = _downstream(directed, size)
    reach = np.zeros((size, size))
    reach[source, 0] = 1.0
    leave = np.zeros((size, size))
    leave[sink, 0] = 1.0
    moves: list[list[tuple[int, float]]] = [[] for _ in range(size)]
    for i, j, f in directed:
        if f > _NOTHING and i != sink:
            moves[i].append((j, f / out[i]))
    for i in order:
        for j, chance in moves[i]:
            reach[j, 1:] += chance * reach[i, :-1]
    for i in reversed(order):
        for j, chance in moves[i]:
            leave[i, 1:] += chance * leave[j, :-1]
    lengths = np.arange(size)
    inverse = 1.0 / (lengths[:, None] + lengths[None, :] + 1.0)
    found = np.zeros(len(directed))
    for index, (i, j, f) in enumerate(directed):
        if f > _NOTHING and i != sink:
            found[index] = f / out[i] * float(reach[i] @ inverse @ leave[j])
    return found


def _downstream(directed: list[Edge], size: int) -> list[int]:
    """Treatments in the direction of the flow, which has no circles: it runs down the potential of an electrical network."""
    waiting = [0] * size
    after: list[list[int]] = [[] for _ in range(size)]
    for i, j, f in directed:
        if f > _NOTHING:
            waiting[j] += 1
            after[i].append(j)
    ready = [index for index in range(size) if not waiting[index]]
    order = []
    while ready:
        index = ready.pop()
        order.append(index)
        for other in after[index]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return order
