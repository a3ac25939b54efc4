"""Kinds: whether a page is HTML, Markdown or plain text, told from what it holds and not from its name."""

import re
from itertools import islice

from manystudies.documents.document import DocumentKind

_HTML_START = re.compile(r"\ufeff?\s{0,1000}(?:<\?xml\b|<!doctype\s|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
_COMMENT = re.compile(r"\ufeff?\s*<!--")
_HTML_PART = re.compile(
    r"\ufeff?\s{0,1000}<(?:article|center|div|font|h[1-6]|main|meta|p|section|span|table|title|ul)(?=[\s>])", re.IGNORECASE
)
_CLOSING = re.compile(r"</(?:article|div|h[1-6]|li|main|p|section|table|td|tr|ul)\s*>", re.IGNORECASE)
_SIGNS: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE), 1, 2),
    (re.compile(r"\]\((?:https?://|/|#|mailto:|\.{1,2}/)"), 1, 2),
    (re.compile(r"(?<![\\*\w])\*\*(?=[^\s*])[^*\n]{1,300}?[^\s*]\*\*"), 1, 2),
    (re.compile(r"^ {0,3}\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t:|-]*$", re.MULTILINE), 1, 3),
    (re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE), 2, 2),
    (re.compile(r"\{\{[<%]"), 1, 3),
    (re.compile(r"</(?:a|b|em|i|p|span|strong|sub|sup)>|<img\s|<br\s*/?>", re.IGNORECASE), 1, 2),
    (re.compile(r"^ {0,3}[-*+] +\S", re.MULTILINE), 3, 1),
    (re.compile(r"^ {0,3}> ?\S", re.MULTILINE), 1, 1),
    (re.compile(r"^[ \t]*\r?\n(?:-{3,}|\*{3,})[ \t]*\r?\n[ \t]*$", re.MULTILINE), 1, 1),
)
_ENOUGH = 2
_SAMPLE = 500_000


def kind_of(text: str, start: int, *, has_front_matter: bool) -> DocumentKind:
    """The kind of the page whose words start at `start`.

    A document type, `<html>` or `<body>` at the start makes HTML, as does a start with a block tag and several closing
    block tags. Front matter or marks that only Markdown has make Markdown; one list or quote alone does not. What is
    left is plain text.
    """
    sample = text[start : start + _SAMPLE]
    after = _behind_comments(sample)
    if _HTML_START.match(sample, after):
        return "html"
    if has_front_matter:
        return "markdown"
    if _HTML_PART.match(sample, after) and len(_CLOSING.findall(sample)) > 1 and not _markdown_only(sample):
        return "html"
    score = 0
    for pattern, needed, worth in _SIGNS:
        if sum(1 for _ in islice(pattern.finditer(sample), needed)) == needed:
            score += worth
        if score >= _ENOUGH:
            return "markdown"
    return "text"


def _behind_comments(text: str) -> int:
    position = 0
    while (match := _COMMENT.match(text, position)) and (end := text.find("-->", match.end())) >= 0:
        position = end + 3
    return position


def _markdown_only(sample: str) -> bool:
    """Whether there are headings or links written as only Markdown writes them."""
    return bool(_SIGNS[0][0].search(sample) or _SIGNS[1][0].search(sample))
