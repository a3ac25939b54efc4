"""The best paths of several sequences through a chain, one step of all of them at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from manystudies.findings.linear import Chain

if TYPE_CHECKING:
    from manystudies.findings.linear import Scores


def best_paths(model: Chain, scored: "Scores", lengths: Sequence[int], steps: Sequence[int]) -> list[int]:
    """The labels of the best path of each of some sequences laid end to end, each as `best_path` finds it alone.

    `lengths` are those of the sequences, none of them 0; `steps[i]` is the kind of step that leads to place i of all.
    """
    import numpy as np

    sizes, kinds = np.array(lengths), np.array(steps)
    # The longest first, so that those that go on are always the first so many.
    order = np.argsort(-sizes, kind="stable")
    begins, sizes = (np.cumsum(sizes) - sizes)[order], sizes[order]
    reached = scored[begins] + model.start
    back = []
    for time in range(1, int(sizes[0]) if len(sizes) else 0):
        places = begins[: int((sizes > time).sum())] + time
        through = model.transitions[kinds[places]] + reached[: len(places), None, :]
        back.append(through.argmax(2))
        reached[: len(places)] = through.max(2) + scored[places]
    path = np.zeros(len(scored), dtype=np.int64)
    labels = reached.argmax(1)
    path[begins + sizes - 1] = labels
    for time in range(len(back), 0, -1):
        came = back[time - 1]
        labels[: len(came)] = came[np.arange(len(came)), labels[: len(came)]]
        path[begins[: len(came)] + time - 1] = labels[: len(came)]
    return path.tolist()
