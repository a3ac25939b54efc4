"""Which pages of a library a question is put to: all of a small one, of a large one those its search finds."""

from collections.abc import Iterator

from manystudies.answers import understand
from manystudies.library import Library
from manystudies.terms import concept, load_terms

MOST_PAGES = 300
"""Pages of a library that one question is put to; a larger one is narrowed by its own search first."""

_MOST, _MOST_OTHERS = 100, 40
"""Pages that `ask` puts a question to: those with studies of it by their titles, and up to how many others besides."""
_TO_LOOK_AT = 10


def best_pages(question: str, library: Library) -> tuple[list[tuple[str, str]], str]:
    """The pages that a question can be answered from, as paths and identities, best first, and what to tell of the choice.

    Pages with studies whose titles name all that the question names lead; a question that names nothing is put to the
    pages with most trials. Where no page names all of it, a few that name a part are there to say what is here.
    """
    groups = _names(question)
    found, total = library.naming(groups, _MOST if groups else _MOST_OTHERS)
    if not total:
        found, total = library.naming(groups[-1:], _TO_LOOK_AT)
        found, total = (found, total) if total else library.naming((), _TO_LOOK_AT)
    titled = sum(titles > 0 for *_, titles in found)
    chosen = [(path, identity) for path, identity, _ in found[: max(titled, _MOST_OTHERS)]]
    held, troubled = library.page_counts()
    count = "one page" if held - troubled == 1 else f"{held - troubled:,} pages"
    if total > len(chosen):
        named = "that name what is asked about" if groups else "in all"
        return chosen, f"From the {len(chosen):,} pages of {library.path} that best match, of {total:,} {named}."
    return chosen, f"From {count} of {library.path}." if len(
        chosen
    ) == held - troubled else f"From {len(chosen):,} of {count} of {library.path}."


def _names(question: str) -> list[tuple[str, ...]]:
    """For conditions, interventions and measures asked about, every name that they and their kinds go by."""
    asked = understand(question)
    groups = [asked.conditions, asked.interventions, asked.outcomes]
    return [tuple(name for each in group for name in _every_name(each)) for group in groups if group]


def _every_name(name: str) -> tuple[str, ...]:
    known = concept(name)
    if known is None:
        return (name,)
    narrower = [each for each in load_terms().concepts if each.broader == known.name]
    return tuple(dict.fromkeys(name for each in (known, *narrower) for name in each.names))


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
