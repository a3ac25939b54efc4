"""One report from pages at hand: written to its folder, kept in the library, and told in a few lines."""

from collections.abc import Sequence
from pathlib import Path

import click

from manystudies.answers import Page
from manystudies.cli.progress import progress
from manystudies.library import Library
from manystudies.pages import report_html, report_json, report_markdown, summary_lines
from manystudies.review import RULES, prepare_folder, record_of, review, write_text


def write_report(
    pages: Sequence[Page], shape: str, question: str | None, out: Path, library_file: str | None, paths: Sequence[str]
) -> None:
    """Review the pages, write `report.html` and the library, and print the result in the shape asked for."""
    folder = prepare_folder(str(out))
    with progress("Checking", None):
        report = review(pages, question)
        write_text(folder / "report.html", report_html(report))
    with Library(Path(library_file) if library_file else folder / "library.sqlite") as library:
        library.add([record_of(page) for page in report.pages], RULES)
    if shape == "json":
        click.echo(report_json(report))
    elif shape == "markdown":
        click.echo(report_markdown(report), nl=False)
    else:
        for label, words in summary_lines(report):
            click.echo(click.wrap_text(words, 110, f"{label:<9}", " " * 9))
        click.echo(f"next     manystudies check {' '.join(paths)} · open {out / 'report.html'}")
