"""`manystudies bulk IN OUT`: many short texts, one JSON row each."""

from pathlib import Path

import click

from manystudies.cli.progress import progress


@click.command("bulk")
@click.argument("source", metavar="IN.jsonl")
@click.argument("target", metavar="OUT.jsonl")
@click.option("--only", metavar="PARTS", help="Read only some parts, with commas between: numbers, estimates, problems, …")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; all cores by default.")
def command(source: str, target: str, only: str | None, workers: int | None) -> None:
    """Read many short texts, one JSON row each; goes on where it was stopped."""
    from manystudies.errors import InputError
    from manystudies.review import PARTS, bulk

    path = Path(source)
    if not path.is_file():
        raise InputError(f"{source}: needs a file of JSON rows; found {'a folder' if path.is_dir() else 'nothing there'}.")
    parts = tuple(part.strip() for part in only.split(",")) if only else PARTS
    try:
        with progress("Reading", path.stat().st_size) as advance:
            count = bulk(path, Path(target), parts, workers, advance)
    except KeyboardInterrupt:
        click.echo(f"manystudies: Stopped. What was finished is in {target}.part; the same command goes on from there.", err=True)
        raise click.exceptions.Exit(130) from None
    click.echo(f"{count} rows in {target}", err=True)
