"""How long each screen of the review app takes to answer over loopback, and whether many readers and writers lose anything.

    python benchmarks/make_library.py /tmp/library.sqlite 5000
    python benchmarks/app_speed.py /tmp/library.sqlite [SECONDS]

Prints, for every screen, the processor time of the server for one answer (median and 95th percentile, milliseconds), first for
pages not shown before and then again. Then 50 readers and 5 writers share the app for SECONDS (10 by default): every answer must be
200 and every decision that was answered must be in the log. Only 127.0.0.1 is asked.
"""

import http.client
import random
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn

from manystudies.desk import library_view, open_desk
from manystudies.web import create_app, free_socket

_READERS, _WRITERS = 50, 5


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
        _, text = self.get("/import")
        found = re.search(r'name="token" value="([^"]+)"', text)
        self.token = found[1] if found else ""

    def get(self, path: str) -> tuple[int, str]:
        """An answer: its status and text."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        if answer.headers["set-cookie"]:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        return answer.status, answer.read().decode()

    def post(self, path: str, fields: dict[str, str]) -> int:
        """Send a form; the status of the answer."""
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        self.connection.request("POST", path, urlencode({"token": self.token, **fields}), headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


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


def crowd(port: int, identities: list[str], seconds: float) -> None:
    """Fifty readers and five writers at once."""
    stop, troubles, kept, read = time.perf_counter() + seconds, [], [], []

    def reader(number: int) -> None:
        caller, chance = Caller(port), random.Random(number)  # noqa: S311 - chance is no secret
        while time.perf_counter() < stop:
            identity = chance.choice(identities)
            path = chance.choice(
                ["/topic", "/pages", f"/page/{identity}", f"/findings?page={identity}", "/decisions", "/search?words=iron"]
            )
            status, _ = caller.get(path)
            read.append(1)
            if status != 200:
                troubles.append((path, status))
            time.sleep(chance.random() * 0.3)

    def writer(number: int) -> None:
        caller, chance = Caller(port), random.Random(1000 + number)  # noqa: S311 - chance is no secret
        while time.perf_counter() < stop:
            identity = chance.choice(identities)
            _, text = caller.get(f"/findings?page={identity}")
            targets = re.findall(r'name="about" value="(finding:[^"]+)"', text)
            if targets:
                target = chance.choice(targets)
                status = caller.post("/decide", {"about": target, "page": identity, "what": "accept"})
                if status == 200:
                    kept.append(target)
                else:
                    troubles.append((target, status))
            time.sleep(chance.random() * 0.2)

    threads = [threading.Thread(target=reader, args=(each,)) for each in range(_READERS)]
    threads += [threading.Thread(target=writer, args=(each,)) for each in range(_WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(
        f"{_READERS} readers and {_WRITERS} writers, {seconds:g} s: {len(read)} reads, {len(kept)} decisions answered, {len(troubles)} troubles"
    )
    for trouble in troubles[:5]:
        print("  ", trouble)
    assert not troubles


def main() -> None:
    """Measure the library named on the command line."""
    library, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 10.0
    with open_desk(library) as desk:
        identities = [row.identity for row in library_view(desk, "Ada", limit=1000).rows if row.identity]
        with desk.library() as held:
            before = len(held.decisions())
    with running(library) as port:
        measure(port, identities)
        crowd(port, identities, seconds)
    with open_desk(library) as desk, desk.library() as held:
        made = len(held.decisions()) - before
    print(f"decisions in the log: {made}")


if __name__ == "__main__":
    main()
