"""A place in the text as given."""

from dataclasses import dataclass

from manystudies.errors import SpanError
from manystudies.making import quick


@quick
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (end excluded) of one document's text as given.

    `document` is the document's identity: the SHA-256 of its bytes, in hexadecimal.
    """

    document: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"A span needs 0 <= start < end; found start {self.start} and end {self.end}.")

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies inside this span of the same document."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two spans share at least one character of the same document."""
        return self.document == other.document and self.start < other.end and other.start < self.end
