"""What every request passes before a screen sees it: host, origin, size; and the headers that every response carries."""

from collections.abc import MutableMapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "[::1]", "localhost"})
"""The names this machine calls itself by. A page of another name that points here (DNS rebinding) is refused."""

LARGEST_UPLOAD = 64 * 2**20
"""Bytes of one request. A page is below 1 MB; this is many of them at once."""
_DRAINED = 4
"""A body up to so many times larger is read to its end and thrown away, so that the browser hears the refusal."""
_SAFE = frozenset({"GET", "HEAD"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # With "no-referrer" browsers would send the origin of a form as "null".
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class TooLargeError(MultiPartException):
    """A body that grew beyond what is taken while it was read; the form reader closes its files when it meets one."""


class Guard:
    """ASGI middleware around the whole app.

    Not protection against other people logged in on the same machine: whoever may open its loopback ports may use the app.
    """

    def __init__(self, app: ASGIApp, *, read_only: bool = False, largest: int = LARGEST_UPLOAD) -> None:
        """Wrap `app`; with `read_only` nothing but reading is let through."""
        self.app, self.read_only, self.largest = app, read_only, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it with one line."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refused(scope, headers)
        if refusal is not None:
            if scope["method"] not in _SAFE:
                await self._drain(receive)
            await refusal(scope, receive, _with_headers(send))
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.largest:
                await self._drain(receive)
                raise TooLargeError(too_large(self.largest))
            return message

        await self.app(scope, counted, _with_headers(send))

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if name not in HOSTS:
            return _plain(421, "This app answers on 127.0.0.1 only.")
        if scope["method"] in _SAFE:
            return None
        if self.read_only:
            return _plain(403, "Opened with --read-only: nothing can be changed here.")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return _plain(403, "This request comes from another site and was refused.")
        if origin is None and headers.get("sec-fetch-site", "same-origin") not in {"none", "same-origin"}:
            return _plain(403, "This request comes from another site and was refused.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.largest:
            return _plain(413, too_large(self.largest))
        return None

    async def _drain(self, receive: Receive) -> None:
        taken = 0
        while taken < _DRAINED * self.largest:
            message = await receive()
            taken += len(message.get("body", b""))
            if message["type"] == "http.disconnect" or not message.get("more_body"):
                return


def _plain(status: int, words: str) -> Response:
    return Response(words + "\n", status, media_type="text/plain")


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, object]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending


def too_large(most: int) -> str:
    """The refusal of a body beyond `most` bytes."""
    return f"Too large: at most {most // 2**20} MB are taken at once. Nothing was kept; drop fewer or smaller files."
