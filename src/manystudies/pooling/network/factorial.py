"""Interactions where one trial has all four arms: neither, one, the other, both.

Only within such a trial is the interaction free of any assumption about other trials.

Source:
    McAlister et al. (2003), JAMA 289, 2545-2553. https://doi.org/10.1001/jama.289.19.2545
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from manystudies.pooling.intervals import normal_p, normal_quantile
from manystudies.pooling.network.contrast import Trial
from manystudies.pooling.network.identify import components_of


@dataclass(frozen=True, slots=True)
class Interaction:
    """Both together minus the sum of each alone, on the analysis scale, in one trial; `background` is what all four arms also had."""

    study: str
    first: str
    second: str
    background: tuple[str, ...]
    estimate: float
    standard_error: float
    low: float
    high: float
    p: float


def interactions(
    trials: Sequence[Trial], *, separator: str = "+", inactive: str | None = None, level: float = 0.95
) -> tuple[Interaction, ...]:
    """Every factorial interaction that one trial can show: (A + B) − A − B + neither, with the covariances of its arms.

    Not to be believed to be absent because it is not significant: a factorial trial sees an interaction with a quarter
    of the information it has on a main effect.
    """
    found = []
    for trial in trials:
        arms = {
            frozenset(components_of(name, separator=separator, inactive=inactive)): index for index, name in enumerate(trial.treatments)
        }
        for base, start in arms.items():
            singles = sorted(next(iter(arm - base)) for arm in arms if base < arm and len(arm) == len(base) + 1)
            for i, first in enumerate(singles):
                for second in singles[i + 1 :]:
                    both = base | {first, second}
                    if both in arms:
                        plus, minus = (arms[both], start), (arms[base | {first}], arms[base | {second}])
                        estimate, error = _contrast(trial, plus, minus)
                        reach = normal_quantile(level) * error
                        low, high, p = estimate - reach, estimate + reach, normal_p(estimate / error)
                        found.append(Interaction(trial.study, first, second, tuple(sorted(base)), estimate, error, low, high, p))
    return tuple(found)


def _contrast(trial: Trial, plus: tuple[int, int], minus: tuple[int, int]) -> tuple[float, float]:
    """The arms `plus` minus the arms `minus`, and the standard error."""
    weights = np.zeros(len(trial.treatments))
    weights[list(plus)], weights[list(minus)] = 1.0, -1.0
    # The signs add up to zero, so the arm all effects are measured against drops out.
    return float(weights[1:] @ trial.estimates), sqrt(float(weights[1:] @ trial.covariance @ weights[1:]))
