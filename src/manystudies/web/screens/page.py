"""The page check: a page as written, a card beside everything found on it, and the page given back with new wordings."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from manystudies.answers import Report
from manystudies.decisions import Decision, Target
from manystudies.desk import PageView, page_view, save_page
from manystudies.documents import Span
from manystudies.errors import SpanError
from manystudies.pages import Card, PageParts, page_parts
from manystudies.web.house import form_of, house_of, screen, who_of
from manystudies.web.kept import Kept
from manystudies.web.progress import Progress

_parts: Kept[Report, PageParts] = Kept(64)


@dataclass(frozen=True, slots=True)
class CardItem:
    """A card with what was decided about it: `words` are those on the page, `hidden` that another's decision is veiled."""

    card: Card
    target: str
    decision: Decision | None
    hidden: bool
    words: str


def show(request: Request) -> Response:
    """One page, with the words at a span lit where the address names one."""
    house, who = house_of(request), who_of(request)
    identity = str(request.path_params["identity"])
    view = page_view(house.desk, who, identity)
    place = request.path_params.get("place")
    if place is None:
        parts = _parts.of(view.report, lambda: page_parts(view.report))
    else:
        parts = page_parts(view.report, (_span(view, str(place)),))
    names = {
        "path": view.path,
        "identity": identity,
        "parts": parts,
        "items": card_items(view, parts),
        "studies": [study for study in view.report.studies if study.mention != "listed"],
        "findings": view.findings,
        "versions": len(view.report.pages[0].document.revisions),
        "progress": progress_of(view, parts),
    }
    return screen(request, "page.html.jinja", names, name="pages")


def card_items(view: PageView, parts: PageParts) -> dict[int, CardItem]:
    """The flagged cards by number, each with its decision."""
    document = view.report.pages[0].document
    flagged = [target for problem, target in zip(view.report.problems, view.targets, strict=True) if problem.flagged]
    return {
        card.number: CardItem(
            card, str(target), view.state.answer(target, "verdict"), target in view.hidden, document.quote(card.problem.spans[0])
        )
        for card, target in zip(parts.flagged, flagged, strict=False)
    }


def progress_of(view: PageView, parts: PageParts) -> Progress:
    """How far one is with a page."""
    items = card_items(view, parts).values()
    decisions = [each.decision for each in items if each.decision is not None]
    wordings = sum(
        each.decision is not None
        and (each.decision.choice == "edit" or (each.decision.choice == "accept" and bool(each.card.problem.replacement)))
        for each in items
    )
    return Progress(len(decisions), len(items), wordings, writable=view.file, nothing="Nothing to look at on this page")


def card_part(request: Request, target: Target, identity: str) -> Response:
    """One card again, after a decision, with how far one is."""
    house, who = house_of(request), who_of(request)
    view = page_view(house.desk, who, identity)
    parts = _parts.of(view.report, lambda: page_parts(view.report))
    item = next((each for each in card_items(view, parts).values() if each.target == str(target)), None)
    if item is None:
        raise HTTPException(404)
    names = {"item": item, "identity": identity, "progress": progress_of(view, parts), "here": f"/page/{identity}", "swap": True}
    return screen(request, "card_part.html.jinja", names)


def _span(view: PageView, place: str) -> Span:
    start, _, end = place.partition("-")
    document = view.report.pages[0].document
    try:
        span = Span(document.identity, int(start), int(end))
        document.quote(span)
    except (SpanError, ValueError) as error:
        raise HTTPException(404) from error
    return span


async def save(request: Request) -> Response:
    """Write the accepted wordings into the page's own file."""
    await form_of(request)
    house, who = house_of(request), who_of(request)
    identity = str(request.path_params["identity"])
    saved = await run_in_threadpool(save_page, house.desk, who, identity, at=house.clock(), write=True)
    return screen(request, "saved.html.jinja", {"saved": saved, "identity": identity}, name="pages")


def mended(request: Request) -> Response:
    """The page with the accepted wordings, to keep."""
    house, who = house_of(request), who_of(request)
    saved = save_page(house.desk, who, str(request.path_params["identity"]), at=house.clock(), write=False)
    name = (
        "".join(letter for letter in saved.path.replace("\\", "/").rsplit("/", 1)[-1] if letter.isalnum() or letter in "-_. ") or "page.txt"
    )
    name = name.encode("ascii", "replace").decode().replace("?", "-")
    return Response(saved.data, media_type="application/octet-stream", headers={"content-disposition": f'attachment; filename="{name}"'})


def rule(request: Request) -> Response:
    """What a rule means and why."""
    from manystudies.checks import CODES

    code = CODES.get(str(request.path_params["code"]))
    if code is None:
        raise HTTPException(404)
    return screen(request, "rule.html.jinja", {"code": code}, name="pages")


def _at_root(request: Request) -> Response:
    return RedirectResponse(f"/page/{request.path_params['identity']}")


ROUTES = [
    Route("/page/{identity}", show),
    Route("/page/{identity}/at/{place}", show),
    Route("/page/{identity}/save", save, methods=["POST"]),
    Route("/page/{identity}/save", _at_root),
    Route("/page/{identity}/mended", mended),
    Route("/rule/{code}", rule),
]
