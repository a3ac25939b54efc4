"""`manystudies explain CODE`: what a check looks for, why, and an example of each kind."""

import click


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
    for number, name in enumerate(codes):
        code = CODES.get(name.upper())
        if code is None:
            raise InputError(
                f"explain needs a code from {next(iter(CODES))} to {list(CODES)[-1]}; found {name!r}. `manystudies explain` lists all."
            )
        if number:
            click.echo()
        click.echo(f"{code.code}  {code.name}\n")
        for title, text in (
            ("what", code.idea),
            ("formula", code.formula),
            ("source", code.source),
            ("fails", code.fails),
            ("passes", code.passes),
            ("settle", code.settle),
        ):
            if text:
                click.echo(click.wrap_text(text, 100, f"{title:<9}", " " * 9))
