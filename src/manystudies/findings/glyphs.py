"""The many glyphs of one sign made one, without changing the length of a text, so that every offset stays true."""

import re
from functools import lru_cache

from manystudies.findings.damage import mended

_DASHES = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}\N{SMALL HYPHEN-MINUS}\N{FULLWIDTH HYPHEN-MINUS}"
_SPACES = (
    "\N{EN QUAD}\N{EM QUAD}\N{EN SPACE}\N{EM SPACE}\N{THREE-PER-EM SPACE}\N{FOUR-PER-EM SPACE}\N{SIX-PER-EM SPACE}\N{FIGURE SPACE}"
    "\N{PUNCTUATION SPACE}\N{THIN SPACE}\N{HAIR SPACE}\N{ZERO WIDTH SPACE}\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}\N{WORD JOINER}"
)
_FOLDS = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SPACES, "\N{NO-BREAK SPACE}"),
    "\N{MICRO SIGN}": "\N{GREEK SMALL LETTER MU}",
    "\N{SMALL LESS-THAN SIGN}": "<",
    "\N{FULLWIDTH LESS-THAN SIGN}": "<",
    "\N{FULLWIDTH GREATER-THAN SIGN}": ">",
    "\N{FULLWIDTH EQUALS SIGN}": "=",
    "\N{FULLWIDTH PERCENT SIGN}": "%",
    "\N{FULLWIDTH LEFT PARENTHESIS}": "(",
    "\N{FULLWIDTH RIGHT PARENTHESIS}": ")",
    "\N{FULLWIDTH COMMA}": ",",
    "\N{FULLWIDTH SEMICOLON}": ";",
    "\N{FULLWIDTH COLON}": ":",
    "\N{LESS-THAN OR SLANTED EQUAL TO}": "\N{LESS-THAN OR EQUAL TO}",
    "\N{GREATER-THAN OR SLANTED EQUAL TO}": "\N{GREATER-THAN OR EQUAL TO}",
    "\N{LESS-THAN OVER EQUAL TO}": "\N{LESS-THAN OR EQUAL TO}",
    "\N{GREATER-THAN OVER EQUAL TO}": "\N{GREATER-THAN OR EQUAL TO}",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{FULLWIDTH TILDE}": "~",
    "\N{WAVE DASH}": "~",
    "\N{TILDE OPERATOR}": "~",
}
_ODD = re.compile(f"[{''.join(_FOLDS)}]")
_RAISED_POINT = re.compile("(?:(?<=[0-9])|(?<=[0-9]\\s))[\N{MIDDLE DOT}\N{BULLET OPERATOR}\N{DOT OPERATOR}](?=\\s?[0-9])")


_COMMA_DECIMAL = re.compile(r"0(?<![0-9.,]0),[0-9]{2,6}(?![0-9]|[.,][0-9])")
_POINT_DECIMAL = re.compile(r"[0-9]\.[0-9]")
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9]|[.,][0-9]))|(?<=(?<![0-9.,])0),(?=[0-9]{3,6}(?![0-9]|[.,][0-9]))")


def _pointed(text: str) -> str:
    """Points for decimal commas, where a text prints at least two numbers such as "0,64" and none with a decimal point."""
    if "0," not in text or len(_COMMA_DECIMAL.findall(text)) < 2 or _POINT_DECIMAL.search(text):  # noqa: PLR2004 - one may be a list
        return text
    return _COMMA.sub(".", text)


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """The text with one dash, one odd space, one less-than sign and points for raised points; as long as it was.

    >>> fold("1\N{MIDDLE DOT}45 (1\N{MIDDLE DOT}04\N{EN DASH}2\N{MIDDLE DOT}02)")
    '1.45 (1.04-2.02)'
    """
    text = _pointed(mended(text))
    if text.isascii():
        return text
    folded = _ODD.sub(lambda match: _FOLDS[match[0]], text)
    return (
        _RAISED_POINT.sub(".", folded)
        if "\N{MIDDLE DOT}" in text or "\N{BULLET OPERATOR}" in text or "\N{DOT OPERATOR}" in text
        else folded
    )


@lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """The text in small letters, as long as it was: a letter whose small form is longer stays as it is."""
    small = text.lower()
    if len(small) != len(text):
        return "".join(each if len(each := letter.lower()) == 1 else letter for letter in text)
    return small
