"""Entries of reference lists whose authors cannot be found as printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from manystudies.checks.evidence import Evidence
from manystudies.checks.problem import Problem
from manystudies.documents import Document, Reference

_AUTHOR = re.compile(r"(?P<surname>[^\W\d_][^\W\d_'’-]*(?:[ '’-][^\W\d_]+){0,3}) (?P<initials>[A-Z]{1,3})(?=,|\s*\(|\.|;|$)")
_LIST = re.compile(r"\s*(?:\d{1,3}[.)]\s*)?(?P<names>[^()\d]{3,600}?)(?=\s*\(\d{4}|[.:]\s|\(\d{4})")
_RUN_ON = re.compile(r"[A-Z](?<=[a-z][A-Z])")
"""A capital right behind a small letter: a quick look for what stands where a name is printed twice in a row."""
_TWICE = re.compile(r"(?<![^\W\d_])(?P<name>[A-Z][^\W\d_]+(?: [^\W\d_]+){0,2} [^\W\d_]*[a-z])(?P=name)")
_MARKS = frozenset("abcde")
_ENOUGH_AUTHORS = 5
_SHARE_MARKED = 0.8
_ENOUGH_GIVEN = 3
_SHARE_GIVEN = 0.5


@dataclass(frozen=True, slots=True)
class _Authors:
    """The authors of one entry as (surname, initials), and the view range of each."""

    names: tuple[tuple[str, str], ...]
    places: tuple[tuple[int, int], ...]


def reference_problems(evidence: Evidence) -> Iterator[Problem]:
    """Affiliation letters glued to surnames, given names in place of surnames, names printed twice."""
    for document in evidence.documents:
        for reference in document.references:
            authors = _authors(document, reference)
            if authors is None:
                continue
            if problem := _marked(document, authors):
                yield problem
            if problem := _given(document, authors):
                yield problem
        yield from _doubled(document)


def _authors(document: Document, reference: Reference) -> _Authors | None:
    listed = _LIST.match(document.view.text, reference.start, reference.end)
    if listed is None:
        return None
    found = list(_AUTHOR.finditer(document.view.text, listed.start("names"), listed.end("names")))
    if not found:
        return None
    return _Authors(tuple((each["surname"], each["initials"]) for each in found), tuple(each.span() for each in found))


def _marked(document: Document, authors: _Authors) -> Problem | None:
    """Superscript letters keep the order a, b, c …: several different ones at the ends of most surnames are no chance."""
    last = [surname[-1] for surname, _ in authors.names]
    marked = [letter for letter in last if letter in _MARKS]
    if len(last) < _ENOUGH_AUTHORS or len(marked) < _SHARE_MARKED * len(last) or len(set(marked)) < 2 or not set(marked) & set("bcd"):  # noqa: PLR2004
        return None
    bare = ", ".join(surname[:-1] if surname[-1] in _MARKS else surname for surname, _ in authors.names)
    return Problem(
        "MS103",
        "inconsistent",
        "low",
        f"{len(marked)} of {len(last)} surnames end in a letter that looks like an affiliation mark copied with the name.",
        (document.span(authors.places[0][0], authors.places[-1][1]),),
        recomputed=bare,
        suggestion="Compare the names with the paper itself and take the marks off.",
    )


def _given(document: Document, authors: _Authors) -> Problem | None:
    given = [index for index, (surname, initials) in enumerate(authors.names) if surname.lower() in _given_names() and len(initials) > 1]
    if len(given) < _ENOUGH_GIVEN or len(given) < _SHARE_GIVEN * len(authors.names):
        return None
    last = given[0]
    while last + 1 in given:
        last += 1
    named = ", ".join(authors.names[index][0] for index in given[:_ENOUGH_GIVEN])
    return Problem(
        "MS104",
        "inconsistent",
        "low",
        f"{len(given)} of {len(authors.names)} authors stand under what are usually given names ({named} …); their surnames are lost in the initials.",
        (document.span(authors.places[given[0]][0], authors.places[last][1]),),
        suggestion="Look the paper up by its title and print the surnames.",
    )


def _doubled(document: Document) -> Iterator[Problem]:
    for block in document.blocks:
        if block.role != "body" or block.end - block.start > 400:  # noqa: PLR2004  # author lines are short; prose is not searched
            continue
        if _RUN_ON.search(document.view.text, block.start, block.end) is None:
            continue
        found = _TWICE.search(document.view.text, block.start, block.end)
        if found is not None:
            yield Problem(
                "MS105",
                "info",
                "low",
                f"“{found['name']}” is printed twice in a row.",
                (document.span(found.start(), found.end()),),
                suggestion="Print it once.",
            )


@cache
def _given_names() -> frozenset[str]:
    text = resources.files("manystudies.checks").joinpath("given_names.txt").read_text(encoding="utf-8")
    return frozenset(line.strip().lower() for line in text.splitlines() if line.strip() and not line.startswith("#"))
