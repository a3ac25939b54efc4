"""Words of a question that no page holds: they are told, so that an answer to the rest is not taken for an answer to them."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from manystudies.documents import Document
from manystudies.terms import find_terms

_WORD = re.compile(r"[^\W\d_][\w'’-]{2,}")


def unheard_words(question: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """The words of a question that name no known concept and stand on none of the pages, as typed, each once.

    >>> unheard_words("Does flurbing help restless legs?", ())
    ('flurbing',)
    """
    left = question
    for match in find_terms(question):
        left = left[: match.start] + " " * (match.end - match.start) + left[match.end :]
    words = dict.fromkeys(word[0] for word in _WORD.finditer(left) if word[0].casefold() not in _asking())
    if not words:
        return ()
    texts = [document.view.text.casefold() for document in documents]
    return tuple(word for word in words if not any(_stem(word) in text for text in texts) and not _known(word))


@cache
def _asking() -> frozenset[str]:
    """Words that ask, and name nothing that evidence could be about."""
    text = (files("manystudies.answers") / "asking_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _stem(word: str) -> str:
    """A word without the ending of a plural."""
    folded = word.casefold()
    return folded.removesuffix("s")


def _known(word: str) -> bool:
    """Whether a word alone is a name, such as "rls" typed small."""
    return bool(find_terms(word.upper()))
