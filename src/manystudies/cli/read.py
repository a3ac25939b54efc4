"""`manystudies FILE…` and `manystudies FOLDER`: read, check, answer, and write one report."""

import os
from pathlib import Path

import click

from manystudies.cli.progress import progress


@click.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--format", "shape", type=click.Choice(["text", "json", "markdown"]), default="text", help="What to print.")
@click.option("--question", help="A question to answer; made from the pages where none is given.")
@click.option("--out", default="build", metavar="DIR", show_default=True, help="Folder for report.html and library.sqlite.")
@click.option("--library", "library_file", metavar="FILE", help="The library to add to, instead of DIR/library.sqlite.")
@click.option(
    "--notices",
    metavar="FILE",
    default="",
    help="A list of retracted or corrected papers: a DOI or PMID a line, or the table of Retraction Watch.",
)
@click.option("--changed-since", metavar="REV", help="Of a folder, only pages that differ from this git revision.")
def command(
    paths: tuple[str, ...],
    shape: str,
    question: str | None,
    out: str,
    library_file: str | None,
    notices: str,
    changed_since: str | None,
) -> None:
    """Read pages or a folder and write one checked report."""
    if any(os.path.isdir(path) for path in paths) or changed_since:
        from manystudies.cli.folder import read_folders

        if notices:
            raise click.UsageError("--notices goes with files; for a folder: manystudies check FOLDER --notices FILE.")

        read_folders(paths, shape, out, library_file, changed_since)
        return
    from manystudies.review import read_notices, read_page

    if notices:
        read_notices(notices)  # a list that cannot be read is said before the work

    with progress("Reading", len(paths)) as advance:
        pages = []
        for path in paths:
            pages.append(read_page(path))
            advance(1)
    from manystudies.cli.report import write_report

    write_report(pages, shape, question, Path(out), library_file, f"manystudies check {' '.join(paths)}", notices)
