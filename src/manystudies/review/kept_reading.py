"""What the library keeps of a page, as nouns again: JSON to the very studies, claims, findings and problems that were read."""

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import cache
from typing import Literal, Union, get_args, get_origin, get_type_hints

from manystudies.checks import Problem
from manystudies.claims import Claim
from manystudies.documents import Span
from manystudies.errors import LibraryError, ManystudiesError
from manystudies.findings import BeforeAfter, Counts, Criterion, Difference, Finding, Number, OneArm, Ratio, Share, Test, TwoArms
from manystudies.measures import Printed
from manystudies.studies import Study


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one page and all that was checked on it."""

    studies: tuple[Study, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    recomputed: tuple[Problem, ...]


_Read = Callable[[object, str], object]
_FINDINGS = (BeforeAfter, Counts, Criterion, Difference, OneArm, Ratio, Share, Test, TwoArms)


def kept_reading(data: bytes, identity: str) -> Reading:
    """The reading that `reading_json` wrote of the document with this identity; every noun equals the one that was read.

    About five times as fast as reading the page again.

    Raises:
        LibraryError: the JSON was written by other rules.
    """
    try:
        plain = json.loads(data.decode("utf-8", "surrogatepass"))
        studies, claims = _list(plain, "studies", _maker(Study), identity), _list(plain, "claims", _maker(Claim), identity)
        findings = _list(plain, "findings", _finding, identity)
        problems, recomputed = (_list(plain, kind, _maker(Problem), identity) for kind in ("problems", "recomputed"))
    except (ManystudiesError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise LibraryError(f"The reading of {identity[:12]} was kept by other rules: {error}") from error
    return Reading(
        tuple(each for each in studies if isinstance(each, Study)),
        tuple(each for each in claims if isinstance(each, Claim)),
        tuple(each for each in findings if isinstance(each, _FINDINGS)),
        tuple(each for each in problems if isinstance(each, Problem)),
        tuple(each for each in recomputed if isinstance(each, Problem)),
    )


def _list(plain: Mapping[str, Sequence[object]], kind: str, make: _Read, identity: str) -> list[object]:
    return [make(each, identity) for each in plain[kind]]


def _finding(value: object, identity: str) -> object:
    if not isinstance(value, dict):
        raise TypeError(f"a finding is no {type(value).__name__}")
    kinds = {kind.__name__: kind for kind in _FINDINGS}
    return _maker(kinds[value["is"]])(value, identity)


def _number(value: object, identity: str) -> Number:
    if not isinstance(value, dict):
        raise TypeError(f"a number is no {type(value).__name__}")
    text, (start, end) = value["text"], value["span"]
    in_words = "value" in value
    printed = Printed(text, Fraction(value["value"]), 0) if in_words else Printed.read(text)
    return Number(printed, Span(identity, start, end), value.get("comparator", "="), value.get("unit", ""), in_words)


def _span(value: object, identity: str) -> Span:
    if not isinstance(value, list):
        raise TypeError(f"a span is no {type(value).__name__}")
    return Span(identity, value[0], value[1])


def _same(value: object, _: str) -> object:
    return value


@cache
def _maker(hint: object) -> _Read:
    """How a value of this type is made from plain JSON."""
    if hint is Span:
        return _span
    if hint is Number:
        return _number
    if isinstance(hint, type) and is_dataclass(hint):
        return _noun(hint)
    origin, inside = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple(inside)
    if origin in {Union, types.UnionType}:
        kinds = [each for each in inside if each is not type(None)]
        if len(kinds) == 1:
            return _maker(kinds[0])
        if all(isinstance(each, type) and is_dataclass(each) for each in kinds):
            named = {each.__name__: _maker(each) for each in kinds}
            return lambda value, identity: named[value["is"]](value, identity) if isinstance(value, dict) else value
        return _same
    if origin is Literal or hint in {str, int, float, bool}:
        return _same
    raise TypeError(f"the library keeps no {hint}")


def _tuple(inside: tuple[object, ...]) -> _Read:
    if len(inside) == 2 and inside[1] is Ellipsis:  # noqa: PLR2004 - tuple[Kind, ...]
        each = _maker(inside[0])
        return lambda value, identity: tuple([each(item, identity) for item in value]) if isinstance(value, list) else ()
    makers = tuple(map(_maker, inside))

    def made(value: object, identity: str) -> tuple[object, ...]:
        items = value if isinstance(value, list) else []
        return tuple(make(item, identity) for make, item in zip(makers, items, strict=True))

    return made


def _noun(kind: type) -> _Read:
    hints = get_type_hints(kind)
    makers = {each.name: _maker(hints[each.name]) for each in fields(kind)}
    # What was left out as empty: words and tuples are empty then, the rest is nothing.
    empty: dict[str, object] = {name: "" if _is_text(hints[name]) else () if get_origin(hints[name]) is tuple else None for name in makers}
    build: Callable[..., object] = kind

    def made(value: object, identity: str) -> object:
        if not isinstance(value, dict):
            raise TypeError(f"a {kind.__name__} is no {type(value).__name__}")
        held = empty.copy()
        for name, plain in value.items():
            if name != "is":
                held[name] = makers[name](plain, identity)
        return build(**held)

    return made


def _is_text(hint: object) -> bool:
    return hint is str or (get_origin(hint) is Literal and "" in get_args(hint))
