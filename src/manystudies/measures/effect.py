"""An effect: what one study estimates, on the scale on which it may be pooled."""

from dataclasses import dataclass
from math import isfinite
from typing import Literal

from manystudies.errors import EffectError

Measure = Literal[
    "AS", "COR", "CVR", "HR", "IR", "IRD", "IRLN", "IRR", "MC", "MD", "MN", "OR", "PAS", "PETO", "PFT", "PHI", "PLN", "PLO", "PR",
    "RD", "ROM", "ROMC", "RR", "SMCC", "SMCR", "SMD", "SMDH", "VR", "ZCOR",
]  # fmt: skip
LOG_MEASURES: frozenset[Measure] = frozenset({"CVR", "HR", "IRLN", "IRR", "OR", "PETO", "PLN", "ROM", "ROMC", "RR", "VR"})
"""Measures whose analysis scale is the natural logarithm; shown on a page as `exp`."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One study's estimate of one measure, ready for pooling.

    `estimate` and `variance` are on the analysis scale (natural log for `LOG_MEASURES`, 0–1 for
    differences of shares, the outcome's own unit for MD). `key` is opaque here: it names the finding it
    came from. `derivation` names the identities used, in order ("se from 95% interval", …); `people` is
    how many people it rests on, where known; `group` a subgroup label such as an allocation method;
    `counts` are (events, total, events, total) behind it, where it came from a 2×2 table; `study` and
    `control` are opaque keys of the study and of its control group: effects that share one are not independent.
    """

    measure: Measure
    estimate: float
    variance: float
    key: str
    label: str = ""
    derivation: tuple[str, ...] = ()
    people: int | None = None
    group: str = ""
    counts: tuple[int, int, int, int] | None = None
    study: str = ""
    control: str = ""

    def __post_init__(self) -> None:
        if not isfinite(self.estimate):
            raise EffectError(f"{self.label or self.key}: an effect needs a finite estimate; found {self.estimate}.")
        if not (isfinite(self.variance) and self.variance > 0):
            raise EffectError(f"{self.label or self.key}: an effect needs a finite variance above 0; found {self.variance}.")

    @property
    def on_log_scale(self) -> bool:
        """Whether the estimate is a natural logarithm."""
        return self.measure in LOG_MEASURES
