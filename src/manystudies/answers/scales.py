"""Whether a report uses a scale as it is known: "VAS" may go from 0 to 100 mm or from 0 to 10."""

import re

from manystudies.terms import Concept, find_terms

_BEHIND = re.compile(
    r"[^.;]{0,30}?(?:\b0\s?(?:-|\u2013|\u2212|to)\s?(?P<to>[0-9]{1,3})\b|(?:(?<=[(,])\s?(?P<items>[0-9]{1,3})[- ]?|\b(?P<joined>[0-9]{1,3})-)(?:point|mm|cm)\b|out\sof\s(?P<out>[0-9]{1,3})\b)"
)
_BEFORE = re.compile(r"\b(?P<items>[0-9]{1,3})[- ]?(?:point|mm|cm)\s$")
_REACH = 12


def prints_scale(text: str, scale: Concept) -> bool:
    """Whether the ends that a text prints of a scale are the known ones; a scale in a physical unit must be printed in it."""
    tops: set[float] = set()
    for match in find_terms(text):
        if match.concept.name != scale.name:
            continue
        behind, before = _BEHIND.match(text, match.end), _BEFORE.search(text[max(0, match.start - _REACH) : match.start])
        for each in (behind, before):
            if each is not None:
                tops.update(float(top) for top in each.groupdict().values() if top)
    if tops:
        return scale.high in tops
    return scale.unit in ("", "points") or re.search(rf"[0-9]\s?{re.escape(scale.unit)}\b", text) is not None
