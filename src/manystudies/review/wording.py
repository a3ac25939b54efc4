"""A question in its asker's spelling: names nearly spelt right, and what is here where nothing answers."""

import re
from collections import Counter
from functools import cache

from manystudies.answers import Report, unheard_words
from manystudies.terms import ConceptKind, concept, find_terms, load_terms

_WORD = re.compile(r"[^\W\d_][\w-]{3,30}")
_NEAR = 84.0
"""Likeness (of 100) from which a word is taken for the name it comes close to: one wrong letter of six or more."""
_MOST_WORDS = 12
_MOST_NAMES = 8


def corrected(question: str) -> tuple[str, list[str]]:
    """The question with each misspelt name as the name it comes close to, and a line that says so for each.

    >>> corrected("magnesum and restles legs")[0]
    'magnesium and restless legs'
    """
    told: list[str] = []
    for word in unheard_words(question, ())[:_MOST_WORDS]:
        near = _near(word.casefold())
        if near:
            question = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", near, question)
            told.append(f"“{word}” was read as “{near}”.")
    return question, told


def held_here(report: Report) -> list[str]:
    """A line that says what the pages are about: the treatments and conditions that their headings and studies' titles name most."""
    interventions: Counter[str] = Counter()
    conditions: Counter[str] = Counter()
    for page in report.pages:
        document = page.document
        titles = [document.front.title or "", *(document.block_text(block) for block in document.blocks if block.kind == "heading")]
        for text in titles:
            for match in find_terms(text):
                if match.kind == "intervention" and match.concept.group != "comparators":
                    interventions[match.concept.name] += 1
                elif match.kind == "condition":
                    conditions[match.concept.name] += 1
    if not interventions and not conditions:
        return []
    parts = [", ".join(name for name, _ in counted.most_common(_MOST_NAMES)) for counted in (interventions, conditions) if counted]
    return [f"What is here: {' · '.join(parts)}."]


def _near(word: str) -> str:
    if not _WORD.fullmatch(word):
        return ""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(word, _words(), scorer=OSA.normalized_similarity, score_cutoff=_NEAR / 100)
    return str(found[0]) if found is not None and found[0] != word else ""


@cache
def _words() -> tuple[str, ...]:
    """Every word of five letters or more in a name of a treatment, condition, measure or outcome."""
    kinds: frozenset[ConceptKind] = frozenset({"analyte", "condition", "intervention", "outcome", "population"})
    names = (name for each in load_terms().concepts if each.kind in kinds for name in each.names)
    return tuple(sorted({word for name in names for word in re.findall(r"[a-z]{5,}", name.casefold()) if concept(name) is not None}))
