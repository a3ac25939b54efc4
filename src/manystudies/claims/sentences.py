"""Sentences of running text, with their places: split at full stops that end one."""

import re
from collections.abc import Iterator
from functools import lru_cache

_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|al|approx|ca|cf|ch|dept|dr|ed|eds|eg|et|etc|fig|figs|ie|inc|jr|mr|mrs|ms|no|nos|p|pp|prof|ref|refs|resp|sec|st|tab|vol|vs|jan|feb|mar|apr|jun"
    r"|jul|aug|sep|sept|oct|nov|dec)|\b(?:e\.g|i\.e|a\.m|p\.m|u\.s|u\.k))\.$",
    re.IGNORECASE,
)
_LOOK_BACK = 12
_MARKS = re.compile(r"\s*(?:\[\d{1,3}(?:\s*[,–-]\s*\d{1,3}){0,8}\])+")


def sentence_ranges(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """The ranges of the sentences in `text[start:end]`, without the white space around them.

    Citation marks such as [3] that follow a full stop stay with their sentence.

    >>> sentence_ranges("Iron helped. It was, e.g. by Wang et al. in 2009, tested.")
    ((0, 12), (13, 57))
    """
    return _ranges(text, start, len(text) if end is None else end)


# Claims and several checks ask for the sentences of the same block, one after the other.
@lru_cache(maxsize=256)
def _ranges(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple(_cut(text, start, end))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        close = stop.end()
        if text[stop.start()] == "." and _continues(text, stop.start(), close, end):
            continue
        marks = _MARKS.match(text, close, end)
        if marks is not None:
            close = marks.end()
        if close > begin:
            yield from _trimmed(text, begin, close)
            begin = close
    yield from _trimmed(text, begin, end)


def _continues(text: str, dot: int, close: int, end: int) -> bool:
    """Whether a full stop belongs to an abbreviation, or a small letter follows it."""
    behind = text[close : min(end, close + 3)].lstrip()
    if behind[:1].islower():
        return True
    return behind != "" and _ABBREVIATION.search(text[max(0, dot - _LOOK_BACK) : dot + 1]) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
