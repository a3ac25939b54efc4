"""How fast abstracts are read: abstracts a second of one core's processor time, beside a plain loop of `re` over the same patterns.

    python benchmarks/reading_speed.py [TEXTS.jsonl[.gz]] [COUNT]

TEXTS holds one object with a "text" a line. Without it the structured abstracts of `bench/reading/roles_ei_structured.jsonl.gz`
below the folder MANYSTUDIES_SHARED are read, and where there are none, abstracts that are made here. The plain loop runs the
patterns of the grammar (names of measures, announced and bare intervals, p-values, ends of sentences) over each text and keeps
what they match. The parts take turns in short laps and the best lap of each counts, so that ratios hold on a busy machine too.
"""

import gzip
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from make_wiki import CONDITIONS, SUBJECTS, abstract
from manystudies.findings.intervals import announcement_pattern, bracketed
from manystudies.findings.labels import label_pattern
from manystudies.findings.pvalues import P_VALUE
from manystudies.findings.sentences import END
from manystudies.review import PARTS, collect_rarely, read_rows

_LAPS = 3
_TOGETHER = 100
"""Texts read at a time, as many as `bulk` reads."""
_THREE = ("numbers", "estimates", "problems")


def made(count: int) -> list[str]:
    """Abstracts of our own making."""
    dice = random.Random(1)  # noqa: S311 - the same abstracts every time
    return [abstract(dice, dice.choice(SUBJECTS), dice.choice(CONDITIONS)).replace("\n\n", "\n") for _ in range(count)]


def texts_of(path: Path, count: int) -> Iterator[str]:
    """The first texts of a file of rows."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line, _ in zip(lines, range(count), strict=False):
            yield json.loads(line)["text"]


def plain_loop(texts: list[str]) -> None:
    """What the same patterns cost in a loop that understands nothing."""
    patterns = (END, label_pattern(), announcement_pattern(), bracketed(), re.compile(P_VALUE))
    for text in texts:
        for pattern in patterns:
            [match.span() for match in pattern.finditer(text)]


def read(texts: list[str], parts: tuple[str, ...]) -> None:
    """What `bulk --only PARTS` does with each text, and writing the row."""
    for begin in range(0, len(texts), _TOGETHER):
        rows = [{"id": number, "text": text} for number, text in enumerate(texts[begin : begin + _TOGETHER], begin)]
        for row in read_rows(rows, parts):
            json.dumps(row, ensure_ascii=False)


def main() -> None:
    """Measure and print."""
    shared = Path(os.environ.get("MANYSTUDIES_SHARED", "../shared"))
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else shared / "bench" / "reading" / "roles_ei_structured.jsonl.gz"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    texts = list(texts_of(given, count)) if given.is_file() else made(count)
    runs: dict[str, Callable[[list[str]], None]] = {
        "plain loop": plain_loop,
        "estimates": partial(read, parts=("estimates",)),
        ",".join(_THREE): partial(read, parts=_THREE),
        "everything": partial(read, parts=PARTS),
        **{f"  {part}": partial(read, parts=(part,)) for part in PARTS if part not in {"directions", "estimates"}},
    }
    best: dict[str, float] = {}
    for run in runs.values():
        run(texts[:20])  # what is loaded once
    collect_rarely()  # as the workers of `bulk` do
    for _ in range(_LAPS):
        for name, run in runs.items():
            start = time.process_time()
            run(texts)
            best[name] = min(best.get(name, float("inf")), time.process_time() - start)
    print(f"{len(texts)} texts of {sum(map(len, texts)) / len(texts):.0f} characters from {given if given.is_file() else 'make_wiki.py'}")
    for name, seconds in best.items():
        print(f"{name:28} {len(texts) / seconds:8.0f} abstracts/s   {seconds / best['plain loop']:7.2f} × plain loop")


if __name__ == "__main__":
    main()
