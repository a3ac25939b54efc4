"""The templates, which escape whatever they are given; they are read from the package and from nowhere else."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> "Environment":
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files("manystudies.pages") / "templates"
    texts = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith((".jinja", ".css"))}
    environment = Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["sentence"] = _sentence
    return environment


def _sentence(text: str) -> str:
    """Words with a capital letter in front."""
    return text[:1].upper() + text[1:]


def render(template: str, names: Mapping[str, object]) -> str:
    """A template filled in; every value that is not markup already is escaped."""
    return _environment().get_template(template).render(names)
