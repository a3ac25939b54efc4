"""From pieces to links: every number becomes an element that names its place and opens it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from manystudies.documents import Span
from manystudies.pages.pieces import Piece
from manystudies.pages.places import Places


@dataclass(slots=True)
class Links:
    """Makes the links of one report and remembers which places they open, so that the page as written can mark them.

    `address` gives the address of a place that stands on another screen; without it every place is on this one.
    """

    places: Places
    opened: set[Span] = field(default_factory=set)
    address: Callable[[Span], str] | None = None

    def anchor(self, span: Span) -> str:
        """The id of a place that some link opens."""
        self.opened.add(span)
        return self.places.anchor(span)

    def href(self, span: Span) -> str:
        """Where a link to a place leads."""
        anchor = self.anchor(span)
        return f"#{anchor}" if self.address is None else self.address(span)

    def html(self, pieces: tuple[Piece, ...]) -> Markup:
        """Pieces as HTML."""
        return Markup("".join([self._html(piece) for piece in pieces]))  # noqa: S704 - every piece is escaped

    def opening(self, text: str, span: Span) -> Markup:
        """Words that are no number but open a place all the same."""
        return Markup(self._opening("w", span, text))  # noqa: S704 - escaped there

    def svg(self, pieces: tuple[Piece, ...]) -> Markup:
        """Pieces as content of an SVG text."""
        return Markup("".join([self._svg(piece) for piece in pieces]))  # noqa: S704 - every piece is escaped

    def _opening(self, kind: str, span: Span, text: str) -> str:
        href, page = escape(self.href(span)), self.places.number(span)
        return f"<a class={kind} href={href} data-doc={page} data-start={span.start} data-end={span.end}>{escape(text)}</a>"

    def _html(self, piece: Piece) -> str:
        if piece.span is not None:
            return self._opening("n", piece.span, piece.text)
        if piece.source:
            source = escape(piece.source)
            return f"<a class=c href=#{source} data-from={source}>{escape(piece.text)}</a>"
        return f"<span class=k>{escape(piece.text)}</span>" if piece.fixed else str(escape(piece.text))

    def _svg(self, piece: Piece) -> str:
        """As in HTML, but the tab key passes by links in a plot, since the table below it holds the same ones."""
        if piece.span is not None:
            span = piece.span
            place = f'data-doc="{self.places.number(span)}" data-start="{span.start}" data-end="{span.end}"'
            return f'<a class="n" href="{escape(self.href(span))}" {place} tabindex="-1">{escape(piece.text)}</a>'
        if piece.source:
            source = escape(piece.source)
            return f'<a class="c" href="#{source}" data-from="{source}" tabindex="-1">{escape(piece.text)}</a>'
        return f'<tspan class="k">{escape(piece.text)}</tspan>' if piece.fixed else str(escape(piece.text))
