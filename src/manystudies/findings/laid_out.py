"""Texts laid end to end as arrays, with places without a token before, between and behind them: what features of numbers are read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from manystudies.findings.tokens import Tokens
from manystudies.findings.vocabulary import DECIMAL, NOTHING_THERE
from manystudies.findings.word_classes import classes, sign

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Bits = NDArray[np.uint8]
    Truth = NDArray[np.bool_]
    Values = NDArray[np.float64]

EDGE = 24
"""How many places without a token stand before and behind a text."""
FORMS = PERCENT, WORDED, FRACTION, INTEGER = 0, 1, 2, 3
"""Forms of a number: a percent, in words, with decimals, whole."""
_FAR = 1 << 40
"""A place that lies beyond all others."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Some texts end to end.

    Of tokens: what stands for them, their classes and their text, for a place behind a text that text. Of sentences: where they begin and end, and whether they tell who
    was assigned to what. Of texts: where they begin and end, their first sentence, how many sentences they have and which of those is the
    first that tells so, -1 for none. Of numbers: their text, their first and last tokens, their sentence, its place in the text, where it
    begins and ends, their form and their value.
    """

    ids: "Whole"
    kinds: "Bits"
    text_of: "Whole"
    opens: "Whole"
    closes: "Whole"
    assigning: "Truth"
    starts: "Whole"
    stops: "Whole"
    lengths: "Whole"
    assigned: "Whole"
    text: "Whole"
    first: "Whole"
    last: "Whole"
    sentence: "Whole"
    place: "Whole"
    begin: "Whole"
    end: "Whole"
    form: "Whole"
    value: "Values"


def laid_out(texts: Sequence[Tokens]) -> LaidOut:
    """Some texts as arrays; there must be a number among them."""
    import numpy as np

    sizes = np.array([len(tokens.ids) for tokens in texts])
    edge = [NOTHING_THERE] * EDGE
    rows = [edge, *(row for tokens in texts for row in (tokens.ids, edge))]
    ids = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=EDGE + int((sizes + EDGE).sum()))
    stops = np.cumsum(sizes + EDGE)
    starts = stops - sizes
    lengths = np.array([len(tokens.opens) - 1 for tokens in texts])
    sentences = np.cumsum(lengths) - lengths
    shift = np.repeat(starts, lengths)
    opens = _whole([place for tokens in texts for place in tokens.opens[:-1]]) + shift
    closes = _whole([place for tokens in texts for place in tokens.opens[1:]]) + shift
    assigning = np.zeros(len(opens), dtype=np.bool_)
    assigning[[first + each for first, tokens in zip(sentences.tolist(), texts, strict=True) for each in tokens.assigning]] = True
    counts = [len(tokens.candidates) for tokens in texts]
    numbers = [each for tokens in texts for each in tokens.candidates]
    text = np.repeat(np.arange(len(texts)), counts)
    shift = starts[text]
    first = _whole([each.first for each in numbers]) + shift
    last = _whole([each.last for each in numbers]) + shift
    sentence = opens.searchsorted(first, side="right") - 1
    behind = ids[last + 1]
    percent = (behind == sign("%")) | (behind == sign("percent"))
    worded = np.fromiter([each.in_words for each in numbers], dtype=np.bool_, count=len(numbers))
    return LaidOut(
        ids=ids,
        kinds=classes().take(ids),
        text_of=np.append(np.zeros(EDGE, dtype=np.int64), np.repeat(np.arange(len(texts)), sizes + EDGE)),
        opens=opens,
        closes=closes,
        assigning=assigning,
        starts=starts,
        stops=stops,
        lengths=lengths,
        assigned=np.array([min(tokens.assigning, default=-1) for tokens in texts]),
        text=text,
        first=first,
        last=last,
        sentence=sentence,
        place=sentence - sentences[text],
        begin=opens[sentence],
        end=closes[sentence],
        form=np.where(percent, PERCENT, np.where(worded, WORDED, np.where(ids[first] == DECIMAL, FRACTION, INTEGER))),
        value=np.fromiter([each.value for each in numbers], dtype=np.float64, count=len(numbers)),
    )


def _whole(values: list[int]) -> "Whole":
    import numpy as np

    return np.fromiter(values, dtype=np.int64, count=len(values))


def ranges(begins: "Whole", ends: "Whole") -> "Whole":
    """Every place from each beginning on and before its end, one range behind the other."""
    import numpy as np

    counts = ends - begins
    return np.repeat(ends - np.cumsum(counts), counts) + np.arange(int(counts.sum()))


def next_of(places: "Whole", at: "Whole") -> "Whole":
    """The first of some places, in order, at or behind each of others; one far behind the end where there is none."""
    import numpy as np

    return np.append(places, _FAR)[places.searchsorted(at)]


def last_of(places: "Whole", at: "Whole") -> "Whole":
    """The last of some places, in order, at or before each of others; one far before the beginning where there is none."""
    import numpy as np

    return np.append(-_FAR, places)[places.searchsorted(at, side="right")]


def count_of(places: "Whole", begin: "Whole", end: "Whole") -> "Whole":
    """How many of some places, in order, stand from each beginning on and before its end."""
    return places.searchsorted(end) - places.searchsorted(begin)
