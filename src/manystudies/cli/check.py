"""`manystudies check`: the problems of pages, with an exit status for continuous integration."""

import os
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Literal, TextIO

import click

from manystudies.cli.progress import progress

if TYPE_CHECKING:
    from manystudies.review import Checked


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--format", "shape", type=click.Choice(["text", "json", "sarif"]), default="text", help="What to print.")
@click.option(
    "--fail-on", type=click.Choice(["high", "medium", "low", "info"]), default="medium", show_default=True, help="Severity that fails."
)
@click.option("--baseline", metavar="FILE", help="Leave out the problems this file knows, so that an old wiki can start clean.")
@click.option(
    "--notices",
    metavar="FILE",
    default="",
    help="A list of retracted or corrected papers: a DOI or PMID a line, or the table of Retraction Watch.",
)
@click.option("--update-baseline", is_flag=True, help="Write all problems of now to the baseline file, and succeed.")
@click.option("--changed-since", metavar="REV", help="Of a folder, only pages that differ from this git revision.")
@click.option("--out", metavar="FILE", help="Write to a file instead of printing.")
def command(
    paths: tuple[str, ...],
    shape: Literal["text", "json", "sarif"],
    fail_on: Literal["high", "medium", "low", "info"],
    baseline: str | None,
    notices: str,
    update_baseline: bool,
    changed_since: str | None,
    out: str | None,
) -> int:
    """List the problems of pages. Status 0: none at or above --fail-on; 1: some; 2: wrong use."""
    from manystudies.review import check_each, check_together, pages_in, read_baseline, read_notices, write_baseline

    if update_baseline and not baseline:
        raise click.UsageError("--update-baseline needs --baseline FILE.")
    if notices:
        read_notices(notices)
    known = frozenset() if not baseline or update_baseline else frozenset(read_baseline(Path(baseline)))
    tally = _Tally(fail_on, [] if update_baseline else None)
    in_folders = any(os.path.isdir(path) for path in paths) or changed_since is not None
    if in_folders:
        found = pages_in(paths, changed_since)
        results = tally.counted(_watched(check_each(found, shape, known, notices=notices), len(found)))
    else:
        results = tally.counted(iter((check_together(paths, shape, known, notices),)))
    if tally.marks is not None and baseline:
        deque(results, maxlen=0)
        click.echo(f"{write_baseline(Path(baseline), tally.marks)} problems in {baseline}", err=True)
        return 0
    pieces = _joined(results, shape, tally) if in_folders else (each.text for each in results)
    if out:
        from manystudies.review import write_text

        write_text(Path(out), pieces)
    else:
        for piece in pieces:
            click.echo(piece, nl=False)
    return 1 if tally.fails else 0


@dataclass(slots=True)
class _Tally:
    """What is kept of pages that went by: counts, and, where they are asked for, the fingerprints of what is flagged."""

    fail_on: Literal["high", "medium", "low", "info"]
    marks: list[str] | None
    pages: int = 0
    flagged: int = 0
    troubled: int = 0
    fails: bool = False

    def counted(self, results: "Iterator[Checked]") -> "Iterator[Checked]":
        """The same results, counted as they go by."""
        for result in results:
            self.pages += 1
            self.flagged += sum(result.counts)
            self.troubled += bool(result.trouble)
            self.fails = self.fails or result.reaches(self.fail_on)
            if self.marks is not None:
                self.marks += result.fingerprints
            yield result


def _watched(results: "Iterator[Checked]", total: int) -> "Iterator[Checked]":
    with progress("Checking", total) as advance:
        for result in results:
            yield result
            advance(1)


def _joined(results: "Iterator[Checked]", shape: Literal["text", "json", "sarif"], tally: _Tally) -> Iterator[str]:
    """What was said of all pages, in pieces, as they come; what has to stand further down waits in a temporary file."""
    from manystudies.pages import join_check_json, join_sarif

    with ExitStack() as stack:

        def spool() -> TextIO:
            return stack.enter_context(TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline=""))

        match shape:
            case "json":
                yield from join_check_json(((each.path, each.text, each.trouble) for each in results), spool)
            case "sarif":
                yield from join_sarif((each.text for each in results if each.text), spool)
            case "text":
                for each in results:
                    if each.trouble or any(each.counts):
                        yield each.trouble + "\n" if each.trouble else each.text
                yield f"{tally.pages} pages · {tally.flagged} problems · {tally.troubled} not readable\n"
