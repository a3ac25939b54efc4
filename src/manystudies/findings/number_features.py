"""What each number of some texts shows of what it counts or measures, all numbers at a time and without a string.

Every feature is a slot of a table of weights: a checksum of its kind and of what stands for the words and forms that it joins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

from manystudies.findings.number_values import value_signs
from manystudies.findings.tokens import Tokens
from manystudies.findings.vocabulary import DECIMAL, LISTED, NOTHING_THERE, SPREAD, WHOLE, kinds_of_words
from manystudies.findings.word_classes import COMPARES, GROUP, PAIRS, PERSON, ROLE, TELLING, TOPICAL, classes, sign, statistics

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Bits = NDArray[np.uint8]
    Truth = NDArray[np.bool_]

SLOT_BITS = 17
_FIRST, _SECOND, _THIRD, _KIND, _MIXED = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x9E3779B97F4A7C15
_ORDERED = (1, 1_000_003, 998_244_353, 0x2545F4914F6CDD1D)
"""What keeps words in a row apart from the same words in another order; products that are too large lose their upper bits."""
_EDGE = 24
"""How many places without a token stand before and behind a text."""
_LEFT, _RIGHT, _NEAR_LEFT, _NEAR_RIGHT, _GAP = 10, 14, 6, 8, 4
_STATISTIC_REACH, _NOUN_REACH, _GROUP_REACH, _BEFORE_GROUP, _INTERVAL_REACH = 30, 7, 13, 3, 7
_TITLE, _MANY = 60, 4
FORMS = PERCENT, WORDED, FRACTION, INTEGER = 0, 1, 2, 3
"""Forms of a number: a percent, in words, with decimals, whole."""
_IN_TITLE, _GROUPED, _SIZED, _ASSIGNED, _TOLD = 1, 2, 4, 8, 16
"""Where a word that may name a group stands, as bits: in the title, before "group", before "n =", where people are assigned, anywhere."""


@dataclass(frozen=True, slots=True)
class NumberFeatures:
    """The slots of every number, a row a number; `everywhere` has a row for each form of a number and a column for each token.

    Slot 0 stands for nothing. A number has besides its own slots those in the row of its form of all tokens from `begin` on and before `end`.
    """

    slots: "Whole"
    everywhere: "Whole"
    begin: "Whole"
    end: "Whole"
    form: "Whole"


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts as arrays.

    Of tokens: what stands for them, their classes and their text. Of sentences: where they begin and end, and whether they tell who
    was assigned to what. Of texts: how many sentences, and which is the first that tells so. Of numbers: their text, their first and
    last tokens, their sentence, its place in the text, where it begins and ends, their form, their size and what their value shows.
    """

    ids: "Whole"
    kinds: "Bits"
    text_of: "Whole"
    opens: "Whole"
    closes: "Whole"
    assigning: "Truth"
    lengths: "Whole"
    assigned: "Whole"
    starts: "Whole"
    text: "Whole"
    first: "Whole"
    last: "Whole"
    sentence: "Whole"
    place: "Whole"
    begin: "Whole"
    end: "Whole"
    form: "Whole"
    size: "Whole"
    shown: "Whole"


def number_features(texts: Sequence[Tokens]) -> NumberFeatures:
    """The features of every number of some texts, text by text and in order; there must be one."""
    import numpy as np

    told = _texts(texts)
    shown, size, form = told.shown, told.size, told.form
    columns = [*_beside(told), *_between(told), *_sentence(told), *_groups(told), *_by_kind(told)]
    columns += [(shown, form, 0), (shown, size, form), (shown & 7, form, 0), (shown & 48, form, 0), (shown & 72, form, 0)]
    raw = np.array([one * _FIRST + two * _SECOND + three * _THIRD + kind * _KIND for kind, (one, two, three) in enumerate(columns, 1)])
    topical = (told.kinds & TOPICAL) > 0
    everywhere = topical * (told.ids * _FIRST + np.array(FORMS)[:, None] * _SECOND + 105 * _KIND)
    return NumberFeatures(_slots(np.concatenate([raw, *_bags(told)])), _slots(everywhere), told.begin, told.end, form)


