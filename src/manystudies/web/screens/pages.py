"""The page list, worst first, and the search through pages, studies and findings."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from manystudies.desk import Hit, library_view, search
from manystudies.web.house import first_of, house_of, is_part, screen, who_of
from manystudies.web.render import hit_address

_LENGTH = 100
_HITS = 12


@dataclass(frozen=True, slots=True)
class HitItem:
    """A hit with its address."""

    kind: str
    title: str
    excerpt: str
    address: str


def show(request: Request) -> Response:
    """A hundred pages at a time."""
    house = house_of(request)
    first = first_of(request)
    view = library_view(house.desk, who_of(request), offset=first, limit=_LENGTH)
    names = {
        "rows": view.rows,
        "total": view.total,
        "troubled": view.troubled,
        "before": f"/pages?from={max(0, first - _LENGTH)}" if first else "",
        "after": f"/pages?from={first + _LENGTH}" if first + _LENGTH < view.total else "",
    }
    return screen(request, "pages.html.jinja", names, name="pages")


def find(request: Request) -> Response:
    """What holds the words, as a list of its own or under the search field while typing."""
    house = house_of(request)
    typed = request.query_params.get("words", "")
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())[:200]
    hits = [_item(hit) for hit in search(house.desk, words, limit=_HITS)] if words else []
    return screen(request, "hits.html.jinja" if is_part(request) else "search.html.jinja", {"words": words, "hits": hits})


def _item(hit: Hit) -> HitItem:
    return HitItem(hit.kind, hit.title, hit.excerpt, hit_address(hit))


ROUTES = [Route("/pages", show), Route("/search", find)]
