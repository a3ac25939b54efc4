"""Which column of a table holds what, guessed from its header."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_BESIDE = frozenset({"group", "in", "no", "number", "num", "of", "the"})


@cache
def _names() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((files("manystudies.review") / "columns.toml").read_text("utf-8"))


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """What is held where: roles such as `study`, `events1` or `low` to the place of their column.

    A name that is one of the usual ones wins over one made of two words, and the first column over later ones.
    """
    names, found = _names(), dict[str, int]()
    plain = [re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") for name in header]
    for role, words in names["whole"].items():
        place = next((plain.index(word) for word in words if word in plain), None)
        if place is not None:
            found[role] = place
    taken = set(found.values())
    for place, name in enumerate(header):
        role = _two_words(name)
        if role and role not in found and place not in taken:
            found[role] = place
    return found


def _two_words(name: str) -> str:
    """The role of a name such as "Events (placebo)" or "n.e"; empty where it says no quantity and no arm."""
    words = [word.lower() for word in _WORD.findall(name)]
    words = [word for word in words if word not in _BESIDE]
    if not words or len(words) > 3:  # noqa: PLR2004 - a longer name says something else
        return ""
    names = _names()
    arms = [number for number, arm in enumerate(("first", "second"), 1) if any(word in names["arm"][arm] for word in words)]
    if len(arms) != 1:
        return ""
    arm_words = {*names["arm"]["first"], *names["arm"]["second"]}
    quantities = [role for role, known in names["quantity"].items() if any(word in known for word in words if word not in arm_words)]
    return f"{quantities[0]}{arms[0]}" if quantities else ""
