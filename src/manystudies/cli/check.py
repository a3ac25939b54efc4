"""`manystudies check`: the problems of pages, with an exit status for continuous integration."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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
@click.option("--update-baseline", is_flag=True, help="Write all problems of now to the baseline file, and succeed.")
@click.option("--changed-since", metavar="REV", help="Of a folder, only pages that differ from this git revision.")
@click.option("--out", metavar="FILE", help="Write to a file instead of printing.")
def command(
    paths: tuple[str, ...],
    shape: Literal["text", "json", "sarif"],
    fail_on: Literal["high", "medium", "low", "info"],
    baseline: str | None,
    update_baseline: bool,
    changed_since: str | None,
    out: str | None,
) -> int:
    """List the problems of pages. Status 0: none at or above --fail-on; 1: some; 2: wrong use."""
    from manystudies.review import check_each, check_together, pages_in, read_baseline, write_baseline

    if update_baseline and not baseline:
        raise click.UsageError("--update-baseline needs --baseline FILE.")
    known = frozenset() if not baseline or update_baseline else frozenset(read_baseline(Path(baseline)))
    if any(os.path.isdir(path) for path in paths) or changed_since:
        found = pages_in(paths, changed_since)
        results = list(_watched(check_each(found, shape, known), len(found)))
        text = _joined(results, shape)
    else:
        results = [check_together(paths, shape, known)]
        text = results[0].text
    if update_baseline and baseline:
        count = write_baseline(Path(baseline), [mark for result in results for mark in result.fingerprints])
        click.echo(f"{count} problems in {baseline}", err=True)
        return 0
    if out:
        from manystudies.review import write_text

        write_text(Path(out), text)
    else:
        click.echo(text, nl=not text.endswith("\n"))
    return 1 if any(result.reaches(fail_on) for result in results) else 0


def _watched(results: "Iterator[Checked]", total: int) -> "Iterator[Checked]":
    with progress("Checking", total) as advance:
        for result in results:
            yield result
            advance(1)


def _joined(results: "list[Checked]", shape: Literal["text", "json", "sarif"]) -> str:
    from manystudies.pages import join_check_json, join_sarif

    if shape == "json":
        return join_check_json([(each.path, each.text, each.trouble) for each in results])
    if shape == "sarif":
        return join_sarif([each.text for each in results if each.text])
    lines = [each.trouble + "\n" if each.trouble else each.text for each in results if each.trouble or any(each.counts)]
    flagged = sum(sum(each.counts) for each in results)
    troubled = sum(bool(each.trouble) for each in results)
    return "".join(lines) + f"{len(results)} pages · {flagged} problems · {troubled} not readable\n"
