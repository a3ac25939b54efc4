"""The band that a questionnaire's total falls into, by the ends its makers published."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from manystudies.errors import InputError

_ITEMS, _MOST_OF_ITEM, _MOST = 10, 4, 40


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a scale, both ends included, and what it is called."""

    scale: str
    low: int
    high: int
    name: str


@dataclass(frozen=True, slots=True)
class Rated:
    """A total and the band it falls into, with the source of the bands."""

    total: int
    band: Band
    source: str


SOURCE = "Walters AS and colleagues (International Restless Legs Syndrome Study Group). Sleep Med. 2003;4:121-132. https://doi.org/10.1016/S1389-9457(02)00258-7"


def rate_irls(scores: Sequence[int]) -> Rated:
    """The band of ten item scores, each 0 to 4, or of a single total from 0 to 40.

    The bands: none 0, mild 1-10, moderate 11-20, severe 21-30, very severe 31-40.
    Source: Walters et al. 2003, https://doi.org/10.1016/S1389-9457(02)00258-7

    When not to believe it: a band tells of the last week only, and names no cause; the scale is no test for restless legs.

    >>> rate_irls([24]).band.name
    'severe'

    Raises:
        InputError: there are neither ten scores nor one, or one lies outside its range.
    """
    if len(scores) not in {1, _ITEMS}:
        raise InputError(f"irls needs ten item scores (0 to {_MOST_OF_ITEM}) or one total (0 to {_MOST}); found {len(scores)} numbers.")
    most = _MOST if len(scores) == 1 else _MOST_OF_ITEM
    for place, score in enumerate(scores, 1):
        if not 0 <= score <= most:
            what = "a total" if len(scores) == 1 else f"item score {place}"
            raise InputError(f"irls needs {what} from 0 to {most}; found {score}.")
    total = sum(scores)
    return Rated(total, next(band for band in irls_bands() if band.low <= total <= band.high), SOURCE)


@cache
def irls_bands() -> tuple[Band, ...]:
    """The bands of the IRLS from none to very severe."""
    held = tomllib.loads((files("manystudies.answers") / "lines.toml").read_text(encoding="utf-8"))
    return tuple(Band(each["scale"], each["low"], each["high"], each["name"]) for each in held["band"] if each["scale"] == "IRLS")
