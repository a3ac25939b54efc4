"""The app: its routes, and what a person reads when something goes wrong."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from manystudies.desk import import_paths, library_view, open_desk
from manystudies.errors import ManystudiesError
from manystudies.web.guard import HEADERS, Guard, TooLargeError
from manystudies.web.house import House, back, form_of, house_of, is_part, name_cookie, screen, text_of, who_of
from manystudies.web.render import static_files
from manystudies.web.screens import brought, combined, decided, findings, judging, page, pages, reviewers, topic, versions

_HEADINGS = {403: "Refused", 404: "Nothing here", 405: "Not possible", 413: "Too large", 500: "Something broke"}
_DAY = "public, max-age=31536000, immutable"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def create_app(
    library: str,
    *,
    read_only: bool = False,
    two_reviewers: bool | None = None,
    name: str = "",
    paths: Sequence[str] = (),
    clock: Callable[[], str] = _now,
) -> Starlette:
    """The review app on one library file.

    Args:
        library: the file; it is made where it is missing.
        read_only: nothing can be changed; for showing.
        two_reviewers: whether a second reviewer decides blind; as the library says where None.
        name: who decides where a browser has not said so.
        paths: files and folders to read first.
        clock: gives the time as ISO text in UTC; for tests.

    Raises:
        ManystudiesError: the library cannot be opened, or a path cannot be read.
    """
    desk = open_desk(library, read_only=read_only, two_reviewers=two_reviewers)
    desk.before_showing = topic.parts_of
    if paths:
        import_paths(desk, paths, at=clock(), who=name)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guard, read_only=read_only), Middleware(GZipMiddleware, minimum_size=2_000, compresslevel=3)],
        exception_handlers={
            HTTPException: _refused,
            ManystudiesError: _refused,
            TooLargeError: _refused,
            500: _broken,
        },
        lifespan=lifespan,
    )
    app.state.house = House(desk, read_only, name, clock)
    return app


def _routes() -> list[Route]:
    return [
        Route("/", _home),
        Route("/static/{name}", _static),
        Route("/name", _name, methods=["POST"]),
        *topic.ROUTES,
        *pages.ROUTES,
        *page.ROUTES,
        *findings.ROUTES,
        *decided.ROUTES,
        *judging.ROUTES,
        *brought.ROUTES,
        *versions.ROUTES,
        *combined.ROUTES,
        *reviewers.ROUTES,
    ]


def _home(request: Request) -> Response:
    """The topic where the library is small enough to be one, the page list where it is a wiki, the import where it is empty."""
    house = house_of(request)
    total = library_view(house.desk, who_of(request), limit=1).total
    if not total:
        return RedirectResponse("/pages" if house.read_only else "/import")
    return RedirectResponse("/topic" if total <= topic.MOST_PAGES else "/pages")


def _static(request: Request) -> Response:
    found = static_files().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found[0], media_type=found[1], headers={"cache-control": _DAY})


async def _name(request: Request) -> Response:
    form = await form_of(request)
    response = back(form, "/")
    name_cookie(response, text_of(form, "who"))
    return response


async def _refused(request: Request, error: Exception) -> Response:
    """A refusal in one line: as a screen, or as the line alone where a part of a page was asked for."""
    if isinstance(error, HTTPException) and isinstance(error.__context__, TooLargeError):
        error = error.__context__
    status = error.status_code if isinstance(error, HTTPException) else 413 if isinstance(error, TooLargeError) else 400
    words = _words(error) if isinstance(error, HTTPException) else error.message if isinstance(error, TooLargeError) else str(error)
    if is_part(request):
        return PlainTextResponse(words, status)
    return screen(
        request, "error.html.jinja", {"status": status, "heading": _HEADINGS.get(status, "Not done"), "words": words}, status=status
    )


def _words(error: HTTPException) -> str:
    return "There is no such screen or page in this library." if error.status_code == 404 else error.detail  # noqa: PLR2004


async def _broken(request: Request, error: Exception) -> Response:
    """The last resort. It answers outside the guard, so it carries the guard's headers itself."""
    words = (
        f"An error in manystudies itself ({type(error).__name__}). What was decided before is kept. The terminal shows where it happened."
    )
    response: Response = (
        PlainTextResponse(words, 500)
        if is_part(request)
        else screen(request, "error.html.jinja", {"status": 500, "heading": _HEADINGS[500], "words": words}, status=500)
    )
    response.headers.update(HEADERS)
    return response
