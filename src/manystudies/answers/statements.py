"""GRADE's informative statements: the words for an effect by its level of certainty and its size."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from manystudies.certainty import Level, Thresholds

Size = Literal["large", "moderate", "small", "trivial", "unknown", "not shown"]

_TIMES_MODERATE, _TIMES_LARGE = 2.0, 5.0
"""How many times the smallest important difference an effect must reach to be moderate or large; below one it is trivial.

The factors follow Cohen's 0.2, 0.5 and 0.8 for standardised differences only loosely; where a body has agreed on others, pass them.
"""


@dataclass(frozen=True, slots=True)
class Wording:
    """How a statement is worded: what stands before the outcome and what behind it."""

    before: str
    behind: str = ""


_DOWN: Mapping[tuple[Level, Size], Wording] = MappingProxyType(
    {
        ("high", "large"): Wording("results in a large reduction in"),
        ("high", "moderate"): Wording("reduces"),
        ("high", "small"): Wording("reduces", " slightly"),
        ("high", "unknown"): Wording("reduces"),
        ("moderate", "large"): Wording("probably results in a large reduction in"),
        ("moderate", "moderate"): Wording("probably reduces"),
        ("moderate", "small"): Wording("probably reduces", " slightly"),
        ("moderate", "unknown"): Wording("probably reduces"),
        ("low", "large"): Wording("may result in a large reduction in"),
        ("low", "moderate"): Wording("may reduce"),
        ("low", "small"): Wording("may reduce", " slightly"),
        ("low", "unknown"): Wording("may reduce"),
    }
)
_UP: Mapping[tuple[Level, Size], Wording] = MappingProxyType(
    {
        key: Wording(
            wording.before.replace("reduction in", "increase in").replace("reduces", "increases").replace("reduce", "increase"),
            wording.behind,
        )
        for key, wording in _DOWN.items()
    }
)
_TRIVIAL: Mapping[Level, Wording] = MappingProxyType(
    {
        "high": Wording("results in little to no difference in"),
        "moderate": Wording("probably results in little to no difference in"),
        "low": Wording("may result in little to no difference in"),
    }
)

_NOT_SHOWN = Wording("was not shown to change")
"""Not one of GRADE's: those need to know from where on a difference matters. "Not significant" is not "no effect"."""


def size_of(estimate: float, thresholds: Thresholds | None, interval: tuple[float, float] | None = None) -> Size:
    """The size of an effect against the smallest important difference, on the analysis scale.

    Trivial below it, small up to twice, moderate up to five times, large beyond; unknown where no difference is known to
    matter. An effect that would be trivial or unknown is not shown where its interval holds no effect and an important one
    (or, with none known, good and bad): that is neither an effect nor its absence. Where the interval excludes no effect
    and reaches an important one, it is small and not trivial.
    """
    if thresholds is None:
        return "not shown" if interval is not None and interval[0] <= 0 <= interval[1] else "unknown"
    times = estimate / thresholds.high if estimate > 0 else estimate / thresholds.low
    if times < 1:
        if interval is None or (interval[0] > thresholds.low and interval[1] < thresholds.high):
            return "trivial"
        return "not shown" if interval[0] <= 0 <= interval[1] else "small"
    if times < _TIMES_MODERATE:
        return "small"
    return "moderate" if times < _TIMES_LARGE else "large"


def wording_for(level: Level, size: Size, *, rises: bool) -> Wording | None:
    """The words between intervention and outcome; None for very low certainty, whose statement names no effect.

    Source: Santesso et al. 2020, GRADE guidelines 26: informative statements to communicate the findings of systematic
    reviews of interventions. https://doi.org/10.1016/j.jclinepi.2019.10.014
    """
    if level == "very low":
        return None
    if size == "trivial":
        return _TRIVIAL[level]
    if size == "not shown":
        return _NOT_SHOWN
    return (_UP if rises else _DOWN)[level, size]


STATEMENTS = tuple(sorted({wording.before for table in (_DOWN, _UP, _TRIVIAL) for wording in table.values()} | {_NOT_SHOWN.before}))
"""Every statement of an effect there is, as it stands before its outcome."""

SYMBOLS: Mapping[Level, str] = MappingProxyType({"high": "⊕⊕⊕⊕", "moderate": "⊕⊕⊕◯", "low": "⊕⊕◯◯", "very low": "⊕◯◯◯"})
"""GRADE's symbols."""
