"""Numbers as an answer prints them: on the scale a reader sees, with a true minus and no false precision."""

from math import exp, floor, log10

from manystudies.measures import LOG_MEASURES, Measure

_MINUS = "\N{MINUS SIGN}"
_TINY = 0.01
_HUNDRED = 100


def shown(value: float, measure: Measure) -> str:
    """A value of the analysis scale as text: ratios with two decimals, differences with one (two below 1).

    >>> shown(-0.7133498878774648, "RR")
    '0.49'
    >>> shown(-4.0, "MD")
    '−4.0'
    """
    if measure in LOG_MEASURES:
        ratio = exp(min(value, 690.0))
        if ratio >= _HUNDRED:
            return f"{ratio:.0f}" if ratio < 1e6 else "more than 1,000,000"  # noqa: PLR2004
        return f"{ratio:.2f}" if ratio >= _TINY else f"{ratio:.{1 - floor(log10(ratio))}f}" if ratio > 1e-9 else "0.00"  # noqa: PLR2004
    return plain(value, 2 if measure in {"RD", "SMD", "SMDH", "COR", "ZCOR"} else 1)


def plain(value: float, decimals: int) -> str:
    """A number with so many decimals, thousands apart, a true minus, and no minus zero."""
    text = f"{value:,.{decimals}f}"
    if not text.strip("-0.,"):
        return text.lstrip("-")
    return text.replace("-", _MINUS)


def counted(number: int, one: str, many: str) -> str:
    """A count with its noun: "1 trial", "13 trials"."""
    return f"{number:,} {one if number == 1 else many}"
