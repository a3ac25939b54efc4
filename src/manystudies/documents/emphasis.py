"""Emphasis: which asterisks, underscores and tildes of a paragraph are marks.

The algorithm "process emphasis" of CommonMark 0.31 (https://spec.commonmark.org/0.31.2/#phase-2-inline-structure), on
a doubly linked list so that it takes linear time.
"""

from dataclasses import dataclass

_STRONG = 2


@dataclass(slots=True)
class Delimiter:
    """A run of one mark character that can open or close emphasis."""

    character: str
    at: int
    length: int
    opens: bool
    closes: bool


def used_marks(delimiters: list[Delimiter]) -> list[tuple[int, int]]:
    """The ranges of characters that are marks; the rest of the runs are words.

    >>> used_marks([Delimiter("*", 0, 2, True, False), Delimiter("*", 7, 2, False, True)])
    [(0, 2), (7, 9)]
    """
    count = len(delimiters)
    before = list(range(-1, count - 1))
    after = list(range(1, count + 1))
    starts = [each.at for each in delimiters]
    lengths = [each.length for each in delimiters]
    bottoms: dict[tuple[str, bool, int], int] = {}
    used: list[tuple[int, int]] = []

    def unlink(index: int) -> None:
        if before[index] >= 0:
            after[before[index]] = after[index]
        if after[index] < count:
            before[after[index]] = before[index]

    closer = 0
    while closer < count:
        closing = delimiters[closer]
        if not closing.closes:
            closer = after[closer]
            continue
        key = (closing.character, closing.opens, closing.length % 3)
        floor = bottoms.get(key, -1)
        opener = before[closer]
        while opener > floor and not _match(delimiters[opener], closing):
            opener = before[opener]
        if opener <= floor:
            bottoms[key] = before[closer]
            following = after[closer]
            if not closing.opens:
                unlink(closer)
            closer = following
            continue
        size = min(lengths[opener], lengths[closer], _STRONG)
        lengths[opener] -= size
        lengths[closer] -= size
        used.append((starts[opener] + lengths[opener], starts[opener] + lengths[opener] + size))
        used.append((starts[closer], starts[closer] + size))
        starts[closer] += size
        # What stands between the two can no longer pair with anything outside.
        after[opener], before[closer] = closer, opener
        if not lengths[opener]:
            unlink(opener)
        if not lengths[closer]:
            following = after[closer]
            unlink(closer)
            closer = following
    return used


def _match(opening: Delimiter, closing: Delimiter) -> bool:
    if not opening.opens or opening.character != closing.character:
        return False
    # The "rule of three": a run that both opens and closes pairs only where the lengths allow one reading.
    odd = (opening.closes or closing.opens) and (opening.length + closing.length) % 3 == 0
    return not (odd and (opening.length % 3 or closing.length % 3))
