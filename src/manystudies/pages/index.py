"""The list of a folder's pages, worst first, as one HTML file; a page that could not be read is one line in it."""

from collections.abc import Iterable
from typing import Protocol

from manystudies.pages.rendering import render


class IndexRow(Protocol):
    """What the list needs to know of a page: counts of flagged problems by severity, or the trouble that kept it from being read."""

    @property
    def path(self) -> str: ...  # noqa: D102 - the class says what they are
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def trouble(self) -> str: ...  # noqa: D102
    @property
    def high(self) -> int: ...  # noqa: D102
    @property
    def medium(self) -> int: ...  # noqa: D102
    @property
    def low(self) -> int: ...  # noqa: D102
    @property
    def info(self) -> int: ...  # noqa: D102
    @property
    def recomputed(self) -> int: ...  # noqa: D102
    @property
    def studies(self) -> int: ...  # noqa: D102
    @property
    def worst(self) -> str: ...  # noqa: D102


def index_html(rows: Iterable[IndexRow]) -> str:
    """The list as one self-contained HTML file; rows come in the order given, pages that could not be read first of all.

    Counts name what they count and the page they were counted on; how they came about is in the page's own report.
    """
    held = list(rows)
    troubled = [row for row in held if row.trouble]
    read = [row for row in held if not row.trouble]
    names = {
        "troubled": troubled,
        "read": read,
        "most": max((row.high + row.medium + row.low for row in read), default=0),
        "clean": sum(not (row.high or row.medium or row.low) for row in read),
        "high": sum(row.high for row in read),
        "medium": sum(row.medium for row in read),
        "low": sum(row.low for row in read),
    }
    return render("index.html.jinja", names)
