"""Sentences with offsets: points inside decimals, abbreviations, initials, "vs.", "et al." and "P." do not end one."""

import re
from functools import lru_cache

# A possible end: a stop, what may close behind it, white space, and what may open a sentence; or a line end.
# It opens with one set of signs, so that the search can skip to the next of them.
END = re.compile(r"[.!?\n](?:(?<=\n)|[\])\"'\u201d\u2019]*(?=\s))", re.ASCII)
# The same, a pattern for each sign: one plain sign is looked for at the speed of memory. A stop behind a bracket or a word of small letters
# that is no short form, and before a capital, closes a sentence without a further look; most do (the empty group).
_PLAIN = r"(?=\s[A-Z])(?:(?<=[)\]%]\.)|(?<=[a-z]{4}\.)(?<!prox\.|resp\.|ubsp\.|incl\.|excl\.|uppl\.))()"
_CLOSERS = r"[\])\"'\u201d\u2019]*(?=\s)"
_ENDS = tuple(
    (sign, re.compile(pattern, re.ASCII))
    for sign, pattern in ((".", rf"\.(?:{_PLAIN}|{_CLOSERS})"), ("?", rf"\?{_CLOSERS}"), ("!", rf"!{_CLOSERS}"), ("\n", r"\n"))
)
_OPENS = re.compile(
    r"\s*(?:[\[(\"'\u201c\u2018*\u2022-]\s?)*(?:[A-Z0-9\u00b5\u03b1-\u03c9\u0391-\u03a9\u00c0-\u00de\u2265\u2264<>~\u00b1]|[a-z][A-Z0-9-]|p\s?[<=>])"
)
_SHORT = re.compile(
    r"(?:(?<![A-Za-z])(?:vs|et\sal|e\.g|i\.e|cf|ca|approx|resp|Fig|Figs|No|Nos|Dr|Mr|Mrs|Ms|Prof|St|Ref|Refs|Eq|Tab|Vol|pp|ed|eds|Suppl|Inc|Ltd|Co|Corp|Jr|Sr|Ph\.D|M\.D|U\.S|U\.K"
    r"|subsp|spp|sp|var|min|max|avg|est|viz|incl|excl|i\.v|i\.m|s\.c|p\.o|b\.i\.d|t\.i\.d|q\.d|o\.d|c\.i|C\.I|S\.D|S\.E|s\.d|s\.e|a\.m|p\.m|[A-Z]|[Pp]|n|N)|(?<=[0-9]\s)h|(?<=[A-Z]\.)[A-Z])$"
)
_SHORT_REACH = 8
"""How far back a short form is looked for; so many letters in a row end none."""
_REAL_END = re.compile(r"(?:(?<![A-Za-z])(?:[a-z]|[A-Z])|(?:min|max|No|no|sp|var|ed|est|U\.S|U\.K|a\.m|p\.m|h))$")


_SPLIT_DECIMALS = re.compile(r"\s[0-9]{1,3}[);,\]-]")

LONGEST = 2500
"""Characters of the longest sentence; what is longer is no sentence and is cut, so that reading stays linear in the text."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of a text between two offsets, as ranges without the white space around them.

    A line end closes a sentence unless the text is wrapped by hand (no line beyond 100 characters) and the line
    does not end in a stop.

    >>> sentences("Pain fell by 2.5 vs. 1.1 (P. = .03). It rose later.")
    [(0, 36), (37, 51)]
    """
    return list(_sentences(text, start, len(text) if end is None else end))


# The parts of a row are read one by one from the same text.
@lru_cache(maxsize=8)
def _sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    wrapped = _is_wrapped(text, start, end)
    found: list[tuple[int, int]] = []
    begin = start
    for stop, cut, plain in _ends(text, start, end):
        if plain:
            pass
        elif text[stop] == "\n":
            if _goes_on(text, stop, cut, end) or (wrapped and not _closes_line(text, begin, stop, cut, end)):
                continue
        elif not _closes(text, begin, stop, cut, end):
            continue
        _keep(found, text, begin, cut)
        begin = cut
    _keep(found, text, begin, end)
    return tuple(found)


def _ends(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """What `END` finds, and whether a look at it has shown that it closes a sentence."""
    found = [
        (match.start(), match.end(), match.lastindex is not None)
        for sign, pattern in _ENDS
        if text.find(sign, start, end) >= 0
        for match in pattern.finditer(text, start, end)
    ]
    found.sort()
    return found


def _keep(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > LONGEST:
        cut = max(text.rfind(" ", begin + LONGEST // 2, begin + LONGEST), text.rfind("\n", begin + LONGEST // 2, begin + LONGEST))
        cut = cut if cut > 0 else begin + LONGEST
        found.append((begin, cut))
        begin = cut
    if end > begin:
        found.append((begin, end))


def _closes(text: str, begin: int, stop: int, cut: int, end: int) -> bool:
    if text[stop] != ".":
        return True
    if stop > begin and text[stop - 1].isspace() and text[cut : cut + 3].strip()[:1].isdigit():
        return False
    opening = _OPENS.match(text, cut, min(end, cut + 12))
    if opening is None and cut < end and text[cut:end].strip():
        return False
    before = text[max(begin, stop - _SHORT_REACH) : stop]
    if cut - stop == 1 and not (len(before) == _SHORT_REACH and before.isalpha()) and (short := _SHORT.search(before)):
        word = short[0]
        following = text[cut : cut + 14].lstrip()
        if word in {"vs", "et al", "e.g", "i.e", "cf", "ca", "approx", "Fig", "Figs", "Dr", "Prof"}:
            return False
        if word in {"p", "P", "n", "N", "c.i", "C.I"}:
            return not re.match(r"[<=>0-9.]", following)
        if len(word) == 1 and word.isupper():
            # An initial ("J. Smith") or the end of "vitamin D." or "group A.".
            return bool(re.search(r"(?:[a-z0-9)]\s|-)[A-Z]$", text[max(begin, stop - 12) : stop])) and not re.match(r"[A-Z]\.", following)
        return bool(_REAL_END.search(before)) and following[:1].isupper() and word not in {"No", "ed", "var", "sp", "spp"}
    # "0. 92": a point that was split from its decimals.
    return not (stop > begin and text[stop - 1].isdigit() and cut - stop == 1 and _SPLIT_DECIMALS.match(text, cut, cut + 6))


def _goes_on(text: str, stop: int, cut: int, end: int) -> bool:
    """Whether a line breaks in the middle of a clause: behind a comma or an opening bracket, before a small letter."""
    before = text[max(0, stop - 3) : stop].rstrip()
    following = text[cut : min(end, cut + 3)]
    return bool(before) and before[-1] in ",;([-/=<>" and bool(following.strip()) and not following.startswith("\n")


def _is_wrapped(text: str, start: int, end: int) -> bool:
    first = text.find("\n", start, end)
    if first < 0:
        return False
    position = start
    longest = 0
    while position < end:
        line = text.find("\n", position, end)
        line = end if line < 0 else line
        longest = max(longest, line - position)
        if longest > 100:  # noqa: PLR2004
            return False
        position = line + 1
    return longest > 40  # noqa: PLR2004


def _closes_line(text: str, begin: int, stop: int, cut: int, end: int) -> bool:
    line = text[begin:stop].rstrip()
    following = text[cut : min(end, cut + 40)]
    return (
        not line or line[-1] in ".!?:" or not following.strip() or following.lstrip(" ").startswith(("\n", "* ", "- ", "\u2022", "#", "|"))
    )
