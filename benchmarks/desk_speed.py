"""How long the data of each screen takes, cold and warm, in a library of many findings.

    python benchmarks/make_library.py /tmp/library.sqlite 100000
    python benchmarks/desk_speed.py /tmp/library.sqlite

Milliseconds of processor time (wall time in brackets), median and 95th percentile over pages chosen at random. Cold means a page
that this process has not shown yet; first calls pay for what Python imports and are made before anything is timed.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence

from manystudies.decisions import Target
from manystudies.desk import (
    Desk,
    agreement_view,
    arithmetic,
    decide,
    findings_view,
    library_view,
    log,
    next_findings,
    open_desk,
    page_view,
    revisions_view,
    search,
    topic_view,
)

_WORDS = [
    "v",
    "vit",
    "vitamin d res",
    "magnesium migraine",
    "iron",
    "restless legs iron",
    "10.4",
    "omega 3 falls",
    "zzz",
    "a study in adults",
]
_QUESTIONS = ["iron rls", "vitamin d depression", "magnesium migraine"]
_AT = "2026-11-22T10:00:00Z"


def timed(name: str, runs: Sequence[Callable[[], object]], limit: float) -> bool:
    """Print the times of some runs; whether the 95th percentile is below the limit."""
    spent = []
    for run in runs:
        wall, start = time.perf_counter(), time.process_time()
        run()
        spent.append((1000 * (time.process_time() - start), 1000 * (time.perf_counter() - wall)))
    cpu, clock = (sorted(each[index] for each in spent) for index in (0, 1))
    last = min(len(spent) - 1, int(0.95 * len(spent)))
    good = cpu[last] < limit
    print(
        f"{name:34} {cpu[len(cpu) // 2]:8.2f} {cpu[last]:8.2f}  ({clock[len(clock) // 2]:.1f} {clock[last]:.1f})  {'' if good else f'above {limit:g}'}"
    )
    return good


def screens(desk: Desk, dice: random.Random, limit: float) -> bool:
    """Time every screen."""
    total = library_view(desk, "Ada", limit=1).total
    rows = [
        row
        for offset in dice.sample(range(total), min(120, total))
        for row in library_view(desk, "Ada", order="path", offset=offset, limit=1).rows
    ]
    pages = [row.identity for row in rows if row.identity is not None]
    page_view(desk, "Ada", pages[0]), findings_view(desk, "Ada", pages[0]), next_findings(desk, "Ada")
    targets = [item.target for page in pages[:20] for item in findings_view(desk, "Ada", page).items]
    cold, warm = pages[20:], pages[:20]
    good = [
        timed("page list, worst first", [lambda: library_view(desk, "Ada")] * 20, limit),
        timed("page list, far down", [lambda: library_view(desk, "Ada", offset=total - 100)] * 20, limit),
        timed("page check, cold", [lambda page=page: page_view(desk, "Ada", page) for page in cold[:50]], limit),
        timed("page check, warm", [lambda page=page: page_view(desk, "Ada", page) for page in warm * 3], limit),
        timed("findings, cold", [lambda page=page: findings_view(desk, "Ada", page) for page in cold[50:]], limit),
        timed("findings, warm", [lambda page=page: findings_view(desk, "Ada", page) for page in warm * 3], limit),
        timed("next findings", [lambda page=page: next_findings(desk, "Ada", after_identity=page) for page in warm], limit),
        timed(
            "a decision, on the disk", [lambda target=target: decide(desk, "Ada", "accept", target, at=_AT) for target in targets], limit
        ),
        timed("findings after a decision", [lambda page=page: findings_view(desk, "Ada", page) for page in warm], limit),
        timed("agreement", [lambda: agreement_view(desk, "Ada")] * 5, limit),
        timed("decisions", [lambda: log(desk, "Ada")] * 20, limit),
        timed("revisions", [lambda page=page: revisions_view(desk, "Ada", page) for page in warm], limit),
        timed("search while typing", [lambda words=words: search(desk, words) for words in _WORDS * 4], 30.0),
    ]
    finding = findings_view(desk, "Ada", pages[0]).items[0].finding
    good.append(timed("arithmetic while typing", [lambda: arithmetic(finding, {"estimate": "1.5", "interval.low": "1.1"})] * 50, 5.0))
    for question in ("", *_QUESTIONS):
        wait = time.perf_counter()
        while topic_view(desk, "Ada", question).updating:
            time.sleep(0.2)
        print(f"    the answer to {question!r} was ready after {time.perf_counter() - wait:.1f} s behind the screen")
        good.append(timed(f"topic {question!r}", [lambda question=question: topic_view(desk, "Ada", question)] * 20, limit))
    decide(desk, "Ada", "ignore", Target("finding", targets[0].key), at=_AT, why="to see what follows")
    good.append(timed("topic after a decision", [lambda: topic_view(desk, "Ada", _QUESTIONS[0])] * 5, limit))
    return all(good)


def main() -> None:
    """Time the screens of one library."""
    with open_desk(sys.argv[1]) as desk:
        limit = float(sys.argv[2]) if len(sys.argv) > 2 else 50.0
        print(f"{'':34} {'median':>8} {'95th':>8}  ms of processor time (of the clock)")
        sys.exit(0 if screens(desk, random.Random(1), limit) else 1)  # noqa: S311 - the same pages every time


if __name__ == "__main__":
    main()
