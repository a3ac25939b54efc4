"""One report from pages at hand: written to its folder, kept in the library, and told in a few lines."""

from collections.abc import Sequence
from pathlib import Path

import click

from manystudies.answers import Page
from manystudies.cli.progress import progress
from manystudies.cli.width import line_width
from manystudies.library import Library
from manystudies.pages import report_html, report_json, report_markdown, summary_lines
from manystudies.review import RULES, prepare_folder, read_notices, record_of, review, write_text

_SENTENCES = 6
"""Sentences of the answer a terminal shows; they come in the order of what they weigh."""


def write_report(
    pages: Sequence[Page], shape: str, question: str | None, out: Path, library_file: str | None, following: str, notices: str = ""
) -> None:
    """Review the pages, write `report.html` and the library, and print the result in the shape asked for."""
    folder = prepare_folder(str(out))
    with progress("Checking", None):
        report = review(pages, question, notices=read_notices(notices) if notices else None)
        write_text(folder / "report.html", report_html(report))
    with Library(Path(library_file) if library_file else folder / "library.sqlite") as library:
        library.add([record_of(page, report) for page in report.pages], RULES)
    if shape == "json":
        click.echo(report_json(report))
    elif shape == "markdown":
        click.echo(report_markdown(report), nl=False)
    else:
        for label, words in summary_lines(report):
            if label != "answer":
                click.echo(_wrapped(label, words))
        for number, sentence in enumerate(report.answer.sentences[:_SENTENCES]):
            click.echo(_wrapped("" if number else "answer", sentence.text))
        more = len(report.answer.sentences) - _SENTENCES
        if more > 0:
            click.echo(_wrapped("", f"… and {more} more sentences in the report"))
        click.echo(f"next     open {out / 'report.html'} · {following}")


def _wrapped(label: str, words: str) -> str:
    return click.wrap_text(words, line_width(110), f"{label:<9}", " " * 9)
