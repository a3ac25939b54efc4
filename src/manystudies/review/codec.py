"""Nouns as JSON for the library: field by field, with the noun's name under `is`, empty fields left out.

A span is `[start, end]` (its document is the row's own); a number is `{"text", "span"}` with its comparator and unit where it has them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from fractions import Fraction

from manystudies.documents import Span
from manystudies.findings import Number

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def reading_json(kinds: Mapping[str, Sequence[object]]) -> str:
    """Nouns and all they hold as one line of JSON, a list by kind; fractions are written as text so that nothing is rounded."""
    return _ENCODER.encode({kind: [_plain(noun) for noun in nouns] for kind, nouns in kinds.items()})


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
    kind = type(value)
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = _names(kind)
    plain: dict[str, object] = {"is": kind.__name__}
    for name in names:
        held = getattr(value, name)
        if held is None or ((type(held) is str or type(held) is tuple) and not held):
            continue
        plain[name] = held if type(held) is str else _plain(held)
    return plain


_NAMES: dict[type, tuple[str, ...]] = {}
"""The fields of each noun met so far: looking them up again for every number would take longer than writing it."""


def _names(kind: type) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"The library keeps nouns, text and numbers; found a {kind.__name__}.")
    return tuple(each.name for each in fields(kind))
