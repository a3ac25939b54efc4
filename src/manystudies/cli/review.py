"""`manystudies review`: the local app in which a person decides."""

import click

_ENDINGS = (".db", ".sqlite", ".sqlite3")


_EXAMPLES = "\b\nExamples:\n  manystudies review page.md\n  manystudies review build/library.sqlite --read-only"


@click.command("review", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[LIBRARY|FILE|FOLDER...]")
@click.option("--library", "library_file", metavar="FILE", help="Where pages and decisions are kept [default: build/library.sqlite].")
@click.option("--port", type=click.IntRange(0, 65535), help="Port on 127.0.0.1 [default: 8737 or the next free one; 0: any].")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--read-only", is_flag=True, help="For showing: nothing can be changed.")
@click.option("--two-reviewers", is_flag=True, help="Each decision by two people, the second blind; the library remembers it.")
@click.option("--as", "name", metavar="NAME", help="The name decisions are kept under [default: the one you are logged in with].")
def command(
    paths: tuple[str, ...],
    library_file: str | None,
    port: int | None,
    no_browser: bool,
    read_only: bool,
    two_reviewers: bool,
    name: str | None,
) -> None:
    """Open the review app: source on the left, findings on the right, every decision kept."""
    import webbrowser

    from manystudies.errors import InputError

    libraries = [path for path in paths if path.lower().endswith(_ENDINGS)]
    files = [path for path in paths if path not in libraries]
    if len(libraries) + bool(library_file) > 1:
        raise click.UsageError(f"review opens one library; found {len(libraries) + bool(library_file)}.")
    if read_only and files:
        raise click.UsageError("--read-only changes nothing, so it reads no new files; give it a library alone.")
    try:
        from manystudies.web import create_app, free_socket, serve
    except ModuleNotFoundError as error:
        raise InputError(
            f"review needs the extra “review”; found no {error.name}. Install it with: pip install 'manystudies[review]'"
        ) from error

    opened = free_socket(port)
    who = name if name is not None else _login()
    app = create_app(
        libraries[0] if libraries else library_file or "build/library.sqlite",
        read_only=read_only, two_reviewers=True if two_reviewers else None, name=who, paths=files,
    )  # fmt: skip

    def started(address: str) -> None:
        click.echo(f"The review app is at {address}")
        click.echo("Stop it with Ctrl+C. Every decision is kept the moment it is made.")
        if not no_browser:
            webbrowser.open(address)

    serve(app, opened, started)


def _login() -> str:
    """The name of the person logged in, empty where the machine knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
