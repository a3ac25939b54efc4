"""Nouns as JSON for the library: field by field, with the noun's name under `is`, empty fields left out.

A span is `[start, end]` (its document is the row's own); a number is `{"text", "span"}` with its comparator and unit where it has them.
"""

import json
from dataclasses import fields, is_dataclass
from fractions import Fraction

from manystudies.documents import Span
from manystudies.findings import Number


def to_json(noun: object) -> str:
    """A noun and all it holds as one line of JSON; fractions are written as text so that nothing is rounded."""
    return json.dumps(_plain(noun), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Number):
        told = {"text": value.printed.text, "span": [value.span.start, value.span.end]}
        if value.comparator != "=":
            told["comparator"] = value.comparator
        if value.unit:
            told["unit"] = value.unit
        return told
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Fraction):
        return str(value)
    if not is_dataclass(value):
        raise TypeError(f"The library keeps nouns, text and numbers; found a {type(value).__name__}.")
    plain: dict[str, object] = {"is": type(value).__name__}
    for each in fields(value):
        held = getattr(value, each.name)
        if held is not None and held not in ("", ()):
            plain[each.name] = _plain(held)
    return plain
