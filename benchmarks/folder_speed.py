"""How fast a folder of pages is read: processor time a page and room, pages a second, peak memory, beside a plain Markdown renderer.

    python benchmarks/make_wiki.py /tmp/wiki 10000
    python benchmarks/folder_speed.py /tmp/wiki [SAMPLE]

First a sample of the pages is read in this process, room by room, and rendered by markdown-it-py in turn; then the whole
folder goes through `manystudies FOLDER` and `manystudies check FOLDER`, whose process tree is watched from outside (Linux).
Wall times mean something on an idle machine only; the ratio to the renderer holds on a busy one as well.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from manystudies.checks import check
from manystudies.claims import find_claims
from manystudies.errors import ManystudiesError
from manystudies.findings import find_findings
from manystudies.review import check_pages, page_of_bytes, record_of
from manystudies.studies import find_studies

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def rooms(paths: list[Path]) -> dict[str, float]:
    """Milliseconds of processor time a page spends in each room, and in markdown-it-py."""
    spent: dict[str, float] = defaultdict(float)
    markdown = MarkdownIt()

    def timed(room: str, run: Callable[[], object]) -> object:
        start = time.process_time()
        result = run()
        spent[room] += time.process_time() - start
        return result

    read = 0
    for number, path in enumerate([*paths[:3], *paths]):
        if number == 3:
            spent.clear()  # the first pages paid for what is loaded once
            read = 0
        data = path.read_bytes()
        try:
            page = timed("documents", lambda data=data, path=path: page_of_bytes(str(path), data))
        except ManystudiesError:
            continue
        read += 1
        documents = (page.document,)
        studies = timed("studies", lambda documents=documents: find_studies(documents))
        findings = timed("findings", lambda page=page, studies=studies: find_findings(page.document, studies))
        claims = timed("claims", lambda documents=documents, studies=studies: find_claims(documents, studies))
        timed(
            "checks",
            lambda documents=documents, studies=studies, findings=findings, claims=claims: check(documents, studies, findings, claims),
        )
        report = check_pages((page,))
        timed("record", lambda page=page, report=report: record_of(page, report))
        timed("markdown-it", lambda data=data: markdown.render(data.decode("utf-8", "replace")))
    return {room: 1000 * seconds / max(read, 1) for room, seconds in spent.items()}


def tree(root: int) -> Iterator[tuple[int, float, int]]:
    """Process, seconds of processor time and bytes of memory of everything that descends from a process."""
    parents: dict[int, int] = {}
    told: dict[int, tuple[float, int]] = {}
    for entry in (place.name for place in Path("/proc").iterdir()):
        if entry.isdigit():
            try:
                fields = Path("/proc", entry, "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry)] = int(fields[1])
            told[int(entry)] = (int(fields[11]) + int(fields[12])) / _TICK, int(fields[21]) * _PAGE
    for process in parents:
        above = process
        while above in parents and above != root:
            above = parents[above]
        if above == root:
            yield process, *told[process]


def watched(arguments: list[str]) -> tuple[float, float, int, int]:
    """Run the command; wall seconds, processor seconds of its tree, and its peak memory in the first half and in all of the run."""
    start = time.perf_counter()
    running = subprocess.Popen([sys.executable, "-m", "manystudies", *arguments], stdout=subprocess.DEVNULL)
    processor: dict[int, float] = {}
    peaks: list[int] = []
    while running.poll() is None:
        memory = 0
        for process, seconds, size in tree(running.pid):
            processor[process] = seconds
            memory += size
        peaks.append(memory)
        time.sleep(0.1)
    if running.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)} ended with {running.returncode}")
    half = peaks[: max(len(peaks) // 2, 1)]
    return time.perf_counter() - start, sum(processor.values()), max(half), max(peaks)


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1])
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    pages = sorted(path for path in folder.rglob("*") if path.is_file())
    sample = pages[:: max(1, len(pages) // size)][:size]
    each = rooms(sample)
    peer = each.pop("markdown-it")
    for room, spent in each.items():
        print(f"{room:10} {spent:7.2f} ms a page   {spent / peer:5.2f} × markdown-it-py")
    total = sum(each.values())
    print(f"{'together':10} {total:7.2f} ms a page   {total / peer:5.2f} × markdown-it-py ({peer:.2f} ms)")
    with tempfile.TemporaryDirectory() as out:
        for name, arguments in (
            ("read", [str(folder), "--out", out]),
            ("again", [str(folder), "--out", out]),
            ("check", ["check", str(folder), "--out", f"{out}/problems.txt"]),
        ):
            wall, processor, half, peak = watched(arguments)
            print(
                f"{name:10} {len(pages) / wall:7.1f} pages/s, {wall:.1f} s wall, {1000 * processor / len(pages):.2f} ms of processor a page, "
                f"peak memory {half / 2**20:.0f} MB in the first half, {peak / 2**20:.0f} MB in all"
            )


if __name__ == "__main__":
    main()
