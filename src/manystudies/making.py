"""Frozen nouns made in half the time: each field is set through its slot, which is looked up once for all nouns of a kind."""

from collections.abc import Callable
from dataclasses import fields
from typing import TypeVar

Noun = TypeVar("Noun")


def quick(noun: type[Noun]) -> type[Noun]:
    """A frozen dataclass with slots as it was, made faster; for nouns of which a page holds dozens.

    A frozen dataclass sets its fields by name (`object.__setattr__`), because its own attributes cannot be set. That is half of
    what making a noun costs. The slots themselves can be set, so the new `__init__` calls them one after the other. What it
    takes, its defaults, and `__post_init__` stay the same.

    Raises:
        TypeError: the class has no slots, or a field that is not simply given (a factory, or one told by name only).
    """
    old = vars(noun)["__init__"]
    names = [each.name for each in fields(noun)]  # type: ignore[arg-type] # a dataclass, which cannot be said of a type variable
    given = old.__code__.co_varnames[1 : old.__code__.co_argcount]
    slots = [vars(noun).get(name) for name in names]
    if (
        tuple(names) != given
        or old.__kwdefaults__
        or any("factory" in type(default).__name__.lower() for default in old.__defaults__ or ())
    ):
        raise TypeError(f"{noun.__name__} needs fields that are given in order, without factories.")
    if any(not hasattr(slot, "__set__") for slot in slots):
        raise TypeError(f"{noun.__name__} needs slots.")
    lines = [f"def __init__(self, {', '.join(names)}):", *(f"    set_{name}(self, {name})" for name in names)]
    if hasattr(noun, "__post_init__"):
        lines.append("    self.__post_init__()")
    space: dict[str, Callable[..., None]] = {
        f"set_{name}": slot.__set__ for name, slot in zip(names, slots, strict=True) if slot is not None
    }
    exec("\n".join(lines), space)  # noqa: S102 - names of fields only, as dataclasses themselves are made
    made = space["__init__"]
    made.__defaults__, made.__annotations__ = old.__defaults__, old.__annotations__
    made.__qualname__, made.__module__ = old.__qualname__, noun.__module__
    setattr(noun, "__init__", made)  # noqa: B010 - of a class that is only known by its variable
    return noun
