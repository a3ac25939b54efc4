"""What the checks said of many pages, joined piece by piece: nothing grows with the number of pages but the file.

The parts are the texts of `check_json` and `check_sarif`, one a page. They are cut at the lines that open their lists and
never read as a whole: a line end inside a string of theirs is printed as an escape, so such a line is what it seems.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from json import dumps, loads
from typing import TextIO

from manystudies.pages.export import Json
from manystudies.pages.sarif import SCHEMA, VERSION

Spool = Callable[[], TextIO]
"""Makes a place that can be written to and, from its start, read again: a temporary file, or a `StringIO`."""

_RULE = re.compile(r'("ruleId": "(\w+)",\n +"ruleIndex": )\d+')
_INDEX = re.compile(r'(\n +"index": )(\d+)')


def join_check_json(parts: Iterable[tuple[str, str, str]], spool: Spool) -> Iterator[str]:
    """What `check_json` said of several pages as one object. A part is a path, its JSON, and the trouble instead of any.

    A page that could not be read stands under `unreadable`.
    """
    unreadable: list[Json] = []
    recomputed = spool()

    def problems() -> Iterator[str]:
        for path, text, trouble in parts:
            if trouble:
                unreadable.append({"path": path, "message": trouble})
                continue
            yield _list_in(text, '\n "problems": [')
            _keep(recomputed, _list_in(text, '\n "recomputed": ['))

    yield "{"
    yield from _listed('\n "problems": [', problems(), "\n ]")
    yield ","
    yield from _listed('\n "recomputed": [', _kept(recomputed), "\n ]")
    yield f',\n "unreadable": {_indented(unreadable, 1)}\n}}\n'


def join_sarif(texts: Iterable[str], spool: Spool) -> Iterator[str]:
    """Several logs of `check_sarif` as one log with one run; rules and files are named once."""
    rules: dict[str, Json] = {}
    driver: dict[str, Json] = {"name": "manystudies"}
    artifacts, results = spool(), spool()
    first = 0
    for text in texts:
        tool = text[text.index('\n   "tool": ') : text.index(',\n   "artifacts": [')]
        told = loads(f"{{{tool}}}")["tool"]["driver"]
        driver |= {name: value for name, value in told.items() if name != "rules"}
        for rule in told["rules"]:
            rules.setdefault(rule["id"], rule)
        files = _list_in(text, '\n   "artifacts": [')
        _keep(artifacts, files)
        _keep(results, _moved(_list_in(text, '\n   "results": ['), first))
        first += files.count("\n    {\n")
    order = sorted(rules)
    numbers = {name: number for number, name in enumerate(order)}
    joined: Json = {"driver": driver | {"rules": [rules[name] for name in order]}}
    yield f'{{\n "$schema": "{SCHEMA}",\n "version": "{VERSION}",\n "runs": [\n  {{\n   "tool": {_indented(joined, 3)},\n   "columnKind": "unicodeCodePoints",'
    yield from _listed('\n   "artifacts": [', _kept(artifacts), "\n   ]")
    yield ","
    renumbered = (_RULE.sub(lambda match: f"{match[1]}{numbers[match[2]]}", piece) for piece in _kept(results))
    yield from _listed('\n   "results": [', renumbered, "\n   ]")
    yield "\n  }\n ]\n}\n"


def _moved(results: str, first: int) -> str:
    """The results of one page, whose files are not the first of the joined log any more."""
    return _INDEX.sub(lambda match: f"{match[1]}{int(match[2]) + first}", results)


def _list_in(text: str, opening: str) -> str:
    """The members of a list as they are printed, without the brackets; empty where it has none."""
    start = text.index(opening) + len(opening)
    if text.startswith("]", start):
        return ""
    level = opening[1 : opening.index('"')]
    return text[start : text.index(f"\n{level}]", start)]


def _listed(opening: str, pieces: Iterable[str], closing: str) -> Iterator[str]:
    """A list of members printed in pieces, with commas between the pieces."""
    yield opening
    comma = ""
    for piece in pieces:
        if piece:
            yield comma + piece
            comma = ","
    yield closing if comma else "]"


def _keep(place: TextIO, piece: str) -> None:
    if piece:
        place.write(f"{len(piece)}\n{piece}")


def _kept(place: TextIO) -> Iterator[str]:
    """The pieces that were kept, in their order."""
    place.seek(0)
    while line := place.readline():
        yield place.read(int(line))


def _indented(value: Json, level: int) -> str:
    return dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * level)
