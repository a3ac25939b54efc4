"""`manystudies search WORDS`: pages of a library by their words or tags."""

from pathlib import Path

import click


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--library", "library_file", default="build/library.sqlite", metavar="FILE", show_default=True, help="The library to search.")
@click.option("--tag", is_flag=True, help="Take the words as one tag or category, also a proposed one.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many pages.")
def command(words: tuple[str, ...], library_file: str, tag: bool, limit: int) -> None:
    """Search the pages of a library by words or tags."""
    from manystudies.errors import InputError
    from manystudies.library import Library

    if not Path(library_file).is_file():
        raise InputError(f"{library_file}: needs a library; found none. `manystudies FILE|FOLDER` makes one.")
    with Library(Path(library_file)) as library:
        if tag:
            found = [f"{path}  ({source})" for path, source in library.tagged(" ".join(words))[:limit]]
        else:
            found = [f"{hit.path}  {hit.title}\n    {' '.join(hit.excerpt.split())}" for hit in library.search(" ".join(words), limit)]
    for line in found:
        click.echo(line)
    if not found:
        click.echo(f"No page of {library_file} holds: {' '.join(words)}")
