"""The templates, which escape whatever they are given; they are read from the package and from nowhere else."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def template_texts() -> dict[str, str]:
    """Every template and style sheet of the house by name, for the report and for the screens that are set from the same parts."""
    folder = files("manystudies.pages") / "templates"
    return {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith((".jinja", ".css"))}


@cache
def _environment() -> "Environment":
    from jinja2 import DictLoader, Environment, StrictUndefined

    environment = Environment(
        loader=DictLoader(template_texts()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["sentence"] = with_capital
    return environment


def with_capital(text: str) -> str:
    """Words with a capital letter in front."""
    return text[:1].upper() + text[1:]


def render(template: str, names: Mapping[str, object]) -> str:
    """A template filled in; every value that is not markup already is escaped."""
    return _environment().get_template(template).render(names)
