"""Concepts found in a text in linear time: one step through the words, the longest name wins."""

import re
from collections.abc import Iterator
from functools import lru_cache

from manystudies.terms.concept import Concept, TermMatch
from manystudies.terms.spelling import WORD, plain
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
    first = terms.root.words
    low = seen.lower()
    # Case may change the length of a text (İ): then each word is looked up by itself.
    if len(low) != len(seen):
        low = seen
    words = WORD.findall(low)
    if low is not seen and first.keys().isdisjoint(words):
        return
    done = behind = 0
    for word in words:
        # Between two words nothing is a letter or a digit, so the next place that holds these letters is the word's own.
        at = low.index(word, behind)
        behind = at + len(word)
        node = first.get(word if low is not seen else word.lower())
        if node is None or at < done:
            continue
        found = _longest(text, seen, node, at, behind)
        if found is None:
            continue
        concept, end = found
        yield TermMatch(concept, at, end)
        done = end
        if seen[at : at + 7].lower() == "vitamin":
            for more in _other_vitamins(text, end, terms):
                yield more
                done = more.end


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
