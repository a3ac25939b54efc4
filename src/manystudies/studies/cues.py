"""The words that say a study's design: the table in `cues.toml`, read once and compiled row by row."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeGuard, get_args

from manystudies.errors import InputError
from manystudies.studies.study import Design


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: if a needle occurs and the pattern matches, the words say `design`; see `cues.toml`."""

    design: Design
    needles: tuple[str, ...]
    pattern: str
    own: bool


@cache
def cues() -> tuple[Cue, ...]:
    """Every cue, most telling first.

    Raises:
        InputError: a row of the table names an unknown design.
    """
    table = tomllib.loads(files("manystudies.studies").joinpath("cues.toml").read_text(encoding="utf-8"))
    animals = "(?:" + "|".join(table["animals"]) + ")"
    rows = []
    for row in table["cue"]:
        design = row["design"]
        if not _is_design(design):
            raise InputError(f"cues.toml: a row needs a known design; found {design!r}.")
        rows.append(Cue(design, tuple(row["needles"]), "|".join(row["patterns"]).replace("{animals}", animals), bool(row["own"])))
    return tuple(rows)


@cache
def compiled(cue: Cue) -> re.Pattern[str]:
    """The pattern of a cue, compiled when it is first needed."""
    return re.compile(cue.pattern)


def _is_design(name: str) -> TypeGuard[Design]:
    return name in get_args(Design)
