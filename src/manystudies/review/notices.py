"""A user's list of papers that were retracted, corrected or put in doubt."""

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import StringIO
from types import MappingProxyType

from manystudies.checks import NoticeKind
from manystudies.errors import InputError
from manystudies.review.files import read_bytes
from manystudies.studies import identifiers_in

_COLUMNS = {"OriginalPaperDOI": "doi", "OriginalPaperPubMedID": "pmid"}
_NATURE = "RetractionNature"
_NONE = frozenset({"", "0", "unavailable"})


@lru_cache(maxsize=2)
def read_notices(path: str) -> Mapping[str, NoticeKind]:
    """From identifiers in small letters to what the file says of the paper.

    The file is a table of Retraction Watch (comma-separated, with its own column names), or plain lines each with a DOI or
    "PMID 123" and, where the paper was not retracted, the word "corrected" or "concern".

    Raises:
        InputError: the file cannot be read, or names no paper.
    """
    text = read_bytes(path).decode("utf-8-sig", "replace")
    first = text.split("\n", 1)[0]
    found = dict(_of_table(text) if _NATURE in first else _of_lines(text))
    if not found:
        raise InputError(f"{path}: needs a list of papers, each line with a DOI or a PubMed number; found none.")
    return MappingProxyType(found)


def _of_table(text: str) -> Iterator[tuple[str, NoticeKind]]:
    for row in csv.DictReader(StringIO(text)):
        nature = (row.get(_NATURE) or "").lower()
        if "reinstate" in nature:
            continue
        for column, kind in _COLUMNS.items():
            value = (row.get(column) or "").strip().lower()
            if value not in _NONE:
                yield (value if kind == "doi" else f"{kind}:{value}"), _kind(nature)


def _of_lines(text: str) -> Iterator[tuple[str, NoticeKind]]:
    for line in text.splitlines():
        for placed in () if line.startswith("#") else identifiers_in(line):
            value = placed.value.lower()
            rest = line.lower().replace(value, " ")
            yield (value if placed.kind == "doi" else f"{placed.kind}:{value}"), _kind(rest)


def _kind(words: str) -> NoticeKind:
    if "concern" in words:
        return "concern"
    return "corrected" if any(cue in words for cue in ("correct", "corrig", "errat")) else "retracted"
