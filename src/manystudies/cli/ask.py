"""`manystudies ask QUESTION`: an answer with citations only, from files, a library or the bundled topics."""

from pathlib import Path

import click

from manystudies.cli.width import line_width


@click.command("ask")
@click.argument("question")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@click.option("--library", "library_file", metavar="FILE", help="Answer from the pages of this library.")
@click.option("--population", default="", metavar="PEOPLE", help="Only studies of such people, for example dialysis.")
@click.option(
    "--ferritin", default="", metavar="VALUE", help="Only studies of people with such a ferritin, for example 40 (µg/L, the same as ng/mL)."
)
@click.option("--vitamin-d", default="", metavar="VALUE", help='Only studies of people with such a 25(OH)D, for example "12 ng/mL".')
@click.option("--format", "shape", type=click.Choice(["text", "json", "markdown"]), default="text", help="What to print.")
def command(
    question: str, files: tuple[str, ...], library_file: str | None, population: str, ferritin: str, vitamin_d: str, shape: str
) -> None:
    """Answer a question, however vague ("iron rls"), and say where each number stands.

    Measured values and people choose the evidence; no answer is advice.
    """
    from manystudies.pages import answer_json, answer_text, report_markdown
    from manystudies.review import ask

    facts = [(analyte, value) for analyte, value in (("ferritin", ferritin), ("25(OH)D", vitamin_d)) if value]
    if files and library_file:
        raise click.UsageError("Name files or --library, not both.")
    if library_file:
        from manystudies.desk import ask_library, open_desk
        from manystudies.errors import InputError

        if not Path(library_file).is_file():
            raise InputError(f"{library_file}: needs a library; found none. `manystudies FILE|FOLDER` makes one.")
        with open_desk(library_file, read_only=True) as desk:
            asked = ask_library(desk, question, population=population, facts=facts)
    else:
        asked = ask(question, files, population=population, facts=facts)
    if shape == "json":
        click.echo(answer_json(asked.report, asked.told), nl=False)
    elif shape == "markdown":
        for line in asked.told:
            click.echo(line, err=True)
        click.echo(report_markdown(asked.report), nl=False)
    else:
        click.echo(answer_text(asked.report, asked.told, line_width(100)), nl=False)
