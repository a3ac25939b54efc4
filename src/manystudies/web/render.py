"""Templates to responses: the macros and style of the report, with the app's own screens on top."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup, escape

from manystudies.desk import Hit
from manystudies.documents import Span
from manystudies.pages import counted, template_texts, with_capital
from manystudies.studies import Study

if TYPE_CHECKING:
    from jinja2 import Environment

_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
_HOUSE = ("report.css", "forest.css", "pictures.css")


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """Every file the browser may ask for, with its media type; the style of the report is one of them."""
    folder = files("manystudies.web") / "static"
    found = {each.name: (each.read_bytes(), _KINDS["." + each.name.rsplit(".", 1)[-1]]) for each in folder.iterdir()}
    house = "\n".join(template_texts()[name] for name in _HOUSE)
    return {**found, "house.css": (house.encode(), _KINDS[".css"])}


@cache
def address_of(name: str) -> str:
    """The address of a static file, which changes with its content, so that a browser may keep it for good."""
    return f"/static/{name}?v={sha256(static_files()[name][0]).hexdigest()[:12]}"


def page_address(identity: str) -> str:
    """The address of a page's screen."""
    return f"/page/{identity}"


def span_address(span: Span) -> str:
    """The address at which the words at a span are shown and lit."""
    return f"/page/{span.document}/at/{span.start}-{span.end}#s1-{span.start}-{span.end}"


def study_address(study: Study) -> str:
    """The address of a study's screen."""
    return f"/study/{quote(study.key, safe='')}?page={study.place.document}"


def hit_address(hit: Hit) -> str:
    """Where a hit of the search opens: its words, its study, or its page."""
    if hit.span is not None:
        return span_address(hit.span)
    if hit.study_key:
        return f"/study/{quote(hit.study_key, safe='')}?page={hit.identity}"
    return page_address(hit.identity)


def _marked(excerpt: str) -> Markup:
    """An excerpt whose words found stand between ‹ and ›, with these words marked."""
    opening, closing = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    return escape(excerpt).replace(opening, Markup("<mark>")).replace(closing, Markup("</mark>"))


@cache
def _environment() -> "Environment":
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files("manystudies.web") / "templates"
    own = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".jinja")}
    environment = Environment(
        loader=DictLoader({**template_texts(), **own}), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["sentence"] = with_capital
    environment.filters["hits"] = _marked
    environment.filters["place"] = lambda text: str(text).removeprefix("sent:")
    environment.filters["path"] = lambda text: quote(str(text), safe="")
    environment.globals.update({"counted": counted, "static": address_of, "page_address": page_address, "span_address": span_address})
    return environment


def render(template: str, names: Mapping[str, object]) -> str:
    """A template filled in; every value that is not markup already is escaped."""
    return _environment().get_template(template).render(names)
