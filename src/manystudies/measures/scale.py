"""From the analysis scale back to what a page shows."""

from math import asin, exp, pi, sin, sqrt, tanh

from manystudies.errors import EffectError
from manystudies.measures.effect import LOG_MEASURES, Measure


def back_transformed(measure: Measure, value: float, people: float | None = None) -> float:
    """A value on the analysis scale of a measure as a page shows it.

    exp for log measures, 1/(1 + e⁻ˣ) for PLO, sin² for PAS, tanh for ZCOR, Miller's inverse at `people` for PFT
    (the harmonic mean of the sample sizes for a pooled value), everything else as it is.

    >>> round(back_transformed("RR", -0.7145), 2)
    0.49

    Raises:
        EffectError: PFT without a number of people.

    Source: Miller (1978), The American Statistician 32, 138. https://doi.org/10.1080/00031305.1978.10479283
    """
    if measure in LOG_MEASURES:
        return exp(value)
    match measure:
        case "PLO":
            return 1 / (1 + exp(-value)) if value > 0 else exp(value) / (1 + exp(value))
        case "PAS":
            return sin(min(max(value, 0.0), pi / 2)) ** 2
        case "PFT":
            return _miller(value, people)
        case "ZCOR":
            return tanh(value)
        case _:
            return value


def _miller(value: float, people: float | None) -> float:
    if people is None or people <= 0:
        raise EffectError(f"A Freeman–Tukey share turns back only at a number of people above 0; found {people}.")
    ends = [(asin(sqrt(x / (people + 1))) + asin(sqrt((x + 1) / (people + 1)))) / 2 for x in (0, people)]
    # Beyond what 0 and all people transform to, the inverse folds back.
    if value <= ends[0]:
        return 0.0
    if value >= ends[1]:
        return 1.0
    twice = 2 * value
    inner = sin(twice) + (sin(twice) - 1 / sin(twice)) / people
    sign = 1 if twice < pi / 2 else -1
    return (1 - sign * sqrt(max(1 - inner**2, 0.0))) / 2
