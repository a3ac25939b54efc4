"""`manystudies explain CODE`: what a check looks for, why, and an example of each kind."""

from textwrap import fill, indent

import click

from manystudies.cli.width import line_width

_INDENT = " " * 9


@click.command("explain")
@click.argument("codes", nargs=-1, metavar="[CODE...]")
def command(codes: tuple[str, ...]) -> None:
    """Say what a problem code means; without a code, list all of them."""
    from manystudies.checks import CODES
    from manystudies.errors import InputError

    if not codes:
        for each in CODES.values():
            click.echo(f"{each.code}  {each.name}")
        return
    width = line_width(100)
    for number, name in enumerate(codes):
        code = CODES.get(name.upper())
        if code is None:
            raise InputError(
                f"explain needs a code from {next(iter(CODES))} to {list(CODES)[-1]}; found {name!r}. `manystudies explain` lists all."
            )
        if number:
            click.echo()
        click.echo(f"{code.code}  {code.name}\n")
        for title, text in (("what", code.idea), ("formula", code.formula), ("source", code.source), ("settle", code.settle)):
            if text:
                click.echo(
                    fill(
                        text, width, initial_indent=f"{title:<9}", subsequent_indent=_INDENT, break_on_hyphens=False, break_long_words=False
                    )
                )
        for title, text in (("fails", code.fails), ("passes", code.passes)):
            if text:
                click.echo(f"{title:<9}{indent(text.rstrip(), _INDENT).lstrip()}")
