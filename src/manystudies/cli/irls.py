"""`manystudies irls SCORE…`: the band of a restless-legs score; none of the questionnaire's licensed wording is here."""

import json
from dataclasses import asdict

import click


# A score below zero is a score that is wrong, not an option.
@click.command("irls", context_settings={"ignore_unknown_options": True})
@click.argument("scores", nargs=-1, required=True, metavar="SCORE...")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="What to print.")
def command(scores: tuple[str, ...], shape: str) -> None:
    """Name the band of ten item scores (0 to 4 each, in any order) or of a total (0 to 40).

    The questionnaire itself is licensed (Mapi Research Trust) and is not part of manystudies.
    """
    from manystudies.answers import irls_bands, rate_irls
    from manystudies.errors import InputError
    from manystudies.terms import concept

    try:
        whole = tuple(map(int, scores))
    except ValueError as error:
        raise InputError(f"A score needs to be a whole number from 0 to 40; found {' '.join(scores)}.") from error
    rated = rate_irls(whole)
    scale = concept("IRLS")
    least = scale.important if scale is not None else None
    if shape == "json":
        bands = [asdict(band) for band in irls_bands()]
        click.echo(
            json.dumps(
                {
                    "scale": "IRLS",
                    "total": rated.total,
                    "band": rated.band.name,
                    "bands": bands,
                    "smallest_important_difference": least,
                    "source": rated.source,
                },
                indent=1,
            )
        )
        return
    reach = f"{rated.band.low} to {rated.band.high}" if rated.band.low < rated.band.high else f"{rated.band.low}"
    click.echo(f"IRLS {rated.total} of 40: {rated.band.name} ({reach}).")
    others = ", ".join(
        f"{band.name} {band.low} to {band.high}" if band.low < band.high else f"{band.name} {band.low}" for band in irls_bands()
    )
    click.echo(f"Bands: {others}. Lower is better" + (f"; a change of less than {least:g} is hardly noticed." if least else "."))
    click.echo(f"Source: {rated.source}")
    click.echo("A score is no diagnosis and tells of no cause; what follows from it is for a person who knows the case.")
