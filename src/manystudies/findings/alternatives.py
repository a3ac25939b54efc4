"""Many words as one pattern whose alternatives open with a plain letter: a search skips to such a letter, and few are tried at a place."""

from collections.abc import Iterable


def grouped(words: Iterable[str]) -> str:
    """Words that begin with one letter together, each in their order.

    >>> grouped(["ten", "six", "two"])
    't(?:en|wo)|s(?:ix)'
    """
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in _by_letter(words).items())


def grouped_in_any_case(words: Iterable[str]) -> str:
    """The same for small and capital letters: a set of two letters is told from others at once, a letter in any case is not.

    >>> grouped_in_any_case(["ten", "six", "two"])
    '[tT](?i:en|wo)|[sS](?i:ix)'
    """
    return "|".join(f"[{letter}{letter.upper()}](?i:{'|'.join(rest)})" for letter, rest in _by_letter(words).items())


def whole_words(words: Iterable[str]) -> str:
    r"""The same for words that no letter stands before or behind.

    >>> whole_words(["ten", "six", "two"])
    '(?:t(?<!\\wt)(?:en|wo)|s(?<!\\ws)(?:ix))\\b'
    """
    found = [rf"{letter}(?<!\w{letter})(?:{'|'.join(rest)})" for letter, rest in _by_letter(words).items()]
    return rf"(?:{'|'.join(found)})\b"


def _by_letter(words: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    return groups
