"""Signs that a PDF's fonts broke: "=" as p, "<" as b or !, χ as ?, minus as a control character. Lengths stay the same.

Only texts with the trace of such damage in a reported statistic are touched; a broken minus becomes a space, since
the number at its place could not be read with it.
"""

import re

# Each kind of trace stands behind its first sign, so that the search can skip from one such sign to the next.
_TRACE = re.compile(
    r"[\x01-\x08\x0e-\x1f?=px)](?:(?<=[\x01-\x08\x0e-\x1f])|(?<=\?)2\s?\(\s?\d|(?<==) \?\.?\d|(?<=\bp)s?[bN!]\s?\.\d|(?<=\))\s?[pb]\s?-?\s?\.?\d"
    r"|(?<=\bp)\s[!p]\s\.\d|(?<=\bx)2 \(\s?\d)"
)
_CONTROLS = bytes((*range(0x01, 0x09), *range(0x0E, 0x20)))
# No trace is without one of these or a control character. Each opens with one plain sign, which is found many times as fast as one of a set,
# and some hold a sign that few texts have.
_HINTS = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        (")", r"\)\s?[pb]\s?-?\s?\.?\d"),
        (".", r"\.(?:(?<=[bN!]\.)|(?<=[bN!p]\s\.))\d"),
        ("?", r"\?2\s?\(\s?\d"),
        ("?", r"= \?\.?\d"),
        ("x2 (", r"x2 \(\s?\d"),
    )
)
_CONTROL = re.compile(r"-?[\x01-\x08\x0e-\x1f]+")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\?\?2(?=\s?\(\s?\d)"), " \N{GREEK SMALL LETTER CHI}\N{SUPERSCRIPT TWO}"),
    (re.compile(r"\?2(?=\s?\(\s?\d)"), "\N{GREEK SMALL LETTER CHI}\N{SUPERSCRIPT TWO}"),
    (re.compile(r"\bx2(?=\s\(\s?\d)"), "\N{GREEK SMALL LETTER CHI}\N{SUPERSCRIPT TWO}"),
    (re.compile(r"(?<==)(\s?)\?(?=\s?\.?\d)"), r"\1 "),
    (re.compile(r"\b(p)s(?=[bN!<>=]\s?\.\d)"), r"\1 "),
    (re.compile(r"(?<=\bp)([\s]?)[b!](?=\s?\.\d)"), r"\1<"),
    (re.compile(r"(?<=\bp\s)[b!](?=\s?\.\d)"), "<"),
    (re.compile(r"(?<=\bp\s)N(?=\s?\.\d)"), ">"),
    (re.compile(r"(?<=\bp)N(?=\s?\.\d)"), ">"),
    (re.compile(r"(?<=\bp\s)p(?=\s\.\s?\d)"), "="),
    (re.compile(r"(?<=\bN\s)p(?=\s\d)"), "="),
    (re.compile(r"(?<=[FtzrQ2]\s)s?p(?=\s\d)"), "="),
    (re.compile(r"(?<=\)\s)p(?=\s{1,2}-?\s?\d{0,5}\.?\d)"), "="),
    (re.compile(r"(?<=\))b(?=\s?\d)"), "<"),
    (re.compile(r"\b([FtzrQ])s(?=\(\d)"), r"\1 "),
)


def mended(text: str) -> str:
    """The text with broken signs replaced, as long as it was; the text itself where it shows no such damage.

    >>> mended("F(1, 127) p 6.36, p ! .05")
    'F(1, 127) = 6.36, p < .05'
    >>> mended("Group b was given 3 tablets (p < .05)")
    'Group b was given 3 tablets (p < .05)'
    """
    if not (_has_controls(text) or any(sign in text and hint.search(text) for sign, hint in _HINTS)) or not _TRACE.search(text):
        return text
    mend = _CONTROL.sub(lambda match: " " * len(match[0]), text)
    for pattern, replacement in _STEPS:
        mend = pattern.sub(replacement, mend)
    return mend if len(mend) == len(text) else text


def _has_controls(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    return len(data.translate(None, _CONTROLS)) != len(data)
