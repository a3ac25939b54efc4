"""`manystudies decisions LIBRARY`: who decided what, when and why, and how well two reviewers agreed."""

import click


@click.command("decisions")
@click.argument("library_file", metavar="[LIBRARY]", default="build/library.sqlite")
@click.option("--as", "who", default="", metavar="NAME", help="Whose eyes to see with, where two reviewers decide blind of each other.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="What to print.")
def command(library_file: str, who: str, shape: str) -> None:
    """List the decisions of a library, the oldest first, for a protocol or an audit; nothing is changed."""
    from manystudies.desk import agreement_view, log, open_desk
    from manystudies.errors import InputError
    from manystudies.pages import decisions_json, decisions_text

    with open_desk(library_file, read_only=True) as desk:
        if desk.two_reviewers and not who.strip():
            raise InputError(f"{library_file}: needs --as NAME, because two reviewers decide blind of each other in it; found none.")
        made = log(desk, who, limit=1_000_000_000)
        agreed = agreement_view(desk, who).kappas
    click.echo((decisions_json if shape == "json" else decisions_text)(made, agreed), nl=False)
