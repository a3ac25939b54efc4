"""Training of linear chains: conditional maximum likelihood with a Gaussian prior, by L-BFGS."""

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sequences:
    """Training sequences: features, labels and kinds of step of every place, and how long each sequence is."""

    features: list[list[str]]
    labels: list[int]
    steps: list[int]
    lengths: list[int]


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights of a trained chain."""

    names: list[str]
    weights: Floats
    transitions: Floats
    start: Floats


def names_of(features: list[list[str]], least: int) -> list[str]:
    """The features met in at least `least` places, sorted."""
    counts: dict[str, int] = {}
    for each in features:
        for name in each:
            counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= least)


def matrix_of(features: list[list[str]], names: list[str]) -> sparse.csr_matrix:
    """One row a place, one column a feature, 1 where it is met."""
    index = {name: place for place, name in enumerate(names)}
    columns: list[int] = []
    pointers = [0]
    for each in features:
        columns += [index[name] for name in each if name in index]
        pointers.append(len(columns))
    return sparse.csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(features), len(names)))


def train(data: Sequences, labels: int, kinds: int, *, least: int, prior: float, rounds: int) -> Trained:
    """The chain that makes the labels most likely; `prior` is the variance of the Gaussian prior on every weight.

    Source: Lafferty, McCallum and Pereira (2001), Conditional random fields.
    """
    names = names_of(data.features, least)
    return replace(train_matrix(matrix_of(data.features, names), data, labels, kinds, prior=prior, rounds=rounds), names=names)


def train_matrix(matrix: sparse.csr_matrix, data: Sequences, labels: int, kinds: int, *, prior: float, rounds: int) -> Trained:
    """The same of a matrix with a row for each place and a column for each feature; the features of `data` are not looked at."""
    size, width = matrix.shape[1] * labels, kinds * labels * labels
    order = sorted(range(len(data.lengths)), key=lambda place: -data.lengths[place])
    offsets = np.concatenate([[0], np.cumsum(data.lengths)])
    places = np.full((len(order), max(data.lengths)), -1)
    for row, place in enumerate(order):
        places[row, : data.lengths[place]] = np.arange(offsets[place], offsets[place + 1])
    there = places >= 0
    held = np.where(there, places, 0)
    step = np.where(there, np.array(data.steps)[held], 0)
    active = there.sum(0)
    gold = np.array(data.labels)
    one_hot = np.zeros((matrix.shape[0], labels))
    one_hot[np.arange(len(gold)), gold] = 1
    turned = matrix.T.tocsr()
    wanted = turned @ one_hot
    pairs, first = np.zeros((kinds, labels, labels)), np.zeros(labels)
    for place, length in enumerate(data.lengths):
        begin = offsets[place]
        first[gold[begin]] += 1
        for here in range(begin + 1, begin + length):
            pairs[data.steps[here], gold[here - 1], gold[here]] += 1

    def loss(theta: Floats) -> tuple[float, Floats]:
        weights, moves, start = (
            theta[:size].reshape(-1, labels),
            theta[size : size + width].reshape(kinds, labels, labels),
            theta[size + width :],
        )
        unary = matrix @ weights
        scored = unary[held]
        top = scored.max(2)
        likely = np.exp(scored - top[:, :, None])
        moved = np.exp(moves)
        forward, norm = np.zeros_like(scored), np.zeros(top.shape)
        now = likely[:, 0] * np.exp(start)
        total = now.sum(1)
        forward[:, 0], norm[:, 0] = now / total[:, None], np.log(total) + top[:, 0]
        for time in range(1, scored.shape[1]):
            rows = active[time]
            now = (forward[:rows, time - 1][:, None, :] @ moved[step[:rows, time]])[:, 0] * likely[:rows, time]
            total = now.sum(1)
            forward[:rows, time], norm[:rows, time] = now / total[:, None], np.log(total) + top[:rows, time]
        backward = np.ones_like(scored)
        expected, seen = np.zeros_like(pairs), np.zeros_like(unary)
        for time in range(scored.shape[1] - 1, -1, -1):
            if time + 1 < scored.shape[1]:
                rows = active[time + 1]
                ahead = likely[:rows, time + 1] * backward[:rows, time + 1] / np.exp(norm[:rows, time + 1] - top[:rows, time + 1])[:, None]
                there_moved = moved[step[:rows, time + 1]]
                backward[:rows, time] = (there_moved @ ahead[:, :, None])[:, :, 0]
                joint = forward[:rows, time][:, :, None] * there_moved * ahead[:, None, :]
                for kind in range(kinds):
                    expected[kind] += joint[step[:rows, time + 1] == kind].sum(0)
            rows = active[time]
            seen[places[:rows, time]] = forward[:rows, time] * backward[:rows, time]
        value = unary[np.arange(len(gold)), gold].sum() + (moves * pairs).sum() + (start * first).sum() - norm.sum()
        slope = np.concatenate([(wanted - turned @ seen).ravel(), (pairs - expected).ravel(), first - seen[offsets[:-1]].sum(0)])
        return float(0.5 * (theta @ theta) / prior - value), theta / prior - slope

    found = minimize(loss, np.zeros(size + width + labels), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8}).x
    return Trained([], found[:size].reshape(-1, labels), found[size : size + width].reshape(kinds, labels, labels), found[size + width :])


def train_alone(
    places: list[tuple[list[str], int, float]], labels: int, *, least: int, prior: float, rounds: int, loosely: Callable[[str], float]
) -> Trained:
    """The weights that make the labels of places likeliest that stand alone, each given as features, label and how much it counts.

    `loosely` says by which part of its prior standard deviation a feature's weight may stray; the weight of each label alone is free.
    """
    features = [each for each, _, _ in places]
    names = names_of(features, least)
    matrix = sparse.hstack(
        [matrix_of(features, names) @ sparse.diags([loosely(name) for name in names]), np.ones((len(places), 1))]
    ).tocsr()
    turned = matrix.T.tocsr()
    counts = np.array([count for _, _, count in places])[:, None]
    wanted = np.zeros((len(places), labels))
    wanted[np.arange(len(places)), [label for _, label, _ in places]] = 1
    tight = np.append(np.full(len(names), 1 / prior), 0.0)[:, None]

    def loss(theta: Floats) -> tuple[float, Floats]:
        weights = theta.reshape(-1, labels)
        scored = matrix @ weights
        scored -= scored.max(1, keepdims=True)
        shares = np.exp(scored)
        norm = shares.sum(1, keepdims=True)
        value = (counts * (np.log(norm) - (scored * wanted).sum(1, keepdims=True))).sum() + 0.5 * (tight * weights**2).sum()
        return float(value), (turned @ (counts * (shares / norm - wanted)) + tight * weights).ravel()

    found = minimize(loss, np.zeros((len(names) + 1) * labels), jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    weights = found.reshape(-1, labels)
    return Trained(names, weights[:-1] * np.array([loosely(name) for name in names])[:, None], np.zeros((1, labels, labels)), weights[-1])


def train_choice(groups: list[list[list[str]]], wanted: list[list[float]], *, least: int, prior: float, rounds: int) -> Trained:
    """The weights that make the wanted places of each group likeliest, among the places of that group alone.

    `groups` holds the features of every place of each group, `wanted` shares that add up to 1 or to 0 in a group.
    """
    features = [place for group in groups for place in group]
    names = names_of(features, least)
    matrix = matrix_of(features, names)
    turned = matrix.T.tocsr()
    sizes = [len(group) for group in groups]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of_group = np.repeat(np.arange(len(groups)), sizes)
    shares = np.concatenate([np.asarray(each, dtype=float) for each in wanted])
    has = np.add.reduceat(shares, starts)[of_group]

    def loss(theta: Floats) -> tuple[float, Floats]:
        scored = matrix @ theta
        likely = np.exp(scored - np.maximum.reduceat(scored, starts)[of_group])
        chosen = likely / np.add.reduceat(likely, starts)[of_group]
        value = -(shares * np.log(chosen + 1e-12)).sum() + 0.5 * (theta @ theta) / prior
        return float(value), turned @ (chosen * has - shares) + theta / prior

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return Trained(names, found[:, None], np.zeros((1, 1, 1)), np.zeros(1))


def write_chain(path: Path, trained: Trained, labels: Sequence[str], scored: dict[str, float]) -> int:
    """Keep a chain in one file with its weights as signed bytes; named features whose weights are all nought are left out.

    Gives back the number of bytes written.
    """
    scale = float(np.abs(trained.weights).max()) / 127
    weights = np.round(trained.weights / scale).astype(np.int8)
    kept = np.abs(weights).max(1) > 0 if trained.names else np.ones(len(weights), dtype=bool)
    head = {
        "labels": list(labels),
        "scale": round(scale, 9),
        "transitions": np.round(trained.transitions, 4).tolist(),
        "start": np.round(trained.start, 4).tolist(),
        "scored": scored,
    }
    names = "\t".join(name for name, keep in zip(trained.names, kept, strict=bool(trained.names)) if keep)
    data = json.dumps(head, ensure_ascii=False).encode() + b"\n" + names.encode() + b"\n" + weights[kept].tobytes()
    packed = gzip.compress(data, 9, mtime=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed)
    return len(packed)
