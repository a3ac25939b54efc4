"""The permanent codes, gathered by name.

Numbers are grouped: MS0 reading, MS1 identifiers and references, MS2 arithmetic of counts and values, MS3
estimates and tests, MS4 claims, MS5 contradictions and revisions. A code is never reused.
"""

from collections.abc import Mapping
from types import MappingProxyType

from manystudies.checks.catalogue import claims, contradictions, counts, estimates, identifiers, reading
from manystudies.checks.code import Code

__all__ = ["CODES", "Code"]

_GROUPS = (reading, identifiers, counts, estimates, claims, contradictions)

CODES: Mapping[str, Code] = MappingProxyType({each.code: each for group in _GROUPS for each in group.CODES})
"""Every code by name."""
