"""Training of chains of two labels whose steps have features too, averaged over bags of sequences and features."""

import random
from dataclasses import dataclass

import numpy as np
from chains import Floats, Sequences, Trained, matrix_of, names_of
from numpy.typing import NDArray
from scipy.optimize import minimize


@dataclass(frozen=True, slots=True)
class Paired:
    """Weights of places and steps, and weights of what speaks for the same label at a place and the one before it."""

    own: Trained
    pairs: Trained


def train_paired(
    data: Sequences, pairs: list[list[str]], kinds: int, *, least: int, prior: float, rounds: int, bags: int, kept: float
) -> Paired:
    """The mean of the chains trained on `bags` draws of as many sequences, each with a share `kept` of the features.

    Source: Lafferty, McCallum and Pereira (2001), Conditional random fields; Breiman (1996), https://doi.org/10.1007/BF00058655
    """
    offsets = np.concatenate([[0], np.cumsum(data.lengths)]).tolist()
    own_names, pair_names = names_of(data.features, least), names_of(pairs, least)
    own, both = np.zeros(len(own_names)), np.zeros(len(pair_names))
    moves, start = np.zeros((kinds, 2, 2)), np.zeros(2)
    for bag in range(bags):
        dice = random.Random(bag)  # noqa: S311 - the same bags every time
        drawn = [dice.randrange(len(data.lengths)) for _ in data.lengths]
        own_kept = [place for place in range(len(own_names)) if dice.random() < kept]
        pairs_kept = [place for place in range(len(pair_names)) if dice.random() < kept]
        places = [place for each in drawn for place in range(offsets[each], offsets[each + 1])]
        cut = Sequences(
            [data.features[place] for place in places],
            [data.labels[place] for place in places],
            [data.steps[place] for place in places],
            [data.lengths[each] for each in drawn],
        )
        found = _fit(
            cut,
            [pairs[place] for place in places],
            ([own_names[place] for place in own_kept], [pair_names[place] for place in pairs_kept]),
            kinds,
            prior=prior,
            rounds=rounds,
        )
        own[own_kept] += found[0] / bags
        both[pairs_kept] += found[1] / bags
        moves += found[2] / bags
        start += found[3] / bags
    return Paired(
        Trained(own_names, np.stack([own / 2, -own / 2], 1), moves, start),
        Trained(pair_names, both[:, None], np.zeros((1, 1, 1)), np.zeros(1)),
    )


def _fit(
    data: Sequences, pairs: list[list[str]], names: tuple[list[str], list[str]], kinds: int, *, prior: float, rounds: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """The weights of one bag: of places for the first label, of pairs, of steps and of starts."""
    own, both = matrix_of(data.features, names[0]), matrix_of(pairs, names[1])
    own_turned, both_turned = own.T.tocsr(), both.T.tocsr()
    size, width, total = own.shape[1], both.shape[1], own.shape[0]
    order = sorted(range(len(data.lengths)), key=lambda place: -data.lengths[place])
    offsets = np.concatenate([[0], np.cumsum(data.lengths)])
    places = np.full((len(order), max(data.lengths)), -1)
    for row, place in enumerate(order):
        places[row, : data.lengths[place]] = np.arange(offsets[place], offsets[place + 1])
    held, active = np.maximum(places, 0), (places >= 0).sum(0)
    ends = np.array([data.lengths[place] - 1 for place in order])
    labels, steps = np.array(data.labels), np.array(data.steps)
    follows = np.ones(total, dtype=np.bool_)
    follows[offsets[:-1]] = False
    before = np.concatenate([[0], labels[:-1]])
    same = (before == labels) & follows
    told = np.zeros((kinds, 2, 2))
    np.add.at(told, (steps[follows], before[follows], labels[follows]), 1)
    first = np.bincount(labels[~follows], minlength=2)
    wanted = own_turned @ (labels == 0), both_turned @ same
    step = steps[held]

    def loss(theta: Floats) -> tuple[float, Floats]:
        weights, alike = theta[:size], theta[size : size + width]
        moves, start = theta[size + width : -2].reshape(kinds, 2, 2), theta[-2:]
        scored, joined = own @ weights, both @ alike
        unary = np.stack([scored, np.zeros(total)], 1)[held]
        moved = moves[step] + joined[held][:, :, None, None] * np.eye(2)
        forward, backward = np.zeros_like(unary), np.zeros_like(unary)
        forward[:, 0] = unary[:, 0] + start
        for time in range(1, unary.shape[1]):
            rows = active[time]
            forward[:rows, time] = _summed(forward[:rows, time - 1][:, :, None] + moved[:rows, time], 1) + unary[:rows, time]
        norm = _summed(forward[np.arange(len(order)), ends], 1)
        seen, kept = np.zeros(total), np.zeros(total)
        expected = np.zeros_like(moves)
        for time in range(unary.shape[1] - 1, -1, -1):
            if time + 1 < unary.shape[1]:
                rows = active[time + 1]
                through = moved[:rows, time + 1] + (unary[:rows, time + 1] + backward[:rows, time + 1])[:, None, :]
                backward[:rows, time] = _summed(through, 2)
                joint = np.exp(forward[:rows, time][:, :, None] + through - norm[:rows, None, None])
                kept[places[:rows, time + 1]] = joint[:, 0, 0] + joint[:, 1, 1]
                np.add.at(expected, step[:rows, time + 1], joint)
            rows = active[time]
            seen[places[:rows, time]] = np.exp(forward[:rows, time, 0] + backward[:rows, time, 0] - norm[:rows])
        opened = np.exp(forward[:, 0] + backward[:, 0] - norm[:, None]).sum(0)
        value = scored @ (labels == 0) + joined @ same + (moves * told).sum() + (start * first).sum() - norm.sum()
        slope = np.concatenate([wanted[0] - own_turned @ seen, wanted[1] - both_turned @ kept, (told - expected).ravel(), first - opened])
        return float(0.5 * (theta @ theta) / prior - value), theta / prior - slope

    found = minimize(loss, np.zeros(size + width + kinds * 4 + 2), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8}).x
    return found[:size], found[size : size + width], found[size + width : -2].reshape(kinds, 2, 2), found[-2:]


def _summed(values: NDArray[np.float64], axis: int) -> Floats:
    """The logarithm of the sum of exponentials."""
    top = values.max(axis, keepdims=True)
    return np.log(np.exp(values - top).sum(axis)) + top.squeeze(axis)
