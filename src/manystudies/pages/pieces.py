"""Words of a report cut into pieces, so that each number knows what carries it: a place on a page, or a computation.

A number that stands exactly once in the words it rests on opens there. One that does not is computed, or cannot
be told apart, and opens the list of what went in: a wrong highlight is worse than none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from manystudies.answers import Report, Sentence
from manystudies.documents import Document, ReadingView, Span
from manystudies.findings import Finding, Number, finding_key, numbers_of
from manystudies.pages.places import Places

_PASSAGE = 20_000
SPACES = "\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words. A number has the `span` it is printed at or the id of the list it was computed from (`source`).

    `fixed` marks digits that are no evidence, such as the 95 of "95% interval".
    """

    text: str
    span: Span | None = None
    source: str = ""
    fixed: bool = False


@cache
def number_pattern() -> re.Pattern[str]:
    """A number in running words; the 3 of "D3" and the parts of a longer code are none."""
    return re.compile(
        rf"(?<![\w.])(?:(?<![\d)\]])\N{{MINUS SIGN}})?\d{{1,3}}(?:[,{SPACES}]\d{{3}}(?!\d))+(?:[.\N{{MIDDLE DOT}}]\d+)?"
        rf"|(?<![\w.])(?:(?<![\d)\]])\N{{MINUS SIGN}})?\d+(?:[.\N{{MIDDLE DOT}}]\d+)*"
        r"|(?<![\w.])\.\d+"
        r"|\d+(?:[.]\d+)*"
    )


def view_range(document: Document, span: Span) -> tuple[int, int]:
    """The view range of a span; empty where the reading view hides it."""
    start, end = document.view.view_start(span.start), document.view.view_end(span.end)
    return start, max(start, end)


def as_given(document: Document) -> Document:
    """The document with a reading view that hides and changes nothing, so that hidden words can be shown."""
    return replace(document, view=ReadingView.replay(document.text, ()), blocks=(), sections=(), links=(), tables=(), revisions=())


@dataclass(frozen=True, slots=True)
class Printed:
    """The numbers printed on the pages, as findings hold them, by page and place."""

    places: Places
    _numbers: dict[str, tuple[Number, ...]]
    _findings: dict[str, Finding]

    @classmethod
    def of(cls, report: Report, places: Places) -> "Printed":
        """The printed numbers of a report."""
        found: dict[str, dict[Span, Number]] = {}
        findings = (*report.findings, *(finding for row in report.answer.rows for finding in row.findings))
        for finding in findings:
            for number in numbers_of(finding):
                found.setdefault(number.span.document, {})[number.span] = number
        numbers = {document: tuple(each[span] for span in sorted(each)) for document, each in found.items()}
        return cls(places, numbers, {finding_key(finding): finding for finding in findings if numbers_of(finding)})

    def finding(self, key: str) -> Finding | None:
        """The finding that an effect's key names, or None."""
        return self._findings.get(key)

    def on(self, identity: str) -> tuple[Number, ...]:
        """The numbers of one page, in order."""
        return self._numbers.get(identity, ())

    def within(self, span: Span) -> Iterator[tuple[str, Span]]:
        """Every number printed inside `span`, with its place; one in words is given in digits, too.

        A span longer than any passage (a whole page, say) gives none: nothing is bound by so wide a reference.
        """
        if span.end - span.start > _PASSAGE:
            return
        seen = set()
        numbers = self.on(span.document)
        for number in numbers[bisect_left(numbers, span.start, key=lambda each: each.span.start) :]:
            if number.span.start >= span.end:
                break
            if number.span.end <= span.end:
                seen.add(number.span)
                yield number.printed.text, number.span
                if number.in_words:
                    yield str(number.value), number.span
        document, first, last = self._read(span)
        for match in number_pattern().finditer(document.view.text, first, last):
            place = document.span(*match.span())
            if place not in seen and span.covers(place):
                yield match[0], place

    def quote(self, span: Span, most: int = 240) -> tuple[Piece, ...]:
        """The words at a span in pieces, each number bound to its own place; cut behind `most` characters."""
        document, first, last = self._read(span)
        whole = last
        if last > first + most:
            # Cut between two words, never inside a number.
            last = max(document.view.text.rfind(" ", first + 1, first + most), first + 1)
        found = {each for _, each in self.within(span) if document.view.view_end(each.end) <= last}
        pieces: list[Piece] = []
        for place in sorted(found):
            start, end = view_range(document, place)
            if start >= first:
                pieces += (Piece(document.view.text[first:start]), Piece(document.view.text[start:end], place))
                first = end
        rest = document.view.text[first:last].rstrip()
        pieces.append(Piece(f"{rest}…" if last < whole else rest))
        return tuple(piece for piece in pieces if piece.text)

    def _read(self, span: Span) -> tuple[Document, int, int]:
        """The document as a reader sees it and the range of `span` in it; as given where the reading view hides the span."""
        document = self.places.page(span).document
        first, last = view_range(document, span)
        return (document, first, last) if first < last else (as_given(document), span.start, span.end)

    def linked(self, text: str, spans: Iterable[Span], source: str) -> tuple[Piece, ...]:
        """`text` in pieces: its numbers bound to the one place in `spans` where they are printed, else to `source`.

        A number printed once in the first span is bound there, even where a later span repeats it. The 6 of "B6" is
        part of a name and bound to nothing.
        """
        matches = list(number_pattern().finditer(text))
        layers = [dict(_unique(self.within(span))) for span in dict.fromkeys(spans)] if matches else []
        pieces: list[Piece] = []
        done = 0
        for match in matches:
            key = _key(match[0])
            named = match.start() > 0 and text[match.start() - 1].isalpha()
            place = None if named else next((layer[key] for layer in layers if key in layer), None)
            held = "" if place or named else source
            pieces += (Piece(text[done : match.start()]), Piece(match[0], place, held, not place and not held))
            done = match.end()
        return tuple(piece for piece in (*pieces, Piece(text[done:])) if piece.text)

    def sentence(self, sentence: Sentence, source: str) -> tuple[Piece, ...]:
        """A sentence of the answer in pieces, each number bound to what its support names."""
        pieces: list[Piece] = []
        done = 0
        for support in sentence.support:
            start = sentence.text.find(support.words, done)
            if start < 0:
                continue
            pieces += self.linked(sentence.text[done:start], (), source)
            pieces += self.linked(support.words, () if support.computed else support.spans, source)
            done = start + len(support.words)
        return (*pieces, *self.linked(sentence.text[done:], (), source))


def fixed(text: str) -> Piece:
    """Words whose digits are no evidence: an ordinal, a scale, a level of confidence."""
    return Piece(text, fixed=True)


def _unique(printed: Iterable[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    places: dict[str, set[Span]] = {}
    for text, span in printed:
        places.setdefault(_key(text), set()).add(span)
    return ((text, next(iter(spans))) for text, spans in places.items() if len(spans) == 1)


def _key(text: str) -> str:
    plain = re.sub(rf"[,{SPACES} ]", "", text.replace("\N{MIDDLE DOT}", ".")).lower()
    return "-" + plain[1:] if plain[:1] in "-\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}" and len(plain) > 1 else plain
