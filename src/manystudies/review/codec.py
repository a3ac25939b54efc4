"""Nouns as JSON for the library: field by field, with the noun's name under `is`."""

import json
from dataclasses import fields, is_dataclass
from fractions import Fraction


def to_json(noun: object) -> str:
    """A noun and all it holds as one line of JSON; fractions are written as text so that nothing is rounded."""
    return json.dumps(_plain(noun), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {"is": type(value).__name__, **{name: held for name, held in named.items() if held not in (None, "", [])}}
    return value
