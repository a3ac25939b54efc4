"""Concepts found in a text in linear time: one step through the words, the longest name wins."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from manystudies.terms.concept import Concept, TermMatch
from manystudies.terms.spelling import WORD, plain, runs_of
from manystudies.terms.vocabulary import Node, Vocabulary, load_terms, name_key

_GAP = re.compile(
    r"[ \t\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}\n\r()\[\]/.,:'\N{RIGHT SINGLE QUOTATION MARK}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}-]{0,4}"
)
_SENTENCE = 1000
# "vitamins C and E", "vitamin D, K2 or B6": the word is said once for all of them.
_MORE_VITAMINS = re.compile(
    r"(?:\s?,\s?(?:and\s|or\s)?|\s?[/&+]\s?|\s(?:and|or|plus|with|\N{EN DASH}|-)\s)(?P<letter>[A-EK](?:[-\s]?(?:1?\d))?)(?!\w|\.\s[a-z])(?!\s?(?:vitamin|cell|group|receptor))"
)


def find_terms(text: str, terms: Vocabulary | None = None) -> tuple[TermMatch, ...]:
    """Every concept that `text` names, in order and without overlap; the longest name at a place wins.

    Case, plurals, hyphens and British or American spelling do not matter; short names in capitals ("MS", "RLS") need
    their capitals. Time grows with the length of the text alone.

    >>> [match.concept.name for match in find_terms("Vitamins C and E for restless-legs")]
    ['vitamin C', 'vitamin E', 'restless legs syndrome']
    """
    if terms is None and len(text) <= _SENTENCE:
        return _in_sentence(text)
    return tuple(_matches(text, terms or load_terms()))


@lru_cache(maxsize=128)
def _in_sentence(text: str) -> tuple[TermMatch, ...]:
    """What a sentence names: claims, findings and checks ask for the same one again and again."""
    return tuple(_matches(text, load_terms()))


def concept(name: str, terms: Vocabulary | None = None) -> Concept | None:
    """The concept of that name or synonym, or None: an unknown word stays itself.

    >>> concept("Willis-Ekbom disease").name
    'restless legs syndrome'
    """
    return (terms or load_terms()).by_name.get(name_key(name))


def _matches(text: str, terms: Vocabulary) -> Iterator[TermMatch]:
    seen = plain(text)
    done = 0
    for node, start, end in _openings(seen, terms.root.words):
        if start < done:
            continue
        found = _longest(text, seen, node, start, end)
        if found is None:
            continue
        concept, done = found
        yield TermMatch(concept, start, done)
        if seen[start : start + 7].lower() == "vitamin":
            for more in _other_vitamins(text, done, terms):
                yield more
                done = more.end


def _openings(text: str, first: Mapping[str, Node]) -> Iterator[tuple[Node, int, int]]:
    """Every word that a name can begin with, where it stands and ends.

    Most words of a text begin no name, or are not followed as the names they begin are: these are never looked for.
    """
    low = text.lower()
    if len(low) != len(text):
        # Case may change the length of a text (İ): then each word is looked up by itself.
        yield from ((node, word.start(), word.end()) for word in WORD.finditer(text) if (node := first.get(word[0].lower())))
        return
    end = 0
    for word, following in pairwise((*runs_of(low), "")):
        node = first.get(word)
        if node is not None and (node.ends or following in node.words):
            start = _place(low, word, "" if node.ends else following, end)
            end = start + len(word)
            yield node, start, end


def _place(text: str, word: str, following: str, start: int) -> int:
    """Where a word of the text, followed by another if one is given, stands next: its letters may stand inside other words before it."""
    at = text.index(word, start)
    end = at + len(word)
    while ((text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()) and _is_part(text, word, at)) or (
        following and _next(text, end) != following
    ):
        at = text.index(word, at + 1)
        end = at + len(word)
    return at


def _is_part(text: str, word: str, at: int) -> bool:
    """Whether the letters or the digits at a place go on beside it; of "b12", "b" is a word."""
    digits = word.isdecimal()
    beside = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
    return any(each.isdecimal() if digits else each.isalnum() and not each.isdecimal() for each in beside)


def _next(text: str, start: int) -> str:
    word = WORD.search(text, start)
    return word[0] if word else ""


def _longest(text: str, seen: str, node: Node, start: int, end: int) -> tuple[Concept, int] | None:
    """The concept with the longest name that begins with the word at `start`, and where the name ends."""
    best = _end_here(text, node, start, end) if node.ends else None
    while node.words:
        word = WORD.match(seen, end + 1) if seen.startswith(" ", end) else None
        if word is None:
            gap = _GAP.match(seen, end)
            word = WORD.match(seen, gap.end()) if gap else None
            if word is None or "\n\n" in seen[end : word.start()]:
                break
        step = node.words.get(word[0].lower())
        if step is None:
            break
        node, end = step, word.end()
        if node.ends:
            best = _end_here(text, node, start, end) or best
    return best


def _end_here(text: str, node: Node, start: int, end: int) -> tuple[Concept, int] | None:
    for concept, exact in node.ends:
        if exact and not _capitals(text[start:end], exact):
            continue
        if text.startswith(")", end) and text.count("(", start, end) > text.count(")", start, end):
            return concept, end + 1
        return concept, end
    return None


def _capitals(printed: str, exact: str) -> bool:
    """Whether letters are printed as the short name has them; a plural "s" may follow."""
    wanted = [letter for letter in exact if letter.isalpha()]
    have = [letter for letter in printed if letter.isalpha()]
    return have in (wanted, [*wanted, "s"])


def _other_vitamins(text: str, end: int, terms: Vocabulary) -> Iterator[TermMatch]:
    for _ in range(8):
        more = _MORE_VITAMINS.match(text, end)
        other = terms.by_name.get(name_key("vitamin " + more["letter"])) if more else None
        if more is None or other is None:
            return
        yield TermMatch(other, more.start("letter"), more.end("letter"))
        end = more.end("letter")
