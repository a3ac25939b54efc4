"""Furniture: blocks that belong to the web site, not to its page, told by their words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from manystudies.documents.document import BlockRole
from manystudies.documents.headings import is_date

_LONGEST_LINE = 60
_LONGEST_PROMPT = 300
_LONGEST_ADVERT = 700
_LONGEST_BY_LINE = 80
_PLACEHOLDER = re.compile(r"\[[A-Za-z][A-Za-z _-]{1,30}\]$")
_BARE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
"""From the first letter or digit to the last."""


@dataclass(frozen=True, slots=True)
class _Words:
    lines: frozenset[str]
    starts: re.Pattern[str]
    anywhere: re.Pattern[str]
    metadata: re.Pattern[str]
    disclaimer: re.Pattern[str]
    glance: re.Pattern[str]


@cache
def _words() -> _Words:
    from importlib.resources import files

    data = tomllib.loads(files("manystudies.documents").joinpath("furniture.toml").read_text("utf-8"))

    def one_of(name: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{each})" for each in data[name]), re.IGNORECASE)

    # Only by-lines care for capitals ("By Ann Lee", not "by mouth").
    by_lines = re.compile("|".join(f"(?:{each})" if each.startswith("By [") else f"(?i:{each})" for each in data["metadata"]))
    return _Words(
        frozenset(data["lines"]), one_of("starts"), one_of("anywhere"), by_lines, one_of("disclaimer"), re.compile(data["glance"])
    )


def role_by_words(text: str) -> BlockRole | None:
    """`furniture`, `metadata` or `disclaimer` where the words of a block say so, else None.

    >>> role_by_words("Visit Source"), role_by_words("Medically Reviewed by"), role_by_words("Iron was given daily.")
    ('furniture', 'metadata', None)
    """
    words = _words()
    bare = _BARE.search(text) if len(text) <= _LONGEST_LINE else None
    if (bare and bare[0].casefold() in words.lines) or _PLACEHOLDER.fullmatch(text):
        return "furniture"
    if len(text) <= _LONGEST_BY_LINE and words.metadata.match(text) and not text.endswith("."):
        return "metadata"
    if (
        len(text) <= _LONGEST_ADVERT
        and (start := words.starts.match(text))
        and (len(text) <= _LONGEST_PROMPT or text[: start.end()].endswith("!"))
    ):
        return "furniture"
    if not words.glance.search(text.lower()):
        return None
    if len(text) <= _LONGEST_PROMPT and words.anywhere.search(text):
        return "furniture"
    return "disclaimer" if words.disclaimer.search(text) else None


def is_loose_date(text: str) -> bool:
    """Whether a block is only a date, or a mark that parts such lines."""
    return is_date(text) or not any(character.isalnum() for character in text)
