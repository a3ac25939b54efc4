"""What each number of some texts shows of what it counts or measures, all numbers at a time and without a string.

Every feature is a slot of a table of weights: a checksum of its kind and of what stands for the words and forms that it joins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manystudies.findings.laid_out import FORMS, PERCENT, LaidOut, count_of, laid_out, last_of, next_of, ranges
from manystudies.findings.number_values import AGAIN, AS_SIZED, LARGEST, SIZED, SUM, SUM_BEHIND, TWICE, shown_by_values, sizes_of
from manystudies.findings.tokens import Tokens
from manystudies.findings.vocabulary import DECIMAL, LISTED, NOTHING_THERE, SPREAD, WHOLE, kinds_of_words
from manystudies.findings.word_classes import COMPARES, GROUP, PAIRS, PERSON, ROLE, TELLING, TOPICAL, sign, statistics

if TYPE_CHECKING:
    from manystudies.findings.laid_out import Bits, Whole

SLOT_BITS = 17
_FIRST, _SECOND, _THIRD, _KIND, _MIXED = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x9E3779B97F4A7C15
_ORDERED = (1, 1_000_003, 998_244_353, 0x2545F4914F6CDD1D)
"""What keeps words in a row apart from the same words in another order; products that are too large lose their upper bits."""
_LEFT, _RIGHT, _NEAR_LEFT, _NEAR_RIGHT, _GAP = 10, 14, 6, 8, 4
_STATISTIC_REACH, _NOUN_REACH, _GROUP_REACH, _BEFORE_GROUP, _INTERVAL_REACH = 30, 7, 13, 3, 7
_TITLE, _MANY = 60, 4
_IN_TITLE, _GROUPED, _SIZED, _ASSIGNED, _TOLD = 1, 2, 4, 8, 16
"""Where a word that may name a group stands, as bits: in the title, before "group", before "n =", where people are assigned, anywhere."""


@dataclass(frozen=True, slots=True)
class NumberFeatures:
    """The slots of every number, a column a number, in a few blocks; slot 0 stands for nothing.

    A number has besides its own slots those of its sentence for numbers of its form: all in `around` from one of `edges` on and
    before the next. `sentence` is which one.
    """

    slots: list["Whole"]
    around: "Whole"
    edges: "Whole"
    sentence: "Whole"


def number_features(texts: Sequence[Tokens]) -> NumberFeatures:
    """The features of every number of some texts, text by text and in order; there must be one."""
    import numpy as np

    told = laid_out(texts)
    size, shown = sizes_of(told.value), shown_by_values(told)
    blocks = [*_beside(told, size), _between(told), _sentence(told, size), _groups(told), *_by_kind(told), *_value(told, size, shown)]
    kind = 1
    own = []
    for one, two, three in blocks:
        kinds = np.arange(kind, kind + len(one))[:, None]
        own.append(_slots(one * _FIRST + (two * _SECOND + three * _THIRD + kinds * _KIND)))
        kind += len(one)
    form = told.form
    distinct, first, sentence = np.unique(told.sentence * len(FORMS) + form, return_index=True, return_inverse=True)
    begin, end = told.begin[first], told.end[first]
    at = ranges(begin, end)
    forms = np.repeat(distinct % len(FORMS), end - begin)
    around = ((told.kinds.take(at) & TOPICAL) > 0) * (told.ids.take(at) * _FIRST + forms * _SECOND + 105 * _KIND)
    edges = np.append(0, np.cumsum(end - begin))
    return NumberFeatures([*own, *map(_slots, _bags(told))], _slots(around), edges, sentence)


Block = tuple["Whole", "Whole | int", "Whole | int"]
"""Features of like make: a row each of what it is of, and what two further things join it, the same for all or a row each."""


def _slots(raw: "Whole") -> "Whole":
    import numpy as np

    return (raw.view(np.uint64) * np.uint64(_MIXED) >> np.uint64(64 - SLOT_BITS)).view(np.int64)


def _step(distance: "Whole") -> "Whole":
    import numpy as np

    return np.array([1, 2, 3, 5, 8, 12, 20]).searchsorted(distance)


def _beside(told: LaidOut, size: "Whole") -> list[Block]:
    """The words right before and behind a number, alone and together, with its form and size."""
    import numpy as np

    ids, form = told.ids, told.form
    l1, l2, l3 = ids.take(told.first - np.arange(1, 4)[:, None])
    r1, r2, r3, r4 = ids.take(told.last + (form == PERCENT) + np.arange(1, 5)[:, None])
    none = np.zeros_like(form)
    alone = np.array([form, size, l1, l2, l3, r1, r2, r3, r4])
    joined = np.array([l1, r1, r1, l1, l1, l1, r1]), np.array([l2, r2, size, size, r1, l2, r2])
    return [(alone, 0, 0), (alone[1:], form, 0), (*joined, np.array([none, none, none, none, form, form, form]))]


def _by_kind(told: LaidOut) -> list[Block]:
    """The kinds of the words right before and behind a number, alone and together, with its form."""
    import numpy as np

    kinds, form = kinds_of_words(), told.form
    left = kinds.take(told.ids.take(told.first - np.arange(1, 5)[:, None])).astype(np.int64)
    right = kinds.take(told.ids.take(told.last + (form == PERCENT) + np.arange(1, 6)[:, None])).astype(np.int64)
    (l1, l2, l3, _), (r1, r2, r3, *_) = left, right
    one = np.array([l1, r1, l1, l2, r2, l2, l1, l1 * 256 + l2, r1 * 256 + r2])
    two = np.array([l2, r2, r1, l3, r3, r1, r2, l3, r3])
    return [(np.concatenate([left, right]), form, 0), (one, two, form)]


def _value(told: LaidOut, size: "Whole", shown: "Whole") -> list[Block]:
    """What the value of a number shows, all and some of it, with its form and size."""
    import numpy as np

    parts = np.array([[SIZED | AS_SIZED | SUM], [TWICE | AGAIN], [SUM_BEHIND | LARGEST]])
    return [(shown[None], told.form, 0), (shown[None], size, told.form), (shown & parts, told.form, 0)]


def _bags(told: LaidOut) -> list["Whole"]:
    """The words further before and behind a number, in any order and each once; the nearer ones with its form."""
    import numpy as np

    before = told.ids.take(told.first - np.arange(1, _LEFT + 1)[:, None])
    behind = told.ids.take(told.last + (told.form == PERCENT) + np.arange(4, _RIGHT + 1)[:, None])
    nearer = told.ids.take(told.last + np.arange(1, _NEAR_RIGHT + 1)[:, None])
    kinds, form = kinds_of_words(), told.form * _SECOND
    kinds_before, kinds_behind = _once(kinds.take(before[:_NEAR_LEFT])), _once(kinds.take(_once(nearer)))
    before, behind, nearer = _once(before), _once(behind), _once(nearer)
    return [
        (kinds_before > 0) * (kinds_before * _FIRST + form + 106 * _KIND),
        (kinds_behind > 0) * (kinds_behind * _FIRST + form + 107 * _KIND),
        (before > 0) * (before * _FIRST + 101 * _KIND),
        (behind > 0) * (behind * _FIRST + 102 * _KIND),
        (before > 0)[:_NEAR_LEFT] * (before[:_NEAR_LEFT] * _FIRST + form + 103 * _KIND),
        (nearer > 0) * (nearer * _FIRST + form + 104 * _KIND),
    ]


def _once(bag: "Whole | Bits") -> "Whole":
    """Columns of a bag with nothing in place of all but the first of each."""
    import numpy as np

    small = bag.astype(np.int16)
    again = np.zeros(bag.shape, dtype=np.bool_)
    for step in range(1, len(bag)):
        again[step:] |= small[step:] == small[:-step]
    return np.where(again, NOTHING_THERE, bag.astype(np.int64))


def _between(told: LaidOut) -> Block:
    """What parts a number from the ones beside it: their forms, the few words between, and the word that joins them."""
    import numpy as np

    form = told.form
    same = told.sentence[1:] == told.sentence[:-1]
    gap = np.where(same, told.first[1:] - told.last[:-1] - 1, 99)
    at = told.last[:-1, None] + np.arange(1, _GAP + 1)
    inside = np.where(np.arange(1, _GAP + 1) <= gap[:, None], told.ids[at], 0)
    joined = np.where(gap <= _GAP, (inside * np.array(_ORDERED)).sum(1), np.where(same, -1, -2))
    pair = next_of(np.flatnonzero(told.kinds & PAIRS), told.last[:-1] + 1)
    joint = np.where(same & (pair < told.first[1:]), told.ids[np.minimum(pair, len(told.ids) - 1)], 0)
    left, right = np.append(-2, joined), np.append(joined, -2)
    left_joint, right_joint = np.append(0, joint), np.append(joint, 0)
    there = np.append(False, same), np.append(same, False)
    earlier = np.where(there[0], np.append(0, form[:-1]), 9)
    later = np.where(there[1], np.append(form[1:], 0), 9)
    none = np.zeros_like(form)
    return (
        np.array([left, right, left_joint, left, earlier * 10 + later]),
        np.array([form, form, right_joint, right, form]),
        np.array([earlier, later, form, form, none]),
    )


def _sentence(told: LaidOut, size: "Whole") -> Block:
    """The statistic named last, the people counted, what else the sentence tells, and where in the text it stands."""
    import numpy as np

    ids, kinds, form, first, last, begin, end = told.ids, told.kinds, told.form, told.first, told.last, told.begin, told.end
    named = statistics().take(ids)
    at = last_of(np.flatnonzero(named), first - 1)
    reached = at >= np.maximum(begin, first - _STATISTIC_REACH)
    statistic = np.where(reached, named[np.maximum(at, 0)], 0)
    digit = (ids == WHOLE) | (ids == DECIMAL)
    noun = next_of(np.flatnonzero((kinds & PERSON > 0) | digit), last + 1)
    counted = (noun < last + _NOUN_REACH) & ~digit[np.minimum(noun, len(ids) - 1)]
    whom = np.where(counted, ids[np.minimum(noun, len(ids) - 1)], 0)
    compared = next_of(np.flatnonzero(kinds & COMPARES), begin) < end
    listed = next_of(np.flatnonzero(ids == sign("respectively")), last) < end
    letter = np.flatnonzero(ids == sign("p"))
    signs = [sign(each) for each in "<=>\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}"]
    probability = next_of(letter[np.isin(ids[letter + 1], signs)], last)
    numbers = np.flatnonzero(digit)
    ahead = np.where(probability < end, np.minimum(count_of(numbers, last + 1, np.minimum(probability, len(ids))), 6), 9)
    interval = np.minimum(next_of(np.flatnonzero(ids == sign("ci")), last) - last, _INTERVAL_REACH + 1)
    opened = last_of(np.flatnonzero((ids == sign("(")) | (ids == sign("["))), first)
    closed = last_of(np.flatnonzero((ids == sign(")")) | (ids == sign("]")) | (ids == sign("."))), first)
    bracket = np.where(opened > np.maximum(closed, begin - 1), opened, -1)
    opener = np.where(bracket >= 0, ids[bracket - 1], -1)
    depth = np.where(bracket >= 0, _step(first - bracket), -1)
    key = told.sentence * len(FORMS) + form
    peers = np.minimum(np.bincount(key)[key], 5)
    total, assigned = told.lengths[told.text], told.assigned[told.text]
    order = np.where(assigned < 0, 3, np.sign(told.place - assigned))
    assigning = told.assigning[told.sentence] * 1
    none = np.zeros_like(form)
    columns: list[tuple[Whole, Whole, Whole]] = [
        (statistic, form, none), (statistic, _step(first - at), none), (whom, _step(noun - last), none), (whom, form, size),
        (ahead, form, none), (interval, form, none), (listed * 1 + compared * 2, form, none), (opener, form, none),
        (depth, form, none), (peers, form, none), (told.place * 10 // total, none, none), (told.place * 5 // total, form, none),
        (order, form, none), (assigning, form, size), (ids[begin], form, none),
    ]  # fmt: skip
    one, two, three = np.array(columns).transpose(1, 0, 2)
    return one, two, three


def _groups(told: LaidOut) -> Block:
    """The words near a number that name a group: those in front of "group" and "n =", in the title and where people are assigned."""
    import numpy as np

    form, first, last, end = told.form, told.first, told.last, told.end
    words = _naming(told)
    strong = np.flatnonzero(
        (words >= _TOLD) | (words & (_GROUPED | _SIZED) > 0) | (words & (_IN_TITLE | _ASSIGNED) == _IN_TITLE | _ASSIGNED)
    )
    ahead, back_to = next_of(strong, last + 1), last_of(strong, first - 1)
    same = told.sentence[1:] == told.sentence[:-1]
    following = np.append(np.where(same, first[1:], end[:-1]), end[-1])
    preceding = np.append(told.begin[0] - 1, np.where(same, last[:-1], told.begin[1:] - 1))
    near = ahead < np.minimum(following, last + _GROUP_REACH + 1)
    far = back_to > np.maximum(preceding, first - _GROUP_REACH - 1)
    seen = _GROUPED | _SIZED | _TOLD
    which = np.where(near, words[np.minimum(ahead, len(words) - 1)] & seen, 99)
    whence = np.where(far, words[np.maximum(back_to, 0)] & seen, 99)
    beyond = next_of(strong, following) < end
    grouping = np.flatnonzero(told.kinds & GROUP)
    joined = np.array([form, form, form, form, form, np.minimum(ahead - last, 4), form, form, form, form])
    return (
        np.array([
            which, whence, near * 2 + far, np.where(near, _step(ahead - last), 99), np.where(far, _step(first - back_to), 99),
            np.where(near, told.ids[last + 1], 0), np.minimum(count_of(strong, told.begin, end), _MANY), near * 4 + far * 2 + beyond,
            np.minimum(count_of(grouping, told.begin, end), 3), count_of(grouping, last, end) > 0,
        ]),
        joined,
        0,
    )  # fmt: skip


def _naming(told: LaidOut) -> "Bits":
    """For each token where the text has its word in places of names of groups, as bits; noughts for words that tell nothing."""
    import numpy as np

    ids, kinds = told.ids, told.kinds
    key = told.text_of * (LISTED + SPREAD) + ids
    met = np.zeros(len(told.starts) * (LISTED + SPREAD), dtype=np.uint8)
    stop = np.minimum(next_of(np.flatnonzero(ids == sign(".")), told.starts + _MANY), told.starts + _TITLE)
    met[key[ranges(told.starts, np.minimum(stop, told.stops))]] |= _IN_TITLE
    met[key[ranges(told.opens[told.assigning], told.closes[told.assigning])]] |= _ASSIGNED
    back = np.arange(1, _BEFORE_GROUP + 1)[:, None]
    met[key[np.flatnonzero(kinds & GROUP) - back]] |= _GROUPED
    met[key[np.flatnonzero((ids[:-1] == sign("n")) & (ids[1:] == sign("="))) - back]] |= _SIZED
    words: Bits = met.take(key)
    words[(kinds & TELLING) == 0] = 0
    words[(kinds & ROLE) > 0] |= _TOLD
    return words
