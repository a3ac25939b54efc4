"""Transcripts: the stretch of a page in which people speak in turn or minutes are counted, as interviews and videos are written down."""

import re
from collections import Counter
from functools import lru_cache

from manystudies.documents import Document

# A line begins behind a line end: one plain sign is looked for at the speed of memory.
_MINUTE = re.compile(r"\n[ \t>*_-]{0,6}\(?\[?\d{1,3}:[0-5]\d(?::[0-5]\d)?\b")
_SPEAKER = re.compile(r"\n[ \t>*_-]{0,6}(?P<who>(?:Dr\.? )?[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{1,20}){0,2})[*_ ]{0,4}:[*_ ]{0,4}\s\S")
_NO_SPEAKERS = frozenset(
    ["abstract", "aim", "aims", "background", "conclusion", "conclusions", "context", "design", "discussion", "findings", "introduction", "methods", "note", "objective", "objectives",
     "pmid", "purpose", "results", "setting", "source", "summary", "update"]
)  # fmt: skip
_TITLED = re.compile(r"\b(?:interviews?|podcast|transcript|webinar|radio|q ?& ?a|questions and answers)\b", re.IGNORECASE)
_TALKED = 3000
"""A shorter page that names an interview only points to it."""
_MINUTES = 5
_TURNS = 4
_REPLIES = 2


def transcript_of(document: Document) -> tuple[int, int]:
    """The view range in which people speak in turn, (0, 0) where they do not.

    A long page that says in its title that it is an interview is one throughout. Minutes at the beginning of five lines make a transcript; so does one name in front of four and another in front of two.
    """
    if len(document.view.text) >= _TALKED and _TITLED.search(document.front.title or ""):
        return 0, len(document.view.text)
    return _transcript(document.view.text)


# Two checks ask for it, one behind the other.
@lru_cache(maxsize=2)
def _transcript(text: str) -> tuple[int, int]:
    lined = "\n" + text  # so that a place in it is where the line behind begins in the text
    minutes = [match.start() for match in _MINUTE.finditer(lined)]
    if len(minutes) >= _MINUTES:
        return minutes[0], len(text)
    turns = [(match["who"], match.start()) for match in _SPEAKER.finditer(lined) if match["who"].lower() not in _NO_SPEAKERS]
    spoken = Counter(who for who, _ in turns).most_common(2)
    if len(spoken) > 1 and spoken[0][1] >= _TURNS and spoken[1][1] >= _REPLIES:
        names = {who for who, count in Counter(who for who, _ in turns).items() if count >= _REPLIES}
        return next(start for who, start in turns if who in names), len(text)
    return 0, 0
