"""`manystudies pool`: pool the studies of a plain table, or show what pooled on pages and why the rest did not."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from manystudies.review import Good, NetworkTable, PooledTable

_SQLITE = b"SQLite format 3\0"
_PAGES = (".htm", ".html", ".markdown", ".md")
_TABLES = (".csv", ".tab", ".tsv")


_EXAMPLES = (
    "\b\nExamples:\n  manystudies pool trials.csv --measure RR\n  manystudies pool arms.csv --measure OR --components --good small\n"
    "  manystudies pool build/library.sqlite --outcome IRLS --components"
)


@click.command("pool", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="TABLE.csv|PAGE...|LIBRARY")
@click.option(
    "--measure", metavar="NAME", help="What to pool: RR, OR, RD, HR, IRR, MD, SMD, ROM … (needed for a table; of pages, only this)."
)
@click.option("--method", metavar="NAME", help="REML, DL, PM, ML, EB, SJ, HE, HS, MH, PETO, IV or GLMM. Left out: what suits the studies.")
@click.option("--network", is_flag=True, help="Compare all treatments of a table (columns treat1 and treat2, or one row an arm).")
@click.option("--components", is_flag=True, help="Read “a + b” as a combination: what can be told, and whether it beats its parts.")
@click.option(
    "--good", type=click.Choice(["small", "large"]), help="Whether small or large values are good; without it nothing is called better."
)
@click.option("--reference", metavar="NAME", help="The treatment that does nothing, such as placebo (guessed where left out).")
@click.option("--outcome", metavar="WORDS", help="Of pages or a library: only outcomes whose name holds these words.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="What to print.")
@click.option("--out", default="build", metavar="DIR", show_default=True, help="Folder for pool.html.")
def command(
    paths: tuple[str, ...],
    measure: str | None,
    method: str | None,
    network: bool,
    components: bool,
    good: str | None,
    reference: str | None,
    outcome: str | None,
    shape: str,
    out: str,
) -> None:
    """Pool studies from a plain table (CSV, TSV), or from the findings of pages or of a library (made by `manystudies FOLDER`)."""
    tables = any(path.lower().endswith(_TABLES) for path in paths)
    if not tables and (not measure or any(path.lower().endswith(_PAGES) or _is_library(path) for path in paths)):
        if method or network or reference:
            raise click.UsageError("--method, --network and --reference are for tables; pages are pooled as their studies ask for.")
        _pages(paths, outcome or "", measure or "", components, good, shape)
        return
    if outcome:
        raise click.UsageError("--outcome is for pages; a table holds one outcome.")
    if len(paths) > 1:
        raise click.UsageError(f"A table is pooled by itself; found {len(paths)} files.")
    _table(paths[0], measure, method, network or components, components, good, reference, shape, out)


def _pages(paths: tuple[str, ...], outcome: str, measure: str, components: bool, good: str | None, shape: str) -> None:
    from manystudies.pages import pooling_json, pooling_text
    from manystudies.review import pool_pages, read_page

    if any(_is_library(path) for path in paths):
        if len(paths) > 1:
            raise click.UsageError(f"A library is pooled by itself; found {len(paths)} files.")
        from manystudies.desk import open_desk, pool_held

        with open_desk(paths[0], read_only=True) as desk:
            made = pool_held(desk, outcome, measure=measure, components=components, good=_good(good))
    else:
        made = pool_pages([read_page(path) for path in paths], outcome, measure=measure, components=components, good=_good(good))
    title = ", ".join(os.path.basename(path) for path in paths)
    click.echo(
        pooling_json(title, made.parts(), made.methods()) if shape == "json" else pooling_text(made.parts(), made.methods()), nl=False
    )


def _is_library(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def _good(word: str | None) -> "Good | None":
    return "small" if word == "small" else "large" if word == "large" else None


def _table(
    path: str,
    measure: str | None,
    method: str | None,
    network: bool,
    components: bool,
    good: str | None,
    reference: str | None,
    shape: str,
    out: str,
) -> None:
    from manystudies.pages import pooling_html, pooling_json, pooling_text
    from manystudies.review import MEASURES, METHODS, TAU_METHODS, pool_table, pool_table_network, prepare_folder, write_text

    wanted = next((each for each in MEASURES if each == (measure or "").upper()), None)
    if wanted is None:
        raise click.UsageError(f"--measure needs one of {', '.join(MEASURES)}; found {measure or 'none'}.")
    known = {each.upper(): each for each in METHODS}
    chosen = known.get((method or "").upper())
    if method and chosen is None:
        raise click.UsageError(f"--method needs one of {', '.join(METHODS)}; found {method}.")
    if network:
        tau = next((each for each in TAU_METHODS if each == (chosen or "REML")), None)
        if tau is None:
            raise click.UsageError(f"--method of a network needs one of {', '.join(TAU_METHODS)}; found {method}.")
        made: NetworkTable | PooledTable = pool_table_network(
            path, wanted, tau, components=components, good=_good(good), reference=reference
        )
    else:
        made = pool_table(path, wanted, chosen)
    title, parts, methods = os.path.basename(path), made.parts(), made.methods()
    write_text(prepare_folder(out) / "pool.html", pooling_html(title, parts, methods))
    if shape == "json":
        click.echo(pooling_json(title, parts, methods), nl=False)
    else:
        click.echo(f"{pooling_text(parts, methods)}\nnext     open {os.path.join(out, 'pool.html')}")
