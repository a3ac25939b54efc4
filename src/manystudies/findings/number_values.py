"""How the value of a number meets the others of its text: sizes of groups and their sums, repeats, the largest whole number."""

from manystudies.findings.tokens import Candidate, Tokens

_MOST_SIZES = 60
_DECADES = (0, 1, 4, 9, 19, 49, 100, 299, 999, 9999)
_FRACTIONS = (1, 10, 100)
LARGEST_SIZE = len(_DECADES) + len(_FRACTIONS) + 1


def is_group_size(words: list[str], candidate: Candidate) -> bool:
    """Whether a number stands behind "n ="."""
    first = candidate.first
    return first > 1 and words[first - 1] == "=" and words[first - 2] == "n"


def size_of(value: float) -> int:
    """The order of size of a value: fractions apart from whole numbers."""
    whole = value == int(value)
    limits = _DECADES if whole else _FRACTIONS
    for place, limit in enumerate(limits):
        if value < limit + whole:
            return place if whole else len(_DECADES) + 1 + place
    return len(_DECADES) if whole else LARGEST_SIZE


def value_signs(tokens: Tokens, percents: list[bool]) -> tuple[list[int], list[int]]:
    """The order of size of every number of a text, and what its value shows, as the sum of bits.

    1: behind "n ="; 2: no such number, but as large as one; 4: as large as two of those together; 8: as large as the two
    behind it together; 16: told more than once; 32: told before; 64: the largest whole number.
    """
    candidates, words = tokens.candidates, tokens.words
    values = [each.value for each in candidates]
    sized = [is_group_size(words, each) for each in candidates]
    sizes = {value for value, is_size in zip(values, sized, strict=True) if is_size}
    few = len(sizes) <= _MOST_SIZES
    sums = {one + two for one in sizes for two in sizes if one != two} | {2 * one for one in sizes} if few else set()
    counts: dict[float, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    largest = max((value for value, percent in zip(values, percents, strict=True) if not percent and value == int(value)), default=-1.0)
    seen: set[float] = set()
    signs = []
    for index, value in enumerate(values):
        told = 1 if sized[index] else 2 if value in sizes else 0
        if value in sums:
            told += 4
        if not percents[index]:
            if index + 2 < len(values) and value == values[index + 1] + values[index + 2]:
                told += 8
            if value == largest:
                told += 64
        if counts[value] > 1:
            told += 48 if value in seen else 16
            seen.add(value)
        signs.append(told)
    return [size_of(value) for value in values], signs
