"""Comments by which an author sets a problem aside with a reason: honoured, listed, and told where they say too little."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from manystudies.checks.codes import CODES
from manystudies.checks.problem import Problem
from manystudies.documents import Document, Span

_OPENING = re.compile(r"<!--[ \t\r\n]{0,20}manystudies:[ \t]{0,20}ignore\b", re.IGNORECASE)
_CLOSING = "-->"
_NEAR = 8
_CODE = re.compile(r"\b[A-Za-z]{2}\d{3}\b")
_BECAUSE = re.compile(r"\bbecause\b(.*)", re.IGNORECASE | re.DOTALL)
_OF_TITLE = re.compile(r"\b(?:in|of) (?:the )?title\b", re.IGNORECASE)
_REASON = re.compile(r"\w{2}")


@dataclass(frozen=True, slots=True)
class _Ignore:
    """One comment: the codes it sets aside, why, and the range of the text as given that it speaks of."""

    span: Span
    codes: tuple[str, ...]
    unknown: tuple[str, ...]
    reason: str
    start: int
    end: int


def honoured(documents: Sequence[Document], problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with those that a comment sets aside turned into notes that carry its reason; then what is wrong with the comments.

    `<!-- manystudies: ignore MS401 because … -->` speaks of the line it stands on, or, alone on its line, of the block that
    follows; `ignore MS401 in title because …` speaks of the title in the front matter, wherever it stands. Without a reason, or with no code that is known, it sets nothing aside.
    """
    ignores = {document.identity: found for document in documents if (found := tuple(_ignores(document)))}
    if not ignores:
        yield from problems
        return
    scopes: dict[tuple[str, str], list[_Ignore]] = {}
    for identity, found in ignores.items():
        for each in sorted(found, key=lambda each: each.start):
            for code in each.codes if each.reason else ():
                scopes.setdefault((identity, code), []).append(each)
    used: set[tuple[Span, str]] = set()
    for problem in problems:
        place = problem.spans[0]
        held = scopes.get((place.document, problem.code), []) if problem.flagged else []
        before = bisect_right(held, place.start, key=lambda each: each.start)
        # A line lies inside a block, so that at most a few comments can speak of one place.
        ignore = next((each for each in held[max(0, before - _NEAR) : before] if place.start < each.end), None)
        if ignore is None:
            yield problem
            continue
        used.add((ignore.span, problem.code))
        message = f"Set aside on the page, because {ignore.reason.rstrip('.')}. {problem.message}"
        yield replace(problem, verdict="info", severity="info", message=message, ignored=ignore.reason, replacement="")
    for found in ignores.values():
        for each in found:
            yield from _told(each, used)


def _told(ignore: _Ignore, used: set[tuple[Span, str]]) -> Iterator[Problem]:
    shape = "Write `manystudies: ignore CODE because REASON`."
    if not ignore.codes and not ignore.unknown:
        yield Problem("MS005", "inconsistent", "low", "The comment names no code, so nothing is ignored.", (ignore.span,), suggestion=shape)
        return
    for code in ignore.unknown:
        message = f"There is no code {code}, so the comment ignores nothing by it."
        yield Problem("MS005", "inconsistent", "low", message, (ignore.span,), suggestion="`manystudies explain` lists all codes.")
    if not ignore.reason:
        yield Problem(
            "MS005", "inconsistent", "low", "The comment gives no reason, so nothing is ignored.", (ignore.span,), suggestion=shape
        )
        return
    for code in ignore.codes:
        if (ignore.span, code) not in used:
            message = f"The comment ignores {code}, and there is no such problem here any more."
            yield Problem("MS005", "info", "info", message, (ignore.span,), suggestion="Take the comment out.")


def _ignores(document: Document) -> Iterator[_Ignore]:
    text = document.text
    if "<!--" not in text or "manystudies:" not in text.casefold():
        return
    starts = [document.view.source_start(block.start) for block in document.blocks]
    for start, inside, end in _comments(text):
        at = bisect_right(starts, start) - 1
        # A comment shown as an example inside code speaks of nothing.
        if at >= 0 and document.blocks[at].kind == "code" and start < _end(document, at):
            continue
        because = _BECAUSE.search(inside)
        named = [code.upper() for code in _CODE.findall(inside[: because.start()] if because else inside)]
        reason = " ".join(because[1].split()) if because is not None and _REASON.search(because[1]) else ""
        yield _Ignore(
            Span(document.identity, start, end),
            tuple(dict.fromkeys(code for code in named if code in CODES)),
            tuple(dict.fromkeys(code for code in named if code not in CODES)),
            reason,
            *(
                _title(document)
                if _OF_TITLE.search(inside[: because.start()] if because else inside)
                else _scope(document, starts, start, end)
            ),
        )


def _title(document: Document) -> tuple[int, int]:
    """The title in the front matter, where no comment can stand; nothing where there is none."""
    span = document.front.title_span
    return (span.start, span.end) if span is not None else (0, 0)


def _comments(text: str) -> Iterator[tuple[int, str, int]]:
    """Start, words and end of every comment; one that never closes is none, nor is any behind it."""
    opening = _OPENING.search(text)
    while opening is not None and (close := text.find(_CLOSING, opening.end())) >= 0:
        end = close + len(_CLOSING)
        yield opening.start(), text[opening.end() : close], end
        opening = _OPENING.search(text, end)


def _scope(document: Document, starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The line of a comment, or the next block where the comment has the line for itself."""
    text = document.text
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if text[first:start].strip() or text[end:last].strip():
        return first, last
    following = bisect_left(starts, end)
    while following < len(starts) and document.blocks[following].start == document.blocks[following].end:
        following += 1
    return (starts[following], _end(document, following)) if following < len(starts) else (end, end)


def _end(document: Document, index: int) -> int:
    block = document.blocks[index]
    return document.span(block.start, block.end).end if block.start < block.end else 0
