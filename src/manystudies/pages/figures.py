"""How a computed number is written: rounded here and nowhere before, with a true minus sign."""

from math import exp, floor, isfinite, log10

from manystudies.measures import LOG_MEASURES, Measure

SHARES: frozenset[Measure] = frozenset({"PR", "RD"})
"""Measures kept as 0–1 and shown in percent (a difference in percentage points)."""


def natural(value: float, measure: Measure) -> float:
    """A value of the analysis scale as a person reads it: ratios out of their logarithm, shares in percent."""
    if measure in LOG_MEASURES:
        return exp(min(max(value, -700.0), 700.0))
    return 100 * value if measure in SHARES else value


def figure(value: float, decimals: int = 2) -> str:
    """A number with `decimals` digits, or more where a small value would vanish (two that count, at most six).

    >>> figure(-3.456), figure(0.00312), figure(0.0), figure(12345.678, 0)
    ('−3.46', '0.0031', '0.00', '12,346')
    """
    if not isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "not a number"
    size = abs(value)
    if 0 < size < 0.5 * 10.0**-decimals * 10:
        decimals = min(6, max(decimals, 1 - floor(log10(size))))
    if size >= 1e15:  # noqa: PLR2004 - beyond what a double counts exactly
        return f"{value:.3g}".replace("-", "−")
    return plain(value, decimals)


def plain(value: float, decimals: int) -> str:
    """A number with exactly `decimals` digits.

    >>> plain(-0.0021, 2), plain(1234.5, 1)
    ('0.00', '1,234.5')
    """
    text = f"{value:,.{decimals}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text.replace("-", "−")


def shown(value: float, measure: Measure) -> str:
    """A value of the analysis scale, as printed on a page.

    >>> shown(-0.7145, "RR"), shown(-3.8, "MD"), shown(-0.0466, "RD")
    ('0.49', '−3.80', '−4.7')
    """
    return figure(natural(value, measure), 1 if measure in SHARES else 2)


def interval_shown(low: float, high: float, measure: Measure) -> str:
    """An interval of the analysis scale, as printed on a page.

    >>> interval_shown(-1.0669, -0.3622, "RR")
    '0.34 to 0.70'
    """
    ends = natural(low, measure), natural(high, measure)
    decimals = 1 if measure in SHARES else 2
    if measure in LOG_MEASURES or max(map(abs, ends)) < 10.0 ** (1 - decimals):
        return " to ".join(figure(end, decimals) for end in ends)
    # Beside an end of ordinary size, a small one needs no more digits than it.
    return " to ".join(plain(end, decimals) for end in ends)


def p_shown(p: float) -> str:
    """A p-value with its sign.

    >>> p_shown(0.00001), p_shown(0.0214), p_shown(0.5)
    ('p < 0.001', 'p = 0.021', 'p = 0.50')
    """
    if p < 0.001:  # noqa: PLR2004 - the usual floor of printed p-values
        return "p < 0.001"
    return f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"  # noqa: PLR2004 - three digits where they decide
