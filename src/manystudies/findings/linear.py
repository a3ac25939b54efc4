"""Small trained chains: weights of named features and of label after label, kept in one compressed file each.

A file is gzip of one JSON line (labels, scale of the weights, transitions, start, how it was trained and scored), one line
of feature names joined by tabs, and the weights as signed bytes, feature by feature, label by label. Where features have slots
in place of names, the line of names is empty and there are weights for every slot.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    Weights = NDArray[np.float32] | NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """A linear chain: the score of a sequence is the sum of its feature, transition and start weights.

    `weights` times `scale` has one row a feature and one more of noughts, `transitions` one matrix a kind of step, a row for each label and
    a column for each label before it; `scored` tells what cross-validation gave when it was trained. A chain equals itself alone.
    """

    labels: tuple[str, ...]
    index: dict[str, int]
    weights: "Weights"
    scale: float
    transitions: "Scores"
    start: "Scores"
    scored: dict[str, float]


@cache
def chain(name: str) -> Chain:
    """The chain kept in `models/NAME.gz`, read once."""
    import numpy as np

    data = gzip.decompress((files("manystudies.findings") / "models" / f"{name}.gz").read_bytes())
    head, names, weights = data.split(b"\n", 2)
    told = json.loads(head)
    labels = tuple(told["labels"])
    features = names.decode().split("\t") if names else []
    table: Weights = np.frombuffer(weights, dtype=np.int8).reshape(-1, len(labels))
    if names:
        table = np.vstack([table.astype(np.float32), np.zeros((1, len(labels)), dtype=np.float32)])
    transitions = np.ascontiguousarray(np.array(told["transitions"], dtype=np.float32).transpose(0, 2, 1))
    start = np.array(told["start"], dtype=np.float32)
    return Chain(
        labels, {feature: place for place, feature in enumerate(features)}, table, told["scale"], transitions, start, told["scored"]
    )


def scores(model: Chain, sequence: Sequence[Sequence[str]]) -> "Scores":
    """The score of every label at every place of a sequence of feature lists, one row a place."""
    import numpy as np

    find, nothing = model.index.get, repeat(len(model.index))
    places: list[int] = []
    starts: list[int] = []
    for features in sequence:
        starts.append(len(places))
        places += map(find, features, nothing)
        places.append(len(model.index))
    if not starts:
        return np.zeros((0, len(model.labels)), dtype=np.float32)
    # Whole numbers are summed exactly, in whatever order the features come.
    summed: Scores = np.add.reduceat(model.weights.take(places, axis=0), starts, axis=0) * np.float32(model.scale)
    return summed


@lru_cache(maxsize=8)
def merged(model: Chain, prefix: str) -> Chain:
    """A chain in which a feature weighs what it weighs alone and with a prefix in front of its name."""
    import numpy as np

    names = list(dict.fromkeys([name.removeprefix(prefix) for name in model.index] + list(model.index)))
    nothing = len(model.index)
    alone, within = ([model.index.get(start + name, nothing) for name in names] for start in ("", prefix))
    weights = np.vstack([model.weights[alone] + model.weights[within], model.weights[nothing:]])
    return replace(model, index={name: place for place, name in enumerate(names)}, weights=weights)


def best_path(model: Chain, scored: "Scores", steps: Sequence[int], bias: Sequence[float] | None = None) -> list[int]:
    """The labels of the best path by Viterbi; `steps[i]` is the kind of step that leads to place i (`steps[0]` is not used).

    Source: Viterbi (1967), https://doi.org/10.1109/TIT.1967.1054010
    """
    import numpy as np

    if not len(scored):
        return []
    rows = scored if bias is None else scored + np.asarray(bias, dtype=np.float32)
    reached = rows[0] + model.start
    back: list[list[int]] = []
    for place in range(1, len(rows)):
        through = model.transitions[steps[place]] + reached
        came = through.argmax(1)
        back.append(came.tolist())
        reached = through.max(1) + rows[place]
    path = [int(reached.argmax())]
    for each in reversed(back):
        path.append(each[path[-1]])
    return path[::-1]


def sparse_paths(model: Chain, scored: "Scores", starts: Sequence[int]) -> list[int]:
    """The labels of the best paths of sequences laid end to end, by a chain with one kind of step where most places have the first label.

    A place has the first label surely where no other label's score comes so near that any labels around could make up for the
    rest. The paths are those of `best_path`, found in all stretches between such places at a time; `starts` is where each sequence begins.
    """
    import numpy as np

    if not len(scored):
        return []
    steps = model.transitions[0]
    into = np.maximum((steps - steps[0]).max(1), model.start - model.start[0])
    out = np.maximum((steps - steps[:, :1]).max(0), 0)
    # The largest of a few long rows is found many times as fast as those of many short ones.
    unsure = np.ascontiguousarray((scored + (into + out)).T)[1:].max(0) >= scored[:, 0]
    heads = np.zeros(len(scored) + 1, dtype=np.bool_)
    heads[[*starts, len(scored)]] = True
    joined = np.append(False, unsure[:-1]) & ~heads[:-1]
    begins = np.flatnonzero(unsure & ~joined)
    ends = np.flatnonzero(unsure & (~np.append(unsure[1:], False) | heads[1:])) + 1
    path = np.zeros(len(scored), dtype=np.int64)
    if not len(begins):
        return path.tolist()
    # The longest stretches first, so that those that go on are always the first so many.
    order = np.argsort(begins - ends, kind="stable")
    begins, lengths = begins[order], (ends - begins)[order]
    lasts = begins + lengths - 1
    rows = scored.copy()
    rows[begins] += np.where(heads[begins, None], model.start, steps[:, 0])
    rows[lasts] += np.where(heads[lasts + 1, None], 0, steps[0]).astype(np.float32)
    reached = rows[begins]
    back = []
    for time in range(1, int(lengths[0])):
        going = int((lengths > time).sum())
        through = steps + reached[:going, None, :]
        back.append(through.argmax(2))
        reached[:going] = through.max(2) + rows[begins[:going] + time]
    labels = reached.argmax(1)
    path[lasts] = labels
    for time in range(int(lengths[0]) - 1, 0, -1):
        going = len(back[time - 1])
        labels[:going] = back[time - 1][np.arange(going), labels[:going]]
        path[begins[:going] + time - 1] = labels[:going]
    return path.tolist()


def beside(model: Chain, scored: "Scores", path: Sequence[int], starts: Sequence[int]) -> "Scores":
    """The score of every label at every place of sequences laid end to end, with the steps to it and from it where a path has the others.

    `starts` is where each sequence begins; the chain has one kind of step.
    """
    import numpy as np

    steps, labels = model.transitions[0], np.asarray(path, dtype=np.int64)
    heads = np.zeros(len(scored), dtype=np.bool_)
    heads[list(starts)] = True
    found = scored.copy()
    found[1:] += np.where(heads[1:, None], 0, steps.T[labels[:-1]]).astype(np.float32)
    found[:-1] += np.where(heads[1:, None], 0, steps[labels[1:]]).astype(np.float32)
    found[heads] += model.start
    return found


def likely_labels(model: Chain, scored: "Scores", steps: Sequence[int], same: Sequence[float]) -> list[int]:
    """The label of two that is likelier at each place of a sequence, by the forward–backward sums.

    `steps[i]` is the kind of step that leads to place i and `same[i]` what speaks for the label of the place before (the first of both
    are not used). Unlike the best path, each place is right by itself as often as can be.

    Source: Rabiner (1989), https://doi.org/10.1109/5.18626
    """
    if not len(scored):
        return []
    moves = _moves(model)
    # The odds of the first label at each place from what stands before it and, on the way back, from what stands behind it.
    own = [exp(max(-_SURE, min(_SURE, one - two))) for one, two in scored.tolist()]
    start = model.start.tolist()
    reached = [exp(start[0] - start[1])]
    kept = [0.0]
    for place in range(1, len(own)):
        ((one, other), (across, two)), held = moves[steps[place]], exp(max(-_SURE, min(_SURE, same[place])))
        odds = reached[-1] * own[place - 1]
        reached.append((one * held * odds + other) / (across * odds + two * held))
        kept.append(held)
    behind = 1.0
    labels = []
    for place in range(len(own) - 1, -1, -1):
        labels.append(0 if reached[place] * own[place] * behind >= 1 else 1)
        if place:
            ((one, other), (across, two)), held = moves[steps[place]], kept[place]
            odds = own[place] * behind
            behind = (one * held * odds + across) / (other * odds + two * held)
    return labels[::-1]


_SURE = 30.0
"""Log odds beyond this are as good as certain; beyond some hundreds exponentials overflow."""


@lru_cache(maxsize=2)
def _moves(model: Chain) -> list[list[list[float]]]:
    """The exponentials of the weights of each kind of step: to the first label from the first and from the second, to the second from both."""
    return [[[exp(each) for each in row] for row in move] for move in model.transitions.tolist()]
