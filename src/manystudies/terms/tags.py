"""Tags and categories proposed for a page's front matter, from the concepts its words name."""

from collections import Counter
from dataclasses import dataclass

from manystudies.terms.concept import Concept
from manystudies.terms.matching import find_terms
from manystudies.terms.vocabulary import Vocabulary

_HEADING_WEIGHT = 5  # a concept in the title counts as much as five in the text
_LEAST = 3  # below it, a concept is mentioned and the page is not about it


@dataclass(frozen=True, slots=True)
class Proposal:
    """Tags (concepts) and categories (their shelves), most spoken of first; `counts` says how often each tag was met."""

    tags: tuple[str, ...]
    categories: tuple[str, ...]
    counts: tuple[int, ...]


def propose_tags(title: str, text: str, terms: Vocabulary | None = None, *, most: int = 20) -> Proposal:
    """Tags and categories for a page with this title and text: what it names in the title or at least three times.

    >>> propose_tags("Iron for restless legs", "").tags
    ('iron', 'restless legs syndrome')
    """
    counts: Counter[str] = Counter()
    known: dict[str, Concept] = {}
    for words, weight in ((title, _HEADING_WEIGHT), (text, 1)):
        for match in find_terms(words, terms):
            if match.concept.group != "comparators":
                known.setdefault(match.concept.name, match.concept)
                counts[match.concept.name] += weight
    chosen = sorted((name for name, count in counts.items() if count >= _LEAST), key=lambda name: (-counts[name], name))[:most]
    shelves: Counter[str] = Counter()
    for name in chosen:
        if known[name].kind in ("condition", "intervention") and known[name].group:
            shelves[known[name].group] += counts[name]
    return Proposal(
        tuple(chosen), tuple(sorted(shelves, key=lambda group: (-shelves[group], group))), tuple(counts[name] for name in chosen)
    )
