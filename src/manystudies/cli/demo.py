"""`manystudies demo`: the main job on the two pages that come with manystudies."""

from pathlib import Path

import click


@click.command("demo")
@click.option("--out", default="build", metavar="DIR", show_default=True, help="Folder for report.html and library.sqlite.")
def command(out: str) -> None:
    """Run everything on the two bundled pages and say where the report lies."""
    from manystudies.cli.report import write_report
    from manystudies.review import topic_pages

    write_report(topic_pages(), "text", None, Path(out), None, "manystudies PAGE.md for a page of your own")
