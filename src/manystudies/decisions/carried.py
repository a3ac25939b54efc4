"""Decisions that go along when a page is edited: those whose words stand unchanged in the new bytes."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from manystudies.decisions.decision import Decision, Target
from manystudies.decisions.state import live
from manystudies.documents import Document

_SHORT = 16
_KEY = re.compile(r"(?P<start>\d{1,12})-(?P<end>\d{1,12})(?P<rest>/\d{1,6})?")
_MOST_LINES = 3000
_MOST_LETTERS = 1500
"""A changed paragraph longer than this is not looked into; its decisions stay with the earlier bytes."""

Ranges = list[tuple[int, int, int]]


def carried(log: Sequence[Decision], old: Document, new: Document, known: frozenset[int] = frozenset()) -> tuple[Decision, ...]:
    """What holds about a page's earlier bytes, as it is made again about the new ones, by the same people and for the same reasons.

    Only decisions on claims, findings and problems whose words, and whose selected words, are the same letters in both;
    each tells the first decision it comes from (`origin`), and those in `known` were carried before. An edit or acceptance whose
    words were changed has done its work and stays behind.
    """
    ranges = list(_same(old.text, new.text))
    starts = [start for start, _, _ in ranges]
    found: list[Decision] = []
    for each in live(log):
        root = each.value.origin or each.number
        if root in known or each.target.kind not in {"claim", "finding", "problem"}:
            continue
        key = _moved_key(each.target.key, new.identity, ranges, starts)
        if key is None:
            continue
        value = each.value
        if value.start < value.end:
            place = _moved(value.start, value.end, ranges, starts)
            if place is None:
                continue
            value = replace(value, start=place[0], end=place[1])
        value = replace(value, origin=root)
        found.append(replace(each, number=0, target=Target(each.target.kind, key), value=value, document=new.identity))
    return tuple(found)


def _moved_key(key: str, identity: str, ranges: Ranges, starts: list[int]) -> str | None:
    """The key of the same thing in the new bytes: what stands between the identity and the place is kept."""
    head, _, place = key.rpartition(":")
    match = _KEY.fullmatch(place)
    if match is None:
        return None
    moved = _moved(int(match["start"]), int(match["end"]), ranges, starts)
    if moved is None:
        return None
    _, mark, kind = head.partition(":")
    return f"{identity[:_SHORT]}{mark}{kind}:{moved[0]}-{moved[1]}{match['rest'] or ''}"


def _moved(start: int, end: int, ranges: Ranges, starts: list[int]) -> tuple[int, int] | None:
    at = bisect_right(starts, start) - 1
    if at < 0 or end > ranges[at][1]:
        return None
    delta = ranges[at][2]
    return start + delta, end + delta


def _same(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """The ranges of `old` that stand unchanged in `new`, each with how far it moved; ranges that touch and moved alike are one."""
    held: tuple[int, int, int] | None = None
    for start, end, delta in _pieces(old, new):
        if held is not None and held[1] == start and held[2] == delta:
            held = held[0], end, delta
            continue
        if held is not None:
            yield held
        held = start, end, delta
    if held is not None:
        yield held


def _pieces(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    first, second = old.splitlines(keepends=True), new.splitlines(keepends=True)
    most = min(len(first), len(second))
    before = next((index for index in range(most) if first[index] != second[index]), most)
    most -= before
    after = next((index for index in range(most) if first[-1 - index] != second[-1 - index]), most)
    start, end = sum(map(len, first[:before])), len(old) - sum(map(len, first[len(first) - after :]))
    stop = len(new) - (len(old) - end)
    if start:
        yield 0, start, 0
    yield from _between(first[before : len(first) - after], second[before : len(second) - after], start)
    if after:
        yield end, len(old), stop - end


def _between(first: list[str], second: list[str], start: int) -> Iterator[tuple[int, int, int]]:
    """The same between the first and the last line that differ; both lists begin at `start` of their texts."""
    if max(len(first), len(second)) > _MOST_LINES:
        return
    old_at, new_at = [start], [start]
    for lines, at in ((first, old_at), (second, new_at)):
        for line in lines:
            at.append(at[-1] + len(line))
    for step, low, high, new_low, new_high in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        begin = new_at[new_low]
        if step == "equal":
            yield old_at[low], old_at[high], begin - old_at[low]
        elif step == "replace" and max(old_at[high] - old_at[low], new_at[new_high] - begin) <= _MOST_LETTERS:
            old, new = "".join(first[low:high]), "".join(second[new_low:new_high])
            for piece in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
                if piece.size:
                    yield old_at[low] + piece.a, old_at[low] + piece.a + piece.size, begin + piece.b - old_at[low] - piece.a
