"""What every screen needs to know: the desk, who sits at it, and how a screen becomes a response."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from secrets import compare_digest, token_urlsafe
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from manystudies.desk import Desk
from manystudies.errors import InputError
from manystudies.web.render import render

_TOKEN = "manystudies-token"  # noqa: S105 - the name of a cookie
_NAME = "manystudies-name"
_YEAR = 365 * 24 * 3600
_FIELDS = 400
_FILES = 2_000
_LONGEST_FIELD = 16 * 2**20


@dataclass(frozen=True, slots=True)
class House:
    """The open desk and how the app was started; `clock` gives the time as ISO text in UTC."""

    desk: Desk
    read_only: bool
    name: str
    clock: Callable[[], str]


def house_of(request: Request) -> House:
    """The house of the app that got this request."""
    house = request.app.state.house
    if not isinstance(house, House):
        raise TypeError("The app was made without create_app.")
    return house


def who_of(request: Request) -> str:
    """The name under which this browser decides; that of the person who started the app where none was given."""
    held = unquote(request.cookies.get(_NAME, "")).strip()
    return held[:80] or house_of(request).name


def token_of(request: Request) -> str:
    """The token of this browser, made on its first visit."""
    held: object = getattr(request.state, "token", None)
    if not isinstance(held, str):
        held = request.cookies.get(_TOKEN, "")
        if len(held) < 20:  # noqa: PLR2004 - shorter than any that was given out
            held = token_urlsafe(24)
        request.state.token = held
    return held


def screen(request: Request, template: str, names: Mapping[str, object], *, name: str = "", status: int = 200) -> HTMLResponse:
    """A screen, or a part of one, with all that every screen shows; `name` is the one marked in the menu."""
    house = house_of(request)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    common = {
        "screen": name,
        "token": token_of(request),
        "who": who_of(request),
        "read_only": house.read_only,
        "two_reviewers": house.desk.two_reviewers,
        "here": here,
        "said": "",
        "words": "",
        "swap": False,
    }
    response = HTMLResponse(render(template, {**common, **names}), status)
    if request.cookies.get(_TOKEN) != token_of(request):
        response.set_cookie(_TOKEN, token_of(request), max_age=_YEAR, httponly=True, samesite="strict")
    return response


def name_cookie(response: Response, who: str) -> None:
    """Remember the name of whoever sits at this browser."""
    response.set_cookie(_NAME, quote(who.strip()[:80]), max_age=_YEAR, httponly=True, samesite="strict")


def is_part(request: Request) -> bool:
    """Whether the page asks for a part of itself."""
    return request.headers.get("hx-request") == "true"


def back(form: FormData, otherwise: str) -> RedirectResponse:
    """Back to the screen a form was sent from; never to another site."""
    wanted = text_of(form, "back")
    parts = urlsplit(wanted)
    local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return RedirectResponse(wanted if local and wanted.isprintable() else otherwise, 303)


async def form_of(request: Request, *, files: bool = False) -> FormData:
    """The form of a request that changes something, once its token is the one this browser was given.

    Files lie on the disk while the request is worked on; whoever takes them closes the request.

    Raises:
        InputError: the token is missing or another browser's.
    """
    form = await request.form(max_files=_FILES if files else 0, max_fields=_FIELDS, max_part_size=_LONGEST_FIELD)
    held = request.cookies.get(_TOKEN, "")
    sent = request.headers.get("x-manystudies-token", "") or text_of(form, "token")
    if len(held) < 20 or not compare_digest(held.encode(), sent.encode()):  # noqa: PLR2004
        raise InputError(
            "This form does not come from a page of this app, or from an old one. Nothing was changed; reload the page and try again."
        )
    return form


def text_of(form: FormData, name: str) -> str:
    """A field of a form as text, empty where it is missing or a file."""
    held = form.get(name)
    return held if isinstance(held, str) else ""


def first_of(request: Request) -> int:
    """Where a long list goes on, from the address; 0 where it says nothing sensible."""
    text = request.query_params.get("from", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 - no list is longer


def whole_of(form: FormData, name: str) -> int:
    """A field of a form as a whole number.

    Raises:
        InputError: it is none.
    """
    text = text_of(form, name)
    if not text.isascii() or not text.isdigit() or len(text) > 12:  # noqa: PLR2004 - no log is that long
        raise InputError(f"{name} needs a whole number; found {text[:20]!r}.")
    return int(text)
