"""The `manystudies` command: the bare form reads pages, and each further command is a module of its own, loaded when used."""

import os
import sys
from importlib import import_module
from traceback import walk_tb
from typing import NoReturn

import click

from manystudies import __version__
from manystudies.errors import ManystudiesError

_COMMANDS = {
    "read": "Read pages or a folder and write one checked report (the bare form does this).",
    "ask": "Answer a question from pages, a library or the bundled topics, with the place of every number.",
    "check": "List the problems of pages, for editors and continuous integration.",
    "diff": "Compare two versions of a page: what claims more, less, or something else than before.",
    "decisions": "List who decided what in a library, when and why, and how well two reviewers agreed.",
    "explain": "Say what a problem code means, why, and show an example.",
    "fix": "Offer the honest wordings of a page's problems as a patch.",
    "irls": "Name the band of a restless-legs score (ten item scores, or a total).",
    "search": "Search the pages of a library by words or tags.",
    "pool": "Pool the studies of a table (CSV), or of pages: forest plot, network, combinations.",
    "bulk": "Read many short texts, one JSON row each.",
    "review": "Open the review app on this machine: decide, fast, and nothing is lost.",
    "demo": "Run everything on the two pages that come with manystudies.",
}

# Matrices here are small: threads of the linear algebra wait for each other longer than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_EPILOG = "\b\nExamples:\n  manystudies page.md article.txt\n  manystudies check content/ --fail-on high\n  manystudies explain MS301"


class _Commands(click.Group):
    """Finds a command by name and takes anything else as pages to read."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"manystudies.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in _COMMANDS and args[0] not in ("--help", "--version"):
            args = ["read", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="manystudies", message="%(prog)s %(version)s")
def _group() -> None:
    """From many studies to one checked answer.

    Give it the pages people really read about a health question: it finds the studies inside, recomputes
    the numbers, marks claims that are stronger than their study, and answers with citations. It needs no
    network, no key and no settings.
    """


def main() -> NoReturn:
    """Run the command; every error is one line on standard error, and the status 2 tells of wrong use."""
    if sys.stdout is None:  # what Python makes of one that was closed
        sys.exit(_fail("standard output: needs to be written to; found it closed."))
    try:
        status = _group.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as finished:
        status = finished.exit_code
    except click.NoSuchOption as error:
        status = _fail(f"{error.format_message()} {_of_option(error)}")
    except click.UsageError as error:
        status = _fail(f"{error.format_message()} Try: {error.ctx.command_path if error.ctx else 'manystudies'} --help")
    except click.ClickException as error:
        status = _fail(error.format_message())
    except ManystudiesError as error:
        status = _fail(str(error))
    except (KeyboardInterrupt, click.Abort):
        status = _fail("Stopped. What was finished is kept.", 130)
    except BrokenPipeError:
        # The reader of a pipe has gone; Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        if isinstance(error, OSError) and _is_of_output(error):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python would try again when it closes it
            found = (error.strerror or type(error).__name__).lower()
            sys.exit(_fail(f"standard output: needs to be written to; found {found}."))
        if os.environ.get("MANYSTUDIES_TRACE"):
            raise
        status = _fail(f"An error in manystudies itself: {type(error).__name__}: {error}. MANYSTUDIES_TRACE=1 shows where.", 3)
    sys.exit(status if isinstance(status, int) else 0)


def _of_option(error: click.NoSuchOption) -> str:
    """What to do about an option that is none: look for the right one, or say that a file is meant."""
    named = next((each for each in sys.argv[1:] if each.startswith("-") and os.path.exists(each)), None)
    if named:
        return f"To name the file, write ./{named}"
    return f"Try: {error.ctx.command_path if error.ctx else 'manystudies'} --help"


def _is_of_output(error: OSError) -> bool:
    """Whether an error arose where text is printed; what a file says is met, and named, where the file is opened."""
    return [frame.f_globals.get("__name__") for frame, _ in walk_tb(error.__traceback__)][-1] in {"click.utils", __name__}


def _fail(message: str, status: int = 2) -> int:
    print(f"manystudies: {' '.join(message.split())}", file=sys.stderr)
    return status
