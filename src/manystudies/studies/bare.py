"""A text that is one bare abstract: the whole document is the study."""

import re

from manystudies.studies.assemble import study_of_segment
from manystudies.studies.citation import authors_line, dateline, is_label, journal_line, title_like
from manystudies.studies.design import read_design
from manystudies.studies.ground import Ground
from manystudies.studies.own import tells_own_data
from manystudies.studies.segment import Segment
from manystudies.studies.study import Identifier, Study

_LONGEST = 20_000  # characters: a longer text without headings is a paper or a page, not an abstract
_SHORTEST = 120
_STRUCTURED = 2
_OPENING = 600
_RELEASE = re.compile(r"\b(?:press|news) release\b|\bfor immediate release\b", re.IGNORECASE)
_QUOTED = re.compile(
    r"[”\"],?\s(?:(?:he|she|they)\s)?(?:says?|said|explains?|explained|adds?|added)\b|\b(?:researchers|scientists) (?:say|said)\b"
)
_FIRST = re.compile(r"\s*(?P<title>[^\n]{20,300}?[.?!])(?=\s+[^\W\d_a-z]|\s*\n)")
_VERB = re.compile(r"\b(?:is|are|was|were|we|has|have|had|been|our|may|can|this|these)\b", re.IGNORECASE)


def bare_study(ground: Ground) -> Study | None:
    """The study of a document without headings that reads like an abstract, or None."""
    document = ground.document
    view = document.view.text
    if len(view) > _LONGEST or any(block.kind == "heading" or block.role not in ("body", "reference") for block in document.blocks):
        return None
    start = len(view) - len(view.lstrip())
    end = len(view.rstrip())
    if end - start < _SHORTEST or not document.sections:
        return None
    title = None if _is_release(view) else _title(view)
    body = (title[1], end) if title and title[1] < end else (start, end)
    if not (tells_own_data(view) or _labels(view) > 1 or _says_its_design(view, title, body)):
        return None
    own: dict[str, Identifier] = {}
    for each in ground.placed:
        own.setdefault(each.identifier.kind, each.identifier)
    segment = Segment(start, end, None, title, False, None, None, None, body, True, True, tuple(own.values()))  # noqa: FBT003
    return study_of_segment(ground, segment, (document.sections[0].index,))


def _is_release(view: str) -> bool:
    """Whether a text tells of a study as newspapers do, with a dateline or somebody's words in quotation marks: its first line is no paper's title."""
    return _labels(view) < _STRUCTURED and (
        any(map(dateline, view[:_OPENING].split("\n"))) or _RELEASE.search(view[:_OPENING]) is not None or _QUOTED.search(view) is not None
    )


def _says_its_design(view: str, title: tuple[int, int] | None, body: tuple[int, int]) -> bool:
    """Whether a design is said outright, and not only guessed from an association or from what others reported."""
    design = read_design(view[slice(*title)] if title else "", view[slice(*body)])
    return design is not None and design.design not in ("news", "observational", "review")


def _labels(view: str) -> int:
    return len({label for line in view.split("\n") if (label := is_label(line.strip()))})


def _title(view: str) -> tuple[int, int] | None:
    """The first line, or the first sentence, where it reads like a title."""
    start = len(view) - len(view.lstrip())
    line_end = view.find("\n", start)
    line = view[start : line_end if line_end >= 0 else len(view)]
    if line_end >= 0 and len(line) <= 300 and title_like(line) and journal_line(line) is None and authors_line(line) is None:  # noqa: PLR2004
        return start, start + len(line.rstrip(" ."))
    first = _FIRST.match(view)
    if first and not is_label(first["title"]) and not _VERB.search(first["title"]) and title_like(first["title"]):
        return first.start("title"), first.end("title") - (first["title"][-1] == ".")
    return None
