"""Bare addresses: where an address written without marks ends."""

import re
from collections.abc import Iterator

_START = re.compile(r"(?<![A-Za-z0-9])(?:https?://|www\.)", re.IGNORECASE)
_BODY = re.compile(r"(?:https?://(?=[^\s/?#.]{1,100}\.)|www\.)[^\s<>\"\[\]|`\\\ue000]{1,4000}", re.IGNORECASE)
_ENTITY_END = re.compile(r"&[A-Za-z0-9]{1,31};$")


def bare_address(text: str, start: int, stop: int | None = None) -> int | None:
    """Where the address that starts at `start` ends; punctuation of the sentence around it is left out.

    >>> text = "See (https://example.org/a_(b)). More"
    >>> text[5:bare_address(text, 5)]
    'https://example.org/a_(b)'
    """
    match = _BODY.match(text, start) if stop is None else _BODY.match(text, start, stop)
    if match is None:
        return None
    end = match.end()
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last in "?!.,:*_~'’”…":
            end -= 1
        elif last == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        elif last == ";":
            entity = _ENTITY_END.search(text, start, end)
            end = entity.start() if entity else end - 1
        else:
            break
    return end if end - start > len("www.") and "." in text[start:end] else None


def bare_addresses(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The ranges of all bare addresses between `start` and `stop`."""
    position = start
    while (found := _START.search(text, position, stop)) is not None:
        end = bare_address(text, found.start(), stop)
        if end is None:
            position = found.end()
            continue
        yield found.start(), end
        position = end
