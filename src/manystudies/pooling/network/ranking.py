"""How sure a ranking of treatments is: the chances of each rank, and ranges instead of single places.

Source:
    Salanti, Ades & Ioannidis (2011), Journal of Clinical Epidemiology 64, 163-171. https://doi.org/10.1016/j.jclinepi.2010.03.016
    Trinquart et al. (2016), Annals of Internal Medicine 164, 666-673 (rankings without uncertainty mislead). https://doi.org/10.7326/M15-2521
"""

from dataclasses import dataclass

import numpy as np

from manystudies.pooling.kernel import FloatArray
from manystudies.pooling.network.network import Network
from manystudies.pooling.telling import Row, as_html, percent, printed, with_references

_POINTS = 8192


@dataclass(frozen=True, slots=True)
class Rank:
    """One treatment's place: its P-score, the chance of each rank (best first), the mean rank and a 95 % range of ranks.

    `trials` is how many trials it was in: a treatment tried once is never the best on that alone.
    """

    treatment: str
    p_score: float
    chances: tuple[float, ...]
    mean_rank: float
    low: int
    high: int
    trials: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All treatments, best P-score first."""

    network: Network
    small_is_good: bool
    ranks: tuple[Rank, ...]

    @property
    def best(self) -> Rank | None:
        """The treatment that is surely best: first at nearly every draw and tried more than once; None where none is."""
        first = self.ranks[0]
        return first if first.high == 1 and first.trials > 1 else None

    def summary(self) -> str:
        """Each treatment with its P-score and range of ranks."""
        lines = [
            f"{rank.treatment}: P-score {printed(rank.p_score)}, rank {rank.low}" + (f" to {rank.high}" if rank.high > rank.low else "")
            + f", best in {percent(round(rank.chances[0], 2))} of draws, {rank.trials} trials"
            for rank in self.ranks
        ]  # fmt: skip
        lines.append("no treatment is surely the best" if self.best is None else f"{self.best.treatment} ranks first at nearly every draw")
        return "\n".join(lines)

    def rows(self) -> tuple[Row, ...]:
        """One row a treatment."""
        return tuple(
            {"treatment": each.treatment, "p_score": each.p_score, "mean_rank": each.mean_rank, "low": each.low, "high": each.high,
             "best": each.chances[0], "trials": each.trials}
            for each in self.ranks
        )  # fmt: skip

    def methods(self) -> str:
        """A paragraph for a methods section."""
        text = "Treatments were ranked by P-scores; ranges of ranks come from evenly spread points of the joint normal distribution of the effects."
        return with_references(text, ("PSCORE", "RANKS"))

    def _repr_html_(self) -> str:
        return as_html(self.summary(), self.rows())


def rank_treatments(network: Network, *, small_is_good: bool) -> Ranking:
    """Rank the treatments of a network and say how sure each rank is; the same points every time, nothing random.

    Not to be believed without the sizes and certainty of the effects: first may be first by nothing.
    """
    effects = np.array(network.effects)
    order = np.argsort(draws(network) if small_is_good else -draws(network), axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(effects.size)[None, :], axis=1)
    scores = dict(network.p_scores(small_is_good=small_is_good))
    ranks = []
    for index, name in enumerate(network.treatments):
        counts = np.bincount(places[:, index], minlength=effects.size) / places.shape[0]
        total = np.cumsum(counts)
        low, high = int(np.searchsorted(total, 0.025)) + 1, int(np.searchsorted(total, 0.975)) + 1
        trials = len({each.study for each in network.contrasts if name in {each.first, each.second}})
        mean = float(places[:, index].mean()) + 1.0
        ranks.append(Rank(name, scores[name], tuple(counts.tolist()), mean, low, min(high, effects.size), trials))
    ranks.sort(key=lambda rank: (-rank.p_score, rank.treatment))
    return Ranking(network, small_is_good, tuple(ranks))


def draws(network: Network) -> FloatArray:
    """Evenly spread points of the joint normal distribution of the effects, shape (8192, treatments).

    A Kronecker sequence with square roots of primes, mirrored (tent map) and turned normal: deterministic, error about 1/n.
    Source: Richtmyer (1951), LA-1342; Baker's transformation: Hickernell (2002), https://doi.org/10.1007/978-3-642-56046-0_18
    """
    from scipy.special import ndtri

    covariance = np.array(network.covariance)
    values, vectors = np.linalg.eigh(covariance)
    kept = values > 1e-12 * max(float(values.max()), 1e-300)
    spread = vectors[:, kept] * np.sqrt(values[kept])
    steps = np.sqrt(np.array(_primes(int(kept.sum())), dtype=np.float64)) % 1.0
    points = (np.arange(1, _POINTS + 1)[:, None] * steps[None, :]) % 1.0
    tent = np.clip(1.0 - np.abs(2.0 * points - 1.0), 1e-12, 1.0 - 1e-12)
    normals: FloatArray = ndtri(tent)
    found: FloatArray = np.array(network.effects)[None, :] + normals @ spread.T
    return found


def _primes(count: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found