def _texts(texts: Sequence[Tokens]) -> _Texts:
    """Texts as arrays, with places without a token before, between and behind them."""
    import numpy as np

    edge = [NOTHING_THERE] * _EDGE
    ids = edge.copy()
    first: list[int] = []
    last: list[int] = []
    worded: list[bool] = []
    sentence: list[int] = []
    place: list[int] = []
    text: list[int] = []
    opens: list[int] = []
    closes: list[int] = []
    assigning: list[int] = []
    starts: list[int] = []
    assigned: list[int] = []
    for number, tokens in enumerate(texts):
        base, before = len(ids), len(opens)
        for each in tokens.candidates:
            first.append(each.first + base)
            last.append(each.last + base)
            worded.append(each.in_words)
            place.append(tokens.sentence[each.first])
        starts.append(base)
        sentence += [each + before for each in place[len(sentence) :]]
        text += repeat(number, len(tokens.candidates))
        opens += [each + base for each in tokens.opens[:-1]]
        closes += [each + base for each in tokens.opens[1:]]
        assigning += [before + each for each in sorted(tokens.assigning)]
        assigned.append(min(tokens.assigning, default=-1))
        ids += tokens.ids
        ids += edge
    identities = np.array(ids)
    firsts, lasts, sentences, owners = np.array(first), np.array(last), np.array(sentence), np.array(text)
    behind = identities[lasts + 1]
    percent = (behind == sign("%")) | (behind == sign("percent"))
    fraction = identities[firsts] == DECIMAL
    form = np.where(percent, PERCENT, np.where(np.array(worded), WORDED, np.where(fraction, FRACTION, INTEGER)))
    percents = percent.tolist()
    size: list[int] = []
    shown: list[int] = []
    for tokens in texts:
        sizes, signs = value_signs(tokens, percents[len(size) : len(size) + len(tokens.candidates)])
        size += sizes
        shown += signs
    tells = np.zeros(len(opens), dtype=np.bool_)
    tells[assigning] = True
    opened, closed = np.array(opens), np.array(closes)
    return _Texts(
        ids=identities,
        kinds=classes()[identities],
        text_of=np.repeat(np.arange(len(texts)), [len(tokens.ids) + _EDGE for tokens in texts]),
        opens=opened,
        closes=closed,
        assigning=tells,
        lengths=np.array([len(tokens.opens) - 1 for tokens in texts]),
        assigned=np.array(assigned),
        starts=np.array(starts),
        text=owners,
        first=firsts,
        last=lasts,
        sentence=sentences,
        place=np.array(place),
        begin=opened[sentences],
        end=closed[sentences],
        form=form,
        size=np.array(size),
        shown=np.array(shown),
    )


Column = tuple["Whole", "Whole | int", "Whole | int"]


def _slots(raw: "Whole") -> "Whole":
    import numpy as np

    mixed = raw.astype(np.uint64) * np.uint64(_MIXED)
    return (mixed >> np.uint64(64 - SLOT_BITS)).astype(np.int64)


def _step(distance: "Whole") -> "Whole":
    import numpy as np

    return np.searchsorted(np.array([1, 2, 3, 5, 8, 12, 20]), distance)


def _next(there: "Truth") -> "Whole":
    """For every place the next one at or behind it where something is; far behind the end where there is none."""
    import numpy as np

    found = np.where(there, np.arange(len(there)), 1 << 40)
    return np.minimum.accumulate(found[::-1])[::-1]


def _last(there: "Truth") -> "Whole":
    """For every place the last one at or before it where something is; far before the beginning where there is none."""
    import numpy as np

    return np.maximum.accumulate(np.where(there, np.arange(len(there)), -(1 << 40)))


def _beside(text: _Texts) -> list[Column]:
    """The words right before and behind a number, alone and together, with its form and size."""
    import numpy as np

    ids, form, size = text.ids, text.form, text.size
    l1, l2, l3 = ids[text.first - np.arange(1, 4)[:, None]]
    r1, r2, r3, r4 = ids[text.last + (form == PERCENT) + np.arange(1, 5)[:, None]]
    return [
        *((one, 0, 0) for one in (form, size, l1, l2, l3, r1, r2, r3, r4)),
        *((one, form, 0) for one in (size, l1, l2, l3, r1, r2, r3, r4)),
        (l1, l2, 0), (r1, r2, 0), (r1, size, 0), (l1, size, 0), (l1, r1, form), (l1, l2, form), (r1, r2, form),
    ]  # fmt: skip


def _by_kind(text: _Texts) -> list[Column]:
    """The kinds of the words right before and behind a number, alone and together, with its form."""
    import numpy as np

    kinds, form = kinds_of_words()[text.ids].astype(np.int64), text.form
    l1, l2, l3, l4 = kinds[text.first - np.arange(1, 5)[:, None]]
    r1, r2, r3, r4, r5 = kinds[text.last + (form == PERCENT) + np.arange(1, 6)[:, None]]
    left, right = l1 * 256 + l2, r1 * 256 + r2
    return [
        *((each, form, 0) for each in (l1, l2, l3, l4, r1, r2, r3, r4, r5)),
        *((one, two, form) for one, two in ((l1, l2), (r1, r2), (l1, r1), (l2, l3), (r2, r3), (l2, r1), (l1, r2), (left, l3), (right, r3))),
    ]


