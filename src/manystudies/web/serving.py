"""The app on a loopback port: found, bound before anything is said, and served until it is stopped."""

import socket
from collections.abc import Callable

from starlette.applications import Starlette

from manystudies.errors import InputError

PORT = 8737
"""Tried first where no port is asked for, so that a bookmark stays good."""
_TRIED = 20


def free_socket(port: int | None) -> socket.socket:
    """A listening socket on 127.0.0.1; where no port is asked for, the usual one or the next that is free.

    Raises:
        InputError: the port asked for is taken or none is free.
    """
    tried = range(PORT, PORT + _TRIED) if port is None else (port,)
    for number in tried:
        opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind(("127.0.0.1", number))
            opened.listen(128)
        except OSError:
            opened.close()
        else:
            return opened
    wanted = f"port {port}" if port is not None else f"a port from {PORT} to {PORT + _TRIED - 1}"
    raise InputError(f"review needs {wanted} on 127.0.0.1; found it taken. --port chooses another one, 0 any free one.")


def serve(app: Starlette, opened: socket.socket, started: Callable[[str], None]) -> None:
    """Serve the app until it is stopped; `started` is told its address. The socket listens already, so no caller comes too early."""
    import uvicorn

    started(f"http://127.0.0.1:{opened.getsockname()[1]}/")
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[opened])
