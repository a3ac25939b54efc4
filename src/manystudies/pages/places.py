"""Where a span stands: its page, its line and column, and the anchor that opens it in a report."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from manystudies.answers import Page, Report
from manystudies.documents import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A span with the names a person knows it by. `page` counts from 1, lines and columns from 1 in characters."""

    page: int
    name: str
    path: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str


@dataclass(frozen=True, slots=True)
class Places:
    """The pages of a report by identity, with the offsets at which their lines start.

    Where the same bytes were given under two names, the first one speaks for them.
    """

    pages: tuple[Page, ...]
    _numbers: dict[str, int]
    _lines: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, report: Report) -> "Places":
        """The places of a report."""
        return cls.of_pages(report.pages)

    @classmethod
    def of_pages(cls, pages: Sequence[Page]) -> "Places":
        """The places of pages alone."""
        numbers: dict[str, int] = {}
        lines: dict[str, tuple[int, ...]] = {}
        for number, page in enumerate(pages, 1):
            if page.document.identity not in numbers:
                numbers[page.document.identity] = number
                lines[page.document.identity] = _line_starts(page.document.text)
        return cls(tuple(pages), numbers, lines)

    def number(self, span: Span) -> int:
        """The number of the page a span is of."""
        return self._numbers[span.document]

    def page(self, span: Span) -> Page:
        """The page a span is of."""
        return self.pages[self._numbers[span.document] - 1]

    def quote(self, span: Span) -> str:
        """The text as given at a span."""
        return self.page(span).document.quote(span)

    def words(self, span: Span) -> str:
        """What a reader sees at a span, on one line; the text as given where the reading view hides it."""
        document = self.page(span).document
        return " ".join((document.words(span) or document.quote(span)).split())

    def place(self, span: Span) -> Place:
        """The place of a span."""
        page, lines = self.page(span), self._lines[span.document]
        start, end = max(span.start, lines[0]), max(span.end, lines[0])
        first, last = bisect_right(lines, start), max(1, bisect_right(lines, end - 1))
        return Place(
            self.number(span), page.name, page.path, span.start, span.end,
            first, start - lines[first - 1] + 1, last, end - lines[last - 1] + 1,
            page.document.quote(span),
        )  # fmt: skip

    def anchor(self, span: Span) -> str:
        """The id of the words at a span in a report."""
        return f"s{self.number(span)}-{span.start}-{span.end}"


def _line_starts(text: str) -> tuple[int, ...]:
    """Where each line starts, as an editor counts them: the first one behind a byte order mark."""
    starts, found = [int(text.startswith("\ufeff"))], text.find("\n")
    while found >= 0:
        starts.append(found + 1)
        found = text.find("\n", found + 1)
    return tuple(starts)
