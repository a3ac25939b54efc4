"""Mean and SD from a median with its range or quartiles, by sample-size weights: estimators, which never accuse."""

import math
from dataclasses import dataclass
from math import log, sqrt

from manystudies.errors import NumberError
from manystudies.measures.identity import Filled, Identity
from manystudies.measures.normal import normal_quantile
from manystudies.measures.printed import Printed

_MEAN = "mean from median and quantiles"
_SD = "SD from quantiles"


@dataclass(frozen=True, slots=True)
class Quantiles:
    """A median with its range, its quartiles or both, and how many people they describe.

    Raises:
        NumberError: half a pair, numbers out of order, or fewer than three people.
    """

    median: Printed
    people: int
    quartiles: tuple[Printed, Printed] | None = None
    ends: tuple[Printed, Printed] | None = None

    def __post_init__(self) -> None:
        if self.quartiles is None and self.ends is None:
            raise NumberError(f"A median of {self.median.text} needs a range or quartiles beside it; found neither.")
        if self.people < 3:  # noqa: PLR2004  # quartiles of two people are the people
            raise NumberError(f"Quantiles need at least three people; found {self.people}.")
        values = [number.value for number in self.ordered]
        if values != sorted(values):
            raise NumberError(f"Quantiles need to stand in order; found {', '.join(number.text for number in self.ordered)}.")

    @property
    def ordered(self) -> tuple[Printed, ...]:
        """The printed numbers from lowest to highest."""
        low, high = self.ends or ((), ())
        first, third = self.quartiles or ((), ())
        return tuple(number for number in (low, first, self.median, third, high) if isinstance(number, Printed))

    @property
    def texts(self) -> tuple[str, ...]:
        """The numbers as printed, and the people."""
        return (*(number.text for number in self.ordered), str(self.people))

    @property
    def quartile_values(self) -> tuple[float, float] | None:
        """The quartiles as doubles."""
        return (float(self.quartiles[0]), float(self.quartiles[1])) if self.quartiles else None

    @property
    def end_values(self) -> tuple[float, float] | None:
        """The range as doubles."""
        return (float(self.ends[0]), float(self.ends[1])) if self.ends else None


def _range_factor(people: int) -> float:
    """How many SDs from the middle the largest of that many normal values is expected: Φ⁻¹((n − 0.375) / (n + 0.25))."""
    return normal_quantile((people - 0.375) / (people + 0.25))


def _quartile_factor(people: int) -> float:
    """The same for the upper quartile: Φ⁻¹((0.75 n − 0.125) / (n + 0.25))."""
    return normal_quantile((0.75 * people - 0.125) / (people + 0.25))


Pair = tuple[float, float]


def luo_mean(median: float, quartiles: Pair | None, ends: Pair | None, people: int) -> float:
    """Luo's mean: a weighted middle of median, quartiles and range, with weights that depend on n.

    Range: w (a + b)/2 + (1 − w) m, w = 4 / (4 + n^0.75). Quartiles: w (q₁ + q₃)/2 + (1 − w) m, w = 0.7 + 0.39 / n.
    Both: w₁ = 2.2 / (2.2 + n^0.75), w₂ = 0.7 − 0.72 / n^0.55.

    When not to believe it: skewed data (see `looks_skewed`); the formula is for the normal distribution.

    Source: Luo et al. (2018), https://doi.org/10.1177/0962280216669183
    """
    quarters = sum(quartiles) / 2 if quartiles else 0.0
    reach = sum(ends) / 2 if ends else 0.0
    if quartiles and ends:
        outer, inner = 2.2 / (2.2 + math.pow(people, 0.75)), 0.7 - 0.72 / math.pow(people, 0.55)
        return outer * reach + inner * quarters + (1 - outer - inner) * median
    if quartiles:
        weight = 0.7 + 0.39 / people
        return weight * quarters + (1 - weight) * median
    weight = 4 / (4 + math.pow(people, 0.75))
    return weight * reach + (1 - weight) * median


def wan_sd(quartiles: Pair | None, ends: Pair | None, people: int) -> float:
    """Wan's SD from range, quartiles or the mean of both.

    Range: (b − a) / (2 Φ⁻¹((n − 0.375)/(n + 0.25))); quartiles: (q₃ − q₁) / (2 Φ⁻¹((0.75n − 0.125)/(n + 0.25))).

    When not to believe it: skewed data.

    Source: Wan et al. (2014), https://doi.org/10.1186/1471-2288-14-135
    """
    guesses = []
    if ends:
        guesses.append((ends[1] - ends[0]) / (2 * _range_factor(people)))
    if quartiles:
        guesses.append((quartiles[1] - quartiles[0]) / (2 * _quartile_factor(people)))
    return sum(guesses) / len(guesses)


