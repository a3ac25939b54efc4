"""Small nets over the words of a statement: what stands beside what, by the places of words among their neighbours.

A word's place is close to those of words that stand among the same words, so that what was learned of "reduces" holds for
"attenuates". Each net looks at single words and at three in a row, and keeps the strongest and the mean of what it sees.
Source of the shape: Kim (2014), Convolutional neural networks for sentence classification, https://doi.org/10.3115/v1/D14-1181
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from manystudies.claims.statement_words import Sentences


@dataclass(frozen=True, slots=True)
class Nets:
    """Several nets of one shape, side by side.

    `seen` (inputs × 4 filters of all nets) is what a word adds alone, and to the three in a row it ends, stands in and
    begins; `bias` (2 × filters of all nets) goes with the single words and the threes. `out` (nets × 4 filters of one × classes)
    weighs the strongest and the mean of the single words, then of the threes, and `out_bias` (nets × classes) is added.
    """

    seen: "NDArray[float32]"
    bias: "NDArray[float32]"
    out: "NDArray[float32]"
    out_bias: "NDArray[float32]"


def net_scores(nets: Nets, seen: "NDArray[float32]", sentences: "Sentences") -> "NDArray[float32]":
    """The mean of the nets' logarithms of probability (sentences × classes) from what was seen of each word (words × 4 filters)."""
    import numpy as np

    first = sentences.first
    filters = nets.bias.shape[1]
    alone = seen[:, :filters] + nets.bias[0]
    rows = seen[:, 2 * filters : 3 * filters] + nets.bias[1]
    rows[1:] += seen[:-1, filters : 2 * filters]
    rows[:-1] += seen[1:, 3 * filters :]
    ends = np.append(first[1:], len(seen)) - 1
    lengths = np.maximum(ends - first - 1, 1).astype(np.float32)[:, None]
    pooled = []
    for each in (alone, rows):
        np.maximum(each, 0, out=each)
        each[first] = 0
        each[ends] = 0
        pooled += [np.maximum.reduceat(each, first, axis=0), np.add.reduceat(each, first, axis=0) / lengths]
    count, width, classes = nets.out.shape
    by_net = np.stack(pooled, axis=1).reshape(len(first), 4, count, 1, width // 4)
    # Sums and no products of matrices, so that a sentence gets the same numbers whatever is read with it.
    weighed = by_net * nets.out.reshape(count, 4, width // 4, classes).transpose(1, 0, 3, 2)
    found = weighed.sum(axis=4).sum(axis=1) + nets.out_bias
    found -= found.max(axis=2, keepdims=True)
    found -= np.log(np.exp(found).sum(axis=2, keepdims=True))
    result: NDArray[float32] = found.mean(axis=1)
    return result