def _bags(text: _Texts) -> list["Whole"]:
    """The words further before and behind a number, in any order and each once; the nearer ones with its form."""
    import numpy as np

    before = text.ids[text.first - np.arange(1, _LEFT + 1)[:, None]]
    behind = text.ids[text.last + (text.form == PERCENT) + np.arange(4, _RIGHT + 1)[:, None]]
    nearer = text.ids[text.last + np.arange(1, _NEAR_RIGHT + 1)[:, None]]
    _once(before, behind, nearer)
    form = text.form * _SECOND
    kinds = kinds_of_words().astype(np.int64)
    kinds_before, kinds_behind = kinds[text.ids[text.first - np.arange(1, _NEAR_LEFT + 1)[:, None]]], kinds[nearer]
    _once(kinds_before, kinds_behind)
    return [
        (kinds_before > 0) * (kinds_before * _FIRST + form + 106 * _KIND),
        (kinds_behind > 0) * (kinds_behind * _FIRST + form + 107 * _KIND),
        (before > 0) * (before * _FIRST + 101 * _KIND),
        (behind > 0) * (behind * _FIRST + 102 * _KIND),
        (before > 0)[:_NEAR_LEFT] * (before[:_NEAR_LEFT] * _FIRST + form + 103 * _KIND),
        (nearer > 0) * (nearer * _FIRST + form + 104 * _KIND),
    ]


def _once(*bags: "Whole") -> None:
    """Take from the columns of every bag all but the first of each word."""
    for bag in bags:
        for place in range(len(bag) - 1, 0, -1):
            bag[place][(bag[:place] == bag[place]).any(0)] = NOTHING_THERE


def _between(text: _Texts) -> list[Column]:
    """What parts a number from the ones beside it: their forms, the few words between, and the word that joins them."""
    import numpy as np

    form = text.form
    same = text.sentence[1:] == text.sentence[:-1]
    gap = np.where(same, text.first[1:] - text.last[:-1] - 1, 99)
    at = text.last[:-1, None] + np.arange(1, _GAP + 1)
    inside = np.where(np.arange(1, _GAP + 1) <= gap[:, None], text.ids[at], 0)
    joined = np.where(gap <= _GAP, (inside * np.array(_ORDERED)).sum(1), np.where(same, -1, -2))
    pair = _next((text.kinds & PAIRS) > 0)[text.last[:-1] + 1]
    joint = np.where(same & (pair < text.first[1:]), text.ids[np.minimum(pair, len(text.ids) - 1)], 0)
    left, right = np.append(-2, joined), np.append(joined, -2)
    left_joint, right_joint = np.append(0, joint), np.append(joint, 0)
    there = np.append(False, same), np.append(same, False)
    earlier = np.where(there[0], np.append(0, form[:-1]), 9)
    later = np.where(there[1], np.append(form[1:], 0), 9)
    return [
        (left, form, earlier),
        (right, form, later),
        (left_joint, right_joint, form),
        (left, right, form),
        (earlier * 10 + later, form, 0),
    ]


