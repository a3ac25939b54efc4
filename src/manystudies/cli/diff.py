"""`manystudies diff OLD NEW`: what a new version of a page claims more, less or otherwise than the old one."""

from pathlib import Path

import click


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", required=False, metavar="[NEW]")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json", "html"]), default="text", help="What to print; html is a page for sign-off."
)
@click.option("--out", metavar="FILE", help="Write to a file instead of printing.")
def command(old: str, new: str | None, shape: str, out: str | None) -> None:
    """Compare two versions of a page, or the versions that one file holds."""
    from manystudies.pages import compared_html, compared_json, compared_text
    from manystudies.review import compare_files, write_text

    pages, comparisons = compare_files(old, new)
    text = {"json": compared_json, "html": compared_html, "text": compared_text}[shape](pages, comparisons)
    if out:
        write_text(Path(out), text)
    else:
        click.echo(text, nl=False)
