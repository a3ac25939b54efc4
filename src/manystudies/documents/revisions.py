"""Revisions: several versions of one page saved in one file, found by aligning its paragraphs with themselves."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

from manystudies.documents.document import Block, Revision

_WORD = re.compile(r"\w+")
_SHINGLE = 3
_SHORTEST = 60
_ALIKE = 0.35
_DISTANTLY_ALIKE = 30
_FEWEST_PARAGRAPHS = 3
_FEWEST_WORDS = 80
_COVERED = 0.5
_COMMON = 40
TOO_LONG = 5_000_000
_VERY_LONG = 1_500_000
_WHOLE = 20_000
_FIRST_LINE = 120


def revisions_of(text: str, blocks: Sequence[Block]) -> tuple[Revision, ...]:
    """The versions of the page in the order of the file; empty where there is only one (or the text is longer than `TOO_LONG`).

    Every paragraph is compared with later ones by the share of three-word sequences they have in common. A second version starts
    where a run of paragraphs comes again in the same order and covers at least half of the words before it; the start
    is then moved up over blocks that still resemble those that open the first version (a reworded introduction).
    Headings and short lines alone never make a version: many pages repeat "Methods" and "Results".
    """
    if len(text) > TOO_LONG:
        return ()
    paragraphs = [
        index
        for index, block in enumerate(blocks)
        if block.kind in {"item", "paragraph", "quote"} and block.role in {"body", "chatbot"} and block.end - block.start >= _SHORTEST
    ]
    if len(paragraphs) < 2 * _FEWEST_PARAGRAPHS:
        return ()
    # In a very long file the first line of each paragraph must tell; all their words would not fit in memory.
    longest = _WHOLE if sum(blocks[index].end - blocks[index].start for index in paragraphs) <= _VERY_LONG else _FIRST_LINE
    words = {
        index: _WORD.findall(text[blocks[index].start : min(blocks[index].end, blocks[index].start + longest)].lower())
        for index in paragraphs
    }
    if sum(map(len, words.values())) < 2 * _FEWEST_WORDS:
        return ()
    twins = _twins(paragraphs, words)
    starts = [0]
    while (split := _split(words, twins, starts[-1])) is not None:
        starts.append(_moved_up(text, blocks, split, starts[-1]))
    if len(starts) == 1:
        return ()
    places = [0, *(blocks[index].start for index in starts[1:]), len(text)]
    return tuple(Revision(number, start, end) for number, (start, end) in enumerate(pairwise(places)))


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[at:] for at in range(_SHINGLE)), strict=False)) if len(words) >= _SHINGLE else {tuple(words)}


def _twins(paragraphs: Sequence[int], words: dict[int, list[str]]) -> dict[int, int]:
    """For each paragraph the next later one that says nearly the same."""
    shingles = {index: _shingles(words[index]) for index in paragraphs}
    # Most shingles stand once: only those met again are looked at.
    again = {shingle for shingle, count in Counter(chain.from_iterable(shingles.values())).items() if count > 1}
    if not again:
        return {}
    shared_by = {index: shingles[index] & again for index in paragraphs}
    holders: dict[tuple[str, ...], list[int]] = {}
    for index in paragraphs:
        for shingle in shared_by[index]:
            holders.setdefault(shingle, []).append(index)
    twins: dict[int, int] = {}
    for index in paragraphs:
        shared: dict[int, int] = {}
        for shingle in shared_by[index]:
            others = holders[shingle]
            # What stands everywhere tells nothing, and would take quadratic time.
            if len(others) <= _COMMON:
                for other in others:
                    if other > index:
                        shared[other] = shared.get(other, 0) + 1
        alike = sorted(
            other
            for other, count in shared.items()
            if count >= _ALIKE * min(len(shingles[index]), len(shingles[other])) and count >= _SHINGLE
        )
        if alike:
            twins[index] = alike[0]
    return twins


def _split(words: dict[int, list[str]], twins: dict[int, int], start: int) -> tuple[int, int] | None:
    """In the version that starts at `start`, the first paragraph that comes again, and where it does in the next version."""
    own = [index for index in words if index >= start]
    first = next((index for index in own if index in twins), None)
    if first is None:
        return None
    split = twins[first]
    pairs = [(index, twins[index]) for index in own if index < split and index in twins]
    ordered = _in_order([pair for pair in pairs if pair[1] >= split])
    before = sum(len(words[index]) for index in own if index < split)
    covered = sum(len(words[index]) for index, _ in ordered)
    if len(ordered) < _FEWEST_PARAGRAPHS or covered < _FEWEST_WORDS or covered < _COVERED * before:
        return None
    return first, split


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second members rise with the first (patience sorting)."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for at, (_, later) in enumerate(pairs):
        place = bisect_left(tails, later)
        before.append(places[place - 1] if place else -1)
        if place == len(tails):
            tails.append(later)
            places.append(at)
        else:
            tails[place] = later
            places[place] = at
    run: list[tuple[int, int]] = []
    at = places[-1] if places else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _moved_up(text: str, blocks: Sequence[Block], twin: tuple[int, int], start: int) -> int:
    """Up from the first paragraph that comes again over blocks that still resemble those above its twin."""
    from rapidfuzz.fuzz import token_set_ratio

    first, best = twin
    above = first - 1
    at = best - 1
    while above >= start and at > first:
        old, new = text[blocks[above].start : blocks[above].end], text[blocks[at].start : blocks[at].end]
        if old != new and (token_set_ratio(old, new) < _DISTANTLY_ALIKE or blocks[above].kind != blocks[at].kind):
            break
        best = at
        above -= 1
        at -= 1
    return best