def _sentence(text: _Texts) -> list[Column]:
    """The statistic named last, the people counted, what else the sentence tells, and where in the text it stands."""
    import numpy as np

    ids, kinds, form, first, last, begin, end = text.ids, text.kinds, text.form, text.first, text.last, text.begin, text.end
    named = statistics()[ids]
    at = _last(named > 0)[first - 1]
    reached = at >= np.maximum(begin, first - _STATISTIC_REACH)
    statistic = np.where(reached, named[np.maximum(at, 0)].astype(np.int64), 0)
    digit = (ids == WHOLE) | (ids == DECIMAL)
    noun = _next((kinds & PERSON > 0) | digit)[last + 1]
    counted = (noun < last + _NOUN_REACH) & ~digit[np.minimum(noun, len(ids) - 1)]
    whom = np.where(counted, ids[np.minimum(noun, len(ids) - 1)], 0)
    compared = np.append(0, np.cumsum(kinds & COMPARES > 0))
    listed = _next(ids == sign("respectively"))[last] < end
    places = np.arange(len(ids) - 1)
    probable = np.append((ids[:-1] == sign("p")) & _is_any(ids[1:], "<=>\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}"), False)
    probability = _next(probable)[last]
    digits = np.append(0, np.cumsum(digit))
    ahead = np.where(probability < end, np.minimum(digits[np.minimum(probability, len(places))] - digits[last + 1], 6), 9)
    interval = np.minimum(_next(ids == sign("ci"))[last] - last, _INTERVAL_REACH + 1)
    opened, closed = _last((ids == sign("(")) | (ids == sign("["))), _last((ids == sign(")")) | (ids == sign("]")) | (ids == sign(".")))
    bracket = np.where(opened[first] > np.maximum(closed[first], begin - 1), opened[first], -1)
    opener = np.where(bracket >= 0, ids[bracket - 1], -1)
    depth = np.where(bracket >= 0, _step(first - bracket), -1)
    key = text.sentence * len(FORMS) + form
    peers = np.minimum(np.bincount(key)[key], 5)
    total, assigned = text.lengths[text.text], text.assigned[text.text]
    order = np.where(assigned < 0, 3, np.sign(text.place - assigned))
    assigning = text.assigning[text.sentence]
    return [
        (statistic, form, 0), (statistic, _step(first - at), 0), (whom, _step(noun - last), 0), (whom, form, text.size),
        (ahead, form, 0), (interval, form, 0), (listed * 1 + 2 * (compared[end] > compared[begin]), form, 0),
        (opener, form, 0), (depth, form, 0), (peers, form, 0), (text.place * 10 // total, 0, 0), (text.place * 5 // total, form, 0),
        (order, form, 0), (assigning * 1, form, text.size), (ids[begin], form, 0),
    ]  # fmt: skip


def _is_any(ids: "Whole", signs: str) -> "Truth":
    import numpy as np

    return np.isin(ids, [sign(each) for each in signs])


def _groups(text: _Texts) -> list[Column]:
    """The words near a number that name a group: those in front of "group" and "n =", in the title and where people are assigned."""
    import numpy as np

    ids, kinds, form, first, last = text.ids, text.kinds, text.form, text.first, text.last
    spots = np.arange(len(ids))
    own = np.append(np.zeros(_EDGE, dtype=np.int64), text.text_of)
    key = own * (LISTED + SPREAD) + ids
    told = np.zeros(len(text.starts) * (LISTED + SPREAD), dtype=np.uint8)
    began = text.starts[own]
    stop = np.minimum(_next((ids == sign(".")) & (spots >= began + _MANY))[text.starts], text.starts + _TITLE)
    told[key[(spots >= began) & (spots < stop[own])]] |= _IN_TITLE
    marks = np.zeros(len(ids) + 1, dtype=np.int64)
    marks[text.opens[text.assigning]] += 1
    marks[text.closes[text.assigning]] -= 1
    told[key[np.cumsum(marks[:-1]) > 0]] |= _ASSIGNED
    grouping = (kinds & GROUP) > 0
    back = np.arange(1, _BEFORE_GROUP + 1)[:, None]
    told[key[np.flatnonzero(grouping) - back]] |= _GROUPED
    told[key[np.flatnonzero((ids[:-1] == sign("n")) & (ids[1:] == sign("="))) - back]] |= _SIZED
    words = np.where(kinds & TELLING, told[key], 0) | np.where(kinds & ROLE, _TOLD, 0)
    strong = (words >= _TOLD) | (words & (_GROUPED | _SIZED) > 0) | (words & (_IN_TITLE | _ASSIGNED) == _IN_TITLE | _ASSIGNED)
    ahead, back_to = _next(strong)[last + 1], _last(strong)[first - 1]
    following = np.where(text.sentence[1:] == text.sentence[:-1], text.first[1:], text.end[:-1])
    preceding = np.where(text.sentence[1:] == text.sentence[:-1], text.last[:-1], text.begin[1:] - 1)
    limit = np.minimum(np.append(following, text.end[-1]), last + _GROUP_REACH + 1)
    floor = np.maximum(np.append(text.begin[0] - 1, preceding), first - _GROUP_REACH - 1)
    near, far = ahead < limit, back_to > floor
    which = np.where(near, words[np.minimum(ahead, len(ids) - 1)] & 22, 99)
    whence = np.where(far, words[np.maximum(back_to, 0)] & 22, 99)
    beyond = _next(strong)[np.append(following, text.end[-1])] < text.end
    sums, groups = np.append(0, np.cumsum(strong)), np.append(0, np.cumsum(grouping))
    return [
        (which, form, 0), (whence, form, 0), (near * 2 + far, form, 0), (np.where(near, _step(ahead - last), 99), form, 0),
        (np.where(far, _step(first - back_to), 99), form, 0), (np.where(near, ids[last + 1], 0), np.minimum(ahead - last, 4), 0),
        (np.minimum(sums[text.end] - sums[text.begin], _MANY), form, 0), (near * 4 + far * 2 + beyond, form, 0),
        (np.minimum(groups[text.end] - groups[text.begin], 3), form, 0), ((groups[text.end] > groups[last]) * 1, form, 0),
    ]  # fmt: skip
