"""A number on a page: what is printed, where, with which comparator and unit."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from manystudies.documents import Document, Span
from manystudies.errors import NumberError
from manystudies.making import quick
from manystudies.measures import Printed

Comparator = Literal["<", "<=", "=", ">", ">=", "~"]


@quick
@dataclass(frozen=True, slots=True)
class Number:
    """A printed number with the span it stands at. `in_words` is true for "Fifty-nine" or "twelve".

    Make one with `number_at`, which reads the text at the span; the value of any other is not believed.
    """

    printed: Printed
    span: Span
    comparator: Comparator = "="
    unit: str = ""
    in_words: bool = False

    @property
    def value(self) -> Fraction:
        """The exact value as printed."""
        return self.printed.value

    def __float__(self) -> float:
        """The value as the nearest double."""
        return float(self.printed)


def number_at(document: Document, start: int, end: int, *, comparator: Comparator = "=", unit: str = "") -> Number:
    """The number printed in digits at view offsets `start` to `end` of `document`.

    Raises:
        NumberError: the words there are not one number.
    """
    return Number(Printed.read(document.view.text[start:end]), document.span(start, end), comparator, unit)


def worded_number_at(document: Document, start: int, end: int, value: int) -> Number:
    """A whole number printed in words at view offsets `start` to `end`, whose value the grammar has read.

    Raises:
        NumberError: there are digits or no letters at that place.
    """
    words = document.view.text[start:end]
    if not any(letter.isalpha() for letter in words) or any(letter.isdigit() for letter in words):
        raise NumberError(f"A number in words needs letters and no digits; found {words[:60]!r}.")
    return Number(Printed(words, Fraction(value), 0), document.span(start, end), in_words=True)
