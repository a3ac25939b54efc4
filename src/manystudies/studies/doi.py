"""A DOI as people print it: where it ends, what was stuck to it, and whether it is all there.

Source: ISO 26324 and the DOI Handbook, section 2.2 (https://doi.org/10.1000/182): a prefix 10.NNNN and a suffix
that may hold almost any character, so the end has to be read from the words around it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_START = re.compile(r"10(?<![\d.]10)(?:\.|%2[eE])\d{4,9}(?:\.\d{1,9}){0,3}(?P<slash>/|%2[fF])")
_RUN = re.compile(
    r"(?:[^\s\"<>\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}]|<(?=\d)[^\s<>]{1,40}>){0,300}"
)
_PERCENT = re.compile(r"%([2-7][0-9A-Fa-f])")
_INVISIBLE = dict.fromkeys(
    map(
        ord, "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}"
    )
)
_HYPHENS = {ord(sign): "-" for sign in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{MINUS SIGN}"}

# Where a DOI ends though no space follows: a second address or identifier run together with it, or marks of Markdown and wikis.
_JOINED = re.compile(
    r"\]\(|\)\[|\||\}\}|&(?:lt|gt|quot|amp|nbsp);|,?https?:|[.,;]?(?:pmid|pmcid|epub|published|received|accepted)\b", re.IGNORECASE
)
_TRAILING = "\\.,;:!?*_'`\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{MIDDLE DOT}"
_CLOSING = {")": "(", "]": "[", "}": "{"}

# What publishers' addresses add behind the DOI.
_ADDRESS_END = re.compile(
    r"[?#&].*$|/(?:full|abstract|abs|pdf|epdf|pdfdirect|epub|meta|html|summary|references|fulltext|full-text|figures?|tables?|citations?|metrics|suppl\w*)?(?:/[\w-]*)?$"
    r"|\.(?:pdf|full(?:\.pdf)?|full-text|abstract|short|html?|xml|epub)(?:\+html)?$",
    re.IGNORECASE,
)
_BIORXIV_VERSION = re.compile(r"v\d{1,2}$")
_OUP_ARTICLE = re.compile(r"/\d{6,9}$")

# Suffixes that cannot be whole: a year alone, a journal's letters alone, a publisher's scheme broken off in the middle.
_PARTIAL = re.compile(
    r"(?:19|20)\d\d|[a-z]{1,8}|j\.[a-z-]+(?:\.(?:19|20)\d\d(?:\.\d\d)?)?|journal\.[a-z]+|s\d{5}(?:-\d{3}(?:-\d{4,5})?)?|fpubh|annurev-?[a-z]*",
    re.IGNORECASE,
)
_DOTS = re.compile(r"\.{2,}|\N{HORIZONTAL ELLIPSIS}")


@dataclass(frozen=True, slots=True)
class PrintedDoi:
    """A DOI in a text: its tidy value, how it was printed, and the characters that hold it."""

    value: str
    state: Literal["as printed", "tidied", "truncated"]
    start: int
    end: int


_SLASH = re.compile(r"/|%2[fF]")
_PREFIX = re.compile(r"doi(?:\s*|[:.]\s*doi[:\s]*)$", re.IGNORECASE)
_OUTSIDE = re.compile(r"[\s\"<>(\[]")
_SITE = re.compile(r"\.(?:org|com|net|gov|edu|io)/")


def printed_dois(text: str, *, address: bool = False) -> Iterator[PrintedDoi]:
    """Every DOI in `text`; with `address`, the text is one address of a link.

    A value that cannot be whole is given as `truncated`, exactly as far as it is printed: the rest is never guessed.

    >>> [each.value for each in printed_dois("(doi: 10.1000/xyz.123).")]
    ['10.1000/xyz.123']
    """
    done = 0
    for match in _START.finditer(text):
        start = match.start()
        if start < done:
            continue
        run = _RUN.match(text, match.end())
        printed = text[start : run.end() if run else match.end()]
        held, state = _held(
            printed, text[max(0, start - 200) : start], text[start + len(printed) : start + len(printed) + 3], address=address
        )
        done = start + max(len(held), match.end() - start)
        value = tidy_doi(held)
        if value:
            yield PrintedDoi(value, state if value.lower() == held.lower() or state == "truncated" else "tidied", start, start + len(held))


def tidy_doi(printed: str) -> str:
    """The DOI as registered, from the characters that hold it: decoded, without invisible characters.

    Doing it twice changes nothing.
    """
    value = printed
    while _PERCENT.search(value):
        value = _PERCENT.sub(lambda match: chr(int(match[1], 16)), value)
    return value.translate(_INVISIBLE).translate(_HYPHENS)


def _held(printed: str, before: str, after: str, *, address: bool) -> tuple[str, Literal["as printed", "tidied", "truncated"]]:
    """The part of a run of characters that belongs to the DOI, and its state."""
    in_address = address or _inside_address(before)
    held = _cut_address(printed) if in_address else printed
    joined = _JOINED.search(held, 8)
    if joined:
        held = held[: joined.start()]
    cut = len(printed) - len(held) if not in_address else 0
    dots = bool(_DOTS.match(after)) or held.endswith(("..", "..."))
    whole = _trimmed(held)
    removed = held[len(whole) :]
    slash = _SLASH.search(whole)
    suffix = whole[slash.end() :] if slash else ""
    open_bracket = any(whole.count(opening) > whole.count(closing) for closing, opening in _CLOSING.items())
    if dots or not suffix or open_bracket or whole[-1:] in "-/(_" or _PARTIAL.fullmatch(suffix):
        return whole, "truncated"
    bracketed = removed in (")", "]") or removed in (").", "],", "),", ");", "].")
    prefixed = _PREFIX.search(before[-12:]) and not before[-9:].lower().removesuffix("\n").endswith("doi.org/")
    return whole, "tidied" if cut or prefixed or (removed and not bracketed and removed not in (",", ";")) else "as printed"


def _inside_address(before: str) -> bool:
    """Whether the characters in front of a DOI belong to a web address."""
    word = _OUTSIDE.split(before)[-1].lower()
    return "://" in word or word.startswith("www.") or _SITE.search(word) is not None


def _cut_address(printed: str) -> str:
    """A DOI inside an address without what the publisher's site adds behind it."""
    held = printed
    for _ in range(3):
        shorter = _ADDRESS_END.sub("", held)
        if shorter == held or shorter.count("/") == 0:
            break
        held = shorter
    if held.startswith("10.1101/"):
        held = _BIORXIV_VERSION.sub("", held)
    if held.startswith("10.1093/") and held.count("/") >= 3:  # noqa: PLR2004
        held = _OUP_ARTICLE.sub("", held)
    return held


def _trimmed(held: str) -> str:
    """Without the punctuation and the unopened brackets that belong to the sentence."""
    while held:
        last = held[-1]
        if last in _TRAILING or (last in _CLOSING and held.count(last) > held.count(_CLOSING[last])):
            held = held[:-1]
        else:
            break
    return held
