"""Small trained chains: weights of named features and of label after label, kept in one compressed file each.

A file is gzip of one JSON line (labels, scale of the weights, transitions, start, how it was trained and scored), one line
of feature names joined by tabs, and the weights as signed bytes, feature by feature, label by label.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Chain:
    """A linear chain: the score of a sequence is the sum of its feature, transition and start weights.

    `weights` has one row a feature and one more of noughts, `transitions` one matrix a kind of step, rows the label
    before; `scored` tells what cross-validation gave when it was trained.
    """

    labels: tuple[str, ...]
    index: dict[str, int]
    weights: "Scores"
    transitions: tuple[tuple[tuple[float, ...], ...], ...]
    start: tuple[float, ...]
    scored: dict[str, float]


@cache
def chain(name: str) -> Chain:
    """The chain kept in `models/NAME.gz`, read once."""
    import numpy as np

    data = gzip.decompress((files("manystudies.findings") / "models" / f"{name}.gz").read_bytes())
    head, names, weights = data.split(b"\n", 2)
    told = json.loads(head)
    labels = tuple(told["labels"])
    features = names.decode().split("\t")
    table = np.frombuffer(weights, dtype=np.int8).reshape(len(features), len(labels)).astype(np.float32) * np.float32(told["scale"])
    table = np.vstack([table, np.zeros((1, len(labels)), dtype=np.float32)])
    transitions = tuple(tuple(tuple(row) for row in matrix) for matrix in told["transitions"])
    return Chain(
        labels, {feature: place for place, feature in enumerate(features)}, table, transitions, tuple(told["start"]), told["scored"]
    )


def scores(model: Chain, sequence: Sequence[Sequence[str]]) -> list[list[float]]:
    """The score of every label at every place of a sequence of feature lists."""
    import numpy as np

    known = model.index
    empty = len(known)
    places: list[int] = []
    starts: list[int] = []
    for features in sequence:
        starts.append(len(places))
        places += [place for feature in features if (place := known.get(feature)) is not None]
        places.append(empty)
    if not starts:
        return []
    summed: list[list[float]] = np.add.reduceat(model.weights[places], starts, axis=0).tolist()
    return summed


def best_path(model: Chain, scored: Sequence[Sequence[float]], steps: Sequence[int], bias: Sequence[float] | None = None) -> list[int]:
    """The labels of the best path by Viterbi; `steps[i]` is the kind of step that leads to place i (`steps[0]` is not used).

    Source: Viterbi (1967), https://doi.org/10.1109/TIT.1967.1054010
    """
    if not scored:
        return []
    extra = bias or [0.0] * len(model.labels)
    reached = [a + b + c for a, b, c in zip(scored[0], model.start, extra, strict=True)]
    back: list[list[int]] = []
    columns = [list(zip(*matrix, strict=True)) for matrix in model.transitions]
    for place in range(1, len(scored)):
        here, came, now = columns[steps[place]], [], []
        for label, column in enumerate(here):
            sums = list(map(float.__add__, reached, column))
            top = max(sums)
            came.append(sums.index(top))
            now.append(top + scored[place][label] + extra[label])
        back.append(came)
        reached = now
    path = [reached.index(max(reached))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]
