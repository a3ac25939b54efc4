"""How the value of a number meets the others of its text: sizes of groups and their sums, repeats, the largest whole number."""

from typing import TYPE_CHECKING

from manystudies.findings.laid_out import PERCENT, LaidOut
from manystudies.findings.word_classes import sign

if TYPE_CHECKING:
    from manystudies.findings.laid_out import Truth, Values, Whole

_MOST_SIZES = 60
_DECADES = (0, 1, 4, 9, 19, 49, 100, 299, 999, 9999)
_FRACTIONS = (1, 10, 100)
SIZED, AS_SIZED, SUM, SUM_BEHIND, TWICE, AGAIN, LARGEST = 1, 2, 4, 8, 16, 32, 64
"""What a value shows, as bits: it stands behind "n ="; it does not, but is as large as one that does; it is as large as two of those
together; as large as the two numbers behind it together; told more than once; told before; the largest whole number."""


def sizes_of(values: "Values") -> "Whole":
    """The order of size of each value: fractions apart from whole numbers."""
    import numpy as np

    fractions = len(_DECADES) + 1 + np.array(_FRACTIONS).searchsorted(values, side="right")
    return np.where(values == np.floor(values), np.array(_DECADES).searchsorted(values), fractions)


def shown_by_values(told: LaidOut) -> "Whole":
    """What the value of every number shows, as a sum of bits."""
    import numpy as np

    values, text, count = told.value, told.text, len(told.value)
    sized = (told.ids[told.first - 1] == sign("=")) & (told.ids[told.first - 2] == sign("n"))
    distinct, which = np.unique(values, return_inverse=True)
    key = text * len(distinct) + which
    same = key.argsort(kind="stable")
    again = np.zeros(count, dtype=np.bool_)
    again[same[1:]] = key[same[1:]] == key[same[:-1]]
    twice = again.copy()
    twice[same[:-1]] |= again[same[1:]]
    plain = told.form != PERCENT
    whole = plain & (values == np.floor(values))
    largest = np.full(len(told.starts), -1.0)
    np.maximum.at(largest, text[whole], values[whole])
    behind = np.zeros(count, dtype=np.bool_)
    behind[:-2] = (values[:-2] == values[1:-1] + values[2:]) & (text[:-2] == text[2:])
    shown: Whole = (
        np.where(sized, SIZED, AS_SIZED * np.isin(key, key[sized]))
        + SUM * _sums(values, text, sized)
        + SUM_BEHIND * (behind & plain)
        + TWICE * twice
        + AGAIN * again
        + LARGEST * (plain & (values == largest[text]))
    )
    return shown


def _sums(values: "Values", text: "Whole", sized: "Truth") -> "Truth":
    """Whether each value is that of two of the sizes in its text together, or twice one of them."""
    import numpy as np

    sizes: dict[int, set[float]] = {}
    for place, value in zip(text[sized].tolist(), values[sized].tolist(), strict=True):
        sizes.setdefault(place, set()).add(value)
    found = np.zeros(len(values), dtype=np.bool_)
    for place, few in sizes.items():
        if len(few) <= _MOST_SIZES:
            begin, end = text.searchsorted([place, place + 1])
            found[begin:end] = np.isin(values[begin:end], [one + two for one in few for two in few])
    return found
