"""The axis of a forest plot: which range it shows and which round values it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, exp, floor, log, log10

_REACH = 0.75
"""How far an interval may stretch the axis beyond the estimates, as a share of their own range."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A range of the analysis scale, drawn from `left` to `right`; `ticks` are (place on the scale, label)."""

    low: float
    high: float
    left: float
    right: float
    ticks: tuple[tuple[float, str], ...]

    def x(self, value: float) -> float:
        """Where a value is drawn; one beyond the range is drawn at its end."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.left + share * (self.right - self.left), 1)

    def holds(self, value: float) -> bool:
        """Whether a value lies inside the range."""
        return self.low <= value <= self.high


def axis(
    points: Iterable[float],
    intervals: Iterable[tuple[float, float]],
    left: float,
    right: float,
    *,
    log_scale: bool,
    most: int,
    zero: bool = True,
) -> Axis:
    """An axis that shows every point, and intervals as far as they do not drown the points.

    `points` must all be visible; the ends of `intervals` may be cut, and are then drawn as arrows. At most
    `most` ticks are named. `zero` asks for no difference to be on the axis.
    """
    core = [*((0.0,) if zero else ()), *points]
    low, high = min(core), max(core)
    reach = max(_REACH * (high - low), log(2.5) if log_scale else 0.25 * (high - low) or 1.0)
    ends = [end for interval in intervals for end in interval]
    low, high = max(min([low, *ends]), low - reach), min(max([high, *ends]), high + reach)
    room = 0.03 * (high - low) or 1.0
    low, high = low - room, high + room
    return Axis(low, high, left, right, _log_ticks(low, high, most) if log_scale else _plain_ticks(low, high, most))


def _log_ticks(low: float, high: float, most: int) -> tuple[tuple[float, str], ...]:
    first, last = floor(max(low, -300.0) / log(10)), ceil(min(high, 300.0) / log(10))
    ladders: list[tuple[float, ...]] = [(1, 1.5, 2, 3, 4, 5, 7), (1, 2, 5), (1,)]
    for steps in ladders:
        values = [step * 10.0**power for power in range(first, last + 1) for step in steps if low <= log(step * 10.0**power) <= high]
        if len(values) <= most:
            break
    else:
        apart = ceil((last - first) / most)
        values = [10.0**power for power in range(first, last + 1) if power % apart == 0 and low <= power * log(10) <= high]
    return tuple((log(value), f"{value:,.15g}" if value >= 1e-4 else f"{value:.0e}") for value in values)  # noqa: PLR2004


def _plain_ticks(low: float, high: float, most: int) -> tuple[tuple[float, str], ...]:
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    decimals = max(0, -floor(log10(step) + 1e-9), 1 if step in (2.5, 0.25) else 0)
    values = [step * count for count in range(ceil(low / step), floor(high / step) + 1)]
    return tuple((value, f"{value:.{decimals}f}".replace("-", "\N{MINUS SIGN}") if value else "0") for value in values)


def ratio(value: float) -> float:
    """The natural value of a logarithm, kept from overflowing."""
    return exp(min(max(value, -700.0), 700.0))
