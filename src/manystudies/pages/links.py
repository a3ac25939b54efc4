"""From pieces to links: every number becomes an element that names its place and opens it."""

from dataclasses import dataclass, field

from markupsafe import Markup

from manystudies.documents import Span
from manystudies.pages.pieces import Piece
from manystudies.pages.places import Places

_PRINTED = Markup('<a class="n" href="#{}" data-doc="{}" data-start="{}" data-end="{}"{}>{}</a>')
_COMPUTED = Markup('<a class="c" href="#{}" data-from="{}"{}>{}</a>')
_FIXED = Markup('<{0} class="k">{1}</{0}>')
_UNREACHED = Markup(' tabindex="-1"')


@dataclass(slots=True)
class Links:
    """Makes the links of one report and remembers which places they open, so that the page as written can mark them."""

    places: Places
    opened: set[Span] = field(default_factory=set)

    def anchor(self, span: Span) -> str:
        """The id of a place that some link opens."""
        self.opened.add(span)
        return self.places.anchor(span)

    def html(self, pieces: tuple[Piece, ...]) -> Markup:
        """Pieces as HTML."""
        return Markup("").join(self._one(piece, "span", Markup("")) for piece in pieces)

    def svg(self, pieces: tuple[Piece, ...]) -> Markup:
        """Pieces as content of an SVG text. The tab key passes them by: the table below the plot holds the same links."""
        return Markup("").join(self._one(piece, "tspan", _UNREACHED) for piece in pieces)

    def _one(self, piece: Piece, holder: str, extra: Markup) -> Markup:
        if piece.span is not None:
            span = piece.span
            return _PRINTED.format(self.anchor(span), self.places.number(span), span.start, span.end, extra, piece.text)
        if piece.source:
            return _COMPUTED.format(piece.source, piece.source, extra, piece.text)
        return _FIXED.format(holder, piece.text) if piece.fixed else Markup("{}").format(piece.text)
