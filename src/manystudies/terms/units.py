"""Units in one spelling, and an analyte's value from one unit into another."""

import re

from manystudies.terms.concept import Concept

_MICRO = str.maketrans({"\N{MICRO SIGN}": "u", "\N{GREEK SMALL LETTER MU}": "u"})
_LITRE = re.compile(r"(?<=[a-z0-9µμ]/)(?P<prefix>[dmµμu]?)l\b|(?<=[a-z0-9]/)(?P<word>litre|liter)s?\b", re.IGNORECASE)
_PER = re.compile(r"\s*(?:/|\bper\b|·)\s*", re.IGNORECASE)
_SPELT = {
    "mcg": "ug",
    "microgram": "ug",
    "micrograms": "ug",
    "milligram": "mg",
    "milligrams": "mg",
    "nanogram": "ng",
    "international units": "IU",
    "international unit": "IU",
    "iu": "IU",
    "i.u.": "IU",
    "units": "IU",
}


def tidy_unit(printed: str) -> str:
    """A unit in one spelling: "ng/ml", "ng per mL" and "ng / mL" are "ng/mL", "μg" and "mcg" are "ug".

    >>> tidy_unit("μg/l"), tidy_unit("nmol per litre")
    ('ug/L', 'nmol/L')
    """
    text = _PER.sub("/", printed.strip()).translate(_MICRO)
    text = _LITRE.sub(lambda match: (match["prefix"] or "").lower() + "L" if match["word"] is None else "L", text)
    head, slash, rest = text.partition("/")
    head = _SPELT.get(head.lower(), head)
    return head + slash + rest


def unit_factor(analyte: Concept, unit: str, to: str = "") -> float | None:
    """By what to multiply a value in `unit` to have it in `to` (the analyte's base unit where empty), or None if unknown.

    factor = factor(unit → base) / factor(to → base). Source: the concept's own `source`.
    """
    known = dict(analyte.units)
    one, other = known.get(tidy_unit(unit)), known.get(tidy_unit(to) if to else analyte.unit)
    return one / other if one is not None and other else None
