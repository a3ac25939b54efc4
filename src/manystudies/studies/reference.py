"""One entry of a reference list: authors, year, title, journal, as far as the entry shows them."""

import re
from dataclasses import dataclass

_CITES = re.compile(
    r"\b\d{1,4}\s?\(\s?(?:suppl?\.?\s?)?[\w -]{1,12}\)\s?[:,]\s?e?\d|\b\d{1,4}\s?:\s?[a-z]?\d{1,7}|\b\d{1,4}\(\d{1,3}\)|[;,]\s?\d{1,4},\s?(?:pp?\.?\s?)?\d{1,6}\s?[-\N{EN DASH}]\s?\d{1,6}|\bvol\.?\s?\d",
    re.IGNORECASE,
)
_YEAR_IN_BRACKETS = re.compile(r"\((?P<year>(?:19[5-9]|20[0-4])\d)[a-z]?(?:,[^)]{1,20})?\)[.,:]?\s*")
_NUMBERED = re.compile(r"\s*(?:\[?\d{1,3}[.)\]]\s+)?")
_VANCOUVER = re.compile(r"(?P<year>(?:19[5-9]|20[0-4])\d)(?:\s\w{3}(?:\s\d{1,2})?)?\s?[;:]|\b(?P<comma>(?:19[5-9]|20[0-4])\d)[,.]")
_SENTENCE_END = re.compile(r"[.?!]\s+(?=[^\W\d_a-z]|\d)")
_JOURNAL_END = re.compile(r"[\s,.]+(?:\d{1,4}\b|vol\b|\()", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """The parts of an entry as character ranges of its text; a missing one is None."""

    authors: tuple[int, int] | None
    year: tuple[int, int] | None
    title: tuple[int, int] | None
    journal: tuple[int, int] | None


def cites_a_journal(entry: str) -> bool:
    """Whether an entry shows volume and pages: it names a journal article even without an identifier."""
    return _CITES.search(entry) is not None


def read_entry(entry: str) -> Entry:
    """The parts of a reference-list entry, in the Harvard, APA or Vancouver order.

    >>> entry = read_entry("Doe J (2012) Iron and sleep. Sleep Med 13:32")
    >>> entry.title, entry.journal
    ((13, 27), (29, 38))
    """
    start = _NUMBERED.match(entry)
    first = start.end() if start else 0
    harvard = _YEAR_IN_BRACKETS.search(entry, first)
    if harvard and harvard.start() - first < 1500:  # noqa: PLR2004
        title = _until_sentence_end(entry, harvard.end())
        return Entry(_trim(entry, first, harvard.start()), harvard.span("year"), title, _journal(entry, title))
    cut = _SENTENCE_END.search(entry, first)
    if cut is None:
        return Entry(None, None, None, None)
    title = _until_sentence_end(entry, cut.end())
    year = _VANCOUVER.search(entry, title[1] if title else cut.end())
    place = (year.span("year") if year["year"] else year.span("comma")) if year else None
    return Entry(_trim(entry, first, cut.start()), place, title, _journal(entry, title))


def _until_sentence_end(entry: str, start: int) -> tuple[int, int] | None:
    end = _SENTENCE_END.search(entry, start)
    stop = (end.start() + (entry[end.start()] == "?")) if end else len(entry)
    return _trim(entry, start, stop)


def _journal(entry: str, title: tuple[int, int] | None) -> tuple[int, int] | None:
    if title is None:
        return None
    start = re.compile(r"[\s.?!]*").match(entry, title[1])
    begin = start.end() if start else title[1]
    end = _JOURNAL_END.search(entry, begin)
    if end is None or not 2 <= end.start() - begin <= 120 or entry[begin : begin + 4].lower() in ("http", "doi:", "www."):  # noqa: PLR2004
        return None
    return _trim(entry, begin, end.start())


def _trim(entry: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and entry[start] in " ,.;":
        start += 1
    while end > start and entry[end - 1] in " ,.;:&":
        end -= 1
    return (start, end) if end > start else None
