"""Folders as page lists: read on all cores, kept in the library, listed worst first."""

import json
import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import click

from manystudies.cli.progress import progress
from manystudies.library import Library, PageRow
from manystudies.pages import index_html
from manystudies.review import pages_in, prepare_folder, read_folder, told, write_text

_SHOWN = 20
"""Lines of the list a terminal shows; the rest is in index.html."""


def read_folders(paths: Sequence[str], shape: str, out: str, library_file: str | None, changed_since: str | None) -> None:
    """Read every page of the folders into the library and write `index.html`, worst page first."""
    folder = prepare_folder(out)
    found = pages_in(paths, changed_since)
    names = [told(path) for path in found]
    with Library(Path(library_file) if library_file else folder / "library.sqlite") as library:
        with progress("Reading", len(found)) as advance:
            count = read_folder(found, library, advance=advance)
        if not changed_since:
            for path in paths:
                library.forget_pages(told(path), names)
        listed = set(names)
        write_text(folder / "index.html", index_html(row for row in library.pages() if row.path in listed))
        rows = (row for row in library.pages() if row.path in listed)
        if shape == "json":
            _print_json(rows)
            return
        click.echo(f"read     {count.pages} pages · {count.read} read now · {count.unchanged} unchanged · {count.troubled} not readable")
        for row in islice(rows, _SHOWN):
            click.echo(_line(row, shape))
        if len(found) > _SHOWN:
            click.echo(f"         … and {len(found) - _SHOWN} more")
    click.echo(f"next     open {os.path.join(out, 'index.html')} · manystudies check PAGE")


def _line(row: PageRow, shape: str) -> str:
    if row.trouble:
        return f"* {row.trouble}" if shape == "markdown" else row.trouble
    counts = " · ".join(f"{count} {name}" for name, count in (("high", row.high), ("medium", row.medium), ("low", row.low)) if count)
    said = f"{counts or 'nothing to look at'}{' · ' + row.worst if row.worst else ''}"
    return f"* `{row.path}`: {said}" if shape == "markdown" else f"{row.path}: {said}"


def _print_json(rows: Iterator[PageRow]) -> None:
    click.echo('{"pages": [')
    comma = ""
    for row in rows:
        named = {name: getattr(row, name) for name in PageRow.__slots__}
        click.echo(comma + json.dumps(named, ensure_ascii=False), nl=False)
        comma = ",\n"
    click.echo("\n]}")
