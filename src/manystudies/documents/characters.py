"""Characters that a reader does not see as they are written: spaces that look alike, marks without width, line ends."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from manystudies.documents.reading import Edit

_ODD = re.compile("\r\n?|[\x00\x0b\x0c\u0085\u00a0\u00ad\u200b\u2028\u2029\u2060\ufeff]")
_SHOWN = {
    "\r\n": "\n",
    "\r": "\n",
    "\x00": "\ufffd",
    "\x0b": "\n",
    "\x0c": "\n",
    "\u0085": "\n",
    "\u00a0": " ",
    "\u00ad": "",
    "\u200b": "",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2060": "",
    "\ufeff": "",
}


def shown(text: str) -> str:
    r"""What a reader sees of `text`: no-break spaces as spaces, every line end as ``\n``, marks without width left out.

    >>> shown("42\u00a0ng\u200b/mL")
    '42 ng/mL'
    """
    return _ODD.sub(lambda match: _SHOWN[match[0]], text)


def character_edits(text: str) -> Iterator[Edit]:
    r"""One edit for each character or line end that the reading view shows differently (``\r\n`` loses its ``\r``)."""
    # Most pages hold none of them, which is seen faster than a search for all of them at once.
    for match in _ODD.finditer(text) if any(odd in text for odd in _SHOWN) else ():
        start, end = match.span()
        if end - start > 1:
            yield Edit(start, start + 1, "", "character")
        elif start == 0 and match[0] == "\ufeff":
            yield Edit(0, 1, "", "byte order mark")
        else:
            yield Edit(start, end, _SHOWN[match[0]], "character")


def settled(edits: Sequence[Edit], later: Iterator[Edit]) -> tuple[Edit, ...]:
    """The plan of edits in order without overlaps: an outer edit wins over those inside it, `edits` over `later`.

    What lies inside a cut (a tag within a comment, mojibake within an address) needs no edit of its own.
    """
    plan: list[Edit] = []
    done = 0
    for edit in sorted(edits, key=lambda each: (each.start, -each.end)):
        if edit.start >= done:
            plan.append(edit)
            done = edit.end
    starts = [edit.start for edit in plan]
    free = []
    for edit in later:
        before = bisect_right(starts, edit.start)
        if (not before or plan[before - 1].end <= edit.start) and (before == len(plan) or edit.end <= starts[before]):
            free.append(edit)
    return tuple(sorted(plan + free)) if free else tuple(plan)


def clipped(text: str, most: int) -> str:
    """The words of a text on one line, at most so many characters, cut between two words and never inside a number.

    >>> clipped("Rash in 27.5 % of them", 12)
    'Rash in …'
    """
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    end = words.rfind(" ", 1, most - 1)
    return f"{words[:end]} …" if end > 0 else f"{words[: most - 1]}…"
