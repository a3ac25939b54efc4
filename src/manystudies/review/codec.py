"""Nouns as JSON for the library: field by field, with the noun's name under `is`, empty fields left out.

A span is `[start, end]` (its document is the row's own); a number is `{"text", "span"}` with its comparator and unit where it has them, and its
value where it is printed in words.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from fractions import Fraction
from operator import attrgetter

from manystudies.documents import Span
from manystudies.findings import Number


def reading_json(kinds: Mapping[str, Sequence[object]]) -> str:
    """Nouns and all they hold as one line of JSON, a list by kind; fractions are written as text so that nothing is rounded."""
    return _ENCODER.encode(kinds)


def _plain(value: object) -> object:
    """What JSON knows no word for, one level at a time: the encoder asks again for what is inside."""
    if type(value) is Span:
        return (value.start, value.end)
    if type(value) is Number:
        told: dict[str, object] = {"text": value.printed.text, "span": (value.span.start, value.span.end)}
        if value.comparator != "=":
            told["comparator"] = value.comparator
        if value.unit:
            told["unit"] = value.unit
        if value.in_words:
            told["value"] = value.printed.value
        return told
    kind = type(value)
    fetch = _FETCH.get(kind)
    if fetch is None:
        if isinstance(value, Fraction):
            return str(value)
        names = _names(kind)
        fetch = _FETCH[kind] = ("is", *names), attrgetter("__class__.__name__", *names)
    return {
        name: held
        for name, held in zip(fetch[0], fetch[1](value), strict=True)
        if held or (held is not None and type(held) is not str and type(held) is not tuple)
    }


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_plain)
_FETCH: dict[type, tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]] = {}
"""The fields of each noun met so far, and what fetches them: looking them up again for every number would take longer than writing it."""


def _names(kind: type) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"The library keeps nouns, text and numbers; found a {kind.__name__}.")
    return tuple(each.name for each in fields(kind))
