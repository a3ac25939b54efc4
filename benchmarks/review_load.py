"""The review app under load: many readers and some writers at once on loopback, no error and no lost decision.

    python benchmarks/make_library.py /tmp/library.sqlite 5000
    python benchmarks/review_load.py /tmp/library.sqlite [SECONDS] [READERS] [WRITERS]

The server is a process of its own, as a person starts it. Every decision that was answered with a success is looked for in the
library afterwards, every one in the library must have been sent, and their numbers must have no gap. Times are of the clock and
include this client on the same cores: the processor time of the server a request is what tells.
"""

import http.client
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from manystudies.decisions import Target
from manystudies.desk import findings_view, library_view, open_desk, page_view

_TICK = os.sysconf("SC_CLK_TCK")
_WORDS = ["vit", "vitamin d res", "magnesium migraine", "iron", "restless legs iron", "omega 3 falls", "zzz"]
_QUESTIONS = ["", "iron rls", "vitamin d depression"]


@dataclass
class Seen:
    """What the clients met: times by kind of request, errors by what they were, and what each writer was told was kept."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    kept: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, spent: float, error: str) -> None:
        """Note one request."""
        with self.lock:
            self.times[kind].append(spent)
            if error:
                self.errors[f"{kind}: {error}"] += 1


class Client:
    """One browser: a connection that is kept open, and its cookies."""

    def __init__(self, port: int, name: str, seen: Seen) -> None:
        self.port, self.seen = port, seen
        self.cookies = {"manystudies-name": quote(name)}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, kind: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """One request; its status and text."""
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            headers |= {"content-type": "application/x-www-form-urlencoded", "origin": f"http://127.0.0.1:{self.port}"}
            body = urlencode(form)
        start = time.perf_counter()
        try:
            self.connection.request("GET" if form is None else "POST", path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            self.seen.note(kind, time.perf_counter() - start, type(error).__name__)
            return 0, ""
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                left, _, right = value.partition(";")[0].partition("=")
                self.cookies[left] = right
        wrong = answer.status >= 400
        self.seen.note(kind, time.perf_counter() - start, f"{answer.status} {' '.join(text.split())[:120]}" if wrong else "")
        return answer.status, text


def reader(port: int, number: int, pages: list[str], until: float, seen: Seen) -> None:
    """Somebody who looks at one screen after the other."""
    dice = random.Random(number)  # noqa: S311 - the same readers every time
    client = Client(port, f"reader {number}", seen)
    while time.perf_counter() < until:
        page = dice.choice(pages)
        kind, path = dice.choice(
            [
                ("page list", "/pages"),
                ("page check", f"/page/{page}"),
                ("findings", f"/findings?page={page}"),
                ("search", f"/search?words={quote(dice.choice(_WORDS))}"),
                ("topic", f"/topic?question={quote(dice.choice(_QUESTIONS))}"),
                ("decisions", "/decisions"),
            ]
        )
        client.ask(kind, path)
        time.sleep(dice.uniform(0.5, 2.0))


def writer(port: int, number: int, targets: list[Target], until: float, seen: Seen) -> None:
    """Somebody who decides, and now and then takes it back."""
    dice = random.Random(1000 + number)  # noqa: S311
    name = f"writer {number}"
    client = Client(port, name, seen)
    client.ask("page list", "/pages")
    while time.perf_counter() < until:
        target = dice.choice(targets)
        if dice.random() < 0.15 and seen.kept[name]:
            status, _ = client.ask("undo", "/undo", {"token": client.cookies["manystudies-token"]})
            what = "undo"
        else:
            what = dice.choice(["accept", "ignore"])
            form = {"token": client.cookies["manystudies-token"], "about": str(target), "what": what, "why": "to see"}
            status, _ = client.ask("decide", "/decide", form)
        if 0 < status < 400:
            with seen.lock:
                seen.kept[name][what] += 1
        time.sleep(dice.uniform(0.05, 0.2))


def main() -> None:
    """Start the server, load it, and count."""
    if len(sys.argv) < 2:
        sys.exit("review_load needs a library; make one: python benchmarks/make_library.py FILE 5000")
    file = sys.argv[1]
    seconds, readers, writers = (int(sys.argv[place]) if len(sys.argv) > place else usual for place, usual in ((2, 60), (3, 50), (4, 5)))
    with open_desk(file) as desk:
        before = desk.ledger().last
        rows = library_view(desk, "", order="path", limit=150).rows
        pages = [row.identity for row in rows if row.identity is not None]
        targets = [item.target for page in pages[:40] for item in findings_view(desk, "", page).items]
        targets += [target for page in pages[:40] for target in page_view(desk, "", page).targets]
    if not targets:
        sys.exit(
            f"{file}: needs a library whose pages have findings or problems; found none. Make one: python benchmarks/make_library.py FILE 5000"
        )
    command = [sys.executable, "-m", "manystudies", "review", file, "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"127\.0\.0\.1:(\d+)", server.stdout.readline())
        assert found is not None
        port, seen = int(found[1]), Seen()
        until = time.perf_counter() + seconds
        crowd = [threading.Thread(target=reader, args=(port, number, pages, until, seen)) for number in range(readers)]
        crowd += [threading.Thread(target=writer, args=(port, number, targets, until, seen)) for number in range(writers)]
        for each in crowd:
            each.start()
        for each in crowd:
            each.join()
        parts = Path(f"/proc/{server.pid}/stat").read_text().rsplit(")", 1)[1].split()
        spent = (int(parts[11]) + int(parts[12])) / _TICK
        memory = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
        # As rude as it gets: nothing that was told done may need a goodbye.
        server.kill()
    sys.exit(told(file, before, seen, seconds, spent=spent, memory=int(memory[1]) // 1024 if memory else 0))


def told(file: str, before: int, seen: Seen, seconds: int, *, spent: float, memory: int) -> int:
    """Print what was met, and hold what was sent against the library; 0 where nothing is missing."""
    count = sum(map(len, seen.times.values()))
    print(
        f"{count} requests in {seconds} s, {1000 * spent / max(count, 1):.1f} ms of processor time of the server each, {memory} MB at most"
    )
    for kind, times in sorted(seen.times.items()):
        times.sort()
        print(
            f"  {kind:12} {len(times):6}  median {1000 * times[len(times) // 2]:7.1f} ms  95th {1000 * times[int(0.95 * (len(times) - 1))]:7.1f} ms"
        )
    for error, many in seen.errors.most_common(8):
        print(f"  ERROR {many} × {error}")
    with open_desk(file) as desk:
        log = [each for each in desk.ledger().log if each.number > before]
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for each in log:
        held[each.who][each.what] += 1
    lost = {name: dict(kept - held[name]) for name, kept in seen.kept.items() if kept - held[name]}
    more = {name: dict(found - seen.kept[name]) for name, found in held.items() if found - seen.kept[name]}
    whole = [each.number for each in log] == list(range(before + 1, before + 1 + len(log)))
    print(
        f"  {sum(sum(kept.values()) for kept in seen.kept.values())} decisions told kept, {len(log)} in the library; lost {lost}, not told {more}"
    )
    return 0 if whole and not lost and not more and not seen.errors else 1


if __name__ == "__main__":
    main()
