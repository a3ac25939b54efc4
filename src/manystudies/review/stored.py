"""Nouns back from the library's JSON, so that a page once read need not be read again."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import cache
from typing import Literal, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from manystudies.checks import Problem
from manystudies.claims import Claim
from manystudies.documents import Span
from manystudies.errors import InputError, ManystudiesError
from manystudies.findings import Finding, Number
from manystudies.measures import Printed
from manystudies.studies import Study

Maker: TypeAlias = Callable[[object, str], object]
"""Makes a noun, or a part of one, of its JSON; the text is the identity of the document that spans lie in."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was read from one page, as it was kept."""

    studies: tuple[Study, ...]
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    recomputed: tuple[Problem, ...]


def stored_reading(reading: bytes, identity: str) -> Stored:
    """The nouns that `reading_json` wrote for the document of this identity.

    Raises:
        InputError: it is no such reading, or one of another version.
    """
    try:
        held = json.loads(reading.decode("utf-8", "surrogatepass"))
        made = {kind: tuple(maker(each, identity) for each in held[kind]) for kind, maker in _makers().items()}
    except (AttributeError, KeyError, ManystudiesError, TypeError, ValueError) as error:
        raise InputError(f"{identity[:12]}: needs a reading of this version; found {type(error).__name__}: {error}.") from error
    return Stored(
        cast("tuple[Study, ...]", made["studies"]),
        cast("tuple[Finding, ...]", made["findings"]),
        cast("tuple[Claim, ...]", made["claims"]),
        cast("tuple[Problem, ...]", made["problems"]),
        cast("tuple[Problem, ...]", made["recomputed"]),
    )


@cache
def _makers() -> Mapping[str, Maker]:
    problem = _maker(Problem)
    return {"studies": _maker(Study), "findings": _maker(Finding), "claims": _maker(Claim), "problems": problem, "recomputed": problem}


@cache
def _maker(hint: object) -> Maker:
    """What makes a value of a field's type."""
    if hint is Span:
        return _span
    if hint is Number:
        return _number
    if hint is Fraction:
        return lambda value, _: Fraction(str(value))
    if isinstance(hint, type) and is_dataclass(hint):
        return _noun(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple(inner)
    if origin in {Union, types.UnionType}:
        kinds = [each for each in inner if each is not type(None)]
        if len(kinds) == 1:
            return _maker(kinds[0])
        by_name = {kind.__name__: _maker(kind) for kind in kinds if isinstance(kind, type) and is_dataclass(kind)}
        return (lambda value, identity: by_name[cast("dict[str, str]", value)["is"]](value, identity)) if by_name else _as_it_is
    return _as_it_is


def _as_it_is(value: object, identity: str) -> object:  # noqa: ARG001 - one of several makers
    return value


def _span(value: object, identity: str) -> object:
    start, end = cast("list[int]", value)
    return Span(identity, start, end)


def _number(value: object, identity: str) -> object:
    held = cast("dict[str, str]", value)
    printed = Printed(held["text"], Fraction(held["value"]), 0) if "value" in held else Printed.read(held["text"])
    comparator = cast("Literal['=']", held.get("comparator", "="))
    start, end = cast("list[int]", held["span"])
    return Number(printed, Span(identity, start, end), comparator, held.get("unit", ""), "value" in held)


def _tuple(inner: tuple[object, ...]) -> Maker:
    if inner[-1] is Ellipsis:
        each = _maker(inner[0])
        if each is _as_it_is:
            return lambda value, _: tuple(cast("list[object]", value))
        return lambda value, identity: tuple([each(one, identity) for one in cast("list[object]", value)])
    parts = [_maker(hint) for hint in inner]
    return lambda value, identity: tuple([part(one, identity) for part, one in zip(parts, cast("list[object]", value), strict=True)])


def _noun(kind: type) -> Maker:
    hints = get_type_hints(kind)
    makers = {field.name: _maker(hints[field.name]) for field in fields(kind)}
    # What was left out was None, "" or (); where that is not the default of the field it has to be said.
    empty = {field.name: _empty(hints[field.name]) for field in fields(kind)}
    plain = frozenset(name for name, maker in makers.items() if maker is _as_it_is)

    def make(value: object, identity: str) -> object:
        held = cast("dict[str, object]", value)
        made = {
            name: (empty[name] if name not in held else held[name] if name in plain else maker(held[name], identity))
            for name, maker in makers.items()
        }
        return kind(**made)

    return make


def _empty(hint: object) -> object:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType} and type(None) in inner:
        return None
    return () if origin is tuple else ""
