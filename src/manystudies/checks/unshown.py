"""Sentences that say what nobody has shown, what a text is about or "what if": they claim nothing that a source could carry or a study deny."""

import re

_OPEN = re.compile(
    r"\b(?:no|not one|few) (?:[\w-]+ ){0,4}(?:case reports?|case series|data|evidence|reports?|studies|study|trials?)\b(?! found)|\b(?:is|are|was|were|remains?) (?:still |yet )?(?:lacking|unclear|unknown)\b"
    r"|\bnot (?:yet |been |yet been )+(?:demonstrated|established|proven|shown|studied|tested)\b|\bno (?:effective |known |specific )?(?:treatment|cure)\b|\bwhat if\b"
    r"|\b(?:do|does|did)(?: not|n['’]t) (?:guarantee|imply|mean|prove)\b|\b(?:future|further|more) (?:research|studies|trials|work) (?:should|will|must|may)\b"
    r"|\b(?:article|chapter|paper|review|study|talk) (?:will|aims? to|focus\w*|examines?|discuss\w*|summari\w*)\b",
    re.IGNORECASE,
)


def nobody_has_shown(text: str) -> bool:
    """Whether a sentence only says that something is not known.

    >>> nobody_has_shown("There are no trials of zinc in asthma."), nobody_has_shown("Zinc does not help in asthma.")
    (True, False)
    """
    return _OPEN.search(text) is not None
