"""Which honest wordings may stand in the place of a page's words, and why the others may not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from manystudies.checks.problem import Problem
from manystudies.documents import Document, EditReason, Span

_MEANING = frozenset("\\`*_{}[]<>#|~&\n")
"""Letters that mean something to Markdown or HTML."""
_MARKS = frozenset("\"'\\\n\r\t{}[]<>|`")
"""Letters that mean something to JSON, YAML or TOML inside quotation marks."""
_QUOTES = frozenset("\"'")
_PLAIN = re.compile(r"[^\W_](?:[^:#&*!%@]|:(?=\S)|(?<=\S)#)*")
"""What YAML reads as plain text without quotation marks."""
_HARMLESS: frozenset[EditReason] = frozenset({"byte order mark", "character", "mojibake"})


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words to stand at `span` instead of those there. `obstacle` says why they cannot be put there safely, or is empty."""

    span: Span
    words: str
    problem: Problem
    obstacle: str = ""


def replacements(document: Document, problems: Sequence[Problem]) -> tuple[Replacement, ...]:
    """The replacements that problems carry for one document, in the order of the page; those without `obstacle` do not overlap.

    A wording is held back where the words on the page hold marks or a link that it would drop, where it would itself be
    read as a mark, where it stands in the front matter, or where a longer one covers it. The same words in a later version
    of the page are replaced too.
    """
    wanted: dict[Span, Replacement] = {}
    for problem in problems:
        if not problem.replacement or problem.spans[0].document != document.identity:
            continue
        quote = document.quote(problem.spans[0])
        for span in problem.spans:
            if span.document == document.identity and document.quote(span) == quote:
                wanted.setdefault(span, Replacement(span, problem.replacement, problem, _obstacle(document, span, problem.replacement)))
    done: list[Span] = []
    found: list[Replacement] = []
    for each in sorted(wanted.values(), key=lambda each: (bool(each.obstacle), each.span.start - each.span.end, each.span.start)):
        if not each.obstacle and any(span.start < each.span.end and each.span.start < span.end for span in done):
            found.append(Replacement(each.span, each.words, each.problem, "another wording covers it"))
            continue
        if not each.obstacle:
            done.append(each.span)
        found.append(each)
    return tuple(sorted(found, key=lambda each: (each.span.start, each.span.end, each.words)))


def _in_front(document: Document, span: Span, words: str) -> str:
    """A title may be put between the marks that hold it; every other value of the front matter stays as it is."""
    if span != document.front.title_span:
        return "it stands in the front matter"
    if _MARKS & set(words) or (document.text[span.start - 1] not in _QUOTES and not _PLAIN.fullmatch(words)):
        return "the wording holds letters that would be read as marks"
    return "the wording is the one that stands there" if document.front.title == words else ""


def _obstacle(document: Document, span: Span, words: str) -> str:
    front = document.front.span
    if front is not None and span.start < front.end and front.start < span.end:
        return _in_front(document, span, words)
    if any(edit.start < span.end and span.start < edit.end and edit.reason not in _HARMLESS for edit in document.edits):
        return "the words hold marks or a link that would be lost"
    if any(link.source.start < span.end and span.start < link.source.end for link in document.links):
        return "the words hold marks or a link that would be lost"
    if (_MEANING & set(words)) - set(document.quote(span)):
        return "the wording holds letters that would be read as marks"
    return "the wording is the one that stands there" if document.quote(span) == words else ""
