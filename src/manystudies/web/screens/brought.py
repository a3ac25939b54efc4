"""The import: files dropped or text pasted, what was recognised in them, and what was refused and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from manystudies.desk import ImportedPage, import_file, import_text, library_view
from manystudies.errors import InputError
from manystudies.pages import counted
from manystudies.web.guard import LARGEST_UPLOAD
from manystudies.web.house import form_of, house_of, screen, text_of, token_of, who_of

_CHUNK = 2**16
_LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Far:
    """`done` of `all` files are read; `name` is the one being read, and so many `pages` of it are done."""

    done: int
    all: int
    name: str
    pages: int = 0


_far: dict[str, Far] = {}
"""Imports under way, by the token of the browser that sent them."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one import brought."""

    rows: tuple[ImportedPage, ...]
    already: tuple[str, ...]
    refused: tuple[str, ...]

    @property
    def heading(self) -> str:
        """What happened, in a few words."""
        return f"{counted(len(self.rows), 'page')} read" if self.rows else "Nothing new was read"


def show(request: Request) -> Response:
    """Where pages are brought."""
    return _screen(request, None)


async def take(request: Request) -> Response:
    """Read what was sent; a file that is refused stops no other."""
    form = await form_of(request, files=True)
    try:
        return await _taken(request, form)
    finally:
        await request.close()


async def _taken(request: Request, form: FormData) -> Response:
    house, who = house_of(request), who_of(request)
    files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
    # A browser ends every line of a text field with CR LF, whatever was pasted.
    text = text_of(form, "text").replace("\r\n", "\n")
    if not files and not text.strip():
        raise InputError("There was nothing to read: drop a file or paste some text.")

    def work() -> Read:
        at = house.clock()
        token, done = token_of(request), []
        try:
            for number, each in enumerate(files):
                name = _name(each.filename or "page")
                _far[token] = Far(number, len(files), name)
                done.append(import_file(house.desk, name, _chunks(each), at=at, who=who, advance=lambda more: _go_on(token, more)))
        finally:
            _far.pop(token, None)
        if text.strip():
            done.append(import_text(house.desk, text, at=at, who=who, name=_name(text_of(form, "name").strip())))
        return Read(
            tuple(row for each in done for row in each.added),
            tuple(name for each in done for name in each.already),
            tuple(line for each in done for line in each.refused),
        )

    return await run_in_threadpool(lambda: _screen(request, work()))


def _go_on(token: str, more: int) -> None:
    now = _far.get(token)
    if now is not None:
        _far[token] = replace(now, pages=now.pages + more)


def far(request: Request) -> Response:
    """How far the import of this browser is."""
    now = _far.get(token_of(request), Far(0, 0, ""))
    return JSONResponse({"done": now.done, "all": now.all, "name": now.name, "pages": now.pages})


def _name(given: str) -> str:
    """A name as it can be shown in a line: the middle of an endless one is left out, its ending stays."""
    return given if len(given) <= _LONGEST_NAME else f"{given[: _LONGEST_NAME - 31]}…{given[-30:]}"


def _chunks(upload: UploadFile) -> Iterator[bytes]:
    while chunk := upload.file.read(_CHUNK):
        yield chunk


def _screen(request: Request, result: Read | None) -> Response:
    house = house_of(request)
    names = {
        "result": result,
        "pages": library_view(house.desk, who_of(request), limit=1).total,
        "largest": LARGEST_UPLOAD // 2**20,
    }
    return screen(request, "import.html.jinja", names, name="import", status=400 if result and result.refused and not result.rows else 200)


ROUTES = [Route("/import", show, methods=["GET"]), Route("/import", take, methods=["POST"]), Route("/import/progress", far)]
