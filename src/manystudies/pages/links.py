"""From pieces to links: every number becomes an element that names its place and opens it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from manystudies.documents import Span
from manystudies.pages.pieces import Piece
from manystudies.pages.places import Places

_PRINTED = Markup("<a class=n href={} data-doc={} data-start={} data-end={}>{}</a>")
_COMPUTED = Markup("<a class=c href=#{} data-from={}>{}</a>")
_WORDS = Markup("<a class=w href={} data-doc={} data-start={} data-end={}>{}</a>")
_FIXED = Markup("<span class=k>{}</span>")
# The tab key passes links in a plot by, since the table below it holds the same ones.
_PRINTED_SVG = Markup('<a class="n" href="{}" data-doc="{}" data-start="{}" data-end="{}" tabindex="-1">{}</a>')
_COMPUTED_SVG = Markup('<a class="c" href="#{}" data-from="{}" tabindex="-1">{}</a>')
_FIXED_SVG = Markup('<tspan class="k">{}</tspan>')


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
        return Markup("").join(self._one(piece, _PRINTED, _COMPUTED, _FIXED) for piece in pieces)

    def opening(self, text: str, span: Span) -> Markup:
        """Words that are no number but open a place all the same."""
        return _WORDS.format(self.href(span), self.places.number(span), span.start, span.end, text)

    def svg(self, pieces: tuple[Piece, ...]) -> Markup:
        """Pieces as content of an SVG text."""
        return Markup("").join(self._one(piece, _PRINTED_SVG, _COMPUTED_SVG, _FIXED_SVG) for piece in pieces)

    def _one(self, piece: Piece, printed: Markup, computed: Markup, fixed: Markup) -> Markup:
        if piece.span is not None:
            span = piece.span
            return printed.format(self.href(span), self.places.number(span), span.start, span.end, piece.text)
        if piece.source:
            return computed.format(piece.source, piece.source, piece.text)
        return (fixed if piece.fixed else Markup("{}")).format(piece.text)
