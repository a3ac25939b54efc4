"""How a recomputed number is worded: enough digits to see the disagreement, never more."""

from math import floor, isfinite, isinf, log10

_LARGE = 1e7


def shown(value: float, decimals: int) -> str:
    """`value` with that many digits behind the point (at least 0, at most 12)."""
    if not isfinite(value):
        return ("-" if value < 0 else "") + "infinity" if isinf(value) else "undefined"
    if abs(value) >= _LARGE:
        return f"{value:.4g}"
    text = f"{value:.{min(max(decimals, 0), 12)}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def shown_significant(value: float, digits: int = 3) -> str:
    """`value` with that many significant digits, written out."""
    if value == 0 or not isfinite(value):
        return shown(value, 0)
    return shown(value, digits - 1 - floor(log10(abs(value))))


def shown_p(p: float) -> str:
    """A p-value as journals print it: two significant digits, "< .0001" below that.

    >>> shown_p(0.00207)
    '.0021'
    """
    if p < 0.0001:  # noqa: PLR2004  # below this, journals print a bound
        return "< .0001"
    text = shown_significant(p, 2)
    return text[1:] if text.startswith("0.") else text


def shown_range(low: float, high: float, decimals: int) -> str:
    """A range as "2.3 to 7.9"."""
    return f"{shown(low, decimals)} to {shown(high, decimals)}"


def worded_p(p: float) -> str:
    """A computed p-value in words for a sentence: "p = .0021", "p < .0001"."""
    text = shown_p(p)
    return f"p {text}" if text.startswith("<") else f"p = {text}"
