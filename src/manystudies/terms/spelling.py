"""Words made comparable: case, plurals, hyphens, British and American spelling, small digits."""

import re
from functools import lru_cache

# Letters run apart from digits, so that "B12", "B-12" and "B 12" are the same two words.
WORD = re.compile(r"[^\W\d_]+|\d+")
_BLANKED = bytes(byte if byte > 127 or chr(byte).isalnum() else ord(" ") for byte in range(256))  # noqa: PLR2004 - the last byte of ASCII
_SMALL_DIGITS = tuple(zip("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789", strict=True))
_POSSESSIVES = ("'s ", "\N{RIGHT SINGLE QUOTATION MARK}s ", "`s ")  # kept as long as they are, so that places stay places
_AMERICAN = {
    "haem": "hem", "aemi": "emi", "anaesth": "anesth", "paed": "ped", "oedem": "edem", "oestr": "estr", "oesoph": "esoph", "rrhoe": "rrhe", "pnoe": "pne", "faec": "fec",
    "foet": "fet", "coeli": "celi", "tumour": "tumor", "fibre": "fiber", "colour": "color", "behaviour": "behavior", "titre": "titer", "litre": "liter", "goitre": "goiter",
    "sulph": "sulf", "isation": "ization", "ised": "ized", "ising": "izing", "programme": "program",
}  # fmt: skip
_BRITISH = re.compile("|".join(_AMERICAN))
_NO_PLURAL = ("ss", "us", "is", "as", "os")


def plain(text: str) -> str:
    """The text with small digits and possessives made plain; every character keeps its place, capitals stay."""
    if not text.isascii():
        for small, digit in _SMALL_DIGITS:
            if small in text:
                text = text.replace(small, digit)
    for possessive in _POSSESSIVES:
        if possessive in text:
            text = text.replace(possessive, "   ")
    return text


def runs_of(text: str) -> list[str]:
    """All that `WORD` finds in a text, in a third of the time: signs of ASCII are blanked at once, only runs of mixed kinds are searched.

    >>> runs_of("25-OH vitamin B12")
    ['25', 'OH', 'vitamin', 'B', '12']
    """
    found: list[str] = []
    for run in text.encode("utf-8", "surrogatepass").translate(_BLANKED).decode("utf-8", "surrogatepass").split():
        if run.isalpha() or run.isdecimal():
            found.append(run)
        else:
            found += WORD.findall(run)
    return found


def words_of(name: str) -> list[str]:
    """The words of a name, in lower case."""
    return [word.lower() for word in WORD.findall(plain(name))]


@lru_cache(maxsize=8192)
def spellings(word: str) -> tuple[str, ...]:
    """A word and its other spellings: American, singular, plural.

    >>> spellings("haemodialysis")
    ('haemodialysis', 'hemodialysis')
    """
    forms = dict.fromkeys((word,))
    forms[_BRITISH.sub(lambda match: _AMERICAN[match[0]], word)] = None
    for form in tuple(forms):
        if not form.isalpha() or len(form) < 3:  # noqa: PLR2004
            continue
        if form.endswith("ies") and len(form) > 4:  # noqa: PLR2004
            forms[form[:-3] + "y"] = None
        elif form.endswith("s") and not form.endswith(_NO_PLURAL):
            forms[form[:-1]] = None
        elif form.endswith("y") and form[-2] not in "aeiou":
            forms[form[:-1] + "ies"] = None
        elif not form.endswith(("s", "x", "ch", "sh")):
            forms[form + "s"] = None
    return tuple(forms)
