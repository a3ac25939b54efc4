"""Front matter: the metadata above a page, as JSON, YAML or TOML; what does not parse is told, and the page still read."""

import json
import re
from dataclasses import dataclass

from manystudies.documents.document import FrontMatter, Note
from manystudies.documents.span import Span

Value = str | list["Value"] | dict[str, "Value"]

_START = re.compile(r"\ufeff?\s{0,1000}?(?=[{+-])")
_FENCED = {"---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE), "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE)}
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\r?\n")
_OBJECT = re.compile(r"\{\s*(?:\"[^\"\n]{1,200}\"\s*:|\})")
_OBJECT_END = re.compile(r"^\}[ \t]*\r?$", re.MULTILINE)
_BLANK_REST = re.compile(r"[ \t]*(?:\r?\n|$)")
_FIELD_LINE = re.compile(r"^[ \t]{0,8}[\"']?([A-Za-z_][\w -]{0,60}?)[\"']?[ \t]*[:=][ \t]*(\S[^\r\n]*?)[ \t]*,?[ \t]*\r?$", re.MULTILINE)
_YAML_KEY = re.compile(r"\s*(?:[\"']?[\w .-]{1,80}[\"']?\s*:(?:\s|$)|#)")
# Brackets or dashes in a row that no page needs; parsers of YAML take quadratic time over them.
_TOO_DEEP = re.compile(r"(?:[\[{]\s{0,9}){30}|(?:[-?:][ \t]{1,9}){30}")
_LONGEST = 200_000
_TAG_KEYS = ("tags", "tag", "keywords")
_CATEGORY_KEYS = ("categories", "category")
_TITLE = re.compile(
    r"^[ \t]{0,8}[\"']?title[\"']?[ \t]*[:=][ \t]*(?:\"(?P<double>(?:[^\"\\\r\n]|\\[^\r\n]){1,2000})\"|'(?P<single>[^'\r\n]{1,2000})'|(?P<plain>[^\s\"'|>][^\r\n]{0,2000}))",
    re.IGNORECASE | re.MULTILINE,
)
_DATE_KEYS = ("date", "publishdate", "published", "pubdate", "created", "lastmod", "updated")


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter found, where the page behind it starts, and what was odd."""

    matter: FrontMatter
    end: int
    notes: tuple[Note, ...] = ()


def read_front_matter(text: str, identity: str) -> Front:
    """The front matter at the top of `text`, if there is any.

    `{` … `}` is JSON, `---` … `---` YAML, `+++` … `+++` TOML. Aliases and anchors in YAML are refused, for nested ones
    grow without bound. Front matter that does not parse gives a note, and those of its lines that still read
    `name: value` are kept.
    """
    opening = _START.match(text)
    start = opening.end() if opening else 0
    if text.startswith("{", start):
        return _json(text, start, identity)
    match = _OPENING.match(text, start)
    return Front(FrontMatter(), 0) if match is None else _fenced(text, start, match, identity)


def _json(text: str, start: int, identity: str) -> Front:
    if _OBJECT.match(text, start) is None:
        return Front(FrontMatter(), 0)
    problem = ""
    try:
        value, end = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str).raw_decode(text[start : start + _LONGEST])
        rest = _BLANK_REST.match(text, start + end)
        if isinstance(value, dict) and rest:
            return Front(_matter(_texts(value), text, Span(identity, start, start + end)), rest.end())
        problem = "text follows on the line of its closing brace"
    except json.JSONDecodeError as error:
        problem = f"{error.msg}, line {error.lineno} column {error.colno}"
    except RecursionError:
        problem = "it is nested too deeply"
    close = _OBJECT_END.search(text, start, start + _LONGEST)
    if close is None:
        note = Note(
            "front matter", f"The page opens like JSON front matter that never closes ({problem}); it was read as part of the page."
        )
        return Front(FrontMatter(), 0, (note,))
    return _salvaged(text, Span(identity, start, close.end()), "JSON", problem)


def _fenced(text: str, start: int, opening: re.Match[str], identity: str) -> Front:
    mark = opening[1]
    close = _FENCED[mark].search(text, opening.end(), opening.end() + _LONGEST)
    if close is None or (mark == "---" and not _looks_like_yaml(text[opening.end() : close.start()])):
        if close is None and _YAML_KEY.match(text, opening.end()):
            note = Note("front matter", f"The front matter opened by {mark} never closes; it was read as part of the page.")
            return Front(FrontMatter(), 0, (note,))
        return Front(FrontMatter(), 0)
    inside = text[opening.end() : close.start()]
    name = "YAML" if mark == "---" else "TOML"
    try:
        value = _yaml(inside) if mark == "---" else _toml(inside)
    except ValueError as error:
        return _salvaged(text, Span(identity, start, close.end()), name, str(error))
    rest = _BLANK_REST.match(text, close.end())
    return Front(_matter(value, text, Span(identity, start, close.end())), rest.end() if rest else close.end())


def _looks_like_yaml(inside: str) -> bool:
    """Whether the lines between two rules are metadata and not a part of the page."""
    lines = [line for line in inside.splitlines() if line.strip()]
    return not lines or (bool(_YAML_KEY.match(lines[0])) and "\n\n\n" not in inside)


def _yaml(inside: str) -> dict[str, Value]:
    """Top-level mapping of a YAML text, every scalar as text; built from events, so nothing is expanded or constructed."""
    import yaml

    if _TOO_DEEP.search(inside):
        raise ValueError("it is nested too deeply")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    stack: list[Value] = []
    keys: list[str | None] = []
    top: Value = {}
    try:
        for event in yaml.parse(inside, Loader=loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise ValueError("it uses anchors and aliases, which are not followed")
            if isinstance(event, yaml.ScalarEvent):
                _put(stack, keys, event.value)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                value: Value = {} if isinstance(event, yaml.MappingStartEvent) else []
                if stack:
                    _put(stack, keys, value)
                else:
                    top = value
                stack.append(value)
                keys.append(None)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                stack.pop()
                keys.pop()
    except yaml.MarkedYAMLError as error:
        where = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ValueError(f"{error.problem or 'it does not parse'}{where}") from None
    except yaml.YAMLError as error:
        raise ValueError(str(error).splitlines()[0]) from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(top, dict):
        raise ValueError("it is a list, not names with values")  # noqa: TRY004 - a finding about the page, told in a note
    return top


def _put(stack: list[Value], keys: list[str | None], value: Value) -> None:
    """Add a value to the innermost mapping (a name first, then its value) or list."""
    if not stack:
        return
    inner = stack[-1]
    if isinstance(inner, list):
        inner.append(value)
    elif isinstance(inner, dict):
        key = keys[-1]
        if key is None:
            keys[-1] = value if isinstance(value, str) else "?"
        else:
            inner[key] = value
            keys[-1] = None


def _toml(inside: str) -> dict[str, Value]:
    import tomllib

    try:
        return _texts(tomllib.loads(inside.replace("\r\n", "\n")))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(str(error)) from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _texts(value: dict[str, object]) -> dict[str, Value]:
    """Every scalar as text, at most three levels deep (nothing below that is metadata of a page)."""
    return {key: each for key, inner in value.items() if (each := _text(inner, 3)) is not None}


def _text(value: object, depth: int) -> Value | None:
    if isinstance(value, dict):
        return {str(key): each for key, inner in value.items() if (each := _text(inner, depth - 1)) is not None} if depth else None
    if isinstance(value, list):
        return [each for inner in value if (each := _text(inner, depth - 1)) is not None] if depth else None
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _matter(values: dict[str, Value], text: str, span: Span) -> FrontMatter:
    lowered = {key.lower(): value for key, value in reversed(values.items())}
    title = _scalar(lowered, ("title",))
    return FrontMatter(
        title=title,
        date=_scalar(lowered, _DATE_KEYS),
        tags=_names(lowered, _TAG_KEYS),
        categories=_names(lowered, _CATEGORY_KEYS),
        fields=tuple(_fields(values)),
        span=span,
        title_span=_title_span(title, text, span),
    )


def _title_span(title: str | None, text: str, span: Span) -> Span | None:
    """Where the title is written; nothing where what stands there does not read as the title (a block of YAML, a comment)."""
    found = _TITLE.search(text, span.start, span.end) if title else None
    if found is None or found.lastgroup is None:
        return None
    written = found[found.lastgroup].rstrip()
    start = found.start(found.lastgroup)
    plain = written.rstrip(",").rstrip() if found.lastgroup == "plain" else written
    same = title in {plain, written} or (found.lastgroup == "double" and _unescaped(written) == title)
    return Span(span.document, start, start + len(plain)) if same and plain else None


def _unescaped(written: str) -> str:
    try:
        return str(json.loads(f'"{written}"'))
    except ValueError:
        return ""


def _scalar(values: dict[str, Value], keys: tuple[str, ...]) -> str | None:
    return next((value for key in keys if isinstance(value := values.get(key), str) and value), None)


def _names(values: dict[str, Value], keys: tuple[str, ...]) -> tuple[str, ...]:
    """A list of names, or one line with commas, without repetition."""
    for key in keys:
        value = values.get(key)
        if isinstance(value, list):
            return tuple(dict.fromkeys(each for each in value if isinstance(each, str) and each))
        if isinstance(value, str) and value:
            return tuple(dict.fromkeys(each.strip() for each in value.strip("[]").split(",") if each.strip()))
    return ()


def _fields(values: dict[str, Value]) -> list[tuple[str, str]]:
    """Every scalar in the order given: an item of a list under the list's name, one of a mapping under `outer.inner`."""
    found: list[tuple[str, str]] = []
    left: list[tuple[str, Value]] = list(reversed(values.items()))
    while left:
        key, value = left.pop()
        if isinstance(value, str):
            found.append((key, value))
        elif isinstance(value, list):
            left += [(key, each) for each in reversed(value)]
        else:
            left += [(f"{key}.{inner}", each) for inner, each in reversed(value.items())]
    return found


def _salvaged(text: str, span: Span, name: str, problem: str) -> Front:
    """What still reads `name: value` in front matter that does not parse."""
    values: dict[str, Value] = {}
    for match in _FIELD_LINE.finditer(text, span.start, span.end):
        value = match[2].strip()
        if value[:1] in {"[", "{"}:
            values.setdefault(match[1], [each.strip(" \"'") for each in value.strip("[]{}").split(",") if each.strip(" \"'")])
        else:
            values.setdefault(match[1], value.strip("\"'"))
    note = Note(
        "front matter",
        f"The {name} front matter does not parse: {problem}. The page was read; {len(values)} of its lines still made sense.",
        span,
    )
    rest = _BLANK_REST.match(text, span.end)
    return Front(_matter(values, text, span), rest.end() if rest else span.end, (note,))
