"""What one document calls its things by: abbreviations with their long forms, and labels of groups with the words that define them."""

import re
from collections.abc import Iterator

from manystudies.findings.questions import Names, stem, stems_of

_SHORT = re.compile(r"[(\[]\s?((?=[^\s()\[\]]*[A-Z])[A-Za-z0-9\u03b1-\u03c9][A-Za-z0-9\u03b1-\u03c9/+&-]{0,9})(?=\s?[)\],;:=]|\s=|\sgroup)")
_LABEL = re.compile(
    r"\b(?:[Gg]roups?|GROUP|[Aa]rms?|[Cc]ohort|[Pp]rotocol|[Rr]egimen)[\s-](?=(?:[A-Z][A-Z0-9+&]{0,4}|[1-9]|[A-Z][a-z]{1,3})\b)([A-Za-z0-9+&]{1,5})\b"
    r"|(?<=\()([A-Z][A-Z0-9+&]{0,4}|[A-Z]{1,4}[a-z]?)[\s-]group\b"
)
_END = re.compile(r"[.;]\s|\b(?:[Gg]roup|GROUP|[Aa]rm|[Pp]rotocol)\b")
_NOT_NAMES = frozenset({"sd", "ci", "or", "hr", "rr", "se", "sem", "iqr", "md", "smd", "ns"})
_LONG_WORDS, _BEHIND, _BEFORE = 10, 130, 90


def names_of(text: str) -> Names:
    """The names a folded text defines.

    Source: Schwartz and Hearst (2003), A simple algorithm for identifying abbreviation definitions in biomedical text.
    """
    short: dict[str, frozenset[str]] = {}
    for name, words in abbreviations(text):
        short.setdefault(name, stems_of(words) or frozenset({stem(name)}))
    labels: dict[str, list[str]] = {}
    for match in _LABEL.finditer(text):
        name = (match[1] or match[2]).lower()
        told = labels.setdefault(name, [])
        stop = _END.search(text, match.end(), match.end() + _BEHIND)
        behind = text[match.end() : stop.start() if stop else match.end() + _BEHIND]
        opened = text.rfind("(", max(0, match.start() - 6), match.start())
        if opened >= 0:
            before = re.split(r"[.;:,(]\s|\b(?:and|or|versus|vs)\b", text[max(0, opened - _BEFORE) : opened])[-1]
            told += stems_of(before)
        else:
            told += stems_of(behind)
    return Names(short, {name: tuple(words) for name, words in labels.items()})


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Every abbreviation in brackets behind its long form, in small letters, with that form."""
    for match in _SHORT.finditer(text):
        if match[1].lower() in _NOT_NAMES:
            continue
        letters = [letter for letter in match[1].lower() if letter.isalnum()]
        if len(letters) < 2 or not any(letter.isalpha() for letter in letters):  # noqa: PLR2004 - one letter stands for anything
            continue
        words = text[max(0, match.start() - 120) : match.start()].split()[-_LONG_WORDS:]
        long_form = _long_form(" ".join(words[-min(len(letters) + 3, 2 * len(letters)) :]), letters)
        if long_form:
            yield match[1].lower(), long_form
    for match in _INSIDE.finditer(text):
        yield match[2].lower(), match[1]


_INSIDE = re.compile(r"[(\[]([a-z][A-Za-z -]{3,50}), ((?=[^\s()\[\]]*[A-Z])[A-Za-z0-9]{2,6})[)\]]")
"""A long form and its abbreviation in the same brackets: "[control group, CG]"."""


def _long_form(before: str, letters: list[str]) -> str:
    """The shortest end of a text whose letters hold all of an abbreviation in order, the first one at the start of a word."""
    small = before.lower()
    place = len(small)
    for index in range(len(letters) - 1, -1, -1):
        letter = letters[index].rstrip("s") or letters[index]
        place -= 1
        while place >= 0 and (small[place] != letter or (index == 0 and place > 0 and small[place - 1].isalnum())):
            place -= 1
        if place < 0:
            return ""
    return before[place:]
