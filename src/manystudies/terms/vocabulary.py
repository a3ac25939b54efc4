"""The concepts by name: the ones that come along, and those a user adds."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeGuard, get_args

from manystudies.errors import InputError
from manystudies.terms.concept import Better, Concept, ConceptKind
from manystudies.terms.spelling import spellings, words_of

_FILES: Mapping[ConceptKind, str] = MappingProxyType(
    {"intervention": "interventions", "condition": "conditions", "outcome": "outcomes", "analyte": "analytes", "population": "populations"}
)
_ACRONYM = 5  # letters up to which a name in capitals is one: "MS" is no "ms"


@dataclass(slots=True)
class Node:
    """One step into the names: the next word leads on, `ends` holds the names that end here."""

    words: dict[str, "Node"] = field(default_factory=dict)
    ends: list[tuple[Concept, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Concepts, ready to be found: by name, and word by word."""

    concepts: tuple[Concept, ...]
    by_name: Mapping[str, Concept] = field(repr=False)
    root: Node = field(repr=False)


def load_terms(extra: str = "") -> Vocabulary:
    r"""The vocabulary that comes along, with the terms of `extra` added: TOML with a table for each kind.

    >>> terms = load_terms('[intervention]\n"sea moss" = ["Chondrus crispus"]')
    >>> terms.by_name["chondrus crispus"].name
    'sea moss'

    Raises:
        InputError: `extra` is no TOML, or holds a table of an unknown kind or a term that is neither names nor fields.
    """
    return _shipped() if not extra else _vocabulary((*_added(extra), *_shipped().concepts))


@cache
def _shipped() -> Vocabulary:
    room = files("manystudies.terms")
    concepts: list[Concept] = []
    for kind, name in _FILES.items():
        concepts += _concepts(kind, tomllib.loads(room.joinpath(f"{name}.toml").read_text(encoding="utf-8")), f"{name}.toml")
    return _vocabulary(tuple(concepts))


def _added(extra: str) -> list[Concept]:
    try:
        tables = tomllib.loads(extra)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The extra terms need to be TOML; found: {error}.") from error
    concepts: list[Concept] = []
    for kind, table in tables.items():
        if not _is_kind(kind) or not isinstance(table, dict):
            raise InputError(f"The extra terms need tables named {', '.join(get_args(ConceptKind))}; found {kind!r}.")
        grouped = {
            name: terms
            for name, terms in table.items()
            if isinstance(terms, dict) and not ({"names", "better", "broader", "unit", "range"} & set(terms))
        }
        concepts += _concepts(kind, grouped, "the extra terms")
        concepts += _concepts(kind, {"": {name: terms for name, terms in table.items() if name not in grouped}}, "the extra terms")
    return concepts


def _is_kind(name: str) -> TypeGuard[ConceptKind]:
    return name in get_args(ConceptKind)


def _concepts(kind: ConceptKind, groups: Mapping[str, object], where: str) -> Iterator[Concept]:
    for group, terms in groups.items():
        if not isinstance(terms, dict):
            raise InputError(f"{where}: a group of terms needs to be a table; found {group!r}.")
        for name, term in terms.items():
            yield _concept(kind, group, str(name), {"names": term} if isinstance(term, list) else term, where)


def _concept(kind: ConceptKind, group: str, name: str, fields: object, where: str) -> Concept:
    if not isinstance(fields, dict):
        raise InputError(f"{where}: {name!r} needs a list of names or a table of fields; found {fields!r}.")
    names = fields.get("names", [])
    ends = fields.get("range", [None, None])
    units = fields.get("units", {})
    if not isinstance(names, list) or not isinstance(ends, list) or len(ends) != 2 or not isinstance(units, dict):  # noqa: PLR2004
        raise InputError(f"{where}: {name!r} needs names as a list, a range of two numbers and units as a table.")
    return Concept(
        name=name,
        kind=kind,
        synonyms=tuple(str(each) for each in names),
        group=group,
        broader=str(fields.get("broader", "")),
        better=_better(fields.get("better", "lower" if kind == "condition" else ""), name, where),
        low=_number(ends[0]),
        high=_number(ends[1]),
        important=_number(fields.get("important")),
        unit=str(fields.get("unit", "")),
        units=tuple((str(unit), float(factor)) for unit, factor in units.items()),
        source=str(fields.get("source", "")),
    )


def _better(value: object, name: str, where: str) -> Better:
    if value == "higher":
        return "higher"
    if value == "lower":
        return "lower"
    if value == "":
        return ""
    raise InputError(f"{where}: {name!r} needs better to be higher, lower or empty; found {value!r}.")


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _vocabulary(concepts: tuple[Concept, ...]) -> Vocabulary:
    """The concepts by name and by word; of two with one name, the first stays."""
    by_name: dict[str, Concept] = {}
    root = Node()
    for concept in concepts:
        for name in concept.names:
            key = name_key(name)
            if key and by_name.setdefault(key, concept) is concept:
                _enter(root, concept, name)
    return Vocabulary(concepts, MappingProxyType(by_name), root)


def _enter(root: Node, concept: Concept, name: str) -> None:
    node = root
    for word in words_of(name):
        forms = spellings(word)
        child = next((node.words[form] for form in forms if form in node.words), None) or Node()
        for form in forms:
            node.words.setdefault(form, child)
        node = child
    end = concept, exact_form(name)
    if end not in node.ends:
        node.ends.append(end)


def exact_form(name: str) -> str:
    """The letters that have to be printed exactly so, for a short name in capitals; else empty."""
    letters = "".join(letter for letter in name if letter.isalpha())
    return (
        name if 1 < len(letters) <= _ACRONYM and sum(letter.isupper() for letter in letters) >= len(letters) - 1 and " " not in name else ""
    )


def name_key(name: str) -> str:
    """A name as it is looked up: plain words in their first spelling, one space between them."""
    return " ".join(min(spellings(word), key=lambda form: (len(form), form)) for word in words_of(name))
