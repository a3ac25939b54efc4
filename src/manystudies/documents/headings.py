"""Headings in plain text: short lines that stand alone and are titles or questions, not sentences."""

import re

_SHORTEST = 3
_LONGEST = 140
_SHORT_PHRASE = 5
_MOST_WORDS = 20
_TITLED = 0.7
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NO_HEADING = re.compile(
    r"[.;,]$|\((?:19|20)\d\d[a-z]?\)\s+\S|\d:\d|https?://|www\.|@|^\W*$|^\[[^\]]*\]$|^[\d\W]+$|\b(?:19|20)\d\d\b.*\b(?:doi|vol|pp)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|\d{1,2}\s+[a-z]{3,9}\.?\s+(?:19|20)\d\d|"
    r"(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})$",
    re.IGNORECASE,
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "can",
        "can't",
        "nor",
        "not",
        "of",
        "on",
        "onto",
        "or",
        "over",
        "per",
        "so",
        "than",
        "that",
        "the",
        "their",
        "to",
        "up",
        "via",
        "vs",
        "was",
        "were",
        "what",
        "when",
        "which",
        "who",
        "why",
        "will",
        "with",
        "your",
        "you",
        "are",
        "be",
    ],
)
_PRONOUNS = frozenset({"he", "i", "it", "she", "that", "there", "these", "they", "this", "those", "we", "you"})
# Parts of a line of authors: a surname with initials, a degree.
_NAMES = re.compile(r"\b(?:MD|PhD|MPH|MSc|RN|DO|DrPH)\b|[A-Z][\w'’-]+ [A-Z]{1,3}\d?(?=,|$)|\b[A-Z]\. ?[A-Z][a-z]+(?=,|\d|$)")
_QUESTION = re.compile(r"(?:what|why|how|who|when|where|which|is|are|can|does|do|should|will|could)\b", re.IGNORECASE)


def is_date(line: str) -> bool:
    """Whether a line is nothing but a date."""
    return _DATE.match(line.strip()) is not None


def is_heading(line: str) -> bool:
    """Whether a line that stands alone reads as a heading: a question, or words most of which are capitalised.

    >>> is_heading("Iron and Restless Legs: Final Thoughts"), is_heading("We asked them twice"), is_heading("[signup]")
    (True, False, False)
    """
    words_only = line.strip()
    if not _SHORTEST <= len(words_only) <= _LONGEST or _NO_HEADING.search(words_only) or is_date(words_only):
        return False
    words = _WORD.findall(words_only)
    if not words or len(words) > _MOST_WORDS or not words[0][0].isupper():
        return False
    if len(_NAMES.findall(words_only)) > 1:
        return False
    if words_only.endswith("?"):
        return _QUESTION.match(words_only) is not None
    if words_only.endswith(("!", ":")) and len(words) > _SHORT_PHRASE:
        return False
    weighty = [word for word in words if word.lower() not in _SMALL]
    capitals = sum(word[0].isupper() for word in weighty)
    if len(words) == 1:
        return len(words[0]) >= _SHORTEST
    titled = bool(weighty) and capitals >= _TITLED * len(weighty)
    return titled or (len(words) <= _SHORT_PHRASE and not words_only.endswith("!") and words[0].lower() not in _PRONOUNS)
