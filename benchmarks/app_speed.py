"""How long each screen of the review app takes to answer over loopback; `review_load.py` tells how many at once it bears.

    python benchmarks/make_library.py /tmp/library.sqlite 5000
    python benchmarks/app_speed.py /tmp/library.sqlite

Prints, for every screen, the processor time of one answer (median and 95th percentile, milliseconds; the asking is in it), first for
pages not shown before and then again. Only 127.0.0.1 is asked.
"""

import http.client
import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import decompress

import uvicorn

from manystudies.desk import library_view, open_desk
from manystudies.web import create_app, free_socket


@contextmanager
def running(library: str) -> Iterator[int]:
    """The app in a thread of this process; gives its port."""
    opened = free_socket(0)
    server = uvicorn.Server(uvicorn.Config(create_app(library, name="Ada"), log_level="warning", access_log=False))
    thread = threading.Thread(target=lambda: server.run(sockets=[opened]), daemon=True)
    thread.start()
    yield opened.getsockname()[1]
    server.should_exit = True
    thread.join(10)


class Caller:
    """One browser: keeps its connection and its cookie."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = ""

    def get(self, path: str) -> tuple[int, str]:
        """An answer: its status and text."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie, "Accept-Encoding": "gzip"})
        answer = self.connection.getresponse()
        if answer.headers["set-cookie"]:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        data = answer.read()
        return answer.status, (decompress(data) if answer.headers["content-encoding"] == "gzip" else data).decode()


def screens(identities: list[str]) -> dict[str, list[str]]:
    """Addresses by screen, pages chosen at random."""
    chosen = random.Random(1).sample(identities, min(40, len(identities)))  # noqa: S311 - the same pages every time
    return {
        "topic": ["/topic"] * 5,
        "pages": [f"/pages?from={each * 100}" for each in range(20)],
        "page check": [f"/page/{each}" for each in chosen],
        "findings": [f"/findings?page={each}" for each in chosen],
        "next open findings": ["/findings"] * 10,
        "revisions": [f"/revisions/{each}" for each in chosen],
        "combinations": ["/combinations"] * 5,
        "not tested": ["/untested"] * 5,
        "decisions": ["/decisions"] * 10,
        "search": [f"/search?words={each}" for each in ("v", "vit", "vitamin+d+res", "iron", "magnes", "a+study", "zzz", "10.4")],
    }


def measure(port: int, identities: list[str]) -> None:
    """Processor time of every screen, cold and warm."""
    caller = Caller(port)
    for name in ("topic", "combinations", "not tested"):
        wait_until_ready(caller, screens(identities)[name][0])
    for name, addresses in screens(identities).items():
        lines = []
        for _ in range(2):
            spent = []
            for address in addresses:
                start = time.process_time()
                status, _text = caller.get(address)
                spent.append(1000 * (time.process_time() - start))
                assert status in {200, 307}, (address, status)
            spent.sort()
            lines.append(f"{spent[len(spent) // 2]:8.1f} {spent[min(len(spent) - 1, int(0.95 * len(spent)))]:8.1f}")
        print(f"{name:22} cold {lines[0]}   again {lines[1]}")


def wait_until_ready(caller: Caller, address: str) -> None:
    """Ask until the answer is no longer one that is being made anew."""
    start = time.perf_counter()
    while "is being computed" in caller.get(address)[1] and time.perf_counter() - start < 120:
        time.sleep(0.5)
    print(f"{address} ready after {time.perf_counter() - start:.1f} s")


def main() -> None:
    """Measure the library named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("app_speed needs one library; make one: python benchmarks/make_library.py FILE 5000")
    library = sys.argv[1]
    with open_desk(library) as desk:
        identities = [row.identity for row in library_view(desk, "Ada", limit=1000).rows if row.identity]
    if not identities:
        sys.exit(f"{library}: needs a library with pages; found none. Make one: python benchmarks/make_library.py FILE 5000")
    with running(library) as port:
        measure(port, identities)


if __name__ == "__main__":
    main()
