"""How wide a line may be: as wide as the terminal a person looks at, and always the same where no terminal is."""

import sys
from shutil import get_terminal_size

_NARROWEST = 24
"""Narrower, and every line holds a word."""


def line_width(widest: int) -> int:
    """The width of a line, at most `widest`."""
    if not sys.stdout.isatty():
        return widest
    return max(_NARROWEST, min(widest, get_terminal_size((widest, 24)).columns))
