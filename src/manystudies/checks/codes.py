"""The permanent codes: what each check is called, what it looks for and why, and an example of each kind.

Numbers are grouped: MS0 reading, MS1 identifiers and references, MS2 arithmetic of counts, MS3 estimates
and tests, MS4 claims, MS5 contradictions and revisions. A code is never reused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Code:
    """One registered code, as `manystudies explain` shows it."""

    code: str
    name: str
    idea: str
    formula: str
    source: str
    fails: str
    passes: str


_ALL: tuple[Code, ...] = (
    Code(
        "MS001",
        "mojibake",
        "Letters that were written in one encoding and read in another; the reading view shows the repair.",
        "bytes of the wrong reading, decoded as UTF-8, give a shorter and whole text",
        "https://www.unicode.org/versions/latest/",
        "PiΔ…tkiewicz",
        "Piątkiewicz",
    ),
)

CODES: Mapping[str, Code] = MappingProxyType({each.code: each for each in _ALL})
"""Every code by name."""
