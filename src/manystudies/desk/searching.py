"""Search as somebody types: pages by their words, studies by title, DOI or PMID."""

from manystudies.desk.opened import Desk
from manystudies.desk.views import Hit


def search(desk: Desk, words: str, limit: int = 20) -> tuple[Hit, ...]:
    """Pages and studies that hold all the words, the last of them perhaps only begun; any text is safe to search for."""
    words = " ".join(words.split())[:200]
    if not words:
        return ()
    with desk.library() as library:
        pages, studies = library.hits(words, limit)
    told = [
        Hit("study", each.title or each.key, ", ".join(part for part in (each.design, each.year) if part), each.identity, each.key, None)
        for each in studies
    ]
    found = [Hit("page", each.title, each.excerpt, each.identity, "", None) for each in pages]
    return tuple([*told[: limit // 2], *found][:limit])
