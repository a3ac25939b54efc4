"""`manystudies fix FILE`: the honest wordings as a patch, or written into the file."""

from pathlib import Path

import click


@click.command("fix")
@click.argument("path", metavar="FILE")
@click.option("--write", is_flag=True, help="Write the wordings into the file instead of printing a patch.")
def command(path: str, write: bool) -> None:
    """Offer the honest wordings of a page's problems as a patch. They are proposals: read each before you keep it."""
    from manystudies.pages import counted
    from manystudies.review import fix_page, write_bytes

    fix = fix_page(path)
    if write and fix.offered:
        write_bytes(Path(path), fix.data)
    elif fix.patch:
        click.echo(fix.patch, nl=False)
    elif fix.offered:
        click.echo(f"{path}: a file in {fix.page.document.encoding} has no patch; --write puts the wordings in.", err=True)
    for each in fix.held_back:
        line = fix.page.document.text.count("\n", 0, each.span.start) + 1
        click.echo(
            f"{path}:{line}: {each.problem.code} held back: {each.obstacle or 'the encoding of the file has no such letters'}", err=True
        )
    done = "written" if write else "offered"
    click.echo(f"{counted(len(fix.offered), 'wording')} {done}, {len(fix.held_back)} held back", err=True)