def shi_sd(quartiles: Pair, ends: Pair, people: int) -> float:
    """Shi's SD where range and quartiles are both told, weighted by n.

    (b − a)/θ₁ + (q₃ − q₁)/θ₂, θ₁ = (2 + 0.14 n^0.6) Φ⁻¹((n − 0.375)/(n + 0.25)), θ₂ = (2 + 2/(0.07 n^0.6)) Φ⁻¹((0.75n − 0.125)/(n + 0.25)).

    Source: Shi et al. (2020), https://doi.org/10.1002/jrsm.1429
    """
    power = math.pow(people, 0.6)
    outer, inner = (2 + 0.14 * power) * _range_factor(people), (2 + 2 / (0.07 * power)) * _quartile_factor(people)
    return (ends[1] - ends[0]) / outer + (quartiles[1] - quartiles[0]) / inner


def looks_skewed(values: Quantiles) -> bool:
    """Whether the quantiles are too lopsided for normal data, at the 5 % level: then no mean and SD should be filled in.

    Range: |a + b − 2m| / (b − a) > 1.01/ln(n + 9) + 2.43/(n + 1). Quartiles: |q₁ + q₃ − 2m| / (q₃ − q₁) > 2.66/√n − 5.92/n².
    Both: the larger of 2.65 ln(0.6 n)/√n times the first and the second > 2.97/√n − 39.1/n³.

    Source: Shi et al. (2023), Statistical Methods in Medical Research 32, 1338-1360. https://doi.org/10.1177/09622802231172043
    """
    n, median = values.people, float(values.median)

    def lean(pair: Pair) -> float:
        low, high = pair
        return abs(low + high - 2 * median) / (high - low) if high > low else 0.0

    quartiles, ends = values.quartile_values, values.end_values
    if quartiles and ends:
        statistic = max(2.65 * log(0.6 * n) / sqrt(n) * lean(ends), lean(quartiles))
        return statistic > 2.97 / sqrt(n) - 39.1 / n**3
    if quartiles:
        return lean(quartiles) > 2.66 / sqrt(n) - 5.92 / n**2
    return ends is not None and lean(ends) > 1.01 / log(n + 9) + 2.43 / (n + 1)


def _assumption(values: Quantiles, method: str) -> str:
    return f"normal data ({method})" + ("; the quantiles look skewed" if looks_skewed(values) else "")


def fill_mean_of_quantiles(values: Quantiles) -> Filled:
    """Luo's mean of a median with its range or quartiles, labelled as an estimate."""
    value = luo_mean(float(values.median), values.quartile_values, values.end_values, values.people)
    return Filled("mean", value, _MEAN, values.texts, assumption=_assumption(values, "Luo"))


def fill_sd_of_quantiles(values: Quantiles) -> Filled | None:
    """Wan's SD (Shi's where range and quartiles are told), labelled as an estimate; None where all values are equal."""
    quartiles, ends = values.quartile_values, values.end_values
    both = quartiles is not None and ends is not None
    value = shi_sd(quartiles, ends, values.people) if quartiles and ends else wan_sd(quartiles, ends, values.people)
    return Filled("SD", value, _SD, values.texts, assumption=_assumption(values, "Shi" if both else "Wan")) if value > 0 else None


MEAN_OF_QUANTILES = Identity(
    _MEAN, "estimator", "w (a + b)/2 + (1 − w) m, w = 4/(4 + n^0.75); w (q₁ + q₃)/2 + (1 − w) m, w = 0.7 + 0.39/n",
    "Luo et al. (2018), https://doi.org/10.1177/0962280216669183", ("values",), fills=(fill_mean_of_quantiles,),
)  # fmt: skip
SD_OF_QUANTILES = Identity(
    _SD, "estimator", "(b − a)/(2 Φ⁻¹((n − 0.375)/(n + 0.25))); (q₃ − q₁)/(2 Φ⁻¹((0.75n − 0.125)/(n + 0.25)))",
    "Wan et al. (2014), https://doi.org/10.1186/1471-2288-14-135; Shi et al. (2020), https://doi.org/10.1002/jrsm.1429", ("values",),
    fills=(fill_sd_of_quantiles,),
)  # fmt: skip
