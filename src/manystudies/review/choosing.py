"""Which pages of a library a question is put to: all of a small one, of a large one those its search finds."""

from collections.abc import Iterator

from manystudies.answers import understand
from manystudies.library import Library
from manystudies.terms import concept

MOST_PAGES = 300
"""Pages of a library that one question is put to; a larger one is narrowed by its own search first."""


def pages_for(question: str, library: Library) -> tuple[dict[str, str], tuple[str, ...]]:
    """The documents a question is put to, by identity with a path of each, in the order of the paths; and what to tell of the choice.

    A question that names nothing, or none at all, chooses nothing from a large library.
    """
    total, troubled = library.page_counts()
    total -= troubled
    rows = [(row.path, row.identity) for row in library.page_list("path", 0, MOST_PAGES + troubled + 1)]
    found = {identity: path for path, identity in reversed(rows) if identity is not None}
    if total <= MOST_PAGES:
        told = f"From {'one page' if total == 1 else f'{total} pages'} of {library.path}."
        return dict(reversed(found.items())), (told,)
    chosen = dict.fromkeys(path for words in _searches(question) for path in (hit.path for hit in library.search(words, MOST_PAGES)))
    kept = sorted(list(chosen)[:MOST_PAGES])
    if not kept:
        return {}, (f"{library.path} holds {total:,} pages: ask a question, so that the pages it concerns are chosen.",)
    identities = {library.identity_of(path): path for path in reversed(kept)}
    told = f"From the {len(kept)} of {total:,} pages of {library.path} that best match the question's names."
    return {identity: path for identity, path in reversed(identities.items()) if identity}, (told,)


def _searches(question: str) -> Iterator[str]:
    """What to search for: every name of the concepts that the question names, conditions first."""
    asked = understand(question)
    for name in (*asked.conditions, *asked.interventions, *asked.outcomes):
        known = concept(name)
        yield from known.names if known is not None else (name,)
    if asked.is_open:
        yield question
